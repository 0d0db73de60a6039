//! How fields are grouped in the inspector.

use nalsd::model::{Field, FieldSpec};

/// A group of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What comes in and goes on.
    Load,
    /// What a request takes.
    Work,
    /// What is held, and what travels.
    Data,
    /// What it runs on.
    Machines,
    /// How often it is up.
    Reliability,
    /// What it does when it is too much.
    Control,
    /// Money beside machines.
    Cost,
    /// What the design must do.
    Objectives,
    /// How far apart things are.
    Distances,
    /// How long a month is.
    Calendar,
    /// What things cost.
    Prices,
}

impl Group {
    /// All, in the inspector's order.
    pub(super) const ALL: [Self; 11] = [
        Self::Objectives,
        Self::Load,
        Self::Work,
        Self::Data,
        Self::Machines,
        Self::Reliability,
        Self::Control,
        Self::Cost,
        Self::Distances,
        Self::Calendar,
        Self::Prices,
    ];

    /// Its name.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Load => "Load",
            Self::Work => "Work",
            Self::Data => "Data",
            Self::Machines => "Machines",
            Self::Reliability => "Reliability",
            Self::Control => "Control",
            Self::Cost => "Cost",
            Self::Objectives => "Objectives",
            Self::Distances => "Round trips",
            Self::Calendar => "Calendar",
            Self::Prices => "Prices",
        }
    }

    /// Whether it is folded while nothing is written in it.
    pub(super) const fn folded(self) -> bool {
        matches!(
            self,
            Self::Control | Self::Cost | Self::Distances | Self::Calendar
        )
    }

    /// The group of a field.
    pub(super) const fn of(field: Field) -> Self {
        match field {
            Field::Rate
            | Field::Peak
            | Field::Sends
            | Field::FanOut
            | Field::Share
            | Field::Hit => Self::Load,
            Field::Cpu
            | Field::Service
            | Field::Slots
            | Field::MaxRate
            | Field::Queueing
            | Field::P50
            | Field::P99
            | Field::Ops
            | Field::Batch
            | Field::Mode
            | Field::Stage => Self::Work,
            Field::WorkingSet
            | Field::Writes
            | Field::Entry
            | Field::Retention
            | Field::Copies
            | Field::Medium
            | Field::Shards
            | Field::Request
            | Field::Response
            | Field::Copied => Self::Data,
            Field::Machine | Field::Machines | Field::Spare | Field::TaskMemory => Self::Machines,
            Field::Availability | Field::Need | Field::Optional => Self::Reliability,
            Field::QueueLimit
            | Field::Shed
            | Field::ScaleAt
            | Field::ScaleDelay
            | Field::MaxMachines
            | Field::Attempts
            | Field::Timeout
            | Field::Backoff
            | Field::Jitter
            | Field::RetryBudget
            | Field::Breaker
            | Field::BreakerDelay => Self::Control,
            Field::Price | Field::PricePerRequest => Self::Cost,
            Field::LatencySlo
            | Field::LatencyPercentile
            | Field::AvailabilitySlo
            | Field::Window
            | Field::CostLimit
            | Field::MaxUtilisation
            | Field::Survive => Self::Objectives,
            Field::ZoneRtt | Field::RegionRtt | Field::LocalRtt => Self::Distances,
            Field::Month | Field::Year => Self::Calendar,
            _ => Self::Prices,
        }
    }
}

/// Fields by group, each in its own order; groups without any are left out.
pub(super) fn grouped(specs: &[FieldSpec]) -> Vec<(Group, Vec<FieldSpec>)> {
    Group::ALL
        .into_iter()
        .map(|group| {
            let of: Vec<FieldSpec> = specs
                .iter()
                .copied()
                .filter(|spec| Group::of(spec.field) == group)
                .collect();
            (group, of)
        })
        .filter(|(_, of)| !of.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{Kind, component_fields, link_fields, settings_fields};

    #[test]
    fn every_field_is_in_a_group_once() {
        let lists = Kind::ALL
            .into_iter()
            .map(component_fields)
            .chain([link_fields(), settings_fields()]);
        for specs in lists {
            let grouped = grouped(specs);
            let count: usize = grouped.iter().map(|(_, of)| of.len()).sum();
            assert_eq!(count, specs.len());
            assert!(
                grouped.iter().all(|(group, _)| *group != Group::Prices),
                "a field of a part has no group"
            );
        }
    }
}
