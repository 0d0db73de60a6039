//! Any design, sound or not: whatever a file or a link may bring.
//!
//! Ids come from a small range, so that they clash, dangle and form rings often. Fields are written with what belongs there, with
//! what belongs elsewhere, with the largest and smallest of numbers, and with garbage.

use crate::model::{
    Area, AreaKind, Assumption, Component, Design, Field, Form, Id, Kind, Link, Machine, Rect,
    Written,
};
use crate::units::{DIMENSIONLESS, Dimension};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::rc::Rc;

/// How many ids there are to choose from.
const IDS: u32 = 24;

/// Any design.
pub fn any_design() -> impl Strategy<Value = Design> {
    (
        vec(component(any_text().boxed()), 0..14),
        vec(link(any_text().boxed()), 0..24),
        vec(area(any_text().boxed()), 0..6),
        vec(assumption(), 0..4),
        vec(machine(any_text().boxed()), 0..3),
        written(any_text().boxed()),
        0..2 * IDS,
    )
        .prop_map(assemble)
}

/// A design that the editor could have made: ids are unique, links have both ends, zones are in regions, all can be drawn, and what
/// is written can be read. Rings may be.
pub fn sound_design() -> impl Strategy<Value = Design> {
    (
        vec(component(readable().boxed()), 1..12),
        vec(link(readable().boxed()), 0..24),
        vec(area(readable().boxed()), 0..5),
        Just(Vec::new()),
        Just(Vec::new()),
        written(readable().boxed()),
        Just(0),
    )
        .prop_map(assemble)
        .prop_map(mended)
}

type Parts = (
    Vec<Component>,
    Vec<Link>,
    Vec<Area>,
    Vec<Assumption>,
    Vec<Machine>,
    Written,
    u32,
);

fn assemble((components, links, areas, assumptions, machines, set, next): Parts) -> Design {
    Design {
        name: "any".to_owned(),
        components: components.into_iter().map(Rc::new).collect(),
        links: links.into_iter().map(Rc::new).collect(),
        areas: areas.into_iter().map(Rc::new).collect(),
        assumptions,
        machines,
        set,
        next,
        ..Design::default()
    }
}

/// Gives every part an id of its own and every reference something to refer to.
fn mended(mut design: Design) -> Design {
    let mut next = 1;
    let mut fresh = || {
        next += 1;
        Id(next - 1)
    };
    let drawn = |rect: Rect| Rect {
        x: rect.x.clamp(-2000.0, 2000.0),
        y: rect.y.clamp(-2000.0, 2000.0),
        w: rect.w.clamp(1.0, 2000.0),
        h: rect.h.clamp(1.0, 2000.0),
    };
    let pick = |ids: &[Id], id: Id| ids.get(id.0 as usize % ids.len().max(1)).copied();
    let mut regions = Vec::new();
    let mut all = Vec::new();
    for area in &mut design.areas {
        let area = Rc::make_mut(area);
        area.id = fresh();
        area.rect = drawn(area.rect);
        area.area = match area.kind {
            AreaKind::Region => None,
            AreaKind::Zone => area.area.and_then(|id| pick(&regions, id)),
        };
        if area.kind == AreaKind::Region {
            regions.push(area.id);
        }
        all.push(area.id);
    }
    let mut parts = Vec::new();
    for component in &mut design.components {
        let component = Rc::make_mut(component);
        component.id = fresh();
        component.rect = drawn(component.rect);
        component.area = component.area.and_then(|id| pick(&all, id));
        if component.kind != Kind::Note {
            parts.push(component.id);
        }
    }
    design.links.retain(|_| !parts.is_empty());
    for link in &mut design.links {
        let link = Rc::make_mut(link);
        link.id = fresh();
        link.from = pick(&parts, link.from).unwrap_or(link.from);
        link.to = pick(&parts, link.to).unwrap_or(link.to);
    }
    design.next = next;
    design
}

fn id() -> impl Strategy<Value = Id> {
    (0..IDS).prop_map(Id)
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[A-Z][a-z]{0,8}",
        1 => Just(String::new()),
        1 => ".{0,12}",
    ]
}

fn rect() -> impl Strategy<Value = Rect> {
    let edge = prop_oneof![-2000.0..2000.0, Just(0.0), Just(1e300), Just(f64::MIN)];
    [edge.clone(), edge.clone(), edge.clone(), edge].prop_map(|[x, y, w, h]| Rect { x, y, w, h })
}

/// A field and its text.
type Pair = BoxedStrategy<(Field, String)>;

fn component(text: Pair) -> impl Strategy<Value = Component> {
    let kind = select(Kind::ALL.to_vec());
    (id(), kind, name(), rect(), option::of(id()), written(text)).prop_map(
        |(id, kind, name, rect, area, set)| Component {
            id,
            kind,
            name,
            rect,
            area,
            set,
        },
    )
}

fn link(text: Pair) -> impl Strategy<Value = Link> {
    (id(), id(), id(), name(), written(text)).prop_map(|(id, from, to, name, set)| Link {
        id,
        from,
        to,
        name,
        set,
    })
}

fn area(text: Pair) -> impl Strategy<Value = Area> {
    let kind = select(vec![AreaKind::Region, AreaKind::Zone]);
    (id(), kind, name(), rect(), option::of(id()), written(text)).prop_map(
        |(id, kind, name, rect, area, set)| Area {
            id,
            kind,
            name,
            rect,
            area,
            set,
        },
    )
}

fn assumption() -> impl Strategy<Value = Assumption> {
    let name = prop_oneof![3 => select(vec!["clicks", "size", "KB"]), 1 => Just("2x")];
    (name, expression()).prop_map(|(name, value)| Assumption {
        name: name.to_owned(),
        value,
        note: String::new(),
    })
}

fn machine(text: Pair) -> impl Strategy<Value = Machine> {
    let name = select(vec!["small", "medium", "storage", "own", ""]);
    (name, written(text)).prop_map(|(name, set)| Machine {
        name: name.to_owned(),
        set,
    })
}

fn written(text: Pair) -> impl Strategy<Value = Written> {
    vec(text, 0..6).prop_map(|pairs| pairs.into_iter().collect())
}

/// What may be written into a field: mostly what belongs there.
fn any_text() -> impl Strategy<Value = (Field, String)> {
    select(Field::ALL.to_vec()).prop_flat_map(|field| {
        let text = prop_oneof![
            6 => fitting(field),
            1 => expression(),
            1 => ".{0,20}",
        ];
        (Just(field), text)
    })
}

/// What belongs into a field.
fn readable() -> impl Strategy<Value = (Field, String)> {
    select(Field::ALL.to_vec()).prop_flat_map(|field| (Just(field), fitting(field)))
}

fn fitting(field: Field) -> BoxedStrategy<String> {
    match field.form() {
        Form::Choice(choices) => {
            let names: Vec<_> = choices.iter().map(|(name, _)| (*name).to_owned()).collect();
            select(names).boxed()
        }
        Form::MachineClass => select(vec!["small", "medium", "workbook", "storage"])
            .prop_map(str::to_owned)
            .boxed(),
        Form::Number(dimension) => {
            let unit = unit(dimension);
            prop_oneof![
                4 => number().prop_map(move |number| format!("{number}{unit}")),
                1 => (0.0..1.0, 1.0..4.0, 4.0..900.0)
                    .prop_map(move |(low, likely, high)| format!("{low} .. {likely} .. {high}{unit}")),
            ]
            .boxed()
        }
    }
}

fn unit(dimension: Dimension) -> &'static str {
    match dimension {
        DIMENSIONLESS | Dimension::MACHINE => "",
        Dimension::RATE => "/s",
        Dimension::TIME => " ms",
        Dimension::DATA => " KB",
        Dimension::BANDWIDTH => " Gbps",
        Dimension::SPENDING => " $/month",
        Dimension::STORAGE_PRICE => " $/GB/month",
        Dimension::MONEY_PER_DATA => " $/GB",
        Dimension::MONEY_PER_REQUEST => " $/req",
        _ => "",
    }
}

/// Numbers as people write them, and those that break arithmetic.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0.0..1000.0).prop_map(|value| format!("{value:.3}")),
        3 => (0_u32..10).prop_map(|value| value.to_string()),
        1 => select(vec!["0", "1e30", "1e29", "1e308", "1e-300", "5e-324", "0.0000001", "1e15"])
            .prop_map(str::to_owned),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    select(vec![
        "clicks",
        "clicks * 2 KB",
        "1 KB .. 2 KB .. 4 KB",
        "5e5 q/s * 2 KB",
        "2 KB + 3 s",
        "1e308 * 1e308",
        "1 / 0",
        "((((((1",
        "-5",
        "10 .. 5",
        "99.9 %",
        "1.5 TB/day",
        "",
    ])
    .prop_map(str::to_owned)
}
