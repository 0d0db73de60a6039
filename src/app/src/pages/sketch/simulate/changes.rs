//! What differs between the designs and plans of two runs, in words. Pure.

use super::run::Made;
use crate::pages::sketch::names;
use nalsd::model::{Design, Field, Id, Written};
use std::collections::BTreeSet;

/// How many differences are told; more are counted.
const MOST: usize = 6;

/// What is different in the second run, a phrase each: `Orders: shed above 10 %, nothing before`.
pub(super) fn changes(before: &Made, now: &Made) -> Vec<String> {
    let mut told = between(&before.design, &now.design);
    if before.plan.events != now.plan.events {
        told.push("other events".to_owned());
    }
    if before.plan.seed != now.plan.seed {
        told.push(format!(
            "seed {} instead of {}",
            now.plan.seed, before.plan.seed
        ));
    }
    if before.plan.seconds.to_bits() != now.plan.seconds.to_bits() {
        told.push("another length".to_owned());
    }
    if told.len() > MOST {
        let more = told.len() - MOST;
        told.truncate(MOST);
        told.push(format!("{more} more"));
    }
    told
}

fn between(before: &Design, now: &Design) -> Vec<String> {
    let mut told = Vec::new();
    let parts = parts(before)
        .union(&parts(now))
        .copied()
        .collect::<Vec<_>>();
    for id in parts {
        match (set(before, id), set(now, id)) {
            (Some(old), Some(new)) => {
                told.extend(fields(old, new).map(|text| format!("{}: {text}", names::of(now, id))));
            }
            (None, Some(_)) => told.push(format!("{} is new", names::of(now, id))),
            (Some(_), None) => told.push(format!("{} is gone", names::of(before, id))),
            (None, None) => {}
        }
    }
    told.extend(fields(&before.set, &now.set));
    if before.assumptions != now.assumptions {
        told.push("other assumptions".to_owned());
    }
    if before.machines != now.machines {
        told.push("other machine classes".to_owned());
    }
    told
}

fn parts(design: &Design) -> BTreeSet<Id> {
    let components = design.components.iter().map(|part| part.id);
    let links = design.links.iter().map(|link| link.id);
    let areas = design.areas.iter().map(|area| area.id);
    components.chain(links).chain(areas).collect()
}

fn set(design: &Design, id: Id) -> Option<&Written> {
    let component = design.component(id).map(|part| &part.set);
    let link = || design.link(id).map(|link| &link.set);
    component
        .or_else(link)
        .or_else(|| design.area(id).map(|area| &area.set))
}

fn fields(old: &Written, new: &Written) -> impl Iterator<Item = String> {
    let all: BTreeSet<Field> = old.keys().chain(new.keys()).copied().collect();
    let phrase = |field: Field| {
        let (old, new) = (old.get(&field), new.get(&field));
        let text = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
        let differ = old != new;
        differ.then(|| {
            let label = field.label().to_lowercase();
            format!("{label} {}, {} before", text(new), text(old))
        })
    };
    all.into_iter()
        .filter_map(phrase)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::edit::{Command, apply};
    use nalsd::simulation::{Plan, retry_storm};
    use std::rc::Rc;

    fn made(design: Design, plan: Plan) -> Made {
        Made {
            outcome: Rc::default(),
            plan,
            design: Rc::new(design),
            fingerprint: 0,
        }
    }

    #[test]
    fn what_differs_is_told_in_words() {
        let Ok(example) = retry_storm() else {
            unreachable!("the example can be read");
        };
        let changed = |command: Command| {
            apply(&example.design, &command).map_or_else(|_| Design::default(), |done| done.design)
        };
        let same = || example.design.clone();
        let plan = || example.plan.clone();
        let seeded = Plan {
            seed: 7,
            events: Vec::new(),
            ..plan()
        };
        for (design, plan, expected) in [
            (same(), plan(), ""),
            (
                changed(example.fixes[1].command(true)),
                plan(),
                "Orders: shed above 10 %, nothing before",
            ),
            (
                changed(example.fixes[0].command(true)),
                plan(),
                "Shop \u{2192} Orders: retry budget 10 %, nothing before",
            ),
            (
                changed(Command::Remove(vec![Id(1)])),
                plan(),
                "Shoppers is gone; Shoppers \u{2192} Shop is gone",
            ),
            (same(), seeded, "other events; seed 7 instead of 1"),
        ] {
            let told = changes(&made(same(), example.plan.clone()), &made(design, plan));
            assert_eq!(told.join("; "), expected);
        }
    }
}
