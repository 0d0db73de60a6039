//! The options of a run, made of what `exercise.toml` says of them.

use super::session::Session;
use crate::components::select::Select;
use practice::catalogue::Page;
use practice::manifest::RunOption;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct OptionsProps {
    pub(crate) page: Rc<Page>,
    pub(crate) session: Session,
    pub(crate) on_change: Callback<Session>,
}

/// A form with one control per option.
#[component]
pub(crate) fn Options(props: &OptionsProps) -> Html {
    let page = &props.page;
    let set = {
        let (session, change) = (props.session.clone(), props.on_change.clone());
        Callback::from(move |(name, value, default): (String, String, String)| {
            let mut next = session.clone();
            // What stands at its default is not said: addresses stay short.
            if value == default {
                next.settings.remove(&name);
            } else {
                next.settings.insert(name, value);
            }
            change.emit(next);
        })
    };
    if page.manifest.options.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset class="options">
            <legend class="label">{ "Options" }</legend>
            { for page.manifest.options.iter().map(|option| {
                let value = props.session.settings.get(option.name()).map(String::as_str);
                control(option, value, &set)
            }) }
            <details class="usage">
                <summary>{ "All options of the command line" }</summary>
                <pre class="mono" tabindex="0">{ page.help.trim_end() }</pre>
            </details>
        </fieldset>
    }
}

/// Name, value, default.
type Set = Callback<(String, String, String)>;

fn control(option: &RunOption, value: Option<&str>, set: &Set) -> Html {
    let set = set.clone();
    match option {
        RunOption::Switch {
            name,
            label,
            default,
            args,
        } => {
            let on = value.map_or(*default, |value| value == "1");
            let (name, default) = (name.clone(), bit(*default));
            let onchange = move |event: Event| {
                let field: HtmlInputElement = event.target_unchecked_into();
                set.emit((name.clone(), bit(field.checked()), default.clone()));
            };
            html! {
                <label class="switch">
                    <input type="checkbox" checked={on} {onchange} />
                    <span>{ label }</span>
                    <code aria-hidden="true">{ args.join(" ") }</code>
                </label>
            }
        }
        RunOption::Choice {
            name,
            label,
            choices,
        } => {
            let value = value.unwrap_or("0").to_owned();
            let name = name.clone();
            let on_choose = Callback::from(move |value| {
                set.emit((name.clone(), value, "0".to_owned()));
            });
            html! {
                <label class="field">
                    <span>{ label }</span>
                    <Select {value} {on_choose}>
                        { for choices.iter().enumerate().map(|(index, choice)| html! {
                            <option key={index} value={index.to_string()}>{ &choice.label }</option>
                        }) }
                    </Select>
                </label>
            }
        }
        RunOption::Value {
            name,
            label,
            default,
            placeholder,
            ..
        } => {
            let shown = value.unwrap_or(default).to_owned();
            let (name, default) = (name.clone(), default.clone());
            let commit =
                Callback::from(move |text| set.emit((name.clone(), text, default.clone())));
            html! {
                <label class="field">
                    <span>{ label }</span>
                    <TextField value={shown} placeholder={placeholder.clone()} {commit} />
                </label>
            }
        }
    }
}

#[derive(Properties, PartialEq)]
struct TextFieldProps {
    /// What is in force.
    value: String,
    placeholder: String,
    /// Called when the text is done, not at each letter: a half-typed pattern is nobody's question.
    commit: Callback<String>,
}

/// A field that keeps what is being typed, whatever is drawn around it meanwhile.
#[component]
fn TextField(props: &TextFieldProps) -> Html {
    let draft = use_state(|| props.value.clone());
    use_effect_with(props.value.clone(), {
        let draft = draft.setter();
        move |value| draft.set(value.clone())
    });
    let text = |event: &Event| event.target_unchecked_into::<HtmlInputElement>().value();
    let oninput = {
        let draft = draft.setter();
        move |event: InputEvent| draft.set(text(&event))
    };
    let onchange = {
        let commit = props.commit.clone();
        move |event: Event| commit.emit(text(&event))
    };
    html! {
        <input
            type="text"
            class="mono"
            value={(*draft).clone()}
            placeholder={props.placeholder.clone()}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            {oninput}
            {onchange}
        />
    }
}

fn bit(on: bool) -> String {
    if on { "1" } else { "0" }.to_owned()
}
