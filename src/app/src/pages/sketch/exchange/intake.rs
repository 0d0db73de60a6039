//! Designs that are dropped or pasted anywhere on the page.

use super::read::{self, Brought};
use crate::platform::canvas::on_paste;
use crate::platform::drops::{self, Drag};
use crate::platform::own_files;
use gloo::events::EventListenerPhase;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct IntakeProps {
    /// What was brought in, or what is wrong with it.
    pub(crate) on_found: Callback<Result<Brought, String>>,
}

/// Takes them, and shows that it would while a file is over the page.
#[component]
pub(crate) fn Intake(props: &IntakeProps) -> Html {
    let over = use_state(|| false);
    let found = use_callback(props.on_found.clone(), |found, on_found| {
        on_found.emit(found);
    });
    use_effect_with(found, {
        let over = over.setter();
        move |found| {
            let pasted = found.clone();
            let paste = on_paste(EventListenerPhase::Capture, move |text| {
                let takes = read::is_design(text);
                if takes {
                    pasted.emit(read::text(text, None));
                }
                takes
            });
            let found = found.clone();
            let files = drops::on_files(move |drag| match drag {
                Drag::Over => over.set(true),
                Drag::Gone => over.set(false),
                Drag::Dropped(transfer) => {
                    over.set(false);
                    let dropped = own_files::dropped(&transfer);
                    let found = found.clone();
                    spawn_local(async move {
                        match dropped.files().await {
                            Ok(files) => {
                                for own in &files {
                                    found.emit(read::file(&own.file).await);
                                }
                            }
                            Err(problem) => found.emit(Err(problem)),
                        }
                    });
                }
            });
            move || drop((paste, files))
        }
    });
    if *over {
        html! { <div class="drop-veil" aria-hidden="true"><p>{ "Drop it: it opens beside your designs" }</p></div> }
    } else {
        Html::default()
    }
}
