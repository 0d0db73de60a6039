//! The analysis of a design: what flows, what it takes, how fast and how reliably it answers, what it costs, what is wrong
//! with it. Each part is a module that takes the design, its [`Inputs`](crate::model::inputs::Inputs) and what earlier parts found.

pub mod demand;
pub mod availability;
pub mod budget;
mod figure;
pub mod findings;
pub mod latency;
pub mod queueing;
mod result;

pub use figure::{Figure, Step};
pub use result::{
    Analysis, AreaFigures, ComponentFigures, Finding, FindingKind, Importance, Journey, Latency,
    LinkFigures, Load, Mend, Resource, Severity, Swing, Totals,
};
