//! Where things are written.

use crate::model::{Design, Field, Id};
use serde::{Deserialize, Serialize};

/// Whose field it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A component, link or area.
    Part(Id),
    /// The design itself.
    Design,
    /// A machine class, by name.
    Machine(String),
    /// An assumption, by name.
    Assumption(String),
}

/// Where a number is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Whose it is.
    pub subject: Subject,
    /// Which field; none of an assumption.
    pub field: Option<Field>,
}

impl Place {
    /// Its name for people: `clicks`, `Query store: Entry`, `Users → API: Calls per request`.
    #[must_use]
    pub fn label(&self, design: &Design) -> String {
        let named = |id: Id| {
            let component = design
                .component(id)
                .map(|part| (&part.name, part.kind.label()));
            let area = || design.area(id).map(|area| (&area.name, area.kind.label()));
            component
                .or_else(area)
                .map(|(name, kind)| match name.trim() {
                    "" => kind.to_owned(),
                    name => name.to_owned(),
                })
        };
        let whose = match &self.subject {
            Subject::Part(id) => named(*id).or_else(|| {
                let link = design.link(*id)?;
                Some(format!("{} → {}", named(link.from)?, named(link.to)?))
            }),
            Subject::Design => None,
            Subject::Machine(name) | Subject::Assumption(name) => Some(name.clone()),
        };
        match (whose, self.field) {
            (Some(whose), Some(field)) => format!("{whose}: {}", field.label()),
            (Some(whose), None) => whose,
            (None, Some(field)) => field.label().to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// Something written that can't be reckoned with. The field's default stands in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, for the reader.
    pub message: String,
}
