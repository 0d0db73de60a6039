//! The store's disk: reading, writing, and meeting what other tabs wrote.

use super::inner::{Inner, Open, facts, new_hand};
use super::{News, Offer, Saved, Whose};
use crate::pages::sketch::desk::Act;
use crate::platform::{document, keep};
use gloo::timers::callback::Timeout;
use nalsd::edit::Command;
use nalsd::exchange;
use nalsd::model::Design;
use practice::designs::{self, Aside, FORMAT, Index, Kept, Past, Step};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds from a change until it is written: what a crash may cost.
const SAVE_MS: u32 = 300;

/// The key of the index.
const INDEX: &str = "designs";

/// What the keys of designs begin with.
const DESIGN: &str = "design/";

/// What the keys of texts begin with that can't be read.
const ASIDE: &str = "unreadable/";

/// A state of a design.
type State = (Past, Rc<Design>);

fn key(id: &str) -> String {
    format!("{DESIGN}{id}")
}

/// Reads the index and the names of all designs, and listens to other tabs.
pub(super) fn load(inner: &Rc<Inner>) {
    if inner.loading.replace(true) {
        return;
    }
    let inner = Rc::clone(inner);
    spawn_local(async move {
        if let Err(problem) = take_index(&inner).await {
            inner.set_saved(Saved::No(problem));
        }
        adopt(&inner).await;
        inner.loaded.set(true);
        if inner.waiting.replace(false) {
            inner.place();
        }
        tidy(&inner).await;
        let told = Rc::clone(&inner);
        let watch = keep::watch(move |key| hear(&told, key)).await;
        // A tab that can't listen to others finds out when it writes.
        *inner.watch.borrow_mut() = watch.ok();
    });
}

/// Merges the stored index into the one in memory. Whether the two differ now.
async fn take_index(inner: &Rc<Inner>) -> Result<bool, String> {
    let Some(text) = keep::text(INDEX).await? else {
        return Ok(true);
    };
    match Index::from_json(&text) {
        Ok(stored) => {
            inner.sealed.set(false);
            inner.index.borrow_mut().merge(&stored);
            Ok(*inner.index.borrow() != stored)
        }
        Err(error) => {
            // The designs themselves are there: a new list is made of them.
            let aside = put_text_aside(INDEX, &text).await;
            inner.sealed.set(aside.is_err());
            let aside = aside?;
            inner.tell(Some(News {
                text: format!(
                    "The list of your designs could not be read ({error}). It was made anew; the old one was put aside as {aside}."
                ),
                offer: None,
                of: None,
            }));
            Ok(true)
        }
    }
}

/// Lists designs that the index has lost.
async fn adopt(inner: &Rc<Inner>) {
    for key in keep::keys(DESIGN).await.unwrap_or_default() {
        let Some(id) = key.strip_prefix(DESIGN) else {
            continue;
        };
        let known = inner.index.borrow().entry(id).is_some();
        if known {
            continue;
        }
        if let Ok(Some((past, design))) = read(inner, id).await {
            let (_, changed_ms) = past.newest();
            let facts = facts(&design);
            inner.index.borrow_mut().record(id, facts, changed_ms);
            inner.index_unkept.set(true);
            save_soon(inner);
        }
    }
}

/// Drops what the shelf has no room for.
async fn tidy(inner: &Rc<Inner>) {
    let dropped = inner.index.borrow_mut().tidy(document::now_ms());
    for id in dropped {
        inner.index_unkept.set(true);
        // What stays is dropped by nobody, and found by nobody: no harm.
        let _ = keep::remove(&key(&id)).await;
    }
    if inner.index_unkept.get() {
        save_soon(inner);
    }
}

/// Why a design can't be had.
pub(super) enum Fault {
    /// The storage can't be read: why, for the reader.
    Refused(String),
    /// Its text made no sense and was put aside: what to tell the reader. Its place may be written over.
    PutAside(String),
}

impl Fault {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Refused(text) | Self::PutAside(text) => text,
        }
    }
}

/// The latest state of a design: what isn't on the disk yet, or what is.
pub(super) async fn read(inner: &Rc<Inner>, id: &str) -> Result<Option<State>, Fault> {
    let unkept = inner.unkept.borrow().get(id).cloned();
    if unkept.is_some() {
        return Ok(unkept);
    }
    stored(id).await
}

/// What the disk has of a design.
async fn stored(id: &str) -> Result<Option<State>, Fault> {
    let Some(text) = keep::text(&key(id)).await.map_err(Fault::Refused)? else {
        return Ok(None);
    };
    let read = Kept::from_json(&text)
        .map_err(|error| error.to_string())
        .and_then(|kept| {
            let design = exchange::from_file(&kept.design).map_err(|error| error.to_string())?;
            Ok((kept.past, Rc::new(design)))
        });
    match read {
        Ok(state) => Ok(Some(state)),
        Err(problem) => {
            let aside = put_text_aside(&key(id), &text).await;
            let aside = aside.map_err(Fault::Refused)?;
            Err(Fault::PutAside(format!(
                "A design that is kept here could not be read; its text was put aside as {aside}. {problem}"
            )))
        }
    }
}

async fn put_text_aside(key: &str, text: &str) -> Result<String, String> {
    let aside = format!("{ASIDE}{key}/{}", document::now_ms());
    keep::put_text(&aside, text).await?;
    Ok(aside)
}

async fn write(id: &str, past: &Past, design: &Design) -> Result<(), String> {
    let kept = Kept {
        format: FORMAT,
        past: past.clone(),
        design: exchange::to_compact(design),
    };
    // Texts and numbers: nothing in it can't be written.
    let text = kept.to_json().map_err(|error| error.to_string())?;
    keep::put_text(&key(id), &text).await
}

/// Writes within [`SAVE_MS`] of the first change that isn't written yet.
pub(super) fn save_soon(inner: &Rc<Inner>) {
    // That it can't be kept is said until it can, not anew at each change.
    if !matches!(*inner.saved.borrow(), Saved::No(_)) {
        inner.set_saved(Saved::Soon);
    }
    let waiting = inner.timer.borrow().is_some();
    if !waiting {
        let later = Rc::clone(inner);
        let timer = Timeout::new(SAVE_MS, move || save(&later));
        *inner.timer.borrow_mut() = Some(timer);
    }
}

/// Writes what there is, after a look at what other tabs wrote.
fn save(inner: &Rc<Inner>) {
    drop(inner.timer.take());
    // One at a time: a second one would look at what the first is about to write.
    if inner.saving.replace(true) {
        return save_soon(inner);
    }
    let inner = Rc::clone(inner);
    spawn_local(async move {
        let done = save_all(&inner).await;
        inner.saving.set(false);
        match done {
            Err(problem) => inner.set_saved(Saved::No(problem)),
            Ok(()) if inner.timer.borrow().is_none() => inner.set_saved(Saved::Yes),
            Ok(()) => {}
        }
    });
}

async fn save_all(inner: &Rc<Inner>) -> Result<(), String> {
    loop {
        let next = inner
            .unkept
            .borrow()
            .iter()
            .next()
            .map(|(id, state)| (id.clone(), state.clone()));
        let Some((id, state)) = next else {
            break;
        };
        meet(inner, &id, &state).await?;
    }
    if inner.index_unkept.get() {
        let written = write_index(inner).await?;
        // A page that is left meanwhile writes it once more; one that was changed meanwhile is still to be written.
        if written.is_none_or(|written| written == *inner.index.borrow()) {
            inner.index_unkept.set(false);
        }
    }
    Ok(())
}

/// Writes the index; what was written, unless there was nothing to write or nothing may be.
async fn write_index(inner: &Rc<Inner>) -> Result<Option<Index>, String> {
    if !take_index(inner).await? || inner.sealed.get() {
        return Ok(None);
    }
    let index = inner.index.borrow().clone();
    let text = index.to_json().map_err(|error| error.to_string())?;
    keep::put_text(INDEX, &text).await?;
    Ok(Some(index))
}

/// Writes what there is at once: a page that is being left has no time to look first. Other tabs see to it that nothing
/// of theirs is lost.
pub(super) fn save_now(inner: &Rc<Inner>) {
    if inner.unkept.borrow().is_empty() && !inner.index_unkept.get() {
        return;
    }
    // Each on its own: the second must not wait for the first, there may be no time for that.
    for (id, state) in inner.unkept.borrow().clone() {
        let inner = Rc::clone(inner);
        spawn_local(async move {
            if write(&id, &state.0, &state.1).await.is_ok() {
                inner.settled(&id, &state.0);
            }
        });
    }
    let text = inner.index.borrow().to_json();
    if let Ok(text) = text
        && !inner.sealed.get()
        && inner.loaded.get()
    {
        spawn_local(async move {
            // What could not be written is made anew from the designs themselves.
            let _ = keep::put_text(INDEX, &text).await;
        });
    }
}

/// Another tab kept something.
fn hear(inner: &Rc<Inner>, changed: String) {
    let inner = Rc::clone(inner);
    spawn_local(async move {
        if changed == INDEX {
            if take_index(&inner).await == Ok(true) {
                inner.index_unkept.set(true);
                save_soon(&inner);
            }
            return inner.touch();
        }
        let own = changed
            .strip_prefix(DESIGN)
            .and_then(|id| inner.state_of(id));
        if let (Some(id), Some(state)) = (changed.strip_prefix(DESIGN), own) {
            // What can't be read now is met when it is written.
            let _ = meet(&inner, id, &state).await;
        }
    });
}

/// Brings a state of a design together with what the disk has under its name.
async fn meet(inner: &Rc<Inner>, id: &str, (past, design): &State) -> Result<(), String> {
    let mut id = id.to_owned();
    loop {
        let there = match stored(&id).await {
            Ok(there) => there,
            Err(Fault::PutAside(_)) => None,
            Err(Fault::Refused(problem)) => return Err(problem),
        };
        match designs::settle(&id, past, there.as_ref().map(|(past, _)| past)) {
            Step::Rest => {}
            Step::Write => write(&id, past, design).await?,
            Step::TakeOver => {
                if let Some((theirs, design)) = there {
                    inner.overtaken(&id, past, theirs, design);
                }
            }
            Step::SetAside(beside) => {
                if let Some(theirs) = there {
                    set_aside(inner, beside, theirs, &design.name).await?;
                }
                write(&id, past, design).await?;
            }
            Step::MoveAside(beside) => {
                inner.moved_aside(&id, &beside, design);
                id = beside;
                continue;
            }
        }
        inner.settled(&id, past);
        return Ok(());
    }
}

/// Keeps beside what another tab made of a design that is being written over.
async fn set_aside(
    inner: &Rc<Inner>,
    mut id: String,
    (past, theirs): State,
    name: &str,
) -> Result<(), String> {
    let theirs = Design {
        name: kept_beside(&theirs.name),
        ..Design::clone(&theirs)
    };
    loop {
        let there = match stored(&id).await {
            Ok(there) => there,
            Err(Fault::PutAside(_)) => None,
            Err(Fault::Refused(problem)) => return Err(problem),
        };
        match designs::aside(&id, &past, there.as_ref().map(|(past, _)| past)) {
            Aside::There => break,
            Aside::Write => {
                write(&id, &past, &theirs).await?;
                let now = document::now_ms();
                inner.index.borrow_mut().record(&id, facts(&theirs), now);
                inner.index_unkept.set(true);
                break;
            }
            Aside::Next(next) => id = next,
        }
    }
    inner.tell(Some(News {
        text: format!(
            "Another tab changed \u{201c}{name}\u{201d}, too. Both are kept: yours is here, the other one is \u{201c}{}\u{201d} in the list.",
            theirs.name
        ),
        offer: Some(Offer::Open(id)),
        of: None,
    }));
    Ok(())
}

/// The name of a design that lost its place to another.
fn kept_beside(name: &str) -> String {
    format!("{name} (kept beside)")
}

impl Inner {
    /// The state of a design that this tab has: on the desk, or on its way to the disk.
    fn state_of(&self, id: &str) -> Option<State> {
        let open = self.open.borrow();
        let open = open
            .as_ref()
            .filter(|open| open.id == id && open.whose == Whose::Own);
        open.map(|open| (open.past.clone(), Rc::clone(&open.design)))
            .or_else(|| self.unkept.borrow().get(id).cloned())
    }

    /// A state is on the disk, or nothing is to be done about it.
    fn settled(&self, id: &str, past: &Past) {
        let mut unkept = self.unkept.borrow_mut();
        if unkept.get(id).is_some_and(|(state, _)| state == past) {
            unkept.remove(id);
        }
    }

    /// Another tab went on with a design that stands in this tab as it was then.
    fn overtaken(&self, id: &str, past: &Past, theirs: Past, design: Rc<Design>) {
        let open = self.open.borrow();
        // Changed meanwhile: then both have changed, which the next look finds.
        let shown = open
            .as_ref()
            .is_some_and(|open| open.id == id && open.past == *past);
        drop(open);
        if shown && self.pending.borrow().is_none() {
            // What is looked at, selected and being written stays: it is the same design.
            *self.pending.borrow_mut() = Some(Open {
                id: id.to_owned(),
                hand: new_hand(),
                past: theirs,
                design: Rc::clone(&design),
                whose: Whose::Own,
            });
            let act = self.act.borrow().clone();
            act.emit(Act::Follow(design));
            self.touch();
        }
    }

    /// A design goes on under another name, since another tab changed it later.
    fn moved_aside(&self, id: &str, beside: &str, design: &Rc<Design>) {
        let moved = self.unkept.borrow_mut().remove(id);
        if let Some(state) = moved {
            self.unkept.borrow_mut().insert(beside.to_owned(), state);
        }
        let now = document::now_ms();
        let name = kept_beside(&design.name);
        let mut said = facts(design);
        said.name.clone_from(&name);
        {
            let mut index = self.index.borrow_mut();
            index.record(beside, said, now);
            index.choose(design.problem.as_deref(), beside, now);
        }
        self.index_unkept.set(true);
        let mut shown = false;
        if let Some(open) = &mut *self.open.borrow_mut()
            && open.id == id
        {
            beside.clone_into(&mut open.id);
            shown = true;
        }
        if shown {
            self.tell(Some(News {
                text: format!(
                    "Another tab changed \u{201c}{}\u{201d} after you did. Both are kept: what you have here goes on as \u{201c}{name}\u{201d}.",
                    design.name
                ),
                offer: Some(Offer::Open(id.to_owned())),
                of: None,
            }));
            let act = self.act.borrow().clone();
            act.emit(Act::Do(Command::Title(name)));
        }
    }
}
