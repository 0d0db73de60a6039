//! What holds for the whole design: shown while nothing is selected.

use super::field_list::{FieldList, Target};
use crate::pages::sketch::desk::{Act, Desk};
use nalsd::edit::Command;
use nalsd::model::{FieldSpec, settings_fields};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SettingsProps {
    pub(super) desk: Desk,
}

/// The design's name, objectives, distances and calendar.
#[component]
pub(super) fn Settings(props: &SettingsProps) -> Html {
    let desk = &props.desk;
    let rename = {
        let (act, before) = (desk.act.clone(), desk.kept.name.clone());
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let name = input.value().trim().to_owned();
            if name.is_empty() {
                input.set_value(&before);
            } else if name != before {
                act.emit(Act::Do(Command::Title(name)));
            }
        }
    };
    html! {
        <section class="inspector" aria-label="The design" key="design">
            <header class="panel-head"><h3 class="label">{ "The design" }</h3><small>{ format!("iteration {}", desk.kept.iteration) }</small></header>
            <label class="field-row">
                <span>{ "Name" }</span>
                <input type="text" class="wide" value={desk.kept.name.clone()} maxlength="200" onchange={rename} />
            </label>
            <FieldList desk={desk.clone()} target={Target::Design} specs={settings_fields().to_vec()} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct DesignFieldsProps {
    pub(crate) desk: Desk,
    /// Which of them.
    pub(crate) specs: Vec<FieldSpec>,
}

/// Fields of the design, for other panels: prices.
#[component]
pub(crate) fn DesignFields(props: &DesignFieldsProps) -> Html {
    html! { <FieldList desk={props.desk.clone()} target={Target::Design} specs={props.specs.clone()} /> }
}
