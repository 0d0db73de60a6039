//! The share dialog.

use super::meter;
use super::qr::Qr;
use super::token::{self, Linked};
use crate::components::dialog::Dialog;
use crate::pages::sketch::exchange;
use crate::platform::{clipboard, location};
use crate::room::use_room;
use nalsd::model::Design;
use practice::link::MAX_TOKEN;
use practice::route::Route;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    pub(crate) design: Rc<Design>,
    pub(crate) on_close: Callback<()>,
}

/// A link to copy or to scan; a file where the link would be too long.
#[component]
pub(crate) fn ShareDialog(props: &ShareProps) -> Html {
    let linked = use_memo(Rc::clone(&props.design), |design| token::write(design));
    let size = meter::words(&linked);
    let file = html! { <SaveFile design={Rc::clone(&props.design)} primary={!matches!(*linked, Linked::Fits(_))} /> };
    let content = match &*linked {
        Linked::Fits(token) => html! {
            <>
                <p class="muted">{ "All of the design is in the link itself: nothing is uploaded, and whoever has it can open a copy." }</p>
                <LinkRow url={location::url_of(&Route::SharedDesign(token.clone()))} />
                <Gauge length={token.len()} text={size} />
                <Qr text={location::url_of(&Route::SharedDesign(token.clone()))} />
                <div class="row wrap">
                    <span class="muted grow">{ "A file holds the same, of any size." }</span>
                    { file }
                </div>
            </>
        },
        Linked::TooLong(length) => html! {
            <>
                <p>{ format!(
                    "This design is too large for a link: {} KiB of characters, where {} KiB arrive unharmed in chats and mail. Send it as a file; whoever gets it drops it on their sketchpad.",
                    length.map_or_else(|| "many".to_owned(), |length| length.div_ceil(1024).to_string()),
                    MAX_TOKEN / 1024
                ) }</p>
                <Gauge length={length.unwrap_or(usize::MAX)} text={size} />
                <div class="row">{ file }</div>
            </>
        },
    };
    html! { <Dialog title="Share this design" on_close={props.on_close.clone()}>{ content }</Dialog> }
}

#[derive(Properties, PartialEq)]
struct GaugeProps {
    length: usize,
    text: String,
}

/// How full a link is.
#[component]
fn Gauge(props: &GaugeProps) -> Html {
    let over = props.length > MAX_TOKEN;
    html! {
        <div class={classes!("link-gauge", over.then_some("over"))}>
            <progress aria-label="Size of the link" max={MAX_TOKEN.to_string()} value={props.length.min(MAX_TOKEN).to_string()} />
            <span class={if over { "bad" } else { "muted" }}>{ &props.text }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LinkRowProps {
    url: String,
}

/// The link, and a button that copies it.
#[component]
fn LinkRow(props: &LinkRowProps) -> Html {
    let told = use_state(String::new);
    let field = use_node_ref();
    let onclick = {
        let (told, url, field) = (told.setter(), props.url.clone(), field.clone());
        move |_: MouseEvent| {
            let (told, url, field) = (told.clone(), url.clone(), field.clone());
            spawn_local(async move {
                told.set(match clipboard::copy(&url).await {
                    Ok(()) => "Link copied.".to_owned(),
                    Err(problem) => {
                        if let Some(field) = field.cast::<HtmlInputElement>() {
                            field.select();
                        }
                        problem
                    }
                });
            });
        }
    };
    html! {
        <div class="link-row">
            <input ref={field} type="text" class="mono" readonly=true aria-label="The link" value={props.url.clone()}
                onfocus={|event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select()} />
            <button type="button" class="primary" {onclick}>{ "Copy link" }</button>
            <span class="muted" role="status">{ (*told).clone() }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SaveFileProps {
    design: Rc<Design>,
    primary: bool,
}

/// Saves the design as a file.
#[component]
fn SaveFile(props: &SaveFileProps) -> Html {
    let room = use_room();
    let onclick = {
        let (design, say) = (Rc::clone(&props.design), room.say);
        move |_: MouseEvent| say.emit(exchange::save_design(&design))
    };
    html! { <button type="button" class={props.primary.then_some("primary")} {onclick}>{ "Save as file" }</button> }
}
