//! What the store holds in memory.

use super::{News, Offer, Saved, Whose, disk};
use crate::pages::sketch::desk::Act;
use crate::platform::{document, keep, location};
use gloo::timers::callback::Timeout;
use nalsd::model::{Design, Kind};
use practice::designs::{Facts, Index, Past};
use practice::route::Route;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// The design on the desk, or on its way there.
#[derive(Clone)]
pub(super) struct Open {
    /// Its name within the storage.
    pub(super) id: String,
    /// This opening of it: see [`Past`].
    pub(super) hand: u64,
    pub(super) past: Past,
    pub(super) design: Rc<Design>,
    pub(super) whose: Whose,
}

/// The store.
#[derive(Default)]
pub(super) struct Inner {
    /// Of the page that is shown now.
    pub(super) act: RefCell<Callback<Act>>,
    pub(super) redraw: RefCell<Callback<()>>,
    /// The problem at the address, and what it is called.
    pub(super) problem: RefCell<Option<String>>,
    pub(super) title: RefCell<Option<String>>,
    pub(super) index: RefCell<Index>,
    pub(super) open: RefCell<Option<Open>>,
    /// What the desk was asked to open and hasn't yet.
    pub(super) pending: RefCell<Option<Open>>,
    /// What is not on the disk yet.
    pub(super) unkept: RefCell<BTreeMap<String, (Past, Rc<Design>)>>,
    pub(super) index_unkept: Cell<bool>,
    /// Whether the stored index can't be read and could not be put aside: it is not written over.
    pub(super) sealed: Cell<bool>,
    /// The index was read.
    pub(super) loaded: Cell<bool>,
    pub(super) loading: Cell<bool>,
    /// A place waits for that.
    pub(super) waiting: Cell<bool>,
    /// Each place that is opened has a number: what was read for an earlier one comes too late.
    pub(super) visit: Cell<u32>,
    pub(super) placed: Cell<bool>,
    pub(super) saved: RefCell<Saved>,
    pub(super) broken: RefCell<Option<String>>,
    pub(super) news: RefCell<Option<News>>,
    pub(super) timer: RefCell<Option<Timeout>>,
    pub(super) saving: Cell<bool>,
    pub(super) watch: RefCell<Option<keep::Watch>>,
    /// Grows with each change that is to be seen.
    pub(super) version: Cell<u32>,
}

impl Inner {
    /// Whether the desk shows what it should.
    pub(super) fn is_ready(&self) -> bool {
        self.placed.get() && self.pending.borrow().is_none()
    }

    /// The page goes; what isn't on the disk yet stays in memory until it is.
    pub(super) fn leave(&self) {
        *self.act.borrow_mut() = Callback::noop();
        *self.redraw.borrow_mut() = Callback::noop();
        *self.open.borrow_mut() = None;
        *self.pending.borrow_mut() = None;
        *self.news.borrow_mut() = None;
        self.placed.set(false);
        self.waiting.set(false);
        self.visit.set(self.visit.get().wrapping_add(1));
    }

    /// Draws the page anew.
    pub(super) fn touch(&self) {
        self.version.set(self.version.get().wrapping_add(1));
        // Not within the borrow: what is drawn may ask the store.
        let redraw = self.redraw.borrow().clone();
        redraw.emit(());
    }

    pub(super) fn set_saved(&self, saved: Saved) {
        if *self.saved.borrow() != saved {
            *self.saved.borrow_mut() = saved;
            self.touch();
        }
    }

    pub(super) fn tell(&self, news: Option<News>) {
        *self.news.borrow_mut() = news;
        self.touch();
    }

    /// An empty design for the place.
    pub(super) fn blank(&self) -> Design {
        let mut design = Design {
            problem: self.problem.borrow().clone(),
            ..Design::default()
        };
        if let Some(title) = &*self.title.borrow() {
            design.name.clone_from(title);
        }
        design
    }

    /// Asks the desk to open a design that has no name in the storage yet.
    pub(super) fn present(&self, design: &Rc<Design>, whose: Whose) {
        self.ask(Open {
            id: new_id(),
            hand: new_hand(),
            past: Past::default(),
            design: Rc::clone(design),
            whose,
        });
    }

    /// Asks the desk to open a design.
    pub(super) fn ask(&self, open: Open) {
        let design = Rc::clone(&open.design);
        let by_link = matches!(Route::parse(&location::fragment()), Route::SharedDesign(_));
        if by_link && open.whose != Whose::Guest {
            // Another one than the link's: coming back must not lead to that.
            location::replace(&Route::Sketchpad {
                problem: design.problem.clone(),
            });
        }
        let of = open.id.clone();
        *self.pending.borrow_mut() = Some(open);
        let act = self.act.borrow().clone();
        act.emit(Act::Open { design, of });
        self.touch();
    }

    /// Hears what is on the desk now.
    pub(super) fn see(self: &Rc<Self>, kept: &Rc<Design>) {
        let seen = self
            .open
            .borrow()
            .as_ref()
            .map(|open| Rc::clone(&open.design));
        if seen.as_ref().is_some_and(|seen| Rc::ptr_eq(seen, kept)) {
            return;
        }
        let arrived = self
            .pending
            .borrow()
            .as_ref()
            .is_some_and(|open| open.design == *kept);
        if arrived {
            let mut open = self.pending.borrow_mut().take();
            if let Some(open) = &mut open {
                open.design = Rc::clone(kept);
                let elsewhere = |news: &News| news.of.as_ref().is_some_and(|of| *of != open.id);
                // What was said of the design before went with it.
                self.news.borrow_mut().take_if(|news| elsewhere(news));
            }
            *self.open.borrow_mut() = open;
            return self.touch();
        }
        let first = self.open.borrow().is_none();
        if first {
            // What the desk begins with, before anything was asked of it.
            *self.open.borrow_mut() = Some(Open {
                id: new_id(),
                hand: new_hand(),
                past: Past::default(),
                design: Rc::clone(kept),
                whose: Whose::Blank,
            });
            return;
        }
        self.changed(kept);
    }

    /// The reader changed the design on the desk.
    fn changed(self: &Rc<Self>, kept: &Rc<Design>) {
        let now = document::now_ms();
        let mut copied = false;
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.design = Rc::clone(kept);
            open.past.touch(open.hand, now);
            copied = open.whose == Whose::Guest;
            open.whose = Whose::Own;
            self.keep(&open.id, &open.past, kept, now);
        }
        if copied {
            self.leave_link(kept);
        }
        disk::save_soon(self);
    }

    /// Puts a state of a design on its way to the disk.
    pub(super) fn keep(&self, id: &str, past: &Past, design: &Rc<Design>, now: u64) {
        let mut index = self.index.borrow_mut();
        index.record(id, facts(design), now);
        index.choose(design.problem.as_deref(), id, now);
        self.index_unkept.set(true);
        let state = (past.clone(), Rc::clone(design));
        self.unkept.borrow_mut().insert(id.to_owned(), state);
    }

    /// Keeps a design beside the others and opens it; its name.
    pub(super) fn add(self: &Rc<Self>, design: Design) -> String {
        let (id, hand, now) = (new_id(), new_hand(), document::now_ms());
        let design = Rc::new(design);
        let mut past = Past::default();
        past.touch(hand, now);
        self.keep(&id, &past, &design, now);
        disk::save_soon(self);
        if design.problem == *self.problem.borrow() {
            self.ask(Open {
                id: id.clone(),
                hand,
                past,
                design,
                whose: Whose::Own,
            });
        } else {
            self.go_to(&id);
        }
        id
    }

    /// Makes the shared design on the desk one of the reader's own.
    pub(super) fn keep_copy(self: &Rc<Self>) {
        let guest = self.open.borrow().clone();
        let Some(mut open) = guest.filter(|open| open.whose == Whose::Guest) else {
            return;
        };
        let now = document::now_ms();
        open.past.touch(open.hand, now);
        open.whose = Whose::Own;
        self.keep(&open.id, &open.past, &open.design, now);
        let design = Rc::clone(&open.design);
        *self.open.borrow_mut() = Some(open);
        self.leave_link(&design);
        disk::save_soon(self);
    }

    /// Puts a design on the shelf; where it was on the desk, the one before it takes its place.
    pub(super) fn remove(self: &Rc<Self>, id: &str) {
        let now = document::now_ms();
        let name = {
            let mut index = self.index.borrow_mut();
            index.remove(id, now);
            index.entry(id).map(|entry| entry.facts.name.clone())
        };
        self.index_unkept.set(true);
        disk::save_soon(self);
        let was_open = self
            .open
            .borrow()
            .as_ref()
            .is_some_and(|open| open.id == id);
        if was_open {
            self.place();
        }
        if let Some(name) = name {
            self.tell(Some(News {
                text: format!(
                    "\u{201c}{name}\u{201d} is on the shelf, where it can be brought back from."
                ),
                offer: Some(Offer::Restore(id.to_owned())),
                of: None,
            }));
        }
    }

    /// Brings a design back from the shelf, and opens it.
    pub(super) fn restore(self: &Rc<Self>, id: &str) {
        self.index.borrow_mut().restore(id, document::now_ms());
        self.index_unkept.set(true);
        disk::save_soon(self);
        self.go_to(id);
    }
}

/// What the list says of a design.
pub(super) fn facts(design: &Design) -> Facts {
    let parts = design.components.iter();
    Facts {
        name: design.name.clone(),
        iteration: design.iteration,
        problem: design.problem.clone(),
        parts: parts.filter(|part| part.kind != Kind::Note).count() as u32,
    }
}

pub(super) fn new_id() -> String {
    let part = || document::random(u32::MAX);
    format!("{:08x}{:08x}", part(), part())
}

/// Never 0, which no past has.
pub(super) fn new_hand() -> u64 {
    1 + u64::from(document::random(u32::MAX))
}
