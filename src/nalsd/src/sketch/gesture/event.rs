//! What goes into a gesture and what comes out.

use crate::edit::Command;
use crate::model::{AreaKind, Design, Id, Kind, Point, Rect};
use crate::sketch::{Guide, Routes, View};
use std::collections::{BTreeMap, BTreeSet};

/// What pressing and dragging means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects, moves, resizes, links from ports.
    #[default]
    Select,
    /// Moves the world.
    Hand,
    /// Links from anywhere on a component.
    Link,
    /// Adds a component with a click.
    Add(Kind),
    /// Adds an area with a drag, or of the usual size with a click.
    Area(AreaKind),
}

/// A button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The left one mostly; a finger or pen that touches.
    Primary,
    /// The wheel.
    Middle,
    /// The right one mostly.
    Secondary,
}

/// Keys that are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Extends the selection; a move keeps its axis.
    pub shift: bool,
    /// A move leaves the original behind.
    pub alt: bool,
    /// Ctrl, or ⌘ on a Mac: extends the selection; a move doesn't snap.
    pub control: bool,
    /// The space bar: dragging moves the world.
    pub space: bool,
}

impl Modifiers {
    /// Whether a click adds to the selection.
    #[must_use]
    pub fn extends(self) -> bool {
        self.shift || self.control
    }
}

/// What a pointer does. Points are screen pixels from the canvas's corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// It is pressed.
    Down {
        /// Which one.
        pointer: i32,
        /// Where.
        at: Point,
        /// With which button.
        button: Button,
        /// Whether it is a finger.
        finger: bool,
        /// With which keys.
        modifiers: Modifiers,
    },
    /// It moves, pressed or not.
    Move {
        /// Which one.
        pointer: i32,
        /// Where to.
        at: Point,
        /// With which keys.
        modifiers: Modifiers,
    },
    /// It is let go.
    Up {
        /// Which one.
        pointer: i32,
        /// Where.
        at: Point,
        /// With which keys.
        modifiers: Modifiers,
    },
    /// The browser has taken the pointers away: all are up.
    Cancel,
    /// The user gives up what the pointer does; it is still down.
    Escape,
}

/// What gestures see.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The design as it is committed.
    pub design: &'a Design,
    /// Its routes.
    pub routes: &'a Routes,
    /// What is selected.
    pub selected: &'a BTreeSet<Id>,
    /// The view.
    pub view: View,
    /// The tool.
    pub tool: Tool,
}

/// What is to be shown while a gesture goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Components and areas that are drawn elsewhere; [`Routes::update`] takes them, too.
    pub moved: BTreeMap<Id, Rect>,
    /// Whether they are copies: the originals stay to be seen.
    pub copies: bool,
    /// What is aligned.
    pub guides: Vec<Guide>,
    /// The selection rectangle.
    pub marquee: Option<Rect>,
    /// What would be selected.
    pub selecting: Option<BTreeSet<Id>>,
    /// A link that is being drawn.
    pub link: Option<Wanted>,
    /// An area that is being drawn.
    pub area: Option<(AreaKind, Rect)>,
    /// The area that the moved component would be in.
    pub into: Option<Id>,
    /// Whether the world moves.
    pub panning: bool,
}

/// A link that is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The component at its fixed end.
    pub fixed: Id,
    /// Whether the fixed end is the caller.
    pub forward: bool,
    /// The link whose end is being moved, if it is an existing one.
    pub link: Option<Id>,
    /// Where the loose end is.
    pub at: Point,
    /// The component that it would be joined to.
    pub target: Option<Id>,
    /// Why it can't be joined to that one.
    pub refused: Option<String>,
}

/// What an event comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The view is to be this one.
    pub view: Option<View>,
    /// The selection is to be this one.
    pub select: Option<BTreeSet<Id>>,
    /// This is to be committed; what it adds is to be selected.
    pub command: Option<Command>,
    /// A link was let go over nothing: from this component, to this point of the world. A place to ask what to add there.
    pub dangling: Option<(Id, Point)>,
}

/// How much closer a press of a button, or a notch of the wheel, brings the view, as a factor.
pub const ZOOM_STEP: f64 = 1.25;

/// The view after the wheel was turned down by so many screen pixels to zoom: it does so at the pointer. A touchpad's pinch comes in
/// small steps, each of which counts in full; a mouse's notch is 100 or more at once, and one step.
#[must_use]
pub fn wheel(view: View, at: Point, down: f64) -> View {
    let most = libm::log(ZOOM_STEP);
    view.zoomed(at, libm::exp((-down * 0.01).clamp(-most, most)))
}
