//! Load, machines, money.

use super::super::checks::{Case, Finding};
use super::super::reach::clients;
use super::super::{Demand, Terms};
use super::{apart, enough, share, shown};
use crate::analysis::Figure;
use crate::model::inputs::Inputs;
use crate::model::{Component, Field, Form, Id, Kind};
use crate::units::{self, DIMENSIONLESS, Dimension, Quantity};
use std::rc::Rc;

/// All that is demanded really is in the design.
pub(in super::super) fn demand(case: &Case<'_>) -> Result<Finding, String> {
    let inputs = &case.reckoning.inputs;
    let mut told = Vec::new();
    for demand in &case.brief.demands {
        let found = clients(case.design, &demand.client);
        let asked = Asked::read(demand, &case.terms)?;
        if let Some(lack) = asked.lack(case, inputs, &found) {
            return Ok(Finding::fail(format!("{}: {lack}", demand.client))
                .about(found.iter().map(|part| part.id)));
        }
        told.push(format!(
            "{} {}",
            demand.client,
            shown(asked.rate, Dimension::RATE)
        ));
    }
    Ok(Finding::pass(format!("It carries {}.", told.join(", "))))
}

/// A demand in numbers.
struct Asked {
    rate: f64,
    peak: f64,
    request: f64,
    response: f64,
}

impl Asked {
    fn read(demand: &Demand, terms: &Terms) -> Result<Self, String> {
        let or = |text: &Option<String>, dimension, default| {
            text.as_ref()
                .map_or(Ok(default), |text| terms.value(text, dimension))
        };
        Ok(Self {
            rate: terms.value(&demand.rate, Dimension::RATE)?,
            peak: or(&demand.peak, DIMENSIONLESS, 1.0)?,
            request: or(&demand.request, Dimension::DATA, 0.0)?,
            response: or(&demand.response, Dimension::DATA, 0.0)?,
        })
    }

    /// What these clients don't do of it.
    fn lack(&self, case: &Case<'_>, inputs: &Inputs, clients: &[&Rc<Component>]) -> Option<String> {
        let get = |part: &Rc<Component>, field| inputs.get(part.id, field).unwrap_or(0.0);
        let rate: f64 = clients.iter().map(|part| get(part, Field::Rate)).sum();
        if !enough(rate, self.rate) {
            return Some(format!(
                "it asks {} here, and {} in the problem.",
                shown(rate, Dimension::RATE),
                shown(self.rate, Dimension::RATE)
            ));
        }
        let busiest: f64 = clients
            .iter()
            .map(|part| get(part, Field::Rate) * get(part, Field::Peak))
            .sum();
        let wanted = self.rate * self.peak;
        if !enough(busiest, wanted) {
            return Some(format!(
                "its busiest hour has {} here, and {} in the problem.",
                shown(busiest, Dimension::RATE),
                shown(wanted, Dimension::RATE)
            ));
        }
        let over_links = |of: &dyn Fn(&crate::analysis::LinkFigures) -> f64| -> f64 {
            case.design
                .links
                .iter()
                .filter(|link| clients.iter().any(|part| part.id == link.from))
                .filter_map(|link| case.analysis.links.get(&link.id))
                .map(of)
                .sum()
        };
        let calls = over_links(&|link| link.calls.value());
        if !enough(calls, wanted) {
            return Some(format!(
                "its links carry {} in the busiest hour, and it asks {}.",
                shown(calls, Dimension::RATE),
                shown(wanted, Dimension::RATE)
            ));
        }
        let sent = over_links(&|link| link.request_bandwidth.value());
        let answered = over_links(&|link| link.response_bandwidth.value());
        [
            ("requests", sent, self.request),
            ("answers", answered, self.response),
        ]
        .into_iter()
        .find(|(_, bytes, size)| !enough(*bytes, size * wanted))
        .map(|(what, bytes, size)| {
            format!(
                "its {what} are {} each, and {} in the problem.",
                shown(bytes / wanted, Dimension::DATA),
                shown(size, Dimension::DATA)
            )
        })
    }
}

/// Every component has the machines its load needs.
pub(in super::super) fn capacity(case: &Case<'_>) -> Finding {
    let mut short: Vec<(f64, Id, String)> = Vec::new();
    let mut counted = 0.0;
    for part in &case.design.components {
        let Some(figures) = case.analysis.components.get(&part.id) else {
            continue;
        };
        if !part.kind.runs_on_machines() {
            // Somebody else's service has no machines of ours, but it may have a limit.
            let limit = figures.loads.iter().find(|load| load.utilisation > 1.0);
            if let Some(load) = limit {
                short.push((
                    load.utilisation,
                    part.id,
                    format!(
                        "{} is asked {}, {} times its limit.",
                        case.name(part.id),
                        shown(figures.demand.value(), Dimension::RATE),
                        units::significant(load.utilisation, 3)
                    ),
                ));
            }
            continue;
        }
        let known = part.set.get(&Field::Machine).is_none_or(|class| {
            case.design
                .machine_classes()
                .iter()
                .any(|machine| machine.name == class.trim())
        });
        if !known {
            let class = part.set.get(&Field::Machine).map_or("", String::as_str);
            return Finding::fail(format!(
                "{} runs on “{class}”, and there is no such machine in this problem.",
                case.name(part.id)
            ))
            .about([part.id]);
        }
        let value = |figure: &Option<Figure>| figure.as_ref().map_or(0.0, Figure::value);
        let (machines, needed) = (value(&figures.machines), value(&figures.needed));
        counted += machines;
        if !enough(machines, needed) {
            let binds = figures
                .binds
                .map_or(String::new(), |binds| format!(": {} binds", binds.label()));
            let ratio = needed / machines;
            short.push((
                ratio,
                part.id,
                format!(
                    "{} has {} and needs {}{binds}.",
                    case.name(part.id),
                    shown(machines, Dimension::MACHINE),
                    units::whole(needed)
                ),
            ));
        }
    }
    short.sort_by(|a, b| b.0.total_cmp(&a.0));
    if short.is_empty() {
        return Finding::pass(format!(
            "Its {} carry the load.",
            shown(counted, Dimension::MACHINE)
        ));
    }
    let told: Vec<&str> = short
        .iter()
        .take(3)
        .map(|(_, _, text)| text.as_str())
        .collect();
    Finding::fail(told.join(" ")).about(short.iter().map(|(_, id, _)| *id))
}

/// It costs no more than this, in money per second.
pub(in super::super) fn cost(case: &Case<'_>, at_most: f64) -> Finding {
    let Some(cost) = &case.analysis.totals.cost else {
        return Finding::fail("What it costs isn't known.");
    };
    let calendar = case.reckoning.inputs.calendar;
    let text = |value| units::format_in(Quantity::new(value, Dimension::SPENDING), calendar);
    if enough(at_most, cost.value()) {
        return Finding::pass(format!(
            "It costs {} of {}.",
            text(cost.value()),
            text(at_most)
        ));
    }
    let (dearest, money) = dearest(case);
    let most = match dearest.as_slice() {
        [] => String::new(),
        [one] if money > cost.value() / 2.0 => {
            format!(" Most of it is {}: {}.", case.name(*one), text(money))
        }
        [one] => format!(" The dearest part is {}: {}.", case.name(*one), text(money)),
        several => format!(
            " The dearest parts are {}: {} each.",
            case.names(several),
            text(money)
        ),
    };
    Finding::fail(format!(
        "It costs {}, and {} is what there is.{most}",
        apart(cost.value(), at_most, text),
        text(at_most)
    ))
    .about(dearest)
}

/// The component that costs most, or those that cost the same most, rounding apart; and how much, in money per second.
fn dearest(case: &Case<'_>) -> (Vec<Id>, f64) {
    let costs = || {
        let components = case.analysis.components.iter();
        components.map(|(id, figures)| (*id, figures.cost.value()))
    };
    let money = costs().map(|(_, money)| money).fold(0.0, f64::max);
    let dearest = costs().filter(|(_, own)| money > 0.0 && enough(*own, money));
    (dearest.map(|(id, _)| id).collect(), money)
}

/// It takes no more machines than this.
pub(in super::super) fn machines(case: &Case<'_>, at_most: f64) -> Finding {
    let have = case
        .analysis
        .totals
        .machines
        .as_ref()
        .map_or(0.0, Figure::value);
    let text = |value| shown(value, Dimension::MACHINE);
    if enough(at_most, have) {
        Finding::pass(format!("It takes {} of {}.", text(have), text(at_most)))
    } else {
        Finding::fail(format!(
            "It takes {}, and {} is what there is.",
            apart(have, at_most, text),
            text(at_most)
        ))
    }
}

/// A number is not wished better, or worse, than the problem has it.
pub(in super::super) fn bounds(
    case: &Case<'_>,
    on: &[Kind],
    field: Field,
    (at_least, at_most): (Option<&str>, Option<&str>),
    may_be_absent: bool,
) -> Result<Finding, String> {
    let Form::Number(dimension) = field.form() else {
        return Err(format!("{} isn't a number", field.key()));
    };
    let read = |text: Option<&str>| {
        text.map(|text| case.terms.value(text, dimension))
            .transpose()
    };
    let (least, most) = (read(at_least)?, read(at_most)?);
    let inputs = &case.reckoning.inputs;
    let mut seen = 0;
    for part in case
        .design
        .components
        .iter()
        .filter(|part| on.contains(&part.kind))
    {
        seen += 1;
        let value = inputs.get(part.id, field).unwrap_or(0.0);
        let text = |value: f64| match field {
            Field::Hit | Field::Writes | Field::Availability => share(value),
            _ => shown(value, dimension),
        };
        let label = field.label().to_lowercase();
        if let Some(least) = least.filter(|least| !enough(value, *least)) {
            return Ok(Finding::fail(format!(
                "{}: {label} is {}, and the problem has at least {}.",
                case.name(part.id),
                apart(value, least, text),
                text(least)
            ))
            .about([part.id]));
        }
        if let Some(most) = most.filter(|most| !enough(*most, value)) {
            return Ok(Finding::fail(format!(
                "{}: {label} is {}, and the problem has at most {}.",
                case.name(part.id),
                apart(value, most, text),
                text(most)
            ))
            .about([part.id]));
        }
    }
    let label = field.label();
    Ok(if seen > 0 {
        Finding::pass(format!("{label}: as the problem has it."))
    } else if may_be_absent {
        Finding::pass(format!("{label}: nothing here has one."))
    } else {
        let kinds: Vec<&str> = on.iter().map(|kind| kind.label()).collect();
        Finding::fail(format!(
            "There is no {}.",
            kinds.join(" or ").to_lowercase()
        ))
    })
}
