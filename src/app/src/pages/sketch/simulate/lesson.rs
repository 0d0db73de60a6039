//! The example that a newcomer can open: what it shows, what to look at, and what mends it.

use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::names;
use crate::platform::canvas::focus_is_nowhere;
use crate::platform::document;
use nalsd::model::Design;
use nalsd::simulation::{Example, Fix, retry_storm};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct InvitationProps {
    /// Opens a design beside the reader's own.
    pub(super) on_open: Callback<Rc<Design>>,
}

/// What is offered before anything was run.
#[component]
pub(super) fn Invitation(props: &InvitationProps) -> Html {
    let on_open = props.on_open.clone();
    let open = move |_| {
        if let Ok(example) = retry_storm() {
            on_open.emit(Rc::new(example.design));
        }
    };
    html! {
        <div class="lesson">
            <h3>{ "See one happen: a retry storm" }</h3>
            <p>{ "A store is slow for half a minute. Then it is as fast as ever, and yet nearly every request goes on failing. The example opens as your own copy, beside your other designs, with two ways to mend it." }</p>
            <button type="button" onclick={open}>{ "Open the example" }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct LessonProps {
    pub(super) desk: Desk,
    pub(super) example: Rc<Example>,
}

/// What the example on the desk shows.
#[component]
pub(super) fn Lesson(props: &LessonProps) -> Html {
    let (desk, example) = (&props.desk, &props.example);
    use_effect_with((), |()| {
        // The button that opened it is gone, and the focus with it.
        if focus_is_nowhere() {
            document::focus(".lesson");
            document::reveal_top(".lesson");
        }
    });
    html! {
        <section class="lesson" aria-label="The example" tabindex="-1">
            <h3>{ "What this example shows" }</h3>
            <ol>
                <li>{ "Shoppers ask 120 times a second; Orders can answer 200. From 60 s to 90 s each answer takes it four times as long. Run it." }</li>
                <li>{ "Move the time past 90 s. Orders is as fast again as before, but stays full, and nearly all that the shoppers ask fails: the shop tries each call three times, 3 \u{d7} 120 = 360 calls a second for 200 that fit. Orders works without a pause, on calls that the shop has given up after 200 ms." }</li>
                <li>{ "Mend it, and run again: both runs then stand beside each other." }</li>
            </ol>
            <ul class="fixes">{ for example.fixes.iter().map(|fix| mend(fix, desk)) }</ul>
        </section>
    }
}

fn mend(fix: &Fix, desk: &Desk) -> Html {
    let done = fix.is_done(&desk.kept);
    let toggle = {
        let (act, fix) = (desk.act.clone(), fix.clone());
        move |_| act.emit(Act::Do(fix.command(!done)))
    };
    let show = {
        let (act, part) = (desk.act.clone(), fix.part);
        move |_| act.emit(Act::Select(vec![part]))
    };
    let part = names::of(&desk.kept, fix.part);
    html! {
        <li key={fix.label}>
            <button type="button" aria-pressed={if done { "true" } else { "false" }} onclick={toggle}>{ fix.label }</button>
            <p>{ fix.why }</p>
            <p class="note">
                { format!("By hand: {} for \u{201c}{}\u{201d} of ", fix.value, fix.field.label()) }
                <button type="button" class="quiet" onclick={show} title="Select it">{ part }</button>
            </p>
        </li>
    }
}
