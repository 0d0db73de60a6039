//! Two versions of an answer beside each other.

use crate::platform::editor::Comparison;
use practice::language::Language;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Files of an answer: (name, text).
pub(crate) type Files = Vec<(String, String)>;

#[derive(Properties, PartialEq)]
pub(crate) struct CompareProps {
    pub(crate) language: Language,
    /// What it is, and its files.
    pub(crate) before: (String, Files),
    pub(crate) after: (String, Files),
}

/// The comparison; several files stand below each other.
#[component]
pub(crate) fn Compare(props: &CompareProps) -> Html {
    let place = use_node_ref();
    let problem = use_state(|| None::<String>);
    use_effect_with(
        (props.language, props.before.clone(), props.after.clone()),
        {
            let (place, problem) = (place.clone(), problem.setter());
            move |(language, before, after)| {
                let held: Rc<RefCell<Option<Comparison>>> = Rc::default();
                let alive = Rc::new(RefCell::new(true));
                if let Some(parent) = place.cast::<Element>() {
                    let (held, alive) = (Rc::clone(&held), Rc::clone(&alive));
                    let language = *language;
                    let (before, after) = (before.clone(), after.clone());
                    spawn_local(async move {
                        let (left, right) = (joined(&before.1), joined(&after.1));
                        let made = Comparison::create(
                            parent,
                            language,
                            (&before.0, &left),
                            (&after.0, &right),
                        )
                        .await;
                        match made {
                            Ok(comparison) if *alive.borrow() => {
                                held.borrow_mut().replace(comparison);
                            }
                            Ok(_) => {}
                            Err(reason) => problem.set(Some(reason)),
                        }
                    });
                }
                move || {
                    *alive.borrow_mut() = false;
                    drop(held.take());
                }
            }
        },
    );
    html! {
        <div class="compare">
            if let Some(problem) = &*problem {
                <p class="empty" role="alert">{ problem }</p>
            }
            <div ref={place} />
        </div>
    }
}

/// All files as one text, each under its name when there are several.
fn joined(files: &Files) -> String {
    match files.as_slice() {
        [(_, text)] => text.clone(),
        many => many
            .iter()
            .map(|(name, text)| format!("===== {name} =====\n{text}\n"))
            .collect(),
    }
}
