//! A design as a picture that stands by itself: the same shapes, routes and texts as on the screen.

use crate::model::{Area, AreaKind, Component, Design, Id, Kind, Point, Rect};
use crate::sketch::{
    DASHES, LINK_DASHES, Label, NAME_SIZE, NOTE_SIZE, Path, RADIUS, Routes, STROKE, figure, number,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Space around the picture.
const MARGIN: f64 = 24.0;

/// The colours of a picture, as CSS has them: `#1b1d20`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind everything.
    pub background: String,
    /// Within components.
    pub panel: String,
    /// Names and borders of components.
    pub ink: String,
    /// Links, and what stands below names.
    pub muted: String,
    /// Borders of areas.
    pub edge: String,
    /// Within notes.
    pub soft: String,
    /// What is wrong.
    pub bad: String,
}

impl Default for Colours {
    /// The light theme's.
    fn default() -> Self {
        Self {
            background: "#faf9f6".to_owned(),
            panel: "#ffffff".to_owned(),
            ink: "#1b1d20".to_owned(),
            muted: "#5c636d".to_owned(),
            edge: "#8f8a80".to_owned(),
            soft: "#fcefdc".to_owned(),
            bad: "#b3261e".to_owned(),
        }
    }
}

/// How a picture is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The colours.
    pub colours: Colours,
    /// The face of names, as CSS's `font-family` has it.
    pub sans: String,
    /// The face of numbers.
    pub mono: String,
    /// CSS that goes in front, for instance the faces themselves as `@font-face` with data URLs; mostly nothing.
    pub css: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            colours: Colours::default(),
            sans: "'IBM Plex Sans', system-ui, sans-serif".to_owned(),
            mono: "'IBM Plex Mono', ui-monospace, monospace".to_owned(),
            css: String::new(),
        }
    }
}

/// What is said of a part besides its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Below a component's name: `63 machines · 97 %`. Beside a link's name. After an area's name: `lost`.
    pub note: String,
    /// Whether something is wrong with it.
    pub bad: bool,
    /// Whether it is lost: drawn faintly.
    pub lost: bool,
    /// Whether a link is dashed: nobody waits for its answer, or an end of it is lost.
    pub dashed: bool,
}

/// The picture, as the text of an SVG file.
#[must_use]
pub fn svg(design: &Design, annotations: &BTreeMap<Id, Annotation>, style: &Style) -> String {
    let routes = Routes::new(design);
    let none = Annotation::default();
    let said = |id: Id| annotations.get(&id).unwrap_or(&none);
    let labels: BTreeMap<Id, Label> = design
        .links
        .iter()
        .filter_map(|link| {
            let text = label(&link.name, &said(link.id).note)?;
            Some((link.id, routes.label(link.id, &text)?))
        })
        .collect();
    let bounds = bounds(design, &routes, &labels);
    let Colours {
        background,
        panel,
        ink,
        muted,
        edge,
        soft,
        bad,
    } = &style.colours;
    let mut out = String::new();
    let [x, y, w, h] = [bounds.x, bounds.y, bounds.w, bounds.h].map(number);
    _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\">\n<title>{}</title>\n<style>{}",
        escaped(&design.name),
        escaped(&style.css),
    );
    _ = write!(
        out,
        "text{{font:{NAME_SIZE}px {sans};fill:{ink}}}.m{{font:{NOTE_SIZE}px {mono};fill:{muted}}}.m.bad{{fill:{bad}}}\
         .c{{fill:{panel};stroke:{ink};stroke-width:{STROKE}}}.i{{fill:none;stroke:{muted};stroke-width:{STROKE};stroke-linecap:round;stroke-linejoin:round}}\
         .a{{fill:none;stroke:{edge}}}.z,.d{{stroke-dasharray:{DASHES}}}.l{{fill:none;stroke:{muted};stroke-width:{STROKE}}}.l.d{{stroke-dasharray:{LINK_DASHES}}}.h{{fill:{muted}}}\
         .lost{{opacity:.4}}.n{{fill:{soft}}}\
         .s{{text-anchor:middle;paint-order:stroke;stroke:{background};stroke-width:4px;stroke-linejoin:round}}",
        sans = escaped(&style.sans),
        mono = escaped(&style.mono),
    );
    _ = writeln!(
        out,
        "</style>\n<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{}\"/>",
        escaped(background)
    );
    for area in &design.areas {
        draw_area(&mut out, area, said(area.id));
    }
    for link in &design.links {
        if let Some(path) = routes.get(link.id) {
            draw_link(&mut out, path, said(link.id));
        }
    }
    // Above all lines: none strikes a name through.
    for (id, label) in &labels {
        draw_label(&mut out, label, said(*id));
    }
    for part in &design.components {
        draw_component(&mut out, part, said(part.id));
    }
    out.push_str("</svg>\n");
    out
}

/// What the picture shows.
fn bounds(design: &Design, routes: &Routes, labels: &BTreeMap<Id, Label>) -> Rect {
    let parts = design.components.iter().map(|part| part.rect);
    let areas = design.areas.iter().map(|part| part.rect);
    let links = design
        .links
        .iter()
        .filter_map(|link| routes.get(link.id))
        .map(|path| path.bounds);
    let labels = labels.values().map(Label::bounds);
    let all = Rect::around(parts.chain(areas).chain(links).chain(labels));
    all.unwrap_or_default().grown(MARGIN)
}

fn open(out: &mut String, said: &Annotation) {
    let class = if said.lost { " class=\"lost\"" } else { "" };
    _ = write!(out, "<g{class}>");
}

fn draw_area(out: &mut String, area: &Area, said: &Annotation) {
    open(out, said);
    let class = match area.kind {
        AreaKind::Zone => "a z",
        AreaKind::Region => "a",
    };
    rect(out, class, area.rect);
    let name = match said.note.as_str() {
        "" => area.name.clone(),
        note => format!("{} \u{b7} {note}", area.name),
    };
    text(out, "m", area_title_at(area.rect), &name);
    out.push_str("</g>\n");
}

/// Where the baseline of an area's name begins.
#[must_use]
pub fn area_title_at(rect: Rect) -> Point {
    Point {
        x: rect.x + 14.0,
        y: rect.y + 22.0,
    }
}

/// What stands at a link; `None` when nothing does.
fn label(name: &str, note: &str) -> Option<String> {
    match (name, note) {
        ("", "") => None,
        (name, "") => Some(name.to_owned()),
        ("", note) => Some(note.to_owned()),
        (name, note) => Some(format!("{name} \u{b7} {note}")),
    }
}

fn draw_link(out: &mut String, path: &Path, said: &Annotation) {
    open(out, said);
    _ = write!(
        out,
        "<path class=\"l{}\" d=\"{}\"/><path class=\"h\" d=\"{}\"/>",
        if said.dashed { " d" } else { "" },
        path.d,
        path.arrow
    );
    out.push_str("</g>\n");
}

fn draw_label(out: &mut String, label: &Label, said: &Annotation) {
    open(out, said);
    let class = if said.bad { "m s bad" } else { "m s" };
    for (row, line) in label.lines.iter().enumerate() {
        let down = row as f64 * label.line;
        text(out, class, label.at.plus(0.0, down), line);
    }
    out.push_str("</g>\n");
}

fn draw_component(out: &mut String, part: &Component, said: &Annotation) {
    let figure = figure(part.kind, part.rect, &part.name, &said.note);
    open(out, said);
    let class = match part.kind {
        Kind::Note => "n",
        _ if figure.dashed => "c d",
        _ => "c",
    };
    rect(out, class, part.rect);
    if let Some(icon) = figure.icon {
        let [x, y] = [figure.icon_at.x, figure.icon_at.y].map(number);
        _ = write!(
            out,
            "<path class=\"i\" transform=\"translate({x} {y})\" d=\"{icon}\"/>"
        );
    }
    for (row, line) in figure.name.iter().enumerate() {
        let down = row as f64 * figure.line;
        text(out, "", figure.name_at.plus(0.0, down), line);
    }
    for (row, line) in figure.note.iter().enumerate() {
        let class = if said.bad { "m bad" } else { "m" };
        let down = row as f64 * figure.note_line;
        text(out, class, figure.note_at.plus(0.0, down), line);
    }
    out.push_str("</g>\n");
}

fn rect(out: &mut String, class: &str, rect: Rect) {
    let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(number);
    _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{RADIUS}\"/>"
    );
}

fn text(out: &mut String, class: &str, at: Point, text: &str) {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    let [x, y] = [at.x, at.y].map(number);
    _ = write!(
        out,
        "<text{class} x=\"{x}\" y=\"{y}\">{}</text>",
        escaped(text)
    );
}

/// A text as XML has it: characters that XML can't hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
