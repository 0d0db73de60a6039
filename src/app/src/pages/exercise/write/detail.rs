//! One judged run in full: what is wrong, the difference, the streams, the input, a hint.

use super::super::files::{head, shown};
use super::cases::verdict;
use super::diff_view::DiffView;
use super::input_view::InputView;
use super::judge::Tried;
use super::sheet::{Phase, Sheet};
use crate::components::link::Go;
use crate::platform::document;
use contract::report::Unit;
use practice::case::{Expected, Kit};
use practice::judge::Verdict;
use practice::route::Route;
use practice::text;
use std::rc::Rc;
use yew::prelude::*;

/// Bytes shown of a stream.
const BYTES: usize = 64_000;

#[derive(Properties)]
pub(crate) struct CaseProps {
    pub(crate) name: AttrValue,
    pub(crate) kit: Rc<Kit>,
    pub(crate) index: usize,
    /// How it went; `None` before it was run.
    pub(crate) tried: Option<Rc<Tried>>,
}

impl PartialEq for CaseProps {
    /// The same run, not an equal one: output can be large.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.tried, &other.tried) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same && self.index == other.index && Rc::ptr_eq(&self.kit, &other.kit)
    }
}

/// A case.
#[component]
pub(crate) fn CaseDetail(props: &CaseProps) -> Html {
    let Some(case) = props.kit.cases.get(props.index) else {
        return Html::default();
    };
    let hinted = use_state(|| false);
    // The hint takes its button's place: the focus goes on to it.
    use_effect_with(*hinted, |hinted| {
        if *hinted {
            document::focus(".detail .hint");
        }
    });
    let on_hint = {
        let hinted = hinted.setter();
        move |_| hinted.set(true)
    };
    let failed = props
        .tried
        .as_ref()
        .is_some_and(|tried| tried.judged.verdict != Verdict::Pass);
    html! {
        <>
            { heading(&case.title, props.tried.as_deref()) }
            if let Some(tried) = &props.tried {
                { body(tried) }
            }
            if failed && !case.hint.is_empty() {
                if *hinted {
                    <div class="prose hint" tabindex="-1">{ Html::from_html_unchecked(AttrValue::from(case.hint.clone())) }</div>
                } else {
                    <button type="button" onclick={on_hint}>{ "A hint for this case" }</button>
                }
            }
            <InputView
                name={props.name.clone()}
                args={case.args.clone()}
                stdin={case.stdin.clone()}
                files={case.files.clone()}
                fixture={case.fixture.clone()}
                open={props.tried.is_none()}
            />
            { wanted(&case.expected) }
            if let Some(tried) = &props.tried {
                { streams(tried) }
            } else {
                { stream("Expected output", &case.expected.stdout, false) }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RandomProps {
    pub(crate) name: AttrValue,
    pub(crate) sheet: Rc<Sheet>,
}

/// The random inputs: the smallest one that fails, as files.
#[component]
pub(crate) fn RandomDetail(props: &RandomProps) -> Html {
    let sheet = &props.sheet;
    let Some(failing) = &sheet.failing else {
        return html! {
            <>
                <h3>{ "Random inputs" }</h3>
                <p class="muted">
                    { format!("Once all cases pass, {} random inputs are judged against the reference. ", sheet.random) }
                    { "The first that fails is made as small as it can be." }
                </p>
            </>
        };
    };
    let sample = &failing.sample;
    let replay = Route::replay(&props.name, failing.seed);
    let found = if sheet.is_going() {
        format!(
            "Looking for a smaller input that fails: {} tried.",
            text::count(u64::from(sheet.tried))
        )
    } else if sheet.minimal {
        format!(
            "Smallest failing input, after {} tries: nothing one step smaller fails.",
            text::count(u64::from(sheet.tried))
        )
    } else if sheet.phase == Phase::Stopped {
        "Stopped before the smallest was found.".to_owned()
    } else {
        format!(
            "The smallest found in {} tries; there may be a smaller one.",
            text::count(u64::from(sheet.tried))
        )
    };
    html! {
        <>
            { heading(&format!("Random input, seed {}", failing.seed), Some(&failing.tried)) }
            <p class="muted">
                { found }{ " " }
                if !sheet.is_going() && !sheet.replay {
                    <Go to={replay}>{ "Run this input alone" }</Go>
                }
            </p>
            { body(&failing.tried) }
            <InputView
                name={props.name.clone()}
                args={sample.input.args.clone()}
                stdin={sample.input.stdin.clone()}
                files={sample.input.files.clone()}
                open=true
            />
            { streams(&failing.tried) }
        </>
    }
}

fn heading(title: &str, tried: Option<&Tried>) -> Html {
    html! {
        <header class="row">
            <h3>{ title }</h3>
            if let Some(tried) = tried {
                <span class={classes!("verdict", verdict(tried).0)}>{ verdict(tried).1 }</span>
                <span class="space" />
                <span class="muted mono" title="Start-up is not counted">
                    { text::format(tried.outcome.seconds, Unit::Seconds) }
                </span>
            }
        </header>
    }
}

/// What is wrong, and the difference.
fn body(tried: &Rc<Tried>) -> Html {
    let crashed = matches!(tried.judged.verdict, Verdict::Error);
    html! {
        <>
            if !tried.judged.why.is_empty() {
                <ul class="why">
                    { for tried.judged.why.iter().map(|why| html! { <li>{ why }</li> }) }
                </ul>
            }
            if crashed && !tried.outcome.stderr.is_empty() {
                <pre class="complaint mono" tabindex="0">{ tail(&tried.outcome.stderr) }</pre>
            }
            if tried.judged.verdict != Verdict::Pass && tried.outcome.stdout != tried.expected.stdout {
                <DiffView expected={Rc::clone(&tried.expected)} printed={Rc::clone(tried)} />
            }
        </>
    }
}

/// What is expected besides the output.
fn wanted(expected: &Expected) -> Html {
    let mut words = format!("Expected exit status: {}.", expected.status);
    if !expected.stderr_has.is_empty() {
        let has: Vec<String> = expected
            .stderr_has
            .iter()
            .map(|has| format!("\u{201c}{has}\u{201d}"))
            .collect();
        words.push_str(&format!(" Standard error must tell {}.", has.join(" and ")));
    }
    html! { <p class="muted">{ words }</p> }
}

/// The streams, each apart.
fn streams(tried: &Tried) -> Html {
    let outcome = &tried.outcome;
    html! {
        <>
            { stream("Expected output", &tried.expected.stdout, false) }
            { stream("Printed", &outcome.stdout, false) }
            { stream("Standard error", &outcome.stderr, false) }
            if outcome.dropped_bytes > 0 {
                <p class="muted">
                    { format!("Output is cut after 1 MiB or 10,000 lines: {} in {} lines were dropped.",
                        text::format(outcome.dropped_bytes as f64, Unit::Bytes), text::count(outcome.dropped_lines)) }
                </p>
            }
        </>
    }
}

/// A stream, closed until it is asked for.
fn stream(title: &str, bytes: &[u8], open: bool) -> Html {
    if bytes.is_empty() {
        return html! { <p class="empty">{ format!("{title}: nothing.") }</p> };
    }
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count().max(1);
    let noun = if lines == 1 { "line" } else { "lines" };
    html! {
        <details class="given" {open}>
            <summary>{ format!("{title}: {} {noun}", text::count(lines as u64)) }</summary>
            <pre class="mono" tabindex="0">{ head(bytes, BYTES) }</pre>
        </details>
    }
}

/// The end of a stream: what a traceback says last counts.
fn tail(bytes: &[u8]) -> String {
    const LAST: usize = 4_000;
    let from = bytes.len().saturating_sub(LAST);
    let text = shown(bytes.get(from..).unwrap_or(bytes));
    text.trim_end().to_owned()
}
