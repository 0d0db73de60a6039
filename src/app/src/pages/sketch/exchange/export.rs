//! The export dialog.

use super::picture;
use super::save::{save, save_design};
use crate::components::dialog::Dialog;
use crate::components::select::Select;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{Total, use_panels};
use crate::platform::picture as bitmap;
use crate::platform::{clipboard, document, fonts};
use nalsd::exchange;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Pixels of a bitmap per CSS pixel.
const SCALE: f64 = 2.0;

#[derive(Properties, PartialEq)]
pub(crate) struct ExportProps {
    pub(crate) desk: Desk,
    pub(crate) on_close: Callback<()>,
}

/// What a design can leave as.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    File,
    Svg,
    Png,
    Mermaid,
    CopyMermaid,
}

/// The dialog.
#[component]
pub(crate) fn ExportDialog(props: &ExportProps) -> Html {
    let told = use_state(String::new);
    let dark = use_state(document::is_dark);
    let withheld = use_panels().withheld;
    let on = |form: Form| {
        let (desk, dark, told) = (props.desk.clone(), *dark, told.setter());
        let withheld = Rc::clone(&withheld);
        Callback::from(move |_: MouseEvent| {
            let (desk, withheld, told) = (desk.clone(), Rc::clone(&withheld), told.clone());
            spawn_local(async move { told.set(export(&desk, &withheld, dark, form).await) });
        })
    };
    let on_theme = {
        let dark = dark.setter();
        Callback::from(move |name: String| dark.set(name == "dark"))
    };
    html! {
        <Dialog title="Export this design" on_close={props.on_close.clone()}>
            <dl class="exports">
                <div>
                    <dt>{ "Design file" }</dt>
                    <dd class="muted">{ "Everything, to be imported again: .dryrun.json" }</dd>
                    <dd><button type="button" onclick={on(Form::File)}>{ "Save file" }</button></dd>
                </div>
                <div>
                    <dt>{ "Picture" }</dt>
                    <dd class="muted">
                        { "As on the screen, fonts included. " }
                        <label>{ "Theme " }
                            <Select value={if *dark { "dark" } else { "light" }.to_owned()} on_choose={on_theme}>
                                <option value="light">{ "light" }</option>
                                <option value="dark">{ "dark" }</option>
                            </Select>
                        </label>
                    </dd>
                    <dd class="row">
                        <button type="button" onclick={on(Form::Svg)}>{ "Save SVG" }</button>
                        <button type="button" onclick={on(Form::Png)}>{ "Save PNG" }</button>
                    </dd>
                </div>
                <div>
                    <dt>{ "Mermaid" }</dt>
                    <dd class="muted">{ "Names, kinds, links and areas, for documents; numbers and places stay behind." }</dd>
                    <dd class="row">
                        <button type="button" onclick={on(Form::CopyMermaid)}>{ "Copy Mermaid" }</button>
                        <button type="button" onclick={on(Form::Mermaid)}>{ "Save Mermaid" }</button>
                    </dd>
                </div>
            </dl>
            <p role="status">{ (*told).clone() }</p>
        </Dialog>
    }
}

/// Does it; what came of it, in sentences.
async fn export(desk: &Desk, withheld: &BTreeSet<Total>, dark: bool, form: Form) -> String {
    let design = &desk.design;
    match form {
        Form::File => save_design(&desk.kept),
        Form::Mermaid => save(design, "mmd", exchange::to_mermaid(design).as_bytes()),
        Form::CopyMermaid => match clipboard::copy(&exchange::to_mermaid(design)).await {
            Ok(()) => "Mermaid text copied.".to_owned(),
            Err(problem) => problem,
        },
        Form::Svg => {
            let (svg, without) = drawn(desk, withheld, dark).await;
            save(design, "svg", svg.as_bytes()) + &without
        }
        Form::Png => {
            let (svg, without) = drawn(desk, withheld, dark).await;
            let Some((width, height)) = picture::size(&svg) else {
                return "The picture has no size.".to_owned();
            };
            match bitmap::png(&svg, width, height, SCALE).await {
                Ok(png) => format!(
                    "{} {} \u{d7} {} pixels.{without}",
                    save(design, "png", &png.bytes),
                    png.width,
                    png.height
                ),
                Err(problem) => problem,
            }
        }
    }
}

/// The picture, and what is to be said where it had to do without the page's fonts.
async fn drawn(desk: &Desk, withheld: &BTreeSet<Total>, dark: bool) -> (String, String) {
    match fonts::faces().await {
        Ok(faces) => (picture::picture(desk, withheld, dark, faces), String::new()),
        Err(problem) => (
            picture::picture(desk, withheld, dark, String::new()),
            format!(
                " The page's fonts could not be put in, the viewer's own stand in for them. {problem}"
            ),
        ),
    }
}
