//! Where the stage looks: panning, zooming, fitting, and what is in sight.

use super::Stage;
use crate::platform::canvas::Drawn;
use nalsd::model::{Id, Point, Rect};
use nalsd::sketch::View;
use nalsd::sketch::gesture::ZOOM_STEP;

/// Space left around what is fitted into view, in pixels: room for badges and handles.
const MARGIN: f64 = 16.0;

/// Below this zoom only names can be read, and stand alone; below the second no icons are drawn; below the third only the
/// titles of areas are; below the last no text is.
const FAR: f64 = 0.55;
const FARTHER: f64 = 0.4;
const FAINT: f64 = 0.28;
const FARTHEST: f64 = 0.2;

/// Of more parts than this names keep their size and aren't shown for as long, and edges are as thin as they get: text of a size for
/// each of them costs every step of the zoom.
const MANY: usize = 300;

/// How many times their size titles of areas have at most: from afar they keep theirs on the screen, as far as that goes.
const TITLE_MOST: f64 = 2.5;

impl Stage {
    /// The ground has another size: what was fitted is fitted anew, else what is in the middle stays there.
    pub(super) fn resized(&self) {
        self.drawn_view.set(None);
        self.ask();
        self.ground.tell_foot();
        let size = self.ground.size();
        let before = self.size.replace(size);
        if size == before || size.0 <= 0.0 || size.1 <= 0.0 {
            return;
        }
        if self.fitted.get() {
            self.fit(&[]);
        } else {
            self.look(self.view.get().panned(Point {
                x: (size.0 - before.0) / 2.0,
                y: (size.1 - before.1) / 2.0,
            }));
        }
    }

    /// Looks at the world from elsewhere, with the next frame.
    pub(in super::super) fn look(&self, view: View) {
        self.fitted.set(false);
        self.view.set(view);
        self.ask();
    }

    pub(super) fn draw_view(&self) {
        let view = self.view.get();
        let before = self.drawn_view.replace(Some(view));
        if before == Some(view) {
            return;
        }
        self.world.set("transform", &view.transform());
        let (x, y, zoom) = (view.x, view.y, view.zoom);
        self.above.style(
            "transform",
            &format!("translate({x}px,{y}px) scale({zoom})"),
        );
        // The dots keep their distance on the screen within a factor of two.
        let mut step = 20.0 * view.zoom;
        while step < 14.0 {
            step *= 2.0;
        }
        self.dots.style(
            "transform",
            &format!(
                "translate({}px,{}px)",
                view.x.rem_euclid(step),
                view.y.rem_euclid(step)
            ),
        );
        if before.is_none_or(|before| before.zoom.to_bits() != view.zoom.to_bits()) {
            self.dots
                .style("background-size", &format!("{step}px {step}px"));
            let px = format!("{}", 1.0 / view.zoom);
            self.overlay.style("--px", &px);
            self.above.style("--px", &px);
            self.world.mark("far", view.zoom < FAR);
            self.world.mark("farther", view.zoom < FARTHER);
            self.world.mark("faint", view.zoom < FAINT);
            self.world.mark("farthest", view.zoom < FARTHEST);
            let parts = self.desk.borrow().design.components.len();
            self.world.mark("many", parts > MANY);
            self.show_ports();
            let larger = (1.0 / view.zoom).clamp(1.0, TITLE_MOST);
            self.areas.style("--larger", &format!("{larger}"));
            if let Some(readout) = Drawn::find("sketch-zoom") {
                readout.say(&format!("{:.0} %", view.zoom * 100.0));
            }
        }
    }

    pub(super) fn follow_sight(&self) {
        self.sight.borrow_mut().follow(
            self.view.get(),
            self.ground.size(),
            &self.desk.borrow().design,
            &self.routes.borrow(),
            &self.selected.borrow(),
        );
    }

    /// The middle of what is seen, in the world.
    pub(in super::super) fn middle(&self) -> Point {
        let (w, h) = self.ground.size();
        self.view.get().to_world(Point {
            x: w / 2.0,
            y: h / 2.0,
        })
    }

    /// What of the world is seen wholly: nothing there need be brought into view.
    pub(in super::super) fn seen(&self) -> Rect {
        let (view, free) = (self.view.get(), self.ground.free().grown(-MARGIN));
        let corner = view.to_world(Point {
            x: free.x,
            y: free.y,
        });
        Rect {
            x: corner.x,
            y: corner.y,
            w: free.w.max(0.0) / view.zoom,
            h: free.h.max(0.0) / view.zoom,
        }
    }

    /// Where something new is wanted, in the world: where the pointer rests on the drawing, not on its bars; else in the middle
    /// of what is seen.
    pub(in super::super) fn wanted_at(&self) -> Point {
        let pointed = self.last_at.get();
        let pointed = pointed.filter(|at| self.ground.free().holds(*at));
        pointed.map_or_else(|| self.seen().middle(), |at| self.view.get().to_world(at))
    }

    /// Zooms at the middle by one step in or out.
    pub(in super::super) fn zoom(&self, closer: bool) {
        let (w, h) = self.ground.size();
        let factor = if closer { ZOOM_STEP } else { 1.0 / ZOOM_STEP };
        self.look(self.view.get().zoomed(
            Point {
                x: w / 2.0,
                y: h / 2.0,
            },
            factor,
        ));
    }

    /// Shows everything in its own size.
    pub(in super::super) fn zoom_to_one(&self) {
        let (w, h) = self.ground.size();
        let view = self.view.get();
        self.look(view.zoomed(
            Point {
                x: w / 2.0,
                y: h / 2.0,
            },
            1.0 / view.zoom,
        ));
    }

    /// Fits these parts into view; all of the design when there are none.
    pub(in super::super) fn fit(&self, ids: &[Id]) {
        let desk = self.desk.borrow();
        let wanted = |id: Id| ids.is_empty() || ids.contains(&id);
        let parts = desk
            .design
            .components
            .iter()
            .map(|part| (part.id, part.rect));
        let areas = desk.design.areas.iter().map(|area| (area.id, area.rect));
        let rects = parts
            .chain(areas)
            .filter(|(id, _)| wanted(*id))
            .map(|(_, rect)| rect);
        match Rect::around(rects) {
            Some(rect) => {
                self.look(View::fit(rect, self.ground.free(), MARGIN));
                self.fitted.set(ids.is_empty());
            }
            None => self.look(View {
                x: 0.0,
                y: 0.0,
                zoom: 1.0,
            }),
        }
    }

    /// Fits everything into view once the desk has changed.
    pub(in super::super) fn fit_after(&self) {
        self.fit_due.set(true);
    }

    /// Brings a part into view, if it isn't.
    pub(in super::super) fn reveal(&self, id: Id) {
        let rect = {
            let desk = self.now();
            let part = desk.design.component(id).map(|part| part.rect);
            part.or_else(|| desk.design.area(id).map(|area| area.rect))
                .or_else(|| self.routes.borrow().get(id).map(|path| path.bounds))
        };
        if let Some(rect) = rect {
            self.reveal_rect(rect);
        }
    }

    /// Brings a rectangle into view, moving the world no further than it must.
    pub(in super::super) fn reveal_rect(&self, rect: Rect) {
        let view = self.view.get();
        let shown = view.showing(rect, self.ground.free(), MARGIN);
        if shown != view && !self.gesture.borrow().is_active() {
            self.look(shown);
        }
    }
}
