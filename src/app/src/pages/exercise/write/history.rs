//! Earlier runs and put-away answers: their verdicts, compared and brought back.

use super::compare::{Compare, Files};
use super::desk::Desk;
use crate::platform::document;
use practice::language::Language;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct HistoryProps {
    pub(crate) desk: Desk,
    pub(crate) language: Language,
    /// The answer as it is now.
    pub(crate) now: Files,
    pub(crate) starter: Files,
    /// Brings files back in place of what is there, which is put away.
    pub(crate) on_restore: Callback<(Language, Files)>,
}

/// An earlier version of an answer.
#[derive(Clone, PartialEq)]
struct Version {
    /// What tells it from all others, and stays while others come on top: two may have the same title.
    id: String,
    title: String,
    note: String,
    language: Language,
    files: Files,
}

/// What there is to go back to.
#[component]
pub(crate) fn History(props: &HistoryProps) -> Html {
    let compared = use_state(|| None::<String>);
    let versions = versions(props);
    let on_compare = |id: &str| {
        let (compared, id) = (compared.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| {
            let open = compared.as_ref() == Some(&id);
            compared.set((!open).then(|| id.clone()));
        })
    };
    let on_restore = |version: &Version| {
        let (restore, version) = (props.on_restore.clone(), version.clone());
        Callback::from(move |_: MouseEvent| restore.emit((version.language, version.files.clone())))
    };
    html! {
        <ol class="history" aria-label="Earlier versions">
            { for versions.iter().map(|version| {
                let open = compared.as_ref() == Some(&version.id);
                html! {
                    <li key={version.id.clone()}>
                        <div class="row">
                            <span class="what">{ &version.title }</span>
                            <span class="muted">{ &version.note }</span>
                            <span class="space" />
                            if !version.files.is_empty() {
                            <button type="button" class="quiet" aria-expanded={if open { "true" } else { "false" }} onclick={on_compare(&version.id)}>
                                { if open { "Close" } else { "Compare" } }
                            </button>
                            <button type="button" class="quiet" onclick={on_restore(version)}>{ "Bring back" }</button>
                            }
                        </div>
                        if open {
                            <Compare
                                language={version.language}
                                before={(version.title.clone(), version.files.clone())}
                                after={("Now".to_owned(), props.now.clone())}
                            />
                        }
                    </li>
                }
            }) }
        </ol>
    }
}

/// All versions, the newest first; the starter last.
fn versions(props: &HistoryProps) -> Vec<Version> {
    let work = props.desk.work();
    let mut dated: Vec<(u64, Version)> = Vec::new();
    for run in &work.runs {
        let mut note = format!(
            "{} \u{b7} {} of {} cases",
            run.language.title(),
            run.passed,
            run.total
        );
        if let Some(random) = &run.random {
            note.push_str(&match random.failed {
                Some(seed) => format!(" \u{b7} fails on seed {seed}"),
                None => format!(" \u{b7} {} random inputs", random.count),
            });
        }
        dated.push((
            run.at_ms,
            Version {
                id: format!("run {}", run.at_ms),
                title: format!("Run {}", document::local_time(run.at_ms)),
                note,
                language: run.language,
                files: run.files.clone(),
            },
        ));
    }
    for kept in &work.shelf {
        dated.push((
            kept.at_ms,
            Version {
                id: format!("shelf {}", kept.at_ms),
                title: format!("Put away {}", document::local_time(kept.at_ms)),
                note: format!("{} \u{b7} {}", kept.language.title(), kept.why),
                language: kept.language,
                files: kept.files.clone(),
            },
        ));
    }
    dated.sort_by_key(|(at_ms, _)| Reverse(*at_ms));
    let mut versions: Vec<Version> = dated.into_iter().map(|(_, version)| version).collect();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    // The oldest first: a later one of the same millisecond leaves it its name.
    for version in versions.iter_mut().rev() {
        let again = seen.entry(version.id.clone()).or_default();
        *again += 1;
        if *again > 1 {
            version.id = format!("{} {again}", version.id);
        }
    }
    versions.push(Version {
        id: "starter".to_owned(),
        title: "The starter".to_owned(),
        note: props.language.title().to_owned(),
        language: props.language,
        files: props.starter.clone(),
    });
    versions
}
