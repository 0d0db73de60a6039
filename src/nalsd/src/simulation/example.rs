//! Designs that show something when they are simulated, each with its plan and with what mends it.

use super::{Event, Plan, Shock};
use crate::edit::Command;
use crate::exchange::{ReadError, from_file};
use crate::model::{Design, Field, Id};

/// The name of the design that falls into a retry storm; copies of it begin with it.
pub const RETRY_STORM: &str = "Retry storm";

/// A design to try something on.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The design, as it is before anything is mended.
    pub design: Design,
    /// What happens to it.
    pub plan: Plan,
    /// What mends it, each by itself.
    pub fixes: Vec<Fix>,
}

/// Something that mends a design: one field of one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What is done, in a few words.
    pub label: &'static str,
    /// Why that helps, in a sentence or two.
    pub why: &'static str,
    /// The component or link that it changes.
    pub part: Id,
    /// The field that is written.
    pub field: Field,
    /// What is written there.
    pub value: &'static str,
}

impl Fix {
    /// The command that does it, or takes it back.
    #[must_use]
    pub fn command(&self, done: bool) -> Command {
        Command::Set {
            ids: vec![self.part],
            field: self.field,
            value: done.then(|| self.value.to_owned()),
        }
    }

    /// Whether something is written in its field: this fix, or another number.
    #[must_use]
    pub fn is_done(&self, design: &Design) -> bool {
        let component = design.component(self.part).map(|part| &part.set);
        let set = component.or_else(|| design.link(self.part).map(|link| &link.set));
        set.is_some_and(|set| set.contains_key(&self.field))
    }
}

impl Example {
    /// The example that a design is a copy of, as far as its name and its parts tell.
    #[must_use]
    pub fn of(design: &Design) -> Option<Self> {
        if !design.name.starts_with(RETRY_STORM) {
            return None;
        }
        let example = retry_storm().ok()?;
        let parts = example.design.components.iter().all(|part| {
            let own = design.component(part.id);
            own.is_some_and(|own| own.kind == part.kind)
        });
        let links = example.design.links.iter().all(|link| {
            let own = design.link(link.id);
            own.is_some_and(|own| (own.from, own.to) == (link.from, link.to))
        });
        (parts && links).then_some(example)
    }
}

/// A store that can do 200 calls a second is asked 120 times. For half a minute it takes four times as long. Calls to it are tried
/// three times: 360 a second, so that it never gets well again by itself (metastable failure: Bronson et al., HotOS 2021).
///
/// # Errors
/// None, unless the design that is built in can't be read.
pub fn retry_storm() -> Result<Example, ReadError> {
    let (store, calls) = (Id(3), Id(5));
    let slow = Shock::Slow {
        component: store,
        factor: 4.0,
    };
    Ok(Example {
        design: from_file(include_str!("retry-storm.dryrun.json"))?,
        plan: Plan {
            seconds: 180.0,
            sample_every: 1.0,
            warm_up: 18.0,
            events: vec![Event {
                at: 60.0,
                until: Some(90.0),
                shock: slow,
            }],
            ..Plan::default()
        },
        fixes: vec![
            Fix {
                label: "Budget the retries",
                why: "At most one retry for ten calls: 132 calls a second, which fit into 200. The queue empties.",
                part: calls,
                field: Field::RetryBudget,
                value: "10 %",
            },
            Fix {
                label: "Shed load",
                why: "It refuses calls while 20 wait. What it does take it answers in time, so its work is for somebody.",
                part: store,
                field: Field::Shed,
                value: "10 %",
            },
        ],
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::edit::apply;

    #[test]
    fn the_example_can_be_read_and_mended() {
        let example = retry_storm().unwrap();
        assert_eq!(example.design.name, RETRY_STORM);
        for fix in &example.fixes {
            assert!(!fix.is_done(&example.design), "{}", fix.label);
            let mended = apply(&example.design, &fix.command(true)).unwrap().design;
            assert!(fix.is_done(&mended), "{}", fix.label);
            let back = apply(&mended, &fix.command(false)).unwrap().design;
            assert_eq!(back, example.design, "{}", fix.label);
        }
    }

    #[test]
    fn copies_are_known_by_their_name_and_parts() {
        let design = retry_storm().unwrap().design;
        let named = |name: &str| Design {
            name: name.to_owned(),
            ..design.clone()
        };
        let without = |id: Id| apply(&design, &Command::Remove(vec![id])).unwrap().design;
        for (design, known) in [
            (design.clone(), true),
            (named("Retry storm (copy)"), true),
            (named("Shop"), false),
            (without(Id(3)), false),
            (without(Id(5)), false),
            (Design::default(), false),
        ] {
            assert_eq!(Example::of(&design).is_some(), known, "{}", design.name);
        }
    }
}
