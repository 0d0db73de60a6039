//! The routes of all links, kept up to date: a change leads only those links anew that it concerns.

use super::apart::{Curve, Line, apart};
use super::docks::{Wanted, docks, wanted};
use super::label::{Label, REACH, label, title};
use super::obstacles::Obstacles;
use super::path::Path;
use super::route::{Course, Docks, course};
use crate::model::{Design, Id, Link, Rect};
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
    /// By their numbers.
    led: Vec<Led>,
}

#[derive(Clone, Debug)]
struct Led {
    wanted: Wanted,
    /// How it runs if all others lead around nothing.
    first: Lead,
    /// How it runs when its ends lie elsewhere since others don't.
    then: Option<Lead>,
    /// How it is drawn; nothing until all links are led.
    path: Option<Rc<Path>>,
}

impl Led {
    /// How it runs as far as other links don't come near it.
    fn lead(&self) -> &Lead {
        self.then.as_ref().unwrap_or(&self.first)
    }
}

#[derive(Clone, Debug)]
struct Lead {
    docks: Docks,
    course: Course,
    /// What stands there matters.
    region: Rect,
}

impl Lead {
    fn new(wanted: Wanted, docks: Docks, obstacles: &Obstacles) -> Self {
        let (course, region) = course(wanted.ends, docks, wanted.own, obstacles);
        Self {
            docks,
            course,
            region,
        }
    }
}

/// What has moved, come or gone.
#[derive(Default)]
struct Changes {
    /// Where it was or is.
    rects: Vec<Rect>,
}

impl Changes {
    /// Whether a link that was led between other places or around other parts is to be led anew.
    fn concern(&self, lead: &Lead, docks: Docks) -> bool {
        let near = |rect: &Rect| lead.region.overlaps(*rect);
        lead.docks != docks || self.rects.iter().any(near)
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
        self.led(link)?.path.as_ref()
    }

    fn led(&self, link: Id) -> Option<&Led> {
        let at = self.led.binary_search_by_key(&link, |led| led.wanted.id);
        self.led.get(at.ok()?)
    }

    /// A text at a link, placed where it covers no component and no area's title; `None` for a link that isn't there. It holds for as long as the
    /// link's route stays the same.
    #[must_use]
    pub fn label(&self, link: Id, text: &str) -> Option<Label> {
        let led = self.led(link)?;
        let path = led.path.as_ref()?;
        let around = path.bounds.grown(REACH);
        let parts = self.obstacles.near(around).into_iter();
        let titles = self.titles.iter().copied();
        let near: Vec<Rect> = parts
            .map(|(_, rect)| rect)
            .chain(titles.filter(|title| title.overlaps(around)))
            .collect();
        Some(label(path, text, led.wanted.ends, &near))
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
        if !self.links.iter().copied().eq(design.links.iter().map(ends)) {
            self.links = design.links.iter().map(ends).collect();
        } else if changes.rects.is_empty() {
            return anew;
        }
        self.lead(&changes);
        self.draw(&mut anew);
        anew
    }

    /// Leads what is to be led anew: once as if all went straight on, and again what begins or ends at another place then,
    /// since others go around something.
    fn lead(&mut self, changes: &Changes) {
        let mut before = std::mem::take(&mut self.led).into_iter().peekable();
        let all = self.wanted();
        for (&wanted, docked) in all.iter().zip(docks(&all, |_| None)) {
            while before.next_if(|led| led.wanted.id < wanted.id).is_some() {}
            let known =
                before.next_if(|led| led.wanted == wanted && !changes.concern(&led.first, docked));
            self.led.push(known.unwrap_or_else(|| Led {
                wanted,
                first: Lead::new(wanted, docked, &self.obstacles),
                then: None,
                path: None,
            }));
        }
        let again = docks(&all, |link| self.led.get(link).map(|led| &led.first.course));
        for (led, docked) in self.led.iter_mut().zip(again) {
            let known = led.then.as_ref();
            let kept = if led.first.docks == docked {
                known.is_none()
            } else {
                known.is_some_and(|then| !changes.concern(then, docked))
            };
            if !kept {
                led.path = None;
                led.then = (led.first.docks != docked)
                    .then(|| Lead::new(led.wanted, docked, &self.obstacles));
            }
        }
    }

    /// What is to be led.
    fn wanted(&self) -> Vec<Wanted> {
        let rects: BTreeMap<Id, Rect> = self.parts.iter().copied().collect();
        let pairs: BTreeSet<[Id; 2]> = self.links.iter().map(|(_, own)| *own).collect();
        let links = self.links.iter();
        let links = links.map(|&(id, own)| (id, own, pairs.contains(&[own[1], own[0]])));
        wanted(links, &rects)
    }

    /// Moves what would lie on one line with another link aside, and draws what isn't drawn so yet.
    fn draw(&mut self, anew: &mut BTreeSet<Id>) {
        let (mut lines, mut curves) = (Vec::new(), Vec::new());
        for led in &self.led {
            let own = led.wanted.own;
            match &led.lead().course {
                Course::Line(points) => lines.push(Line {
                    own,
                    rects: [led.wanted.ends.from, led.wanted.ends.to],
                    steps: led.lead().docks.steps,
                    points: points.clone(),
                }),
                Course::Curve(points) => curves.push(Curve {
                    own,
                    points: *points,
                }),
            }
        }
        apart(&mut lines, &curves, &self.obstacles);
        let mut lines = lines.into_iter();
        for led in &mut self.led {
            let path = match led.lead().course {
                Course::Line(_) => lines
                    .next()
                    .filter(|line| {
                        let drawn = led.path.as_ref();
                        drawn.is_none_or(|path| path.points != line.points)
                    })
                    .map(|line| Path::line(line.points)),
                Course::Curve([from, leave, arrive, to]) => {
                    let drawn = led.path.is_some();
                    (!drawn).then(|| Path::curve(from, leave, arrive, to))
                }
            };
            if let Some(path) = path {
                led.path = Some(Rc::new(path));
                anew.insert(led.wanted.id);
            }
        }
    }

    /// Takes over where components are.
    fn place(&mut self, design: &Design, moved: &BTreeMap<Id, Rect>) -> Changes {
        let rect_of = |id: Id, rect: Rect| moved.get(&id).copied().unwrap_or(rect);
        let mut changes = Changes::default();
        let obstacles = &mut self.obstacles;
        let mut put = |id: Id, rect: Rect| {
            changes.rects.extend(obstacles.get(id));
            changes.rects.push(rect);
            obstacles.put(id, rect);
        };
        let ids = self.parts.iter().map(|(id, _)| *id);
        if ids.eq(design.components.iter().map(|part| part.id)) {
            // The same parts as before, as always during a drag: nothing is looked up.
            for (known, part) in self.parts.iter_mut().zip(&design.components) {
                let rect = rect_of(part.id, part.rect);
                if known.1 != rect {
                    known.1 = rect;
                    put(part.id, rect);
                }
            }
            return changes;
        }
        let mut gone: BTreeMap<Id, Rect> = self.parts.drain(..).collect();
        for part in &design.components {
            let rect = rect_of(part.id, part.rect);
            self.parts.push((part.id, rect));
            if gone.remove(&part.id) != Some(rect) {
                put(part.id, rect);
            }
        }
        for id in gone.into_keys() {
            changes.rects.extend(self.obstacles.get(id));
            self.obstacles.remove(id);
        }
        changes
    }
}
