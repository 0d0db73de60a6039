//! What opens after a pass, or when asked for, which is noted: approaches and model answers.

use crate::platform::document;
use crate::room::use_room;
use practice::progress::Act;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct GateProps {
    /// The exercise.
    pub(crate) name: AttrValue,
    /// What opens: "The approaches and the model answers".
    pub(crate) what: AttrValue,
    /// When: "your answer passes".
    #[prop_or(AttrValue::Static("your answer passes"))]
    pub(crate) once: AttrValue,
    pub(crate) children: Html,
}

/// A gate; open after a pass, or once the reader has asked.
#[component]
pub(crate) fn Gate(props: &GateProps) -> Html {
    let room = use_room();
    let name = props.name.as_str();
    // What opens takes the button's place: the focus goes on to it.
    let asked = use_mut_ref(|| false);
    use_effect({
        let asked = Rc::clone(&asked);
        let open = room.progress.answers_opened.contains_key(name);
        move || {
            if open && std::mem::take(&mut *asked.borrow_mut()) {
                document::focus(".opened summary, .opened .source");
            }
        }
    });
    let passed = room.progress.passed.get(name);
    let opened = room.progress.answers_opened.get(name).copied();
    // Looking after a pass is nothing to note.
    let early = opened.filter(|day| passed.is_none_or(|passed| passed.first > *day));
    if passed.is_some() || opened.is_some() {
        return html! {
            <>
                if let Some(day) = early {
                    <p class="muted">{ peeked(day) }</p>
                }
                <div class="opened">{ props.children.clone() }</div>
            </>
        };
    }
    let onclick = {
        let (record, name) = (room.record.clone(), props.name.to_string());
        move |_| {
            *asked.borrow_mut() = true;
            record.emit(Act::OpenAnswer(name.clone(), document::today()));
        }
    };
    html! {
        <div class="gate">
            <p class="muted">{ format!("{} open once {}.", props.what, props.once) }</p>
            <button type="button" {onclick}>{ "Show them now" }</button>
            <p class="muted">{ "If you look, it is noted." }</p>
        </div>
    }
}

/// When it was that the reader looked.
fn peeked(day: i64) -> String {
    match document::today() - day {
        0 => "Opened today, before a pass.".to_owned(),
        1 => "Opened yesterday, before a pass.".to_owned(),
        days => format!("Opened {days} days ago, before a pass."),
    }
}
