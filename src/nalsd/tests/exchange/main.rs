//! Designs as files, as Mermaid, as SVG.

#![allow(clippy::unwrap_used)]

mod any;
#[path = "../edit_common/mod.rs"]
mod edit_common;
mod file;
mod mermaid;

use edit_common::design;
use nalsd::edit::{History, check};
use nalsd::exchange::{
    Annotation, MAX_FILE, Style, from_file, from_mermaid, svg, to_compact, to_file, to_mermaid,
};
use nalsd::model::{AreaKind, Component, Design, Field, Id, Kind, Rect};
use nalsd::sketch::gesture::{add_area, add_component_in, add_link};
use nalsd::sketch::{Routes, figure};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// One of every kind, the first linked to all but the note, half of them in a zone of a region.
fn everything() -> Design {
    let mut history = History::new(Design {
        name: "Every <kind> & more".to_owned(),
        ..Design::default()
    });
    for (kind, at) in [
        (AreaKind::Region, rect(-40.0, -80.0, 900.0, 500.0)),
        (AreaKind::Zone, rect(-20.0, -40.0, 850.0, 150.0)),
    ] {
        history
            .commit(&add_area(history.design(), kind, at))
            .unwrap();
    }
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        let (x, y) = ((at % 4) as f64 * 208.0, (at / 4) as f64 * 120.0);
        let command = add_component_in(history.design(), kind, rect(x, y, 152.0, 56.0));
        let id = history.commit(&command).unwrap()[0];
        if kind != Kind::Client && kind != Kind::Note {
            history.commit(&add_link(Id(3), id)).unwrap();
        }
    }
    Design::clone(history.design())
}

/// An XML document's tags, closed in order; attributes quoted; entities known.
fn check_xml(text: &str) {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "{before}");
        for entity in before.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot"].contains(&name), "{entity}");
        }
        let (tag, after) = after.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        rest = after;
    }
    assert_eq!(open, Vec::<&str>::new());
    let forbidden = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(forbidden) && !text.contains(['\u{fffe}', '\u{ffff}']));
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn the_picture_shows_what_the_screen_shows() {
    let design = everything();
    let said = Annotation {
        note: "63 machines \u{b7} 97 %".to_owned(),
        bad: true,
        ..Annotation::default()
    };
    let lost = Annotation {
        note: "lost".to_owned(),
        lost: true,
        ..Annotation::default()
    };
    let dashed = Annotation {
        dashed: true,
        ..Annotation::default()
    };
    let link = design.links[1].id;
    let annotations = BTreeMap::from([(Id(8), said), (Id(2), lost), (link, dashed)]);
    let text = svg(&design, &annotations, &Style::default());
    check_xml(&text);
    assert!(text.contains("<title>Every &lt;kind&gt; &amp; more</title>"));
    assert!(
        text.contains("Zone a \u{b7} lost</text>")
            && text.contains("63 machines \u{b7} 97 %</text>")
    );
    let routes = Routes::new(&design);
    for link in &design.links {
        assert!(text.contains(&format!(" d=\"{}\"/>", routes.get(link.id).unwrap().d)));
    }
    // The one link that nobody waits for, and no other.
    assert!(text.contains(&format!(
        "<path class=\"l d\" d=\"{}\"",
        routes.get(link).unwrap().d
    )));
    assert_eq!(text.matches("class=\"l d\"").count(), 1);
    // A zone is dashed, a region isn't.
    assert_eq!(text.matches("<rect class=\"a z\"").count(), 1);
    assert_eq!(text.matches("<rect class=\"a\"").count(), 1);
    for part in &design.components {
        let figure = figure(part.kind, part.rect, &part.name, "");
        assert!(
            figure.icon.is_none_or(|icon| text.contains(icon)),
            "{:?}",
            part.kind
        );
        assert!(
            text.contains(&format!(">{}</text>", figure.name[0])),
            "{:?}",
            part.kind
        );
    }
    // 13 components with a border and a note, 2 areas, the ground.
    assert_eq!(text.matches("<rect").count(), 17);
    check_xml(&svg(
        &Design::default(),
        &BTreeMap::new(),
        &Style::default(),
    ));
}
