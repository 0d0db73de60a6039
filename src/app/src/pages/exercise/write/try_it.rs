//! A free run beside the judged one: on any bundled input or the reader's own, with their own arguments and stdin.

use super::super::command_line::quoted;
use super::super::files::shown;
use super::super::input::InputChoice;
use super::super::session::Session;
use super::desk::Desk;
use super::judge::{Stopper, files};
use crate::platform::document;
use crate::platform::sandbox::{Job, Sandbox, Source};
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
    /// Where the page finds what ends the run that is under way.
    pub(crate) stop: Rc<RefCell<Callback<()>>>,
    /// Told whether a run is under way.
    pub(crate) on_going: Callback<bool>,
}

/// What a free run gave so far.
#[derive(Clone, PartialEq, Default)]
enum Free {
    #[default]
    Idle,
    Going,
    /// Ended before it began.
    Stopped,
    Done(Rc<Outcome>),
    Refused(String),
}

/// What a run of that number printed so far: stdout, stderr.
#[derive(Default)]
struct Streams(u32, Vec<u8>, Vec<u8>);

enum Print {
    /// A run begins.
    Begin(u32),
    /// The run of that number printed to a stream.
    Out(u32, u8, Vec<u8>),
}

impl Reducible for Streams {
    type Action = Print;

    fn reduce(self: Rc<Self>, print: Print) -> Rc<Self> {
        let mut next = Self(self.0, self.1.clone(), self.2.clone());
        match print {
            Print::Begin(number) => next = Self(number, Vec::new(), Vec::new()),
            // What an earlier run still says is of no interest.
            Print::Out(number, ..) if number != self.0 => return self,
            Print::Out(_, 1, bytes) => next.1.extend(bytes),
            Print::Out(_, _, bytes) => next.2.extend(bytes),
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
    // Open at first when there is something in it; then as the reader has it.
    let with_stdin = use_state(|| !props.desk.work().own.stdin.is_empty());
    let streams = use_reducer(Streams::default);
    let stopper = use_mut_ref(Stopper::default);
    let number = use_mut_ref(|| 0_u32);
    let own = props.desk.work().own.clone();
    let usual = quoted("", &session.args(page)).trim_start().to_owned();
    // What the reader typed, or else what the input needs.
    let typed = use_state(|| Some(own.args.clone()).filter(|args| !args.is_empty()));
    let args = (*typed).clone().unwrap_or(usual);

    let run = {
        let (page, session, args) = (Rc::clone(page), (*session).clone(), args.clone());
        let (stdin, source, language) = (own.stdin.clone(), props.source.clone(), props.language);
        let (free, streams) = (free.setter(), streams.dispatcher());
        let (engine, place) = (room.engine.clone(), Rc::clone(&stopper));
        let (number, on_going) = (Rc::clone(&number), props.on_going.clone());
        Callback::from(move |()| {
            let Some(source) = source.emit(()) else {
                free.set(Free::Refused("There is no module to run yet.".to_owned()));
                return;
            };
            let stopper = Stopper::default();
            place.replace(stopper.clone()).stop();
            *number.borrow_mut() += 1;
            let number = *number.borrow();
            free.set(Free::Going);
            on_going.emit(true);
            streams.dispatch(Print::Begin(number));
            let (files_of, own_files) = session.source(&page);
            let job = Job {
                args: words(&args),
                stdin: stdin.clone().into_bytes(),
                seconds: SECONDS,
                ..Job::default()
            };
            let (free, streams, on_going) = (free.clone(), streams.clone(), on_going.clone());
            let (engine, place) = (engine.clone(), Rc::clone(&place));
            spawn_local(async move {
                let ran = async {
                    let tree = files(files_of, own_files, &engine).await?;
                    let sandbox = Sandbox::get().await?;
                    sandbox.warm(language).await?;
                    let job = Job {
                        trees: vec![Rc::new(tree)],
                        ..job
                    };
                    let tell = Callback::from(move |(stream, bytes)| {
                        streams.dispatch(Print::Out(number, stream, bytes));
                    });
                    Ok::<_, String>(stopper.run(&sandbox, language, &source, &job, tell).await)
                };
                let ended = match ran.await {
                    Ok(Some(outcome)) => Free::Done(Rc::new(outcome)),
                    // It was stopped before it began: the page has said so.
                    Ok(None) => return,
                    Err(reason) => Free::Refused(reason),
                };
                // Another run may have taken its place.
                if *place.borrow() == stopper {
                    free.set(ended);
                    on_going.emit(false);
                }
            });
        })
    };
    // A wish of before this was shown is no wish to run now.
    let heard = use_mut_ref(|| props.wish);
    use_effect_with(props.wish, {
        let run = run.clone();
        move |wish| {
            if std::mem::replace(&mut *heard.borrow_mut(), *wish) != *wish {
                run.emit(());
            }
        }
    });
    let stop = {
        let (place, free, on_going) = (Rc::clone(&stopper), free.setter(), props.on_going.clone());
        Callback::from(move |()| {
            // A run that had begun says itself how it ended, with what it printed.
            if !place.borrow().stop() {
                free.set(Free::Stopped);
                on_going.emit(false);
            }
        })
    };
    *props.stop.borrow_mut() = stop.clone();
    let going = matches!(*free, Free::Going);
    let latest = use_mut_ref(|| (stop.clone(), going));
    *latest.borrow_mut() = (stop.clone(), going);
    use_effect_with((), {
        let (place, on_going) = (Rc::clone(&stopper), props.on_going.clone());
        move |()| {
            let escape = document::on_escape(move || {
                let (stop, going) = latest.borrow().clone();
                if going {
                    stop.emit(());
                }
            });
            move || {
                drop(escape);
                place.borrow().stop();
                on_going.emit(false);
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
    let on_click = {
        let act = if going { stop } else { run };
        move |_| act.emit(())
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
                <details class="stdin" open={*with_stdin}>
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
            <div class="printed">
                { printed("Standard output", &streams.1, &free) }
                if !streams.2.is_empty() {
                    { printed("Standard error", &streams.2, &free) }
                }
            </div>
        </div>
    }
}

/// How it ended, in words.
fn ended(free: &Free) -> String {
    match free {
        Free::Idle => String::new(),
        Free::Going => "Running\u{2026}".to_owned(),
        Free::Stopped => "stopped".to_owned(),
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

fn printed(label: &'static str, bytes: &[u8], free: &Free) -> Html {
    if bytes.is_empty() {
        return if matches!(free, Free::Done(_)) {
            html! { <p class="empty">{ format!("{label}: nothing was printed.") }</p> }
        } else {
            Html::default()
        };
    }
    html! {
        <>
            <h3 class="label">{ label }</h3>
            <pre class="stream mono" tabindex="0" role="region" aria-label={label}>{ shown(bytes) }</pre>
        </>
    }
}
