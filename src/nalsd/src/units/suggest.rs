//! What to write instead of what isn't understood.

use super::{DIMENSIONLESS, Dimension, Names, table};

/// How many suggestions are made.
const SHOWN: usize = 3;

/// Why a word is not understood, and what may have been meant.
pub(super) fn unknown(word: &str, names: &Names) -> String {
    let word: String = word.chars().take(24).collect();
    let said = format!("“{word}” is neither a unit nor the name of an assumption");
    let near = nearest(&word, names);
    match near.as_slice() {
        [] => format!("{said}."),
        [rest @ .., last] if !rest.is_empty() => {
            format!("{said}; did you mean {} or {last}?", rest.join(", "))
        }
        one => format!("{said}; did you mean {}?", one.join("")),
    }
}

/// The units and names that are written most alike: those that differ by capitals only, or else those at the least distance.
fn nearest(word: &str, names: &Names) -> Vec<String> {
    // Between minutes, metres and what is a thousand times less nothing decides.
    if word == "m" {
        return vec!["min".to_owned(), "ms".to_owned()];
    }
    // What an assumption is called is no unit here.
    let units = || {
        let units = table::SUGGESTED.iter().copied();
        units.filter(|unit| !names.contains_key(*unit))
    };
    let known = || names.keys().map(String::as_str).chain(units());
    let lower = word.to_lowercase();
    let alike: Vec<String> = known()
        .filter(|name| name.to_lowercase() == lower)
        .map(str::to_owned)
        .collect();
    if !alike.is_empty() {
        return alike;
    }
    // One slip in a short word, two in a long one.
    let most = if lower.chars().count() > 5 { 2 } else { 1 };
    let mut near: Vec<(usize, &str)> = known()
        .map(|name| (strsim::osa_distance(&name.to_lowercase(), &lower), name))
        .filter(|(distance, name)| *distance <= most && *distance < name.chars().count())
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let least = near.first().map_or(0, |(distance, _)| *distance);
    near.into_iter()
        .take_while(|(distance, _)| *distance == least)
        .take(SHOWN)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// What a quantity of a dimension looks like; empty where there is no usual way to write it.
pub(super) fn example(dimension: Dimension) -> &'static str {
    match dimension {
        DIMENSIONLESS => "3 or 99.9 %",
        Dimension::DATA => "2 KB",
        Dimension::TIME => "20 ms",
        Dimension::RATE => "500/s",
        Dimension::BANDWIDTH => "10 Gbps",
        Dimension::MACHINE => "3 machines",
        Dimension::MONEY => "$ 100",
        Dimension::SPENDING => "$ 100/month",
        Dimension::MONEY_PER_DATA => "$ 0.05/GB",
        Dimension::STORAGE_PRICE => "$ 0.02/GB/month",
        Dimension::MONEY_PER_REQUEST => "$ 0.40 per million requests",
        _ => "",
    }
}
