//! What a component looks like: the data from which both the page and the SVG export draw, so that they can't differ.

use super::geometry::GRID;
use super::text::{Face, fit, wrap};
use crate::model::{Kind, Point, Rect};

/// The rounding of components' and areas' corners.
pub const RADIUS: f64 = 6.0;

/// The stroke of components, links and icons.
pub const STROKE: f64 = 1.5;

/// The dashes of a zone's border, and of what isn't ours.
pub const DASHES: &str = "5 4";

/// The dashes of a link that nobody waits for.
pub const LINK_DASHES: &str = "3 4";

/// The size of names, in pixels; they are set in the sans face.
pub const NAME_SIZE: f64 = 13.0;

/// The size of what stands below a name, in pixels; it is set in the mono face.
pub const NOTE_SIZE: f64 = 11.0;

/// The width of an icon, and its height.
pub const ICON: f64 = 16.0;

/// Where the pieces of a component stand, and which there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Whether its border is dashed: what isn't ours.
    pub dashed: bool,
    /// The icon: the `d` attribute of an SVG path of 16 by 16 pixels, stroked with [`STROKE`] and not filled. A note has none.
    pub icon: Option<&'static str>,
    /// The icon's upper left corner.
    pub icon_at: Point,
    /// Where the name's baseline begins.
    pub name_at: Point,
    /// The name's lines, as far as they fit. Only notes have more than one.
    pub name: Vec<String>,
    /// Whether something of the name had no room.
    pub cut: bool,
    /// The distance of the name's lines.
    pub line: f64,
    /// Where the baseline of the text below begins.
    pub note_at: Point,
    /// The text below, as far as it fits: one line, or two where one is too short.
    pub note: Vec<String>,
    /// The distance of its lines.
    pub note_line: f64,
}

/// The figure of a component: its kind, its place, its name, and what is said below (`63 machines · 97 %`; may be empty).
#[must_use]
pub fn figure(kind: Kind, rect: Rect, name: &str, note: &str) -> Figure {
    let at = |x: f64, y: f64| Point {
        x: rect.x + x,
        y: rect.y + y,
    };
    let icon = icon(kind);
    if icon.is_none() {
        let most = ((rect.h - NOTE_FRAME) / LINE).max(1.0) as usize;
        let lines = wrap(name, NAME, rect.w - 2.0 * PAD, most);
        return Figure {
            dashed: false,
            icon,
            icon_at: at(PAD, PAD),
            name_at: at(PAD, 23.0),
            cut: is_cut(&lines, name),
            name: lines,
            line: LINE,
            note_at: at(PAD, rect.h - PAD),
            note: Vec::new(),
            note_line: NOTE_LINE,
        };
    }
    let note = below(note, rect);
    let lines = vec![fit(
        &name.replace('\n', " "),
        NAME,
        rect.w - 2.0 * PAD - ICON - 8.0,
    )];
    // Name and text below stand in the middle together.
    let top = (rect.h - HEIGHT) / 2.0;
    let (name_at, note_at) = match note.len() {
        0 => (33.0, 43.0),
        1 => (24.0, 43.0),
        _ => (19.0, 34.0),
    };
    Figure {
        dashed: kind == Kind::External,
        icon,
        icon_at: at(PAD, top + name_at - 13.0),
        name_at: at(PAD + ICON + 8.0, top + name_at),
        cut: is_cut(&lines, name),
        name: lines,
        line: LINE,
        note_at: at(PAD, top + note_at),
        note,
        note_line: NOTE_LINE,
    }
}

/// The name of a component as it stands there from afar, where nothing else of it can be read: alone, and as large as it has
/// room.
#[derive(Clone, Debug, PartialEq)]
pub struct Afar {
    /// The name, as far as it fits.
    pub name: String,
    /// Where its baseline has its middle.
    pub at: Point,
    /// Its size, in pixels.
    pub size: f64,
}

/// How large a name is at most from afar, in pixels, and the space between it and the border at each side.
const AFAR_MOST: f64 = 22.0;
const AFAR_PAD: f64 = 8.0;

/// What a component of that name shows from afar; nothing for a note, which is its text.
#[must_use]
pub fn afar(kind: Kind, rect: Rect, name: &str) -> Option<Afar> {
    icon(kind)?;
    let room = rect.w - 2.0 * AFAR_PAD;
    let name = name.replace('\n', " ");
    let size = (room / Face::Sans(1.0).width(&name).max(1.0)).clamp(NAME_SIZE, AFAR_MOST);
    let middle = rect.middle();
    Some(Afar {
        // What was made to fit does so, whatever its size was rounded to.
        name: fit(&name, Face::Sans(size), room + 0.01),
        // Capitals are seven tenths of a size high.
        at: Point {
            x: middle.x,
            y: middle.y + 0.35 * size,
        },
        size,
    })
}

/// Whether lines lack something of a text.
fn is_cut(lines: &[String], text: &str) -> bool {
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    !words.eq(text.split_whitespace())
}

/// The rectangle of a note that holds a text: as wide as it was, and higher if it must be.
#[must_use]
pub fn note_rect(rect: Rect, text: &str) -> Rect {
    let lines = wrap(text, NAME, rect.w - 2.0 * PAD, usize::MAX).len();
    let high = NOTE_FRAME + LINE * lines as f64;
    // Onto the grid, upwards: the last line is to have room.
    let high = libm::ceil(high / GRID) * GRID;
    Rect {
        h: rect.h.max(high),
        ..rect
    }
}

/// The text below a name in lines. One that is too long breaks after its first figure, or ends there.
fn below(note: &str, rect: Rect) -> Vec<String> {
    if note.is_empty() {
        return Vec::new();
    }
    let face = Face::Mono(NOTE_SIZE);
    // Figures may come nearer to the right border than a name.
    let room = rect.w - PAD - 8.0;
    match note.split_once(" \u{b7} ") {
        Some((first, second)) if face.width(note) > room => {
            if rect.h < HEIGHT {
                return vec![fit(&format!("{first}\n"), face, room)];
            }
            vec![fit(first, face, room), fit(second, face, room)]
        }
        _ => vec![fit(note, face, room)],
    }
}

/// The face of names.
const NAME: Face = Face::Sans(NAME_SIZE);

/// The height in which a name and two lines below it have room.
const HEIGHT: f64 = 56.0;

/// Space between a border and what is within.
const PAD: f64 = 12.0;

/// The height of a note above its lines and below them.
const NOTE_FRAME: f64 = 16.0;

/// The distance of a note's lines.
const LINE: f64 = 18.0;

/// The distance of the lines below a name.
const NOTE_LINE: f64 = 13.0;

/// The icon of a kind: line drawings on 16 by 16 pixels. For the palette and lists, too. A note has none.
#[must_use]
pub const fn icon(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        // A person.
        Kind::Client => {
            "M8 2.5a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5M2.5 14c0-3 2.4-4.5 5.5-4.5s5.5 1.5 5.5 4.5"
        }
        // A signpost.
        Kind::Dns => {
            "M8 1.5v13M8 3.5h4.5l1.5 1.75l-1.5 1.75h-4.5M8 8.5h-4.5l-1.5 1.75l1.5 1.75h4.5"
        }
        // A globe.
        Kind::Cdn => {
            "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M1.75 8h12.5M8 1.75c-4 3.5-4 9 0 12.5M8 1.75c4 3.5 4 9 0 12.5"
        }
        // One to three.
        Kind::LoadBalancer => {
            "M1.5 8h12M5 8c3.5 0 3-4.75 6-4.75h2.5M5 8c3.5 0 3 4.75 6 4.75h2.5M12 1.5l2 1.75l-2 1.75M12 6.25l2 1.75l-2 1.75M12 11l2 1.75l-2 1.75"
        }
        // Two racked machines.
        Kind::Service => {
            "M2 2.5h12v4.5h-12zM2 9h12v4.5h-12zM4.5 4.75h.5M4.5 11.25h.5M7.5 4.75h4M7.5 11.25h4"
        }
        // A cog.
        Kind::Worker => {
            "M8 5.25a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"
        }
        // A flash: it is fast.
        Kind::Cache => "M9 1.5l-5.5 7.5h4l-1 5.5l6-7.75h-4.25z",
        // Boxes in a row, one going.
        Kind::Queue => "M1.5 5h3v6h-3zM6 5h3v6h-3zM10.5 8h4M12.5 6l2 2l-2 2",
        // Three lanes.
        Kind::Stream => {
            "M1.5 4c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0M1.5 8c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0M1.5 12c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0"
        }
        // The drum.
        Kind::Sql => {
            "M2.5 4c0-2.7 11-2.7 11 0s-11 2.7-11 0v8c0 2.7 11 2.7 11 0v-8M2.5 8c0 2.7 11 2.7 11 0"
        }
        // Keys and their values.
        Kind::Nosql => {
            "M1.5 2.5h4v3h-4zM1.5 10.5h4v3h-4zM8.5 2.5h6v3h-6zM8.5 10.5h6v3h-6zM5.5 4h3M5.5 12h3M3.5 7.5v1M11.5 7.5v1"
        }
        // A bucket.
        Kind::ObjectStore => {
            "M2 3.5c0-2 12-2 12 0s-12 2-12 0l1.75 9.5c.5 1.75 8 1.75 8.5 0l1.75-9.5"
        }
        // Out of the box.
        Kind::External => "M7 3h-4.5v10.5h10.5v-4.5M9.5 2h4.5v4.5M14 2l-7 7",
        Kind::Note => return None,
    })
}
