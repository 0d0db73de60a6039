//! What outlives the panel while the page is open: the plan and the runs of the design that is on the desk.

use super::plan_form::{Change, of_length};
use super::run::Made;
use crate::pages::sketch::desk::Desk;
use nalsd::simulation::{Example, Plan};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What is remembered of one opening of a design.
#[derive(Clone, PartialEq)]
struct Kept {
    /// Which opening: see [`Desk::opened`].
    opened: u32,
    plan: Plan,
    /// The last run.
    made: Option<Rc<Made>>,
    /// The run that later ones are compared with.
    first: Option<Rc<Made>>,
}

/// A handle on what is remembered; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Memory(Rc<RefCell<Option<Kept>>>);

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The plan and the runs, and how they change.
#[derive(Clone)]
pub(super) struct Remembered {
    memory: Memory,
    opened: u32,
    changed: UseForceUpdateHandle,
    pub(super) plan: Plan,
    pub(super) made: Option<Rc<Made>>,
    pub(super) first: Option<Rc<Made>>,
}

impl Remembered {
    fn change(&self, with: impl FnOnce(&mut Kept)) {
        if let Some(kept) = &mut *self.memory.0.borrow_mut()
            && kept.opened == self.opened
        {
            with(kept);
        }
        self.changed.force_update();
    }

    /// Changes the plan as it is now, which may not be drawn yet: `plan` is that of the last drawing.
    pub(super) fn change_plan(&self, change: &Change<Plan>) {
        self.change(|kept| change(&mut kept.plan));
    }

    /// The plan as it is now.
    pub(super) fn plan_now(&self) -> Plan {
        let kept = self.memory.0.borrow();
        let kept = kept.as_ref().filter(|kept| kept.opened == self.opened);
        kept.map_or_else(|| self.plan.clone(), |kept| kept.plan.clone())
    }

    /// A run was made; the first one is what later ones are compared with.
    pub(super) fn set_made(&self, made: &Rc<Made>) {
        self.change(|kept| {
            kept.made = Some(Rc::clone(made));
            kept.first.get_or_insert_with(|| Rc::clone(made));
        });
    }

    /// Later runs are compared with the last one.
    pub(super) fn keep_last(&self) {
        self.change(|kept| kept.first.clone_from(&kept.made));
    }
}

/// What is remembered of the design on the desk: of another one than before, nothing but what its example plans.
#[hook]
pub(super) fn use_memory(memory: &Memory, desk: &Desk) -> Remembered {
    let changed = use_force_update();
    let mut inner = memory.0.borrow_mut();
    if inner.as_ref().is_none_or(|kept| kept.opened != desk.opened) {
        *inner = Some(Kept {
            opened: desk.opened,
            plan: Example::of(&desk.kept).map_or_else(
                || of_length(&Plan::default(), Plan::default().seconds),
                |example| example.plan,
            ),
            made: None,
            first: None,
        });
    }
    let kept = inner.clone();
    drop(inner);
    Remembered {
        memory: memory.clone(),
        opened: desk.opened,
        changed,
        plan: kept
            .as_ref()
            .map(|kept| kept.plan.clone())
            .unwrap_or_default(),
        made: kept.as_ref().and_then(|kept| kept.made.clone()),
        first: kept.and_then(|kept| kept.first),
    }
}
