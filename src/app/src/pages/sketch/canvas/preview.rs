//! What a gesture shows while it goes on: changes to what is drawn, all of which are taken back at its end.

use crate::platform::canvas::Drawn;
use nalsd::edit::Side;
use nalsd::model::{Component, Design, Id, Kind, Rect};
use nalsd::sketch::gesture::{Preview, Wanted};
use nalsd::sketch::{Ends, Label, Obstacles, Path, Routes, number, port, route};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What is shown, and what it is shown with.
pub(super) struct Previewed {
    guides: Drawn,
    marquee: Drawn,
    target: Drawn,
    ghosts: Drawn,
    wanted: Drawn,
    wanted_head: Drawn,
    ports: Drawn,
    /// The lines of what is said of a link.
    said: [Drawn; 3],
    /// The link that it is said of: what stands at it else makes room.
    named: Cell<Option<Id>>,
    /// What is drawn elsewhere, with its element.
    moved: BTreeMap<Id, (Rect, Drawn)>,
    /// The elements of links that were led anew.
    links: BTreeMap<Id, Option<[Drawn; 2]>>,
    /// What is marked as selected, if it isn't what is selected.
    selecting: Option<BTreeSet<Id>>,
}

impl Previewed {
    /// The pieces of the overlay; `None` when they aren't drawn.
    pub(super) fn find() -> Option<Self> {
        let overlay = Drawn::find("sketch-overlay")?;
        Some(Self {
            guides: overlay.part(".guides")?,
            marquee: overlay.part(".marquee")?,
            target: overlay.part(".target")?,
            ghosts: overlay.part(".ghosts")?,
            wanted: overlay.part(".wanted .line")?,
            wanted_head: overlay.part(".wanted .head")?,
            ports: overlay.part(".ports")?,
            said: [
                overlay.part(".said > :nth-child(1)")?,
                overlay.part(".said > :nth-child(2)")?,
                overlay.part(".said > :nth-child(3)")?,
            ],
            named: Cell::default(),
            moved: BTreeMap::new(),
            links: BTreeMap::new(),
            selecting: None,
        })
    }

    /// Shows a preview in place of the one before; an empty one takes everything back.
    pub(super) fn show(
        &mut self,
        preview: &Preview,
        design: &Design,
        routes: &mut Routes,
        selected: &BTreeSet<Id>,
    ) {
        let nothing = BTreeMap::new();
        let moved = if preview.copies {
            &nothing
        } else {
            &preview.moved
        };
        self.show_moved(moved, design, routes);
        self.show_selecting(preview.selecting.as_ref(), selected);
        let mut ghosts = String::new();
        if preview.copies {
            preview
                .moved
                .values()
                .for_each(|rect| ghosts.push_str(&outline(*rect)));
        }
        if let Some((_, rect)) = preview.area {
            ghosts.push_str(&outline(rect));
        }
        self.ghosts.set("d", &ghosts);
        self.marquee
            .set("d", &preview.marquee.map(outline).unwrap_or_default());
        let into = preview.into.and_then(|id| design.area(id));
        let onto = preview
            .link
            .as_ref()
            .filter(|wanted| wanted.refused.is_none());
        let onto = onto.and_then(|wanted| design.component(wanted.target?));
        let target = into
            .map(|area| area.rect)
            .or(onto.map(|part| part.rect.grown(4.0)));
        self.target
            .set("d", &target.map(outline).unwrap_or_default());
        let guides: String = preview
            .guides
            .iter()
            .map(|guide| {
                let [x1, y1, x2, y2] =
                    [guide.from.x, guide.from.y, guide.to.x, guide.to.y].map(number);
                format!("M{x1} {y1}L{x2} {y2}")
            })
            .collect();
        self.guides.set("d", &guides);
        self.show_wanted(preview.link.as_ref(), design);
    }

    fn show_moved(&mut self, moved: &BTreeMap<Id, Rect>, design: &Design, routes: &mut Routes) {
        if moved.is_empty() && self.moved.is_empty() {
            return;
        }
        let mut before = std::mem::take(&mut self.moved);
        for (id, rect) in moved {
            let known = before.remove(id);
            let sized = known
                .as_ref()
                .is_some_and(|(last, _)| (last.w, last.h) != (rect.w, rect.h));
            let known = known.map(|(_, drawn)| drawn);
            // What goes with an area may have been out of sight.
            let reveal = || element(*id).inspect(|drawn| drawn.flag("data-away", false));
            if let (Some(own), Some(drawn)) = (rect_of(design, *id), known.or_else(reveal)) {
                draw(&drawn, own, *rect, sized);
                self.moved.insert(*id, (*rect, drawn));
            }
        }
        for (id, (last, drawn)) in before {
            if let Some(own) = rect_of(design, id) {
                drawn.set("transform", "");
                if let Some(body) = drawn
                    .part(".body")
                    .filter(|_| (last.w, last.h) != (own.w, own.h))
                {
                    body.set("x", &number(own.x));
                    body.set("y", &number(own.y));
                    body.set("width", &number(own.w));
                    body.set("height", &number(own.h));
                }
            }
        }
        for id in routes.update(design, moved) {
            let drawn = self.links.entry(id).or_insert_with(|| {
                element(id).and_then(|link| Some([link.part(".line")?, link.part(".head")?]))
            });
            if let (Some([line, head]), Some(path)) = (drawn, routes.get(id)) {
                line.set("d", &path.d);
                head.set("d", &path.arrow);
            }
        }
        if moved.is_empty() {
            self.links.clear();
        }
    }

    fn show_selecting(&mut self, selecting: Option<&BTreeSet<Id>>, selected: &BTreeSet<Id>) {
        if self.selecting.as_ref() == selecting {
            return;
        }
        let before = self.selecting.as_ref().unwrap_or(selected);
        let now = selecting.unwrap_or(selected);
        for id in before.symmetric_difference(now) {
            if let Some(drawn) = element(*id) {
                drawn.mark("selected", now.contains(id));
            }
        }
        self.selecting = selecting.cloned();
    }

    fn show_wanted(&self, wanted: Option<&Wanted>, design: &Design) {
        let path = wanted.and_then(|wanted| {
            let fixed = design.component(wanted.fixed)?.rect;
            let target = wanted.target.filter(|_| wanted.refused.is_none());
            let loose = target.and_then(|id| design.component(id)).map_or(
                Rect {
                    x: wanted.at.x,
                    y: wanted.at.y,
                    w: 1.0,
                    h: 1.0,
                },
                |part| part.rect,
            );
            Some(if wanted.forward {
                led(fixed, loose)
            } else {
                led(loose, fixed)
            })
        });
        self.draw_wanted(path.as_ref());
        self.wanted.mark(
            "refused",
            wanted.is_some_and(|wanted| wanted.refused.is_some()),
        );
    }

    fn draw_wanted(&self, path: Option<&Path>) {
        self.wanted.set("d", path.map_or("", |path| &path.d));
        self.wanted_head
            .set("d", path.map_or("", |path| &path.arrow));
    }

    /// Shows the link that the keyboard is about to draw, and where it would end.
    pub(super) fn wanted_by_key(&self, ends: Option<(Id, Option<Id>)>, design: &Design) {
        let to = ends.and_then(|(_, to)| design.component(to?));
        let from = ends.and_then(|(from, _)| design.component(from));
        let path = from.zip(to).map(|(from, to)| led(from.rect, to.rect));
        self.draw_wanted(path.as_ref());
        let target = to.map(|part| outline(part.rect.grown(4.0)));
        self.target.set("d", &target.unwrap_or_default());
    }

    /// Shows where something new would stand, and the link to it.
    pub(super) fn offered(&self, offered: Option<(Id, Rect)>, design: &Design) {
        let path = offered.and_then(|(from, rect)| Some(led(design.component(from)?.rect, rect)));
        self.draw_wanted(path.as_ref());
        self.ghost(offered.map(|(_, rect)| rect));
    }

    /// Shows where something new would land.
    pub(super) fn ghost(&self, rect: Option<Rect>) {
        self.ghosts.set("d", &rect.map(outline).unwrap_or_default());
    }

    /// Shows where links can be drawn from.
    pub(super) fn ports(&self, part: Option<&Component>) {
        let part = part.filter(|part| part.kind != Kind::Note);
        self.ports.mark("off", part.is_none());
        let Some(part) = part else {
            return;
        };
        let sides = [Side::Left, Side::Right, Side::Up, Side::Down];
        for (at, side) in sides.into_iter().enumerate() {
            let point = port(part.rect, side);
            if let Some(drawn) = self.ports.part(&format!(":nth-child({})", at + 1)) {
                drawn.set("cx", &number(point.x));
                drawn.set("cy", &number(point.y));
            }
        }
    }

    /// Shows what is said of a link, in place of what stands at it.
    pub(super) fn name_link(&self, said: Option<(Id, Label)>) {
        let (id, label) = said.unzip();
        let before = self.named.replace(id);
        for (id, on) in [(before, false), (id, true)] {
            if let Some(label) = id.and_then(|id| Drawn::find(&format!("label-{}", id.0))) {
                label.flag("data-named", on);
            }
        }
        for (row, drawn) in self.said.iter().enumerate() {
            let line = label.as_ref().and_then(|label| label.lines.get(row));
            drawn.say(line.map_or("", String::as_str));
            if let Some(label) = &label {
                drawn.set("x", &number(label.at.x));
                drawn.set("y", &number(label.at.y + label.line * row as f64));
            }
        }
    }
}

/// A link between two rectangles, whatever stands between.
fn led(from: Rect, to: Rect) -> Path {
    let ends = Ends {
        from,
        to,
        both_ways: false,
    };
    route(ends, [Id(u32::MAX), Id(u32::MAX)], &Obstacles::default())
}

fn element(id: Id) -> Option<Drawn> {
    Drawn::find(&format!("part-{}", id.0))
}

pub(super) fn rect_of(design: &Design, id: Id) -> Option<Rect> {
    let part = design.component(id).map(|part| part.rect);
    part.or_else(|| design.area(id).map(|area| area.rect))
}

/// Draws a component or area at another place than its own.
fn draw(drawn: &Drawn, own: Rect, rect: Rect, sized: bool) {
    let (x, y) = (rect.x - own.x, rect.y - own.y);
    let resized = sized || (own.w, own.h) != (rect.w, rect.h);
    let shift = if resized || (x, y) == (0.0, 0.0) {
        String::new()
    } else {
        format!("translate({} {})", number(x), number(y))
    };
    drawn.set("transform", &shift);
    if let Some(body) = drawn.part(".body").filter(|_| resized) {
        body.set("x", &number(rect.x));
        body.set("y", &number(rect.y));
        body.set("width", &number(rect.w));
        body.set("height", &number(rect.h));
    }
}

fn outline(rect: Rect) -> String {
    let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(number);
    format!("M{x} {y}h{w}v{h}h-{w}z")
}
