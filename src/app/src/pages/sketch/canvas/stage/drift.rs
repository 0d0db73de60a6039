//! What is dragged to the edge of the drawing moves the world: there may be room beyond.

use super::Stage;
use crate::platform::canvas::{Input, Pointer};
use nalsd::model::Point;
use nalsd::sketch::gesture::Event;
use std::cell::Cell;

/// How near to the edge it begins, and how far it goes in a frame right at it, in pixels.
const EDGE: f64 = 24.0;
const MOST: f64 = 8.0;

/// Where the pointer is that drags.
#[derive(Default)]
pub(super) struct Drift {
    last: Cell<Option<Pointer>>,
    /// Whether it has been away from the edge since it was pressed: what is taken up at the edge may be meant to stay there.
    free: Cell<bool>,
}

impl Drift {
    /// Follows what happens on a drawing of a size.
    pub(super) fn follow(&self, input: &Input, size: (f64, f64)) {
        match input {
            Input::Down(pointer) => {
                self.free.set(false);
                self.see(*pointer, size);
            }
            Input::Move(pointer) => self.see(*pointer, size),
            Input::Up(_) | Input::Cancel(_) => self.last.set(None),
            _ => {}
        }
    }

    fn see(&self, pointer: Pointer, size: (f64, f64)) {
        self.last.set(Some(pointer));
        if way(pointer.at, size) == Point::default() {
            self.free.set(true);
        }
    }
}

impl Stage {
    /// Moves the world by a frame's way, while something is held at the edge.
    pub(super) fn drift(&self) {
        let Some(pointer) = self.drift.last.get().filter(|_| self.drift.free.get()) else {
            return;
        };
        if !self.gesture.borrow().is_dragging() {
            return;
        }
        let by = way(pointer.at, self.ground.size());
        if by != Point::default() {
            self.look(self.view.get().panned(by));
            self.tell(&Event::Move {
                pointer: pointer.id,
                at: pointer.at,
                modifiers: self.modifiers(&pointer),
            });
        }
    }
}

/// How far the world moves in a frame while something is held at a point of a drawing of a size.
fn way(at: Point, (w, h): (f64, f64)) -> Point {
    let along = |at: f64, length: f64| {
        // Where both edges are near there is nowhere to go.
        if length < 4.0 * EDGE {
            return 0.0;
        }
        let share = |distance: f64| ((EDGE - distance) / EDGE).clamp(0.0, 1.0);
        MOST * (share(at) - share(length - at))
    };
    Point {
        x: along(at.x, w),
        y: along(at.y, h),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_comes_from_the_edge_that_is_near() {
        for (x, y, expected) in [
            (200.0, 150.0, (0.0, 0.0)),
            (24.0, 276.0, (0.0, 0.0)),
            (12.0, 150.0, (4.0, 0.0)),
            (-90.0, 150.0, (8.0, 0.0)),
            (394.0, 150.0, (-6.0, 0.0)),
            (200.0, 0.0, (0.0, 8.0)),
            (500.0, 400.0, (-8.0, -8.0)),
        ] {
            let Point { x: right, y: down } = way(Point { x, y }, (400.0, 300.0));
            assert_eq!((right, down), expected, "{x} {y}");
        }
        let narrow = way(Point { x: 1.0, y: 1.0 }, (90.0, 90.0));
        assert_eq!(narrow, Point::default());
    }
}
