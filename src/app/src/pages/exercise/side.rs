//! The left side: the task, hints one by one, approaches, sources.

use super::write::Gate;
use crate::platform::document;
use practice::case::Kit;
use practice::catalogue::{Hint, Page};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SideProps {
    pub(crate) page: Rc<Page>,
    /// Model answers, where an answer is written.
    #[prop_or_default]
    pub(crate) kit: Option<Rc<Kit>>,
}

/// What to read.
#[component]
pub(crate) fn Side(props: &SideProps) -> Html {
    let page = &props.page;
    html! {
        <section class="side" aria-label="Task" tabindex="0">
            <p class="facts">
                { crate::components::pill::difficulty(page.manifest.difficulty) }
                { format!(" \u{b7} {} min \u{b7} week {}", page.manifest.minutes, page.manifest.week) }
            </p>
            <div class="prose">{ rendered(&page.statement) }</div>
            <Hints hints={page.hints.clone()} />
            <h2 class="label">{ "Approaches and model answers" }</h2>
            <Gate name={page.name.clone()} what="Approaches and model answers">
                <details class="approaches">
                    <summary>{ "Approaches, complexity, follow-up questions" }</summary>
                    <div class="prose">{ rendered(&page.approaches) }</div>
                </details>
                if let Some(kit) = &props.kit {
                    { for kit.answers.iter().map(|(name, text)| html! {
                        <details class="approaches answer-file">
                            <summary class="mono">{ name }</summary>
                            <pre class="mono" tabindex="0">{ text }</pre>
                        </details>
                    }) }
                }
            </Gate>
            if !page.manifest.sources.is_empty() {
                <h2 class="label">{ "Read on" }</h2>
                <ul class="sources">
                    { for page.manifest.sources.iter().map(|source| html! {
                        <li><a href={source.url.clone()} target="_blank" rel="noopener">{ &source.title }</a></li>
                    }) }
                </ul>
            }
        </section>
    }
}

/// HTML that the build rendered from the exercise's own Markdown; never anything a reader or a link brought.
pub(crate) fn rendered(html: &str) -> Html {
    Html::from_html_unchecked(AttrValue::from(html.to_owned()))
}

#[derive(Properties, PartialEq)]
pub(crate) struct HintsProps {
    pub(crate) hints: Vec<Hint>,
}

/// Hints, revealed one by one.
#[component]
pub(crate) fn Hints(props: &HintsProps) -> Html {
    let open = use_state(|| 0_usize);
    let hints = &props.hints;
    let all = hints.len();
    let onclick = {
        let open = open.clone();
        move |_| open.set(*open + 1)
    };
    // The last hint takes the button away: the focus goes on to what it brought.
    use_effect_with(*open == all && all > 0, |last| {
        if *last {
            document::focus(".hints li:last-child");
        }
    });
    let button = match *open {
        0 => format!("Show the first of {all} hints"),
        n if n + 1 < all => format!("Show hint {} of {all}", n + 1),
        _ => "Show the last hint".to_owned(),
    };
    html! {
        <section class="hints" aria-label="Hints">
            <h2 class="label">{ "Hints" }</h2>
            <ol aria-live="polite">
                { for hints.iter().take(*open).map(|hint| html! {
                    <li tabindex="-1"><h3>{ &hint.title }</h3><div class="prose">{ rendered(&hint.html) }</div></li>
                }) }
            </ol>
            if *open < all {
                <button type="button" {onclick}>{ button }</button>
            }
        </section>
    }
}
