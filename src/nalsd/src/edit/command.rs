//! What can be done to a design.

use crate::model::{Area, Assumption, Component, Design, Field, Id, Link, Machine, Point, Rect};
use serde::{Deserialize, Serialize};

/// Where parts are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Left edges.
    Left,
    /// Vertical centre lines.
    Centre,
    /// Right edges.
    Right,
    /// Upper edges.
    Top,
    /// Horizontal centre lines.
    Middle,
    /// Lower edges.
    Bottom,
    /// Equal gaps from left to right.
    Across,
    /// Equal gaps from top to bottom.
    Down,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

/// Something done to a design, all of it or nothing. Identifiers of new parts are given by the design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Adds parts: their own ids are replaced by fresh ones, references between them follow. Pasting and duplicating, too.
    Add {
        /// Components.
        components: Vec<Component>,
        /// Links; their ends are among the added components or already in the design.
        links: Vec<Link>,
        /// Areas.
        areas: Vec<Area>,
    },
    /// Removes parts; links lose with either end, what was in an area moves into the area around it.
    Remove(Vec<Id>),
    /// Moves components and areas (with what is in them); afterwards each is in the innermost area that holds its middle.
    Move {
        /// What.
        ids: Vec<Id>,
        /// How far.
        by: Point,
    },
    /// Resizes one component or area.
    Resize {
        /// What.
        id: Id,
        /// To what.
        rect: Rect,
    },
    /// Places components and areas: what auto-layout and aligning come to.
    Place(Vec<(Id, Rect)>),
    /// Renames a component, link or area.
    Rename {
        /// What.
        id: Id,
        /// To what.
        name: String,
    },
    /// Writes fields of components, links or areas; `None` clears.
    Set {
        /// Of what.
        ids: Vec<Id>,
        /// Which.
        field: Field,
        /// The text.
        value: Option<String>,
    },
    /// Writes a field of the design: an objective, a price.
    SetDesign {
        /// Which.
        field: Field,
        /// The text; `None` clears.
        value: Option<String>,
    },
    /// Moves a link's end to another component.
    Reconnect {
        /// The link.
        link: Id,
        /// Who calls.
        from: Id,
        /// Who is called.
        to: Id,
    },
    /// Brings components to the front, above all others.
    Raise(Vec<Id>),
    /// Puts components to the back, below all others.
    Lower(Vec<Id>),
    /// Replaces the list of assumptions.
    Assume(Vec<Assumption>),
    /// Replaces the design's own machine classes.
    Machines(Vec<Machine>),
    /// Renames the design.
    Title(String),
    /// Says which iteration it is.
    Iteration(u32),
    /// Replaces everything: an import that is to be undone like anything else.
    Replace(Box<Design>),
}
