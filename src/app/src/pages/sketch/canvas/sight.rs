//! What is in sight: the browser lays out and paints only that. What is away keeps its group, with its name and its role, for
//! the keyboard and for screen readers; what would be drawn in it is left out by the style sheet.

use crate::platform::canvas::Drawn;
use nalsd::model::{Design, Id, Rect};
use nalsd::sketch::{Routes, View};
use std::collections::BTreeSet;

/// How much more than the screen shows is drawn at each edge, as a share of the screen: a view that moves less changes nothing.
const MARGIN: f64 = 0.25;

/// Drawing so many times the width that is seen is too much: somebody has come closer.
const TOO_WIDE: f64 = 3.0;

/// What is drawn, and what isn't.
#[derive(Default)]
pub(super) struct Sight {
    /// The part of the world in which everything is drawn; `None` when that isn't known any more.
    drawn: Option<Rect>,
    /// What is marked as away.
    away: BTreeSet<Id>,
}

impl Sight {
    /// What is drawn has changed, or what must be drawn wherever it is.
    pub(super) fn forget(&mut self) {
        self.drawn = None;
    }

    /// Follows the view onto a ground of a size in CSS pixels. Nothing is done while the view stays within what is drawn. What
    /// is selected is always drawn: it may have the focus, and gestures move it.
    pub(super) fn follow(
        &mut self,
        view: View,
        (width, height): (f64, f64),
        design: &Design,
        routes: &Routes,
        selected: &BTreeSet<Id>,
    ) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let seen = view.visible(width, height);
        let enough = |drawn: Rect| drawn.encloses(seen) && drawn.w <= TOO_WIDE * seen.w;
        if self.drawn.is_some_and(enough) {
            return;
        }
        let drawn = seen.grown(MARGIN * seen.w.max(seen.h));
        self.drawn = Some(drawn);
        let parts = design.components.iter().map(|part| (part.id, part.rect));
        let links = design.links.iter();
        let links = links.filter_map(|link| Some((link.id, routes.get(link.id)?.bounds)));
        let away = parts
            .chain(links)
            .filter(|(id, rect)| !drawn.overlaps(*rect) && !selected.contains(id))
            .map(|(id, _)| id)
            .collect();
        for id in self.away.symmetric_difference(&away) {
            for piece in ["part", "label"] {
                if let Some(drawn) = Drawn::find(&format!("{piece}-{}", id.0)) {
                    drawn.flag("data-away", away.contains(id));
                }
            }
        }
        self.away = away;
    }
}
