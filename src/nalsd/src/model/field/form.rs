//! How fields are written.

use super::Field;
use crate::units::{DIMENSIONLESS, Dimension};

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A quantity of this dimension.
    Number(Dimension),
    /// One of several, as (what is written, what people read).
    Choice(&'static [(&'static str, &'static str)]),
    /// The name of a machine class.
    MachineClass,
}

impl Field {
    /// How it is written.
    #[must_use]
    pub const fn form(self) -> Form {
        match self {
            Self::Rate => Form::Number(Dimension::RATE),
            Self::Peak => Form::Number(DIMENSIONLESS),
            Self::Sends => {
                Form::Choice(&[("one", "one of its links"), ("all", "each of its links")])
            }
            Self::Need => Form::Number(DIMENSIONLESS),
            Self::Machine => Form::MachineClass,
            Self::Machines => Form::Number(Dimension::MACHINE),
            Self::Spare => Form::Number(Dimension::MACHINE),
            Self::Cpu => Form::Number(Dimension::TIME),
            Self::Service => Form::Number(Dimension::TIME),
            Self::Slots => Form::Number(DIMENSIONLESS),
            Self::MaxRate => Form::Number(Dimension::RATE),
            Self::TaskMemory => Form::Number(Dimension::DATA),
            Self::Queueing => Form::Choice(&[
                ("mmc", "M/M/c: one queue, many slots"),
                ("mm1", "M/M/1: a queue for each slot"),
                ("given", "given by p50 and p99"),
            ]),
            Self::P50 => Form::Number(Dimension::TIME),
            Self::P99 => Form::Number(Dimension::TIME),
            Self::Hit => Form::Number(DIMENSIONLESS),
            Self::WorkingSet => Form::Number(Dimension::DATA),
            Self::Writes => Form::Number(DIMENSIONLESS),
            Self::Entry => Form::Number(Dimension::DATA),
            Self::Retention => Form::Number(Dimension::TIME),
            Self::Copies => Form::Number(DIMENSIONLESS),
            Self::Medium => Form::Choice(&[("disk", "on disk"), ("memory", "in memory")]),
            Self::Ops => Form::Number(DIMENSIONLESS),
            Self::Shards => Form::Number(DIMENSIONLESS),
            Self::Batch => Form::Number(DIMENSIONLESS),
            Self::QueueLimit => Form::Number(DIMENSIONLESS),
            Self::Availability => Form::Number(DIMENSIONLESS),
            Self::Shed => Form::Number(DIMENSIONLESS),
            Self::ScaleAt => Form::Number(DIMENSIONLESS),
            Self::ScaleDelay => Form::Number(Dimension::TIME),
            Self::MaxMachines => Form::Number(Dimension::MACHINE),
            Self::Price => Form::Number(Dimension::SPENDING),
            Self::PricePerRequest => Form::Number(Dimension::MONEY_PER_REQUEST),
            Self::FanOut => Form::Number(DIMENSIONLESS),
            Self::Share => Form::Number(DIMENSIONLESS),
            Self::Request => Form::Number(Dimension::DATA),
            Self::Response => Form::Number(Dimension::DATA),
            Self::Mode => Form::Choice(&[("sync", "for the answer"), ("async", "for nobody")]),
            Self::Stage => Form::Number(DIMENSIONLESS),
            Self::Optional => Form::Choice(&[
                ("no", "the request fails"),
                ("yes", "the request goes on without"),
            ]),
            Self::Attempts => Form::Number(DIMENSIONLESS),
            Self::Timeout => Form::Number(Dimension::TIME),
            Self::Backoff => Form::Number(Dimension::TIME),
            Self::Jitter => Form::Choice(&[
                ("full", "full: from nothing to the pause"),
                ("none", "none"),
            ]),
            Self::RetryBudget => Form::Number(DIMENSIONLESS),
            Self::Breaker => Form::Number(DIMENSIONLESS),
            Self::BreakerDelay => Form::Number(Dimension::TIME),
            Self::Copied => Form::Number(DIMENSIONLESS),
            Self::LatencySlo => Form::Number(Dimension::TIME),
            Self::LatencyPercentile => Form::Number(DIMENSIONLESS),
            Self::AvailabilitySlo => Form::Number(DIMENSIONLESS),
            Self::Window => Form::Number(Dimension::TIME),
            Self::CostLimit => Form::Number(Dimension::SPENDING),
            Self::MaxUtilisation => Form::Number(DIMENSIONLESS),
            Self::Survive => Form::Number(DIMENSIONLESS),
            Self::ZoneRtt => Form::Number(Dimension::TIME),
            Self::RegionRtt => Form::Number(Dimension::TIME),
            Self::LocalRtt => Form::Number(Dimension::TIME),
            Self::Month => Form::Number(Dimension::TIME),
            Self::Year => Form::Number(Dimension::TIME),
            Self::Cores => Form::Number(DIMENSIONLESS),
            Self::Memory => Form::Number(Dimension::DATA),
            Self::Network => Form::Number(Dimension::BANDWIDTH),
            Self::Disk => Form::Number(Dimension::DATA),
            Self::Iops => Form::Number(Dimension::RATE),
            Self::MachinePrice => Form::Number(Dimension::SPENDING),
            Self::StoragePrice => Form::Number(Dimension::STORAGE_PRICE),
            Self::EgressPrice => Form::Number(Dimension::MONEY_PER_DATA),
            Self::ZonePrice => Form::Number(Dimension::MONEY_PER_DATA),
            Self::RegionPrice => Form::Number(Dimension::MONEY_PER_DATA),
        }
    }
}
