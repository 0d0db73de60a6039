//! Estimate first: a guess is committed before the figure shows, and scored by its order of magnitude.

use super::kept::Guess;
use super::panel::{Loaded, Work};
use crate::platform::canvas::{focus, focus_is_nowhere};
use nalsd::problem::{Estimate, Score, score};
use nalsd::units::{self, DIMENSIONLESS, Dimension, Quantity};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct EstimatesProps {
    pub(super) work: Work,
}

/// The estimates of the question that is worked on.
#[component]
pub(super) fn Estimates(props: &EstimatesProps) -> Html {
    let work = &props.work;
    let estimates = work
        .problem
        .brief
        .iteration(work.question)
        .map(|iteration| iteration.estimates.as_slice())
        .unwrap_or_default();
    if estimates.is_empty() {
        return Html::default();
    }
    html! {
        <div class="estimates">
            <h3 class="label">{ "Estimate first" }</h3>
            <p class="note">{ points(work, estimates) }</p>
            <ol>{ for estimates.iter().map(|estimate| html! { <One key={estimate.name.clone()} work={work.clone()} estimate={estimate.clone()} /> }) }</ol>
        </div>
    }
}

/// How it stands with them.
fn points(work: &Work, estimates: &[Estimate]) -> String {
    let scored: Vec<u32> = estimates
        .iter()
        .filter_map(|estimate| match work.kept.guesses.get(&estimate.name)? {
            Guess::Committed(text) => {
                Some(scored(&work.problem, estimate, text).map_or(0, |score| score.points()))
            }
            Guess::Skipped => None,
        })
        .collect();
    if scored.is_empty() {
        return "Say a number before the page does. What it would give away is kept back until then. Within a factor of ten is one point, of three two, of 1.25 three.".to_owned();
    }
    format!(
        "{} of {} points so far.",
        scored.iter().sum::<u32>(),
        estimates.len() * 3
    )
}

/// A guess: what is counted need not be said, and a bare number that was committed once is meant in the unit that was asked for.
fn read(
    problem: &Loaded,
    estimate: &Estimate,
    text: &str,
    asked: Dimension,
) -> Result<Quantity, String> {
    let guess = problem.terms.quantity(text.trim())?;
    if guess.dimension == DIMENSIONLESS && asked != DIMENSIONLESS {
        let unit = problem.terms.value(&format!("1 {}", estimate.unit), asked);
        return Ok(unit.map_or(guess, |unit| Quantity::new(guess.value * unit, asked)));
    }
    Ok(guess)
}

/// What a guess lacks before it can be scored: fields ask for a unit, too.
fn first_look(problem: &Loaded, estimate: &Estimate, text: &str) -> Result<(), String> {
    let text = text.trim();
    let unit = &estimate.unit;
    if text.is_empty() {
        return Err(if unit.is_empty() {
            "Write a number first, or skip it.".to_owned()
        } else {
            format!(
                "Write a number first, with its unit, such as {}; or skip it.",
                with_unit("5", unit)
            )
        });
    }
    if text.contains(" to ") || text.contains("..") || text.contains(':') {
        return Err("A guess is one number: for 280 to 1, write 280.".to_owned());
    }
    let asked = problem.terms.answer(estimate)?.quantity.dimension;
    let guess = problem.terms.quantity(text)?;
    if guess.dimension == DIMENSIONLESS && asked.uncounted() != DIMENSIONLESS {
        return Err(format!(
            "In which unit? For example: {}.",
            with_unit(text, unit)
        ));
    }
    Ok(())
}

/// A number with a unit: `5 TB`, `5/s`.
fn with_unit(number: &str, unit: &str) -> String {
    let gap = if unit.starts_with('/') { "" } else { " " };
    format!("{number}{gap}{unit}")
}

/// The score of a guess.
fn scored(problem: &Loaded, estimate: &Estimate, guess: &str) -> Result<Score, String> {
    let answer = problem.terms.answer(estimate)?;
    Ok(score(
        read(problem, estimate, guess, answer.quantity.dimension)?,
        answer.quantity,
    ))
}

#[derive(Properties, PartialEq)]
struct OneProps {
    work: Work,
    estimate: Estimate,
}

#[component]
fn One(props: &OneProps) -> Html {
    let (work, estimate) = (&props.work, &props.estimate);
    let guess = work.kept.guesses.get(&estimate.name);
    let id = format!("guess-{}", estimate.name);
    let was = use_mut_ref(|| guess.is_some());
    use_effect_with(guess.is_some(), {
        let id = id.clone();
        move |guessed| {
            // The field is gone that it was written in, and the focus with it.
            if *guessed && !was.replace(*guessed) && focus_is_nowhere() {
                focus(&id);
            }
        }
    });
    html! {
        <li class="estimate" {id} tabindex="-1">
            <p>{ &estimate.question }</p>
            if let Some(guess) = guess { { answered(work, estimate, guess) } } else { <Asked work={work.clone()} estimate={estimate.clone()} /> }
        </li>
    }
}

/// The field of a guess that is yet to be made.
#[component]
fn Asked(props: &OneProps) -> Html {
    let (work, estimate) = (&props.work, &props.estimate);
    let field = use_node_ref();
    let wrong = use_state_eq(|| None::<String>);
    let say = |guess: Guess| {
        let (work, name) = (work.clone(), estimate.name.clone());
        let mut next = (*work.kept).clone();
        next.guesses.insert(name, guess);
        (work, next)
    };
    let commit = {
        let (work, estimate, field, wrong) =
            (work.clone(), estimate.clone(), field.clone(), wrong.clone());
        Callback::from(move |()| {
            let text = field
                .cast::<HtmlInputElement>()
                .map(|field| field.value())
                .unwrap_or_default();
            match first_look(&work.problem, &estimate, &text)
                .and_then(|()| scored(&work.problem, &estimate, &text))
            {
                // A guess of something else isn't lost: it can be mended.
                Ok(Score::Unlike(why)) | Err(why) => wrong.set(Some(why)),
                Ok(_) => {
                    let mut next = (*work.kept).clone();
                    next.guesses.insert(
                        estimate.name.clone(),
                        Guess::Committed(text.trim().to_owned()),
                    );
                    work.keep.emit(next);
                }
            }
        })
    };
    let onkeydown = {
        let commit = commit.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                commit.emit(());
            }
        }
    };
    let skip = {
        let (work, next) = say(Guess::Skipped);
        move |_| work.keep.emit(next.clone())
    };
    let id = format!("estimate-{}", estimate.name);
    html! {
        <div class="estimate-row">
            <input type="text" class="mono" ref={field} id={id} aria-label={format!("Your estimate: {}", estimate.question)} placeholder={format!("\u{2026} {}", estimate.unit)}
                autocomplete="off" maxlength="100" aria-invalid={wrong.is_some().then_some("true")} {onkeydown} />
            <button type="button" onclick={move |_| commit.emit(())}>{ "Commit" }</button>
            <button type="button" class="quiet" onclick={skip}>{ "Skip" }</button>
            if let Some(why) = &*wrong { <p class="field-problem" role="alert"><span class="square" aria-hidden="true" />{ why }</p> }
        </div>
    }
}

/// The answer beside what was guessed, and how it is worked out.
fn answered(work: &Work, estimate: &Estimate, guess: &Guess) -> Html {
    let answer = match work.problem.terms.answer(estimate) {
        Ok(answer) => answer,
        Err(why) => return html! { <p class="field-problem">{ why }</p> },
    };
    let (tone, verdict) = match guess {
        Guess::Skipped => ("", "You skipped it.".to_owned()),
        Guess::Committed(text) => match scored(&work.problem, estimate, text) {
            Ok(score) => (
                if score.points() > 0 { "ok" } else { "bad" },
                format!("You said {text}. {}", score.text()),
            ),
            Err(why) => ("bad", format!("You said {text}. {why}")),
        },
    };
    html! {
        <>
            <p role="status"><span class={classes!("verdict-mark", tone)} aria-hidden="true" />{ verdict }{ " It is " }<b class="mono">{ work.problem.terms.in_unit(estimate, answer.quantity) }</b>{ "." }</p>
            <details>
                <summary>{ "How it is worked out" }</summary>
                <ol class="trail">
                    { for answer.trail.iter().map(|step| html! {
                        <li><span class="trail-step">{ &step.name }</span><span class="mono">{ &step.formula }</span><b class="mono">{ format!("= {}", units::format_in(step.result, work.problem.terms.calendar())) }</b></li>
                    }) }
                </ol>
                <p>{ &estimate.lesson }</p>
            </details>
        </>
    }
}
