//! What the keyboard is in the middle of, and what that is called.

use crate::pages::sketch::names::is_note;
use nalsd::model::{Design, Id, Point, Rect};

/// What is going on beside the pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Mode {
    /// Nothing.
    #[default]
    Plain,
    /// The next key names a kind, which is added beside this component and linked from it.
    Beside(Id),
    /// A link is drawn by keys.
    Link {
        /// From here.
        from: Id,
        /// To here, as it stands.
        to: Option<Id>,
        /// The letters typed to find it.
        typed: String,
    },
    /// A link from here was let go over nothing, at that point of the world: what is to be added there is asked.
    Offer {
        /// From here.
        from: Id,
        /// To there.
        at: Point,
    },
    /// A part is renamed in place.
    Rename(Id),
    /// A new note is written where it will stand.
    Note(Rect),
    /// The keys are shown.
    Help,
}

impl Mode {
    /// What can be done next, for the line below the drawing; `None` where nothing needs saying.
    pub(super) fn hint(&self, design: &Design) -> Option<String> {
        let name = |id: Id| design.component(id).map_or("", |part| part.name.as_str());
        match self {
            Self::Plain | Self::Help | Self::Offer { .. } => None,
            Self::Beside(id) => Some(format!(
                "Add beside {}, and link: press the key of a kind (S service, K NoSQL store …). Escape leaves it.",
                name(*id)
            )),
            Self::Link { from, to, typed } => {
                let to = to.map_or_else(|| "nothing yet".to_owned(), |id| name(id).to_owned());
                let typed = if typed.is_empty() {
                    String::new()
                } else {
                    format!(" (typed “{typed}”)")
                };
                Some(format!(
                    "Link from {} to {to}{typed}. Arrows or letters choose, Enter links, Escape leaves it.",
                    name(*from)
                ))
            }
            Self::Rename(id) if !is_note(design, *id) => {
                Some("Enter keeps the name, Escape the old one.".to_owned())
            }
            Self::Rename(_) | Self::Note(_) => {
                Some("Escape keeps what is written, Shift + Enter begins a line.".to_owned())
            }
        }
    }
}

/// The component that typed letters mean: its name begins with them, or else a word of it, or else they are in it.
pub(super) fn find(design: &Design, typed: &str, but: Id) -> Option<Id> {
    let typed = typed.to_lowercase();
    let all = nalsd::sketch::reading_order(design);
    let named = |test: &dyn Fn(&str) -> bool| {
        all.iter().copied().find(|id| {
            *id != but
                && design
                    .component(*id)
                    .is_some_and(|part| test(&part.name.to_lowercase()))
        })
    };
    named(&|name| name.starts_with(&typed))
        .or_else(|| named(&|name| name.split_whitespace().any(|word| word.starts_with(&typed))))
        .or_else(|| named(&|name| name.contains(&typed)))
}
