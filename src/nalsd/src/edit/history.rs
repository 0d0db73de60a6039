//! Undo and redo: every act is one step. Steps share all parts that they have in common.

use super::{Command, Refusal, apply};
use crate::model::{Design, Id};
use std::collections::VecDeque;
use std::rc::Rc;

/// How many steps can be undone.
pub const MAX_STEPS: usize = 500;

/// A design with its past, and the future that undoing has left.
#[derive(Clone, Debug)]
pub struct History {
    present: Rc<Design>,
    /// What was before each act, the oldest first, and what the act was.
    past: VecDeque<(Rc<Design>, String)>,
    /// What came after, the nearest last, and what the act was that led there.
    future: Vec<(Rc<Design>, String)>,
}

impl History {
    /// A design without a past.
    #[must_use]
    pub fn new(design: Design) -> Self {
        Self {
            present: Rc::new(design),
            past: VecDeque::new(),
            future: Vec::new(),
        }
    }

    /// The design as it is.
    #[must_use]
    pub fn design(&self) -> &Rc<Design> {
        &self.present
    }

    /// Does a command; the numbers of the parts that it added. One that changes nothing is no step.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn commit(&mut self, command: &Command) -> Result<Vec<Id>, Refusal> {
        let label = command.label(&self.present);
        self.commit_all(std::slice::from_ref(command), &label)
    }

    /// Does several commands as one step, which the label names: `move of 3 parts`.
    ///
    /// # Errors
    /// Why one of them was refused; nothing has changed then.
    pub fn commit_all(&mut self, commands: &[Command], label: &str) -> Result<Vec<Id>, Refusal> {
        let mut design = None;
        let mut added = Vec::new();
        for command in commands {
            let applied = apply(design.as_ref().unwrap_or(&self.present), command)?;
            design = Some(applied.design);
            added.extend(applied.added);
        }
        if let Some(design) = design.filter(|design| *design != *self.present) {
            let before = std::mem::replace(&mut self.present, Rc::new(design));
            self.remember(before, label);
        }
        Ok(added)
    }

    fn remember(&mut self, before: Rc<Design>, label: &str) {
        self.past.push_back((before, label.to_owned()));
        if self.past.len() > MAX_STEPS {
            self.past.pop_front();
        }
        self.future.clear();
    }

    /// Goes on with another state of the design, which came from elsewhere: one step, as the label names it, unless nothing
    /// differs.
    pub fn follow(&mut self, design: Design, label: &str) {
        let differs = design != *self.present;
        let before = std::mem::replace(&mut self.present, Rc::new(design));
        if differs {
            self.remember(before, label);
        }
    }

    /// Takes the last act back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some((before, label)) = self.past.pop_back() else {
            return false;
        };
        let after = std::mem::replace(&mut self.present, before);
        self.future.push((after, label));
        true
    }

    /// Does again what was taken back last; whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some((after, label)) = self.future.pop() else {
            return false;
        };
        let before = std::mem::replace(&mut self.present, after);
        self.past.push_back((before, label));
        true
    }

    /// What undoing would take back: `move of 3 parts`.
    #[must_use]
    pub fn can_undo(&self) -> Option<&str> {
        self.past.back().map(|(_, label)| label.as_str())
    }

    /// What would be done again.
    #[must_use]
    pub fn can_redo(&self) -> Option<&str> {
        self.future.last().map(|(_, label)| label.as_str())
    }
}

/// Histories are equal when they are at the same place: the same designs, not merely like ones.
impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.present, &other.present)
            && self.past.len() == other.past.len()
            && self.future.len() == other.future.len()
    }
}
