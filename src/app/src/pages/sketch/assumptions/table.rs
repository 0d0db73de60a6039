//! The table of assumptions: name, value, where it is from.

use crate::pages::sketch::changed::{on_changed, on_taken_back};
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::settings_of;
use crate::pages::sketch::inspector::NumberField;
use crate::platform::document;
use nalsd::edit::Command;
use nalsd::model::inputs::{Inputs, Subject, check_name};
use nalsd::model::{Assumption, Design};
use nalsd::units::{self, Calendar, DIMENSIONLESS, Names, Quantity, Range};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct AssumptionsProps {
    pub(crate) desk: Desk,
}

/// Every assumption, in the order in which they are reckoned.
#[component]
pub(crate) fn Assumptions(props: &AssumptionsProps) -> Html {
    let desk = &props.desk;
    let inputs = settings_of(&desk.design);
    let values = values(&desk.design, &inputs);
    let kept = &desk.kept.assumptions;
    let add = {
        let (act, list) = (desk.act.clone(), kept.clone());
        move |_| {
            let mut list = list.clone();
            let at = list.len();
            list.push(Assumption {
                name: fresh(&list),
                value: "1".to_owned(),
                note: String::new(),
            });
            act.emit(Act::Do(Command::Assume(list)));
            // The field is drawn after this event.
            document::focus_soon(format!("#assumption-name-{at}"));
        }
    };
    html! {
        <section class="assumptions" aria-label="Assumptions">
            <h3 class="label">{ "Assumptions" }</h3>
            <p class="note">{ "Any number of the design may name them. A range has two or three values: " }<code>{ "1 % .. 2 % .. 5 %" }</code>{ ". Each may name those above it." }</p>
            if kept.is_empty() {
                <p class="note">{ "There are none yet." }</p>
            }
            <ol>
                { for kept.iter().enumerate().map(|(at, one)| row(at, one, desk, &inputs, values.get(at).copied().flatten())) }
            </ol>
            <button type="button" onclick={add}>{ "Add an assumption" }</button>
        </section>
    }
}

/// What each comes to; `None` of what can't be read.
fn values(design: &Design, inputs: &Inputs) -> Vec<Option<Range>> {
    let mut names = Names::new();
    design
        .assumptions
        .iter()
        .map(|one| {
            let value = units::parse(&one.value, inputs.calendar, &names).ok()?;
            names.insert(one.name.clone(), value);
            Some(value)
        })
        .collect()
}

/// A name that no assumption has.
fn fresh(list: &[Assumption]) -> String {
    (1..)
        .map(|number| format!("assumption{number}"))
        .find(|name| list.iter().all(|one| one.name != *name))
        .unwrap_or_default()
}

/// A list with one of it changed.
fn with(list: &[Assumption], at: usize, change: impl FnOnce(&mut Assumption)) -> Command {
    let mut list = list.to_vec();
    if let Some(one) = list.get_mut(at) {
        change(one);
    }
    Command::Assume(list)
}

/// What a value comes to, in words; `None` of one that says so itself.
fn told(text: &str, range: Range, calendar: Calendar) -> Option<String> {
    // What is written in per cent is told so.
    let share = range.dimension == DIMENSIONLESS && text.contains('%') && range.high <= 1.0;
    let told = |value| {
        if share {
            units::percent(value)
        } else {
            units::format_in(Quantity::new(value, range.dimension), calendar)
        }
    };
    if range.is_open() {
        let all = [range.low, range.likely, range.high].map(told).join(" .. ");
        return (all != text.trim()).then_some(all);
    }
    let plain =
        units::parse(text, calendar, &Names::new()).is_ok() && !text.contains(['*', '×', '+', '(']);
    (!plain).then(|| told(range.likely))
}

fn row(at: usize, one: &Assumption, desk: &Desk, inputs: &Inputs, value: Option<Range>) -> Html {
    let list = &desk.kept.assumptions;
    let misnamed = check_name(&one.name).err();
    // Of what has no name that can be used, the value isn't read.
    let problem = desk
        .analysis
        .problems
        .iter()
        .chain(&inputs.problems)
        .filter(|_| misnamed.is_none())
        .find(|problem| problem.place.subject == Subject::Assumption(one.name.clone()))
        .map(|problem| AttrValue::from(problem.message.clone()));
    let rename = {
        let (act, list) = (desk.act.clone(), list.clone());
        on_changed(&one.name, move |name| {
            act.emit(Act::Do(with(&list, at, |one| one.name = name)));
        })
    };
    let note = {
        let (act, list) = (desk.act.clone(), list.clone());
        on_changed(&one.note, move |note| {
            act.emit(Act::Do(with(&list, at, |one| one.note = note)));
        })
    };
    let write = {
        let list = list.clone();
        Callback::from(move |value: Option<String>| {
            with(&list, at, |one| one.value = value.unwrap_or_default())
        })
    };
    let reorder = |to: Option<usize>, word: &'static str, sign: &'static str| {
        let (act, list) = (desk.act.clone(), list.clone());
        let there = to.is_some_and(|to| to < list.len());
        let onclick = move |_| {
            let mut list = list.clone();
            if let Some(to) = to.filter(|to| *to < list.len()) {
                list.swap(at, to);
                act.emit(Act::Do(Command::Assume(list)));
            }
        };
        html! { <button type="button" class="quiet" disabled={!there} aria-label={format!("{word}: {}", one.name)} title={word} {onclick}>{ sign }</button> }
    };
    let remove = {
        let (act, list) = (desk.act.clone(), list.clone());
        move |_| {
            let mut list = list.clone();
            list.remove(at);
            act.emit(Act::Do(Command::Assume(list)));
        }
    };
    let name_id = format!("assumption-name-{at}");
    let name_problem = format!("assumption-name-{at}-problem");
    html! {
        <li key={at}>
            <label class="visually-hidden" for={name_id.clone()}>{ "Name" }</label>
            <input type="text" class="mono name" id={name_id} value={one.name.clone()} maxlength="40" autocapitalize="off" spellcheck="false"
                aria-invalid={misnamed.is_some().then_some("true")} aria-describedby={misnamed.is_some().then(|| name_problem.clone())} onchange={rename} onkeydown={on_taken_back(&one.name)} />
            <NumberField id={format!("assumption-{at}")} label={format!("Value of {}", one.name)} bare=true written={Some(one.value.clone())}
                placeholder="a value or a range" help="For example 2 KB, 1 % .. 2 % .. 5 %, or an expression over those above."
                {problem} comes_to={value.and_then(|range| told(&one.value, range, inputs.calendar)).map(AttrValue::from)} {write} act={desk.act.clone()} />
            if let Some(why) = misnamed { <p class="field-problem" id={name_problem}><span class="square" aria-hidden="true" />{ why }</p> }
            <input type="text" class="origin" aria-label={format!("Where {} is from", one.name)} title={one.note.clone()} placeholder="where it is from" value={one.note.clone()} maxlength="400" onchange={note} onkeydown={on_taken_back(&one.note)} />
            <span class="row-tools">
                { reorder(at.checked_sub(1), "Move up", "\u{2191}") }
                { reorder(Some(at + 1), "Move down", "\u{2193}") }
                <button type="button" class="quiet" aria-label={format!("Remove {}", one.name)} title="Remove" onclick={remove}>{ "\u{d7}" }</button>
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(list: &[(&str, &str)]) -> Design {
        let one = |(name, value): &(&str, &str)| Assumption {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
            note: String::new(),
        };
        Design {
            assumptions: list.iter().map(one).collect(),
            ..Design::default()
        }
    }

    #[test]
    fn what_assumptions_come_to() {
        let design = design(&[
            ("queries", "500k/s"),
            ("share", "1 % .. 2 % .. 5 %"),
            ("clicks", "queries * 2 %"),
            ("broken", "3 furlongs"),
            ("rest", "broken + 1"),
            ("cached", "80% .. 90 % .. 97 %"),
            ("missed", "100 % - cached"),
            ("fivefold", "5 * 100 %"),
        ]);
        let values = values(&design, &settings_of(&design));
        let told: Vec<Option<String>> = design
            .assumptions
            .iter()
            .zip(values)
            .map(|(one, value)| {
                value.and_then(|value| told(&one.value, value, Calendar::default()))
            })
            .collect();
        let told: Vec<Option<&str>> = told.iter().map(Option::as_deref).collect();
        assert_eq!(
            told,
            [
                None,
                None,
                Some("10k/s"),
                None,
                None,
                Some("80 % .. 90 % .. 97 %"),
                Some("3 % .. 10 % .. 20 %"),
                Some("5"),
            ]
        );
    }

    #[test]
    fn money_is_told_by_the_designs_own_month() {
        // A month of 60 d, and 30 d of $ 1 a day each: $ 60 a month, not $ 30.
        let calendar = Calendar {
            month: 60.0 * 86_400.0,
            ..Calendar::default()
        };
        let text = "2 * $ 0.5/d";
        let range = units::parse(text, calendar, &Names::new()).unwrap();
        assert_eq!(told(text, range, calendar).as_deref(), Some("$ 60/month"));
    }

    #[test]
    fn a_new_one_has_a_name_of_its_own() {
        let list = design(&[("assumption1", "1"), ("assumption3", "1")]).assumptions;
        assert_eq!(fresh(&list), "assumption2");
    }
}
