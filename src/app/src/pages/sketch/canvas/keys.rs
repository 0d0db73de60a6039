//! What the keys do on the drawing. All that the pointer can do can be done by them.

use super::held::Held;
use super::mode::{self, Mode};
use super::stage::Stage;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::names;
use crate::pages::sketch::told;
use nalsd::edit::{Command, Side, duplicate};
use nalsd::model::{AreaKind, Id, Kind, Link, Point, Rect, Written};
use nalsd::sketch::gesture::{Tool, add_area, add_component_in, add_link};
use nalsd::sketch::{
    Along, GRID, TITLE, Wish, along, component_size, free_spot, reading_order, room_for,
    room_for_area, spot_for_link, towards,
};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// The size of what is offered, as long as its kind isn't known.
pub(super) const OFFERED: (f64, f64) = component_size(Kind::Service);

/// What the keys act on.
#[derive(Clone)]
pub(super) struct Keys {
    pub(super) stage: Rc<Stage>,
    pub(super) desk: Desk,
    pub(super) mode: Held<Mode>,
    pub(super) tool: Held<Tool>,
    /// The component whose links are gone through.
    pub(super) hub: Held<Option<Id>>,
    /// Leads to the numbers of what is selected.
    pub(super) inspect: Callback<()>,
    /// Says something to those who don't see it.
    pub(super) tell: Callback<String>,
}

impl Keys {
    /// The same, with the desk as it is now.
    pub(super) fn now(&self) -> Self {
        Self {
            desk: self.desk.now(),
            ..self.clone()
        }
    }

    /// Answers a key; whether it meant anything here.
    pub(super) fn press(&self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        match self.mode.get() {
            Mode::Rename(_) | Mode::Note(_) | Mode::Help | Mode::Offer { .. } => return false,
            Mode::Link { from, to, typed } if !command => {
                return self.choose(&key, from, to, &typed);
            }
            Mode::Beside(id) if !command && key.chars().count() == 1 => {
                if let Some(kind) = kind_of(&key) {
                    self.mode.set(Mode::Plain);
                    self.add_beside(id, kind);
                    return true;
                }
            }
            _ => {}
        }
        if command {
            self.command(&key.to_lowercase(), event.shift_key())
        } else if let Some(side) = side_of(&key) {
            if event.alt_key() {
                self.walk(side, event.shift_key());
            } else {
                self.arrow(side, event.shift_key());
            }
            true
        } else if event.alt_key() {
            false
        } else {
            self.plain(&key, &event.code())
        }
    }

    fn command(&self, key: &str, shift: bool) -> bool {
        let act = match (key, shift) {
            ("z", false) => Act::Undo,
            ("z", true) | ("y", _) => Act::Redo,
            ("a", _) => {
                let design = &self.desk.design;
                let parts = design.components.iter().map(|part| part.id);
                Act::Select(
                    parts
                        .chain(design.areas.iter().map(|area| area.id))
                        .collect(),
                )
            }
            ("d", _) => {
                self.duplicate();
                return true;
            }
            ("]", _) => Act::Do(Command::Raise(self.drawn())),
            ("[", _) => Act::Do(Command::Lower(self.drawn())),
            _ => return false,
        };
        self.desk.act.emit(act);
        true
    }

    /// Adds a copy of what is selected, beside it.
    pub(super) fn duplicate(&self) {
        let ids: BTreeSet<Id> = self.desk.selection.iter().copied().collect();
        if let Some(command) = duplicate(&self.desk.kept, &ids, nalsd::edit::BESIDE, false) {
            self.desk.act.emit(Act::Do(command));
        }
    }

    fn plain(&self, key: &str, code: &str) -> bool {
        match (key, code) {
            ("Escape", _) => return self.escape(),
            ("Delete" | "Backspace", _) => self.remove(),
            ("Enter" | "F2", _) => match self.desk.selection.last() {
                // A note has no numbers, but a text.
                Some(id) if key == "Enter" && !names::is_note(&self.desk.design, *id) => {
                    self.inspect.emit(());
                }
                Some(id) => self.mode.set(Mode::Rename(*id)),
                None => return false,
            },
            (" ", _) => self.stage.hold_space(true),
            ("Home", _) => self.go(reading_order(&self.desk.design).first().copied(), false),
            ("End", _) => self.go(reading_order(&self.desk.design).last().copied(), false),
            ("]", _) => self.read(1),
            ("[", _) => self.read(-1),
            (".", _) => self.around(true),
            (",", _) => self.around(false),
            ("?", _) => self.mode.set(Mode::Help),
            ("+" | "=", _) => self.stage.zoom(true),
            ("-" | "_", _) => self.stage.zoom(false),
            ("0", _) => self.stage.zoom_to_one(),
            ("1" | "!", _) | (_, "Digit1") => self.stage.fit(&[]),
            ("2" | "@" | "\"", _) | (_, "Digit2") => self.stage.fit(&self.desk.selection),
            ("L", _) => self.lay_out(),
            ("v", _) => self.tool.set(Tool::Select),
            ("p", _) => self.tool.set(Tool::Hand),
            ("l", _) => self.begin_link(),
            ("a", _) => match self.focused() {
                Some(id) => self.mode.set(Mode::Beside(id)),
                None => return false,
            },
            ("z", _) => self.add_area(AreaKind::Zone),
            ("g", _) => self.add_area(AreaKind::Region),
            _ => match kind_of(key) {
                Some(kind) => self.add(kind),
                None => return false,
            },
        }
        true
    }

    /// Leaves what is going on, the innermost first.
    fn escape(&self) -> bool {
        if self.stage.give_up() {
            return true;
        }
        if self.mode.get() != Mode::Plain {
            self.mode.set(Mode::Plain);
        } else if self.tool.get() != Tool::Select {
            self.tool.set(Tool::Select);
        } else if !self.desk.selection.is_empty() {
            self.desk.act.emit(Act::Select(Vec::new()));
        } else {
            return false;
        }
        true
    }

    /// The component that is foremost in the selection.
    pub(super) fn focused(&self) -> Option<Id> {
        let last = self.desk.selection.last().copied();
        last.filter(|id| self.desk.design.component(*id).is_some())
    }

    /// What is selected and has a place of its own.
    fn drawn(&self) -> Vec<Id> {
        let ids = self.desk.selection.iter().copied();
        ids.filter(|id| self.desk.design.component(*id).is_some())
            .collect()
    }

    /// Removes what is selected.
    pub(super) fn remove(&self) {
        if self.desk.selection.is_empty() {
            return;
        }
        // Whoever removes one after the other goes on from what called it.
        let next = self.focused().and_then(|id| {
            along(&self.desk.design, id, Along::Caller)
                .filter(|next| !self.desk.selection.contains(next))
        });
        self.desk
            .act
            .emit(Act::Do(Command::Remove(self.desk.selection.to_vec())));
        if let Some(next) = next {
            self.desk.act.emit(Act::Select(vec![next]));
        }
    }

    fn arrow(&self, side: Side, far: bool) {
        if self.desk.selection.is_empty() {
            let first = reading_order(&self.desk.design).first().copied();
            return self.go(first, false);
        }
        self.stage.nudge(side, if far { 5.0 * GRID } else { GRID });
    }

    /// Goes to a neighbour: along links, or else to what lies there.
    fn walk(&self, side: Side, extend: bool) {
        let design = &self.desk.design;
        if let Some(link) = self.on_link() {
            return match side {
                Side::Left => self.go(Some(link.from), false),
                Side::Right => self.go(Some(link.to), false),
                Side::Up => self.around(false),
                Side::Down => self.around(true),
            };
        }
        let Some(id) = self.focused() else {
            return self.go(reading_order(design).first().copied(), false);
        };
        self.go(step(design, id, side), extend);
    }

    fn read(&self, by: isize) {
        let all = reading_order(&self.desk.design);
        let at = self
            .focused()
            .and_then(|id| all.iter().position(|other| *other == id));
        let next = match at {
            Some(at) => at.checked_add_signed(by).and_then(|at| all.get(at)),
            None => all.first(),
        };
        self.go(next.copied(), false);
    }

    /// Selects a part, or one more, and brings it into view.
    pub(super) fn go(&self, id: Option<Id>, extend: bool) {
        let Some(id) = id else {
            self.tell.emit("Nothing lies there".to_owned());
            return;
        };
        let mut ids = if extend {
            self.desk.selection.to_vec()
        } else {
            Vec::new()
        };
        ids.retain(|other| *other != id);
        ids.push(id);
        self.desk.act.emit(Act::Select(ids));
        self.stage.reveal(id);
    }

    /// Adds a component: into the area that is selected, beside the part that is, at the pointer, or else in the middle.
    pub(super) fn add(&self, kind: Kind) {
        let design = &self.desk.kept;
        let foremost = self.desk.selection.last().copied();
        let area = foremost.and_then(|id| design.area(id));
        let part = foremost.and_then(|id| design.component(id));
        let wish = match (area, part) {
            (Some(area), _) => Wish::In(area.rect),
            (_, Some(part)) => Wish::Beside(part.rect),
            (None, None) => Wish::At(self.stage.wanted_at()),
        };
        let rect = room_for(design, wish, component_size(kind), self.stage.seen());
        self.add_at(kind, rect);
    }

    /// Adds a component there. A note is written first.
    pub(super) fn add_at(&self, kind: Kind, rect: Rect) {
        if kind == Kind::Note {
            return self.write_note(rect);
        }
        let command = add_component_in(&self.desk.kept, kind, rect);
        self.desk.act.emit(Act::Do(command));
        self.stage.reveal_rect(rect);
    }

    /// Opens a note there, to be written; what is written then adds it.
    fn write_note(&self, rect: Rect) {
        self.stage.reveal_rect(rect);
        self.stage.hold_focus();
        self.mode.set(Mode::Note(rect));
    }

    /// Adds an area: around what is selected and may be in it, or else where there is room.
    pub(super) fn add_area(&self, kind: AreaKind) {
        let design = &self.desk.kept;
        let areas = || {
            let ids = self.desk.selection.iter();
            ids.filter_map(|id| design.area(*id))
        };
        // A zone is in no zone, and a region in no region.
        let held = areas().filter(|area| kind == AreaKind::Region && area.kind == AreaKind::Zone);
        let parts = self.desk.selection.iter();
        let parts = parts.filter_map(|id| design.component(*id).map(|part| part.rect));
        let rect = match Rect::around(parts.chain(held.map(|area| area.rect))) {
            Some(rect) => {
                let around = rect.grown(3.0 * GRID);
                Rect {
                    y: around.y - TITLE,
                    h: around.h + TITLE,
                    ..around
                }
            }
            None => {
                let wish = match areas().next_back() {
                    Some(area) if kind == AreaKind::Zone && area.kind == AreaKind::Region => {
                        Wish::In(area.rect)
                    }
                    Some(area) => Wish::Beside(area.rect),
                    None => Wish::At(self.stage.wanted_at()),
                };
                room_for_area(design, kind, wish, self.stage.seen())
            }
        };
        self.add_area_at(kind, rect);
    }

    /// Adds an area there.
    pub(super) fn add_area_at(&self, kind: AreaKind, rect: Rect) {
        let command = add_area(&self.desk.kept, kind, rect);
        self.desk.act.emit(Act::Do(command));
        self.stage.reveal_rect(rect);
    }

    /// Adds a component to the right of another, with a link.
    fn add_beside(&self, id: Id, kind: Kind) {
        let design = &self.desk.kept;
        let Some(beside) = design.component(id) else {
            return;
        };
        let rect = free_spot(
            design,
            Some(beside.rect),
            self.stage.middle(),
            component_size(kind),
        );
        self.add_linked(id, kind, rect);
    }

    /// Adds a component there, with a link from another one, in one step.
    pub(super) fn add_linked(&self, id: Id, kind: Kind, rect: Rect) {
        if kind == Kind::Note {
            return self.write_note(rect);
        }
        let design = &self.desk.kept;
        let Some(beside) = design.component(id) else {
            return;
        };
        let mut command = add_component_in(design, kind, rect);
        if let Command::Add {
            components, links, ..
        } = &mut command
            && let Some(added) = components.first()
            && beside.kind != Kind::Note
        {
            // Nothing calls clients.
            let (from, to) = if kind == Kind::Client {
                (added.id, id)
            } else {
                (id, added.id)
            };
            links.push(Link {
                id: Id(u32::MAX),
                from,
                to,
                name: String::new(),
                set: Written::new(),
            });
        }
        self.desk.act.emit(Act::Do(command));
        self.stage.reveal_rect(rect);
    }

    /// Asks what is to be added beside a component, and linked from it.
    fn offer_beside(&self, from: Id) {
        let design = &self.desk.kept;
        let beside = design.component(from).map(|part| part.rect);
        let rect = free_spot(design, beside, self.stage.middle(), OFFERED);
        self.stage.reveal_rect(rect);
        self.mode.set(Mode::Offer {
            from,
            at: rect.middle(),
        });
    }

    /// Where what is offered at the loose end of a link would stand, whatever it is.
    pub(super) fn offered_at(&self, from: Id, at: Point) -> Rect {
        let design = &self.desk.kept;
        match design.component(from) {
            Some(part) => spot_for_link(design, part.rect, at, OFFERED),
            None => free_spot(design, None, at, OFFERED),
        }
    }

    fn begin_link(&self) {
        match self.focused() {
            Some(from) => {
                let design = &self.desk.design;
                let rect = design.component(from).map(|part| part.rect);
                let to = rect.and_then(|rect| towards(design, rect, Side::Right));
                self.choosing(from, to, String::new());
            }
            None => self.tool.set(Tool::Link),
        }
    }

    fn choosing(&self, from: Id, to: Option<Id>, typed: String) {
        self.stage.show_wanted(Some((from, to)));
        let names = [from, to.unwrap_or(from)].map(|id| told::named(&self.desk.design, &[id]));
        self.tell.emit(match to {
            Some(_) => format!("Link from {} to {}?", names[0], names[1]),
            None => format!(
                "Link from {}: choose with the arrows, or type a name",
                names[0]
            ),
        });
        self.mode.set(Mode::Link { from, to, typed });
    }

    /// A key while a link is drawn.
    fn choose(&self, key: &str, from: Id, to: Option<Id>, typed: &str) -> bool {
        let design = &self.desk.design;
        if let Some(side) = side_of(key) {
            let start = design.component(to.unwrap_or(from));
            let next = start.and_then(|part| towards(design, part.rect, side));
            self.choosing(from, next.filter(|id| *id != from).or(to), String::new());
        } else if key == "Enter" {
            self.stage.show_wanted(None);
            match to {
                Some(to) => {
                    self.mode.set(Mode::Plain);
                    self.desk.act.emit(Act::Do(add_link(from, to)));
                    self.desk.act.emit(Act::Select(vec![to]));
                }
                // To nothing yet: what is to be added is asked.
                None => self.offer_beside(from),
            }
        } else if key == "Escape" || key == "Tab" {
            self.mode.set(Mode::Plain);
            self.stage.show_wanted(None);
            return key == "Escape";
        } else {
            let mut typed = typed.to_owned();
            if key == "Backspace" {
                typed.pop();
            } else if key.chars().count() == 1 {
                typed.push_str(key);
            } else {
                return false;
            }
            let found = mode::find(design, &typed, from).filter(|_| !typed.is_empty());
            self.choosing(from, found.or(to), typed);
        }
        true
    }

    /// Lays the whole design out anew, and shows it.
    pub(super) fn lay_out(&self) {
        if self.desk.kept.components.is_empty() {
            return;
        }
        self.desk
            .act
            .emit(Act::Do(nalsd::sketch::layout(&self.desk.kept)));
        self.stage.fit_after();
    }
}

/// The component one step from another: along links, or else the nearest in that direction.
fn step(design: &nalsd::model::Design, from: Id, side: Side) -> Option<Id> {
    let way = match side {
        Side::Left => Along::Caller,
        Side::Right => Along::Callee,
        Side::Up => Along::Previous,
        Side::Down => Along::Next,
    };
    along(design, from, way)
        .filter(|id| *id != from)
        .or_else(|| towards(design, design.component(from)?.rect, side))
}

fn side_of(key: &str) -> Option<Side> {
    Some(match key {
        "ArrowLeft" => Side::Left,
        "ArrowRight" => Side::Right,
        "ArrowUp" => Side::Up,
        "ArrowDown" => Side::Down,
        _ => return None,
    })
}

/// The kind that a key adds.
fn kind_of(key: &str) -> Option<Kind> {
    let mut letters = key.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    Kind::ALL.into_iter().find(|kind| kind.key() == letter)
}
