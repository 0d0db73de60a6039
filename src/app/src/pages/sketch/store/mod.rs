//! The reader's designs: several, by name, on the disk within a second of each change, whatever other tabs do.
//!
//! The rules are [`practice::designs`]'; here they are carried out. There is one store for the life of the page, so that
//! what could not be kept outlives a walk through other pages. It never changes a design by itself: it hears of changes
//! from the desk, and asks the desk to open one.

mod disk;
mod hook;
mod inner;
mod open;

pub(crate) use hook::{Place, use_store};
use inner::Inner;

use crate::platform::document;
use nalsd::edit;
use nalsd::model::Design;
use practice::designs::Index;
use std::cell::Ref;
use std::rc::Rc;

/// How it stands with what was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Saved {
    /// On the disk.
    #[default]
    Yes,
    /// On its way there.
    Soon,
    /// Refused: it lasts as long as the page.
    No(String),
}

/// Whose design is on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Nobody's yet: nothing was drawn, and nothing is kept.
    Blank,
    /// The reader's own: each change is kept.
    Own,
    /// A link's: it is only looked at. With the first change it becomes a copy of the reader's own.
    Guest,
}

/// Something that the reader should know, until they put it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    /// In sentences.
    pub(crate) text: String,
    /// What can be done about it.
    pub(crate) offer: Option<Offer>,
    /// The design that it is about: it goes with that. None where it holds whatever is on the desk.
    pub(crate) of: Option<String>,
}

/// What can be done about news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// Open a design.
    Open(String),
    /// Go back to the design that was on the desk before.
    Back(String),
    /// Bring a design back from the shelf.
    Restore(String),
}

/// A handle on the store; clones share it. Two are equal when nothing changed between their drawings.
#[derive(Clone)]
pub(crate) struct Store {
    inner: Rc<Inner>,
    version: u32,
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner) && self.version == other.version
    }
}

impl Store {
    /// Whether the design that the address names is on the desk. Until then the desk is not for drawing on.
    pub(crate) fn ready(&self) -> bool {
        self.inner.is_ready()
    }

    /// Which designs there are.
    pub(crate) fn index(&self) -> Ref<'_, Index> {
        self.inner.index.borrow()
    }

    /// The name, within the storage, of the design on the desk.
    pub(crate) fn current(&self) -> Option<String> {
        let open = self.inner.open.borrow();
        open.as_ref()
            .filter(|open| open.whose == Whose::Own)
            .map(|open| open.id.clone())
    }

    /// Whose design is on the desk.
    pub(crate) fn whose(&self) -> Whose {
        let open = self.inner.open.borrow();
        open.as_ref().map_or(Whose::Blank, |open| open.whose)
    }

    /// How it stands with what was drawn.
    pub(crate) fn saved(&self) -> Saved {
        self.inner.saved.borrow().clone()
    }

    /// What is wrong with the link at the address. Nothing of the reader's was touched.
    pub(crate) fn broken(&self) -> Option<String> {
        self.inner.broken.borrow().clone()
    }

    /// What the reader should know.
    pub(crate) fn news(&self) -> Option<News> {
        self.inner.news.borrow().clone()
    }

    /// Tells something about a design that the reader should go through.
    pub(crate) fn note(&self, of: String, text: String) {
        self.inner.tell(Some(News {
            text,
            offer: None,
            of: Some(of),
        }));
    }

    /// Puts the news away.
    pub(crate) fn dismiss(&self) {
        self.inner.tell(None);
    }

    /// Opens one of the reader's designs.
    pub(crate) fn open(&self, id: &str) {
        self.inner.go_to(id);
    }

    /// Whether a design is one that [`Self::begin`] would open.
    pub(crate) fn is_blank(&self, design: &Design) -> bool {
        *design == self.inner.blank()
    }

    /// Opens an empty design beside the others; it is kept once something is drawn.
    pub(crate) fn begin(&self) {
        let blank = self.inner.blank();
        self.inner.present(&Rc::new(blank), Whose::Blank);
    }

    /// Keeps a design beside the others and opens it; its name within the storage.
    pub(crate) fn add(&self, design: Design) -> String {
        self.inner.add(design)
    }

    /// Goes on with a copy.
    pub(crate) fn duplicate(&self, design: &Design) {
        self.inner.add(Design {
            name: format!("{} (copy)", design.name),
            ..design.clone()
        });
    }

    /// Goes on with the next iteration; the former one stays as it is.
    pub(crate) fn next_iteration(&self, design: &Design) {
        let next = self.add(edit::next_iteration(design));
        let text = format!(
            "This is iteration {}. The one before stays in the list as it was.",
            design.iteration.saturating_add(1)
        );
        self.note(next, text);
    }

    /// Opens a copy of a model design; its name within the storage. The reader's own design is a press away, and what the place
    /// leads to when they come back.
    pub(crate) fn open_model(&self, model: &Design) -> String {
        let own = self.current();
        let copy = self.add(model.clone());
        if let Some(own) = &own {
            let problem = model.problem.as_deref();
            let mut index = self.inner.index.borrow_mut();
            index.choose(problem, own, document::now_ms());
        }
        self.inner.tell(Some(News {
            text: "This is a copy of a model design. Your own stays in the list as it was."
                .to_owned(),
            offer: own.map(Offer::Back),
            of: Some(copy.clone()),
        }));
        copy
    }

    /// Puts a design on the shelf.
    pub(crate) fn remove(&self, id: &str) {
        self.inner.remove(id);
    }

    /// Brings a design back from the shelf.
    pub(crate) fn restore(&self, id: &str) {
        self.inner.restore(id);
    }

    /// Makes the shared design on the desk one of the reader's own.
    pub(crate) fn keep_copy(&self) {
        self.inner.keep_copy();
    }

    /// Does what news offer.
    pub(crate) fn accept(&self, offer: &Offer) {
        match offer {
            Offer::Open(id) | Offer::Back(id) => self.open(id),
            Offer::Restore(id) => self.restore(id),
        }
        self.dismiss();
    }

    /// Tries again to keep what could not be kept.
    pub(crate) fn retry(&self) {
        disk::save_soon(&self.inner);
    }
}
