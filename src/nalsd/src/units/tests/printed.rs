//! Quantities as people read them.

use super::super::*;
use super::dimension;

#[test]
fn quantities_are_printed_as_people_read_them() {
    let cases: &[(f64, &str, &str)] = &[
        (63.0, "machine", "63 machines"),
        (1.0, "machine", "1 machine"),
        (1562.5, "machine", "1562.5 machines"),
        (25_500.0, "machine", "25 500 machines"),
        (62.5546875, "machine", "62.6 machines"),
        (0.412, "s", "412 ms"),
        (0.0, "s", "0 s"),
        (2592.0, "s", "43.2 min"),
        (259.2, "s", "4.32 min"),
        (25.92, "s", "25.9 s"),
        (0.00005, "s", "50 µs"),
        (365.0 * 86_400.0, "s", "1 year"),
        (30.0 * 86_400.0, "s", "30 d"),
        (86_400.0, "s", "24 h"),
        (3_600.0, "s", "60 min"),
        (1e-12, "s", "0.001 ns"),
        (1e-20, "s", "1e-11 ns"),
        (16.3e9 / 8.0, "B/s", "16.3 Gbps"),
        (20e6, "B/s", "160 Mbps"),
        (80e3, "B/s", "640 Kbps"),
        (50.08e6, "B/s", "401 Mbps"),
        (2.0736e12, "B", "2.07 TB"),
        (999.96e6, "B", "1 GB"),
        (999.4e6, "B", "999 MB"),
        (0.0, "B", "0 B"),
        (-2e3, "B", "−2 KB"),
        (1e30, "B", "1 000 000 000 000 EB"),
        (5e5, "q/s", "500k/s"),
        (40.0, "q/s", "40/s"),
        (1234.5, "q/s", "1235/s"),
        (9999.0, "q/s", "9999/s"),
        (9999.9, "q/s", "10k/s"),
        (0.0001, "q/s", "8.64/day"),
        (999_960.0, "", "1M"),
        (63_400.0, "", "63.4k"),
        (1.0 / 3.0, "", "0.3333"),
        // Not more than it is, where that would be all.
        (0.9995, "", "0.9995"),
        (0.99998, "", "99.998 %"),
        (1.0, "", "1"),
        (0.7 + 0.2 + 0.1, "", "1"),
        (250.0, "q", "250"),
        (38_100.0 / (30.0 * 86_400.0), "$/s", "$ 38.1k/month"),
        (-5.0, "$", "−$ 5"),
        (0.05e-9, "$/B", "$ 0.05/GB"),
        (0.02e-9 / (30.0 * 86_400.0), "$/B/s", "$ 0.02/GB/month"),
        (0.4e-6, "$/q", "$ 0.4 per million requests"),
        (1e9, "B q/s", "8 Gbps"),
        (f64::INFINITY, "machine", "without bound"),
        (f64::NAN, "s", "without bound"),
    ];
    for (value, of, expected) in cases {
        let found = format(Quantity::new(*value, dimension(of))).replace('\u{202f}', " ");
        assert_eq!(&found, expected, "{value} {of}");
    }
}

#[test]
fn nines_are_kept() {
    let cases = [
        (0.9995, "99.95 %"),
        (0.999, "99.9 %"),
        (0.99999, "99.999 %"),
        (0.9999995, "99.99995 %"),
        // Never more than it is: 99.9999 would be ten times as good.
        (0.999998, "99.9998 %"),
        (0.99999949, "99.999949 %"),
        (0.999_999_999_999_99, "99.999999999999 %"),
        (0.9999901494, "99.99901 %"),
        (0.998001, "99.8 %"),
        (0.95, "95 %"),
        (1.0, "100 %"),
        (1.36, "136 %"),
        (0.7, "70 %"),
        (0.0001, "0.01 %"),
        (0.0, "0 %"),
        (1.0 / 3.0, "33.33 %"),
    ];
    for (share, expected) in cases {
        assert_eq!(percent(share), expected, "{share}");
    }
}

#[test]
fn formulas_have_digits_enough() {
    let cases: &[(f64, &str, &str)] = &[
        (63.0, "machine", "63 machines"),
        (62.5546875, "machine", "62.5547 machines"),
        (16.3e9 / 8.0, "B/s", "16.3 Gbps"),
        (80.64e6 / 8.0, "B/s", "80.64 Mbps"),
        (4e12 / 25_500.0, "B", "156.863 MB"),
        (2.5e6 / 86_400.0, "q/s", "28.9352/s"),
        (38_123.456 / (30.0 * 86_400.0), "$/s", "$ 38.1235k/month"),
        (1.0 / 3.0, "", "0.333333"),
        (30.0 * 86_400.0, "s", "30 d"),
    ];
    for (value, of, expected) in cases {
        let found = operand(Quantity::new(*value, dimension(of))).replace('\u{202f}', " ");
        assert_eq!(&found, expected, "{value} {of}");
    }
    for (share, expected) in [
        (0.7, "70 %"),
        (1.0 / 3.0, "33.3333 %"),
        (0.999, "99.9 %"),
        (0.997_689_81, "99.76898 %"),
        (0.999_996_123_4, "99.99961234 %"),
        (1.0, "100 %"),
        (1.36, "136 %"),
        (0.0, "0 %"),
    ] {
        assert_eq!(operand_share(share), expected, "{share}");
    }
}
