//! Auto-layout: callers left of those they call, what is in an area together, nothing on anything else.
//!
//! Layered drawing after Sugiyama, Tagawa and Toda (1981): rings are broken, parts put into layers by the longest path,
//! the order within layers found by barycentres, and coordinates by drawing each part to the middle of its neighbours.
//! Areas are laid out from the inside out, each as one part of the area around it, which is what keeps them together.
//!
//! There are ports of dagre to Rust that know containers, too. They are young, and bring a graph library and a network
//! simplex along; what is wanted here besides (the grid, room for titles, zones above each other, the unlinked apart) takes
//! as much code as the layers themselves. The outcome depends on the design's parts and links alone, not on where they are
//! drawn.

mod layers;

use super::size::{LEAST_AREA, TITLE, area_size};
use crate::edit::Command;
use crate::model::{Design, Id, Kind, Point, Rect};
use layers::{Block, arrange};
use std::collections::{BTreeMap, BTreeSet};

/// Space between an area's border and what is in it.
const PAD: f64 = 24.0;

/// The command that lays out a whole design anew; its upper left corner stays where it is.
#[must_use]
pub fn layout(design: &Design) -> Command {
    let mut places = Places::new(design);
    let mut inner: Vec<Id> = design.areas.iter().map(|area| area.id).collect();
    // Zones stand after their regions: the innermost come first.
    inner.reverse();
    for area in inner {
        places.lay_out(Some(area));
    }
    places.lay_out(None);
    let rects = design.components.iter().map(|part| part.rect);
    let bounds = Rect::around(rects.chain(design.areas.iter().map(|part| part.rect)));
    let bounds = bounds.unwrap_or_default();
    let corner = Point {
        x: super::to_grid(bounds.x),
        y: super::to_grid(bounds.y),
    };
    Command::Place(places.absolute(corner))
}

/// What is where within what.
struct Places<'a> {
    design: &'a Design,
    /// What is directly in an area, or in none.
    within: BTreeMap<Option<Id>, Vec<Id>>,
    /// The area that something is directly in.
    around: BTreeMap<Id, Option<Id>>,
    /// How large everything is, areas from when they are laid out.
    sizes: BTreeMap<Id, (f64, f64)>,
    /// Where everything is within its area.
    at: BTreeMap<Id, Point>,
}

impl<'a> Places<'a> {
    fn new(design: &'a Design) -> Self {
        let mut within: BTreeMap<Option<Id>, Vec<Id>> = BTreeMap::new();
        let mut around = BTreeMap::new();
        let mut sizes = BTreeMap::new();
        for part in &design.components {
            within.entry(part.area).or_default().push(part.id);
            around.insert(part.id, part.area);
            sizes.insert(part.id, (part.rect.w, part.rect.h));
        }
        for part in &design.areas {
            within.entry(part.area).or_default().push(part.id);
            around.insert(part.id, part.area);
        }
        for ids in within.values_mut() {
            ids.sort();
        }
        Self {
            design,
            within,
            around,
            sizes,
            at: BTreeMap::new(),
        }
    }

    /// Arranges what is directly in an area, and so finds the area's size.
    fn lay_out(&mut self, area: Option<Id>) {
        let ids = self.within.get(&area).cloned().unwrap_or_default();
        let index: BTreeMap<Id, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut links: BTreeSet<(usize, usize)> = BTreeSet::new();
        for link in &self.design.links {
            let from = self
                .standing_for(link.from, area)
                .and_then(|id| index.get(&id));
            let to = self
                .standing_for(link.to, area)
                .and_then(|id| index.get(&id));
            // Zones stand above each other: what copies from one to the other doesn't put them in a row.
            let areas = |at: &usize| self.design.area(ids[*at]).is_some();
            if let (Some(from), Some(to)) = (from, to)
                && from != to
                && !(areas(from) && areas(to))
            {
                links.insert((*from, *to));
            }
        }
        let blocks: Vec<Block> = ids
            .iter()
            .map(|id| {
                let (w, h) = self.sizes.get(id).copied().unwrap_or_default();
                let note = self
                    .design
                    .component(*id)
                    .is_some_and(|part| part.kind == Kind::Note);
                Block {
                    w: up(w),
                    h: up(h),
                    apart: note,
                }
            })
            .collect();
        let (points, (w, h)) = arrange(&blocks, &links.into_iter().collect::<Vec<_>>());
        let (left, top) = if area.is_some() {
            (PAD, TITLE + 8.0)
        } else {
            (0.0, 0.0)
        };
        for (id, point) in ids.iter().zip(points) {
            self.at.insert(*id, point.plus(left, top));
        }
        if let Some(area) = area {
            let size = if ids.is_empty() {
                self.design
                    .area(area)
                    .map_or(LEAST_AREA, |area| area_size(area.kind))
            } else {
                (
                    (w + 2.0 * PAD).max(LEAST_AREA.0),
                    (h + TITLE + 8.0 + PAD).max(LEAST_AREA.1),
                )
            };
            self.sizes.insert(area, size);
        }
    }

    /// The part directly in an area that a component is or is in.
    fn standing_for(&self, component: Id, area: Option<Id>) -> Option<Id> {
        let mut id = component;
        // A zone in a region is as deep as it goes.
        for _ in 0..4 {
            let around = *self.around.get(&id)?;
            if around == area {
                return Some(id);
            }
            id = around?;
        }
        None
    }

    /// Where everything is in the world.
    fn absolute(&self, corner: Point) -> Vec<(Id, Rect)> {
        let world = |id: Id| {
            let mut at = corner;
            let mut next = Some(id);
            for _ in 0..4 {
                let Some(id) = next else {
                    break;
                };
                let within = self.at.get(&id).copied().unwrap_or_default();
                at = at.plus(within.x, within.y);
                next = self.around.get(&id).copied().flatten();
            }
            let (w, h) = self.sizes.get(&id).copied().unwrap_or_default();
            (
                id,
                Rect {
                    x: at.x,
                    y: at.y,
                    w,
                    h,
                },
            )
        };
        self.around.keys().copied().map(world).collect()
    }
}

/// The next multiple of the grid.
fn up(length: f64) -> f64 {
    libm::ceil(length / super::GRID) * super::GRID
}
