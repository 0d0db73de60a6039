//! State that is known at once: a slow machine draws later than it acts, and the next key must not meet what was.

use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// A value, and the render that follows its change.
pub(super) struct Held<T> {
    value: Rc<RefCell<T>>,
    changed: UseForceUpdateHandle,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self {
            value: Rc::clone(&self.value),
            changed: self.changed.clone(),
        }
    }
}

impl<T: Clone + PartialEq> Held<T> {
    /// The value as it is now.
    pub(super) fn get(&self) -> T {
        self.value.borrow().clone()
    }

    /// Changes it.
    pub(super) fn set(&self, value: T) {
        if *self.value.borrow() != value {
            *self.value.borrow_mut() = value;
            self.changed.force_update();
        }
    }
}

/// A held value, at its default to begin with.
#[hook]
pub(super) fn use_held<T: Default + 'static>() -> Held<T> {
    Held {
        value: use_mut_ref(T::default),
        changed: use_force_update(),
    }
}
