//! Laws against closed forms.

use super::combine::{both, either, latest_of, then};
use super::law::Law;
use crate::analysis::queueing::{Lognormal, Mmc, normal_above};

/// Probabilities of being slower, of the percentiles that are shown.
const TAILS: [f64; 4] = [0.5, 0.1, 0.01, 0.001];

/// The time that is exceeded with a probability, from the closed form of the tail.
fn inverse(above: impl Fn(f64) -> f64, tail: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1e6);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if above(middle) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Holds a law against a closed form: the worst relative error of the percentiles that are shown must stay below `allowed`.
#[track_caller]
fn check(what: &str, law: &Law, above: impl Fn(f64) -> f64, allowed: f64) {
    let mut worst = 0.0_f64;
    let mut table = String::new();
    for tail in TAILS {
        let (found, expected) = (law.quantile(tail), inverse(&above, tail));
        let error = found / expected - 1.0;
        worst = worst.max(error.abs());
        table += &format!(
            "  {tail}: {found:.6} for {expected:.6} ({:+.3} %)\n",
            error * 100.0
        );
    }
    println!("{what}: {:.3} %\n{table}", worst * 100.0);
    assert!(worst <= allowed, "{what}\n{table}");
}

/// The tail of the sum of `n` exponential times of mean 1 (Erlang's distribution).
fn erlang(n: u32, time: f64) -> f64 {
    let mut term = libm::exp(-time);
    let mut sum = term;
    for k in 1..n {
        term *= time / f64::from(k);
        sum += term;
    }
    sum
}

/// The tail of a sum of exponential times with different means.
fn hypoexponential(means: &[f64], time: f64) -> f64 {
    means
        .iter()
        .map(|mean| {
            let weight: f64 = means
                .iter()
                .filter(|other| *other != mean)
                .map(|other| mean / (mean - other))
                .product();
            weight * libm::exp(-time / mean)
        })
        .sum()
}

fn series(laws: &[Law]) -> Law {
    laws.iter()
        .skip(1)
        .fold(laws[0].clone(), |sum, law| then(&sum, law))
}

#[test]
fn one_after_the_other() {
    for n in [2, 3, 5, 10, 20] {
        let law = series(&vec![Law::exponential(1.0); n as usize]);
        check(&format!("Erlang {n}"), &law, |t| erlang(n, t), 0.01);
    }
    for means in [
        &[1.0, 0.5][..],
        &[1.0, 0.1],
        &[10.0, 1.0, 0.1],
        &[1.0, 0.9, 0.8, 0.7, 0.6],
        &[0.001, 0.02, 0.05, 0.08, 0.03, 0.002],
    ] {
        let laws: Vec<Law> = means.iter().map(|mean| Law::exponential(*mean)).collect();
        check(
            &format!("hypoexponential {means:?}"),
            &series(&laws),
            |t| hypoexponential(means, t),
            0.01,
        );
    }
}

/// M/M/1 queues one after the other: each takes an exponential time of mean 1 / (μ - λ), independent of the others (Burke 1956,
/// Reich 1957).
#[test]
fn queues_one_after_the_other() {
    let service = [0.008, 0.009, 0.005];
    let means = service.map(|service| 1.0 / (1.0 / service - 100.0));
    let laws = service.map(|service| Law::queue(&Mmc::new(100.0, service, 1.0).unwrap()));
    check(
        "M/M/1 in series",
        &series(&laws),
        |t| hypoexponential(&means, t),
        0.01,
    );
}

#[test]
fn many_slots() {
    for (arrivals, slots) in [(8.0, 10.0), (99.0, 100.0), (1.0, 4.0)] {
        let queue = Mmc::new(arrivals, 1.0, slots).unwrap();
        check("M/M/c", &Law::queue(&queue), |t| queue.above(t), 1e-6);
    }
}

/// The latest of n exponential times: 1 - (1 - e^-t)^n.
#[test]
fn the_latest() {
    for n in [2.0, 3.0, 10.0, 100.0, 2000.0, 10_000.0] {
        let above = |t: f64| -libm::expm1(n * libm::log1p(-libm::exp(-t)));
        check(
            &format!("latest of {n}"),
            &latest_of(n, &Law::exponential(1.0)),
            above,
            0.005,
        );
    }
    let (fast, slow) = (Law::exponential(1.0), Law::exponential(3.0));
    let above = |t: f64| libm::exp(-t) + libm::exp(-t / 3.0) - libm::exp(-t * (1.0 + 1.0 / 3.0));
    check("the later of two", &both(&fast, &slow), above, 0.01);
    let all = (0..8).fold(Law::always(0.0), |all, _| both(&all, &fast));
    let above = |t: f64| -libm::expm1(8.0 * libm::log1p(-libm::exp(-t)));
    check("eight, one by one", &all, above, 0.01);
}

/// The Tail at Scale: of 100 leaves that are slow one time in 100, 63 % of requests meet a slow one.
#[test]
fn the_tail_at_scale() {
    let leaf = either(0.99, &Law::always(0.01), &Law::always(1.0));
    let all = latest_of(100.0, &leaf);
    let slow = 1.0 - libm::pow(0.99, 100.0);
    assert!((slow / 0.633_967_658_726_770_9 - 1.0).abs() < 1e-6);
    // Laws are known at certain probabilities only, so a step between them is a slope: not too near to it.
    assert!(all.quantile(slow * 0.8) > 0.99);
    assert!(all.quantile(slow * 1.2) < 0.02);
}

#[test]
fn one_of_several() {
    for (share, fast, slow) in [(0.5, 1.0, 10.0), (0.95, 0.1, 20.0), (0.3, 1.0, 1.5)] {
        let law = either(share, &Law::exponential(fast), &Law::exponential(slow));
        let above = |t: f64| share * libm::exp(-t / fast) + (1.0 - share) * libm::exp(-t / slow);
        check(
            &format!("{share} of {fast}, else {slow}"),
            &law,
            above,
            0.01,
        );
    }
    // Five alternatives, mixed one by one.
    let means = [1.0, 2.0, 3.0, 4.0, 5.0];
    let mut weight = 0.0;
    let mut law = Law::always(0.0);
    for mean in means {
        weight += 1.0;
        law = either(1.0 - 1.0 / weight, &law, &Law::exponential(mean));
    }
    let above = |t: f64| {
        means
            .iter()
            .map(|mean| libm::exp(-t / mean) / 5.0)
            .sum::<f64>()
    };
    check("one of five", &law, above, 0.01);
}

/// A cache that answers in 1 ms, with a store of 20 ms behind it, each exponential. Where the step between hits and misses is
/// at no knot, percentiles near to it are less exact.
#[test]
fn a_cache() {
    let hit = Law::exponential(0.001);
    for (ratio, allowed) in [(0.9, 0.02), (0.95, 0.02), (0.99, 0.02), (0.93, 0.05)] {
        let law = then(
            &hit,
            &either(ratio, &Law::always(0.0), &Law::exponential(0.02)),
        );
        let above = |t: f64| {
            ratio * libm::exp(-t / 0.001) + (1.0 - ratio) * hypoexponential(&[0.001, 0.02], t)
        };
        check(&format!("cache, {ratio} hits"), &law, above, allowed);
    }
}

/// Half of the calls go to another region: 0.5 ms and 80 ms away, and then an exponential time.
#[test]
fn near_and_far() {
    for mean in [0.0001, 0.001, 0.01] {
        let way = either(0.6, &Law::always(0.0005), &Law::always(0.08));
        let law = then(&way, &Law::exponential(mean));
        let after = |t: f64| libm::exp(-t.max(0.0) / mean);
        let above = |t: f64| 0.6 * after(t - 0.0005) + 0.4 * after(t - 0.08);
        check(&format!("near and far, {mean}"), &law, above, 0.03);
        // The same again behind it: 2, 1 or no far ones.
        let twice = then(&law, &law);
        let erlang = |t: f64| erlang(2, t.max(0.0) / mean);
        let above =
            |t: f64| 0.36 * erlang(t - 0.001) + 0.48 * erlang(t - 0.0805) + 0.16 * erlang(t - 0.16);
        check(&format!("twice, {mean}"), &twice, above, 0.03);
    }
}

#[test]
fn given_percentiles() {
    let given = Lognormal::new(0.08, 0.5);
    check(
        "lognormal",
        &Law::lognormal(&given),
        |t| given.above(t),
        1e-6,
    );
    // The tail of a sum of two, by integrating over the normal variable behind the first.
    let other = Lognormal::new(0.02, 0.3);
    let above = |t: f64| {
        let step = 0.002;
        (-4000..4000)
            .map(|at| {
                let z = (f64::from(at) + 0.5) * step;
                let density = libm::exp(-z * z / 2.0) / libm::sqrt(2.0 * std::f64::consts::PI);
                density * step * other.above(t - given.at(z))
            })
            .sum::<f64>()
    };
    let sum = then(&Law::lognormal(&given), &Law::lognormal(&other));
    check("two lognormal", &sum, above, 0.01);
    assert!(normal_above(8.0) < 1e-14);
}

#[test]
fn what_is_certain_stays_so() {
    let (a, b) = (Law::always(0.002), Law::always(0.08));
    for (law, expected) in [
        (then(&a, &b), 0.082),
        (both(&a, &b), 0.08),
        (latest_of(50.0, &a), 0.002),
        (either(1.0, &a, &b), 0.002),
        (either(0.0, &a, &b), 0.08),
        (both(&b, &b), 0.08),
    ] {
        for tail in [1.0, 0.5, 0.001, 1e-7] {
            assert!((law.quantile(tail) - expected).abs() < 1e-12);
        }
        assert!((law.mean() - expected).abs() < 1e-9);
    }
    let mixed = either(0.9, &a, &b);
    assert!((mixed.quantile(0.5) - 0.002).abs() < 1e-12);
    assert!((mixed.quantile(0.1) - 0.002).abs() < 1e-12);
    assert!((mixed.quantile(0.05) - 0.08).abs() < 1e-12);
    let exponential = both(&Law::always(2.0), &Law::exponential(1.0));
    assert!((exponential.quantile(0.5) - 2.0).abs() < 1e-9);
    assert!((exponential.quantile(0.01) / libm::log(100.0) - 1.0).abs() < 1e-3);
}

#[test]
fn what_binds_before_the_slots_makes_requests_wait() {
    use crate::testing::{design, id};
    // One machine that serves 800/s: 8 cores of 10 ms each, or as much by its disks or its limit.
    for by in [
        "cpu 10 ms",
        "cpu 0, max-rate 800/s",
        "cpu 0, ops 1, copies 1, medium disk",
    ] {
        let kind = if by.contains("ops") { "sql" } else { "service" };
        let text = format!(
            "machine box: cores 8, iops 800/s, memory 64 GB, disk 1 TB, network 100 Gbps
             client U: rate 760/s
             {kind} A: machine box, machines 1, service 10 ms, slots 1000, {by}
             U -> A"
        );
        let design = design(&text);
        let analysis = crate::analysis::analyse(&design);
        let latency = analysis.components[&id(&design, "A")]
            .own_latency
            .expect(by);
        let queue = Mmc::new(760.0, 0.01, 8.0).expect("95 %");
        let expected = queue.quantile(0.01);
        assert!(
            (latency.p99 / expected - 1.0).abs() < 0.01,
            "{by}: {latency:?} for {expected}"
        );
        // Longer than service alone, whose p99 is ln 100 × 10 ms.
        assert!(expected > 0.1);
    }
}
