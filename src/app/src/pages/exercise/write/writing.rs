//! The writing bench itself: what is written, run, stopped and recorded.

use super::super::bar::Bar;
use super::super::session::Opening;
use super::super::share;
use super::super::side::Side;
use super::compare::Files;
use super::desk::Desk;
use super::editor_pane::EditorPane;
use super::files_row::FilesRow;
use super::foreign::{Banner, Beside};
use super::judge::{BUDGET, Trial};
use super::module::{Module, ModulePane, use_module};
use super::results::Results;
use super::running::use_judge;
use super::sheet::{Phase, Sheet};
use super::timer::Clock;
use crate::components::link::Go;
use crate::components::tabs::{Tab, Tabs};
use crate::platform::document;
use crate::platform::sandbox::{Sandbox, Source};
use crate::room::use_room;
use practice::case::Kit;
use practice::catalogue::Page;
use practice::judge::traceback::{self, Mark};
use practice::judging::{Judging, MAX_SIZE};
use practice::language::Language;
use practice::link::{Shared, SharedCode};
use practice::progress::Act;
use practice::route::Route;
use practice::work::{Random, Run};
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

/// What a judged run was begun with: what is recorded at its end.
#[derive(Clone)]
struct Begun {
    number: u32,
    language: Language,
    files: Vec<(String, String)>,
    /// The seed of the first random input.
    seed: u64,
    at_ms: u64,
    /// Whether the code is the reader's own.
    mine: bool,
}

/// The bench.
#[component]
pub(crate) fn Writing(props: &WritingProps) -> Html {
    let (page, kit, desk) = (&props.page, &props.kit, &props.desk);
    let room = use_room();
    let judge = use_judge(room.engine.clone());
    let sheet = judge.sheet();
    let module = use_module(&page.name);
    let file = use_state(|| 0_usize);
    let tab = use_state(|| "cases");
    let wish = use_state(|| 0_u32);
    let version = use_state(|| 0_u32);
    let go_to = use_state(|| None::<(u32, u32)>);
    let begun = use_mut_ref(|| None::<Begun>);
    let shared: Option<Rc<SharedCode>> = use_memo(Rc::clone(&props.opening), |opening| {
        if let Opening::Code(code) = &**opening {
            Some(Rc::new(code.clone()))
        } else {
            None
        }
    })
    .as_ref()
    .clone();
    let theirs = use_state(|| shared.is_some());
    use_effect_with((Rc::clone(&props.opening), props.visit), {
        let (theirs, judge) = (theirs.setter(), judge.clone());
        move |(opening, _)| {
            theirs.set(matches!(**opening, Opening::Code(_)));
            judge.clear();
        }
    });
    let foreign = shared.filter(|_| *theirs);
    // The random input that the address or the link names, until the reader wants everything judged.
    let replay = use_state(|| None::<u64>);
    use_effect_with((Rc::clone(&props.opening), props.visit), {
        let replay = replay.setter();
        move |(opening, _)| replay.set(replayed(opening))
    });

    let language = foreign
        .as_ref()
        .map_or_else(|| desk.work().language.unwrap_or(Language::Python), |code| code.language);
    let starter = starter(page, kit, language);
    let mine = files(desk, language, &starter);
    let chosen = (*file).min(mine.len().saturating_sub(1));
    let (name, text) = mine.get(chosen).cloned().unwrap_or_default();

    // The program as it is at the moment it is asked for.
    let source = {
        let (desk, starter, module) = (desk.clone(), starter.clone(), (*module).clone());
        let foreign = foreign.clone();
        Callback::from(move |()| source(&desk, language, &starter, &module, foreign.as_deref()))
    };
    let begin = {
        let (judge, page, kit, desk) = (judge.clone(), Rc::clone(page), Rc::clone(kit), desk.clone());
        let (source, tab, begun) = (source.clone(), tab.setter(), Rc::clone(&begun));
        let (say, replay, is_mine) = (room.say.clone(), *replay, foreign.is_none());
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
            // A multiple of the largest size: small inputs come first.
            let base = u64::from(document::random(SEEDS)) * MAX_SIZE;
            let seed = replay.unwrap_or(base);
            let (random, plan) = match replay {
                Some(seed) => (1, Judging::replay(seed, BUDGET)),
                None => (RANDOM, Judging::new(kit.cases.len() as u32, RANDOM, BUDGET, base)),
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
                mine: is_mine,
            }));
            // Nothing is lost if the program takes the tab down with it.
            desk.typed(|_| {});
            if document::is_narrow() {
                document::reveal_top(".results");
            }
        })
    };
    record_runs(props, &sheet, &begun, &room.record);

    let going = sheet.is_going();
    let on_tab = *tab;
    let run = {
        let (begin, wish, say) = (begin.clone(), wish.clone(), judge.clone());
        Callback::from(move |()| {
            if on_tab == "try" {
                wish.set(*wish + 1);
            } else {
                say.clear();
                begin.emit(());
            }
        })
    };
    // The latest of each, for listeners that were made at an earlier drawing.
    let latest = use_mut_ref(|| (run.clone(), going));
    *latest.borrow_mut() = (run.clone(), going);
    use_effect_with((), {
        let (latest, judge) = (Rc::clone(&latest), judge.clone());
        move |()| {
            let listener = document::on_key(move |event| {
                let command = event.ctrl_key() || event.meta_key();
                let (run, going) = latest.borrow().clone();
                // The editor has its own key for it, and prevents what else the key would do.
                if command && event.key() == "Enter" && !event.repeat() && !event.default_prevented() {
                    event.prevent_default();
                    run.emit(());
                } else if event.key() == "Escape" && going {
                    judge.stop();
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with((), |()| {
        let listeners = document::refuse_drops();
        move || drop(listeners)
    });

    let bump = {
        let version = version.clone();
        Callback::from(move |()| version.set(*version + 1))
    };
    // What another tab changed is shown.
    let on_change = {
        let (desk, name) = (desk.clone(), name.clone());
        let starter = starter.clone();
        Callback::from(move |text: String| {
            desk.typed(|work| {
                work.begin(language, starter.clone());
                // A file that is shown is there.
                let _ = work.edit(language, &name, &text, document::now_ms());
            });
        })
    };
    let on_focus = {
        Callback::from(move |()| {
            spawn_local(async move {
                // If it can't be had, Run will say why.
                if let Ok(sandbox) = Sandbox::get().await {
                    let _ = sandbox.warm(language).await;
                }
            });
        })
    };
    let on_language = {
        let (desk, file, judge, theirs) = (desk.clone(), file.setter(), judge.clone(), theirs.setter());
        Callback::from(move |id: &'static str| {
            let named = id.strip_prefix("lang-").and_then(Language::from_name);
            if let Some(language) = named {
                theirs.set(false);
                file.set(0);
                judge.clear();
                desk.change(|work| work.language = Some(language));
            }
        })
    };
    let marks = use_memo((Rc::clone(&sheet), language), |(sheet, language)| {
        Rc::new(marks(sheet, *language, &mine))
    });
    let on_click = {
        let (judge, run) = (judge.clone(), run.clone());
        Callback::from(move |_: MouseEvent| {
            if going {
                judge.stop();
            } else {
                run.emit(());
            }
        })
    };
    let on_share = {
        let (source, page, sheet) = (source.clone(), Rc::clone(page), Rc::clone(&sheet));
        let say = room.say.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(Source::Text(files)) = source.emit(()) else {
                say.emit("A module does not fit in a link: send the file itself.".to_owned());
                return;
            };
            let code = Shared::Code(SharedCode {
                exercise: page.name.clone(),
                language,
                files,
                replay: sheet.failing.as_ref().map(|failing| failing.seed),
            });
            let say = say.clone();
            spawn_local(async move {
                say.emit(share::copy(&code, "It holds your code").await);
            });
        })
    };
    let languages: Vec<Tab> = Language::ALL
        .into_iter()
        .map(|language| Tab {
            id: tab_id(language),
            label: AttrValue::Static(language.title()),
        })
        .collect();
    let on_add = {
        let (desk, file, bump) = (desk.clone(), file.setter(), bump.clone());
        let (starter, count) = (starter.clone(), mine.len());
        Callback::from(move |name: String| {
            desk.change(|work| {
                work.begin(language, starter.clone());
                work.add_file(language, &name, document::now_ms())
            })
            .map_err(|error| error.to_string())?;
            file.set(count);
            bump.emit(());
            Ok(())
        })
    };
    let on_remove = {
        let (desk, file, bump) = (desk.clone(), file.setter(), bump.clone());
        let names: Vec<String> = mine.iter().map(|(name, _)| name.clone()).collect();
        let say = room.say.clone();
        Callback::from(move |index: usize| {
            if let Some(name) = names.get(index) {
                let removed = desk.change(|work| work.remove_file(language, name, document::now_ms()));
                if let Err(error) = removed {
                    say.emit(error.to_string());
                }
                file.set(0);
                bump.emit(());
            }
        })
    };
    let replace = {
        let (desk, file, bump, theirs) = (desk.clone(), file.setter(), bump.clone(), theirs.setter());
        Callback::from(move |(language, files): (Language, Files)| {
            desk.change(|work| work.restore(language, files, document::now_ms()));
            theirs.set(false);
            file.set(0);
            bump.emit(());
        })
    };
    let on_fresh = {
        let (desk, bump) = (desk.clone(), bump.clone());
        let (starter, say) = (starter.clone(), room.say.clone());
        Callback::from(move |()| {
            desk.change(|work| work.fresh_start(language, starter.clone(), document::now_ms()));
            bump.emit(());
            say.emit("Begun anew from the starter. What was here is in History.".to_owned());
        })
    };
    let on_restore = {
        let (replace, say) = (replace.clone(), room.say.clone());
        Callback::from(move |(language, files)| {
            replace.emit((language, files));
            say.emit("Brought back. What was here is in History.".to_owned());
        })
    };
    let on_take = {
        let (replace, foreign, say) = (replace.clone(), foreign.clone(), room.say.clone());
        Callback::from(move |()| {
            if let Some(code) = &foreign {
                replace.emit((code.language, code.files.clone()));
                say.emit("The link's code is yours to change now. What was here is in History.".to_owned());
            }
        })
    };
    let on_line = {
        let (go_to, file) = (go_to.clone(), file.setter());
        let names: Vec<String> = mine.iter().map(|(name, _)| name.clone()).collect();
        Callback::from(move |(name, line): (String, u32)| {
            if let Some(index) = names.iter().position(|known| *known == name) {
                file.set(index);
                go_to.set(Some((line, go_to.map_or(0, |(_, wish)| wish + 1))));
            }
        })
    };
    let on_module = {
        let module = module.setter();
        Callback::from(move |dropped: Module| module.set(Some(dropped)))
    };
    let on_look = {
        let (theirs, judge) = (theirs.setter(), judge.clone());
        Callback::from(move |look| {
            judge.clear();
            theirs.set(look);
        })
    };
    let on_choose_file = {
        let file = file.setter();
        Callback::from(move |index| file.set(index))
    };
    let on_choose_tab = {
        let tab = tab.setter();
        Callback::from(move |id| tab.set(id))
    };
    let on_everything = {
        let (replay, judge) = (replay.setter(), judge.clone());
        move |_: MouseEvent| {
            judge.clear();
            replay.set(None);
        }
    };
    let watch = Route::watch(&page.name);
    let run_label = if foreign.is_some() { "Run theirs " } else { "Run " };
    let is_shared = matches!(*props.opening, Opening::Code(_));
    html! {
        <div class="bench writing">
            <Bar page={Rc::clone(page)} tag={pill(&room.progress, &page.name, is_shared)}>
                <Clock desk={desk.clone()} minutes={page.manifest.minutes} />
                <Go to={watch} class="button">{ "Watch it run" }</Go>
                <button type="button" onclick={on_share}>{ "Share" }</button>
                <button type="button" class={if going { "stop" } else { "primary" }} onclick={on_click}
                    aria-keyshortcuts={if going { "Escape" } else { "Control+Enter Meta+Enter" }}>
                    if going {
                        { "Stop " }<kbd>{ "Esc" }</kbd>
                    } else {
                        { run_label }<kbd>{ if document::is_apple() { "\u{2318}\u{21b5}" } else { "Ctrl \u{21b5}" } }</kbd>
                    }
                </button>
            </Bar>
            { gauge(&sheet) }
            <Side page={Rc::clone(page)} kit={Some(Rc::clone(kit))} />
            <div class="work">
                if is_shared {
                    <Banner theirs={*theirs} {on_look} {on_take} />
                }
                <Tabs label="Language" tabs={languages} chosen={tab_id(language)} on_choose={on_language}>
                    <span class="absent" title={absent(language)}>{ absent(language) }</span>
                </Tabs>
                <div class="answer" id={format!("panel-{}", tab_id(language))} role="tabpanel" aria-labelledby={format!("tab-{}", tab_id(language))}>
                    if let Some(code) = &foreign {
                        <Beside language={code.language} mine={mine.clone()} theirs={code.files.clone()} />
                    } else if language == Language::Wasi {
                        <ModulePane exercise={page.name.clone()} module={(*module).clone()} {on_module} />
                    } else {
                        <FilesRow desk={desk.clone()} {language} files={mine.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()}
                            {chosen} on_choose={on_choose_file} {on_add} {on_remove} {on_fresh} />
                        <EditorPane {language} file={name.clone()} {text} version={desk.version() + *version} marks={Rc::clone(&*marks)}
                            go_to={*go_to} {on_change} on_run={run.clone()} {on_focus} />
                    }
                </div>
                if let Some(seed) = *replay {
                    <div class="replay row" role="note">
                        <span>{ format!("Run replays one random input: seed {seed}.") }</span>
                        <button type="button" class="quiet" onclick={on_everything}>{ "Judge everything instead" }</button>
                    </div>
                }
                <Results page={Rc::clone(page)} kit={Rc::clone(kit)} desk={desk.clone()} {language} {sheet} chosen={*tab}
                    on_choose={on_choose_tab} wish={*wish} {source} now={mine.clone()} starter={starter.clone()} {on_restore} {on_line} />
            </div>
        </div>
    }
}

/// Keeps a run in the history, and in what the reader has done, when it ends.
fn record_runs(
    props: &WritingProps,
    sheet: &Rc<Sheet>,
    begun: &Rc<std::cell::RefCell<Option<Begun>>>,
    record: &Callback<Act>,
) {
    if sheet.phase != Phase::Done {
        return;
    }
    let Some(run) = begun.borrow_mut().take_if(|run| run.number == sheet.number) else {
        return;
    };
    // A replay says how one input goes, not how the answer stands.
    if !run.mine || sheet.replay {
        return;
    }
    let seconds = sheet.cases.iter().flatten().map(|tried| tried.outcome.seconds).sum();
    let kept = Run {
        at_ms: run.at_ms,
        language: run.language,
        files: run.files,
        passed: sheet.passing() as u32,
        total: sheet.cases.len() as u32,
        random: (sheet.passed > 0 || sheet.failing.is_some()).then(|| Random {
            seed: run.seed,
            count: sheet.passed,
            failed: sheet.failing.as_ref().map(|failing| failing.seed),
        }),
        seconds,
    };
    let (desk, record) = (props.desk.clone(), record.clone());
    let (name, passed) = (props.page.name.clone(), sheet.is_pass());
    // After this drawing: nothing is changed while it is drawn.
    spawn_local(async move {
        desk.change(|work| work.record_run(kept));
        let day = document::today();
        record.emit(if passed {
            Act::Pass(name, day, run.language)
        } else {
            Act::Try(name, day)
        });
    });
}

/// The seed that a link or the address asks to replay.
fn replayed(opening: &Opening) -> Option<u64> {
    match opening {
        Opening::Place { seed, .. } => *seed,
        Opening::Code(code) => code.replay,
        Opening::Shared(_) => None,
    }
}

/// Where one begins in a language.
fn starter(page: &Page, kit: &Kit, language: Language) -> Vec<(String, String)> {
    let none = match language {
        Language::Shell => {
            "# The arguments are $1, $2 and so on (\"$@\" all of them); the exercise's files are where the task says.\n"
        }
        Language::Python | Language::JavaScript | Language::Wasi => "",
    };
    let text = kit.starter(language).unwrap_or(none).to_owned();
    vec![(language.main_file(&page.name), text)]
}

/// The reader's files as they are now.
fn files(desk: &Desk, language: Language, starter: &[(String, String)]) -> Vec<(String, String)> {
    desk.work()
        .drafts
        .get(&language)
        .map_or_else(|| starter.to_vec(), |draft| draft.files.clone())
}

/// What would run now.
fn source(
    desk: &Desk,
    language: Language,
    starter: &[(String, String)],
    module: &Option<Module>,
    foreign: Option<&SharedCode>,
) -> Option<Source> {
    if let Some(code) = foreign {
        return Some(Source::Text(code.files.clone()));
    }
    if language == Language::Wasi {
        let (name, bytes) = module.clone()?;
        return Some(Source::Module(name, bytes));
    }
    Some(Source::Text(files(desk, language, starter)))
}

/// The marks of the first failure's traceback.
fn marks(sheet: &Sheet, language: Language, files: &[(String, String)]) -> Vec<Mark> {
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let tried = sheet
        .first_failure()
        .and_then(|index| sheet.cases.get(index).cloned().flatten())
        .or_else(|| sheet.failing.as_ref().map(|failing| Rc::clone(&failing.tried)));
    tried.map_or_else(Vec::new, |tried| {
        let stderr = String::from_utf8_lossy(&tried.outcome.stderr);
        traceback::marks(language, &names, &stderr)
    })
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

/// How it stands with the exercise.
fn pill(
    progress: &practice::progress::Progress,
    name: &str,
    shared: bool,
) -> Option<(&'static str, &'static str)> {
    if shared {
        Some(("now", "shared code"))
    } else if progress.passed.contains_key(name) {
        Some(("ok", "passed"))
    } else if progress.tried.contains_key(name) {
        Some(("now", "in progress"))
    } else {
        None
    }
}

/// How far a run is, as a line under the bar.
fn gauge(sheet: &Sheet) -> Html {
    if !sheet.is_going() {
        return html! { <div class="gauge" /> };
    }
    let judged = sheet.cases.iter().flatten().count();
    if sheet.phase == Phase::Starting || sheet.failing.is_some() {
        return html! { <div class="gauge going"><progress aria-label="Judging" /></div> };
    }
    let (done, all) = (judged + sheet.passed as usize, sheet.cases.len() + sheet.random as usize);
    html! {
        <div class="gauge going">
            <progress aria-label="Judging" max="1" value={(done as f64 / all.max(1) as f64).to_string()} />
        </div>
    }
}

/// What a language can't do here.
fn absent(language: Language) -> &'static str {
    match language {
        Language::Python => "CPython 3.14: no subprocesses, threads or sockets",
        Language::JavaScript => "node:fs, path, process, readline, zlib; no network",
        Language::Shell => "bash, grep, sed, awk, jq; 10 to 40 times slower than native",
        Language::Wasi => "WASI preview 1: no sockets, no threads",
    }
}
