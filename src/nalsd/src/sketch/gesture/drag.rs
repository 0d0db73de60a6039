//! Things that follow a pointer.

use super::event::{Context, Modifiers, Outcome, Preview, Wanted};
use crate::edit::{Command, apply, area_at, area_name, duplicate, with_contents};
use crate::model::{Area, AreaKind, Design, Id, Link, Point, Rect, Written};
use crate::sketch::{
    Corner, LEAST_AREA, LEAST_COMPONENT, area_size, component_at, snap, to_grid, within,
};
use std::collections::{BTreeMap, BTreeSet};

/// How near neighbours must be to be lined up with.
const NEIGHBOURS: f64 = 800.0;

/// What follows the pointer.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// Components and areas.
    Shift {
        /// What was taken.
        ids: BTreeSet<Id>,
        /// It, and what is in it: where each was.
        rects: BTreeMap<Id, Rect>,
        /// Around all of it.
        bounds: Rect,
        /// What it may be aligned with.
        others: Vec<Rect>,
    },
    /// A corner.
    Resize {
        id: Id,
        corner: Corner,
        rect: Rect,
        least: (f64, f64),
    },
    /// An end of a link, new or known.
    Link {
        fixed: Id,
        forward: bool,
        link: Option<Id>,
    },
    /// A selection rectangle; what was selected before stays so.
    Marquee { before: BTreeSet<Id> },
    /// The size of a new area.
    Area { kind: AreaKind },
}

impl Drag {
    pub(super) fn shift(design: &Design, selected: &BTreeSet<Id>) -> Option<Self> {
        let all = with_contents(design, selected);
        let mut rects = BTreeMap::new();
        let mut others = Vec::new();
        let components = design.components.iter().map(|part| (part.id, part.rect));
        for (id, rect) in components.chain(design.areas.iter().map(|part| (part.id, part.rect))) {
            if all.contains(&id) {
                rects.insert(id, rect);
            } else {
                others.push(rect);
            }
        }
        let bounds = Rect::around(rects.values().copied())?;
        let ids = selected
            .iter()
            .copied()
            .filter(|id| rects.contains_key(id))
            .collect();
        Some(Self::Shift {
            ids,
            rects,
            bounds,
            others,
        })
    }

    pub(super) fn resize(design: &Design, id: Id, corner: Corner) -> Option<Self> {
        let component = design
            .component(id)
            .map(|part| (part.rect, LEAST_COMPONENT));
        let found = component.or_else(|| design.area(id).map(|part| (part.rect, LEAST_AREA)));
        found.map(|(rect, least)| Self::Resize {
            id,
            corner,
            rect,
            least,
        })
    }

    #[allow(clippy::unnecessary_wraps, reason = "as the others")]
    pub(super) fn link(from: Id) -> Option<Self> {
        Some(Self::Link {
            fixed: from,
            forward: true,
            link: None,
        })
    }

    pub(super) fn reconnect(design: &Design, link: Id, to: bool) -> Option<Self> {
        let known = design.link(link)?;
        Some(Self::Link {
            fixed: if to { known.from } else { known.to },
            forward: to,
            link: Some(link),
        })
    }

    pub(super) fn marquee(before: BTreeSet<Id>) -> Self {
        Self::Marquee { before }
    }

    pub(super) fn area(kind: AreaKind) -> Self {
        Self::Area { kind }
    }

    /// What is shown while it goes on.
    pub(super) fn preview(
        &self,
        start: Point,
        at: Point,
        modifiers: Modifiers,
        context: &Context<'_>,
    ) -> Preview {
        let mut preview = Preview::default();
        match self {
            Self::Shift {
                ids,
                rects,
                bounds,
                others,
            } => {
                let (by, guides) = travel(*bounds, others, start, at, modifiers, context.view.zoom);
                preview.moved = rects
                    .iter()
                    .map(|(id, rect)| (*id, rect.moved(by)))
                    .collect();
                preview.guides = guides;
                preview.copies = modifiers.alt;
                preview.into = into(context.design, ids, rects, by);
            }
            Self::Resize {
                id,
                corner,
                rect,
                least,
            } => {
                preview
                    .moved
                    .insert(*id, resized(*corner, *rect, *least, start, at));
            }
            Self::Link {
                fixed,
                forward,
                link,
            } => {
                let target = component_at(context.design, at, 0.0);
                let refused = target.and_then(|target| {
                    let command = joining(*fixed, *forward, *link, target);
                    apply(context.design, &command)
                        .err()
                        .map(|refusal| refusal.to_string())
                });
                preview.link = Some(Wanted {
                    fixed: *fixed,
                    forward: *forward,
                    link: *link,
                    at,
                    target,
                    refused,
                });
            }
            Self::Marquee { before } => {
                let marquee = Rect::between(start, at);
                let mut selecting = within(context.design, context.routes, marquee);
                selecting.extend(before);
                preview.marquee = Some(marquee);
                preview.selecting = Some(selecting);
            }
            Self::Area { kind } => preview.area = Some((*kind, on_grid(Rect::between(start, at)))),
        }
        preview
    }

    /// What it comes to, when the pointer is let go at a point.
    pub(super) fn end(
        self,
        start: Point,
        at: Point,
        modifiers: Modifiers,
        preview: &Preview,
        context: &Context<'_>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        match self {
            Self::Shift {
                ids,
                bounds,
                others,
                ..
            } => {
                let (by, _) = travel(bounds, &others, start, at, modifiers, context.view.zoom);
                if by == Point::default() {
                    return outcome;
                }
                outcome.command = if modifiers.alt {
                    duplicate(context.design, &ids, by, false)
                } else {
                    Some(Command::Move {
                        ids: ids.into_iter().collect(),
                        by,
                    })
                };
            }
            Self::Resize {
                id,
                corner,
                rect,
                least,
            } => {
                let new = resized(corner, rect, least, start, at);
                outcome.command = (new != rect).then_some(Command::Resize { id, rect: new });
            }
            Self::Link {
                fixed,
                forward,
                link,
            } => {
                match component_at(context.design, at, 0.0) {
                    // Back where it began: nothing was meant.
                    Some(target) if target == fixed && link.is_none() => {}
                    Some(target) => outcome.command = Some(joining(fixed, forward, link, target)),
                    None if link.is_none() => outcome.dangling = Some((fixed, at)),
                    None => {}
                }
                let unchanged = |command: &Command| match command {
                    Command::Reconnect { link, from, to } => context
                        .design
                        .link(*link)
                        .is_some_and(|link| link.from == *from && link.to == *to),
                    _ => false,
                };
                outcome.command = outcome.command.filter(|command| !unchanged(command));
            }
            Self::Marquee { .. } => {
                let selecting = preview.selecting.clone().unwrap_or_default();
                outcome.select = Some(selecting).filter(|ids| ids != context.selected);
            }
            Self::Area { kind } => {
                let rect = on_grid(Rect::between(start, at));
                let (w, h) = LEAST_AREA;
                // A drag too small to hold anything means an area of the usual size.
                let rect = if rect.w < w || rect.h < h {
                    let (w, h) = area_size(kind);
                    Rect { w, h, ..rect }
                } else {
                    rect
                };
                outcome.command = Some(add_area(context.design, kind, rect));
            }
        }
        outcome
    }
}

/// How far what is moved goes, snapping and keys reckoned in, and what it is aligned with then.
fn travel(
    bounds: Rect,
    others: &[Rect],
    start: Point,
    at: Point,
    modifiers: Modifiers,
    zoom: f64,
) -> (Point, Vec<crate::sketch::Guide>) {
    let mut by = Point {
        x: at.x - start.x,
        y: at.y - start.y,
    };
    let upright = by.y.abs() > by.x.abs();
    if modifiers.shift {
        if upright {
            by.x = 0.0;
        } else {
            by.y = 0.0;
        }
    }
    if modifiers.control {
        return (by, Vec::new());
    }
    let moved = bounds.moved(by);
    let near = moved.grown(NEIGHBOURS);
    let others: Vec<Rect> = others
        .iter()
        .copied()
        .filter(|rect| near.overlaps(*rect))
        .collect();
    let mut snapped = snap(moved, &others, zoom);
    if modifiers.shift {
        if upright {
            snapped.by.x = 0.0;
            snapped.guides.retain(|guide| guide.from.y == guide.to.y);
        } else {
            snapped.by.y = 0.0;
            snapped.guides.retain(|guide| guide.from.x == guide.to.x);
        }
    }
    (by.plus(snapped.by.x, snapped.by.y), snapped.guides)
}

/// The area that everything which is moved would be in, if it is the same for all and contains none of it already moving.
fn into(design: &Design, ids: &BTreeSet<Id>, rects: &BTreeMap<Id, Rect>, by: Point) -> Option<Id> {
    let mut found = ids
        .iter()
        .filter(|id| design.component(**id).is_some())
        .filter_map(|id| rects.get(id))
        .map(|rect| area_at(design, rect.moved(by)));
    let first = found.next()??;
    (!rects.contains_key(&first) && found.all(|other| other == Some(first))).then_some(first)
}

fn resized(corner: Corner, rect: Rect, least: (f64, f64), start: Point, at: Point) -> Rect {
    let grip = corner.of(rect);
    corner.resized(rect, grip.plus(at.x - start.x, at.y - start.y), least)
}

fn on_grid(rect: Rect) -> Rect {
    let (x, y) = (to_grid(rect.x), to_grid(rect.y));
    Rect {
        x,
        y,
        w: to_grid(rect.right()) - x,
        h: to_grid(rect.bottom()) - y,
    }
}

/// The command that joins a link to a target.
fn joining(fixed: Id, forward: bool, link: Option<Id>, target: Id) -> Command {
    let (from, to) = if forward {
        (fixed, target)
    } else {
        (target, fixed)
    };
    match link {
        Some(link) => Command::Reconnect { link, from, to },
        None => add_link(from, to),
    }
}

/// The command that adds a link.
#[must_use]
pub fn add_link(from: Id, to: Id) -> Command {
    Command::Add {
        components: Vec::new(),
        links: vec![Link {
            id: Id(u32::MAX),
            from,
            to,
            name: String::new(),
            set: Written::new(),
        }],
        areas: Vec::new(),
    }
}

/// The command that adds an area there: `Zone a`, `Zone b`.
#[must_use]
pub fn add_area(design: &Design, kind: AreaKind, rect: Rect) -> Command {
    Command::Add {
        components: Vec::new(),
        links: Vec::new(),
        areas: vec![Area {
            id: Id(0),
            kind,
            name: area_name(design, kind),
            rect,
            area: None,
            set: Written::new(),
        }],
    }
}
