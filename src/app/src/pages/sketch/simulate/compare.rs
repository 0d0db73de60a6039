//! The analysis and the simulation beside each other, and why they may differ.

use super::moment::time;
use super::run::Made;
use crate::pages::sketch::names;
use nalsd::model::Id;
use nalsd::simulation::{Comparison, Measure, compare};
use nalsd::units;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    pub(super) made: Rc<Made>,
}

/// The table.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let made = &props.made;
    let rows = use_memo(made.fingerprint, |_| compare(&made.outcome));
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="closed-forms">
            <h3 class="label">{ "Analysis and simulation" }</h3>
            <div class="moment-table">
                <table class="figures-table">
                    <caption>{ "The closed form (M/M/c or M/M/1), and the simulation with its 99 % confidence interval, the warm-up left out" }</caption>
                    <thead><tr>
                        <th scope="col">{ "Component" }</th><th scope="col">{ "Figure" }</th>
                        <th scope="col" class="number">{ "Closed form" }</th><th scope="col" class="number">{ "Simulated" }</th><th scope="col">{ "They" }</th>
                    </tr></thead>
                    <tbody>{ for rows.iter().map(|row| line(row, made)) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// A component whose closed form doesn't hold.
#[derive(Debug, PartialEq)]
struct Departing {
    component: Id,
    why: Vec<&'static str>,
    /// Whether a figure of it lies beyond the simulation's confidence interval.
    differs: bool,
}

/// The components whose closed forms don't hold, those first whose figures differ, and together those that do for the same reasons.
fn departing(rows: &[Comparison]) -> Vec<Departing> {
    let mut all: Vec<Departing> = Vec::new();
    for row in rows.iter().filter(|row| !row.why_not.is_empty()) {
        // Where the closed form has no figure, what was simulated is another thing altogether.
        let differs = row.agrees == Some(false) || row.closed.is_none();
        match all.iter_mut().find(|one| one.component == row.component) {
            Some(one) => one.differs |= differs,
            None => all.push(Departing {
                component: row.component,
                why: row.why_not.clone(),
                differs,
            }),
        }
    }
    all.sort_by(|a, b| b.differs.cmp(&a.differs).then_with(|| a.why.cmp(&b.why)));
    all
}

/// Where the closed form's assumptions don't hold, to be read before its figures: a line that opens to the components and why. It
/// warns only where figures differ by more than chance.
pub(super) fn caution(made: &Made) -> Html {
    let all = departing(&compare(&made.outcome));
    let Some(first) = all.first() else {
        return Html::default();
    };
    let named = |all: &[Departing]| {
        let all = all.iter().map(|one| names::of(&made.design, one.component));
        without_repeats(all)
    };
    let differing = all.partition_point(|one| one.differs);
    let summary = summary(&named(&all[..differing]), &named(&all));
    let alike = all.chunk_by(|a, b| (a.differs, &a.why) == (b.differs, &b.why));
    html! {
        <details class={classes!("note", "departing", first.differs.then_some("warned"))}>
            <summary>{ summary }</summary>
            <ul>{ for alike.filter_map(|alike| Some((alike, alike.first()?))).map(|(alike, first)| html! {
                <li key={first.component.0}>
                    <b>{ listed(&named(alike)) }</b>{ if first.differs { " (differs): " } else { ": " } }{ first.why.join(" ") }
                </li>
            }) }</ul>
            <p>{ "Figure by figure: below, under \u{201c}Analysis and simulation\u{201d}." }</p>
        </details>
    }
}

/// Names, each once: parts may share theirs.
fn without_repeats(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

fn summary(differing: &[String], all: &[String]) -> String {
    match differing {
        [] => format!(
            "At {} the closed form leaves something out; by this run it makes no difference that is more than chance.",
            listed(all)
        ),
        some => format!(
            "At {} the analysis differs from this run: its closed form leaves something out.",
            listed(some)
        ),
    }
}

/// Names in a sentence; of very many only the first.
fn listed(names: &[String]) -> String {
    const MOST: usize = 6;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        many => format!(
            "{} and {} more",
            many[..MOST - 1].join(", "),
            many.len() - (MOST - 1)
        ),
    }
}

fn line(row: &Comparison, made: &Made) -> Html {
    let told = |value| match row.measure {
        // What is below a picosecond is nothing.
        Measure::Wait if value < 1e-12 => time(0.0),
        Measure::Wait => time(value),
        Measure::Utilisation | Measure::Waited => units::percent((value * 1e4).round() / 1e4),
    };
    let (class, verdict) = match row.agrees {
        Some(true) if row.why_not.is_empty() => ("ok", "agree"),
        Some(true) => ("", "agree, but see above"),
        Some(false) if row.why_not.is_empty() => ("bad", "differ"),
        Some(false) => ("", "differ, see above"),
        None if row.closed.is_some() => ("", "too uncertain to tell"),
        None => ("", "can\u{2019}t be compared"),
    };
    html! {
        <tr key={format!("{} {}", row.component.0, row.measure.label())}>
            <th scope="row">{ names::of(&made.design, row.component) }</th>
            <td>{ row.measure.label() }</td>
            <td class="number">{ row.closed.map_or_else(|| "no bound".to_owned(), told) }</td>
            <td class="number">
                { told(row.simulated.mean) }
                if let Some((low, high)) = row.simulated.interval { <small>{ format!("{} to {}", told(low.max(0.0)), told(high)) }</small> }
            </td>
            <td class={class}>if class == "bad" { <span class="square" aria-hidden="true" /> }{ verdict }</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::simulation::Estimate;

    fn row(component: u32, agrees: Option<bool>, why_not: &[&'static str]) -> Comparison {
        Comparison {
            component: Id(component),
            measure: Measure::Wait,
            closed: Some(1.0),
            simulated: Estimate::default(),
            agrees,
            why_not: why_not.to_vec(),
        }
    }

    #[test]
    fn what_differs_comes_first_and_what_holds_is_left_out() {
        let rows = [
            row(1, Some(true), &["It is finite."]),
            row(2, Some(false), &[]),
            row(3, Some(true), &["It is shocked."]),
            row(3, Some(false), &["It is shocked."]),
        ];
        let found: Vec<(Id, bool)> = departing(&rows)
            .iter()
            .map(|one| (one.component, one.differs))
            .collect();
        assert_eq!(found, [(Id(3), true), (Id(1), false)]);
    }

    #[test]
    fn few_are_named_and_many_are_counted() {
        let names = |count: usize| (1..=count).map(|at| format!("P{at}")).collect::<Vec<_>>();
        for (count, expected) in [
            (1, "P1"),
            (2, "P1 and P2"),
            (6, "P1, P2, P3, P4, P5 and P6"),
            (8, "P1, P2, P3, P4, P5 and 3 more"),
        ] {
            assert_eq!(listed(&names(count)), expected);
        }
        assert_eq!(
            summary(&names(1), &names(2)),
            "At P1 the analysis differs from this run: its closed form leaves something out."
        );
        assert_eq!(
            summary(&[], &names(2)),
            "At P1 and P2 the closed form leaves something out; by this run it makes no difference that is more than chance."
        );
    }
}
