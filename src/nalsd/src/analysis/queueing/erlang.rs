//! Erlang's formulas.

use super::normal::{normal_above, normal_density};

/// From here on the limit for many servers is nearer than what the series would cost: its error falls with the root of
/// the servers, and is below one in a thousand here.
const MANY: f64 = 1e6;

/// The probability that a request waits when `load` erlangs are offered to `servers` with one queue (Erlang C); `None` when
/// the load is as much as the servers can do, or more: then the queue grows without bound.
#[must_use]
pub fn erlang_c(servers: f64, load: f64) -> Option<f64> {
    let servers = servers.floor();
    let used = load / servers;
    if !(servers >= 1.0 && used < 1.0) {
        return None;
    }
    if load <= 0.0 {
        return Some(0.0);
    }
    if servers > MANY {
        return Some(halfin_whitt(servers, used));
    }
    Some(1.0 / (inverse(servers, load) * (1.0 - used) + used))
}

/// `1 / B` of Erlang B, the probability that a request is lost without a queue, by the series `1 + c/a + c(c-1)/a² + …` (Jagerman 1974). All terms are positive, so nothing cancels; they
/// rise until as many servers are left as there is load, and fall fast from there. Beyond 1e30 it is all the same.
fn inverse(servers: f64, load: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut left = servers;
    while left >= 1.0 && sum < 1e30 {
        term *= left / load;
        sum += term;
        left -= 1.0;
        if term < sum * 1e-18 && left < load {
            break;
        }
    }
    sum
}

/// The probability of waiting with very many servers (Halfin and Whitt, *Heavy-traffic limits for queues with many
/// exponential servers*, 1981).
fn halfin_whitt(servers: f64, used: f64) -> f64 {
    let spare = (1.0 - used) * libm::sqrt(servers);
    let density = normal_density(spare);
    density / (density + spare * (1.0 - normal_above(spare)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn erlang_b(servers: f64, load: f64) -> f64 {
        1.0 / inverse(servers, load)
    }

    /// Straight from the definition, for small numbers.
    fn by_definition(servers: i32, load: f64) -> f64 {
        let mut terms = vec![1.0];
        for k in 1..=servers {
            terms.push(terms[terms.len() - 1] * load / f64::from(k));
        }
        terms[terms.len() - 1] / terms.iter().sum::<f64>()
    }

    #[test]
    fn the_series_is_the_definition() {
        for (servers, load) in [(1, 0.5), (3, 7.0), (10, 8.0), (60, 59.5), (60, 20.0)] {
            let (ours, theirs) = (
                erlang_b(f64::from(servers), load),
                by_definition(servers, load),
            );
            assert!(
                (ours / theirs - 1.0).abs() < 1e-12,
                "{servers} {load}: {ours} {theirs}"
            );
        }
    }

    /// The usual recursion, B(c) = a·B(c-1) / (c + a·B(c-1)), is stable but takes as many steps as there are servers.
    fn by_recursion(servers: i32, load: f64) -> f64 {
        let mut lost = 1.0;
        for c in 1..=servers {
            lost = load * lost / (f64::from(c) + load * lost);
        }
        lost
    }

    #[test]
    fn a_million_servers_are_no_different() {
        for load in [999_000.0, 999_900.0, 1_100_000.0] {
            let (ours, theirs) = (erlang_b(1e6, load), by_recursion(1_000_000, load));
            assert!(
                (ours / theirs - 1.0).abs() < 1e-8,
                "{load}: {ours} {theirs}"
            );
        }
        let lost = by_recursion(2_000_000, 1_999_000.0);
        let waits = lost / (1.0 - 0.9995 * (1.0 - lost));
        let limit = erlang_c(2e6, 1_999_000.0).unwrap();
        assert!((limit / waits - 1.0).abs() < 1e-3, "{limit} {waits}");
    }

    #[test]
    fn the_ends() {
        for (servers, load, waits) in [
            (4.0, 0.0, Some(0.0)),
            (0.0, 0.5, None),
            (4.0, 4.0, None),
            (4.0, 5.0, None),
            (f64::NAN, 1.0, None),
            (4.0, f64::NAN, None),
            (1e6, 5e5, Some(0.0)),
            (1e15, 1e14, Some(0.0)),
        ] {
            match (erlang_c(servers, load), waits) {
                (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-12),
                (ours, theirs) => assert_eq!(ours, theirs, "{servers} {load}"),
            }
        }
    }
}
