//! A field that is chosen from a list.

use super::number_field::Write;
use crate::components::select::Select;
use crate::pages::sketch::desk::Act;
use yew::prelude::*;

/// Characters of an option that are seen beside the field's name; more have a line of their own.
const FITS: usize = 17;

/// The value of an option that stands for several different ones.
const MIXED: &str = "\u{0}";

#[derive(Properties, PartialEq)]
pub(crate) struct ChoiceProps {
    /// Its name.
    pub(crate) label: AttrValue,
    /// What is written; the default stands where nothing is.
    pub(crate) written: Option<String>,
    /// Whether the parts selected differ in it.
    #[prop_or_default]
    pub(crate) mixed: bool,
    /// What stands when nothing is written.
    pub(crate) default: AttrValue,
    /// (what is written, what people read).
    pub(crate) choices: Vec<(String, String)>,
    /// What it means.
    pub(crate) help: AttrValue,
    /// What is wrong with what is written.
    #[prop_or_default]
    pub(crate) problem: Option<AttrValue>,
    /// The command that writes.
    pub(crate) write: Write,
    pub(crate) act: Callback<Act>,
}

/// The field.
#[component]
pub(crate) fn ChoiceField(props: &ChoiceProps) -> Html {
    let written = props
        .written
        .clone()
        .unwrap_or_else(|| props.default.to_string());
    let value = if props.mixed {
        MIXED.to_owned()
    } else {
        written.clone()
    };
    let known = props.choices.iter().any(|(name, _)| *name == written);
    let on_choose = {
        let (write, act) = (props.write.clone(), props.act.clone());
        let (default, now) = (props.default.clone(), value.clone());
        Callback::from(move |chosen: String| {
            if chosen != now && chosen != MIXED {
                // The default isn't written: it may become another with the kind of part.
                let text = (chosen != default).then_some(chosen);
                act.emit(Act::Do(write.emit(text)));
            }
        })
    };
    let shown = props.choices.iter().find(|(name, _)| *name == value);
    let long = shown.is_some_and(|(_, text)| text.chars().count() > FITS);
    html! {
        <div class={classes!("field-row", "choice", long.then_some("long"), props.problem.is_some().then_some("wrong"))}>
            <label>
                <span>{ &props.label }</span>
                <Select label={props.label.clone()} {value} {on_choose}>
                    if props.mixed { <option value={MIXED}>{ "differs" }</option> }
                    if !known && !props.mixed { <option value={written.clone()}>{ format!("{written} (there is no such)") }</option> }
                    { for props.choices.iter().map(|(name, text)| html! { <option key={name.clone()} value={name.clone()}>{ text }</option> }) }
                </Select>
            </label>
            if let Some(problem) = &props.problem {
                <p class="field-problem"><span class="square" aria-hidden="true" />{ problem }</p>
            }
            <p class="field-help">{ &props.help }</p>
        </div>
    }
}
