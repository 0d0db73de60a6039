//! A whole design to look at first: what a sketch is when its numbers are written, its areas drawn and its objectives set.

use crate::exchange::{ReadError, from_file};
use crate::model::Design;

/// A bookshop in two zones, drawn as most people first draw one: it stands on an ordinary day, and the findings say what takes it
/// down, each with what mends it.
///
/// # Errors
/// None, unless the design that is built in can't be read.
pub fn bookshop() -> Result<Design, ReadError> {
    from_file(include_str!("bookshop.dryrun.json"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::analysis::{Finding, Severity, analyse};
    use crate::edit::apply;

    /// The worst finding that a press of a button mends.
    fn worst(design: &Design) -> Option<Finding> {
        let findings = analyse(design).findings.into_iter();
        let buttons = findings.filter(|finding| {
            let mend = finding.mend.as_ref();
            mend.is_some_and(|mend| !mend.commands.is_empty())
        });
        buttons.into_iter().next()
    }

    #[test]
    fn pressing_the_buttons_makes_it_stand() {
        let mut design = bookshop().unwrap();
        assert_eq!(analyse(&design).problems, []);
        let mut pressed = 0;
        while let Some(finding) = worst(&design) {
            for command in finding.mend.unwrap().commands {
                design = apply(&design, &command).unwrap().design;
            }
            pressed += 1;
            assert!(pressed < 12, "{}", finding.text);
        }
        assert!(pressed > 2);
        let analysis = analyse(&design);
        // What is full first is worth knowing, and no fault.
        let faults = analysis.findings.iter();
        let faults: Vec<_> = faults
            .filter(|finding| finding.severity != Severity::Hint)
            .collect();
        assert_eq!(faults, Vec::<&Finding>::new());
        assert!(analysis.totals.cost.unwrap().value() < analysis.objectives.cost.unwrap());
    }
}
