//! Which input: a bundled one, or the reader's own, chosen or dropped.

use super::session::{Chosen, Session};
use crate::components::select::Select;
use crate::platform::own_files::{self, OwnFile};
use crate::room::use_room;
use contract::report::Unit;
use practice::catalogue::Page;
use practice::manifest::InputKind;
use practice::text;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The value of the option that stands for an input of the reader's own.
const OWN: &str = "own";

#[derive(Properties, PartialEq)]
pub(crate) struct InputProps {
    pub(crate) page: Rc<Page>,
    pub(crate) session: Session,
    pub(crate) on_change: Callback<Session>,
}

/// The choice of input.
#[component]
pub(crate) fn InputChoice(props: &InputProps) -> Html {
    let room = use_room();
    let over = use_state(|| false);
    let (file_field, folder_field) = (use_node_ref(), use_node_ref());
    let manifest = &props.page.manifest;
    let tree = manifest.input.kind == InputKind::Tree;

    let take = {
        let (session, change, say) = (
            props.session.clone(),
            props.on_change.clone(),
            room.say.clone(),
        );
        Callback::from(move |mut files: Vec<OwnFile>| {
            if files.is_empty() {
                return;
            }
            if !tree && files.len() > 1 {
                say.emit(format!("One file at a time: {} was taken.", files[0].path));
                files.truncate(1);
            }
            change.emit(Session {
                chosen: Chosen::Own(Rc::new(files)),
                ..session.clone()
            });
        })
    };
    let on_file = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            take.emit(own_files::chosen(
                &event.target_unchecked_into::<HtmlInputElement>(),
            ));
        })
    };
    let on_drop = {
        let (over, say) = (over.setter(), room.say.clone());
        move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let (take, say) = (take.clone(), say.clone());
            if let Some(transfer) = event.data_transfer() {
                let dropped = own_files::dropped(&transfer);
                spawn_local(async move {
                    match dropped.files().await {
                        Ok(files) => take.emit(files),
                        Err(problem) => say.emit(problem),
                    }
                });
            }
        }
    };
    let on_over = {
        let over = over.setter();
        move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        }
    };
    let on_leave = {
        let over = over.setter();
        move |_: DragEvent| over.set(false)
    };
    let on_choose = {
        let (session, change) = (props.session.clone(), props.on_change.clone());
        move |value: String| {
            if let Ok(index) = value.parse() {
                change.emit(Session {
                    chosen: Chosen::Fixture(index),
                    ..session.clone()
                });
            }
        }
    };
    let press = |field: &NodeRef| {
        let field = field.clone();
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.click();
            }
        }
    };
    let fixture = match &props.session.chosen {
        Chosen::Fixture(index) => Some(*index),
        Chosen::Own(_) | Chosen::Linked(_) => None,
    };
    html! {
        <div class={classes!("input", over.then_some("over"))}
            ondrop={on_drop} ondragover={on_over} ondragleave={on_leave}>
            <label class="field">
                <span>{ "Input" }</span>
                <Select value={fixture.map_or_else(|| OWN.to_owned(), |index| index.to_string())} {on_choose}>
                    if fixture.is_none() {
                        <option key={OWN} value={OWN}>{ own_name(&props.session.chosen) }</option>
                    }
                    { for manifest.fixtures.iter().enumerate().map(|(index, each)| html! {
                        <option key={index} value={index.to_string()}>
                            { &each.title }
                        </option>
                    }) }
                </Select>
            </label>
            <p class="about">{ about(props) }</p>
            <div class="own">
                <input ref={file_field.clone()} type="file" class="hidden" tabindex="-1" aria-label="Own file"
                    onchange={on_file.clone()} />
                <button type="button" title={format!("Also by dropping it here: {}", manifest.input.what)} onclick={press(&file_field)}>{ "Own file\u{2026}" }</button>
                if tree {
                    <input ref={folder_field.clone()} type="file" class="hidden" tabindex="-1" aria-label="Own folder"
                        webkitdirectory={true} onchange={on_file} />
                    <button type="button" onclick={press(&folder_field)}>{ "Own folder\u{2026}" }</button>
                }
            </div>
        </div>
    }
}

/// What the chosen input is, in a line.
fn about(props: &InputProps) -> String {
    let manifest = &props.page.manifest;
    match &props.session.chosen {
        Chosen::Fixture(index) => {
            let size = props.page.fixture_sizes.get(*index).copied().unwrap_or(0);
            manifest
                .fixtures
                .get(*index)
                .map_or_else(String::new, |fixture| {
                    let when = if fixture.large {
                        ", loaded at its first run"
                    } else {
                        ""
                    };
                    format!(
                        "{} ({}{when})",
                        fixture.about,
                        text::format(size as f64, Unit::Bytes)
                    )
                })
        }
        Chosen::Own(_) => "Yours. It never leaves this machine.".to_owned(),
        Chosen::Linked(_) => "It came with the link, and is not kept here.".to_owned(),
    }
}

/// What to call an input of the reader's own.
fn own_name(chosen: &Chosen) -> String {
    match chosen {
        Chosen::Own(files) => match files.as_slice() {
            [one] => one.path.clone(),
            many => {
                let folder = many.first().and_then(|file| file.path.split('/').next());
                format!(
                    "{} ({} files)",
                    folder.unwrap_or("A folder"),
                    text::count(many.len() as u64)
                )
            }
        },
        _ => "Input from the link".to_owned(),
    }
}
