//! The writing bench itself: what is written, run, stopped and shared.

use super::super::bar::Bar;
use super::super::session::Opening;
use super::super::share;
use super::super::side::Side;
use super::answer::{absent, files, marks, source, starter};
use super::answer_pane::AnswerPane;
use super::compare::Files;
use super::desk::Desk;
use super::foreign::{Banner, Beside};
use super::judge::{BUDGET, Trial};
use super::module::{Module, use_module};
use super::record::{Begun, pill, record_run};
use super::results::Results;
use super::running::use_judge;
use super::sheet::{Phase, Sheet};
use super::timer::Clock;
use crate::components::link::Go;
use crate::components::tabs::{Tab, Tabs};
use crate::platform::sandbox::Source;
use crate::platform::{document, location};
use crate::room::use_room;
use practice::case::Kit;
use practice::catalogue::Page;
use practice::judging::{Judging, MAX_SIZE};
use practice::language::Language;
use practice::link::{Shared, SharedCode};
use practice::route::Route;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Random inputs of a judged run.
const RANDOM: u32 = 100;
/// How many places there are for their seeds to begin: enough that no two runs are alike, few enough to read a seed aloud.
const SEEDS: u32 = 100_000;

#[derive(Properties, PartialEq)]
pub(crate) struct WritingProps {
    pub(crate) page: Rc<Page>,
    pub(crate) kit: Rc<Kit>,
    pub(crate) desk: Desk,
    pub(crate) opening: Rc<Opening>,
    pub(crate) visit: u32,
}

/// The bench.
#[component]
pub(crate) fn Writing(props: &WritingProps) -> Html {
    let (page, kit, desk) = (&props.page, &props.kit, &props.desk);
    let room = use_room();
    let judge = use_judge(room.engine.clone());
    let sheet = judge.sheet();
    let module = use_module(&page.name);
    let tab = use_state(|| "cases");
    let wish = use_state(|| 0_u32);
    let begun = use_mut_ref(|| None::<Begun>);
    // The free run beside the judged one.
    let stop = use_mut_ref(Callback::<()>::noop);
    let free = use_state(|| false);
    let shared = match &*props.opening {
        Opening::Code(code) => Some(code),
        Opening::Place { .. } | Opening::Shared(_) => None,
    };
    // Whether the link's code is what is looked at and would be run.
    let theirs = use_state(|| shared.is_some());
    // The random input that the address or the link names, until the reader wants everything judged.
    let replay = use_state(|| replayed(&props.opening));
    use_effect_with((Rc::clone(&props.opening), props.visit), {
        let (theirs, replay, judge) = (theirs.setter(), replay.setter(), judge.clone());
        move |(opening, _)| {
            theirs.set(matches!(**opening, Opening::Code(_)));
            replay.set(replayed(opening));
            judge.clear();
        }
    });
    let foreign = shared.filter(|_| *theirs);
    let language = foreign.map_or_else(
        || desk.work().language.unwrap_or(Language::Python),
        |code| code.language,
    );
    let starter = starter(page, kit, language);
    let mine = files(desk, language, &starter);
    let going = sheet.is_going();

    // The program as it is at the moment it is asked for.
    let source = {
        let (desk, starter, module) = (desk.clone(), starter.clone(), (*module).clone());
        let foreign = foreign.cloned();
        Callback::from(move |()| source(&desk, language, &starter, &module, foreign.as_ref()))
    };
    let begin = {
        let (judge, page, kit) = (judge.clone(), Rc::clone(page), Rc::clone(kit));
        let (source, tab, begun) = (source.clone(), tab.setter(), Rc::clone(&begun));
        let (say, replay, mine) = (room.say.clone(), *replay, foreign.is_none());
        let failed = sheet.failing.as_ref().map(|failing| failing.seed);
        Callback::from(move |()| {
            let Some(source) = source.emit(()) else {
                say.emit("Drop a WASI module first: there is nothing to run yet.".to_owned());
                return;
            };
            tab.set("cases");
            let files = match &source {
                Source::Text(files) => files.clone(),
                Source::Module(..) => Vec::new(),
            };
            // A multiple of the largest size: small inputs come first. What failed last is among them once more.
            let base = failed.map_or_else(
                || u64::from(document::random(SEEDS)) * MAX_SIZE,
                |seed| seed - seed % MAX_SIZE,
            );
            let (seed, random, plan) = match replay {
                Some(seed) => (seed, 1, Judging::replay(seed, BUDGET)),
                None => {
                    let cases = kit.cases.len() as u32;
                    (base, RANDOM, Judging::new(cases, RANDOM, BUDGET, base))
                }
            };
            let number = judge.begin(Trial {
                page: Rc::clone(&page),
                kit: Rc::clone(&kit),
                language,
                source,
                replay: replay.is_some(),
                random,
                plan,
            });
            begun.replace(Some(Begun {
                number,
                language,
                files,
                seed,
                at_ms: document::now_ms(),
                mine,
            }));
            if document::is_narrow() {
                document::reveal_top(".results");
            }
        })
    };
    if sheet.phase == Phase::Done
        && let Some(run) = begun.borrow_mut().take_if(|run| run.number == sheet.number)
    {
        record_run(run, &page.name, desk, &sheet, &room.record);
    }

    let run = {
        let (begin, wish, trying) = (begin, wish.clone(), *tab == "try");
        Callback::from(move |()| {
            if trying {
                wish.set(*wish + 1);
            } else {
                begin.emit(());
            }
        })
    };
    // What the listener calls is of the latest drawing, not of the one that it was made at.
    let latest = use_mut_ref(|| (run.clone(), going));
    *latest.borrow_mut() = (run.clone(), going);
    use_effect_with((), {
        let (judge, also) = (judge.clone(), Rc::clone(&latest));
        move |()| {
            let listener = document::on_key(move |event| {
                let command = event.ctrl_key() || event.meta_key();
                if command && event.key() == "Enter" && !event.repeat() {
                    event.prevent_default();
                    let run = latest.borrow().0.clone();
                    run.emit(());
                }
            });
            let escape = document::on_escape(move || {
                if also.borrow().1 {
                    judge.stop();
                }
            });
            let drops = document::refuse_drops();
            move || drop((listener, escape, drops))
        }
    });
    let on_click = {
        let (judge, run) = (judge.clone(), run.clone());
        let (stop, trying) = (Rc::clone(&stop), *free);
        Callback::from(move |_: MouseEvent| {
            if going {
                judge.stop();
            } else if trying {
                let stop = stop.borrow().clone();
                stop.emit(());
            } else {
                run.emit(());
            }
        })
    };
    let on_language = {
        let (desk, judge, theirs) = (desk.clone(), judge.clone(), theirs.setter());
        Callback::from(move |id: &'static str| {
            let named = Language::ALL.into_iter().find(|known| tab_id(*known) == id);
            // The one that is chosen already: what it found stays.
            if let Some(language) = named.filter(|named| *named != language) {
                theirs.set(false);
                judge.clear();
                desk.change(|work| work.language = Some(language));
            }
        })
    };
    let on_share = {
        let (source, name) = (source.clone(), page.name.clone());
        let failed = sheet.failing.as_ref().map(|failing| failing.seed);
        let say = room.say.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(Source::Text(files)) = source.emit(()) else {
                say.emit("A link holds text only: send the module itself.".to_owned());
                return;
            };
            let code = Shared::Code(SharedCode {
                exercise: name.clone(),
                language,
                files,
                replay: failed,
            });
            let say = say.clone();
            spawn_local(async move {
                say.emit(share::copy(&code, "It holds your code").await);
            });
        })
    };
    let on_restore = {
        let (desk, theirs, say) = (desk.clone(), theirs.setter(), room.say.clone());
        let judge = judge.clone();
        Callback::from(move |(language, files): (Language, Files)| {
            desk.change(|work| work.restore(language, files, document::now_ms()));
            // What was found was found of another program.
            judge.clear();
            theirs.set(false);
            say.emit("Brought back. What was here is in History.".to_owned());
        })
    };
    let on_take = {
        let (desk, shared, say) = (desk.clone(), shared.cloned(), room.say.clone());
        let home = Route::exercise(&page.name);
        Callback::from(move |()| {
            let Some(code) = &shared else { return };
            desk.change(|work| work.restore(code.language, code.files.clone(), document::now_ms()));
            say.emit("It is yours to change now. What was here is in History.".to_owned());
            let (desk, home) = (desk.clone(), home.clone());
            spawn_local(async move {
                // The link's address would offer it as a stranger's again.
                desk.settle().await;
                location::go(&home);
            });
        })
    };
    let on_look = {
        let (theirs, judge) = (theirs.setter(), judge.clone());
        Callback::from(move |look| {
            judge.clear();
            theirs.set(look);
        })
    };
    let on_everything = {
        let (replay, judge) = (replay.setter(), judge.clone());
        move |_: MouseEvent| {
            judge.clear();
            replay.set(None);
        }
    };
    let on_module = {
        let module = module.setter();
        Callback::from(move |dropped: Module| module.set(Some(dropped)))
    };
    let on_going = {
        let free = free.setter();
        Callback::from(move |going| free.set(going))
    };
    let on_tab = {
        let tab = tab.setter();
        Callback::from(move |id| tab.set(id))
    };
    let marked = use_memo((Rc::clone(&sheet), language), |(sheet, language)| {
        Rc::new(marks(sheet, *language, &mine))
    });
    let languages: Vec<Tab> = Language::ALL.into_iter().map(language_tab).collect();
    let here = tab_id(language);
    html! {
        <div class="bench writing">
            <Bar page={Rc::clone(page)} tag={pill(&room.progress, &page.name, shared.is_some())}>
                <Clock desk={desk.clone()} minutes={page.manifest.minutes} />
                <Go to={Route::watch(&page.name)} class="button">{ "Watch it run" }</Go>
                <button type="button" onclick={on_share}>{ "Share" }</button>
                { run_button(going || *free, foreign.is_some(), on_click) }
            </Bar>
            { gauge(&sheet) }
            <Side page={Rc::clone(page)} kit={Some(Rc::clone(kit))} />
            <div class="work">
                if shared.is_some() {
                    <Banner theirs={*theirs} {on_look} {on_take} />
                }
                <Tabs label="Language" tabs={languages} chosen={here} on_choose={on_language}>
                    <span class="absent" title={absent(language)}>{ absent(language) }</span>
                </Tabs>
                <div class="answer" id={format!("panel-{here}")} role="tabpanel" aria-labelledby={format!("tab-{here}")}>
                    if let Some(code) = foreign {
                        <Beside {language} mine={mine.clone()} theirs={code.files.clone()} />
                    } else {
                        <AnswerPane name={page.name.clone()} desk={desk.clone()} {language} starter={starter.clone()}
                            marks={Rc::clone(&*marked)} module={(*module).clone()} {on_module} on_run={run} />
                    }
                </div>
                if let Some(seed) = *replay {
                    <div class="replay row" role="note">
                        <span>{ format!("Run replays one random input: seed {seed}.") }</span>
                        <button type="button" class="quiet" onclick={on_everything}>{ "Judge everything instead" }</button>
                    </div>
                }
                <Results page={Rc::clone(page)} kit={Rc::clone(kit)} desk={desk.clone()} {language} {sheet} chosen={*tab}
                    on_choose={on_tab} wish={*wish} {stop} {on_going} {source} now={mine.clone()} {starter} {on_restore} />
            </div>
        </div>
    }
}

/// Run or Stop.
fn run_button(going: bool, theirs: bool, onclick: Callback<MouseEvent>) -> Html {
    if going {
        return html! {
            <button type="button" class="stop" {onclick} aria-keyshortcuts="Escape">{ "Stop " }<kbd>{ "Esc" }</kbd></button>
        };
    }
    let keys = if document::is_apple() {
        "\u{2318}\u{21b5}"
    } else {
        "Ctrl \u{21b5}"
    };
    html! {
        <button type="button" class="primary" {onclick} aria-keyshortcuts="Control+Enter Meta+Enter">
            { if theirs { "Run theirs " } else { "Run " } }<kbd>{ keys }</kbd>
        </button>
    }
}

/// The seed that a link or the address asks to replay.
fn replayed(opening: &Opening) -> Option<u64> {
    match opening {
        Opening::Place { seed, .. } => *seed,
        Opening::Code(code) => code.replay,
        Opening::Shared(_) => None,
    }
}

fn language_tab(language: Language) -> Tab {
    Tab {
        id: tab_id(language),
        label: AttrValue::Static(language.title()),
    }
}

/// The id of a language's tab.
fn tab_id(language: Language) -> &'static str {
    match language {
        Language::Python => "lang-python",
        Language::JavaScript => "lang-javascript",
        Language::Shell => "lang-shell",
        Language::Wasi => "lang-wasi",
    }
}

/// How far a run is, as a line under the bar.
fn gauge(sheet: &Sheet) -> Html {
    if !sheet.is_going() {
        return html! { <div class="gauge" /> };
    }
    if sheet.phase == Phase::Starting || sheet.failing.is_some() {
        return html! { <div class="gauge going"><progress aria-label="Judging" /></div> };
    }
    let done = sheet.cases.iter().flatten().count() + sheet.passed as usize;
    let all = sheet.cases.len() + sheet.random as usize;
    html! {
        <div class="gauge going">
            <progress aria-label="Judging" max={all.to_string()} value={done.to_string()} />
        </div>
    }
}
