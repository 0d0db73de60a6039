//! What is under the pointer.

use super::geometry::to_grid;
use super::route::port;
use super::routes::Routes;
use super::size::TITLE;
use crate::edit::Side;
use crate::model::{Design, Id, Point, Rect};
use std::collections::BTreeSet;

/// A corner by which things are resized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Upper left.
    TopLeft,
    /// Upper right.
    TopRight,
    /// Lower left.
    BottomLeft,
    /// Lower right.
    BottomRight,
}

impl Corner {
    /// All corners.
    pub const ALL: [Self; 4] = [
        Self::TopLeft,
        Self::TopRight,
        Self::BottomLeft,
        Self::BottomRight,
    ];

    /// Where it is.
    #[must_use]
    pub fn of(self, rect: Rect) -> Point {
        Point {
            x: if matches!(self, Self::TopLeft | Self::BottomLeft) {
                rect.x
            } else {
                rect.right()
            },
            y: if matches!(self, Self::TopLeft | Self::TopRight) {
                rect.y
            } else {
                rect.bottom()
            },
        }
    }

    /// The rectangle with this corner near a point, on the grid, and the opposite one where it was; not smaller than allowed.
    #[must_use]
    pub fn resized(self, rect: Rect, to: Point, least: (f64, f64)) -> Rect {
        let (x, y) = (to_grid(to.x), to_grid(to.y));
        let (left, right) = match self {
            Self::TopLeft | Self::BottomLeft => (x.min(rect.right() - least.0), rect.right()),
            _ => (rect.x, x.max(rect.x + least.0)),
        };
        let (top, bottom) = match self {
            Self::TopLeft | Self::TopRight => (y.min(rect.bottom() - least.1), rect.bottom()),
            _ => (rect.y, y.max(rect.y + least.1)),
        };
        Rect {
            x: left,
            y: top,
            w: right - left,
            h: bottom - top,
        }
    }
}

/// What is under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Nothing: the canvas.
    Canvas,
    /// A component.
    Component(Id),
    /// A port of a component, where a new link begins.
    Port(Id, Side),
    /// A corner of the only selected component or area.
    Corner(Id, Corner),
    /// A link.
    Link(Id),
    /// The end of the only selected link: at the called one, or else at the caller.
    End {
        /// The link.
        link: Id,
        /// Whether it is the end with the arrow.
        to: bool,
    },
    /// The border or title of an area.
    Area(Id),
}

/// What is smaller than this on the screen, in its pixels, is moved and has no ports: they would cover it.
const PORTS_FROM: f64 = 16.0;

/// The same for the corners by which it is resized: among ports and badges there is no room for them.
const CORNERS_FROM: f64 = 32.0;

/// How the pointer points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// How near counts as on it, in world pixels.
    pub near: f64,
    /// How long a pixel of the screen is, in world pixels.
    pub pixel: f64,
}

impl Reach {
    /// For a mouse or pen.
    #[must_use]
    pub fn mouse(zoom: f64) -> Self {
        Self::of(6.0, zoom)
    }

    /// For a finger.
    #[must_use]
    pub fn finger(zoom: f64) -> Self {
        Self::of(16.0, zoom)
    }

    fn of(near: f64, zoom: f64) -> Self {
        Self {
            near: near / zoom,
            pixel: 1.0 / zoom,
        }
    }

    /// Whether links can be drawn from the edge of a component: from afar there is no room for that.
    #[must_use]
    pub fn has_ports(self, rect: Rect) -> bool {
        rect.w.min(rect.h) >= PORTS_FROM * self.pixel
    }

    /// Whether what is selected can be resized by its corners.
    #[must_use]
    pub fn has_corners(self, rect: Rect) -> bool {
        rect.w.min(rect.h) >= CORNERS_FROM * self.pixel
    }

    /// How near counts as on a handle at the edge of a rectangle. From afar most of it stays the rectangle's own: else no
    /// place would be left by which to take hold of it.
    fn handle(self, rect: Rect) -> f64 {
        self.near.min(rect.w.min(rect.h) / 3.0)
    }
}

/// What is at a point of the world. What is drawn above, and what can be done with the selection, comes first.
#[must_use]
pub fn hit(
    design: &Design,
    routes: &Routes,
    selected: &BTreeSet<Id>,
    at: Point,
    reach: Reach,
) -> Hit {
    if let Some(handle) = handle(design, routes, selected, at, reach) {
        return handle;
    }
    // Ports are at the edge: a pointer well inside means the component.
    let sides = [Side::Left, Side::Right, Side::Up, Side::Down];
    for part in design.components.iter().rev() {
        if !part.rect.grown(reach.near).holds(at) {
            continue;
        }
        if part.kind != crate::model::Kind::Note && reach.has_ports(part.rect) {
            let near =
                |side: &&Side| port(part.rect, **side).distance(at) <= reach.handle(part.rect);
            if let Some(side) = sides.iter().find(near) {
                return Hit::Port(part.id, *side);
            }
        }
        if part.rect.holds(at) {
            return Hit::Component(part.id);
        }
    }
    let nearest = design
        .links
        .iter()
        .filter_map(|link| routes.get(link.id).map(|path| (link.id, path)))
        .filter(|(_, path)| path.bounds.grown(reach.near).holds(at))
        .map(|(id, path)| (path.distance(at), id))
        .filter(|(distance, _)| *distance <= reach.near)
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    if let Some((_, link)) = nearest {
        return Hit::Link(link);
    }
    // Zones stand after their regions, and are drawn above them.
    for area in design.areas.iter().rev() {
        let title = Rect {
            h: TITLE.min(area.rect.h),
            ..area.rect
        };
        let inside = area.rect.grown(-reach.near);
        let inside = inside.w > 0.0 && inside.h > 0.0 && inside.holds(at);
        if title.holds(at) || (area.rect.grown(reach.near).holds(at) && !inside) {
            return Hit::Area(area.id);
        }
    }
    Hit::Canvas
}

/// The handles of the one thing that is selected.
fn handle(
    design: &Design,
    routes: &Routes,
    selected: &BTreeSet<Id>,
    at: Point,
    reach: Reach,
) -> Option<Hit> {
    let id = *selected.first().filter(|_| selected.len() == 1)?;
    let part = design.component(id).map(|part| part.rect);
    if let Some(rect) = part.or_else(|| design.area(id).map(|part| part.rect)) {
        let near = |corner: &&Corner| corner.of(rect).distance(at) <= reach.handle(rect);
        return Corner::ALL
            .iter()
            .filter(|_| reach.has_corners(rect))
            .find(near)
            .map(|corner| Hit::Corner(id, *corner));
    }
    let path = routes.get(id)?;
    // The handles lie on the component's edge: only just there they are meant.
    let near = |end: Option<&Point>| end.is_some_and(|end| end.distance(at) <= reach.near);
    if near(path.points.last()) {
        Some(Hit::End { link: id, to: true })
    } else if near(path.points.first()) {
        Some(Hit::End {
            link: id,
            to: false,
        })
    } else {
        None
    }
}

/// The component at a point or near it: what a link that is being drawn would end at.
#[must_use]
pub fn component_at(design: &Design, at: Point, near: f64) -> Option<Id> {
    let mut parts = design.components.iter().rev();
    let linkable = |part: &Rect| part.grown(near).holds(at);
    parts
        .find(|part| part.kind != crate::model::Kind::Note && linkable(&part.rect))
        .map(|part| part.id)
}

/// What a marquee selects: components that it touches, areas and links that it encloses.
#[must_use]
pub fn within(design: &Design, routes: &Routes, marquee: Rect) -> BTreeSet<Id> {
    let parts = design
        .components
        .iter()
        .filter(|part| marquee.overlaps(part.rect));
    let areas = design
        .areas
        .iter()
        .filter(|part| marquee.encloses(part.rect));
    let links = design.links.iter().filter(|link| {
        routes
            .get(link.id)
            .is_some_and(|path| marquee.encloses(path.bounds))
    });
    parts
        .map(|part| part.id)
        .chain(areas.map(|part| part.id))
        .chain(links.map(|part| part.id))
        .collect()
}
