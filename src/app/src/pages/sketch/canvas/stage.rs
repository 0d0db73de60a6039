//! The stage: holds the view and the gesture that goes on, and shows both without a render. What a gesture comes to is an
//! act on the desk, which draws again what has changed.

mod drift;
mod outlook;

use super::preview::{Previewed, rect_of};
use super::sight::Sight;
use crate::pages::sketch::desk::{Act, Desk};
use crate::platform::canvas::{self as platform, Drawn, Frame, Ground, Input, Pointer};
use drift::Drift;
use nalsd::edit::{Command, Side};
use nalsd::model::{Design, Id, Point, Rect};
use nalsd::sketch::gesture::{Button, Context, Event, Gesture, Modifiers, Outcome, Tool, wheel};
use nalsd::sketch::{Corner, Hit, Reach, Routes, View, hit};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the stage asks of the page around it.
pub(super) struct Asks {
    /// A part is to be renamed in place.
    pub(super) rename: Box<dyn Fn(Id)>,
    /// A link was let go over nothing, at that point of the world.
    pub(super) offer: Box<dyn Fn(Id, Point)>,
    /// Something was added: the tool is done.
    pub(super) tool_done: Box<dyn Fn()>,
}

/// The stage.
pub(super) struct Stage {
    pub(super) ground: Rc<Ground>,
    world: Drawn,
    overlay: Drawn,
    /// What stands above the drawing and moves with it: the field for a name.
    above: Drawn,
    dots: Drawn,
    /// All areas, with their titles.
    areas: Drawn,
    desk: RefCell<Desk>,
    selected: RefCell<BTreeSet<Id>>,
    routes: Rc<RefCell<Routes>>,
    view: Cell<View>,
    drawn_view: Cell<Option<View>>,
    tool: Cell<Tool>,
    space: Cell<bool>,
    gesture: RefCell<Gesture>,
    /// The design that the gesture began with.
    met: RefCell<Option<Rc<Design>>>,
    previewed: RefCell<Previewed>,
    sight: RefCell<Sight>,
    drift: Drift,
    /// Whether something is dragged out of the palette.
    carried: Cell<bool>,
    /// The last move that wasn't answered yet.
    pending: Cell<Option<Pointer>>,
    /// What the pointer rests on.
    under: Cell<Hit>,
    /// Where it was last, while it is on the drawing.
    last_at: Cell<Option<Point>>,
    /// Whether everything is to be fitted into view with the next design.
    fit_due: Cell<bool>,
    /// Whether all of it is fitted into view, and nobody has looked elsewhere since.
    fitted: Cell<bool>,
    /// The size of the ground when it was looked at last.
    size: Cell<(f64, f64)>,
    /// Whether the focus was on the drawing when it was looked at last.
    was_on: Cell<bool>,
    frame: RefCell<Option<Frame>>,
    asks: Asks,
}

impl Stage {
    /// A stage for what is drawn on a ground; `None` when it isn't there.
    pub(super) fn new(
        ground: Rc<Ground>,
        desk: Desk,
        routes: Rc<RefCell<Routes>>,
        asks: Asks,
    ) -> Option<Rc<Self>> {
        let size = ground.size();
        let world = Drawn::find("sketch-world")?;
        let stage = Rc::new(Self {
            ground,
            areas: world.part(".areas")?,
            world,
            overlay: Drawn::find("sketch-overlay")?,
            above: Drawn::find("sketch-above")?,
            dots: Drawn::find("sketch-dots")?,
            desk: RefCell::new(desk),
            selected: RefCell::default(),
            routes,
            view: Cell::default(),
            drawn_view: Cell::default(),
            tool: Cell::default(),
            space: Cell::default(),
            gesture: RefCell::default(),
            met: RefCell::default(),
            previewed: RefCell::new(Previewed::find()?),
            sight: RefCell::default(),
            drift: Drift::default(),
            carried: Cell::default(),
            pending: Cell::default(),
            under: Cell::new(Hit::Canvas),
            last_at: Cell::default(),
            fit_due: Cell::default(),
            fitted: Cell::default(),
            size: Cell::new(size),
            was_on: Cell::default(),
            frame: RefCell::default(),
            asks,
        });
        let weak = Rc::downgrade(&stage);
        *stage.frame.borrow_mut() = Some(Frame::new(move || {
            if let Some(stage) = weak.upgrade() {
                stage.answer();
                stage.drift();
                stage.draw_view();
                stage.follow_sight();
            }
        }));
        Some(stage)
    }

    /// The desk is another one: what goes on was about what isn't there any more.
    pub(super) fn follow(&self, desk: &Desk) {
        let same = Rc::ptr_eq(&self.desk.borrow().design, &desk.design);
        *self.selected.borrow_mut() = desk.selection.iter().copied().collect();
        *self.desk.borrow_mut() = desk.clone();
        let met = self
            .met
            .borrow()
            .as_ref()
            .is_some_and(|met| Rc::ptr_eq(met, &desk.kept));
        if !same && !met && self.gesture.borrow().is_active() {
            self.give_up();
        }
        if !same && self.fit_due.take() {
            self.fit(&[]);
        }
        self.sight.borrow_mut().forget();
        self.ask();
        match self.last_at.get() {
            // What the pointer rests on may be another part now, without its having moved.
            Some(at) if self.under.get() != Hit::Canvas && !self.gesture.borrow().is_active() => {
                self.point(self.hit(at, false));
            }
            _ => {}
        }
        self.show_ports();
    }

    /// Takes a tool up.
    pub(super) fn take(&self, tool: Tool) {
        self.tool.set(tool);
        self.point(self.under.get());
    }

    /// The space bar is held or let go: dragging moves the world.
    pub(super) fn hold_space(&self, held: bool) {
        self.space.set(held);
        self.ground.mark("holding", held);
    }

    /// Whether a gesture goes on; if one does, it is given up.
    pub(super) fn give_up(&self) -> bool {
        if self.put_down() {
            return true;
        }
        let active = self.gesture.borrow().is_active();
        if active {
            self.pending.set(None);
            self.tell(&Event::Escape);
        }
        active
    }

    /// What happens on the drawing.
    pub(super) fn meet(&self, input: Input) {
        self.drift.follow(&input, self.ground.size());
        match input {
            Input::Down(pointer) => {
                // What is being written is kept now. The browser would take the focus away after this, and the design would
                // change under the gesture.
                platform::leave_field();
                self.ground.capture(pointer.id);
                self.answer();
                *self.met.borrow_mut() = Some(Rc::clone(&self.now().kept));
                self.tell(&Event::Down {
                    pointer: pointer.id,
                    at: pointer.at,
                    button: if pointer.middle {
                        Button::Middle
                    } else {
                        Button::Primary
                    },
                    finger: pointer.finger,
                    modifiers: self.modifiers(&pointer),
                });
            }
            Input::Move(pointer) => {
                // Of several fingers each counts; of one pointer the last place in a frame.
                if self
                    .pending
                    .get()
                    .is_some_and(|waiting| waiting.id != pointer.id)
                {
                    self.answer();
                }
                self.pending.set(Some(pointer));
                self.last_at.set(Some(pointer.at));
                self.ask();
            }
            Input::Up(pointer) => {
                self.answer();
                self.tell(&Event::Up {
                    pointer: pointer.id,
                    at: pointer.at,
                    modifiers: self.modifiers(&pointer),
                });
            }
            Input::Cancel(_) => {
                self.pending.set(None);
                self.tell(&Event::Cancel);
            }
            Input::Leave => {
                self.last_at.set(None);
                self.point(Hit::Canvas);
            }
            Input::Double(pointer) => self.double(&pointer),
            Input::Menu(at) => self.choose_for_menu(at),
            Input::Wheel { at, by, zoom } => {
                let view = self.view.get();
                self.look(if zoom {
                    wheel(view, at, by.y)
                } else {
                    view.panned(Point { x: -by.x, y: -by.y })
                });
            }
            Input::Resized => self.resized(),
        }
    }

    fn modifiers(&self, pointer: &Pointer) -> Modifiers {
        Modifiers {
            shift: pointer.shift,
            alt: pointer.alt,
            control: pointer.command,
            space: self.space.get(),
        }
    }

    /// The desk as it is now.
    fn now(&self) -> Desk {
        let desk = self.desk.borrow().now();
        *self.selected.borrow_mut() = desk.selection.iter().copied().collect();
        desk
    }

    fn ask(&self) {
        if let Some(frame) = &*self.frame.borrow() {
            frame.ask();
        }
    }

    /// Answers the move that waits.
    fn answer(&self) {
        let Some(pointer) = self.pending.take() else {
            return;
        };
        if self.gesture.borrow().is_active() {
            self.tell(&Event::Move {
                pointer: pointer.id,
                at: pointer.at,
                modifiers: self.modifiers(&pointer),
            });
        } else if !pointer.finger {
            self.point(self.hit(pointer.at, false));
        }
    }

    fn hit(&self, at: Point, finger: bool) -> Hit {
        let view = self.view.get();
        let reach = if finger {
            Reach::finger(view.zoom)
        } else {
            Reach::mouse(view.zoom)
        };
        hit(
            &self.desk.borrow().design,
            &self.routes.borrow(),
            &self.selected.borrow(),
            view.to_world(at),
            reach,
        )
    }

    /// Tells the gesture, and does what it comes to.
    fn tell(&self, event: &Event) {
        let desk = self.now();
        let outcome = {
            let routes = self.routes.borrow();
            let selected = self.selected.borrow();
            let context = Context {
                design: &desk.kept,
                routes: &routes,
                selected: &selected,
                view: self.view.get(),
                tool: self.tool.get(),
            };
            self.gesture.borrow_mut().handle(event, &context)
        };
        self.ground.mark("busy", self.gesture.borrow().is_active());
        self.show_preview(&desk);
        self.carry_out(&desk, outcome);
    }

    fn show_preview(&self, desk: &Desk) {
        let gesture = self.gesture.borrow();
        let preview = gesture.preview();
        self.ground.mark("panning", preview.panning);
        self.previewed.borrow_mut().show(
            preview,
            &desk.kept,
            &mut self.routes.borrow_mut(),
            &self.selected.borrow(),
        );
    }

    fn carry_out(&self, desk: &Desk, outcome: Outcome) {
        if let Some(view) = outcome.view {
            self.look(view);
        }
        if let Some(ids) = outcome.select {
            // The one that was pressed is foremost: it is the one that wasn't selected before.
            let before = self.selected.borrow().clone();
            let (old, new): (Vec<Id>, Vec<Id>) = ids.iter().partition(|id| before.contains(id));
            *self.selected.borrow_mut() = ids;
            desk.act
                .emit(Act::Select(old.into_iter().chain(new).collect()));
        }
        if let Some((from, at)) = outcome.dangling {
            (self.asks.offer)(from, at);
        }
        if let Some(command) = outcome.command {
            desk.act.emit(Act::Do(command));
            if !matches!(self.tool.get(), Tool::Select | Tool::Hand) {
                (self.asks.tool_done)();
            }
        }
    }

    /// A double click renames; on nothing it does nothing.
    fn double(&self, pointer: &Pointer) {
        if let Some(id) = part_of(self.hit(pointer.at, pointer.finger)) {
            (self.asks.rename)(id);
        }
    }

    /// The browser's menu is opened at a point: what lies there is selected, as with any other press, unless it is already.
    fn choose_for_menu(&self, at: Point) {
        let desk = self.now();
        if let Some(id) = part_of(self.hit(at, false))
            && !desk.selection.contains(&id)
        {
            desk.act.emit(Act::Select(vec![id]));
        }
    }

    /// The pointer rests on something: the cursor and the ports tell.
    fn point(&self, at: Hit) {
        let cursor = match (self.tool.get(), at) {
            (Tool::Hand, _) => "hand",
            (Tool::Add(_) | Tool::Area(_), _) => "cross",
            (Tool::Link, Hit::Component(_) | Hit::Port(..)) | (_, Hit::Port(..)) => "cross",
            (_, Hit::Corner(_, Corner::TopLeft | Corner::BottomRight)) => "falling",
            (_, Hit::Corner(..)) => "rising",
            (_, Hit::Component(_) | Hit::Area(_)) => "move",
            (_, Hit::Link(_) | Hit::End { .. }) => "link",
            (_, Hit::Canvas) => "",
        };
        self.ground.set("data-at", cursor);
        if self.under.replace(at) != at {
            self.show_ports();
        }
    }

    /// Shows the ports of the component that the pointer is on, or else of the one that is selected.
    pub(super) fn show_ports(&self) {
        let desk = self.desk.borrow();
        let id = match self.under.get() {
            Hit::Component(id) | Hit::Port(id, _) | Hit::Corner(id, _) => Some(id),
            _ => match desk.selection.as_slice() {
                [id] => Some(*id),
                _ => None,
            },
        };
        let reach = Reach::mouse(self.view.get().zoom);
        let part = id.and_then(|id| desk.design.component(id));
        let part = part.filter(|part| reach.has_ports(part.rect));
        let alone = match desk.selection.as_slice() {
            [id] => rect_of(&desk.design, *id),
            _ => None,
        };
        let small = alone.is_some_and(|rect| !reach.has_corners(rect));
        self.overlay.mark("small", small);
        let hovered = match self.under.get() {
            Hit::Link(id) => desk.design.link(id),
            _ => None,
        };
        let previewed = self.previewed.borrow();
        previewed.ports(part.map(|part| &**part));
        previewed.name_link(hovered.and_then(|link| {
            let text = super::words::link(link, &desk.analysis);
            Some((link.id, self.routes.borrow().label(link.id, &text)?))
        }));
    }

    /// Moves what is selected.
    pub(super) fn nudge(&self, side: Side, far: f64) {
        let desk = self.now();
        let by = match side {
            Side::Left => Point { x: -far, y: 0.0 },
            Side::Right => Point { x: far, y: 0.0 },
            Side::Up => Point { x: 0.0, y: -far },
            Side::Down => Point { x: 0.0, y: far },
        };
        let ids: Vec<Id> = desk
            .selection
            .iter()
            .copied()
            .filter(|id| desk.kept.link(*id).is_none())
            .collect();
        if !ids.is_empty() {
            desk.act.emit(Act::Do(Command::Move { ids, by }));
        }
    }

    /// Something is taken out of the palette, until it is put down.
    pub(super) fn carry(&self) {
        self.carried.set(true);
    }

    /// Shows where something of a size from the palette would land, while it is carried. The point is the window's.
    pub(super) fn show_carried(&self, size: (f64, f64), client: Point) {
        if self.carried.get() {
            self.previewed.borrow().ghost(self.landing(size, client));
        }
    }

    /// What was carried is no more; whether anything was.
    pub(super) fn put_down(&self) -> bool {
        let carried = self.carried.replace(false);
        if carried {
            self.previewed.borrow().ghost(None);
        }
        carried
    }

    /// Where something of a size lands that is let go at a point of the window.
    pub(super) fn landing(&self, size: (f64, f64), client: Point) -> Option<Rect> {
        let at = self.ground.within(client)?;
        Some(nalsd::sketch::centred(size, self.view.get().to_world(at)))
    }

    /// The link that the keyboard is about to draw; `None` when it isn't.
    pub(super) fn show_wanted(&self, ends: Option<(Id, Option<Id>)>) {
        let desk = self.desk.borrow();
        self.previewed.borrow().wanted_by_key(ends, &desk.design);
    }

    /// Shows where something would be added, with a link to it; `None` ends that.
    pub(super) fn show_offered(&self, offered: Option<(Id, Rect)>) {
        let desk = self.desk.borrow();
        self.previewed.borrow().offered(offered, &desk.design);
    }

    /// Where a point of the world is in the window.
    pub(super) fn in_window(&self, at: Point) -> Point {
        self.ground.in_window(self.view.get().to_screen(at))
    }

    /// Whether a key is meant for the drawing: the focus is on it, or nowhere.
    pub(super) fn hears(&self, event: &web_sys::KeyboardEvent) -> bool {
        // Buttons on the drawing answer the keys that press them.
        let presses = matches!(event.key().as_str(), "Enter" | " ") && platform::on_control(event);
        !presses && self.is_near_focus()
    }

    /// Whether the focus is on the drawing, or nowhere.
    pub(super) fn is_near_focus(&self) -> bool {
        self.ground.has_focus() || platform::focus_is_nowhere()
    }

    /// The keyboard is used on the drawing: the focus belongs here.
    pub(super) fn hold_focus(&self) {
        self.was_on.set(true);
    }

    /// Gives the focus to what is selected, or to the drawing, if it is there already or nowhere.
    pub(super) fn follow_focus(&self, id: Option<Id>) {
        if self.ground.has_focus_within_drawing()
            || (self.was_on.get() && platform::focus_is_nowhere())
        {
            self.was_on.set(true);
            match id {
                Some(id) => platform::focus(&format!("part-{}", id.0)),
                None => platform::focus("sketch-drawing"),
            }
        }
    }

    /// Where the pointer was last, in the world; the middle of what is seen, when it isn't on the drawing.
    pub(super) fn pointed_at(&self) -> Point {
        self.last_at
            .get()
            .map_or_else(|| self.middle(), |at| self.view.get().to_world(at))
    }
}

/// The part that something under the pointer belongs to.
fn part_of(hit: Hit) -> Option<Id> {
    match hit {
        Hit::Component(id)
        | Hit::Port(id, _)
        | Hit::Corner(id, _)
        | Hit::Link(id)
        | Hit::Area(id) => Some(id),
        Hit::End { link, .. } => Some(link),
        Hit::Canvas => None,
    }
}
