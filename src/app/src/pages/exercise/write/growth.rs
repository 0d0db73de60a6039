//! Run time over doubling sizes, beside the reference's.

use super::judge::{Stopper, sample, sample_job};
use crate::platform::document;
use crate::platform::engine::Engine;
use crate::platform::sandbox::{Program, Sandbox, Source};
use crate::report::ReportView;
use crate::room::use_room;
use contract::Report;
use contract::message::Draw;
use contract::report::{
    Block, Cell, Figure, Row, Series, SeriesKind, SeriesSet, Table, Text, Tone, Unit,
};
use practice::catalogue::Page;
use practice::growth;
use practice::judge::Ended;
use practice::judge::compare::compare;
use practice::language::Language;
use practice::manifest::{Compare, Growth};
use practice::text;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Seconds that one size may take; the measurement ends with the first that takes longer.
const SECONDS: f64 = 20.0;
/// Runs of one size, of which the fastest counts: the others were disturbed.
const RUNS: u32 = 3;
/// Seconds from which on a size is run once.
const LONG: f64 = 0.5;

#[derive(Properties, PartialEq)]
pub(crate) struct GrowthProps {
    pub(crate) page: Rc<Page>,
    pub(crate) language: Language,
    pub(crate) source: Callback<(), Option<Source>>,
}

/// One measured size.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    size: u64,
    seconds: f64,
    reference: f64,
}

/// How it stands with the measurement.
#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Going(Vec<Point>),
    Done(Rc<Report>),
    Failed(String),
}

/// The measurement, on demand.
#[component]
pub(crate) fn GrowthView(props: &GrowthProps) -> Html {
    let room = use_room();
    let state = use_state(|| State::Idle);
    let stopper = use_mut_ref(Stopper::default);
    let going = matches!(*state, State::Going(_));
    let stop = {
        let (stopper, state) = (Rc::clone(&stopper), state.setter());
        Callback::from(move |()| {
            stopper.borrow().stop();
            state.set(State::Idle);
        })
    };
    let latest = use_mut_ref(|| (stop.clone(), going));
    *latest.borrow_mut() = (stop.clone(), going);
    use_effect_with((), {
        let stopper = Rc::clone(&stopper);
        move |()| {
            let escape = document::on_escape(move || {
                let (stop, going) = latest.borrow().clone();
                if going {
                    stop.emit(());
                }
            });
            move || {
                drop(escape);
                stopper.borrow().stop();
            }
        }
    });
    let Some(growth) = props.page.manifest.growth.clone() else {
        return html! { <div class="nothing"><p>{ "This exercise measures no growth: its inputs stay small." }</p></div> };
    };
    let onclick = {
        let (state, place) = (state.setter(), Rc::clone(&stopper));
        let (growth, engine) = (growth.clone(), room.engine.clone());
        let compared = props.page.manifest.compare;
        let (source, name, language) = (
            props.source.clone(),
            props.page.name.clone(),
            props.language,
        );
        move |_| {
            if going {
                return stop.emit(());
            }
            let Some(source) = source.emit(()) else {
                return state.set(State::Failed("There is no module to run yet.".to_owned()));
            };
            let stopper = Stopper::default();
            place.replace(stopper.clone()).stop();
            state.set(State::Going(Vec::new()));
            let (state, growth) = (state.clone(), growth.clone());
            let (engine, name) = (engine.clone(), name.clone());
            spawn_local(async move {
                let measured = async {
                    let sandbox = Sandbox::get().await?;
                    sandbox.warm(language).await?;
                    let Some(program) = stopper.open(&sandbox, language, &source) else {
                        return Ok(None);
                    };
                    let tell = |points: &[Point]| {
                        if !stopper.is_stopped() {
                            state.set(State::Going(points.to_vec()));
                        }
                    };
                    let measured =
                        measure(&program, &name, &growth, compared, &engine, &stopper, tell).await;
                    stopper.close();
                    measured.map(Some)
                };
                let measured = measured.await;
                // What was stopped is of no interest any more.
                if stopper.is_stopped() {
                    return;
                }
                state.set(match measured {
                    Ok(Some((points, note))) => {
                        State::Done(Rc::new(report(&growth, &points, &note, language)))
                    }
                    Ok(None) => State::Idle,
                    Err(reason) => State::Failed(reason),
                });
            });
        }
    };
    html! {
        <div class="growth">
            <div class="row">
                <button type="button" class={if going { "stop" } else { "" }} {onclick}>
                    { if going { "Stop" } else { "Measure growth" } }
                </button>
                <p class="muted">
                    { format!("Runs your answer on {} to {} {}, doubling, beside the reference.", text::count(growth.from),
                        text::count(growth.from << growth.doublings), growth.unit) }
                </p>
            </div>
            { match &*state {
                State::Idle => Html::default(),
                State::Going(points) => html! {
                    <p role="status">{ format!("Measuring: {} of {} sizes\u{2026}", points.len(), growth.doublings + 1) }</p>
                },
                State::Failed(reason) => html! { <p class="complaint" role="alert">{ reason }</p> },
                State::Done(report) => html! { <ReportView report={Rc::clone(report)} /> },
            } }
        </div>
    }
}

/// Measures size after size; the points, and why it ended early.
async fn measure(
    program: &Program,
    exercise: &str,
    growth: &Growth,
    compared: Compare,
    engine: &Engine,
    stopper: &Stopper,
    tell: impl Fn(&[Point]),
) -> Result<(Vec<Point>, String), String> {
    let mut points = Vec::new();
    for doubling in 0..=growth.doublings {
        let size = growth.from << doubling;
        let count = text::count(size);
        let sample = sample(exercise, Draw::Grown(size), engine).await?;
        let job = sample_job(&sample, SECONDS);
        if stopper.is_stopped() {
            break;
        }
        let mut best = f64::INFINITY;
        for _ in 0..RUNS {
            let outcome = program.run(&job, None).await;
            let problem = match &outcome.ended {
                Ended::Exited(status) if *status == i32::from(sample.status) => None,
                Ended::Exited(status) => Some(format!(
                    "With {count} {} it ended with status {status}: {}",
                    growth.unit,
                    last_line(&outcome.stderr)
                )),
                Ended::Timeout => Some(format!(
                    "{count} {} took more than {SECONDS:.0} s, so it ended there.",
                    growth.unit
                )),
                Ended::Stopped => Some("Stopped.".to_owned()),
                Ended::Broke(reason) => Some(reason.clone()),
            };
            if let Some(problem) = problem {
                return if points.is_empty() {
                    Err(problem)
                } else {
                    Ok((points, problem))
                };
            }
            let differs = compare(compared, &sample.stdout, &outcome.stdout).is_some();
            if outcome.dropped_bytes == 0 && differs {
                return Err(format!(
                    "With {count} {} it printed something else than the reference: what is wrong can't be timed. Pass the cases first.",
                    growth.unit
                ));
            }
            best = best.min(outcome.seconds);
            if best > LONG {
                break;
            }
        }
        points.push(Point {
            size,
            seconds: best,
            reference: sample.seconds,
        });
        tell(&points);
    }
    Ok((points, String::new()))
}

fn last_line(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.trim_end().lines().last().unwrap_or("").to_owned()
}

/// The measurement as a report.
fn report(growth: &Growth, points: &[Point], note: &str, language: Language) -> Report {
    let of = |pick: fn(&Point) -> f64| -> Vec<(f64, f64)> {
        points
            .iter()
            .map(|point| (point.size as f64, pick(point)))
            .collect()
    };
    let fit = growth::fit(&of(|point| point.seconds));
    let reference = growth::fit(&of(|point| point.reference));
    let mut report = Report::default();
    let words = fit.words(growth.order);
    let tone = if !fit.tells() {
        Tone::Plain
    } else if fit.order > growth.order && !fit.consistent.contains(&growth.order) {
        Tone::Bad
    } else {
        Tone::Ok
    };
    let figure = |label: &str, exponent: f64, note: String, tone| {
        Figure::new(label, exponent, Unit::Number)
            .note(note)
            .tone(tone)
    };
    report.push(Block::Figures(vec![
        figure("Exponent, yours", rounded(fit.exponent), words, tone),
        figure(
            "Exponent, reference",
            rounded(reference.exponent),
            reference.words(growth.order),
            Tone::Plain,
        ),
    ]));
    let body = if note.is_empty() {
        growth.why.clone()
    } else {
        format!("{}\n{note}", growth.why)
    };
    report.push(Block::Text(Text {
        title: format!("Expected: {}", growth::big_o(growth.order)),
        body,
        tone: Tone::Plain,
    }));
    let set = |name: &str, tone, pick: fn(&Point) -> f64| SeriesSet {
        name: name.to_owned(),
        tone,
        values: points.iter().map(pick).collect(),
    };
    report.push(Block::Series(Series {
        title: "Run time".to_owned(),
        kind: SeriesKind::Lines,
        x_label: growth.unit.clone(),
        x: points.iter().map(|point| point.size as f64).collect(),
        x_unit: Unit::Number,
        y_label: "seconds".to_owned(),
        y_unit: Unit::Seconds,
        sets: vec![
            set(language.title(), Tone::Accent, |point| point.seconds),
            set("Reference, in Rust", Tone::Info, |point| point.reference),
        ],
    }));
    report.push(Block::Table(Table {
        title: "Measured".to_owned(),
        columns: vec![
            growth.unit.clone(),
            language.title().to_owned(),
            "Reference".to_owned(),
            "times".to_owned(),
        ],
        rows: points
            .iter()
            .map(|point| Row {
                cells: vec![
                    Cell::Number(point.size as f64, Unit::Number),
                    Cell::Number(point.seconds, Unit::Seconds),
                    Cell::Number(point.reference, Unit::Seconds),
                    Cell::Number(
                        rounded(point.seconds / point.reference.max(1e-9)),
                        Unit::Number,
                    ),
                ],
                tone: Tone::Plain,
            })
            .collect(),
        dropped: 0,
    }));
    report
}

/// Two digits: more would say more than was measured.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
