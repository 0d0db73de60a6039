//! The assumptions: values that expressions may name, in full or as ranges.

mod table;

pub(crate) use table::Assumptions;
