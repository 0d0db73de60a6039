//! Availability of several machines.

/// The probability that at least `need` of `all` machines are up, each with the probability `each`.
///
/// The sum over the binomial distribution, from where its tail begins outwards: quick and exact for any number of machines.
#[must_use]
pub fn k_of_n(need: f64, all: f64, each: f64) -> f64 {
    let (need, all) = (need.ceil(), all.floor());
    let each = each.clamp(0.0, 1.0);
    if need <= 0.0 {
        return 1.0;
    }
    if need > all || need.is_nan() || all.is_nan() || each == 0.0 {
        return 0.0;
    }
    if each == 1.0 {
        return 1.0;
    }
    // Too many are down, from this number on.
    let too_many = all - need + 1.0;
    let down = 1.0 - each;
    if too_many > all * down {
        1.0 - outwards(all, too_many, down, 1.0)
    } else {
        outwards(all, too_many - 1.0, down, -1.0)
    }
}

/// The sum of the binomial probabilities from `at`, away from the mean.
fn outwards(all: f64, at: f64, each: f64, step: f64) -> f64 {
    let choose = libm::lgamma(all + 1.0) - libm::lgamma(at + 1.0) - libm::lgamma(all - at + 1.0);
    let mut term = libm::exp(choose + at * libm::log(each) + (all - at) * libm::log1p(-each));
    let odds = each / (1.0 - each);
    let (mut sum, mut at) = (0.0, at);
    while term > sum * 1e-17 {
        sum += term;
        term *= if step > 0.0 {
            (all - at) / (at + 1.0) * odds
        } else {
            at / (all - at + 1.0) / odds
        };
        at += step;
        if at < 0.0 || at > all {
            break;
        }
    }
    sum.min(1.0)
}

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

impl Machines {
    /// The probability that enough are up and each entry is on one of them, when those of `lost` of `zones` are down.
    ///
    /// Where both matter, the product stands for both at once: never more than the truth, since what helps one helps the other.
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
        let data = libm::pow(k_of_n(1.0, copies, self.each), groups);
        if self.need <= groups {
            // One machine of each group is enough for the load.
            data
        } else if groups <= 1.0 {
            k_of_n(self.need, all, self.each)
        } else {
            data * k_of_n(self.need, all, self.each)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_and_large_numbers() {
        for (need, all, each, expected) in [
            (2.0, 3.0, 0.99, 0.999_702),
            (3.0, 5.0, 0.99, 0.999_990_149_4),
            (2.0, 2.0, 0.999, 0.998_001),
            (1.0, 2.0, 0.999, 0.999_999),
            (0.0, 5.0, 0.5, 1.0),
            (6.0, 5.0, 0.5, 0.0),
            (3.0, 5.0, 0.5, 0.5),
            (50_000.0, 99_999.0, 0.5, 0.5),
            (100_000.0, 100_000.0, 0.999_99, 0.367_877_601_758_7),
            (1.0, 1.0, 1.0, 1.0),
            (1.0, 1.0, 0.0, 0.0),
        ] {
            let found = k_of_n(need, all, each);
            assert!(
                (found - expected).abs() <= 1e-6 * expected,
                "{need} of {all}: {found}"
            );
        }
    }

    /// Against the sum as it is written, over all numbers of machines up.
    #[test]
    fn all_small_systems() {
        for all in 1..12_i32 {
            for need in 0..=all {
                for each in [0.1, 0.5, 0.9, 0.999] {
                    let sum: f64 = (need..=all)
                        .map(|up| {
                            let choose: f64 = (0..up)
                                .map(|at| f64::from(all - at) / f64::from(at + 1))
                                .product();
                            choose * f64::powi(each, up) * f64::powi(1.0 - each, all - up)
                        })
                        .sum();
                    let found = k_of_n(f64::from(need), f64::from(all), each);
                    assert!(
                        (found - sum).abs() < 1e-12,
                        "{need} of {all} at {each}: {found} {sum}"
                    );
                }
            }
        }
    }

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
}
