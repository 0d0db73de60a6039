//! What happened, in words.

use crate::pages::sketch::names;
use nalsd::model::Design;
use nalsd::simulation::{Happening, Plan, Shock, What};
use nalsd::units;

/// A shock in words: `load of Clients × 10`.
pub(super) fn shock(shock: &Shock, design: &Design) -> String {
    let name = |id| names::of(design, id);
    match shock {
        Shock::Load {
            client: None,
            factor,
        } => format!("load \u{d7} {}", units::significant(*factor, 3)),
        Shock::Load {
            client: Some(client),
            factor,
        } => format!(
            "load of {} \u{d7} {}",
            name(*client),
            units::significant(*factor, 3)
        ),
        Shock::Lost { area } => format!("{} is lost", name(*area)),
        Shock::Slow { component, factor } => {
            format!(
                "{} takes {} times as long",
                name(*component),
                units::significant(*factor, 3)
            )
        }
        Shock::Down { component } => format!("{} is down", name(*component)),
        Shock::Flushed { component } => format!("{} is flushed", name(*component)),
    }
}

/// A happening in words.
pub(super) fn told(happening: &Happening, plan: &Plan, design: &Design) -> String {
    let part = happening
        .part
        .map(|id| names::of(design, id))
        .unwrap_or_else(|| "The system".to_owned());
    let planned = |index: u32| {
        let event = usize::try_from(index)
            .ok()
            .and_then(|index| plan.events.get(index));
        event.map_or_else(
            || "an event".to_owned(),
            |event| shock(&event.shock, design),
        )
    };
    match happening.what {
        What::Begins(index) => format!("Begins: {}", planned(index)),
        What::Ends(index) => format!("Ends: {}", planned(index)),
        What::FoundDown => format!("{part} is found down"),
        What::FoundUp => format!("{part} is found up again"),
        What::Opens => format!("{part}: the breaker opens"),
        What::Closes => format!("{part}: the breaker closes"),
        What::Scales(to) => format!("{part} asks for {} machines", units::count(to)),
        What::Scaled(to) => format!("{part} now has {} machines", units::count(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::Id;
    use nalsd::simulation::Event;

    #[test]
    fn happenings_in_words() {
        let plan = Plan {
            events: vec![Event {
                at: 1.0,
                until: None,
                shock: Shock::Load {
                    client: None,
                    factor: 10.0,
                },
            }],
            ..Plan::default()
        };
        for (part, what, expected) in [
            (None, What::Begins(0), "Begins: load \u{d7} 10"),
            (None, What::Ends(7), "Ends: an event"),
            (
                Some(Id(4)),
                What::Scaled(12.0),
                "a part that is gone now has 12 machines",
            ),
        ] {
            let happening = Happening {
                at: 0.0,
                part,
                what,
            };
            assert_eq!(told(&happening, &plan, &Design::default()), expected);
        }
    }
}
