//! The histories of designs that aren't on the desk, for as long as the page lasts: whoever comes back to one can still undo.

use nalsd::edit::History;
use nalsd::model::Design;
use std::cell::RefCell;
use std::rc::Rc;

/// How many are kept, those left last.
const MAX_KEPT: usize = 16;

thread_local! {
    static SHELF: RefCell<Shelf> = const { RefCell::new(Shelf(Vec::new())) };
}

/// Histories with the names of their designs within the storage, the one left last at the end.
#[derive(Default)]
struct Shelf(Vec<(String, Rc<History>)>);

impl Shelf {
    fn put(&mut self, of: &str, history: &Rc<History>) {
        self.0.retain(|(other, _)| other != of);
        if history.can_undo().is_some() || history.can_redo().is_some() {
            self.0.push((of.to_owned(), Rc::clone(history)));
        }
        if self.0.len() > MAX_KEPT {
            self.0.remove(0);
        }
    }

    fn take(&mut self, of: &str, design: &Design) -> Option<Rc<History>> {
        let at = self.0.iter().position(|(other, _)| other == of)?;
        let (_, history) = self.0.remove(at);
        // Another tab may have gone on with it: then these steps lead elsewhere.
        (**history.design() == *design).then_some(history)
    }
}

/// Puts the history of a design away.
pub(super) fn put(of: &str, history: &Rc<History>) {
    SHELF.with_borrow_mut(|shelf| shelf.put(of, history));
}

/// The history of a design that stands as it was left.
pub(super) fn take(of: &str, design: &Design) -> Option<Rc<History>> {
    SHELF.with_borrow_mut(|shelf| shelf.take(of, design))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::edit::Command;

    fn named(name: &str) -> Rc<History> {
        let mut history = History::new(Design::default());
        history.commit(&Command::Title(name.to_owned())).unwrap();
        Rc::new(history)
    }

    #[test]
    fn a_design_that_stands_as_it_was_left_has_its_history() {
        let mut shelf = Shelf::default();
        let history = named("one");
        shelf.put("a", &history);
        assert!(shelf.take("b", history.design()).is_none());
        assert!(shelf.take("a", history.design()) == Some(Rc::clone(&history)));
        assert!(shelf.take("a", history.design()).is_none(), "it was taken");
        shelf.put("a", &history);
        let other = named("another tab's");
        assert!(shelf.take("a", other.design()).is_none());
        // One without a step isn't worth a place.
        let bare = Rc::new(History::new(Design::default()));
        shelf.put("c", &bare);
        assert!(shelf.take("c", bare.design()).is_none());
    }

    #[test]
    fn the_shelf_has_an_end() {
        let mut shelf = Shelf::default();
        let history = named("one");
        for count in 0..=MAX_KEPT {
            shelf.put(&count.to_string(), &history);
        }
        assert!(shelf.take("0", history.design()).is_none());
        assert!(shelf.take("1", history.design()).is_some());
    }
}
