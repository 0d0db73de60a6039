//! A run from its plan to its outcome.

use super::agenda::seconds;
use super::system::{System, whole};
use super::world::{Ended, World};
use super::{Outcome, Plan, Refusal, Shock, Warning, stations};
use crate::analysis::demand::Flows;
use crate::analysis::{Reckoning, analyse};
use crate::model::inputs::Scenario;
use crate::model::{Design, Id};

/// The longest run, in simulated seconds.
const LONGEST: f64 = 86_400.0;
/// The most steps that may be asked for.
const MOST_STEPS: u64 = 1_000_000_000;
/// The most figures of components in all frames.
const MOST_FIGURES: f64 = 500_000.0;
/// The most events of a plan.
const MOST_EVENTS: usize = 1_000;
/// Steps for each call: it is made, reaches, is served and answered.
const STEPS_A_CALL: f64 = 4.0;
/// Requests of a thinned run; with fewer, no percentile can be told.
const FEW: f64 = 1_000.0;
/// How often a run is begun anew, thinner, when it takes more steps than it may.
const TRIES: u32 = 3;

/// Simulates a design. `tell` is told now and then how far it is, from 0 to 1; it begins anew where more is under way than
/// foreseen.
///
/// # Errors
/// The plan can't be carried out: what is wrong with it.
pub fn run(design: &Design, plan: &Plan, tell: &mut dyn FnMut(f64)) -> Result<Outcome, Refusal> {
    let reckoning = Reckoning::new(design, &Scenario::new());
    let flows = &reckoning.flows;
    check(design, plan, flows)?;
    let system = System::new(&reckoning, &analyse(design))?;
    let mut thin = thinning(plan, &system)?;
    for attempt in 1.. {
        let mut world = World::new(&system, plan, thin);
        let ended = world.run(tell);
        if ended == Ended::InTime || attempt == TRIES {
            let mut outcome = outcome(flows, &world, ended);
            outcome.warnings.extend(too_few(plan, &system, thin));
            return Ok(outcome);
        }
        // Retries, or work that piles up, made more of it than was foreseen: by what share, is known now.
        let done = (seconds(world.now) / plan.seconds).max(0.01);
        thin = (thin * (1.5 / done)).ceil();
    }
    // The loop ends with its last try.
    Ok(Outcome::default())
}

fn refusal(part: Option<Id>, message: impl Into<String>) -> Refusal {
    Refusal {
        part,
        message: message.into(),
    }
}

/// Whether a plan can be carried out.
fn check(design: &Design, plan: &Plan, flows: &Flows) -> Result<(), Refusal> {
    let within = |value: f64, low: f64, high: f64| value >= low && value <= high;
    if !within(plan.seconds, 0.001, LONGEST) {
        return Err(refusal(None, "Simulate between a millisecond and a day."));
    }
    if !within(plan.warm_up, 0.0, plan.seconds * 0.95) {
        return Err(refusal(
            None,
            "The warm-up must end before the run does: leave at least a twentieth of it.",
        ));
    }
    if plan.limit == 0 || plan.limit > MOST_STEPS {
        return Err(refusal(
            None,
            format!("Between 1 and {MOST_STEPS} steps can be asked for."),
        ));
    }
    #[allow(clippy::cast_precision_loss)]
    let figures = plan.seconds / plan.sample_every * flows.nodes.len().max(1) as f64;
    if !within(plan.sample_every, f64::MIN_POSITIVE, f64::MAX)
        || !within(figures, 0.0, MOST_FIGURES)
    {
        return Err(refusal(
            None,
            "That is too many frames for so many components: take samples less often, or simulate less time.",
        ));
    }
    if plan.events.len() > MOST_EVENTS {
        return Err(refusal(
            None,
            format!("A plan has at most {MOST_EVENTS} events."),
        ));
    }
    for event in &plan.events {
        let part = event.shock.part();
        let known = |id| flows.node(id).is_some() || design.area(id).is_some();
        if part.is_some_and(|id| !known(id)) {
            return Err(refusal(
                part,
                "The plan has something happen to a part that the design doesn't have. Remove the event, or choose another part.",
            ));
        }
        let factor = match event.shock {
            Shock::Load { factor, .. } | Shock::Slow { factor, .. } => factor,
            _ => 1.0,
        };
        if !within(factor, 0.001, 1000.0) {
            return Err(refusal(
                part,
                "Something can be a thousandth of itself to a thousand times as much.",
            ));
        }
        let ends = event.until.unwrap_or(event.at);
        if !within(event.at, 0.0, plan.seconds) || !within(ends, event.at, f64::MAX) {
            return Err(refusal(
                part,
                "An event begins within the run and ends after it has begun.",
            ));
        }
    }
    Ok(())
}

/// One of how many requests is to be simulated, so that the run takes about as many steps as it may, or fewer.
fn thinning(plan: &Plan, system: &System) -> Result<f64, Refusal> {
    let calls: f64 = system.ways.iter().map(|way| way.rate).sum();
    let begun: f64 = system.parts.iter().map(|part| part.begins).sum();
    // More load for some time is more for all links: coarse, but nothing depends on it but the time that a run takes.
    let time = plan.events.iter().fold(plan.seconds, |time, event| {
        let Shock::Load { factor, .. } = event.shock else {
            return time;
        };
        let ends = event.until.unwrap_or(plan.seconds).min(plan.seconds);
        time + (factor - 1.0).max(0.0) * (ends - event.at).max(0.0)
    });
    #[allow(clippy::cast_precision_loss)]
    let thin = ((calls * STEPS_A_CALL + begun) * time / plan.limit as f64)
        .ceil()
        .max(1.0);
    if thin > 1e9 {
        return Err(refusal(
            None,
            "Even one of a billion requests would be too many to simulate. Is a rate or a number of calls too large?",
        ));
    }
    Ok(thin)
}

/// A warning where so few requests are left of a thinned run that chance decides what it shows.
fn too_few(plan: &Plan, system: &System, thin: f64) -> Option<Warning> {
    let begun: f64 = system.parts.iter().map(|part| part.begins).sum();
    let left = begun * plan.seconds / thin;
    (thin > 1.0 && begun > 0.0 && left < FEW).then(|| Warning {
        part: None,
        text: format!(
            "One of {thin} requests makes about {left:.0} in the whole run: too few to tell anything by. Each makes very many calls: allow more steps, or simulate a part of the design."
        ),
    })
}

fn outcome(flows: &Flows, world: &World<'_>, ended: Ended) -> Outcome {
    let plan = world.plan;
    let (mut components, clients) = world.totals();
    let stations = stations::stations(flows, world);
    for (component, station) in components.iter_mut().zip(stations) {
        component.station = station;
    }
    let mut warnings = stations::warnings(flows, world);
    if ended != Ended::InTime {
        let at = seconds(world.now);
        let text = match ended {
            Ended::Full => format!(
                "The run ended after {at:.0} s: {} requests and calls were under way, more than can be kept in mind. Give queues a limit, or take less load.",
                world.alive()
            ),
            _ => format!(
                "The run ended after {at:.0} s: it had taken {} steps. Allow more of them, or simulate less time.",
                plan.limit
            ),
        };
        warnings.push(Warning { part: None, text });
    }
    Outcome {
        seed: plan.seed,
        seconds: plan.seconds,
        sample_every: plan.sample_every,
        warm_up: plan.warm_up,
        thinned: whole(world.thin),
        steps: world.steps,
        ended_early: (ended != Ended::InTime).then(|| seconds(world.now)),
        components,
        clients,
        frames: world.record.frames.clone(),
        happenings: world.happenings.clone(),
        warnings,
    }
}
