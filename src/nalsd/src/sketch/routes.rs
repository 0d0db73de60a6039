//! The routes of all links, kept up to date: a change leads only those links anew that it concerns.

use super::label::{Label, REACH, label, title};
use super::obstacles::Obstacles;
use super::path::Path;
use super::route::{Ends, region, route};
use crate::model::{Design, Id, Kind, Link, Rect};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The routes of a design's links. A route that didn't change stays the same (`Rc::ptr_eq`).
#[derive(Clone, Debug, Default)]
pub struct Routes {
    obstacles: Obstacles,
    /// Where areas' titles are.
    titles: Vec<Rect>,
    /// Where components are, in the design's order.
    parts: Vec<(Id, Rect)>,
    /// Links and what they join, in the design's order.
    links: Vec<(Id, [Id; 2])>,
    routes: BTreeMap<Id, Led>,
}

#[derive(Clone, Debug)]
struct Led {
    own: [Id; 2],
    ends: Ends,
    /// What stands there matters.
    region: Option<Rect>,
    path: Rc<Path>,
}

/// What has moved, come or gone.
#[derive(Default)]
struct Changes {
    ids: BTreeSet<Id>,
    /// Where obstacles were or are.
    rects: Vec<Rect>,
}

impl Changes {
    fn concern(&self, led: &Led) -> bool {
        let near = |around: Rect| self.rects.iter().any(|rect| around.overlaps(*rect));
        led.own.iter().any(|id| self.ids.contains(id)) || led.region.is_some_and(near)
    }
}

impl Routes {
    /// The routes of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let mut routes = Self::default();
        routes.update(design, &BTreeMap::new());
        routes
    }

    /// The route of a link.
    #[must_use]
    pub fn get(&self, link: Id) -> Option<&Rc<Path>> {
        self.routes.get(&link).map(|led| &led.path)
    }

    /// A text at a link, placed where it covers no component and no area's title; `None` for a link that isn't there. It holds for as long as the
    /// link's route stays the same.
    #[must_use]
    pub fn label(&self, link: Id, text: &str) -> Option<Label> {
        let led = self.routes.get(&link)?;
        let around = led.path.bounds.grown(REACH);
        let parts = self.obstacles.near(around).into_iter();
        let titles = self.titles.iter().copied();
        let near: Vec<Rect> = parts
            .map(|(_, rect)| rect)
            .chain(titles.filter(|title| title.overlaps(around)))
            .collect();
        Some(label(&led.path, text, led.ends, &near))
    }

    /// Follows a design, where some of its components are drawn elsewhere for the time being, as during a drag. Gives the
    /// links that were led anew. The outcome doesn't depend on what was before.
    pub fn update(&mut self, design: &Design, moved: &BTreeMap<Id, Rect>) -> BTreeSet<Id> {
        let changes = self.place(design, moved);
        self.titles.clear();
        self.titles
            .extend(design.areas.iter().map(|area| title(area)));
        let ends = |link: &Rc<Link>| (link.id, [link.from, link.to]);
        let mut anew = BTreeSet::new();
        if self.links.iter().copied().eq(design.links.iter().map(ends)) {
            if changes.ids.is_empty() {
                return anew;
            }
            let rects: BTreeMap<Id, Rect> = self.parts.iter().copied().collect();
            for (id, led) in &mut self.routes {
                if changes.concern(led)
                    && let Some(new) = lead(led.own, led.ends.both_ways, &rects, &self.obstacles)
                {
                    *led = new;
                    anew.insert(*id);
                }
            }
            return anew;
        }
        self.links = design.links.iter().map(ends).collect();
        let rects: BTreeMap<Id, Rect> = self.parts.iter().copied().collect();
        let pairs: BTreeSet<[Id; 2]> = self.links.iter().map(|(_, own)| *own).collect();
        let mut before = std::mem::take(&mut self.routes);
        for &(id, own) in &self.links {
            let both_ways = pairs.contains(&[own[1], own[0]]);
            let known = before.remove(&id).filter(|led| {
                led.own == own && led.ends.both_ways == both_ways && !changes.concern(led)
            });
            let led = known.or_else(|| {
                anew.insert(id);
                lead(own, both_ways, &rects, &self.obstacles)
            });
            if let Some(led) = led {
                self.routes.insert(id, led);
            }
        }
        anew
    }

    /// Takes over where components are.
    fn place(&mut self, design: &Design, moved: &BTreeMap<Id, Rect>) -> Changes {
        let rect_of = |id: Id, rect: Rect| moved.get(&id).copied().unwrap_or(rect);
        let mut changes = Changes::default();
        let ids = self.parts.iter().map(|(id, _)| *id);
        if ids.eq(design.components.iter().map(|part| part.id)) {
            // The same parts as before, as always during a drag: nothing is looked up.
            for (known, part) in self.parts.iter_mut().zip(&design.components) {
                let rect = rect_of(part.id, part.rect);
                if known.1 != rect {
                    known.1 = rect;
                    put(&mut self.obstacles, part.id, part.kind, rect, &mut changes);
                }
            }
            return changes;
        }
        let mut gone: BTreeMap<Id, Rect> = self.parts.drain(..).collect();
        for part in &design.components {
            let rect = rect_of(part.id, part.rect);
            self.parts.push((part.id, rect));
            if gone.remove(&part.id) != Some(rect) {
                put(&mut self.obstacles, part.id, part.kind, rect, &mut changes);
            }
        }
        for id in gone.into_keys() {
            changes.ids.insert(id);
            changes.rects.extend(self.obstacles.get(id));
            self.obstacles.remove(id);
        }
        changes
    }
}

/// Puts a component somewhere. Notes are in nobody's way.
fn put(obstacles: &mut Obstacles, id: Id, kind: Kind, rect: Rect, changes: &mut Changes) {
    changes.ids.insert(id);
    if kind != Kind::Note {
        changes.rects.extend(obstacles.get(id));
        changes.rects.push(rect);
        obstacles.put(id, rect);
    }
}

fn lead(
    own: [Id; 2],
    both_ways: bool,
    rects: &BTreeMap<Id, Rect>,
    obstacles: &Obstacles,
) -> Option<Led> {
    let ends = Ends {
        from: *rects.get(&own[0])?,
        to: *rects.get(&own[1])?,
        both_ways,
    };
    let path = Rc::new(route(ends, own, obstacles));
    Some(Led {
        own,
        ends,
        region: region(ends),
        path,
    })
}
