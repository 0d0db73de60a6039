//! Designs: any bytes as an expression; and as a design's JSON, analysed to its end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nalsd::analysis::{analyse, sensitivity};
use nalsd::model::Design;
use nalsd::units::{Calendar, Names, format_in, parse};

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        match parse(text, Calendar::default(), &Names::new()) {
            Ok(range) => {
                assert!(range.low <= range.likely && range.likely <= range.high);
                let text = format_in(range.likely(), Calendar::default());
                assert!(!text.contains("NaN") && !text.contains("inf"));
            }
            Err(error) => assert!(text.is_char_boundary(error.at)),
        }
    }
    let Ok(design) = serde_json::from_slice::<Design>(data) else {
        return;
    };
    let analysis = analyse(&design);
    for part in analysis.components.values() {
        assert!(part.demand.value() >= 0.0 && part.cost.value() >= 0.0);
    }
    // Its work is that of the analysis, twice for each range.
    if data.len() < 4_000 {
        let _ = sensitivity(&design);
    }
});
