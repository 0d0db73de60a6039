//! The reader's designs, and those on the shelf.

use crate::components::dialog::Dialog;
use crate::pages::sketch::store::{Saved, Store};
use crate::platform::document;
use crate::room::use_room;
use practice::designs::{Entry, MAX_SHELVED};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct DesignsProps {
    pub(super) store: Store,
    pub(super) on_close: Callback<()>,
}

/// The list.
#[component]
pub(super) fn DesignsDialog(props: &DesignsProps) -> Html {
    let room = use_room();
    let catalogue = room.exercises();
    let (store, close) = (&props.store, &props.on_close);
    let current = store.current();
    let index = store.index();
    let (listed, shelved) = (index.listed(), index.shelved());
    let note = |entry: &Entry| {
        let problem = entry.facts.problem.as_deref().map(|name| {
            let known = catalogue.exercises.iter().find(|known| known.name == name);
            known.map_or(name, |known| known.title.as_str())
        });
        let parts = match entry.facts.parts {
            1 => "1 component".to_owned(),
            parts => format!("{parts} components"),
        };
        let when = document::local_time(entry.changed_ms);
        let mut note = format!(
            "iteration {} \u{b7} {parts} \u{b7} {when}",
            entry.facts.iteration
        );
        if let Some(problem) = problem {
            note = format!("{problem} \u{b7} {note}");
        }
        note
    };
    let open = |id: &str| {
        let (store, close, id) = (store.clone(), close.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| {
            store.open(&id);
            leave(&close);
        })
    };
    let remove = |id: &str| {
        let (store, id) = (store.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| store.remove(&id))
    };
    let restore = |id: &str| {
        let (store, close, id) = (store.clone(), close.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| {
            store.restore(&id);
            leave(&close);
        })
    };
    let begin = {
        let (store, close) = (store.clone(), close.clone());
        move |_: MouseEvent| {
            store.begin();
            leave(&close);
        }
    };
    html! {
        <Dialog title="My designs" on_close={close.clone()}>
            if matches!(store.saved(), Saved::No(_)) {
                <p class="complaint" role="alert">{ "What was drawn last is not on the disk: it lasts as long as this page. Save it as a file." }</p>
            }
            if listed.is_empty() {
                <p class="empty">{ "None yet. Draw something, and it is kept here by itself; or import a file." }</p>
            }
            <ul class="designs" aria-label="Designs">
                { for listed.iter().map(|(id, entry)| html! {
                    <li key={(*id).to_owned()} aria-current={(current.as_deref() == Some(id)).then_some("true")}>
                        <div class="grow">
                            <strong>{ &entry.facts.name }</strong>
                            <small>{ note(entry) }</small>
                        </div>
                        <button type="button" class="quiet" aria-label={format!("Remove {}", entry.facts.name)} onclick={remove(id)}>{ "Remove" }</button>
                        if current.as_deref() == Some(id) {
                            <span class="pill here">{ "open" }</span>
                        } else {
                            <button type="button" aria-label={format!("Open {}", entry.facts.name)} onclick={open(id)}>{ "Open" }</button>
                        }
                    </li>
                }) }
            </ul>
            <div class="row"><button type="button" onclick={begin}>{ "New design" }</button></div>
            if !shelved.is_empty() {
                <h3 class="label">{ "On the shelf" }</h3>
                <p class="muted">{ format!("Removed designs; the last {MAX_SHELVED} are kept.") }</p>
                <ul class="designs" aria-label="Shelf">
                    { for shelved.iter().map(|(id, entry)| html! {
                        <li key={(*id).to_owned()}>
                            <div class="grow">
                                <span>{ &entry.facts.name }</span>
                                <small>{ note(entry) }</small>
                            </div>
                            <button type="button" aria-label={format!("Bring back {}", entry.facts.name)} onclick={restore(id)}>{ "Bring back" }</button>
                        </li>
                    }) }
                </ul>
            }
        </Dialog>
    }
}

/// Leaves the list for the drawing of what was opened.
fn leave(close: &Callback<()>) {
    close.emit(());
    // The dialog gives the focus back to the menu as it goes.
    document::focus_soon("body:not(:has(dialog)) #sketch-drawing");
}
