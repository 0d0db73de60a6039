//! Commands in words, for “Undo …”.

use super::Command;
use crate::model::{Design, Id};

impl Command {
    /// What the command does, so that it reads after “Undo”: `move of 3 parts`.
    #[must_use]
    pub fn label(&self, design: &Design) -> String {
        match self {
            Self::Add {
                components,
                links,
                areas,
            } => match (components.as_slice(), links.as_slice(), areas.as_slice()) {
                ([part], [], []) => format!("adding {}", quoted(&part.name, part.kind.label())),
                ([], [_], []) => "adding a link".to_owned(),
                ([], [], [part]) => format!("adding {}", quoted(&part.name, part.kind.label())),
                _ => format!(
                    "adding {}",
                    parts(components.len() + links.len() + areas.len())
                ),
            },
            Self::Remove(ids) => format!("removal of {}", named(design, ids)),
            Self::Move { ids, .. } => format!("move of {}", named(design, ids)),
            Self::Resize { id, .. } => format!("resizing {}", named(design, &[*id])),
            Self::Place(places) => format!("arranging {}", parts(places.len())),
            Self::Rename { .. } => "renaming".to_owned(),
            Self::Set { ids, field, .. } => {
                format!("“{}” of {}", field.label(), named(design, ids))
            }
            Self::SetDesign { field, .. } => format!("“{}” of the design", field.label()),
            Self::Reconnect { .. } => "moving a link's end".to_owned(),
            Self::Raise(ids) => format!("bringing {} to the front", named(design, ids)),
            Self::Lower(ids) => format!("putting {} to the back", named(design, ids)),
            Self::Assume(_) => "changed assumptions".to_owned(),
            Self::Machines(_) => "changed machine classes".to_owned(),
            Self::Title(_) => "the design's name".to_owned(),
            Self::Iteration(_) => "the iteration".to_owned(),
            Self::Replace(_) => "the import".to_owned(),
        }
    }
}

/// One part by its name, several by their number.
fn named(design: &Design, ids: &[Id]) -> String {
    let [id] = ids else {
        return parts(ids.len());
    };
    if let Some(part) = design.component(*id) {
        quoted(&part.name, part.kind.label())
    } else if let Some(part) = design.area(*id) {
        quoted(&part.name, part.kind.label())
    } else {
        "a link".to_owned()
    }
}

/// A name, or the kind where there is none; a long one is cut.
fn quoted(name: &str, kind: &str) -> String {
    let line = name.lines().next().unwrap_or("").trim();
    if line.is_empty() {
        return kind.to_lowercase();
    }
    let short: String = line.chars().take(30).collect();
    let more = if short == line { "" } else { "…" };
    format!("“{short}{more}”")
}

fn parts(count: usize) -> String {
    if count == 1 {
        "1 part".to_owned()
    } else {
        format!("{count} parts")
    }
}
