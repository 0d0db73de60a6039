//! What things cost: traffic, storage, and the machine classes that components run on.

mod classes;
mod table;

pub(crate) use table::Prices;
