//! The palette: every kind of component, zone and region, by click, drag or key; and the tools.

use super::bar::{drawing, tool};
use super::keys::Keys;
use crate::components::toolbar::Toolbar;
use nalsd::model::{AreaKind, Kind, Point};
use nalsd::sketch::gesture::Tool;
use nalsd::sketch::{area_size, component_size, icon};
use std::rc::Rc;
use yew::prelude::*;

const SELECT: &str = "M4 2.5l8.5 5.5l-3.75 1l2 4l-1.75.75l-2-4l-3 2.5z";
const HAND: &str = "M8 1.5v13M1.5 8h13M6 3.5l2-2l2 2M6 12.5l2 2l2-2M3.5 6l-2 2l2 2M12.5 6l2 2l-2 2";
const LINK: &str = "M2.5 13.5l10-10M7 3h6v6";
const NOTE: &str = "M2.5 2.5h11v7.5l-3.5 3.5h-7.5zM10 13.5v-3.5h3.5M5 5.5h6M5 8.5h3.5";
const ZONE: &str =
    "M2.5 4.5v-2h2M7 2.5h2M11.5 2.5h2v2M13.5 7v2M13.5 11.5v2h-2M9 13.5h-2M4.5 13.5h-2v-2M2.5 9v-2";
const REGION: &str = "M1.5 3.5v-2h2M6.5 1.5h3M12.5 1.5h2v2M14.5 6.5v3M14.5 12.5v2h-2M9.5 14.5h-3M3.5 14.5h-2v-2M1.5 9.5v-3M5 5h6v6h-6z";

/// How far a press moves until it drags, in pixels.
const STILL: f64 = 5.0;

/// What the palette gives.
#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Component(Kind),
    Area(AreaKind),
}

impl Thing {
    fn all() -> impl Iterator<Item = Self> {
        let kinds = Kind::ALL.into_iter().map(Self::Component);
        kinds.chain([AreaKind::Zone, AreaKind::Region].map(Self::Area))
    }

    fn label(self) -> &'static str {
        match self {
            Self::Component(kind) => kind.label(),
            Self::Area(kind) => kind.label(),
        }
    }

    fn key(self) -> char {
        match self {
            Self::Component(kind) => kind.key(),
            Self::Area(AreaKind::Zone) => 'z',
            Self::Area(AreaKind::Region) => 'g',
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Component(kind) => icon(kind).unwrap_or(NOTE),
            Self::Area(AreaKind::Zone) => ZONE,
            Self::Area(AreaKind::Region) => REGION,
        }
    }

    fn size(self) -> (f64, f64) {
        match self {
            Self::Component(kind) => component_size(kind),
            Self::Area(kind) => area_size(kind),
        }
    }
}

#[derive(Properties)]
pub(super) struct PartsProps {
    pub(super) keys: Keys,
    pub(super) tool: Tool,
}

impl PartialEq for PartsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.keys.stage, &other.keys.stage)
            && self.keys.desk == other.keys.desk
            && self.tool == other.tool
    }
}

/// The palette.
#[component]
pub(super) fn Parts(props: &PartsProps) -> Html {
    let keys = &props.keys;
    // Where the press began, and whether it drags.
    let press = use_mut_ref(|| None::<(Point, bool)>);
    let take = |wanted: Tool| {
        let tool = keys.tool.clone();
        Callback::from(move |_: MouseEvent| tool.set(wanted))
    };
    let one = |thing: Thing| {
        let client = |event: &PointerEvent| Point {
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
        };
        let onpointerdown = {
            let press = Rc::clone(&press);
            move |event: PointerEvent| {
                if event.button() == 0 {
                    *press.borrow_mut() = Some((client(&event), false));
                    crate::platform::canvas::capture(&event);
                }
            }
        };
        let onpointermove = {
            let (press, stage) = (Rc::clone(&press), Rc::clone(&keys.stage));
            move |event: PointerEvent| {
                if let Some((from, drags)) = &mut *press.borrow_mut() {
                    if !*drags && from.distance(client(&event)) > STILL {
                        *drags = true;
                        stage.carry();
                    }
                    stage.show_carried(thing.size(), client(&event));
                }
            }
        };
        let onpointerup = {
            let keys = keys.clone();
            move |event: PointerEvent| {
                let keys = keys.now();
                // Escape may have put it down already.
                if keys.stage.put_down()
                    && let Some(rect) = keys.stage.landing(thing.size(), client(&event))
                {
                    match thing {
                        Thing::Component(kind) => keys.add_at(kind, rect),
                        Thing::Area(kind) => keys.add_area_at(kind, rect),
                    }
                }
            }
        };
        let onpointercancel = {
            let (press, stage) = (Rc::clone(&press), Rc::clone(&keys.stage));
            move |_: PointerEvent| {
                *press.borrow_mut() = None;
                stage.put_down();
            }
        };
        let onclick = {
            let (press, keys) = (Rc::clone(&press), keys.clone());
            move |_: MouseEvent| {
                // The click at the end of a drag adds nothing more.
                if matches!(press.borrow_mut().take(), Some((_, true))) {
                    return;
                }
                let keys = keys.now();
                match thing {
                    Thing::Component(kind) => keys.add(kind),
                    Thing::Area(kind) => keys.add_area(kind),
                }
            }
        };
        let letter = thing.key().to_uppercase().to_string();
        html! {
            <button type="button" class="tool" title={format!("{} ({letter})", thing.label())} aria-label={thing.label()}
                aria-keyshortcuts={letter.clone()} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onclick}>
                { drawing(thing.icon()) }<span class="key" aria-hidden="true">{ letter }</span>
            </button>
        }
    };
    let is = |wanted: Tool| props.tool == wanted;
    html! {
        <Toolbar class="palette-bar" label="Parts and tools">
            { tool("Select", "V", SELECT, is(Tool::Select), take(Tool::Select)) }
            { tool("Move the view", "P", HAND, is(Tool::Hand), take(Tool::Hand)) }
            { tool("Link", "L", LINK, is(Tool::Link), take(Tool::Link)) }
            <i class="rule" />
            { for Thing::all().map(one) }
        </Toolbar>
    }
}
