//! A drawing that answers the pointer: what it meets as plain values, and changes to what is drawn that need no render.

mod clips;
mod drawn;

pub(crate) use clips::{on_copy, on_paste};
pub(crate) use drawn::{Drawn, Frame};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use nalsd::model::{Point, Rect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, PointerEvent, ResizeObserver, WheelEvent};

/// Pixels of a line, where a wheel counts lines.
const LINE: f64 = 16.0;

/// What a pointer does, and with which keys held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pointer {
    /// Which pointer: each finger is one.
    pub(crate) id: i32,
    /// Where, in CSS pixels from the drawing's corner.
    pub(crate) at: Point,
    /// Whether it is a finger.
    pub(crate) finger: bool,
    /// Whether it is the middle button.
    pub(crate) middle: bool,
    /// Shift is held.
    pub(crate) shift: bool,
    /// Alt is held.
    pub(crate) alt: bool,
    /// Control is held, or Command on an Apple keyboard.
    pub(crate) command: bool,
}

/// What happens on a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Input {
    /// A button or finger went down.
    Down(Pointer),
    /// It moved, pressed or not.
    Move(Pointer),
    /// It went up.
    Up(Pointer),
    /// The browser took the pointer away.
    Cancel(i32),
    /// The pointer left.
    Leave,
    /// Two clicks.
    Double(Pointer),
    /// The browser opens its menu there: by the right button, or by a finger that rests.
    Menu(Point),
    /// The wheel, or two fingers on a touchpad.
    Wheel {
        /// Where.
        at: Point,
        /// How far, in CSS pixels.
        by: Point,
        /// Whether to zoom: with Control, as pinching on a touchpad is told.
        zoom: bool,
    },
    /// The drawing has another size, or another place.
    Resized,
}

/// The element that holds the drawing, with its place and size as they were measured last: moves read no layout.
pub(crate) struct Ground {
    element: HtmlElement,
    corner: Cell<Point>,
    size: Cell<(f64, f64)>,
}

impl Ground {
    /// The ground that an element is.
    pub(crate) fn new(element: HtmlElement) -> Self {
        let ground = Self {
            element,
            corner: Cell::default(),
            size: Cell::default(),
        };
        ground.measure();
        ground
    }

    /// Measures again.
    fn measure(&self) {
        let rect = self.element.get_bounding_client_rect();
        self.corner.set(Point {
            x: rect.left(),
            y: rect.top(),
        });
        self.size.set((rect.width(), rect.height()));
    }

    /// Width and height in CSS pixels.
    pub(crate) fn size(&self) -> (f64, f64) {
        self.size.get()
    }

    /// What of the drawing the bars at its head and at its foot leave free, in CSS pixels from its corner.
    pub(crate) fn free(&self) -> Rect {
        self.measure();
        let (w, h) = self.size();
        let edges = |selector: &str| {
            let bar = self.element.query_selector(selector).ok().flatten()?;
            let rect = bar.get_bounding_client_rect();
            let top = self.corner.get().y;
            Some((rect.top() - top, rect.bottom() - top))
        };
        let top = edges(":scope > .head").map_or(0.0, |(_, lower)| lower.clamp(0.0, h));
        let bottom = edges(":scope > .foot").map_or(h, |(upper, _)| upper.clamp(top, h));
        Rect {
            x: 0.0,
            y: top,
            w,
            h: bottom - top,
        }
    }

    /// Tells the style sheet how far above the window's lower edge the drawing ends: what stands above everything can stand
    /// clear of what is below it.
    pub(crate) fn tell_foot(&self) {
        let root = document().document_element();
        let root = root.and_then(|root| root.dyn_into::<HtmlElement>().ok());
        let height = window().inner_height().ok().and_then(|px| px.as_f64());
        if let (Some(root), Some(height)) = (root, height) {
            let foot = height - self.corner.get().y - self.size.get().1;
            // The name is ours, and valid.
            let _ = root
                .style()
                .set_property("--stage-foot", &format!("{}px", foot.round()));
        }
    }

    /// A point of the window on the drawing; `None` when it lies outside.
    pub(crate) fn within(&self, client: Point) -> Option<Point> {
        self.measure();
        let (w, h) = self.size();
        let at = self.on_ground(client);
        (at.x >= 0.0 && at.y >= 0.0 && at.x <= w && at.y <= h).then_some(at)
    }

    fn on_ground(&self, client: Point) -> Point {
        let corner = self.corner.get();
        Point {
            x: client.x - corner.x,
            y: client.y - corner.y,
        }
    }

    /// A point of the drawing in the window.
    pub(crate) fn in_window(&self, at: Point) -> Point {
        self.measure();
        let corner = self.corner.get();
        Point {
            x: at.x + corner.x,
            y: at.y + corner.y,
        }
    }

    /// Keeps a pointer's events coming until it goes up, wherever it goes.
    pub(crate) fn capture(&self, pointer: i32) {
        // A pointer that is gone already has nothing to keep.
        let _ = self.element.set_pointer_capture(pointer);
    }

    /// Says by a class what is going on; the style sheet shows it.
    pub(crate) fn mark(&self, class: &str, on: bool) {
        let _ = self.element.class_list().toggle_with_force(class, on);
    }

    /// Sets an attribute of the ground.
    pub(crate) fn set(&self, name: &str, value: &str) {
        // Names are ours, and valid.
        let _ = self.element.set_attribute(name, value);
    }

    /// Whether the focus is on the drawing or in it.
    pub(crate) fn has_focus(&self) -> bool {
        document()
            .active_element()
            .is_some_and(|active| self.element.contains(Some(&active)))
    }

    /// Whether the focus is on something drawn, not on a button beside it.
    pub(crate) fn has_focus_within_drawing(&self) -> bool {
        self.has_focus()
            && document()
                .active_element()
                .is_some_and(|active| active.closest("svg").ok().flatten().is_some())
    }

    fn pointer(&self, event: &PointerEvent) -> Pointer {
        Pointer {
            id: event.pointer_id(),
            at: self.on_ground(Point {
                x: f64::from(event.client_x()),
                y: f64::from(event.client_y()),
            }),
            finger: event.pointer_type() == "touch",
            middle: event.button() == 1,
            shift: event.shift_key(),
            alt: event.alt_key(),
            command: event.ctrl_key() || event.meta_key(),
        }
    }
}

/// What listens as long as it is kept.
pub(crate) struct Listening {
    _events: Vec<EventListener>,
    observer: Option<(ResizeObserver, Closure<dyn FnMut()>)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some((observer, _)) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Tells what happens on a drawing.
pub(crate) fn listen(ground: &Rc<Ground>, on: Rc<dyn Fn(Input)>) -> Listening {
    let active = EventListenerOptions::enable_prevent_default();
    let to = |kind: &'static str, tell: fn(Pointer) -> Input| {
        let (place, on) = (Rc::clone(ground), Rc::clone(&on));
        EventListener::new_with_options(&ground.element, kind, active, move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else {
                return;
            };
            // Fields and buttons that stand on the drawing are none of its business.
            if kind == "pointerdown" {
                place.measure();
                // The right button belongs to the browser's menu.
                if event.button() == 2 || is_control(event) {
                    return;
                }
                if event.button() == 1 {
                    event.prevent_default();
                }
            }
            on(tell(place.pointer(event)));
        })
    };
    let mut events = vec![
        to("pointerdown", Input::Down),
        to("pointermove", Input::Move),
        to("pointerup", Input::Up),
        to("pointercancel", |pointer| Input::Cancel(pointer.id)),
        to("pointerleave", |_| Input::Leave),
    ];
    let (place, told) = (Rc::clone(ground), Rc::clone(&on));
    events.push(EventListener::new(
        &ground.element,
        "dblclick",
        move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::MouseEvent>()
                && !is_control(event)
            {
                let at = place.on_ground(Point {
                    x: f64::from(event.client_x()),
                    y: f64::from(event.client_y()),
                });
                told(Input::Double(Pointer {
                    id: 0,
                    at,
                    finger: false,
                    middle: false,
                    shift: event.shift_key(),
                    alt: event.alt_key(),
                    command: event.ctrl_key() || event.meta_key(),
                }));
            }
        },
    ));
    let (place, told) = (Rc::clone(ground), Rc::clone(&on));
    events.push(EventListener::new(
        &ground.element,
        "contextmenu",
        move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::MouseEvent>()
                && !is_control(event)
            {
                told(Input::Menu(place.on_ground(Point {
                    x: f64::from(event.client_x()),
                    y: f64::from(event.client_y()),
                })));
            }
        },
    ));
    let (place, told) = (Rc::clone(ground), Rc::clone(&on));
    let wheel = move |event: &web_sys::Event| {
        if let Some(event) = event.dyn_ref::<WheelEvent>() {
            event.prevent_default();
            let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE {
                LINE
            } else {
                1.0
            };
            let (mut x, mut y) = (event.delta_x() * unit, event.delta_y() * unit);
            if event.shift_key() && x == 0.0 {
                (x, y) = (y, 0.0);
            }
            told(Input::Wheel {
                at: place.on_ground(Point {
                    x: f64::from(event.client_x()),
                    y: f64::from(event.client_y()),
                }),
                by: Point { x, y },
                zoom: event.ctrl_key() || event.meta_key(),
            });
        }
    };
    events.push(EventListener::new_with_options(
        &ground.element,
        "wheel",
        active,
        wheel,
    ));
    let place = Rc::clone(ground);
    let resized = Closure::<dyn FnMut()>::new(move || {
        place.measure();
        on(Input::Resized);
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(&ground.element);
    }
    Listening {
        _events: events,
        observer: observer.map(|observer| (observer, resized)),
    }
}

/// Whether an event is meant for a control that stands on the drawing, or for a badge in it.
fn is_control(event: &web_sys::Event) -> bool {
    within(
        event,
        "a, button, input, textarea, dialog, [role='toolbar'], .badge",
    )
}

/// Whether an event is for a button.
pub(crate) fn on_control(event: &web_sys::Event) -> bool {
    within(event, "button")
}

fn within(event: &web_sys::Event, selector: &str) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(selector).ok().flatten())
        .is_some()
}

/// Whether an event is for something that takes text, or in a dialog.
pub(crate) fn takes_text(event: &web_sys::Event) -> bool {
    within(
        event,
        "input, textarea, select, dialog, [role='dialog'], [contenteditable]",
    )
}

/// Takes the focus from a field that is written in, so that it hands over what was written.
pub(crate) fn leave_field() {
    let active = document().active_element();
    let field =
        active.filter(|element| element.matches("input, textarea, select").unwrap_or(false));
    if let Some(Ok(field)) = field.map(JsCast::dyn_into::<HtmlElement>) {
        let _ = field.blur();
    }
}

/// Whether text on the page is selected: then copying means it.
pub(crate) fn text_selected() -> bool {
    window()
        .get_selection()
        .ok()
        .flatten()
        .is_some_and(|selection| !selection.is_collapsed())
}

/// Gives the focus to the element with an id, and scrolls nothing for it.
pub(crate) fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = match element.dyn_ref::<HtmlElement>() {
        Some(element) => element.focus_with_options(&options),
        None => element
            .unchecked_ref::<web_sys::SvgElement>()
            .focus_with_options(&options),
    };
}

/// The id of what has the focus.
pub(crate) fn focused_id() -> Option<String> {
    document().active_element().map(|active| active.id())
}

/// Whether nothing has the focus.
pub(crate) fn focus_is_nowhere() -> bool {
    document()
        .active_element()
        .is_none_or(|active| matches!(active.tag_name().as_str(), "BODY" | "MAIN" | "HTML"))
}

/// Calls back with each key that is let go.
pub(crate) fn on_key_up(callback: impl Fn(&str) + 'static) -> EventListener {
    EventListener::new(&document(), "keyup", move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() {
            callback(&event.key());
        }
    })
}

/// Keeps a pointer's events coming to the element that it was pressed on.
pub(crate) fn capture(event: &PointerEvent) {
    if let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("button").ok().flatten())
    {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Shows a dialog above everything else, which keeps the focus in it until it closes.
pub(crate) fn show_dialog(node: &yew::NodeRef) {
    if let Some(dialog) = node.cast::<web_sys::HtmlDialogElement>() {
        let _ = dialog.show_modal();
    }
}
