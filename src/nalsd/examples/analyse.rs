//! How long analyses take: `cargo run --release -p nalsd --example analyse -- [COMPONENTS [LINKS]]`.
//!
//! The design is a layered one, as large systems are: clients, balancers, services, caches and stores over six zones of two
//! regions, most fields as they stand by default.

use nalsd::analysis::{analyse, sensitivity};
use nalsd::model::{Area, AreaKind, Component, Design, Field, Id, Kind, Link, Rect, Written};
use std::rc::Rc;
use std::time::Instant;

const LAYERS: [Kind; 6] = [
    Kind::Client,
    Kind::LoadBalancer,
    Kind::Service,
    Kind::Service,
    Kind::Cache,
    Kind::Nosql,
];

/// A design of that many components and links.
fn layered(components: u32, links: u32) -> Design {
    let mut design = Design::default();
    let mut fresh = || {
        design.next += 1;
        Id(design.next - 1)
    };
    let rect = Rect::default();
    let mut zones = Vec::new();
    let mut areas = Vec::new();
    for region in 0..2 {
        let of = fresh();
        let area = |id, kind, area, name: String| {
            let set = Written::new();
            Rc::new(Area {
                id,
                kind,
                name,
                rect,
                area,
                set,
            })
        };
        areas.push(area(of, AreaKind::Region, None, format!("Region {region}")));
        for zone in 0..3 {
            let id = fresh();
            zones.push(id);
            areas.push(area(id, AreaKind::Zone, Some(of), format!("Zone {zone}")));
        }
    }
    let mut parts: Vec<(Id, usize)> = Vec::new();
    for at in 0..components {
        let layer = at as usize % LAYERS.len();
        let kind = LAYERS[layer];
        let set = match kind {
            Kind::Client => Written::from([(Field::Rate, "800/s .. 1000/s .. 4000/s".to_owned())]),
            _ => Written::new(),
        };
        let area = (kind != Kind::Client).then(|| zones[at as usize % zones.len()]);
        let id = fresh();
        parts.push((id, layer));
        design.components.push(Rc::new(Component {
            id,
            kind,
            name: format!("{} {at}", kind.label()),
            rect,
            area,
            set,
        }));
    }
    let below = |layer: usize| -> Vec<Id> {
        let parts = parts.iter().filter(|(_, of)| *of == layer + 1);
        parts.map(|(id, _)| *id).collect()
    };
    let below: Vec<Vec<Id>> = (0..LAYERS.len()).map(below).collect();
    for at in 0..links as usize {
        let (from, layer) = parts[at % parts.len()];
        let callees = &below[layer];
        let Some(to) =
            callees.get((at / parts.len() * 7 + at / LAYERS.len()) % callees.len().max(1))
        else {
            continue;
        };
        let id = fresh();
        design.links.push(Rc::new(Link {
            id,
            from,
            to: *to,
            name: String::new(),
            set: Written::new(),
        }));
    }
    design.areas = areas;
    design
}

/// The median of several runs, in milliseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let mut sizes = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    let components = sizes.next().unwrap_or(200);
    let links = sizes.next().unwrap_or(components * 3 / 2);
    let design = layered(components, links);
    println!(
        "{} components, {} links: analyse {:.2} ms, sensitivity {:.2} ms",
        design.components.len(),
        design.links.len(),
        median(|| drop(std::hint::black_box(analyse(&design)))),
        median(|| drop(std::hint::black_box(sensitivity(&design)))),
    );
}
