//! A field that takes a quantity: as it is written, live while it is typed, taken back by Escape.

use crate::pages::sketch::desk::Act;
use crate::platform::document;
use nalsd::edit::Command;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Characters that are seen beside the field's name; more have a line of their own.
const FITS: usize = 13;

/// What the field writes: a text, or nothing for the default.
pub(crate) type Write = Callback<Option<String>, Command>;

#[derive(Properties, PartialEq)]
pub(crate) struct NumberProps {
    /// Its id in the document.
    pub(crate) id: String,
    /// Its name.
    pub(crate) label: AttrValue,
    /// What is written, in the design as it is kept.
    pub(crate) written: Option<String>,
    /// What stands when nothing is.
    pub(crate) placeholder: AttrValue,
    /// What the default is called in the button that goes back to it; empty for a field without one.
    #[prop_or_default]
    pub(crate) default: AttrValue,
    /// What it means and what may be written.
    #[prop_or_default]
    pub(crate) help: AttrValue,
    /// What is wrong with what is written, and what to do.
    #[prop_or_default]
    pub(crate) problem: Option<AttrValue>,
    /// What an expression comes to.
    #[prop_or_default]
    pub(crate) comes_to: Option<AttrValue>,
    /// Whether the name is for screen readers only, since a table's head says it.
    #[prop_or_default]
    pub(crate) bare: bool,
    /// The command that writes.
    pub(crate) write: Write,
    pub(crate) act: Callback<Act>,
}

/// What is being typed; what it would write goes with it, so that it isn't lost when the field goes away.
#[derive(Default)]
struct Typing(RefCell<Option<Typed>>);

/// The text, the command that writes it, and who carries that out.
type Typed = (Option<String>, Write, Callback<Act>);

impl Drop for Typing {
    fn drop(&mut self) {
        if let Some((text, write, act)) = self.0.take() {
            act.emit(Act::Do(write.emit(text)));
        }
    }
}

/// A text as it is written: nothing for the default.
fn tidy(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The field, its error and its help.
#[component]
pub(crate) fn NumberField(props: &NumberProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    let typing = use_memo((), |()| Typing::default());
    let oninput = {
        let (typed, typing) = (typed.clone(), Rc::clone(&typing));
        let (write, act) = (props.write.clone(), props.act.clone());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            *typing.0.borrow_mut() = Some((tidy(&text), write.clone(), act.clone()));
            act.emit(Act::Try(Some(write.emit(tidy(&text)))));
            typed.set(Some(text));
        }
    };
    let end = {
        let (typed, typing) = (typed.clone(), Rc::clone(&typing));
        let (write, act, before) = (
            props.write.clone(),
            props.act.clone(),
            props.written.clone(),
        );
        Callback::from(move |keep: bool| {
            let Some((text, ..)) = typing.0.take() else {
                return;
            };
            act.emit(if keep && text != before {
                Act::Do(write.emit(text))
            } else {
                Act::Try(None)
            });
            typed.set(None);
        })
    };
    let onkeydown = {
        let (end, typing) = (end.clone(), Rc::clone(&typing));
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => end.emit(true),
            // Where nothing is typed, Escape is the page's.
            "Escape" if typing.0.borrow().is_some() => {
                event.prevent_default();
                event.stop_propagation();
                end.emit(false);
            }
            _ => {}
        }
    };
    let onblur = {
        let end = end.clone();
        move |_: FocusEvent| end.emit(true)
    };
    let reset = {
        let (write, act, id) = (props.write.clone(), props.act.clone(), props.id.clone());
        move |_| {
            act.emit(Act::Do(write.emit(None)));
            // The button goes away with what it took back: the focus stays at the field.
            document::focus(&format!("#{id}"));
        }
    };
    let value = (*typed)
        .clone()
        .or_else(|| props.written.clone())
        .unwrap_or_default();
    let (help_id, problem_id) = (
        format!("{}-help", props.id),
        format!("{}-problem", props.id),
    );
    let wrong = props.problem.is_some();
    let seen = if value.is_empty() && !props.bare {
        &*props.placeholder
    } else {
        &*value
    };
    let long = seen.chars().count() > FITS;
    html! {
        <div class={classes!("field-row", wrong.then_some("wrong"), long.then_some("long"))}>
            <label for={props.id.clone()} class={props.bare.then_some("visually-hidden")}>{ &props.label }</label>
            if props.written.is_some() && !props.default.is_empty() {
                <button type="button" class="reset" title={format!("Back to the default: {}", props.default)}
                    aria-label={format!("Reset {} to its default", props.label)} onclick={reset}>{ "reset" }</button>
            }
            <input type="text" class="mono" id={props.id.clone()} {value} placeholder={props.placeholder.clone()}
                autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="400"
                aria-invalid={wrong.then_some("true")}
                aria-describedby={if wrong { format!("{problem_id} {help_id}") } else { help_id.clone() }}
                {oninput} {onkeydown} {onblur} />
            if let Some(problem) = &props.problem {
                <p class="field-problem" id={problem_id}><span class="square" aria-hidden="true" />{ problem }</p>
            } else if let Some(comes_to) = &props.comes_to {
                <p class="field-comes">{ format!("= {comes_to}") }</p>
            }
            <p class="field-help" id={help_id}>{ &props.help }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{Field, Id};
    use std::cell::Cell;

    #[test]
    fn an_empty_text_is_the_default() {
        for (text, expected) in [
            ("", None),
            ("  ", None),
            (" 2 KB ", Some("2 KB")),
            ("2 K!", Some("2 K!")),
        ] {
            assert_eq!(tidy(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_typed_is_kept_when_the_field_goes_away() {
        let done = Rc::new(Cell::new(0));
        let act = {
            let done = Rc::clone(&done);
            Callback::from(move |act: Act| {
                if let Act::Do(Command::Set { value, .. }) = act {
                    assert_eq!(value.as_deref(), Some("2 KB"));
                    done.set(done.get() + 1);
                }
            })
        };
        let write = Write::from(|value| Command::Set {
            ids: vec![Id(1)],
            field: Field::Entry,
            value,
        });
        let typing = Typing::default();
        *typing.0.borrow_mut() = Some((tidy("2 KB"), write, act));
        drop(typing);
        drop(Typing::default());
        assert_eq!(done.get(), 1);
    }
}
