//! Geometry: the view, hits, snapping, routes, layout, gestures. Lengths are world pixels unless said otherwise.

mod apart;
mod at_large;
mod docks;
mod figure;
mod geometry;
pub mod gesture;
mod hit;
mod label;
mod layout;
mod maze;
mod obstacles;
mod path;
mod room;
mod route;
mod routes;
mod size;
mod snap;
mod text;
mod view;
mod walk;

pub use at_large::at_large;
pub use figure::{
    Afar, DASHES, Figure, ICON, LINK_DASHES, NAME_SIZE, NOTE_SIZE, RADIUS, STROKE, afar, figure,
    icon, note_rect,
};
pub use geometry::{GRID, to_grid};
pub use hit::{Corner, Hit, Reach, component_at, hit, within};
pub use label::Label;
pub use layout::layout;
pub use obstacles::Obstacles;
pub use path::{ARROW, Path, number};
pub use room::{Wish, room_for, room_for_area};
pub use route::{Ends, port, route};
pub use routes::Routes;
pub use size::{LEAST_AREA, LEAST_COMPONENT, TITLE, area_size, centred, component_size};
pub use snap::{Guide, SNAP, Snapped, snap};
pub use text::{Face, fit};
pub use view::View;
pub use walk::{Along, along, callees, callers, free_spot, reading_order, spot_for_link, towards};
