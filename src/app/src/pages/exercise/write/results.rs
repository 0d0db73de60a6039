//! Below the editor: verdicts, a free run, growth, history, a shell.

use super::cases::Cases;
use super::desk::Desk;
use super::growth::GrowthView;
use super::history::History;
use super::sheet::{Phase, Sheet};
use super::shell::ShellView;
use super::try_it::TryIt;
use crate::components::tabs::{Tab, Tabs};
use crate::platform::sandbox::Source;
use practice::case::Kit;
use practice::catalogue::Page;
use practice::judge::summary::Summary;
use practice::judging::Task;
use practice::language::Language;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ResultsProps {
    pub(crate) page: Rc<Page>,
    pub(crate) kit: Rc<Kit>,
    pub(crate) desk: Desk,
    pub(crate) language: Language,
    pub(crate) sheet: Rc<Sheet>,
    pub(crate) chosen: &'static str,
    pub(crate) on_choose: Callback<&'static str>,
    /// Grows with each wish for a free run.
    pub(crate) wish: u32,
    /// Where the page finds what ends a free run.
    pub(crate) stop: Rc<RefCell<Callback<()>>>,
    /// Told whether a free run is under way.
    pub(crate) on_going: Callback<bool>,
    pub(crate) source: Callback<(), Option<Source>>,
    pub(crate) now: Vec<(String, String)>,
    pub(crate) starter: Vec<(String, String)>,
    pub(crate) on_restore: Callback<(Language, Vec<(String, String)>)>,
}

/// The tabs and the chosen one's panel.
#[component]
pub(crate) fn Results(props: &ResultsProps) -> Html {
    let sheet = &props.sheet;
    let cases = if sheet.cases.is_empty() {
        "Cases".to_owned()
    } else {
        format!("Cases {} / {}", sheet.passing(), sheet.cases.len())
    };
    let tab = |id, label: &str| Tab {
        id,
        label: AttrValue::from(label.to_owned()),
    };
    let mut tabs = vec![tab("cases", &cases), tab("try", "Try it")];
    if props.page.manifest.growth.is_some() {
        tabs.push(tab("growth", "Growth"));
    }
    tabs.extend([tab("history", "History"), tab("shell", "Terminal")]);
    let chosen = props.chosen;
    let panel = match chosen {
        "try" => html! {
            <TryIt page={Rc::clone(&props.page)} desk={props.desk.clone()} language={props.language}
                source={props.source.clone()} wish={props.wish} stop={Rc::clone(&props.stop)} on_going={props.on_going.clone()} />
        },
        "growth" => html! {
            <GrowthView key={props.language.name()} page={Rc::clone(&props.page)} language={props.language} source={props.source.clone()} />
        },
        "history" => html! {
            <History desk={props.desk.clone()} language={props.language} now={props.now.clone()}
                starter={props.starter.clone()} on_restore={props.on_restore.clone()} />
        },
        "shell" => html! { <ShellView page={Rc::clone(&props.page)} answer={props.now.clone()} /> },
        _ => html! {
            <Cases name={props.page.name.clone()} kit={Rc::clone(&props.kit)} sheet={Rc::clone(sheet)} />
        },
    };
    html! {
        <section class="results" aria-label="Results">
            <p class="visually-hidden" role="status">{ spoken(sheet, &props.kit) }</p>
            <Tabs label="Results" {tabs} {chosen} on_choose={props.on_choose.clone()}>{ summary(sheet) }</Tabs>
            <div class={classes!("panel", matches!(chosen, "cases" | "shell").then_some("flush"))} id={format!("panel-{chosen}")} role="tabpanel"
                aria-labelledby={format!("tab-{chosen}")}>
                { panel }
            </div>
        </section>
    }
}

/// The line at the end of the tabs.
fn summary(sheet: &Sheet) -> Html {
    let words = match &sheet.phase {
        Phase::Idle => return Html::default(),
        Phase::Starting => "starting\u{2026}".to_owned(),
        Phase::Going(Task::Case(index)) => format!("case {} of {}", index + 1, sheet.cases.len()),
        Phase::Going(Task::Random { .. }) => {
            format!("random inputs, {} of {}", sheet.passed, sheet.random)
        }
        Phase::Going(_) => format!("shrinking, {} tried", sheet.tried),
        Phase::Stopped => "stopped".to_owned(),
        Phase::Broke(_) => "not judged".to_owned(),
        Phase::Done => match &sheet.failing {
            None if sheet.replay => "the replayed input passes".to_owned(),
            Some(failing) => format!("smallest failing input: seed {}", failing.seed),
            None if sheet.is_pass() => "passed".to_owned(),
            None if sheet.broken() > 0 => {
                format!("{} not judged: the runtime broke", sheet.broken())
            }
            None => format!("{} to mend", sheet.cases.len() - sheet.passing()),
        },
    };
    html! { <span>{ words }</span> }
}

/// How it stands, for ears: at the end of a run, not at each case.
fn spoken(sheet: &Sheet, kit: &Kit) -> String {
    match &sheet.phase {
        Phase::Idle => String::new(),
        Phase::Starting | Phase::Going(_) => "Judging.".to_owned(),
        Phase::Broke(reason) => format!("It could not be judged: {reason}"),
        Phase::Stopped => format!("Stopped. {}", sentence(sheet, kit)),
        Phase::Done => match &sheet.failing {
            Some(failing) if sheet.replay => {
                format!("The replayed input fails: seed {}.", failing.seed)
            }
            None if sheet.replay => "The replayed input passes.".to_owned(),
            Some(failing) => format!(
                "{} A random input fails: seed {}.",
                sentence(sheet, kit),
                failing.seed
            ),
            None if sheet.passed > 0 => format!(
                "{} {} random inputs pass.",
                sentence(sheet, kit),
                sheet.passed
            ),
            None => sentence(sheet, kit),
        },
    }
}

/// How the cases stand, in a sentence or two.
fn sentence(sheet: &Sheet, kit: &Kit) -> String {
    let cases = kit.cases.iter().zip(&sheet.cases);
    Summary::of(cases.map(|(case, tried)| {
        let judged = tried.as_ref().map(|tried| &tried.judged);
        (case.title.as_str(), judged)
    }))
    .sentence
}
