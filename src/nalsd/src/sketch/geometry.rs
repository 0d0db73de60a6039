//! Points and rectangles in the world.

use crate::model::{Point, Rect};

/// The distance of grid points, in world pixels.
pub const GRID: f64 = 8.0;

/// The nearest multiple of the grid.
#[must_use]
pub fn to_grid(value: f64) -> f64 {
    libm::round(value / GRID) * GRID
}

impl Point {
    /// The point that far away.
    #[must_use]
    pub fn plus(self, x: f64, y: f64) -> Self {
        Self {
            x: self.x + x,
            y: self.y + y,
        }
    }

    /// How far it is to another point.
    #[must_use]
    pub fn distance(self, to: Self) -> f64 {
        libm::hypot(to.x - self.x, to.y - self.y)
    }
}

impl Rect {
    /// The rectangle between two opposite corners.
    #[must_use]
    pub fn between(a: Point, b: Point) -> Self {
        Self {
            x: a.x.min(b.x),
            y: a.y.min(b.y),
            w: (a.x - b.x).abs(),
            h: (a.y - b.y).abs(),
        }
    }

    /// The smallest rectangle around all of these; `None` around nothing.
    pub fn around(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(|a, b| {
            let corner = Point {
                x: a.x.min(b.x),
                y: a.y.min(b.y),
            };
            Self {
                x: corner.x,
                y: corner.y,
                w: a.right().max(b.right()) - corner.x,
                h: a.bottom().max(b.bottom()) - corner.y,
            }
        })
    }

    /// The right edge.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// The lower edge.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// The middle.
    #[must_use]
    pub fn middle(self) -> Point {
        Point {
            x: self.x + self.w / 2.0,
            y: self.y + self.h / 2.0,
        }
    }

    /// Width times height.
    #[must_use]
    pub fn size(self) -> f64 {
        self.w * self.h
    }

    /// Whether a point is in it or on its edge.
    #[must_use]
    pub fn holds(self, at: Point) -> bool {
        at.x >= self.x && at.x <= self.right() && at.y >= self.y && at.y <= self.bottom()
    }

    /// Whether another rectangle is wholly in it.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }

    /// Whether the two have more in common than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Larger by so much on each side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            w: self.w + 2.0 * by,
            h: self.h + 2.0 * by,
        }
    }

    /// With level and upright in each other's place.
    #[must_use]
    pub fn turned(self) -> Self {
        Self {
            x: self.y,
            y: self.x,
            w: self.h,
            h: self.w,
        }
    }

    /// Elsewhere, of the same size.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self {
            x: self.x + by.x,
            y: self.y + by.y,
            ..self
        }
    }
}
