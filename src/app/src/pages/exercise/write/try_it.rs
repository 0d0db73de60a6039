//! A free run beside the judged one: on any bundled input or the reader's own, with their own arguments and stdin.

use super::super::command_line::quoted;
use super::super::input::InputChoice;
use super::super::session::Session;
use super::desk::Desk;
use super::judge::files;
use crate::platform::document;
use crate::platform::sandbox::{Job, Program, Sandbox, Source};
use crate::room::use_room;
use contract::report::Unit;
use practice::catalogue::Page;
use practice::judge::{Ended, Outcome};
use practice::language::Language;
use practice::manifest::words;
use practice::text;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Seconds after which a free run is ended: long enough for anything that is not a loop.
const SECONDS: f64 = 60.0;

#[derive(Properties, PartialEq)]
pub(crate) struct TryProps {
    pub(crate) page: Rc<Page>,
    pub(crate) desk: Desk,
    pub(crate) language: Language,
    /// The program as it is now; none when there is nothing to run.
    pub(crate) source: Callback<(), Option<Source>>,
    /// Grows with each wish to run, from a key or the button of the page.
    pub(crate) wish: u32,
}

/// What a free run gave so far.
#[derive(Clone, PartialEq, Default)]
enum Free {
    #[default]
    Idle,
    Going,
    Done(Rc<Outcome>),
    Refused(String),
}

/// What was printed so far: stdout, stderr.
#[derive(Default)]
struct Streams(String, String);

enum Print {
    Clear,
    Out(u8, Vec<u8>),
}

impl Reducible for Streams {
    type Action = Print;

    fn reduce(self: Rc<Self>, print: Print) -> Rc<Self> {
        let mut next = Self(self.0.clone(), self.1.clone());
        match print {
            Print::Clear => next = Self::default(),
            Print::Out(stream, bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                if stream == 1 {
                    next.0.push_str(&text);
                } else {
                    next.1.push_str(&text);
                }
            }
        }
        Rc::new(next)
    }
}

/// The form and what comes of it.
#[component]
pub(crate) fn TryIt(props: &TryProps) -> Html {
    let room = use_room();
    let page = &props.page;
    let session = use_state(Session::first);
    let free = use_state(Free::default);
    let streams = use_reducer(Streams::default);
    let program = use_mut_ref(|| None::<Program>);
    let own = props.desk.work().own.clone();
    let usual = quoted("", &session.args(page)).trim_start().to_owned();
    // What the reader typed, or else what the input needs.
    let typed = use_state(|| Some(own.args.clone()).filter(|args| !args.is_empty()));
    let args = (*typed).clone().unwrap_or(usual);

    let run = {
        let (page, session, args) = (Rc::clone(page), (*session).clone(), args.clone());
        let (stdin, source, language) = (own.stdin.clone(), props.source.clone(), props.language);
        let (free, streams) = (free.setter(), streams.dispatcher());
        let (engine, program) = (room.engine.clone(), Rc::clone(&program));
        Callback::from(move |()| {
            let Some(source) = source.emit(()) else {
                free.set(Free::Refused("There is no module to run yet.".to_owned()));
                return;
            };
            free.set(Free::Going);
            streams.dispatch(Print::Clear);
            let (files_of, own_files) = session.source(&page);
            let job = Job {
                args: words(&args),
                stdin: stdin.clone().into_bytes(),
                seconds: SECONDS,
                ..Job::default()
            };
            let (free, streams) = (free.clone(), streams.clone());
            let (engine, place) = (engine.clone(), Rc::clone(&program));
            spawn_local(async move {
                let ran = async {
                    let tree = files(files_of, own_files, &engine).await?;
                    let sandbox = Sandbox::get().await?;
                    sandbox.warm(language).await?;
                    let program = sandbox.open(language, &source);
                    place.replace(Some(program.clone()));
                    let job = Job {
                        trees: vec![Rc::new(tree)],
                        ..job
                    };
                    let tell = Callback::from(move |(stream, bytes)| {
                        streams.dispatch(Print::Out(stream, bytes));
                    });
                    let outcome = program.run(&job, Some(tell)).await;
                    program.close();
                    place.replace(None);
                    Ok::<_, String>(outcome)
                };
                free.set(
                    ran.await
                        .map_or_else(Free::Refused, |outcome| Free::Done(Rc::new(outcome))),
                );
            });
        })
    };
    use_effect_with(props.wish, {
        let run = run.clone();
        move |wish| {
            if *wish > 0 {
                run.emit(());
            }
        }
    });
    use_effect_with((), {
        let program: Rc<RefCell<Option<Program>>> = Rc::clone(&program);
        move |()| {
            let escape = {
                let program = Rc::clone(&program);
                document::on_key(move |event| {
                    if event.key() == "Escape"
                        && let Some(program) = &*program.borrow()
                    {
                        program.stop();
                    }
                })
            };
            move || {
                drop(escape);
                if let Some(program) = program.take() {
                    program.stop();
                }
            }
        }
    });
    let on_change = {
        let (session, typed) = (session.setter(), typed.setter());
        Callback::from(move |next| {
            session.set(next);
            typed.set(None);
        })
    };
    let on_args = {
        let (desk, typed) = (props.desk.clone(), typed.setter());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(Some(text.clone()));
            desk.change(|work| {
                work.own.args = text;
                work.own.changed_ms = document::now_ms();
            });
        }
    };
    let on_stdin = {
        let desk = props.desk.clone();
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            desk.change(|work| {
                work.own.stdin = text;
                work.own.changed_ms = document::now_ms();
            });
        }
    };
    let going = matches!(*free, Free::Going);
    let on_click = {
        let (run, program) = (run.clone(), Rc::clone(&program));
        move |_| match &*program.borrow() {
            Some(program) if going => program.stop(),
            _ => run.emit(()),
        }
    };
    html! {
        <div class="try-it">
            <div class="setup">
                <InputChoice page={Rc::clone(page)} session={(*session).clone()} {on_change} />
                <label class="field">
                    <span>{ "Arguments" }</span>
                    <input type="text" class="mono" value={args} placeholder="none" autocomplete="off" autocapitalize="off"
                        spellcheck="false" oninput={on_args} />
                </label>
                <details class="stdin" open={!own.stdin.is_empty()}>
                    <summary>{ "Standard input" }</summary>
                    <textarea class="mono" rows="4" aria-label="Standard input" spellcheck="false" value={own.stdin.clone()} oninput={on_stdin} />
                </details>
                <div class="row">
                    <button type="button" class={if going { "stop" } else { "" }} onclick={on_click}>
                        { if going { "Stop" } else { "Run on this input" } }
                    </button>
                    <span class="muted" role="status">{ ended(&free) }</span>
                </div>
            </div>
            { printed("Standard output", &streams.0, &free) }
            if !streams.1.is_empty() {
                { printed("Standard error", &streams.1, &free) }
            }
        </div>
    }
}

/// How it ended, in words.
fn ended(free: &Free) -> String {
    match free {
        Free::Idle => String::new(),
        Free::Going => "Running\u{2026}".to_owned(),
        Free::Refused(reason) => reason.clone(),
        Free::Done(outcome) => {
            let time = text::format(outcome.seconds, Unit::Seconds);
            let how = match &outcome.ended {
                Ended::Exited(status) => format!("exit {status} \u{b7} {time}"),
                Ended::Timeout => format!("ended after {SECONDS:.0} s"),
                Ended::Stopped => "stopped".to_owned(),
                Ended::Broke(reason) => format!("the runtime broke: {reason}"),
            };
            if outcome.dropped_bytes == 0 {
                return how;
            }
            let dropped = text::format(outcome.dropped_bytes as f64, Unit::Bytes);
            format!("{how} \u{b7} output cut, {dropped} dropped")
        }
    }
}

fn printed(label: &'static str, text: &str, free: &Free) -> Html {
    if text.is_empty() {
        return if matches!(free, Free::Done(_)) {
            html! { <p class="empty">{ format!("{label}: nothing was printed.") }</p> }
        } else {
            Html::default()
        };
    }
    html! {
        <>
            <h3 class="label">{ label }</h3>
            <pre class="stream mono" tabindex="0" role="region" aria-label={label}>{ text.replace('\0', "\u{2400}") }</pre>
        </>
    }
}
