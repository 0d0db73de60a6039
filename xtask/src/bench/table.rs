//! The table of what was measured.

use std::fmt::Write;

/// What a row is to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Aim {
    /// Their time over ours, at least.
    Ratio(f64),
    /// Seconds, at most.
    Under(f64),
    /// Shown for comparison only.
    None,
}

/// Medians, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    pub(super) ours: f64,
    pub(super) theirs: Option<f64>,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// `native`, or the browser.
    pub(super) place: &'static str,
    pub(super) what: String,
    /// Whom ours is compared with.
    pub(super) against: String,
    /// What was measured, or why that could not be done.
    pub(super) figures: Result<Figures, String>,
    pub(super) aim: Aim,
}

/// The heads of the columns.
const HEADS: [&str; 8] = [
    "where", "what", "against", "ours", "theirs", "ratio", "aim", "met",
];
/// The first column of figures.
const FIGURES: usize = 3;

impl Row {
    fn cells(&self) -> [String; 8] {
        let aim = match self.aim {
            Aim::Ratio(least) => format!("≥ {least}"),
            Aim::Under(most) => format!("< {}", time(most)),
            Aim::None => "–".to_owned(),
        };
        let (ours, theirs, ratio, met) = match &self.figures {
            Ok(figures) => {
                let ratio = figures.theirs.map(|theirs| theirs / figures.ours);
                let met = match (self.aim, ratio) {
                    (Aim::Ratio(least), Some(ratio)) => Some(ratio >= least),
                    (Aim::Under(most), _) => Some(figures.ours < most),
                    _ => None,
                };
                (
                    time(figures.ours),
                    figures.theirs.map_or("–".to_owned(), time),
                    ratio.map_or("–".to_owned(), times),
                    met.map_or("–", |met| if met { "yes" } else { "no" }),
                )
            }
            Err(why) => ("–".to_owned(), why.clone(), "–".to_owned(), "–"),
        };
        [
            self.place.to_owned(),
            self.what.clone(),
            self.against.clone(),
            ours,
            theirs,
            ratio,
            aim,
            met.to_owned(),
        ]
    }
}

/// The middle of some numbers, of two the mean; NaN of none.
pub(super) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.get(sorted.len() / 2), sorted.len() % 2) {
        (Some(&middle), 1) => middle,
        (Some(&upper), _) => f64::midpoint(sorted[sorted.len() / 2 - 1], upper),
        (None, _) => f64::NAN,
    }
}

/// Seconds with three significant digits.
fn time(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{} s", significant(s)),
        s if s >= 1e-3 => format!("{} ms", significant(s * 1e3)),
        s => format!("{} µs", significant(s * 1e6)),
    }
}

/// A ratio: two decimals below 10, where it is close.
fn times(ratio: f64) -> String {
    match ratio {
        r if r < 10.0 => format!("{r:.2}"),
        r if r < 100.0 => format!("{r:.1}"),
        r => format!("{r:.0}"),
    }
}

fn significant(number: f64) -> String {
    match number {
        n if n < 10.0 => format!("{n:.2}"),
        n if n < 100.0 => format!("{n:.1}"),
        n => format!("{n:.0}"),
    }
}

/// The table for a terminal.
pub(super) fn plain(rows: &[Row]) -> String {
    let all: Vec<[String; 8]> = [HEADS.map(str::to_owned)]
        .into_iter()
        .chain(rows.iter().map(Row::cells))
        .collect();
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|column| {
            all.iter()
                .map(|cells| cells[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for cells in &all {
        let mut line = String::new();
        for (column, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
            // Writing to a string can't fail.
            let _ = if column < FIGURES {
                write!(line, "{cell:<width$}  ")
            } else {
                write!(line, "{cell:>width$}  ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The table as markdown.
pub(super) fn markdown(rows: &[Row]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(&HEADS.map(str::to_owned));
    let rule: Vec<String> = (0..HEADS.len())
        .map(|column| if column < FIGURES { "---" } else { "---:" }.to_owned())
        .collect();
    text.push_str(&line(&rule));
    for row in rows {
        text.push_str(&line(&row.cells().map(|cell| cell.replace('|', "\\|"))));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, theirs: Option<f64>, aim: Aim) -> [String; 8] {
        Row {
            place: "native",
            what: "w".to_owned(),
            against: "x".to_owned(),
            figures: Ok(Figures { ours, theirs }),
            aim,
        }
        .cells()
    }

    #[test]
    fn medians() {
        assert!(median(&[]).is_nan());
        assert_eq!(median(&[3.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5_f64.to_bits());
    }

    #[test]
    fn aims_are_met_or_not() {
        assert_eq!(
            row(0.1, Some(0.25), Aim::Ratio(1.0))[3..],
            ["100 ms", "250 ms", "2.50", "≥ 1", "yes"]
        );
        assert_eq!(row(0.1, Some(0.25), Aim::Ratio(3.0))[7], "no");
        assert_eq!(
            row(0.012, None, Aim::Under(0.1))[3..],
            ["12.0 ms", "–", "–", "< 100 ms", "yes"]
        );
        assert_eq!(row(0.1, None, Aim::Under(0.1))[7], "no");
        assert_eq!(row(2.0, Some(1.0), Aim::None)[5..], ["0.50", "–", "–"]);
    }

    #[test]
    fn bars_in_cells_are_escaped() {
        let row = Row {
            place: "native",
            what: "a|b".to_owned(),
            against: "x".to_owned(),
            figures: Err("missing".to_owned()),
            aim: Aim::Ratio(1.0),
        };
        assert!(markdown(&[row]).ends_with("| native | a\\|b | x | – | missing | – | ≥ 1 | – |\n"));
    }
}
