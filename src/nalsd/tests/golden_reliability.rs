//! Published numbers of queueing and availability.

use nalsd::analysis::queueing::{Mmc, erlang_c};

#[track_caller]
fn same(found: f64, expected: f64) {
    assert!(
        (found / expected - 1.0).abs() <= 1e-6,
        "found {found}, expected {expected}"
    );
}

/// Erlang C, recomputed independently in double precision: servers, erlangs, the probability of waiting.
#[test]
fn erlang_c_rows() {
    for (servers, load, waits) in [
        (2.0, 1.0, 0.333_333_333_333_333_37),
        (5.0, 4.0, 0.554_112_554_112_554_3),
        (10.0, 8.0, 0.409_180_150_796_443_54),
        (11.0, 10.0, 0.682_118_204_689_332_3),
        (14.0, 10.0, 0.174_131_933_595_049_91),
    ] {
        same(erlang_c(servers, load).unwrap(), waits);
        let queue = Mmc::new(load / 180.0, 180.0, servers).unwrap();
        same(queue.p_wait(), waits);
    }
}

/// Calls of 180 s, to be answered within 20 s: servers, service level, mean wait in seconds.
#[test]
fn call_centre() {
    for (servers, level, wait) in [
        (11.0, 0.389_613_811_729_153_44, 122.781_276_844_079_81),
        (14.0, 0.888_350_019_179_466_9, 7.835_937_011_777_246),
    ] {
        let queue = Mmc::new(10.0 / 180.0, 180.0, servers).unwrap();
        same(queue.service_level(20.0), level);
        same(queue.mean_wait(), wait);
    }
}

/// Bronson, *Schaum's Outline of Operations Research*, 1982: 24 arrivals and 30 services an hour.
#[test]
fn one_server() {
    let queue = Mmc::new(24.0, 1.0 / 30.0, 1.0).unwrap();
    same(queue.mean_inside(), 4.0);
    same(queue.mean(), 0.166_666_666_666_666_66);
    same(1.0 - queue.utilisation(), 0.2);
}
