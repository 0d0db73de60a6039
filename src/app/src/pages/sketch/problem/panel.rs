//! The panel: loads the problem, and puts its parts under each other.

use super::compare::Compare;
use super::estimates::Estimates;
use super::kept::Kept;
use super::questions::{Questions, question_id};
use super::statement::{Givens, Reading, Statement};
use super::timed::Clock;
use super::verdicts::Verdicts;
use crate::components::link::Go;
use crate::components::state::Loading;
use crate::pages::sketch::desk::{self, Desk};
use crate::pages::sketch::figures::{Total, use_panels};
use crate::platform::{document, http, storage};
use crate::room::{Room, use_room};
use nalsd::edit::Command;
use nalsd::model::{Design, Kind};
use nalsd::problem::{Brief, Question, Terms, Verdict, judge};
use nalsd::units::Dimension;
use practice::catalogue::DesignPage;
use practice::progress::Act;
use practice::route::Route;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ProblemProps {
    pub(crate) desk: Desk,
    /// The exercise.
    pub(crate) name: String,
    /// The name within the storage of the design on the desk.
    pub(crate) at: Option<String>,
    /// Opens a copy of a model beside the reader's own design; its name within the storage.
    pub(crate) on_model: Callback<Rc<Design>, String>,
    /// Goes on with the next iteration of a design.
    pub(crate) on_next: Callback<Rc<Design>>,
}

/// A problem, its brief read.
pub(super) struct Loaded {
    pub(super) page: DesignPage,
    pub(super) brief: Brief,
    pub(super) terms: Terms,
}

impl PartialEq for Loaded {
    fn eq(&self, other: &Self) -> bool {
        self.page.name == other.page.name && self.page.brief == other.page.brief
    }
}

async fn load(url: &str) -> Result<Rc<Loaded>, String> {
    let page = http::json::<DesignPage>(url).await?;
    let brief: Brief = serde_json::from_str(&page.brief).map_err(|error| {
        format!("This problem can\u{2019}t be read ({error}). Reload the page.")
    })?;
    let terms = Terms::read(&brief)?;
    Ok(Rc::new(Loaded { page, brief, terms }))
}

/// The problem's side.
#[component]
pub(crate) fn ProblemPanel(props: &ProblemProps) -> Html {
    let room = use_room();
    let loaded = use_state_eq(|| None::<Result<Rc<Loaded>, String>>);
    let url = room
        .exercises()
        .find(&props.name)
        .filter(|entry| entry.is_design())
        .map(|entry| entry.page.clone());
    use_effect_with(url.clone(), {
        let (loaded, record, name) = (loaded.setter(), room.record.clone(), props.name.clone());
        move |url| {
            if let Some(url) = url.clone() {
                record.emit(Act::Open(name));
                spawn_local(async move { loaded.set(Some(load(&url).await)) });
            }
        }
    });
    let missing = url.is_none() && room.catalogue.is_some();
    // Until it is known what is to be estimated, nothing of it may show; after that, the problem says.
    let withhold = use_panels().withhold;
    use_effect_with(
        (loaded.is_some(), matches!(&*loaded, Some(Ok(_))), missing),
        {
            let withhold = withhold.clone();
            move |(is_loaded, readable, missing)| {
                if !is_loaded && !missing {
                    withhold.emit(Total::ALL.into());
                } else if !readable {
                    withhold.emit(BTreeSet::new());
                }
            }
        },
    );
    use_effect_with((), move |()| move || withhold.emit(BTreeSet::new()));
    match &*loaded {
        Some(Ok(problem)) => html! {
            <Worked key={props.name.clone()} desk={props.desk.clone()} problem={Rc::clone(problem)} at={props.at.clone()} on_model={props.on_model.clone()} on_next={props.on_next.clone()} />
        },
        Some(Err(problem)) => html! { <p class="complaint" role="alert">{ problem }</p> },
        None if missing => html! {
            <p class="complaint" role="alert">{ format!("There is no design problem called {}. It may have been renamed: ", props.name) }<Go to={Route::catalogue()}>{ "look through the exercises" }</Go>{ "." }</p>
        },
        None => html! { <Loading what="the problem" /> },
    }
}

/// What is shared by the parts of a problem that is worked on.
#[derive(Clone, PartialEq)]
pub(super) struct Work {
    pub(super) problem: Rc<Loaded>,
    pub(super) kept: Rc<Kept>,
    /// Changes what is kept.
    pub(super) keep: Callback<Kept>,
    /// The question that is worked on.
    pub(super) question: Question,
}

#[derive(Properties, PartialEq)]
struct WorkedProps {
    desk: Desk,
    problem: Rc<Loaded>,
    at: Option<String>,
    on_model: Callback<Rc<Design>, String>,
    on_next: Callback<Rc<Design>>,
}

/// Verdicts, and the design that they are about.
#[derive(Clone)]
struct Judged {
    question: Question,
    design: Rc<Design>,
    verdicts: Rc<Vec<Verdict>>,
}

#[component]
fn Worked(props: &WorkedProps) -> Html {
    let (desk, problem) = (&props.desk, &props.problem);
    let room = use_room();
    let panels = use_panels();
    let kept = use_state_eq(|| {
        Rc::new(storage::get::<Kept>(&Kept::name(&problem.page.name)).unwrap_or_default())
    });
    let question = use_state_eq(|| kept.next(&problem.brief));
    let judged = use_state(|| None::<Judged>);
    let keep = use_callback(
        (kept.setter(), problem.page.name.clone()),
        |next: Kept, (kept, name)| {
            storage::set(&Kept::name(name), &next);
            kept.set(Rc::new(next));
        },
    );
    let mut withheld: BTreeSet<Total> = kept
        .open(&problem.brief, *question)
        .filter_map(|estimate| total_of(&problem.terms, estimate))
        .collect();
    // What machines cost says how many they are.
    if withheld.contains(&Total::Machines) {
        withheld.insert(Total::Cost);
    }
    use_effect_with(withheld, {
        let withhold = panels.withhold.clone();
        move |withheld| withhold.emit(withheld.clone())
    });
    let asks_a_rate = kept.open(&problem.brief, *question).any(|estimate| {
        let answer = problem.terms.answer(estimate);
        answer.is_ok_and(|answer| answer.quantity.dimension.uncounted() == RATE)
    });
    let work = Work {
        problem: Rc::clone(problem),
        kept: Rc::clone(&kept),
        keep: keep.clone(),
        question: *question,
    };
    let on_question = {
        let question = question.setter();
        Callback::from(move |next| question.set(next))
    };
    let check = {
        let (desk, problem, kept, judged) = (
            desk.clone(),
            Rc::clone(problem),
            Rc::clone(&kept),
            judged.setter(),
        );
        let (question, room) = (*question, room.clone());
        let of_model = kept.is_model(props.at.as_deref());
        move |_| {
            let verdicts = judge(&problem.brief, question, &desk.kept);
            let mut next = Kept::clone(&kept);
            next.note(question, &verdicts, of_model);
            tell(&room, &problem, &next, &verdicts);
            keep.emit(next);
            judged.set(Some(Judged {
                question,
                design: Rc::clone(&desk.kept),
                verdicts: Rc::new(verdicts),
            }));
        }
    };
    let begin = {
        let (act, problem) = (desk.act.clone(), Rc::clone(problem));
        move |_| {
            let page = &problem.page;
            let start = problem.brief.start(&page.name, &page.manifest.title);
            act.emit(desk::Act::Do(Command::Replace(Box::new(start))));
        }
    };
    let after = problem
        .brief
        .iterations
        .iter()
        .map(|iteration| iteration.question)
        .find(|next| *next > *question);
    let go_on = {
        let (kept_design, on_next, question) = (
            Rc::clone(&desk.kept),
            props.on_next.clone(),
            question.setter(),
        );
        move |_| {
            let Some(after) = after else { return };
            // What was drawn for this question stays as it is.
            if kept_design.iteration < after.number() {
                on_next.emit(Rc::clone(&kept_design));
            }
            question.set(after);
            document::focus_soon(format!("#{}", question_id(after)));
        }
    };
    let on_copy = {
        let (work, on_model) = (work.clone(), props.on_model.clone());
        Callback::from(move |design| {
            let mut next = Kept::clone(&work.kept);
            next.models.insert(on_model.emit(design));
            work.keep.emit(next);
        })
    };
    let shown = judged
        .as_ref()
        .filter(|judged| judged.question == *question);
    let tried = kept.tried.contains(&*question);
    html! {
        <section class="problem" aria-label={problem.page.manifest.title.clone()}>
            <h3 class="problem-title">{ &problem.page.manifest.title }</h3>
            <Statement work={work.clone()} />
            <Givens work={work.clone()} />
            if desk.kept.components.is_empty() {
                // The drawing says how often the clients ask.
                if asks_a_rate {
                    <p class="note">{ "Commit your estimates below, or skip them. Then begin with the clients and the numbers given." }</p>
                } else {
                    <button type="button" class="primary begin" onclick={begin}>{ "Begin with the clients and the numbers given" }</button>
                }
            } else if desk.kept.components.iter().all(|part| part.kind == Kind::Client) {
                <p class="note" role="status">{ format!("On the drawing: {}. Draw what answers them.", clients(&desk.kept)) }</p>
            }
            <Questions work={work.clone()} {on_question} />
            <Estimates work={work.clone()} />
            <div class="problem-check">
                <button type="button" class="primary" onclick={check}>{ "Check the design" }</button>
                if let Some(judged) = shown {
                    <Verdicts desk={desk.clone()} verdicts={Rc::clone(&judged.verdicts)} stale={!Rc::ptr_eq(&judged.design, &desk.kept)} />
                    if let Some(after) = after.filter(|_| passes(&judged.verdicts)) {
                        <button type="button" class="primary" onclick={go_on}>{ format!("Next: {}", after.label()) }</button>
                    }
                }
            </div>
            if tried { <Compare work={work.clone()} desk={desk.clone()} on_copy={on_copy} /> }
            <Reading work={work.clone()} />
            <Clock {work} desk={desk.clone()} />
        </section>
    }
}

/// The dimension of so many a second, of whatever is counted.
const RATE: Dimension = Dimension::RATE.uncounted();

/// The clients of a design by name: `Followers, Makers`.
fn clients(design: &Design) -> String {
    let clients = design.components.iter();
    let names: Vec<&str> = clients.map(|part| part.name.as_str()).collect();
    names.join(", ")
}

/// Whether every check passed, and there was one.
pub(super) fn passes(verdicts: &[Verdict]) -> bool {
    !verdicts.is_empty() && verdicts.iter().all(|verdict| verdict.passed)
}

/// Says what came of a check, and notes it in the reader's record.
fn tell(room: &Room, problem: &Loaded, kept: &Kept, verdicts: &[Verdict]) {
    let (name, today) = (problem.page.name.clone(), document::today());
    room.record.emit(if kept.all_passed(&problem.brief) {
        Act::PassDesign(name, today)
    } else {
        Act::Try(name, today)
    });
    let failed = verdicts.iter().filter(|verdict| !verdict.passed).count();
    room.say.emit(if passes(verdicts) {
        "All checks pass.".to_owned()
    } else {
        format!("{failed} of {} checks fail.", verdicts.len())
    });
}

/// The figure of the strip that would give an estimate's answer away.
fn total_of(terms: &Terms, estimate: &nalsd::problem::Estimate) -> Option<Total> {
    match terms.answer(estimate).ok()?.quantity.dimension {
        Dimension::MACHINE => Some(Total::Machines),
        // Down for so long: what is left of all the time there is.
        Dimension::TIME
            if estimate
                .working
                .iter()
                .any(|step| step.formula.contains('%')) =>
        {
            Some(Total::Budget)
        }
        Dimension::TIME => Some(Total::Latency),
        Dimension::DATA => Some(Total::Storage),
        Dimension::BANDWIDTH => Some(Total::Network),
        Dimension::SPENDING => Some(Total::Cost),
        _ => None,
    }
}
