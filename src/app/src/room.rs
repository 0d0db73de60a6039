//! What every page shares: the catalogue, the engine, the reader's progress, and a voice.

use crate::platform::engine::Engine;
use practice::catalogue::Catalogue;
use practice::progress::{Act, Progress};
use std::rc::Rc;
use yew::prelude::*;

/// Shared by context with every component.
#[derive(Clone, PartialEq)]
pub(crate) struct Room {
    /// Every exercise.
    pub(crate) catalogue: Rc<Catalogue>,
    /// The worker that runs them.
    pub(crate) engine: Engine,
    /// What the reader has done.
    pub(crate) progress: Rc<Progress>,
    /// Records something done.
    pub(crate) record: Callback<Act>,
    /// Says something for a moment: to the eye at the foot of the page, to a screen reader politely.
    pub(crate) say: Callback<String>,
}

/// The room, which the root component provides to everything below it.
#[hook]
pub(crate) fn use_room() -> Room {
    use_context::<Room>().unwrap_or_else(|| Room {
        catalogue: Rc::default(),
        engine: Engine::default(),
        progress: Rc::default(),
        record: Callback::noop(),
        say: Callback::noop(),
    })
}
