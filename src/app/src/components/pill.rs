//! Small facts in capsules.

use practice::manifest::Difficulty;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct PillProps {
    /// `ok`, `bad`, `now`, or nothing.
    #[prop_or_default]
    pub(crate) tone: &'static str,
    pub(crate) text: AttrValue,
}

/// A capsule; its tone also has a shape before the words.
#[component]
pub(crate) fn Pill(props: &PillProps) -> Html {
    html! { <span class={classes!("pill", props.tone)}>{ &props.text }</span> }
}

/// A difficulty in words.
pub(crate) fn difficulty(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "easy",
        Difficulty::Medium => "medium",
        Difficulty::Hard => "hard",
    }
}
