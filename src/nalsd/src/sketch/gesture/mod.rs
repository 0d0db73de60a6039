//! Gestures: what pointers do, until it comes to one command. A pure state machine: it previews, and at the end gives at
//! most one [`Command`] or a new selection.

mod drag;
mod event;

pub use event::{
    Button, Context, Event, Modifiers, Outcome, Preview, Tool, Wanted, ZOOM_STEP, wheel,
};

pub use drag::{add_area, add_link};

use super::{Hit, Reach, centred, hit};
use crate::edit::{Command, component_name};
use crate::model::{Area, Component, Design, Id, Point};
use crate::sketch::{area_size, component_size};
use drag::Drag;
use std::collections::{BTreeMap, BTreeSet};

/// How far a mouse moves until it is no click any more, in screen pixels.
const STILL: f64 = 4.0;

/// The same for a finger.
const STILL_FINGER: f64 = 10.0;

/// The pointers that are down, and what they are doing.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    state: State,
    preview: Preview,
    /// Fingers that are down, where they are.
    fingers: BTreeMap<i32, Point>,
}

#[derive(Clone, Debug, Default)]
enum State {
    #[default]
    Idle,
    /// Down, and not yet moved far.
    Pressed(Press),
    /// The world follows the pointer.
    Panning { pointer: i32, last: Point },
    /// Something follows the pointer.
    Dragging {
        pointer: i32,
        start: Point,
        drag: Drag,
    },
    /// Two fingers hold the world.
    Pinching,
    /// It was given up, or means nothing: until the pointer is up.
    Spent { pointer: i32 },
}

#[derive(Clone, Copy, Debug)]
struct Press {
    pointer: i32,
    at: Point,
    world: Point,
    hit: Hit,
    finger: bool,
    modifiers: Modifiers,
}

impl Gesture {
    /// What is to be shown while it goes on.
    #[must_use]
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether anything is going on.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !matches!(self.state, State::Idle)
    }

    /// Whether something follows a pointer: not the world, and no mere press.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        matches!(self.state, State::Dragging { .. })
    }

    /// What an event comes to.
    pub fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match *event {
            Event::Down {
                pointer,
                at,
                button,
                finger,
                modifiers,
            } => self.down(pointer, at, button, finger, modifiers, context),
            Event::Move {
                pointer,
                at,
                modifiers,
            } => self.moved(pointer, at, modifiers, context),
            Event::Up {
                pointer,
                at,
                modifiers,
            } => {
                // Where it is let go counts, also when no move was told.
                let last = self.moved(pointer, at, modifiers, context);
                let mut outcome = self.up(pointer, at, modifiers, context);
                outcome.view = outcome.view.or(last.view);
                outcome.select = outcome.select.or(last.select);
                outcome
            }
            Event::Cancel => {
                *self = Self::default();
                Outcome::default()
            }
            Event::Escape => {
                self.give_up();
                Outcome::default()
            }
        }
    }

    /// Ends what goes on without a command; the pointer may still be down.
    fn give_up(&mut self) {
        self.preview = Preview::default();
        self.state = match self.state {
            State::Pressed(Press { pointer, .. })
            | State::Panning { pointer, .. }
            | State::Dragging { pointer, .. }
            | State::Spent { pointer } => State::Spent { pointer },
            State::Idle | State::Pinching => State::Idle,
        };
    }

    fn down(
        &mut self,
        pointer: i32,
        at: Point,
        button: Button,
        finger: bool,
        modifiers: Modifiers,
        context: &Context<'_>,
    ) -> Outcome {
        if finger {
            self.fingers.insert(pointer, at);
            if self.fingers.len() == 2 {
                self.preview = Preview {
                    panning: true,
                    ..Preview::default()
                };
                self.state = State::Pinching;
                return Outcome::default();
            }
        }
        if !matches!(self.state, State::Idle) {
            return Outcome::default();
        }
        let pans = button == Button::Middle || modifiers.space || context.tool == Tool::Hand;
        if pans {
            self.preview.panning = true;
            self.state = State::Panning { pointer, last: at };
        } else if button == Button::Primary {
            let world = context.view.to_world(at);
            let reach = if finger {
                Reach::finger(context.view.zoom)
            } else {
                Reach::mouse(context.view.zoom)
            };
            let hit = hit(
                context.design,
                context.routes,
                context.selected,
                world,
                reach,
            );
            self.state = State::Pressed(Press {
                pointer,
                at,
                world,
                hit,
                finger,
                modifiers,
            });
        }
        Outcome::default()
    }

    fn moved(
        &mut self,
        pointer: i32,
        at: Point,
        modifiers: Modifiers,
        context: &Context<'_>,
    ) -> Outcome {
        if let State::Pinching = self.state {
            return Outcome {
                view: self.pinch(pointer, at, context),
                ..Outcome::default()
            };
        }
        if let Some(finger) = self.fingers.get_mut(&pointer) {
            *finger = at;
        }
        let mut outcome = Outcome::default();
        if let State::Pressed(press) = self.state {
            let still = if press.finger { STILL_FINGER } else { STILL };
            if press.pointer != pointer || press.at.distance(at) < still {
                return outcome;
            }
            outcome.select = self.begin(press, context);
        }
        match &mut self.state {
            State::Panning { pointer: own, last } if *own == pointer => {
                let by = Point {
                    x: at.x - last.x,
                    y: at.y - last.y,
                };
                *last = at;
                outcome.view = Some(context.view.panned(by));
            }
            State::Dragging {
                pointer: own,
                start,
                drag,
            } if *own == pointer => {
                let world = context.view.to_world(at);
                self.preview = drag.preview(*start, world, modifiers, context);
            }
            _ => {}
        }
        outcome
    }

    /// Finds out what a press that moves becomes; the selection that goes with it.
    fn begin(&mut self, press: Press, context: &Context<'_>) -> Option<BTreeSet<Id>> {
        let Press {
            pointer,
            world,
            hit,
            modifiers,
            ..
        } = press;
        let mut select = None;
        let held = |id: Id| {
            let mut selected = context.selected.clone();
            if !selected.contains(&id) {
                if !modifiers.extends() {
                    selected.clear();
                }
                selected.insert(id);
            }
            selected
        };
        let drag = match (context.tool, hit) {
            (Tool::Area(kind), _) => Some(Drag::area(kind)),
            (Tool::Add(_), _) => None,
            (_, Hit::Port(id, _)) | (Tool::Link, Hit::Component(id)) => Drag::link(id),
            (_, Hit::End { link, to }) => Drag::reconnect(context.design, link, to),
            (_, Hit::Corner(id, corner)) => Drag::resize(context.design, id, corner),
            (_, Hit::Component(id) | Hit::Area(id)) => {
                let selected = held(id);
                let drag = Drag::shift(context.design, &selected);
                select = Some(selected);
                drag
            }
            (_, Hit::Link(_)) => None,
            (_, Hit::Canvas) if press.finger => {
                self.preview.panning = true;
                self.state = State::Panning {
                    pointer,
                    last: press.at,
                };
                return None;
            }
            (_, Hit::Canvas) => Some(Drag::marquee(if modifiers.extends() {
                context.selected.clone()
            } else {
                BTreeSet::new()
            })),
        };
        self.state = match drag {
            Some(drag) => State::Dragging {
                pointer,
                start: world,
                drag,
            },
            // A press that may not become a drag stays what it is: a click, wherever it ends.
            None if matches!(context.tool, Tool::Add(_)) => State::Pressed(press),
            None => State::Spent { pointer },
        };
        select.filter(|selected| selected != context.selected)
    }

    /// Two fingers: what was under each stays under it, as far as zooming and panning can.
    fn pinch(&mut self, pointer: i32, at: Point, context: &Context<'_>) -> Option<super::View> {
        let before: Vec<Point> = self.fingers.values().copied().collect();
        *self.fingers.get_mut(&pointer)? = at;
        let after: Vec<Point> = self.fingers.values().copied().collect();
        let ([a, b, ..], [c, d, ..]) = (before.as_slice(), after.as_slice()) else {
            return None;
        };
        let middle = |a: &Point, b: &Point| Point {
            x: (a.x + b.x) / 2.0,
            y: (a.y + b.y) / 2.0,
        };
        let (from, to) = (middle(a, b), middle(c, d));
        let factor = c.distance(*d).max(1.0) / a.distance(*b).max(1.0);
        let by = Point {
            x: to.x - from.x,
            y: to.y - from.y,
        };
        Some(context.view.zoomed(from, factor).panned(by))
    }

    fn up(
        &mut self,
        pointer: i32,
        at: Point,
        modifiers: Modifiers,
        context: &Context<'_>,
    ) -> Outcome {
        self.fingers.remove(&pointer);
        let own = match &self.state {
            State::Idle => false,
            State::Pinching => {
                // The finger that is left goes on panning.
                self.state = match self.fingers.iter().next() {
                    Some((&pointer, &last)) => State::Panning { pointer, last },
                    None => State::Idle,
                };
                self.preview.panning = self.is_active();
                return Outcome::default();
            }
            State::Pressed(press) => press.pointer == pointer,
            State::Panning { pointer: own, .. }
            | State::Dragging { pointer: own, .. }
            | State::Spent { pointer: own } => *own == pointer,
        };
        if !own {
            return Outcome::default();
        }
        let preview = std::mem::take(&mut self.preview);
        match std::mem::take(&mut self.state) {
            State::Pressed(press) => click(press, context),
            State::Dragging { start, drag, .. } => drag.end(
                start,
                context.view.to_world(at),
                modifiers,
                &preview,
                context,
            ),
            _ => Outcome::default(),
        }
    }
}

/// What a press comes to that didn't move.
fn click(press: Press, context: &Context<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    match context.tool {
        Tool::Add(kind) => {
            outcome.command = Some(add_component(context.design, kind, press.world));
            return outcome;
        }
        Tool::Area(kind) => {
            outcome.command = Some(add_area(
                context.design,
                kind,
                centred(area_size(kind), press.world),
            ));
            return outcome;
        }
        Tool::Select | Tool::Link | Tool::Hand => {}
    }
    let id = match press.hit {
        Hit::Canvas => None,
        Hit::Component(id) | Hit::Port(id, _) | Hit::Corner(id, _) => Some(id),
        Hit::Link(id) | Hit::Area(id) | Hit::End { link: id, .. } => Some(id),
    };
    let mut selected = context.selected.clone();
    match (id, press.modifiers.extends()) {
        (None, true) => {}
        (None, false) => selected.clear(),
        (Some(id), true) => {
            if !selected.remove(&id) {
                selected.insert(id);
            }
        }
        (Some(id), false) => selected = BTreeSet::from([id]),
    }
    outcome.select = Some(selected).filter(|selected| selected != context.selected);
    outcome
}

/// The command that adds a component with its middle at a point, named after its kind.
#[must_use]
pub fn add_component(design: &Design, kind: crate::model::Kind, at: Point) -> Command {
    add_component_in(design, kind, centred(component_size(kind), at))
}

/// The command that adds a component there, named after its kind; the second one of its kind gets a number.
#[must_use]
pub fn add_component_in(
    design: &Design,
    kind: crate::model::Kind,
    rect: crate::model::Rect,
) -> Command {
    Command::Add {
        components: vec![Component {
            id: Id(0),
            kind,
            name: component_name(design, kind),
            rect,
            area: None,
            set: crate::model::Written::new(),
        }],
        links: Vec::new(),
        areas: Vec::<Area>::new(),
    }
}
