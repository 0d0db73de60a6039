//! The price table and the machine classes, to be changed.

use super::classes;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::settings_of;
use crate::pages::sketch::inspector::{DesignFields, NumberField};
use crate::room::use_room;
use nalsd::model::inputs::{Inputs, Subject};
use nalsd::model::{Field, Machine, machine_fields, price_fields};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct PricesProps {
    pub(crate) desk: Desk,
}

/// Prices of traffic and storage, and every machine class.
#[component]
pub(crate) fn Prices(props: &PricesProps) -> Html {
    let desk = &props.desk;
    let room = use_room();
    let inputs = settings_of(&desk.design);
    let add = {
        let (act, kept) = (desk.act.clone(), desk.kept.clone());
        move |_| act.emit(Act::Do(classes::add(&kept, "medium").1))
    };
    html! {
        <section class="prices" aria-label="Prices and machine classes">
            <DesignFields desk={desk.clone()} specs={price_fields().to_vec()} />
            <h3 class="label">{ "Machine classes" }</h3>
            <p class="note">{ "Generic classes at round prices, no provider\u{2019}s. Change them, or add your own; components choose among them." }</p>
            <ul>{ for desk.kept.machine_classes().iter().map(|class| one(class, desk, &inputs, &room.say)) }</ul>
            <button type="button" onclick={add}>{ "Add a class" }</button>
        </section>
    }
}

/// A class: its numbers in a line, and to be changed.
fn one(class: &Machine, desk: &Desk, inputs: &Inputs, say: &Callback<String>) -> Html {
    let own = desk.kept.machines.iter().any(|own| own.name == class.name);
    let generic = classes::is_generic(&class.name);
    let read = |field| class.set.get(&field).map_or("", String::as_str);
    let line = format!(
        "{} cores, {}, {}",
        read(Field::Cores),
        read(Field::Memory),
        read(Field::MachinePrice)
    );
    let remove = {
        let (act, kept, name) = (desk.act.clone(), desk.kept.clone(), class.name.clone());
        move |_| act.emit(Act::Do(classes::remove(&kept, &name)))
    };
    let rename = {
        let (act, kept, before, say) = (
            desk.act.clone(),
            desk.kept.clone(),
            class.name.clone(),
            say.clone(),
        );
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            match classes::rename(&kept, &before, &input.value()) {
                _ if input.value().trim() == before => {}
                Ok(commands) => act.emit(Act::All {
                    commands,
                    label: "renaming a machine class".to_owned(),
                }),
                Err(why) => {
                    say.emit(why);
                    input.set_value(&before);
                }
            }
        }
    };
    html! {
        <li key={class.name.clone()}>
            <details>
                <summary>
                    <b>{ &class.name }</b>
                    if own { <small>{ if generic { "changed" } else { "own" } }</small> }
                    <small class="class-line">{ line }</small>
                </summary>
                if own && !generic {
                    <label class="field-row"><span>{ "Name" }</span><input type="text" class="wide" value={class.name.clone()} maxlength="40" onchange={rename} /></label>
                }
                { for machine_fields().iter().map(|spec| {
                    let subject = Subject::Machine(class.name.clone());
                    let problem = inputs.problems.iter()
                        .find(|problem| problem.place.subject == subject && problem.place.field == Some(spec.field))
                        .map(|problem| AttrValue::from(problem.message.clone()));
                    let (kept, name, field) = (desk.kept.clone(), class.name.clone(), spec.field);
                    let write = Callback::from(move |value| classes::set(&kept, &name, field, value));
                    html! {
                        <NumberField key={field.key()} id={format!("class-{}-{}", class.name.replace(' ', "_"), field.key())} label={field.label()}
                            written={class.set.get(&field).cloned()} placeholder={spec.default} help={field.help()} {problem} {write} act={desk.act.clone()} />
                    }
                }) }
                if own {
                    <button type="button" class="quiet" onclick={remove}>{ if generic { "Back to the generic one" } else { "Remove this class" } }</button>
                }
            </details>
        </li>
    }
}
