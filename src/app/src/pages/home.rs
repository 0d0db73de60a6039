//! Today: where one is in the plan, what is next, and the plan itself.

use crate::components::keep_all::KeepAll;
use crate::components::link::Go;
use crate::components::pill::Pill;
use crate::platform::document;
use crate::room::{Room, use_room};
use practice::catalogue::Entry;
use practice::plan::{self, PARTS, Part, When};
use practice::progress::Act;
use yew::prelude::*;

/// The home page.
#[component]
pub(crate) fn HomePage() -> Html {
    document::set_title("Dryrun \u{b7} practise for SRE interviews");
    let room = use_room();
    let today = document::today();
    let start = room.progress.plan_start;
    let week = start.and_then(|start| week_of(start, today));
    let current = week.and_then(|week| PARTS.iter().find(|part| covers(part, week)));
    html! {
        <div class="page">
            <header class="row wrap">
                <div>
                    <p class="label">{ headline(start, today) }</p>
                    <h1>{ "Twelve weeks to an SRE interview" }</h1>
                </div>
                <span class="space" />
                <PlanButton />
            </header>
            <Weeks week={week} />
            { next(&room) }
            { for PARTS.iter().map(|part| section(part, &room, current.is_some_and(|now| now.track == part.track))) }
            <section class="plan-part">
                <h2>{ "Without a network" }</h2>
                <KeepAll />
            </section>
        </div>
    }
}

fn covers(part: &Part, week: u8) -> bool {
    (part.first_week..=part.last_week).contains(&week)
}

/// The week of the plan, 1 to 12; `None` before and after it.
fn week_of(start: i64, today: i64) -> Option<u8> {
    match plan::week(start, today) {
        When::Week(week) => Some(week),
        _ => None,
    }
}

fn headline(start: Option<i64>, today: i64) -> String {
    let Some(start) = start else {
        return "The plan".to_owned();
    };
    match plan::week(start, today) {
        When::Before(days) => format!("The plan begins in {days} days"),
        When::Week(week) => {
            let left = start + i64::from(plan::WEEKS) * 7 - today;
            format!("Week {week} of {} \u{b7} {left} days to go", plan::WEEKS)
        }
        When::After(_) => "The twelve weeks are over".to_owned(),
    }
}

/// Starts the plan, or gives it up.
#[component]
fn PlanButton() -> Html {
    let room = use_room();
    let record = room.record.clone();
    if room.progress.plan_start.is_some() {
        let onclick = move |_| record.emit(Act::ClearPlan);
        return html! { <button type="button" {onclick}>{ "Reset the plan" }</button> };
    }
    let say = room.say.clone();
    let onclick = move |_| {
        record.emit(Act::StartPlan(document::today()));
        say.emit("The plan begins today: week 1 of 12.".to_owned());
    };
    html! { <button type="button" {onclick}>{ "Start the plan today" }</button> }
}

#[derive(Properties, PartialEq)]
struct WeeksProps {
    week: Option<u8>,
}

/// The six parts as a strip: done, now, to come.
#[component]
fn Weeks(props: &WeeksProps) -> Html {
    html! {
        <ol class="weeks">
            { for PARTS.iter().map(|part| {
                let now = props.week.is_some_and(|week| covers(part, week));
                let done = props.week.is_some_and(|week| week > part.last_week);
                let class = if now { "now" } else if done { "done" } else { "" };
                html! {
                    <li key={part.slug} class={class} aria-current={now.then_some("step")}>
                        <a href={format!("#part-{}", part.slug)} onclick={jump(part.slug)}>
                            { part.short }
                        </a>
                        <small>{ format!("{}\u{2013}{}", part.first_week, part.last_week) }</small>
                    </li>
                }
            }) }
        </ol>
    }
}

/// Scrolls to a part without touching the address, whose fragment belongs to routes.
fn jump(slug: &'static str) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        document::reveal_top(&format!("#part-{slug}"));
    })
}

/// What to do next: go on with the last exercise, or with the first that was not passed.
fn next(room: &Room) -> Html {
    let progress = &room.progress;
    let catalogue = room.exercises();
    let open = |entry: &&Entry| !progress.passed.contains_key(&entry.name);
    let last = progress
        .last
        .as_deref()
        .and_then(|name| catalogue.find(name))
        .filter(open);
    let entry = last.or_else(|| catalogue.exercises.iter().find(open));
    let Some(entry) = entry else {
        return html! {
            <section class="card">
                <p class="label">{ "Next" }</p>
                <h2>{ "You have passed them all" }</h2>
                <p class="muted">{ "Begin one afresh in another language, or against the clock." }</p>
            </section>
        };
    };
    let going_on = last.is_some();
    html! {
        <section class="card row wrap">
            <div class="grow">
                <p class="label accent">{ "Next" }</p>
                <h2>{ &entry.title }</h2>
                <p class="muted">{ &entry.summary }</p>
            </div>
            <small>{ format!("{} min", entry.minutes) }</small>
            <Go to={entry.route()} class="button primary">
                { if going_on { "Continue" } else { "Start" } }
            </Go>
        </section>
    }
}

/// One part of the plan with its exercises, or with what it will be about.
fn section(part: &'static Part, room: &Room, now: bool) -> Html {
    let catalogue = room.exercises();
    let exercises: Vec<&Entry> = catalogue
        .exercises
        .iter()
        .filter(|entry| entry.track == part.track)
        .collect();
    html! {
        <section key={part.slug} class="plan-part" id={format!("part-{}", part.slug)}>
            <h2>
                <span class="muted">
                    { format!("Weeks {}\u{2013}{}", part.first_week, part.last_week) }
                </span>
                { " " }{ part.title }
                if now { { " " }<Pill tone="now" text="now" /> }
            </h2>
            <p class="muted">{ part.about }</p>
            if exercises.is_empty() {
                <ul class="topics" aria-label={format!("Topics of {}", part.title)}>
                    { for part.topics.iter().map(|topic| html! { <li>{ *topic }</li> }) }
                </ul>
                <p class="empty">{ "No exercises here yet. The topics above are what interviews ask." }</p>
            } else {
                { listing(&exercises, room) }
            }
        </section>
    }
}

/// A list of exercises; the catalogue shows it too.
pub(crate) fn listing(exercises: &[&Entry], room: &Room) -> Html {
    html! {
        <ul class="exercises">
            { for exercises.iter().map(|entry| {
                let progress = &room.progress;
                let passed = progress.passed.contains_key(&entry.name);
                let watched = progress.watched.contains_key(&entry.name);
                let opened = progress.tried.contains_key(&entry.name)
                    || progress.last.as_ref() == Some(&entry.name);
                html! {
                    <li key={entry.name.clone()}>
                        <Go to={entry.route()}>
                            <span class="mono name">{ &entry.name }</span>
                            <span class="summary">{ &entry.summary }</span>
                            <span class="fact">{ crate::components::pill::difficulty(entry.difficulty) }</span>
                            <span class="fact">{ format!("{} min", entry.minutes) }</span>
                            <span class="fact">{ entry.judged_by() }</span>
                            <span class="state">
                                if passed {
                                    <Pill tone="ok" text="passed" />
                                } else if opened {
                                    <Pill tone="now" text="in progress" />
                                } else if watched {
                                    <Pill text="watched" />
                                } else {
                                    <Pill text="not started" />
                                }
                            </span>
                        </Go>
                    </li>
                }
            }) }
        </ul>
    }
}
