//! Designs and commands at random, for the tests of editing and of files.

#![allow(dead_code, reason = "not every test binary uses all of it")]

use nalsd::edit::{Align, Command, History, align, copy, duplicate, paste};
use nalsd::model::{
    Area, AreaKind, Assumption, Component, Design, Field, Id, Kind, Link, Machine, Point, Rect,
    Written,
};
use nalsd::sketch::layout;
use proptest::prelude::*;

/// Numbers for drawing: mostly sensible, sometimes none at all.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        60 => -800.0..1_200.0_f64,
        60 => (-50..150_i32).prop_map(|n| f64::from(n) * 8.0),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, -0.0, 1e300, -1.0e6, 0.001]),
    ]
}

fn length() -> impl Strategy<Value = f64> {
    prop_oneof![90 => 1.0..200.0_f64, 1 => number()]
}

fn point() -> impl Strategy<Value = Point> {
    (number(), number()).prop_map(|(x, y)| Point { x, y })
}

fn rect() -> impl Strategy<Value = Rect> {
    (number(), number(), length(), length()).prop_map(|(x, y, w, h)| Rect { x, y, w, h })
}

/// Numbers of parts, there or not.
fn id() -> impl Strategy<Value = Id> {
    (0..24_u32).prop_map(Id)
}

fn ids() -> impl Strategy<Value = Vec<Id>> {
    prop::collection::vec(id(), 0..4)
}

/// Names with everything that means something somewhere.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ]{0,12}",
        "[\"#;|<>&`\\[\\](){}/\\\\%~:=\\-. \u{e9}\n]{0,8}",
        ".{0,8}",
    ]
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select(Field::ALL.to_vec())
}

fn value() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "5", "500k/s", "99.9 %", "1 .. 2", "é\"\\"])
        .prop_map(str::to_owned)
}

fn written() -> impl Strategy<Value = Written> {
    prop::collection::btree_map(field(), value(), 0..3)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn component() -> impl Strategy<Value = Component> {
    (
        kind(),
        name(),
        rect(),
        prop::option::weighted(0.1, id()),
        written(),
    )
        .prop_map(|(kind, name, rect, area, set)| Component {
            id: Id(1_000),
            kind,
            name,
            rect,
            area,
            set,
        })
}

fn area() -> impl Strategy<Value = Area> {
    let kind = prop::sample::select(vec![AreaKind::Region, AreaKind::Zone]);
    let rect = rect().prop_map(|rect| Rect {
        w: rect.w * 6.0,
        h: rect.h * 6.0,
        ..rect
    });
    (
        kind,
        name(),
        rect,
        prop::option::weighted(0.1, id()),
        written(),
    )
        .prop_map(|(kind, name, rect, area, set)| Area {
            id: Id(2_000),
            kind,
            name,
            rect,
            area,
            set,
        })
}

fn link() -> impl Strategy<Value = Link> {
    (id(), id(), name(), written()).prop_map(|(from, to, name, set)| Link {
        id: Id(3_000),
        from,
        to,
        name,
        set,
    })
}

fn add() -> impl Strategy<Value = Command> {
    let one = |components, links, areas| Command::Add {
        components,
        links,
        areas,
    };
    prop_oneof![
        7 => component().prop_map(move |part| one(vec![part], vec![], vec![])),
        2 => link().prop_map(move |part| one(vec![], vec![part], vec![])),
        2 => area().prop_map(move |part| one(vec![], vec![], vec![part])),
        1 => (component(), component(), area()).prop_map(move |(a, b, area)| {
            let a = Component { id: Id(1), area: Some(Id(5)), ..a };
            let b = Component { id: Id(2), area: None, ..b };
            let area = Area { id: Id(5), ..area };
            let link = Link {
                id: Id(9),
                from: Id(1),
                to: Id(2),
                name: String::new(),
                set: Written::new(),
            };
            one(vec![a, b], vec![link], vec![area])
        }),
    ]
}

/// Any command, on parts that may be there.
pub(crate) fn command() -> impl Strategy<Value = Command> {
    let optional = || prop::option::of(value());
    let assumption =
        (name(), value(), name()).prop_map(|(name, value, note)| Assumption { name, value, note });
    let machine = (name(), written()).prop_map(|(name, set)| Machine { name, set });
    prop_oneof![
        14 => add(),
        1 => ids().prop_map(Command::Remove),
        4 => (ids(), point()).prop_map(|(ids, by)| Command::Move { ids, by }),
        3 => (id(), rect()).prop_map(|(id, rect)| Command::Resize { id, rect }),
        2 => prop::collection::vec((id(), rect()), 0..3).prop_map(Command::Place),
        2 => (id(), name()).prop_map(|(id, name)| Command::Rename { id, name }),
        3 => (ids(), field(), optional())
            .prop_map(|(ids, field, value)| Command::Set { ids, field, value }),
        1 => (field(), optional()).prop_map(|(field, value)| Command::SetDesign { field, value }),
        2 => (id(), id(), id())
            .prop_map(|(link, from, to)| Command::Reconnect { link, from, to }),
        1 => ids().prop_map(Command::Raise),
        1 => ids().prop_map(Command::Lower),
        1 => prop::collection::vec(assumption, 0..3).prop_map(Command::Assume),
        1 => prop::collection::vec(machine, 0..2).prop_map(Command::Machines),
        1 => name().prop_map(Command::Title),
        1 => (0..4_u32).prop_map(Command::Iteration),
    ]
}

/// What people do that isn't a command by itself.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Do(Command),
    /// A link between two of the components, by their places in the list.
    Join(usize, usize, String),
    Duplicate(Vec<Id>, bool),
    CopyPaste(Vec<Id>, Option<Point>),
    Align(Vec<Id>, Align),
    Layout,
    Replace,
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    use Align::*;
    let how = prop::sample::select(vec![Left, Centre, Right, Top, Middle, Bottom, Across, Down]);
    prop_oneof![
        30 => command().prop_map(Act::Do),
        12 => (any::<usize>(), any::<usize>(), name()).prop_map(|(a, b, name)| Act::Join(a, b, name)),
        1 => (ids(), any::<bool>()).prop_map(|(ids, linked)| Act::Duplicate(ids, linked)),
        1 => (ids(), prop::option::of(point())).prop_map(|(ids, at)| Act::CopyPaste(ids, at)),
        1 => (prop::collection::vec(id(), 0..8), how).prop_map(|(ids, how)| Act::Align(ids, how)),
        1 => Just(Act::Layout),
        1 => Just(Act::Replace),
    ]
}

impl Act {
    /// The command that it comes to.
    pub(crate) fn command(&self, design: &Design) -> Option<Command> {
        match self {
            Self::Do(command) => Some(command.clone()),
            Self::Join(a, b, name) => {
                let end = |at: &usize| {
                    let count = design.components.len();
                    design.components.get(at % count.max(1)).map(|part| part.id)
                };
                let (id, set) = (Id(3_000), Written::new());
                let link = Link {
                    id,
                    from: end(a)?,
                    to: end(b)?,
                    name: name.clone(),
                    set,
                };
                Some(Command::Add {
                    components: vec![],
                    links: vec![link],
                    areas: vec![],
                })
            }
            Self::Duplicate(ids, linked) => {
                let by = Point { x: 24.0, y: 24.0 };
                duplicate(design, &ids.iter().copied().collect(), by, *linked)
            }
            Self::CopyPaste(ids, at) => {
                paste(design, &copy(design, &ids.iter().copied().collect()), *at).ok()
            }
            Self::Align(ids, how) => align(design, &ids.iter().copied().collect(), *how),
            Self::Layout => Some(layout(design)),
            Self::Replace => Some(Command::Replace(Box::new(design.clone()))),
        }
    }
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 0..110)
}

/// A design as people's acts leave it.
pub(crate) fn design() -> impl Strategy<Value = Design> {
    acts().prop_map(|acts| {
        let mut history = History::new(Design::default());
        for act in &acts {
            if let Some(command) = act.command(history.design()) {
                _ = history.commit(&command);
            }
        }
        Design::clone(history.design())
    })
}
