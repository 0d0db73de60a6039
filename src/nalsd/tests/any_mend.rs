//! Whatever a design is, what mends a finding can be done and taken back, and afterwards the finding is gone.

#![allow(clippy::unwrap_used)]

use nalsd::analysis::{Finding, FindingKind, Mend, analyse};
use nalsd::edit::{History, apply};
use nalsd::model::Design;
use nalsd::sketch::layout;
use nalsd::testing::arbitrary::{any_design, sound_design};
use proptest::prelude::*;

/// The findings of a design that say what to do.
fn mendable(design: &Design) -> Vec<(Finding, Mend)> {
    let findings = analyse(design).findings.into_iter();
    let mended = findings.filter_map(|finding| {
        let mend = finding.mend.clone()?;
        (!mend.commands.is_empty()).then_some((finding, mend))
    });
    mended.collect()
}

/// Whether two findings say the same of the same parts. Rings and what hangs on caches are told by all their parts.
fn same(one: &Finding, other: &Finding) -> bool {
    let about = match one.kind {
        FindingKind::Cycle | FindingKind::CacheDependency => one.parts == other.parts,
        _ => one.parts.first() == other.parts.first(),
    };
    about && one.kind == other.kind && one.place == other.place
}

/// The same with everything drawn where it says that it is.
fn drawn(design: &Design) -> Design {
    apply(design, &layout(design)).unwrap().design
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_mended_is_gone(design in sound_design(), tidy in any::<bool>()) {
        let design = if tidy { drawn(&design) } else { design };
        for (finding, mend) in mendable(&design) {
            let mut history = History::new(design.clone());
            let done = history.commit_all(&mend.commands, "mend");
            prop_assert!(done.is_ok(), "{finding:?} {done:?}");
            let after = analyse(history.design()).findings;
            let left: Vec<&Finding> = after.iter().filter(|other| same(other, &finding)).collect();
            if mend.partial {
                prop_assert!(left.iter().all(|left| left.severity >= finding.severity));
                prop_assert!(left.len() <= 1, "{finding:?} {left:?}");
            } else {
                prop_assert!(left.is_empty(), "{finding:?} {left:?}");
            }
            prop_assert!(history.undo(), "{finding:?} changes nothing");
            prop_assert_eq!(&**history.design(), &design);
        }
    }

    /// What comes from elsewhere may be refused, part by part; nothing is half done then.
    #[test]
    fn mends_of_any_design_are_done_or_refused(design in any_design()) {
        for (finding, mend) in mendable(&design) {
            let mut history = History::new(design.clone());
            if history.commit_all(&mend.commands, "mend").is_ok() && history.can_undo().is_some() {
                let _ = analyse(history.design());
                prop_assert!(history.undo(), "{finding:?}");
            }
            prop_assert_eq!(&**history.design(), &design);
        }
    }
}
