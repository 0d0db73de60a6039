//! The catalogue: every exercise, narrowed by words, part and skill.

use crate::components::link::Go;
use crate::pages::home::listing;
use crate::platform::{document, location};
use crate::room::use_room;
use practice::catalogue::Entry;
use practice::manifest::Track;
use practice::plan::PARTS;
use practice::route::Route;
use std::collections::BTreeSet;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct CatalogueProps {
    /// Only this part of the plan.
    pub(crate) track: Option<Track>,
    /// Only exercises that practise this skill.
    pub(crate) skill: Option<String>,
}

/// The catalogue.
#[component]
pub(crate) fn CataloguePage(props: &CatalogueProps) -> Html {
    document::set_title("Exercises \u{b7} Dryrun");
    let room = use_room();
    let catalogue = room.exercises();
    let words = use_state(String::new);
    let matching: Vec<&Entry> = catalogue
        .exercises
        .iter()
        .filter(|entry| props.track.is_none_or(|track| entry.track == track))
        .filter(|entry| {
            props
                .skill
                .as_ref()
                .is_none_or(|skill| entry.skills.contains(skill))
        })
        .filter(|entry| matches(entry, &words))
        .collect();
    let skills: BTreeSet<&String> = catalogue
        .exercises
        .iter()
        .flat_map(|entry| &entry.skills)
        .collect();
    let on_words = {
        let words = words.setter();
        move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let clear = {
        let words = words.setter();
        move |_: MouseEvent| {
            words.set(String::new());
            location::go(&Route::catalogue());
        }
    };
    html! {
        <div class="page">
            <header>
                <p class="label">{ format!("{} of {}", matching.len(), catalogue.exercises.len()) }</p>
                <h1>{ "Exercises" }</h1>
            </header>
            <input
                class="search"
                type="search"
                aria-label="Narrow the list"
                placeholder="Narrow by a word: regex, percentile, tree\u{2026}"
                value={(*words).clone()}
                oninput={on_words}
            />
            <div class="filters" role="group" aria-label="Parts of the plan">
                { chip("All parts", None, props.skill.as_ref(), props.track.is_none()) }
                { for PARTS.iter().map(|part| {
                    chip(part.short, Some(part.track), props.skill.as_ref(), props.track == Some(part.track))
                }) }
            </div>
            if matching.is_empty() {
                <div class="nothing">
                    <p>{ nothing(props, &words) }</p>
                    <button type="button" onclick={clear}>{ "Show all exercises" }</button>
                </div>
            } else {
                { listing(&matching, &room) }
            }
            <section>
                <h2 class="label">{ "Skills practised" }</h2>
                <div class="filters" role="group" aria-label="Skills">
                    { for skills.into_iter().map(|skill| {
                        let on = props.skill.as_ref() == Some(skill);
                        // A skill that is chosen is let go by choosing it again.
                        let to = Route::Catalogue {
                            track: props.track,
                            skill: (!on).then(|| skill.clone()),
                        };
                        html! {
                            <Go key={skill.clone()} {to} class={classes!("chip", on.then_some("on"))} here={on}>
                                { skill.replace('-', " ") }
                            </Go>
                        }
                    }) }
                </div>
            </section>
        </div>
    }
}

/// Whether every word is in what the list says of an exercise.
fn matches(entry: &Entry, words: &str) -> bool {
    let text = format!(
        "{} {} {} {}",
        entry.name,
        entry.title,
        entry.summary,
        entry.skills.join(" ")
    );
    let text = text.to_lowercase();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

fn chip(label: &'static str, track: Option<Track>, skill: Option<&String>, on: bool) -> Html {
    let to = Route::Catalogue {
        track,
        skill: skill.cloned(),
    };
    html! { <Go key={label} {to} class={classes!("chip", on.then_some("on"))} here={on}>{ label }</Go> }
}

/// Why the list is empty.
fn nothing(props: &CatalogueProps, words: &str) -> String {
    let part = props
        .track
        .and_then(|track| PARTS.iter().find(|part| part.track == track));
    match part {
        Some(part) if words.trim().is_empty() && props.skill.is_none() => format!(
            "{} (weeks {}\u{2013}{}) has no exercises yet.",
            part.title, part.first_week, part.last_week
        ),
        _ => "No exercise fits all of that.".to_owned(),
    }
}
