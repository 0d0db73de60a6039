//! The reader's work on an exercise: read when the page opens, kept on the disk as it changes.

use crate::platform::{document, keep};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use practice::work::Work;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Milliseconds from a change until it is written: what a crash may cost.
const SAVE_MS: u32 = 300;

/// How it stands with what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// On the disk.
    Yes,
    /// On its way there.
    Soon,
    /// Refused: it lasts as long as the page.
    No(String),
}

struct Inner {
    key: String,
    work: RefCell<Work>,
    /// Grows with each change that is to be seen.
    version: Cell<u32>,
    saved: RefCell<Saved>,
    timer: RefCell<Option<Timeout>>,
    redraw: Callback<()>,
}

/// A handle on the work; clones share it. Two are equal when nothing changed between their drawings.
#[derive(Clone)]
pub(crate) struct Desk {
    inner: Rc<Inner>,
    version: u32,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner) && self.version == other.version
    }
}

impl Desk {
    /// The work as it is now.
    pub(crate) fn work(&self) -> Ref<'_, Work> {
        self.inner.work.borrow()
    }

    /// Grows with each change that the editor has not made itself.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// How it stands with it.
    pub(crate) fn saved(&self) -> Saved {
        self.inner.saved.borrow().clone()
    }

    /// Changes it, keeps it soon, and draws it anew.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Work) -> T) -> T {
        let result = change(&mut self.inner.work.borrow_mut());
        save_soon(&self.inner);
        touch(&self.inner);
        result
    }

    /// Changes what is drawn elsewhere already: a letter typed into the editor.
    pub(crate) fn typed(&self, change: impl FnOnce(&mut Work)) {
        change(&mut self.inner.work.borrow_mut());
        save_soon(&self.inner);
    }
}

fn touch(inner: &Rc<Inner>) {
    inner.version.set(inner.version.get().wrapping_add(1));
    inner.redraw.emit(());
}

fn set_saved(inner: &Rc<Inner>, saved: Saved) {
    if inner.saved.replace(saved.clone()) != saved {
        touch(inner);
    }
}

/// Writes within [`SAVE_MS`] of the first change that isn't written yet.
fn save_soon(inner: &Rc<Inner>) {
    set_saved(inner, Saved::Soon);
    let mut timer = inner.timer.borrow_mut();
    if timer.is_none() {
        let inner = Rc::clone(inner);
        *timer = Some(Timeout::new(SAVE_MS, move || save(&inner)));
    }
}

fn save(inner: &Rc<Inner>) {
    drop(inner.timer.take());
    // Text, numbers and lists: nothing in it can't be written.
    let text = inner.work.borrow().to_json().unwrap_or_default();
    let inner = Rc::clone(inner);
    spawn_local(async move {
        let kept = keep::put_text(&inner.key, &text).await;
        let waits = inner.timer.borrow().is_some();
        match kept {
            Ok(()) if !waits => set_saved(&inner, Saved::Yes),
            Ok(()) => {}
            Err(problem) => set_saved(&inner, Saved::No(problem)),
        }
    });
}

/// What can't be read is put aside before anything is written over it.
async fn unreadable(key: &str, text: &str, error: &serde_json::Error) -> Saved {
    let aside = format!("{key}.unreadable");
    match keep::put_text(&aside, text).await {
        Ok(()) => Saved::No(format!(
            "what was kept can't be read ({error}); it was put aside as {aside}"
        )),
        Err(problem) => Saved::No(problem),
    }
}

/// Takes over what another tab has kept.
fn merge(inner: &Rc<Inner>) {
    let inner = Rc::clone(inner);
    spawn_local(async move {
        if let Ok(Some(text)) = keep::text(&inner.key).await
            && let Ok(theirs) = Work::from_json(&text, document::now_ms())
        {
            let before = inner.work.borrow().clone();
            inner.work.borrow_mut().merge(&theirs);
            if *inner.work.borrow() != before {
                touch(&inner);
            }
        }
    });
}

/// The reader's work on the exercise of that name; `None` while it is read.
#[hook]
pub(crate) fn use_desk(name: &str) -> Option<Desk> {
    let redraw = use_force_update();
    let loaded = use_state(|| None::<Rc<Inner>>);
    use_effect_with(name.to_owned(), {
        let loaded = loaded.setter();
        move |name| {
            let key = format!("work/{name}");
            let gone = Rc::new(Cell::new(false));
            let place: Rc<RefCell<Option<Rc<Inner>>>> = Rc::default();
            let flush = {
                let place = Rc::clone(&place);
                move || {
                    if let Some(inner) = &*place.borrow()
                        && inner.timer.borrow().is_some()
                    {
                        save(inner);
                    }
                }
            };
            let listeners: [EventListener; 2] = document::on_leave(flush.clone());
            spawn_local({
                let (gone, place) = (Rc::clone(&gone), Rc::clone(&place));
                async move {
                    let kept = keep::text(&key).await;
                    let (work, saved) = match kept {
                        Ok(Some(text)) => match Work::from_json(&text, document::now_ms()) {
                            Ok(work) => (work, Saved::Yes),
                            Err(error) => (Work::default(), unreadable(&key, &text, &error).await),
                        },
                        Ok(None) => (Work::default(), Saved::Yes),
                        Err(problem) => (Work::default(), Saved::No(problem)),
                    };
                    if gone.get() {
                        return;
                    }
                    let inner = Rc::new(Inner {
                        key: key.clone(),
                        work: RefCell::new(work),
                        version: Cell::new(0),
                        saved: RefCell::new(saved),
                        timer: RefCell::default(),
                        redraw: Callback::from(move |()| redraw.force_update()),
                    });
                    *place.borrow_mut() = Some(Rc::clone(&inner));
                    loaded.set(Some(inner));
                    // A tab that can't listen to others shows what it read.
                    let _ = keep::watch(move |changed| {
                        if changed == key
                            && let Some(inner) = &*place.borrow()
                        {
                            merge(inner);
                        }
                    })
                    .await;
                }
            });
            move || {
                gone.set(true);
                flush();
                drop(listeners);
            }
        }
    });
    (*loaded).as_ref().map(|inner| Desk {
        version: inner.version.get(),
        inner: Rc::clone(inner),
    })
}
