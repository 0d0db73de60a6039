//! The verdicts: a list of cases at the left, the chosen one in full at the right.

use super::detail::{CaseDetail, RandomDetail};
use super::judge::Tried;
use super::sheet::{Phase, Sheet};
use practice::case::Kit;
use practice::judging::Task;
use practice::text;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct CasesProps {
    pub(crate) name: AttrValue,
    pub(crate) kit: Rc<Kit>,
    pub(crate) sheet: Rc<Sheet>,
}

/// What the reader looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// What there is to look at: the first failure.
    Auto,
    Case(usize),
    Random,
}

/// List and detail.
#[component]
pub(crate) fn Cases(props: &CasesProps) -> Html {
    let look = use_state(|| Look::Auto);
    let sheet = &props.sheet;
    // A new run: what it finds is what one wants to see.
    use_effect_with(sheet.number, {
        let look = look.setter();
        move |_| look.set(Look::Auto)
    });
    let shown = match *look {
        Look::Auto => sheet
            .first_failure()
            .map(Look::Case)
            .or_else(|| sheet.failing.is_some().then_some(Look::Random))
            .unwrap_or(Look::Case(0)),
        chosen => chosen,
    };
    let choose = |to: Look| {
        let look = look.setter();
        Callback::from(move |_: MouseEvent| look.set(to))
    };
    html! {
        <div class="cases">
            <ol class="verdicts" aria-label="Cases">
                { for props.kit.cases.iter().enumerate().map(|(index, case)| {
                    let state = state(sheet, index);
                    row(state, &case.title, shown == Look::Case(index), choose(Look::Case(index)))
                }) }
                { random_row(sheet, shown == Look::Random, choose(Look::Random)) }
            </ol>
            <div class="detail">
                if let Phase::Broke(reason) = &sheet.phase {
                    <div class="complaint" role="alert">
                        <p><strong>{ "It could not be judged to the end." }</strong></p>
                        <p>{ reason }</p>
                        <p class="muted">{ "This says nothing of your answer, which is kept as it is." }</p>
                    </div>
                }
                { detail(props, shown) }
            </div>
        </div>
    }
}

/// How it stands with a case: a class, and words.
type State = (&'static str, &'static str);

fn state(sheet: &Sheet, index: usize) -> State {
    match sheet.cases.get(index).and_then(Option::as_ref) {
        Some(tried) => verdict(tried),
        None if sheet.phase == Phase::Going(Task::Case(index)) => ("going", "running"),
        None => ("waiting", "not run"),
    }
}

/// A verdict as a class and in words.
pub(crate) fn verdict(tried: &Tried) -> State {
    let word = tried.judged.verdict.word();
    (word, word)
}

fn row((class, words): State, title: &str, on: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <li>
            <button
                type="button"
                class={classes!(class, on.then_some("on"))}
                aria-pressed={if on { "true" } else { "false" }}
                {onclick}
            >
                <span class="mark" aria-hidden="true" />
                <span class="what">{ title }</span>
                <span class={classes!("verdict", (class == "pass" || class == "waiting").then_some("visually-hidden"))}>
                    { words }
                </span>
            </button>
        </li>
    }
}

/// The random inputs, in one line.
fn random_row(sheet: &Sheet, on: bool, onclick: Callback<MouseEvent>) -> Html {
    if sheet.random == 0 {
        return Html::default();
    }
    let (state, title) = match (&sheet.failing, &sheet.phase) {
        (Some(failing), Phase::Going(_)) => (
            verdict(&failing.tried),
            format!("random, seed {}: looking for a smaller one", failing.seed),
        ),
        (Some(failing), _) => (
            verdict(&failing.tried),
            format!("random, seed {}", failing.seed),
        ),
        (None, Phase::Going(Task::Random { .. })) => (
            ("going", "running"),
            format!("random inputs, {} of {}", sheet.passed, sheet.random),
        ),
        (None, _) if sheet.passed == sheet.random => (
            ("pass", "pass"),
            format!("{} random inputs", text::count(u64::from(sheet.random))),
        ),
        (None, _) => (
            ("waiting", "not run"),
            format!("{} random inputs", text::count(u64::from(sheet.random))),
        ),
    };
    row(state, &title, on, onclick)
}

fn detail(props: &CasesProps, shown: Look) -> Html {
    let sheet = &props.sheet;
    match shown {
        Look::Random => html! {
            <RandomDetail name={props.name.clone()} sheet={Rc::clone(sheet)} />
        },
        Look::Case(index) => match props.kit.cases.get(index) {
            Some(_) => html! {
                <CaseDetail
                    key={index}
                    name={props.name.clone()}
                    kit={Rc::clone(&props.kit)}
                    {index}
                    tried={sheet.cases.get(index).cloned().flatten()}
                />
            },
            None => Html::default(),
        },
        Look::Auto => Html::default(),
    }
}
