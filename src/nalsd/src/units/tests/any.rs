//! Any quantity, and any text.

use super::super::*;
use super::read;
use proptest::prelude::*;

/// Quantities of every dimension that has a unit, over all sizes.
fn any_quantity() -> impl Strategy<Value = Quantity> {
    let dimensions = [
        DIMENSIONLESS,
        Dimension::DATA,
        Dimension::TIME,
        Dimension::RATE,
        Dimension::BANDWIDTH,
        Dimension::MACHINE,
        Dimension::REQUEST,
        Dimension::MONEY,
        Dimension::SPENDING,
        Dimension::MONEY_PER_DATA,
        Dimension::STORAGE_PRICE,
        Dimension::MONEY_PER_REQUEST,
    ];
    let size = prop_oneof![
        6 => -15.0..24.0_f64,
        1 => -60.0..60.0_f64,
    ];
    let value = (size, any::<bool>()).prop_map(|(size, minus)| {
        let value = 10_f64.powf(size);
        if minus { -value } else { value }
    });
    let value = prop_oneof![20 => value, 1 => Just(0.0), 4 => (0_u32..100_000).prop_map(f64::from)];
    (value, proptest::sample::select(dimensions.to_vec()))
        .prop_map(|(value, dimension)| Quantity::new(value, dimension))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_printed_can_be_read_again(quantity in any_quantity(), month in 2e6..3e6_f64) {
        let calendar = Calendar { month, ..Calendar::default() };
        let text = format_in(quantity, calendar);
        let read = parse_as(&text, quantity.dimension, calendar, &Names::new());
        let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        // Three digits: half of the last one is up to 0.5 %.
        let off = (read.likely - quantity.value).abs();
        prop_assert!(off <= 0.00501 * quantity.value.abs(), "{text}: {} for {}", read.likely, quantity.value);
    }

    #[test]
    fn shares_are_read_again_and_never_rounded_to_all(share in 0.0..1.2_f64, nines in 0..13_i32) {
        for share in [share, 1.0 - share.min(1.0) * 10_f64.powi(-nines)] {
            let text = percent(share);
            let read = parse(&text, Calendar::default(), &Names::new()).expect("a share").likely;
            let missing = (1.0 - share).abs();
            // Four digits, or two of what is missing.
            let most = if share > 0.9 && share < 1.0 { 0.1001 * missing } else { 5.01e-4 * share };
            prop_assert!((read - share).abs() <= most.max(1e-14), "{text} for {share}");
            prop_assert!(share >= 1.0 || !text.starts_with("100"), "{text} for {share}");
        }
    }

    #[test]
    fn any_text_gives_a_value_or_an_error(text in ".{0,80}") {
        check_any(&text)?;
    }

    #[test]
    fn any_likely_text_gives_a_value_or_an_error(
        parts in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..20),
    ) {
        check_any(&parts.concat())?;
    }
}

const PARTS: &[&str] = &[
    "1",
    "25 000",
    "1e308",
    "1e-308",
    "5e",
    ".",
    "..",
    " ",
    "k",
    "M",
    "KB",
    "KiB",
    "s",
    "ms",
    "%",
    "$",
    "-",
    "−",
    "+",
    "*",
    "/",
    "^",
    "(",
    ")",
    "per",
    "of",
    "x",
    "q",
    "machines",
    "month",
    "^9",
    "\u{202f}000",
    ",",
    ",000",
    "_",
    "µs",
    "€",
    "é",
    "million",
    "0",
];

fn check_any(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(range) => {
            prop_assert!(
                range.low <= range.likely && range.likely <= range.high,
                "{range:?}"
            );
            prop_assert!(range.low.is_finite() && range.high.is_finite(), "{range:?}");
        }
        Err(error) => {
            prop_assert!(text.is_char_boundary(error.at), "{error:?}");
            prop_assert!(error.message.ends_with(['.', '?']), "{error:?}");
        }
    }
    Ok(())
}
