//! Mends that bring machines and copies.
//!
//! A number of machines is written only where one is written already: elsewhere machines come as the load needs them, and still do
//! with so many spares on top.

use super::{Context, set};
use crate::analysis::availability::takes;
use crate::analysis::{Figure, Mend, Resource};
use crate::model::{Field, Id};
use crate::units;

/// Copies of what was held once: with one lost there are still two, and one of them may be read while the other is copied.
pub(super) const COPIES: f64 = 3.0;

impl Context<'_> {
    /// Machines of a component.
    pub(super) fn machines(&self, id: Id) -> Option<f64> {
        self.figures(id)?.machines.as_ref().map(Figure::value)
    }

    /// Machines that come by themselves as the load needs them, without spares.
    fn needed(&self, id: Id) -> f64 {
        let needed = self.figures(id).and_then(|figures| figures.needed.as_ref());
        // Where no number is enough, one stands there.
        needed
            .map(Figure::value)
            .filter(|needed| needed.is_finite())
            .unwrap_or(1.0)
    }

    /// So many machines of a component, of which it has fewer.
    pub(super) fn deploy(&self, id: Id, machines: f64) -> Option<Mend> {
        if !(machines.is_finite() && machines < 1e9) {
            return None;
        }
        let name = self.name(id);
        if self.number(id, Field::Machines).is_some() {
            let text = format!("Deploy {} machines of {name}.", units::whole(machines));
            return Some(Mend::new(
                text,
                [set(&[id], Field::Machines, format!("{machines:.0}"))],
            ));
        }
        let spare = (machines - self.needed(id)).max(1.0);
        let text = format!(
            "Keep {} of {name} (N+{}).",
            spares(spare),
            units::whole(spare)
        );
        Some(Mend::new(
            text,
            [set(&[id], Field::Spare, format!("{spare:.0}"))],
        ))
    }

    /// What lets a node lose a machine: one more than its load takes and, of a store that holds its data once, copies with room for
    /// them. One mend for whatever is found of it, so that each of them leaves nothing for the others to do.
    pub(super) fn redundant(&self, at: usize) -> Option<Mend> {
        let node = &self.reckoning.flows.nodes[at];
        let id = node.id;
        let there = self.machines(id)?;
        let copies = self.number(id, Field::Copies);
        let once = copies.filter(|copies| node.kind.stores() && *copies < 2.0);
        // Whoever holds more copies has more to write.
        let takes = match once {
            Some(_) => takes(self.reckoning, at, &self.analysis.components, Some(COPIES))?,
            None => self.reliability.takes[at]?,
        };
        let mut least = there;
        if self.reliability.spares[at]? < 1.0 && takes.is_finite() {
            least = least.max(self.needed(id)).max(takes + 1.0);
        }
        let Some(copies) = once else {
            return (least > there).then(|| self.deploy(id, least)).flatten();
        };
        let written = self.number(id, Field::Machines).is_some();
        // Of those that come by themselves there are as many as there are copies, and room for these.
        let comes = self.needed(id).max(COPIES);
        let spare = if written {
            0.0
        } else {
            (least - comes).max(0.0)
        };
        let machines = least
            .max(COPIES)
            .max(self.room(id, COPIES / copies.max(1.0)));
        if !(spare < 1e9 && (machines < 1e9 || !written)) {
            return None;
        }
        let mut text = format!("Hold {} copies", units::whole(COPIES));
        let mut commands = vec![set(&[id], Field::Copies, format!("{COPIES:.0}"))];
        if written && machines > there {
            text += &format!(" on {} machines", units::whole(machines));
            commands.push(set(&[id], Field::Machines, format!("{machines:.0}")));
        } else if spare > self.number(id, Field::Spare).unwrap_or(0.0) {
            text += &format!(", and keep {} (N+{})", spares(spare), units::whole(spare));
            commands.push(set(&[id], Field::Spare, format!("{spare:.0}")));
        }
        Some(Mend::new(text + ".", commands))
    }

    /// Machines with room for so many times the data, and for writing it.
    fn room(&self, id: Id, times: f64) -> f64 {
        let loads = self.figures(id).map_or(&[][..], |figures| &figures.loads);
        let holds = loads.iter().filter(|load| {
            matches!(
                load.resource,
                Resource::Memory | Resource::Disk | Resource::Iops
            )
        });
        let needed = holds.map(|load| (load.needed.value() * times).ceil());
        needed
            .filter(|needed| needed.is_finite())
            .fold(0.0, f64::max)
    }
}

/// `a spare machine`, `3 spare machines`.
fn spares(spare: f64) -> String {
    if spare > 1.0 {
        format!("{} spare machines", units::whole(spare))
    } else {
        "a spare machine".to_owned()
    }
}
