//! The reader's work on an exercise: read when the page opens, kept on the disk as it changes.

use crate::platform::{document, keep};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use practice::work::Work;
use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Milliseconds from a change until it is written: what a crash may cost.
const SAVE_MS: u32 = 300;

thread_local! {
    /// What could not be kept, by name: it lasts as long as the page, whatever is opened in between.
    static UNKEPT: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

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
    /// Tells this tab's own past from what another tab wrote.
    tab: u64,
    /// Whether what is stored can't be read and could not be put aside: it is not written over.
    sealed: bool,
    /// What was last read or written.
    kept: RefCell<Option<String>>,
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

    /// Grows with each change, and with each turn of its being kept.
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

    /// Writes what there is at once; it is on the disk when this ends, or else lasts as long as the page.
    pub(crate) async fn settle(&self) {
        drop(self.inner.timer.take());
        put(&self.inner).await;
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

fn set_saved(inner: &Rc<Inner>, saved: &Saved) {
    if inner.saved.replace(saved.clone()) != *saved {
        touch(inner);
    }
}

/// Writes within [`SAVE_MS`] of the first change that isn't written yet.
fn save_soon(inner: &Rc<Inner>) {
    // That it can't be kept is said until it can, not anew at each letter.
    if !matches!(*inner.saved.borrow(), Saved::No(_)) {
        set_saved(inner, &Saved::Soon);
    }
    let mut timer = inner.timer.borrow_mut();
    if timer.is_none() {
        let inner = Rc::clone(inner);
        *timer = Some(Timeout::new(SAVE_MS, move || save(&inner, false)));
    }
}

/// Writes what there is. A page that is being left has no time to look first at what another tab wrote.
fn save(inner: &Rc<Inner>, leaving: bool) {
    drop(inner.timer.take());
    let inner = Rc::clone(inner);
    spawn_local(async move {
        if !leaving
            && let Ok(Some(stored)) = keep::text(&inner.key).await
            && inner.kept.borrow().as_ref() != Some(&stored)
        {
            take_in(&inner, &stored);
        }
        put(&inner).await;
    });
}

/// Puts what there is on the disk, or remembers that it isn't there.
async fn put(inner: &Rc<Inner>) {
    let text = write(inner);
    // Until the disk has it.
    UNKEPT.with_borrow_mut(|unkept| unkept.insert(inner.key.clone(), text.clone()));
    if inner.sealed {
        return;
    }
    match keep::put_text(&inner.key, &text).await {
        Ok(()) => {
            UNKEPT.with_borrow_mut(|unkept| {
                if unkept.get(&inner.key) == Some(&text) {
                    unkept.remove(&inner.key);
                }
            });
            inner.kept.replace(Some(text));
            if inner.timer.borrow().is_none() {
                set_saved(inner, &Saved::Yes);
            }
        }
        Err(problem) => set_saved(inner, &Saved::No(problem)),
    }
}

/// What can't be read is put aside before anything is written over it. Whether nothing may be, and what is said of it.
async fn unreadable(key: &str, text: &str, error: &serde_json::Error) -> (bool, Saved) {
    let aside = format!("{key}.unreadable.{}", document::now_ms());
    match keep::put_text(&aside, text).await {
        Ok(()) => (
            false,
            Saved::No(format!(
                "what was kept can't be read ({error}); it was put aside as {aside}"
            )),
        ),
        Err(problem) => (true, Saved::No(problem)),
    }
}

/// Takes over what another tab has kept.
fn merge(inner: &Rc<Inner>) {
    let inner = Rc::clone(inner);
    spawn_local(async move {
        if let Ok(Some(text)) = keep::text(&inner.key).await
            && take_in(&inner, &text)
        {
            inner.kept.replace(Some(text));
        }
    });
}

/// Merges a text that another tab wrote. False when it can't be read.
fn take_in(inner: &Rc<Inner>, text: &str) -> bool {
    let Ok(theirs) = Work::from_json(text, inner.tab) else {
        return false;
    };
    let before = inner.work.borrow().clone();
    inner.work.borrow_mut().merge(&theirs);
    if *inner.work.borrow() != before {
        touch(inner);
    }
    // What the other tab has not is written back: both come to the same.
    if *inner.work.borrow() != theirs {
        save_soon(inner);
    }
    true
}

fn write(inner: &Inner) -> String {
    // Text, numbers and lists: nothing in it can't be written.
    inner.work.borrow().to_json().unwrap_or_default()
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
                        && (inner.timer.borrow().is_some()
                            || matches!(*inner.saved.borrow(), Saved::No(_)))
                    {
                        save(inner, true);
                    }
                }
            };
            let watching: Rc<RefCell<Option<keep::Watch>>> = Rc::default();
            let listeners: [EventListener; 2] = document::on_leave(flush.clone());
            spawn_local({
                let (gone, place) = (Rc::clone(&gone), Rc::clone(&place));
                let watching = Rc::clone(&watching);
                async move {
                    let tab = 1 + u64::from(document::random(u32::MAX));
                    let kept = keep::text(&key).await;
                    let mut sealed = false;
                    let (mut work, saved) = match &kept {
                        Ok(Some(text)) => match Work::from_json(text, tab) {
                            Ok(work) => (work, Saved::Yes),
                            Err(error) => {
                                let (seal, saved) = unreadable(&key, text, &error).await;
                                sealed = seal;
                                (Work::new(tab), saved)
                            }
                        },
                        Ok(None) => (Work::new(tab), Saved::Yes),
                        Err(problem) => (Work::new(tab), Saved::No(problem.clone())),
                    };
                    let unkept = UNKEPT.with_borrow(|unkept| unkept.get(&key).cloned());
                    if let Some(Ok(mine)) = unkept.map(|text| Work::from_json(&text, tab)) {
                        work.merge(&mine);
                    }
                    if gone.get() {
                        return;
                    }
                    let inner = Rc::new(Inner {
                        key: key.clone(),
                        tab,
                        sealed,
                        kept: RefCell::new(kept.ok().flatten()),
                        work: RefCell::new(work),
                        version: Cell::new(0),
                        saved: RefCell::new(saved),
                        timer: RefCell::default(),
                        redraw: Callback::from(move |()| redraw.force_update()),
                    });
                    *place.borrow_mut() = Some(Rc::clone(&inner));
                    loaded.set(Some(inner));
                    // A tab that can't listen to others shows what it read.
                    let watched = keep::watch(move |changed| {
                        if changed == key
                            && let Some(inner) = &*place.borrow()
                        {
                            merge(inner);
                        }
                    });
                    let watched = watched.await.ok();
                    if !gone.get() {
                        watching.replace(watched);
                    }
                }
            });
            move || {
                gone.set(true);
                flush();
                drop(listeners);
                drop(watching.take());
            }
        }
    });
    (*loaded).as_ref().map(|inner| Desk {
        version: inner.version.get(),
        inner: Rc::clone(inner),
    })
}
