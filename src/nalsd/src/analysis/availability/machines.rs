//! Availability of several machines.

use super::binomial::k_of_n;

/// What a component's machines must do for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Machines {
    /// How many there are.
    pub(super) all: f64,
    /// How many the load takes.
    pub(super) need: f64,
    /// How many hold each entry; 0 where nothing is stored that must be there.
    pub(super) copies: f64,
    /// How probable it is that one is up.
    pub(super) each: f64,
}

/// The most steps that counting the machines of all groups may take: a thousand machines of three copies with room for a hundred
/// losses are a third of it.
const MOST_STEPS: f64 = 3e5;

impl Machines {
    /// The probability that enough are up and each entry is on one of them, when those of `lost` of `zones` are down.
    ///
    /// Machines hold the same entries in groups of as many as there are copies. Where such groups don't come out even, or are too
    /// many to count, the product of the two probabilities stands for both at once: never more than the truth, since what helps one
    /// helps the other, and near it, since then so many may be down that it is the data that is missed first.
    pub(super) fn up(&self, lost: f64, zones: f64) -> f64 {
        let all = (self.all * (zones - lost) / zones).floor();
        if self.copies < 1.0 {
            return k_of_n(self.need, all, self.each);
        }
        // Copies are in different zones as far as there are zones.
        let copies = self.copies - lost * (self.copies / zones).ceil();
        if copies < 1.0 {
            return 0.0;
        }
        let groups = (self.all / self.copies).max(1.0);
        let copies = copies.min(all);
        let may_be_down = all - self.need.max(1.0);
        if may_be_down < copies {
            // A group that is down in full leaves too few for the load.
            return k_of_n(self.need.max(1.0), all, self.each);
        }
        let data = || libm::pow(k_of_n(1.0, copies, self.each), groups);
        if self.need <= groups {
            // One machine of each group is enough for the load.
            return data();
        }
        let whole = groups.fract() == 0.0 && copies.fract() == 0.0;
        let even = whole && (groups * copies).to_bits() == all.to_bits();
        if even && groups * copies * may_be_down <= MOST_STEPS {
            return in_groups(groups, copies, may_be_down, self.each);
        }
        data() * k_of_n(self.need, all, self.each)
    }

    /// The same of machines spread evenly over zones, each up with its own probability and independently of the others.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn up_over(&self, zones: &[f64]) -> f64 {
        // How probable it is that so many zones are down.
        let mut down = vec![1.0];
        for up in zones {
            down.push(0.0);
            for lost in (0..down.len()).rev() {
                let one_more = if lost > 0 { down[lost - 1] } else { 0.0 };
                down[lost] = down[lost] * up + one_more * (1.0 - up);
            }
        }
        let all = zones.len() as f64;
        let lost = (0..zones.len()).map(|lost| down[lost] * self.up(lost as f64, all));
        lost.sum()
    }
}

/// The probability that of so many groups of `size` machines each has one that is up, and of all machines at most so many are down.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Both are bounded by `MOST_STEPS`.
fn in_groups(groups: f64, size: f64, may_be_down: f64, each: f64) -> f64 {
    let mut group = Vec::new();
    let mut ways = 1.0;
    for down in 0..size as u32 {
        let down = f64::from(down);
        group.push(ways * libm::pow(1.0 - each, down) * libm::pow(each, size - down));
        ways *= (size - down) / (down + 1.0);
    }
    // How probable it is that so many are down in the groups so far, and none of these in full.
    let mut found = vec![0.0; may_be_down as usize + 1];
    found[0] = 1.0;
    for _ in 0..groups as u32 {
        for all in (0..found.len()).rev() {
            let here = group.iter().take(all + 1).enumerate();
            found[all] = here.map(|(down, p)| p * found[all - down]).sum();
        }
    }
    found.iter().sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_zones() {
        let up = |all, need, copies, lost, zones| {
            let machines = Machines {
                all,
                need,
                copies,
                each: 0.9,
            };
            machines.up(lost, zones)
        };
        for (found, expected) in [
            // A primary and its copy; four machines of two copies each.
            (up(2.0, 1.0, 2.0, 0.0, 1.0), 0.99),
            (up(4.0, 1.0, 2.0, 0.0, 1.0), 0.99 * 0.99),
            // Three copies in three zones, one zone lost; two lost of two copies.
            (up(3.0, 1.0, 3.0, 1.0, 3.0), 0.99),
            (up(2.0, 1.0, 2.0, 2.0, 3.0), 0.0),
            // No data: two of four, with one of two zones lost.
            (up(4.0, 2.0, 0.0, 1.0, 2.0), 0.81),
            (up(4.0, 3.0, 0.0, 1.0, 2.0), 0.0),
        ] {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn zones_are_lost_as_well() {
        let machines = Machines {
            all: 4.0,
            need: 2.0,
            copies: 0.0,
            each: 0.9,
        };
        // One zone is up or not. Of two: both are, with two of four machines; or one is, with both of its two.
        let of_four = 1.0 - f64::powi(0.1, 4) - 4.0 * 0.9 * f64::powi(0.1, 3);
        for (zones, expected) in [
            (&[0.99][..], 0.99 * of_four),
            (
                &[0.99, 0.95],
                0.99 * 0.95 * of_four + (0.99 * 0.05 + 0.01 * 0.95) * 0.81,
            ),
        ] {
            let found = machines.up_over(zones);
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    /// Against all states of the machines, one by one.
    #[test]
    fn data_and_load_at_once() {
        for (all, copies) in [(2, 2), (4, 2), (6, 2), (6, 3), (8, 2), (9, 3), (8, 4)] {
            for need in 1..=all {
                for each in [0.9, 0.6, 0.999] {
                    let mut truth = 0.0;
                    for state in 0..1_u32 << all {
                        let up = |at: i32| state >> at & 1 == 1;
                        let there = state.count_ones() as i32;
                        let data = (0..all / copies)
                            .all(|group| (0..copies).any(|copy| up(group * copies + copy)));
                        if data && there >= need {
                            truth += f64::powi(each, there) * f64::powi(1.0 - each, all - there);
                        }
                    }
                    let machines = Machines {
                        all: f64::from(all),
                        need: f64::from(need),
                        copies: f64::from(copies),
                        each,
                    };
                    let found = machines.up(0.0, 1.0);
                    assert!(
                        (found - truth).abs() < 1e-12,
                        "{need} of {all}, {copies} copies at {each}: {found} {truth}"
                    );
                }
            }
        }
    }

    /// Groups that don't come out even: between the product and the lesser of the two.
    #[test]
    fn uneven_groups_are_no_better_than_either() {
        let machines = Machines {
            all: 7.0,
            need: 4.0,
            copies: 2.0,
            each: 0.9,
        };
        let (load, found) = (k_of_n(4.0, 7.0, 0.9), machines.up(0.0, 1.0));
        let data = f64::powf(0.99, 3.5);
        assert!((found - load * data).abs() < 1e-12, "{found}");
    }
}
