//! A design as a picture that looks like the screen.

use crate::pages::sketch::canvas::words;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::Total;
use crate::platform::document;
use nalsd::exchange::{Annotation, Colours, Style, svg};
use nalsd::model::Id;
use std::collections::{BTreeMap, BTreeSet};

/// The picture of what is shown, as SVG, in the colours of a theme; nothing of what is `withheld` until it is estimated.
/// `faces` are the fonts themselves, as CSS.
pub(super) fn picture(
    desk: &Desk,
    withheld: &BTreeSet<Total>,
    dark: bool,
    faces: String,
) -> String {
    let token = |name: &str, otherwise: String| document::token(name, dark).unwrap_or(otherwise);
    let light = Colours::default();
    let style = Style {
        colours: Colours {
            background: token("--bg", light.background),
            panel: token("--panel", light.panel),
            ink: token("--ink", light.ink),
            muted: token("--muted", light.muted),
            edge: token("--edge", light.edge),
            soft: token("--accent-soft", light.soft),
            bad: token("--bad", light.bad),
        },
        css: faces,
        ..Style::default()
    };
    svg(&desk.design, &annotations(desk, withheld), &style)
}

/// What the drawing says of its parts.
fn annotations(desk: &Desk, withheld: &BTreeSet<Total>) -> BTreeMap<Id, Annotation> {
    let design = &desk.design;
    let is_lost = |area: Option<Id>| {
        let within = design.within(area);
        within.iter().any(|area| Some(area.id) == desk.lost)
    };
    let components = words::all(design, &desk.analysis, desk.lost, withheld);
    let parts = design.components.iter().map(|part| {
        let words = components.get(&part.id);
        let said = Annotation {
            note: words
                .map(|words| words.line.to_string())
                .unwrap_or_default(),
            bad: words.is_some_and(|words| words.bad),
            lost: is_lost(part.area),
            ..Annotation::default()
        };
        (part.id, said)
    });
    let areas = design.areas.iter().map(|area| {
        let lost = is_lost(Some(area.id));
        let said = Annotation {
            note: if lost {
                "lost".to_owned()
            } else {
                String::new()
            },
            lost,
            ..Annotation::default()
        };
        (area.id, said)
    });
    let links = design.links.iter().map(|link| {
        let caller = design.component(link.from);
        let decoupled = caller.is_some_and(|part| part.kind.decouples());
        let ends = [link.from, link.to].map(|id| design.component(id));
        let mut ends = ends.into_iter().flatten();
        let said = Annotation {
            dashed: words::is_async(link, decoupled) || ends.any(|part| is_lost(part.area)),
            ..Annotation::default()
        };
        (link.id, said)
    });
    parts.chain(areas).chain(links).collect()
}

/// The size that an SVG document says it has, in CSS pixels.
pub(super) fn size(svg: &str) -> Option<(f64, f64)> {
    let head = svg.get(..svg.find('>')?)?;
    let number = |name: &str| {
        let rest = head.split_once(name)?.1;
        rest.split_once('"')?.0.parse::<f64>().ok()
    };
    Some((number(" width=\"")?, number(" height=\"")?))
}
