//! The fields of a selection or of the design, in groups.

use super::choice_field::ChoiceField;
use super::groups::{Group, grouped};
use super::help::{examples, unwritten};
use super::number_field::{NumberField, Write};
use super::specs_of;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{Reading, Total, inputs_of, use_panels};
use nalsd::edit::Command;
use nalsd::model::inputs::{Inputs, Problem, Subject};
use nalsd::model::{Assumption, Design, Field, FieldSpec, Form, Id, Written};
use nalsd::units::{self, Quantity};
use std::rc::Rc;
use yew::prelude::*;

/// Whose fields they are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Components, links or areas.
    Parts(Rc<Vec<Id>>),
    /// The design.
    Design,
}

impl Target {
    fn ids(&self) -> &[Id] {
        match self {
            Self::Parts(ids) => ids,
            Self::Design => &[],
        }
    }

    fn write(&self, field: Field) -> Write {
        match self {
            Self::Parts(ids) => {
                let ids = Rc::clone(ids);
                Write::from(move |value| Command::Set {
                    ids: ids.to_vec(),
                    field,
                    value,
                })
            }
            Self::Design => Write::from(move |value| Command::SetDesign { field, value }),
        }
    }

    fn concerns(&self, problem: &Problem, field: Field) -> bool {
        problem.place.field == Some(field)
            && match (&problem.place.subject, self) {
                (Subject::Part(id), Self::Parts(ids)) => ids.contains(id),
                (Subject::Design, Self::Design) => true,
                _ => false,
            }
    }

    /// Whose they are, each.
    fn owners<'a>(&self, design: &'a Design, specs: &'a [FieldSpec]) -> Vec<Owner<'a>> {
        match self {
            Self::Design => vec![Owner {
                set: &design.set,
                specs,
            }],
            Self::Parts(ids) => ids
                .iter()
                .filter_map(|id| {
                    Some(Owner {
                        set: set_of(design, *id)?,
                        specs: specs_of(design, *id),
                    })
                })
                .collect(),
        }
    }
}

/// What is written on something, and what stands where nothing is.
#[derive(Clone, Copy)]
struct Owner<'a> {
    set: &'a Written,
    specs: &'a [FieldSpec],
}

impl Owner<'_> {
    fn written(&self, field: Field) -> Option<&str> {
        self.set.get(&field).map(String::as_str)
    }

    fn default(&self, field: Field) -> &str {
        let spec = self.specs.iter().find(|spec| spec.field == field);
        spec.map_or("", |spec| spec.default)
    }

    /// What counts: what is written, or the default.
    fn counts(&self, field: Field) -> &str {
        self.written(field).unwrap_or_else(|| self.default(field))
    }
}

/// What is written on a part.
fn set_of(design: &Design, id: Id) -> Option<&Written> {
    design
        .component(id)
        .map(|part| &part.set)
        .or_else(|| design.link(id).map(|part| &part.set))
        .or_else(|| design.area(id).map(|part| &part.set))
}

/// What several have in a field.
#[derive(Debug, PartialEq, Eq)]
enum Common {
    /// All the same, written on one of them at least; `None` where the same default stands for all.
    Same(Option<String>),
    /// Not all the same.
    Mixed,
}

fn common(owners: &[Owner<'_>], field: Field) -> Common {
    let mut all = owners.iter().map(|owner| owner.counts(field));
    let first = all.next().unwrap_or_default();
    if all.any(|other| other != first) {
        return Common::Mixed;
    }
    let mut written = owners.iter().filter_map(|owner| owner.written(field));
    Common::Same(written.next().map(str::to_owned))
}

#[derive(Properties, PartialEq)]
pub(super) struct FieldListProps {
    pub(super) desk: Desk,
    pub(super) target: Target,
    pub(super) specs: Vec<FieldSpec>,
}

/// The fields, in groups; those that are seldom written are folded.
#[component]
pub(super) fn FieldList(props: &FieldListProps) -> Html {
    let (desk, target) = (&props.desk, &props.target);
    let withheld = use_panels().withholds(Reading::Total(Total::Machines));
    let inputs = inputs_of(&desk.design, target.ids());
    let owners = target.owners(&desk.kept, &props.specs);
    html! {
        <div class="field-groups">
            { for grouped(&props.specs).into_iter().map(|(group, specs)| {
                let specs: Vec<FieldSpec> = specs.into_iter().filter(|spec| is_shown(spec.field, &owners)).collect();
                let written = specs.iter().filter(|spec| owners.iter().any(|owner| owner.written(spec.field).is_some())).count();
                let rows = specs.iter().map(|spec| row(*spec, desk, target, (&inputs, withheld), &owners));
                fold(group, written, html! { { for rows } })
            }) }
        </div>
    }
}

/// Whether a field is of use: percentiles are read only where they are given.
fn is_shown(field: Field, owners: &[Owner<'_>]) -> bool {
    if !matches!(field, Field::P50 | Field::P99) {
        return true;
    }
    owners
        .iter()
        .any(|owner| owner.written(field).is_some() || owner.counts(Field::Queueing) == "given")
}

/// A group with its heading.
fn fold(group: Group, written: usize, rows: Html) -> Html {
    if !group.folded() {
        return html! {
            <fieldset key={group.label()} class="field-group"><legend class="label">{ group.label() }</legend>{ rows }</fieldset>
        };
    }
    html! {
        <details key={group.label()} class="field-group" open={written > 0}>
            <summary><span class="label">{ group.label() }</span>if written > 0 { <small>{ format!("{written} set") }</small> }</summary>
            { rows }
        </details>
    }
}

/// One field; `withheld` while how many machines are needed is kept back.
fn row(
    spec: FieldSpec,
    desk: &Desk,
    target: &Target,
    (inputs, withheld): (&Inputs, bool),
    owners: &[Owner<'_>],
) -> Html {
    let field = spec.field;
    let common = common(owners, field);
    let mixed = common == Common::Mixed;
    let written = match common {
        Common::Same(written) => written,
        Common::Mixed => None,
    };
    let problem = desk
        .analysis
        .problems
        .iter()
        .chain(&inputs.problems)
        .find(|problem| target.concerns(problem, field))
        .map(|problem| AttrValue::from(problem.message.clone()));
    let (write, act) = (target.write(field), desk.act.clone());
    let label = AttrValue::Static(field.label());
    match field.form() {
        Form::Number(dimension) => {
            let value = match target {
                Target::Design => inputs.design(field),
                Target::Parts(ids) => ids.first().and_then(|id| inputs.get(*id, field)),
            };
            let comes_to = written
                .as_deref()
                .filter(|text| !mixed && is_reckoned(text, &desk.design.assumptions))
                .and(value)
                .map(|value| {
                    AttrValue::from(units::format_in(
                        Quantity::new(value, dimension),
                        desk.analysis.calendar,
                    ))
                });
            let default = if spec.default.is_empty() {
                unwritten(field)
            } else {
                spec.default
            };
            let examples = examples(spec);
            let placeholder = if mixed {
                "differs".to_owned()
            } else {
                placeholder(spec, desk, target, withheld)
            };
            let help = format!("{} For example {examples}.", field.help());
            html! {
                <NumberField key={field.key()} id={format!("field-{}", field.key())} {label} {written} {placeholder} {default}
                    {help} {problem} {comes_to} {write} {act} />
            }
        }
        Form::Choice(choices) => {
            let choices = choices
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect::<Vec<_>>();
            html! {
                <ChoiceField key={field.key()} {label} {written} {mixed} default={spec.default} {choices} help={field.help()} {problem} {write} {act} />
            }
        }
        Form::MachineClass => {
            let choices = desk
                .design
                .machine_classes()
                .into_iter()
                .map(|class| (class.name.clone(), class.name))
                .collect::<Vec<_>>();
            html! {
                <ChoiceField key={field.key()} {label} {written} {mixed} default={spec.default} {choices} help={field.help()} {problem} {write} {act} />
            }
        }
    }
}

/// What an empty field shows: the default, or what the analysis found to be needed.
fn placeholder(spec: FieldSpec, desk: &Desk, target: &Target, withheld: bool) -> String {
    if !spec.default.is_empty() {
        return spec.default.to_owned();
    }
    if withheld && spec.field == Field::Machines {
        return "as needed".to_owned();
    }
    if let (Field::Machines, [one]) = (spec.field, target.ids()) {
        let found = desk
            .analysis
            .components
            .get(one)
            .and_then(|part| part.machines.as_ref());
        if let Some(machines) = found {
            return format!("{}, as needed", units::count(machines.value()));
        }
    }
    unwritten(spec.field).to_owned()
}

/// Whether a text is worth saying what it comes to: it names an assumption, or reckons.
fn is_reckoned(text: &str, assumptions: &[Assumption]) -> bool {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    text.contains(['*', '×', '+', '(', '÷'])
        || text.contains("..")
        || words.any(|word| assumptions.iter().any(|one| one.name == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reckons_says_what_it_comes_to() {
        let assumptions = [Assumption {
            name: "clicks".to_owned(),
            value: "5k/s".to_owned(),
            note: String::new(),
        }];
        for (text, expected) in [
            ("2 KB", false),
            ("20 clicks2", false),
            ("500k/s", false),
            ("$ 3/month", false),
            ("500k/s * 2 KB", true),
            ("clicks", true),
            ("1 .. 3", true),
        ] {
            assert_eq!(is_reckoned(text, &assumptions), expected, "{text}");
        }
    }

    #[test]
    fn what_several_have() {
        let spec = |default| {
            [FieldSpec {
                field: Field::Entry,
                default,
            }]
        };
        let set = |text: &str| match text {
            "" => Written::new(),
            text => Written::from([(Field::Entry, text.to_owned())]),
        };
        let same = |text: &str| Common::Same(Some(text.to_owned()));
        // What is written, and the default, of each.
        for (all, expected) in [
            (&[("1 KB", ""), ("1 KB", "")][..], same("1 KB")),
            (&[("", "")], Common::Same(None)),
            (&[("", "2 KB"), ("", "2 KB")], Common::Same(None)),
            (&[("1 KB", ""), ("2 KB", "")], Common::Mixed),
            (&[("1 KB", ""), ("", "")], Common::Mixed),
            (&[("", ""), ("1 KB", "")], Common::Mixed),
            (&[("", "1 KB"), ("", "2 KB")], Common::Mixed),
            (&[("", "1 KB"), ("", "")], Common::Mixed),
            (&[("1 KB", "2 KB"), ("", "1 KB")], same("1 KB")),
        ] {
            let kept: Vec<_> = all
                .iter()
                .map(|(text, default)| (set(text), spec(*default)))
                .collect();
            let owners: Vec<Owner<'_>> = kept
                .iter()
                .map(|(set, specs)| Owner { set, specs })
                .collect();
            assert_eq!(common(&owners, Field::Entry), expected, "{all:?}");
        }
    }
}
