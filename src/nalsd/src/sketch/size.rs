//! How large things are when they are new, and at least.

use crate::model::{AreaKind, Kind, Point, Rect};

/// The width and height of a new component.
#[must_use]
pub const fn component_size(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Client | Kind::Dns => (136.0, 56.0),
        Kind::Note => (176.0, 64.0),
        _ => (152.0, 56.0),
    }
}

/// The width and height of a new area.
#[must_use]
pub const fn area_size(kind: AreaKind) -> (f64, f64) {
    match kind {
        AreaKind::Zone => (400.0, 208.0),
        AreaKind::Region => (528.0, 336.0),
    }
}

/// What a component is at least wide and high.
pub const LEAST_COMPONENT: (f64, f64) = (96.0, 40.0);

/// What an area is at least wide and high.
pub const LEAST_AREA: (f64, f64) = (120.0, 80.0);

/// The height of an area's title, below its upper edge.
pub const TITLE: f64 = 32.0;

/// A rectangle of that size with its middle near a point, on the grid.
#[must_use]
pub fn centred((w, h): (f64, f64), at: Point) -> Rect {
    Rect {
        x: super::to_grid(at.x - w / 2.0),
        y: super::to_grid(at.y - h / 2.0),
        w,
        h,
    }
}
