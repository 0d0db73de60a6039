//! The results: report, plain output, files, reference.

use super::files::Files;
use super::output::Output;
use super::session::{Done, Run, Runner, Session};
use super::write::Gate;
use crate::components::tabs::{Tab, Tabs};
use crate::report::ReportView;
use contract::report::Unit;
use practice::catalogue::{Page, SourceFile};
use practice::text;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ResultsProps {
    pub(crate) page: Rc<Page>,
    pub(crate) session: Session,
    pub(crate) runner: Runner,
}

/// The tabs below the options.
#[component]
pub(crate) fn Results(props: &ResultsProps) -> Html {
    let chosen = use_state(|| "report");
    let last = use_mut_ref(|| None::<Done>);
    let run = props.runner.run();
    // While a new run is under way the last result stays in view, dimmed, instead of the page jumping.
    match run {
        Run::Done(done) => *last.borrow_mut() = Some(done.clone()),
        Run::Going { .. } => {}
        Run::Idle | Run::Stopped | Run::Refused(_) => *last.borrow_mut() = None,
    }
    let done = last.borrow().clone();
    let tabs = vec![
        Tab {
            id: "report",
            label: "Report".into(),
        },
        Tab {
            id: "output",
            label: "Output".into(),
        },
        Tab {
            id: "files",
            label: "Files".into(),
        },
        Tab {
            id: "reference",
            label: "Reference".into(),
        },
    ];
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(id))
    };
    let panel = match *chosen {
        "files" => {
            html! { <Files page={Rc::clone(&props.page)} session={props.session.clone()} /> }
        }
        "reference" => html! {
            <Gate name={props.page.name.clone()} what="The reference and the model answers">
                <Reference page={Rc::clone(&props.page)} />
            </Gate>
        },
        which => result(which, run, done.as_ref(), &props.page.name),
    };
    let going = matches!(run, Run::Going { .. });
    html! {
        <section class="results" aria-label="Results">
            // For ears: what the eye sees at the end of the tabs.
            <p class="visually-hidden" role="status">{ spoken(run) }</p>
            <Tabs label="Results" {tabs} chosen={*chosen} {on_choose}>
                { summary(run, done.as_ref()) }
            </Tabs>
            <div
                class={classes!("panel", going.then_some("going"))}
                id={format!("panel-{}", *chosen)}
                role="tabpanel"
                aria-labelledby={format!("tab-{}", *chosen)}
                tabindex="0"
            >
                { panel }
            </div>
        </section>
    }
}

/// Report or output, or what stands in for them.
fn result(which: &str, run: &Run, done: Option<&Done>, name: &str) -> Html {
    match (run, done) {
        (Run::Refused(reason), _) => html! {
            <div class="nothing bad" role="alert"><h2>{ "It could not run" }</h2><p>{ reason }</p></div>
        },
        (Run::Stopped, _) => html! {
            <div class="nothing"><h2>{ "Stopped" }</h2><p>{ "Nothing was kept of that run. Run it again, or set something else first." }</p></div>
        },
        (_, Some(done)) if which == "output" => {
            html! { <Output ran={Rc::clone(&done.ran)} name={name.to_owned()} /> }
        }
        (_, Some(done @ Done { ran, report })) => html! {
            <>
                { remarks(done) }
                if report.blocks.is_empty() {
                    if ran.status == 0 {
                        <div class="nothing"><p>{ "This run has nothing to draw; see its output." }</p></div>
                    }
                } else {
                    <ReportView report={Rc::clone(report)} />
                }
            </>
        },
        (Run::Going { .. }, None) => {
            html! { <div class="nothing"><p>{ "Running\u{2026}" }</p></div> }
        }
        _ => html! {
            <div class="nothing">
                <h2>{ "Watch it run" }</h2>
                <p>
                    { "Run starts the reference implementation, in Rust, on the input above: here in this tab, with " }
                    { "nothing sent anywhere. " }<kbd>{ "Ctrl" }</kbd>{ " " }<kbd>{ "Enter" }</kbd>{ " does the same." }
                </p>
            </div>
        },
    }
}

/// What a program said on stderr beside its report: the reason, where it could do no work, or remarks.
fn remarks(done: &Done) -> Html {
    let (ran, drawn) = (&done.ran, !done.report.blocks.is_empty());
    if ran.stderr.is_empty() {
        return Html::default();
    }
    let text = String::from_utf8_lossy(&ran.stderr).trim_end().to_owned();
    if drawn {
        let lines = text::count(text.lines().count() as u64);
        let plural = if text.lines().count() == 1 { "" } else { "s" };
        return html! {
            <details class="aside-stderr">
                <summary>{ format!("Standard error: {lines} line{plural}") }</summary>
                <pre class="mono" tabindex="0">{ text }</pre>
            </details>
        };
    }
    if ran.status == 0 {
        return Html::default();
    }
    html! {
        <div class="complaint" role="alert">
            <p class="label">{ format!("Exit status {}", ran.status) }</p>
            <pre class="mono">{ text }</pre>
        </div>
    }
}

/// How it stands with the run, in words.
fn spoken(run: &Run) -> String {
    match run {
        Run::Idle => String::new(),
        Run::Refused(reason) => format!("It could not run: {reason}"),
        Run::Going { .. } => "Running.".to_owned(),
        Run::Stopped => "Stopped.".to_owned(),
        Run::Done(done) => format!("The run is done, with exit status {}.", done.ran.status),
    }
}

/// The line at the end of the tabs: how the run ended and how long it took.
fn summary(run: &Run, done: Option<&Done>) -> Html {
    match (run, done) {
        (Run::Going { .. }, _) => html! { <span>{ "running\u{2026}" }</span> },
        (Run::Refused(_), _) => html! { <span>{ "could not run" }</span> },
        (Run::Stopped, _) => html! { <span>{ "stopped" }</span> },
        (_, Some(Done { ran, .. })) => html! {
            <span title="Measured in the engine, loading not counted">
                { format!("exit {} \u{b7} {}", ran.status, text::format(ran.seconds, Unit::Seconds)) }
            </span>
        },
        _ => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct ReferenceProps {
    page: Rc<Page>,
}

/// The reference's source, highlighted at build time.
#[component]
fn Reference(props: &ReferenceProps) -> Html {
    let at = use_state(|| 0_usize);
    let files = &props.page.source;
    let file = files.get(*at).or_else(|| files.first());
    html! {
        <div class="reference">
            if files.len() > 1 {
                <div class="filters" role="group" aria-label="Files of the reference">
                    { for files.iter().enumerate().map(|(index, file)| {
                        let at_setter = at.setter();
                        let on = index == *at;
                        html! {
                            <button type="button" class={classes!("chip", "mono", on.then_some("on"))}
                                aria-pressed={if on { "true" } else { "false" }}
                                onclick={move |_| at_setter.set(index)}>
                                { &file.path }
                            </button>
                        }
                    }) }
                </div>
            }
            if let Some(SourceFile { html, path }) = file {
                <pre class="source mono" tabindex="0" role="region" aria-label={path.clone()}>
                    { Html::from_html_unchecked(AttrValue::from(format!("<code>{html}</code>"))) }
                </pre>
            }
        </div>
    }
}
