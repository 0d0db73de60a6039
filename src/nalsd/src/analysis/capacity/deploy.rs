//! From needs to machines: rounding, what binds, copies, zones, spares.

use super::super::reckoning::Reckoning;
use super::super::{Figure, Load, Resource};
use super::Capacity;
use super::needs::{Need, Needs, Used, round_up};
use super::survive::to_survive;
use crate::model::Field;
use crate::units::{self, Dimension, Quantity};

fn machines(value: f64) -> Quantity {
    Quantity::new(value, Dimension::MACHINE)
}

/// The machines of one node.
pub(super) fn deploy(reckoning: &Reckoning, node: usize, needs: Needs) -> Capacity {
    let Some(flow) = reckoning.flows.nodes.get(node) else {
        return Capacity::default();
    };
    let Needs { needs, tasks } = needs;
    let binding = binding(&needs);
    let mut capacity = Capacity {
        binds: binding.map(|need| need.resource),
        tasks,
        ..Capacity::default()
    };
    let deployed = if flow.kind.runs_on_machines() {
        let needed = needed(reckoning, node, binding);
        let machines = deployed(reckoning, node, &needed);
        let deployed = machines.value();
        capacity.needed = Some(needed);
        capacity.machines = Some(machines);
        deployed
    } else {
        1.0
    };
    let share = |used: Used| {
        let used = used.on(deployed);
        if used <= 0.0 {
            0.0
        } else if deployed > 0.0 {
            used / deployed
        } else {
            f64::INFINITY
        }
    };
    capacity.utilisation = binding.map(|need| share(need.used));
    // What is held in memory for any load stays as it is when the load grows. Where there is no room for it, nothing more fits.
    let held = reckoning.inputs.get(flow.id, Field::WorkingSet).is_some();
    let grows =
        |need: &&Need| need.resource != Resource::Memory || !held || share(need.used) >= 1.0;
    let fullest = needs
        .iter()
        // Of equals the first.
        .rev()
        .filter(grows)
        .filter(|need| share(need.used) > 0.0)
        .max_by(|a, b| share(a.used).total_cmp(&share(b.used)));
    capacity.full_first = fullest.map(|need| need.resource);
    capacity.headroom = fullest.map(|need| 1.0 / share(need.used) - 1.0);
    capacity.loads = needs
        .into_iter()
        .map(|need| Load {
            resource: need.resource,
            utilisation: share(need.used),
            needed: need.planned,
        })
        .collect();
    capacity
}

/// What needs most machines; the first of equals. Nothing binds what nothing is asked of.
fn binding(needs: &[Need]) -> Option<&Need> {
    let mut most: Option<&Need> = None;
    for need in needs {
        let value = need.planned.value();
        if value > 0.0 && most.is_none_or(|most| value > most.planned.value()) {
            most = Some(need);
        }
    }
    most
}

/// Machines that the load needs: at least one, one for each copy, and enough when zones are lost.
fn needed(reckoning: &Reckoning, node: usize, binding: Option<&Need>) -> Figure {
    let mut figure = match binding {
        Some(need) if need.planned.value().is_finite() => {
            let planned = need.planned.clone();
            let up = round_up(planned.value());
            planned.then("machines", "rounded up", machines(up))
        }
        // Nothing on this machine serves it: no number of them is enough.
        Some(need) => return need.planned.clone(),
        None => Figure::from_formula("machines", "no load: one", machines(1.0)),
    };
    let Some(flow) = reckoning.flows.nodes.get(node) else {
        return figure;
    };
    let copies = reckoning.inputs.get(flow.id, Field::Copies).unwrap_or(1.0);
    let copies = round_up(copies);
    if figure.value() < copies {
        figure = figure.then(
            "machines",
            format!("at least one for each of {} copies", units::whole(copies)),
            machines(copies),
        );
    }
    over_zones(reckoning, node, figure)
}

/// What stands in a region at large is spread evenly over its zones; those that are left must do.
fn over_zones(reckoning: &Reckoning, node: usize, figure: Figure) -> Figure {
    let zones = reckoning.spread_over(node).len();
    let survive = to_survive(reckoning);
    if survive == 0 || survive >= zones {
        return figure;
    }
    #[allow(clippy::cast_precision_loss)]
    let (all, left) = (zones as f64, (zones - survive) as f64);
    let each = round_up(figure.value() / left);
    let formula = format!(
        "{} ÷ {} zones that are left, rounded up",
        units::whole(figure.value()),
        units::whole(left)
    );
    figure
        .then("machines in each zone", formula, machines(each))
        .then(
            "machines",
            format!("{} × {} zones", units::whole(each), units::whole(all)),
            machines(each * all),
        )
}

/// Machines that stand there: as written, or what is needed and the spares.
fn deployed(reckoning: &Reckoning, node: usize, needed: &Figure) -> Figure {
    let Some(flow) = reckoning.flows.nodes.get(node) else {
        return needed.clone();
    };
    if let Some(written) = reckoning.inputs.get(flow.id, Field::Machines) {
        let up = round_up(written);
        let figure = Figure::given("machines", machines(written));
        return if up > written {
            figure.then("machines", "rounded up", machines(up))
        } else {
            figure
        };
    }
    let spare = round_up(reckoning.inputs.get(flow.id, Field::Spare).unwrap_or(0.0));
    let base = if needed.value().is_finite() {
        needed.clone()
    } else {
        Figure::from_formula(
            "machines",
            "no number of these machines is enough: one is reckoned with",
            machines(1.0),
        )
    };
    if spare <= 0.0 {
        return base;
    }
    let formula = format!(
        "{} + {} spare",
        units::whole(base.value()),
        units::whole(spare)
    );
    let sum = base.value() + spare;
    base.then("with spares", formula, machines(sum))
}
