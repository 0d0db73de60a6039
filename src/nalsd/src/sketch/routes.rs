//! The routes of all links, kept up to date: a change leads only those links anew that it concerns.

use super::obstacles::Obstacles;
use super::path::Path;
use super::route::{Ends, region, route};
use crate::model::{Design, Id, Kind, Rect};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The routes of a design's links. A route that didn't change stays the same (`Rc::ptr_eq`).
#[derive(Clone, Debug, Default)]
pub struct Routes {
    obstacles: Obstacles,
    /// Where components are, notes too.
    rects: BTreeMap<Id, Rect>,
    routes: BTreeMap<Id, Led>,
}

#[derive(Clone, Debug)]
struct Led {
    own: [Id; 2],
    ends: Ends,
    path: Rc<Path>,
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

    /// Follows a design, where some of its components are drawn elsewhere for the time being, as during a drag. Gives the
    /// links that were led anew. The outcome doesn't depend on what was before.
    pub fn update(&mut self, design: &Design, moved: &BTreeMap<Id, Rect>) -> BTreeSet<Id> {
        let changed = self.place(design, moved);
        let pairs: BTreeSet<(Id, Id)> = design
            .links
            .iter()
            .map(|link| (link.from, link.to))
            .collect();
        let mut anew = BTreeSet::new();
        let mut there = BTreeSet::new();
        for link in &design.links {
            let (Some(&from), Some(&to)) = (self.rects.get(&link.from), self.rects.get(&link.to))
            else {
                continue;
            };
            there.insert(link.id);
            let own = [link.from, link.to];
            let ends = Ends {
                from,
                to,
                both_ways: pairs.contains(&(link.to, link.from)),
            };
            let known = self.routes.get(&link.id).is_some_and(|led| {
                let around = region(ends);
                led.own == own
                    && led.ends == ends
                    && !changed.iter().any(|rect| around.overlaps(*rect))
            });
            if !known {
                let path = Rc::new(route(ends, own, &self.obstacles));
                self.routes.insert(link.id, Led { own, ends, path });
                anew.insert(link.id);
            }
        }
        self.routes.retain(|id, _| there.contains(id));
        anew
    }

    /// Takes over where components are; where something was or is that has moved, come or gone.
    fn place(&mut self, design: &Design, moved: &BTreeMap<Id, Rect>) -> Vec<Rect> {
        let mut changed = Vec::new();
        let mut gone = std::mem::take(&mut self.rects);
        for part in &design.components {
            let rect = moved.get(&part.id).copied().unwrap_or(part.rect);
            self.rects.insert(part.id, rect);
            if gone.remove(&part.id) == Some(rect) || part.kind == Kind::Note {
                continue;
            }
            changed.extend(self.obstacles.get(part.id));
            changed.push(rect);
            self.obstacles.put(part.id, rect);
        }
        for id in gone.into_keys() {
            changed.extend(self.obstacles.get(id));
            self.obstacles.remove(id);
        }
        changed
    }
}
