//! Opening: what the address names, and what the reader picks from the list.

use super::disk::{self, Fault};
use super::inner::{Inner, Open, new_hand};
use super::{News, Whose};
use crate::pages::sketch::share::token;
use crate::platform::{document, location};
use nalsd::model::Design;
use practice::designs::Past;
use practice::route::Route;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What came of reading a design.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetched {
    /// It is on the desk.
    Shown,
    /// There is nothing to read, and the list says so now.
    Nothing,
    /// The storage can't be read.
    Refused,
}

impl Inner {
    /// Goes where the address leads: to a problem's current design, or to a shared one.
    pub(super) fn arrive(self: &Rc<Self>, problem: Option<String>, shared: Option<String>) {
        *self.problem.borrow_mut() = problem;
        self.visit.set(self.visit.get().wrapping_add(1));
        *self.broken.borrow_mut() = None;
        match shared {
            None => self.place(),
            Some(link) => match token::read(&link) {
                Ok(token::Found::Design(design)) => {
                    self.present(&Rc::new(design), Whose::Guest);
                    self.placed.set(true);
                    self.touch();
                }
                Ok(token::Found::Other) => location::redirect(&Route::Shared(link)),
                Err(problem) => {
                    *self.broken.borrow_mut() = Some(problem);
                    self.placed.set(true);
                    self.touch();
                }
            },
        }
    }

    /// Opens the design to go on with at this place, once the index is there.
    pub(super) fn place(self: &Rc<Self>) {
        if !self.loaded.get() {
            return self.waiting.set(true);
        }
        let inner = Rc::clone(self);
        let visit = self.visit.get();
        spawn_local(async move {
            loop {
                let problem = inner.problem.borrow().clone();
                let id = inner
                    .index
                    .borrow()
                    .current(problem.as_deref())
                    .map(str::to_owned);
                let Some(id) = id else {
                    if inner.visit.get() == visit {
                        inner.present(&Rc::new(inner.blank()), Whose::Blank);
                    }
                    break;
                };
                match inner.fetch(&id, visit).await {
                    Fetched::Shown => break,
                    Fetched::Nothing => {}
                    Fetched::Refused => {
                        inner.present(&Rc::new(inner.blank()), Whose::Blank);
                        break;
                    }
                }
            }
            inner.placed.set(true);
            inner.touch();
        });
    }

    /// Opens one of the reader's designs, at the place where it belongs.
    pub(super) fn go_to(self: &Rc<Self>, id: &str) {
        let problem = {
            let mut index = self.index.borrow_mut();
            let Some(entry) = index.entry(id) else {
                return;
            };
            let problem = entry.facts.problem.clone();
            index.choose(problem.as_deref(), id, document::now_ms());
            problem
        };
        self.index_unkept.set(true);
        disk::save_soon(self);
        let here = Route::Sketchpad {
            problem: problem.clone(),
        };
        if Route::parse(&location::fragment()) != here {
            return location::go(&here);
        }
        *self.problem.borrow_mut() = problem;
        let (inner, id, visit) = (Rc::clone(self), id.to_owned(), self.visit.get());
        spawn_local(async move {
            if inner.fetch(&id, visit).await == Fetched::Nothing {
                inner.place();
            }
        });
    }

    /// Reads a design and puts it on the desk.
    async fn fetch(self: &Rc<Self>, id: &str, visit: u32) -> Fetched {
        let on_desk = |open: &Option<Open>| {
            open.as_ref()
                .is_some_and(|open| open.id == id && open.whose == Whose::Own)
        };
        if self.pending.borrow().is_none() && on_desk(&self.open.borrow()) {
            return Fetched::Shown;
        }
        let found = disk::read(self, id).await;
        if let Err(fault) = &found {
            self.tell(Some(News {
                text: fault.text().to_owned(),
                offer: None,
                of: None,
            }));
        }
        match found {
            Ok(Some((past, design))) => {
                if self.visit.get() == visit {
                    self.show(id, past, design);
                }
                Fetched::Shown
            }
            Err(Fault::Refused(_)) => Fetched::Refused,
            Ok(None) | Err(Fault::PutAside(_)) => {
                self.index.borrow_mut().forget(id, document::now_ms());
                self.index_unkept.set(true);
                disk::save_soon(self);
                Fetched::Nothing
            }
        }
    }

    /// Puts a state of a design on the desk.
    pub(super) fn show(&self, id: &str, past: Past, design: Rc<Design>) {
        self.ask(Open {
            id: id.to_owned(),
            hand: new_hand(),
            past,
            design,
            whose: Whose::Own,
        });
    }

    /// The design on the desk is the reader's own now: the address of the link it came by is left.
    pub(super) fn leave_link(&self, design: &Design) {
        self.problem.borrow_mut().clone_from(&design.problem);
        location::replace(&Route::Sketchpad {
            problem: design.problem.clone(),
        });
        self.tell(Some(News {
            text: format!(
                "\u{201c}{}\u{201d} came with a link and is your own copy now, kept beside your other designs.",
                design.name
            ),
            offer: None,
            of: self.open.borrow().as_ref().map(|open| open.id.clone()),
        }));
    }
}
