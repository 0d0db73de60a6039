//! What the panels share beside the desk: which figure is looked into, which figures are kept back, what ranges do.

use super::reading::{Reading, Total};
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::findings::use_swings;
use crate::platform::canvas::focus_is_nowhere;
use crate::platform::document;
use nalsd::analysis::Swing;
use nalsd::model::Id;
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// What is said in place of figures that are kept back.
pub(crate) const KEPT_BACK: &str =
    "The figures show once you have committed your estimates, or skipped them.";

/// Whether a sentence might give away what is withheld: one with a number in it might.
pub(crate) fn keeps_back(withheld: &BTreeSet<Total>, text: &str) -> bool {
    !withheld.is_empty() && text.contains(|c: char| c.is_ascii_digit())
}

/// Shared by context with every panel.
#[derive(Clone, PartialEq)]
pub(crate) struct Panels {
    /// The figure that is looked into.
    pub(crate) reading: Option<Reading>,
    /// Looks into another; `None` closes it.
    pub(crate) read: Callback<Option<Reading>>,
    /// Figures that the learner has yet to estimate: they aren't shown before.
    pub(crate) withheld: Rc<BTreeSet<Total>>,
    /// Says which they are.
    pub(crate) withhold: Callback<BTreeSet<Total>>,
    /// When the session against the clock ends, in milliseconds since 1970, while there is one.
    pub(crate) deadline: Option<u64>,
    /// Says when.
    pub(crate) set_deadline: Callback<Option<u64>>,
    /// How often the numbers of what is selected were asked for.
    pub(crate) inspected: u32,
    /// Asks for them.
    pub(crate) inspect: Callback<()>,
    /// What each range does to the verdict; empty while that is reckoned.
    pub(crate) swings: Rc<Vec<Swing>>,
}

impl Panels {
    /// Whether a figure is kept back until it is estimated.
    pub(crate) fn withholds(&self, reading: Reading) -> bool {
        reading
            .total()
            .is_some_and(|total| self.withheld.contains(&total))
    }

    /// Whether a sentence about the design might give away what is kept back: one with a number in it might.
    pub(crate) fn keeps_back(&self, text: &str) -> bool {
        keeps_back(&self.withheld, text)
    }

    /// A sentence about the design, unless it might give away what is kept back.
    pub(crate) fn told(&self, text: &str) -> String {
        if self.keeps_back(text) {
            KEPT_BACK.to_owned()
        } else {
            text.to_owned()
        }
    }
}

/// The panels' shared state, which [`PanelsPlace`] provides to everything below it.
#[hook]
pub(crate) fn use_panels() -> Panels {
    use_context::<Panels>().unwrap_or_else(|| Panels {
        reading: None,
        read: Callback::noop(),
        withheld: Rc::default(),
        withhold: Callback::noop(),
        deadline: None,
        set_deadline: Callback::noop(),
        inspected: 0,
        inspect: Callback::noop(),
        swings: Rc::default(),
    })
}

/// Whether what is looked into is left for other parts with a selection.
fn is_left(reading: Reading, selection: &[Id]) -> bool {
    match reading {
        Reading::Total(_) => !selection.is_empty(),
        Reading::Part(id, _) => !selection.is_empty() && !selection.contains(&id),
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct PanelsProps {
    pub(crate) desk: Desk,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Provides what the panels share.
#[component]
pub(crate) fn PanelsPlace(props: &PanelsProps) -> Html {
    let reading = use_state_eq(|| None);
    let withheld = use_state_eq(Rc::<BTreeSet<Total>>::default);
    let swings = use_swings(&props.desk);
    // What is selected next is to be seen: the trail stood above its numbers.
    use_effect_with(Rc::clone(&props.desk.selection), {
        let reading = reading.clone();
        move |selection| {
            if reading.is_some_and(|reading| is_left(reading, selection)) {
                reading.set(None);
                // The focus was in the trail where it was gone on from there.
                document::soon(|| {
                    if focus_is_nowhere() {
                        document::focus(".inspector :is(input, select)");
                    }
                });
            }
        }
    });
    let read = use_callback(reading.setter(), |next, reading| reading.set(next));
    let withhold = use_callback(withheld.setter(), |next: BTreeSet<Total>, withheld| {
        withheld.set(Rc::new(next));
    });
    let deadline = use_state_eq(|| None);
    let set_deadline = use_callback(deadline.setter(), |ends, deadline| deadline.set(ends));
    let inspected = use_state_eq(|| 0_u32);
    let inspect = use_callback(inspected.clone(), |(), inspected| {
        inspected.set(**inspected + 1);
    });
    let panels = Panels {
        reading: *reading,
        read,
        withheld: Rc::clone(&withheld),
        withhold,
        deadline: *deadline,
        set_deadline,
        inspected: *inspected,
        inspect,
        swings,
    };
    html! {
        <ContextProvider<Panels> context={panels}>{ props.children.clone() }</ContextProvider<Panels>>
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::Aspect;
    use super::*;

    #[test]
    fn a_trail_goes_when_another_part_is_selected() {
        let (total, part) = (
            Reading::Total(Total::Budget),
            Reading::Part(Id(1), Aspect::Cost),
        );
        for (reading, selection, left) in [
            (total, &[][..], false),
            (total, &[Id(1)], true),
            (part, &[], false),
            (part, &[Id(1)], false),
            (part, &[Id(2), Id(1)], false),
            (part, &[Id(2)], true),
        ] {
            assert_eq!(
                is_left(reading, selection),
                left,
                "{reading:?} {selection:?}"
            );
        }
    }
}
