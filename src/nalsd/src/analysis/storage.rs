//! What is stored: average rate × writes × entry × retention × copies.

use super::Figure;
use super::reckoning::Reckoning;
use crate::model::inputs::choice;
use crate::model::{Component, Field, component_fields};
use crate::units::{self, Dimension, Quantity};

/// Where entries are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Disk,
    Memory,
}

/// What a component stores, copies counted, and where; `None` where it stores nothing. The average rate counts, not the peak:
/// days and months fill a store.
pub(super) fn stored(reckoning: &Reckoning, node: usize) -> Option<(Figure, Medium)> {
    let flow = reckoning.flows.nodes.get(node)?;
    let component = reckoning.component(node)?;
    let get = |field| reckoning.inputs.get(flow.id, field);
    let (writes, entry) = (get(Field::Writes)?, get(Field::Entry)?);
    let retention = get(Field::Retention)?;
    let copies = get(Field::Copies).unwrap_or(1.0);
    let written = flow.average * writes;
    let rate = |value| units::operand(Quantity::new(value, Dimension::RATE));
    let data = |value| Quantity::new(value, Dimension::DATA);
    let figure = Figure::from_formula(
        "written",
        format!("{} × {}", rate(flow.average), units::operand_share(writes)),
        Quantity::new(written, Dimension::RATE),
    )
    .then(
        "kept",
        format!(
            "{} × {} × {}",
            rate(written),
            units::operand(data(entry)),
            units::operand(Quantity::new(retention, Dimension::TIME))
        ),
        data(written * entry * retention),
    )
    .then(
        "with copies",
        format!(
            "{} × {}",
            units::operand(data(written * entry * retention)),
            units::operand_count(copies)
        ),
        data(written * entry * retention * copies),
    );
    Some((figure, medium(component)))
}

/// Where a component keeps its entries, if it keeps any.
pub(super) fn medium(component: &Component) -> Medium {
    match choice(
        &component.set,
        component_fields(component.kind),
        Field::Medium,
    ) {
        "memory" => Medium::Memory,
        _ => Medium::Disk,
    }
}
