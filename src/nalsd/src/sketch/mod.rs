//! Geometry: the view, hits, snapping, routes, layout, gestures. Lengths are world pixels unless said otherwise.

mod geometry;

pub use geometry::{GRID, to_grid};
