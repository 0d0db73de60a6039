//! What the page's parts share: the design as it stands, what is known of it, what is selected, and what can be done.

use nalsd::analysis::Analysis;
use nalsd::edit::Command;
use nalsd::model::{Design, Id};
use std::rc::Rc;
use yew::prelude::*;

/// Something done on the page.
pub(crate) enum Act {
    /// Carries out a command: one step of the undo history.
    Do(Command),
    /// Carries out several commands as one step, which the label names: `adding a zone`.
    All {
        /// The commands, each on what the one before gives.
        commands: Vec<Command>,
        /// What Undo calls it.
        label: String,
    },
    /// Shows what a command would do without doing it, while somebody types; `None` ends that.
    Try(Option<Command>),
    /// Selects parts, the last one foremost.
    Select(Vec<Id>),
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Opens a design, with a history of its own: the one it had when it was left, where it stands as it stood then.
    Open {
        /// The design.
        design: Rc<Design>,
        /// Its name within the storage.
        of: String,
    },
    /// Goes on with what another tab made of the design: one step of its history.
    Follow(Rc<Design>),
    /// Shows an area as lost, and what that does; `None` ends that.
    Lose(Option<Id>),
}

/// Shared with every part of the page, by context or as a property. Cheap to clone; equal while nothing changed.
#[derive(Clone)]
pub(crate) struct Desk {
    /// The design as it is shown: what is tried is applied.
    pub(crate) design: Rc<Design>,
    /// The design as it is kept: what is tried is not in it.
    pub(crate) kept: Rc<Design>,
    /// What is known of the design shown.
    pub(crate) analysis: Rc<Analysis>,
    /// What is selected, the last one foremost.
    pub(crate) selection: Rc<Vec<Id>>,
    /// The area that is shown as lost.
    pub(crate) lost: Option<Id>,
    /// Grows with each design that is opened: it is looked at anew.
    pub(crate) opened: u32,
    /// What Undo would take back.
    pub(crate) undo: Option<AttrValue>,
    /// What Redo would do again.
    pub(crate) redo: Option<AttrValue>,
    /// Does something.
    pub(crate) act: Callback<Act>,
    /// Gives the desk as it is now.
    pub(super) latest: Rc<dyn Fn() -> Desk>,
}

impl Desk {
    /// The desk as it is now. What handles one event after the other asks for it: a slow machine draws later than it acts, and
    /// until then a component still holds the desk of its last render.
    pub(crate) fn now(&self) -> Self {
        (self.latest)()
    }
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.design, &other.design)
            && Rc::ptr_eq(&self.kept, &other.kept)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && self.selection == other.selection
            && self.lost == other.lost
            && self.opened == other.opened
            && self.undo == other.undo
            && self.redo == other.redo
    }
}
