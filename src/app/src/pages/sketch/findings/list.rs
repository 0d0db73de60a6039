//! The findings, numbered, with what mends each.

use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::{Panels, use_panels};
use crate::pages::sketch::names;
use crate::pages::sketch::part_link::part_link;
use crate::platform::canvas::focus_is_nowhere;
use crate::platform::document;
use nalsd::analysis::{Finding, Mend, Severity, mend_as_drawn};
use nalsd::model::Id;
use nalsd::model::inputs::Subject;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Findings that are shown before the rest is asked for.
const SHOWN: usize = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct FindingsProps {
    pub(crate) desk: Desk,
}

/// The findings.
#[component]
pub(crate) fn Findings(props: &FindingsProps) -> Html {
    let desk = &props.desk;
    let panels = use_panels();
    let all = use_state_eq(|| false);
    let findings = &desk.analysis.findings;
    let empty = desk.design.components.is_empty();
    let shown = if *all {
        findings.len()
    } else {
        SHOWN.min(findings.len())
    };
    let more = {
        let all = all.clone();
        move |_| all.set(true)
    };
    let mended = use_mut_ref(|| false);
    use_effect_with(desk.clone(), {
        let mended = Rc::clone(&mended);
        move |_| {
            // The button that was pressed may be gone, and the focus with it.
            if mended.take() && focus_is_nowhere() {
                document::focus(".findings");
            }
        }
    });
    html! {
        <section class="findings" aria-label="Findings" tabindex="-1">
            <h3 class="label">{ "Findings" }</h3>
            if findings.is_empty() {
                <p class="note">{ if empty {
                    "Nothing is drawn yet. What is wrong with a design shows here as it grows."
                } else {
                    "Nothing is found wrong with this design."
                } }</p>
            } else {
                <ol>
                    { for findings.iter().take(shown).enumerate().map(|(at, finding)| of(at, finding, desk, &panels, &mended)) }
                </ol>
                if shown < findings.len() {
                    <button type="button" class="quiet" onclick={more}>{ format!("Show {} more", findings.len() - shown) }</button>
                }
            }
        </section>
    }
}

/// How bad it is: the pill's tone, and the word for those who don't see it.
const fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Bad => ("bad", "Fault"),
        Severity::Warning => ("now", "Warning"),
        Severity::Hint => ("", "Hint"),
    }
}

fn of(
    at: usize,
    finding: &Finding,
    desk: &Desk,
    panels: &Panels,
    mended: &Rc<RefCell<bool>>,
) -> Html {
    let (tone, word) = severity(finding.severity);
    // What is written wrong is mended where it is written.
    let written = finding
        .place
        .as_ref()
        .and_then(|place| match place.subject {
            Subject::Part(id) => Some(id),
            _ => None,
        });
    let parts: Vec<Id> = finding
        .parts
        .iter()
        .copied()
        .chain(written.filter(|id| !finding.parts.contains(id)))
        .collect();
    let kept_back = panels.keeps_back(&finding.text);
    let text = if kept_back {
        html! { { panels.told(&finding.text) } }
    } else {
        named(&finding.text, &parts, desk)
    };
    let rest: Vec<Id> = parts
        .iter()
        .copied()
        .filter(|id| !names_it(&finding.text, *id, desk))
        .collect();
    html! {
        <li key={format!("{at}-{:?}", finding.kind)} class={classes!("finding", tone)}>
            <span class={classes!("number", tone)} aria-hidden="true">{ at + 1 }</span>
            <div>
                <p><span class="visually-hidden">{ format!("{word}: ") }</span>{ text }</p>
                if !rest.is_empty() {
                    <p class="finding-parts">{ for rest.iter().map(|id| part_link(*id, desk)) }</p>
                }
                if let Some(mend) = finding.mend.as_ref().filter(|_| !kept_back) { { mending(mend, finding, desk, mended) } }
            </div>
        </li>
    }
}

/// Whether a text calls a part by its name.
fn names_it(text: &str, id: Id, desk: &Desk) -> bool {
    find_name(text, &names::of(&desk.design, id)).is_some()
}

/// Where a name stands in a text as a word of its own.
fn find_name(text: &str, name: &str) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(name) {
        let at = from + found;
        let before = text.get(..at)?.chars().next_back();
        let after = text.get(at + name.len()..)?.chars().next();
        if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
            return Some(at);
        }
        from = at + name.len();
    }
    None
}

/// A text whose first mention of each part selects it.
fn named(text: &str, parts: &[Id], desk: &Desk) -> Html {
    let names: Vec<(Id, String)> = parts
        .iter()
        .map(|id| (*id, names::of(&desk.design, *id)))
        .collect();
    split(text, &names)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { words } },
            Piece::Part(id) => part_link(id, desk),
        })
        .collect()
}

/// A piece of a finding's text.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Plain words.
    Words(String),
    /// The name of a part.
    Part(Id),
}

/// Takes the first mention of each name out of a text. Longer names go first: `Cache` must not be found in `Cache b`.
fn split(text: &str, names: &[(Id, String)]) -> Vec<Piece> {
    let mut names: Vec<&(Id, String)> = names.iter().collect();
    names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let mut pieces = vec![Piece::Words(text.to_owned())];
    for (id, name) in names {
        let found = pieces
            .iter()
            .enumerate()
            .find_map(|(at, piece)| match piece {
                Piece::Words(words) => Some((at, words.clone(), find_name(words, name)?)),
                Piece::Part(_) => None,
            });
        if let Some((at, words, start)) = found {
            let (before, rest) = words.split_at(start);
            let after = rest.get(name.len()..).unwrap_or_default();
            let new = [
                Piece::Words(before.to_owned()),
                Piece::Part(*id),
                Piece::Words(after.to_owned()),
            ];
            pieces.splice(
                at..=at,
                new.into_iter()
                    .filter(|piece| *piece != Piece::Words(String::new())),
            );
        }
    }
    pieces
}

/// The button that mends; words alone where only people can decide.
fn mending(mend: &Mend, finding: &Finding, desk: &Desk, mended: &Rc<RefCell<bool>>) -> Html {
    if mend.commands.is_empty() {
        return html! { <p class="note">{ format!("To mend it: {}.", mend.text.trim_end_matches('.')) }</p> };
    }
    let (desk, finding) = (desk.clone(), finding.clone());
    let mended = Rc::clone(mended);
    let onclick = move |_| {
        if let Some(mend) = mend_as_drawn(&desk.now().kept, &finding) {
            mended.replace(true);
            desk.act.emit(Act::All {
                commands: mend.commands,
                label: mend.text,
            });
        }
    };
    html! { <button type="button" class="mend" {onclick}>{ format!("Mend: {}", mend.text) }</button> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, names: &[&str]) -> String {
        let names: Vec<(Id, String)> = (1..)
            .map(Id)
            .zip(names.iter().map(|name| (*name).to_owned()))
            .collect();
        split(text, &names)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words,
                Piece::Part(id) => format!("[{}]", id.0),
            })
            .collect()
    }

    #[test]
    fn names_in_a_text_become_buttons_once() {
        for (text, names, expected) in [
            (
                "Cache b fails over to Cache.",
                &["Cache", "Cache b"][..],
                "[2] fails over to [1].",
            ),
            ("Caches are not Cache", &["Cache"], "Caches are not [1]"),
            ("A calls A", &["A"], "[1] calls A"),
            ("Größe é → é", &["é"], "Größe [1] → é"),
            ("nothing", &["", "x"], "nothing"),
        ] {
            assert_eq!(told(text, names), expected);
        }
    }
}
