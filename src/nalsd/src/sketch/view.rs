//! The view: which part of the world is seen, and how large.

use crate::model::{Point, Rect};

/// A world transform: a point of the world is on the screen at `world * zoom + (x, y)`, in pixels from the canvas's corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Where the world's origin is on the screen, to the right.
    pub x: f64,
    /// Where the world's origin is on the screen, downwards.
    pub y: f64,
    /// Screen pixels per world pixel.
    pub zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }
    }
}

impl View {
    /// The smallest zoom.
    pub const MIN_ZOOM: f64 = 0.05;
    /// The largest zoom.
    pub const MAX_ZOOM: f64 = 4.0;

    /// Where a point of the screen is in the world.
    #[must_use]
    pub fn to_world(self, screen: Point) -> Point {
        Point {
            x: (screen.x - self.x) / self.zoom,
            y: (screen.y - self.y) / self.zoom,
        }
    }

    /// Where a point of the world is on the screen.
    #[must_use]
    pub fn to_screen(self, world: Point) -> Point {
        Point {
            x: world.x * self.zoom + self.x,
            y: world.y * self.zoom + self.y,
        }
    }

    /// The view after the world was dragged by so many screen pixels.
    #[must_use]
    pub fn panned(self, by: Point) -> Self {
        Self {
            x: self.x + by.x,
            y: self.y + by.y,
            ..self
        }
    }

    /// The view that much closer, while what is at a point of the screen stays there.
    #[must_use]
    pub fn zoomed(self, at: Point, factor: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(Self::MIN_ZOOM, Self::MAX_ZOOM);
        // A factor that is no number changes nothing.
        if !zoom.is_finite() {
            return self;
        }
        let held = self.to_world(at);
        Self {
            x: at.x - held.x * zoom,
            y: at.y - held.y * zoom,
            zoom,
        }
    }

    /// The view that shows a rectangle of the world in the middle of one of the screen, with padding around it in screen
    /// pixels; nothing is shown larger than it is.
    #[must_use]
    pub fn fit(rect: Rect, into: Rect, padding: f64) -> Self {
        let room = |length: f64| (length - 2.0 * padding).max(1.0);
        let zoom = (room(into.w) / rect.w.max(1.0))
            .min(room(into.h) / rect.h.max(1.0))
            .clamp(Self::MIN_ZOOM, 1.0);
        let (middle, onto) = (rect.middle(), into.middle());
        Self {
            x: onto.x - middle.x * zoom,
            y: onto.y - middle.y * zoom,
            zoom,
        }
    }

    /// The part of the world that a viewport of so many screen pixels shows.
    #[must_use]
    pub fn visible(self, width: f64, height: f64) -> Rect {
        let corner = self.to_world(Point { x: 0.0, y: 0.0 });
        Rect {
            x: corner.x,
            y: corner.y,
            w: width / self.zoom,
            h: height / self.zoom,
        }
    }

    /// The view that shows a rectangle of the world wholly within one of the screen, moved no further than it must be: for
    /// what the keyboard has gone to.
    #[must_use]
    pub fn showing(self, rect: Rect, within: Rect, padding: f64) -> Self {
        let from = self.to_screen(Point {
            x: rect.x,
            y: rect.y,
        });
        let to = self.to_screen(Point {
            x: rect.right(),
            y: rect.bottom(),
        });
        let by = |from: f64, to: f64, low: f64, high: f64| {
            let (low, high) = (low + padding, high - padding);
            if from < low {
                low - from
            } else if to > high {
                // What is larger than that shows its beginning.
                (high - to).max(low - from)
            } else {
                0.0
            }
        };
        self.panned(Point {
            x: by(from.x, to.x, within.x, within.right()),
            y: by(from.y, to.y, within.y, within.bottom()),
        })
    }

    /// For the `transform` attribute of an SVG group.
    #[must_use]
    pub fn transform(self) -> String {
        format!("translate({} {}) scale({})", self.x, self.y, self.zoom)
    }
}
