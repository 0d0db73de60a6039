//! The queue M/M/c: requests come at random, are served by one of `c` slots in an exponentially distributed time, and wait
//! in one queue.

use super::erlang_c;

/// The load is as much as the slots can do, or more: the queue grows without bound, and no time can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unstable {
    /// The load over what the slots can do: 1 or more, or not a number where there are no slots.
    pub utilisation: f64,
}

/// An M/M/c queue in its steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    service: f64,
    waits: f64,
    /// The mean wait of those who wait: `1 / (cμ - λ)`.
    delay: f64,
    utilisation: f64,
    arrivals: f64,
}

impl Mmc {
    /// The queue that `arrivals` requests per second make, each served in `service` seconds on average by one of `slots`
    /// (whole ones count).
    ///
    /// # Errors
    /// The load is as much as the slots can do, or more.
    pub fn new(arrivals: f64, service: f64, slots: f64) -> Result<Self, Unstable> {
        let slots = slots.floor();
        let load = arrivals * service;
        let unstable = Unstable {
            utilisation: load / slots,
        };
        let waits = erlang_c(slots, load).ok_or(unstable)?;
        Ok(Self {
            service,
            waits,
            delay: service / (slots - load),
            utilisation: load / slots,
            arrivals,
        })
    }

    /// The share of time that a slot is busy.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.utilisation
    }

    /// The probability that a request waits.
    #[must_use]
    pub fn p_wait(&self) -> f64 {
        self.waits
    }

    /// The mean wait in seconds, over all requests.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.waits * self.delay
    }

    /// The mean time until a request is served, waiting and service.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.service + self.mean_wait()
    }

    /// Requests waiting and in service, on average (Little's law).
    #[must_use]
    pub fn mean_inside(&self) -> f64 {
        self.arrivals * self.mean()
    }

    /// The share of requests that wait for at most `time` seconds.
    #[must_use]
    pub fn service_level(&self, time: f64) -> f64 {
        if time < 0.0 {
            return 0.0;
        }
        1.0 - self.waits * decay(time, self.delay)
    }

    /// The probability that waiting and service together exceed `time` seconds.
    #[must_use]
    pub fn above(&self, time: f64) -> f64 {
        if time < 0.0 {
            return 1.0;
        }
        if self.service <= 0.0 {
            return 0.0;
        }
        self.at(time).0
    }

    /// The time, waiting and service together, that is exceeded with the probability `tail`; 0 at 1, infinite at 0.
    #[must_use]
    pub fn quantile(&self, tail: f64) -> f64 {
        if tail >= 1.0 || self.service <= 0.0 {
            return 0.0;
        }
        if tail <= 0.0 {
            return f64::INFINITY;
        }
        let log = -libm::log(tail);
        // Serving alone takes that long; waiting can only add to it.
        let mut low = self.service * log;
        if self.waits < tail * 1e-6 {
            return low;
        }
        let mut high = f64::INFINITY;
        let mut time = low;
        // Newton's method on the logarithm of the tail, which is nearly straight; kept between bounds.
        for _ in 0..60 {
            let (above, density) = self.at(time);
            let off = libm::log(above) + log;
            if off > 0.0 {
                low = time;
            } else {
                high = time;
            }
            if off.abs() < 1e-10 {
                break;
            }
            let mut next = time + off * above / density;
            if !(next > low && next < high) {
                next = if high.is_finite() {
                    f64::midpoint(low, high)
                } else {
                    low * 2.0 + self.delay
                };
            }
            time = next;
        }
        time
    }

    /// The probability of being above a time, and the density there.
    fn at(&self, time: f64) -> (f64, f64) {
        let (short, long) = if self.service < self.delay {
            (self.service, self.delay)
        } else {
            (self.delay, self.service)
        };
        let served = decay(time, self.service);
        // One exponential after the other: nothing cancels when both are nearly alike.
        let slow = decay(time, long);
        let gap = time / short - time / long;
        let both = slow * (time / long) * one_less_decay(gap);
        let above = (1.0 - self.waits) * served + self.waits * (slow + both);
        let density = (1.0 - self.waits) * served / self.service + self.waits * both / short;
        (above, density)
    }
}

/// `exp(-time / mean)`; what takes no time is over at once.
fn decay(time: f64, mean: f64) -> f64 {
    if mean > 0.0 {
        libm::exp(-time / mean)
    } else {
        0.0
    }
}

/// `(1 - exp(-x)) / x`.
fn one_less_decay(x: f64) -> f64 {
    if x.abs() < 1e-12 {
        1.0
    } else {
        -libm::expm1(-x) / x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sojourn in M/M/1 is exponential with the rate μ - λ (Kleinrock I, 5.119).
    #[test]
    fn one_slot() {
        let queue = Mmc::new(24.0, 1.0 / 30.0, 1.0).unwrap();
        for time in [0.0, 0.01, 0.2, 1.0, 3.0] {
            let expected = libm::exp(-6.0 * time);
            assert!((queue.above(time) / expected - 1.0).abs() < 1e-9, "{time}");
        }
        for tail in [0.9, 0.5, 0.1, 0.01, 0.001, 1e-7] {
            let expected = -libm::log(tail) / 6.0;
            assert!(
                (queue.quantile(tail) / expected - 1.0).abs() < 1e-9,
                "{tail}"
            );
        }
    }

    #[test]
    fn quantiles_are_the_inverse() {
        for (arrivals, service, slots) in [
            (8.0, 1.0, 10.0),
            (9.999, 1.0, 10.0),
            (1.0, 1.0, 2.0),
            (0.001, 1.0, 5.0),
            (900.0, 0.01, 10.0),
            (99_999.0, 0.1, 10_000.0),
        ] {
            let queue = Mmc::new(arrivals, service, slots).unwrap();
            for tail in [0.98, 0.5, 0.1, 0.01, 0.001, 1e-7] {
                let back = queue.above(queue.quantile(tail));
                assert!(
                    (back / tail - 1.0).abs() < 2e-6,
                    "{arrivals} {slots} {tail}: {back}"
                );
            }
        }
    }

    /// The area under the tail is the mean.
    #[test]
    fn the_mean_is_the_area_under_the_tail() {
        let queue = Mmc::new(8.0, 1.0, 10.0).unwrap();
        let step = 0.001;
        let area: f64 = (0..40_000)
            .map(|at| queue.above((f64::from(at) + 0.5) * step) * step)
            .sum();
        assert!((area / queue.mean() - 1.0).abs() < 1e-5, "{area}");
    }

    #[test]
    fn the_ends() {
        for (arrivals, service, slots, utilisation) in [
            (10.0, 1.0, 10.0, 1.0),
            (30.0, 1.0, 10.0, 3.0),
            (2.0, 1.0, 1.9, 2.0),
        ] {
            let told = Mmc::new(arrivals, service, slots).unwrap_err();
            assert!((told.utilisation - utilisation).abs() < 1e-12);
        }
        assert!(Mmc::new(1.0, f64::NAN, 1.0).is_err());
        assert!(Mmc::new(1.0, 1.0, 0.0).is_err());
        let nothing = Mmc::new(5.0, 0.0, 1.0).unwrap();
        let all = [
            nothing.mean(),
            nothing.quantile(0.001),
            nothing.above(0.0),
            nothing.mean_wait(),
        ];
        assert_eq!(all, [0.0; 4]);
        assert_eq!(nothing.service_level(0.0).to_bits(), 1f64.to_bits());
    }
}
