//! The inspector: every number of what is selected, and what comes of them.

mod area_results;
mod choice_field;
mod component_results;
mod field_list;
mod groups;
mod help;
mod link_results;
mod name_field;
mod number_field;
mod settings;
mod side;

pub(crate) use name_field::NameField;
pub(crate) use number_field::NumberField;
pub(crate) use settings::DesignFields;
pub(crate) use side::Side;

use super::desk::Desk;
use super::names;
use field_list::{FieldList, Target};
use nalsd::model::{Design, FieldSpec, Id, area_fields, component_fields, link_fields};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct InspectorProps {
    pub(crate) desk: Desk,
}

/// The numbers of the selection; of the design where nothing is selected.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let desk = &props.desk;
    match desk.selection.as_slice() {
        [] => html! { <settings::Settings desk={desk.clone()} /> },
        [one] => single(*one, desk),
        several => {
            // Links that were selected along with what they lead between are meant by nobody.
            let parts = several.iter().copied();
            let parts: Vec<Id> = parts.filter(|id| desk.design.link(*id).is_none()).collect();
            many(if parts.len() > 1 { &parts } else { several }, desk)
        }
    }
}

/// One component, link or area.
fn single(id: Id, desk: &Desk) -> Html {
    let design = &desk.design;
    let results = if design.component(id).is_some() {
        html! { <component_results::ComponentResults desk={desk.clone()} {id} /> }
    } else if design.link(id).is_some() {
        html! { <link_results::LinkResults desk={desk.clone()} {id} /> }
    } else {
        html! { <area_results::AreaResults desk={desk.clone()} {id} /> }
    };
    html! {
        <section class="inspector" aria-label={format!("Numbers of {}", names::of(design, id))} key={id.0}>
            <header class="panel-head">
                <h3 class="label">{ names::of(design, id) }</h3>
                <small>{ names::kind(design, id) }</small>
            </header>
            <NameField desk={desk.clone()} {id} />
            <FieldList desk={desk.clone()} target={Target::Parts(Rc::new(vec![id]))} specs={specs_of(design, id).to_vec()} />
            { results }
        </section>
    }
}

/// Several: what they have in common.
fn many(ids: &[Id], desk: &Desk) -> Html {
    let specs = shared(&desk.design, ids);
    let key = ids
        .iter()
        .map(|id| id.0.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    html! {
        <section class="inspector" aria-label={format!("Numbers of {} parts", ids.len())} {key}>
            <header class="panel-head"><h3 class="label">{ format!("{} parts", ids.len()) }</h3></header>
            if specs.is_empty() {
                <p class="note">{ "They have no numbers in common. Select parts of one kind to set a number of all of them at once." }</p>
            } else {
                <p class="note">{ "What is written here is written on all of them, in one step." }</p>
            }
            <FieldList desk={desk.clone()} target={Target::Parts(Rc::new(ids.to_vec()))} {specs} />
        </section>
    }
}

/// The fields of a part.
fn specs_of(design: &Design, id: Id) -> &'static [FieldSpec] {
    if let Some(part) = design.component(id) {
        component_fields(part.kind)
    } else if let Some(area) = design.area(id) {
        area_fields(area.kind)
    } else if design.link(id).is_some() {
        link_fields()
    } else {
        &[]
    }
}

/// The fields that all of these have; a default only where it is everybody's.
fn shared(design: &Design, ids: &[Id]) -> Vec<FieldSpec> {
    let mut all = ids.iter().map(|id| specs_of(design, *id));
    let Some(mut common) = all.next().map(<[FieldSpec]>::to_vec) else {
        return Vec::new();
    };
    for specs in all {
        common.retain_mut(
            |spec| match specs.iter().find(|other| other.field == spec.field) {
                Some(other) => {
                    if other.default != spec.default {
                        spec.default = "";
                    }
                    true
                }
                None => false,
            },
        );
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{Component, Field, Kind, Rect};

    fn design(kinds: &[Kind]) -> (Design, Vec<Id>) {
        let ids: Vec<Id> = (1..).take(kinds.len()).map(Id).collect();
        let components = ids.iter().zip(kinds).map(|(id, kind)| {
            Rc::new(Component {
                id: *id,
                kind: *kind,
                name: String::new(),
                rect: Rect::default(),
                area: None,
                set: Default::default(),
            })
        });
        let design = Design {
            components: components.collect(),
            ..Design::default()
        };
        (design, ids)
    }

    #[test]
    fn several_share_what_all_have() {
        let (design, ids) = design(&[Kind::Service, Kind::Cache, Kind::Sql]);
        let specs = shared(&design, &ids);
        let find = |field| {
            specs
                .iter()
                .find(|spec| spec.field == field)
                .map(|spec| spec.default)
        };
        assert_eq!(find(Field::Sends), Some("all"));
        assert_eq!(find(Field::Cpu), Some(""), "their defaults differ");
        assert_eq!(find(Field::Hit), None, "only the cache has it");
    }

    #[test]
    fn a_note_has_nothing_to_share() {
        let (design, ids) = design(&[Kind::Service, Kind::Note]);
        assert!(shared(&design, &ids).is_empty());
    }
}
