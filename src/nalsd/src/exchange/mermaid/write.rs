//! Out.

use super::shape::{area_class, class, shape};
use crate::model::inputs::choice;
use crate::model::{Area, Component, Design, Field, Id, Link, link_fields};
use std::fmt::Write as _;
use std::rc::Rc;

/// A design as a Mermaid flowchart.
#[must_use]
pub fn to_mermaid(design: &Design) -> String {
    let mut out = String::from("flowchart LR\n");
    let name: String = design.name.chars().filter(|c| !c.is_control()).collect();
    _ = writeln!(out, "    %% {name}, iteration {}", design.iteration);
    inside(&mut out, design, None, 1);
    for link in &design.links {
        let label = match link.name.as_str() {
            "" => String::new(),
            name => format!("|\"{}\"|", escaped(name)),
        };
        let line = if nobody_waits(design, link) {
            "-.->"
        } else {
            "-->"
        };
        _ = writeln!(out, "    c{} {line}{label} c{}", link.from.0, link.to.0);
    }
    for area in &design.areas {
        _ = writeln!(out, "    class a{} {}", area.id.0, area_class(area.kind));
    }
    out
}

/// Whether nobody waits for the answer of what a link calls: it is drawn dashed.
fn nobody_waits(design: &Design, link: &Link) -> bool {
    let from = design.component(link.from);
    from.is_some_and(|part| part.kind.decouples())
        || choice(&link.set, link_fields(), Field::Mode) == "async"
}

/// What is directly in an area, or in none.
fn inside(out: &mut String, design: &Design, area: Option<Id>, depth: usize) {
    let indent = "    ".repeat(depth);
    let parts = |part: &&Rc<Component>| part.area == area;
    for part in design.components.iter().filter(parts) {
        let (open, close) = shape(part.kind);
        _ = writeln!(
            out,
            "{indent}c{}{open}\"{}\"{close}:::{}",
            part.id.0,
            escaped(&part.name),
            class(part.kind)
        );
    }
    let areas = |part: &&Rc<Area>| part.area == area;
    for part in design.areas.iter().filter(areas) {
        _ = writeln!(
            out,
            "{indent}subgraph a{}[\"{}\"]",
            part.id.0,
            escaped(&part.name)
        );
        // Regions hold zones, and zones no further areas.
        if depth < 4 {
            inside(out, design, Some(part.id), depth + 1);
        }
        _ = writeln!(out, "{indent}end");
    }
}

/// A text as Mermaid has it within quotes. What would end it, or would mean something there, is written as an entity; a text
/// of nothing as a space, since Mermaid wants one.
fn escaped(text: &str) -> String {
    if text.is_empty() {
        return " ".to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '\n' => out.push_str("<br/>"),
            // A single space stands for nothing; backquotes would begin Markdown.
            ' ' if text == " " => out.push_str("#32;"),
            '#' | '`' | ';' | '|' => _ = write!(out, "#{};", u32::from(c)),
            c if c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c) => {
                _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
