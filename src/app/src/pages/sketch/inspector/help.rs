//! What may be written in a field, and what stands when nothing is.

use nalsd::model::{Field, FieldSpec, Form};
use nalsd::units::Dimension;

/// Examples of what may be written, for a sentence; empty where there is nothing to write.
pub(super) fn examples(spec: FieldSpec) -> &'static str {
    match spec.field.form() {
        Form::Number(dimension) => of_dimension(dimension, is_share(spec)),
        Form::Choice(_) | Form::MachineClass => "",
    }
}

/// Whether people write it in per cent.
fn is_share(spec: FieldSpec) -> bool {
    spec.default.ends_with('%')
        || matches!(
            spec.field,
            Field::Hit
                | Field::Writes
                | Field::Availability
                | Field::ScaleAt
                | Field::Shed
                | Field::RetryBudget
                | Field::Breaker
        )
}

fn of_dimension(dimension: Dimension, share: bool) -> &'static str {
    match dimension {
        Dimension::RATE => "500k/s, 3M/day",
        Dimension::DATA => "2 KB, 1.5 GiB",
        Dimension::BANDWIDTH => "1 Gbps, 200 MB/s",
        Dimension::TIME => "20 ms, 1.5 h, 30 d",
        Dimension::MACHINE => "12, 3 + 1",
        Dimension::SPENDING => "$ 300/month",
        Dimension::STORAGE_PRICE => "$ 0.02/GB/month",
        Dimension::MONEY_PER_DATA => "$ 0.05/GB",
        Dimension::MONEY_PER_REQUEST => "$ 0.4/1M requests",
        _ if share => "99.9 %, 0.5",
        _ => "3, 1.5",
    }
}

/// What stands where nothing is written and no default is.
pub(super) const fn unwritten(field: Field) -> &'static str {
    match field {
        Field::Machines | Field::Need | Field::Slots | Field::Shards => "as needed",
        Field::MaxRate
        | Field::QueueLimit
        | Field::MaxMachines
        | Field::RetryBudget
        | Field::CostLimit => "no limit",
        Field::Timeout | Field::Shed | Field::ScaleAt | Field::Breaker => "never",
        _ => "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{machine_fields, price_fields};
    use nalsd::units::{Calendar, Names, parse_as};

    #[test]
    fn every_example_can_be_written_in_its_field() {
        let with_defaults = price_fields().iter().chain(machine_fields()).copied();
        let all = Field::ALL
            .into_iter()
            .map(|field| FieldSpec { field, default: "" })
            .chain(with_defaults);
        for spec in all {
            let Form::Number(dimension) = spec.field.form() else {
                continue;
            };
            for example in examples(spec).split(", ") {
                let read = parse_as(example, dimension, Calendar::default(), &Names::new());
                assert!(read.is_ok(), "{:?}: {example}: {read:?}", spec.field);
            }
        }
    }
}
