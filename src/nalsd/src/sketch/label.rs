//! Where a link's name stands: beside its line, where it covers no component.

use super::figure::NOTE_SIZE;
use super::path::Path;
use super::route::Ends;
use super::text::{Face, wrap};
use crate::model::{Area, Point, Rect};

/// The face of links' names.
const FACE: Face = Face::Mono(NOTE_SIZE);

/// The distance of a name's lines, and how far their letters reach above a baseline and below it.
const LINE: f64 = 13.0;
const ABOVE: f64 = 9.0;
const BELOW: f64 = 3.0;

/// The lines that a name takes at most, and how wide they are at most.
const MOST: usize = 3;
const WIDEST: f64 = 240.0;

/// A name has at least so much room, even where it covers something then.
const LEAST: f64 = 48.0;

/// How far from a link its name may reach.
pub(super) const REACH: f64 = 2.0 * WIDEST;

/// Space between a name and a line below or above it, or beside it, and between a name and what stands around it.
const ASIDE: f64 = 4.0;
const BESIDE: f64 = 8.0;
const CLEAR: f64 = 3.0;

/// Where along a link its name may stand, as shares of its length: the middle first.
const PLACES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/// What stands at a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its lines, each centred.
    pub lines: Vec<String>,
    /// The middle of the first line's baseline.
    pub at: Point,
    /// The distance of its lines.
    pub line: f64,
    /// Whether something of it had no room.
    pub cut: bool,
}

impl Label {
    /// What it takes up.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let lines = self.lines.iter().map(|line| FACE.width(line));
        let w = lines.fold(0.0, f64::max);
        let more = self.lines.len().saturating_sub(1) as f64 * self.line;
        Rect {
            x: self.at.x - w / 2.0,
            y: self.at.y - ABOVE,
            w,
            h: ABOVE + more + BELOW,
        }
    }
}

/// A side of the line.
#[derive(Clone, Copy)]
enum Beside {
    Above,
    Below,
    Right,
    Left,
}

/// The room beside one place of the line.
struct Room {
    at: Point,
    beside: Beside,
    left: f64,
    right: f64,
}

impl Room {
    fn width(&self) -> f64 {
        (self.right - self.left).min(WIDEST)
    }

    fn label(&self, lines: Vec<String>, cut: bool) -> Label {
        let width = lines
            .iter()
            .map(|line| FACE.width(line))
            .fold(0.0, f64::max);
        let half = width / 2.0;
        let more = lines.len().saturating_sub(1) as f64 * LINE;
        let Point { x, y } = self.at;
        // As near to its place as what stands there lets it.
        let centred = x.max(self.left + half).min(self.right - half);
        let at = match self.beside {
            Beside::Above => Point {
                x: centred,
                y: y - ASIDE - BELOW - more,
            },
            Beside::Below => Point {
                x: centred,
                y: y + ASIDE + ABOVE,
            },
            Beside::Right => Point {
                x: self.left + half,
                y: y + ABOVE / 2.0 - more / 2.0,
            },
            Beside::Left => Point {
                x: self.right - half,
                y: y + ABOVE / 2.0 - more / 2.0,
            },
        };
        Label {
            lines,
            at,
            line: LINE,
            cut,
        }
    }
}

/// Where the title of an area stands.
pub(super) fn title(area: &Area) -> Rect {
    Rect {
        x: area.rect.x + 14.0,
        y: area.rect.y + 22.0 - ABOVE,
        w: FACE.width(&area.name),
        h: ABOVE + BELOW,
    }
}

/// Places a text beside a link, clear of what is near: in one line, or else in more, at its middle, or else where there is room;
/// below or above both its ends where it has none between them. What has room nowhere is cut. Of two opposite links either's
/// text keeps to its own side.
pub(super) fn label(path: &Path, text: &str, ends: Ends, near: &[Rect]) -> Label {
    let places = PLACES.map(|share| along(path, share));
    let onward = match (path.points.first(), path.points.last()) {
        (Some(from), Some(to)) if (to.x - from.x).abs() >= (to.y - from.y).abs() => to.x >= from.x,
        (Some(from), Some(to)) => to.y >= from.y,
        _ => true,
    };
    let mut widest: Option<Room> = None;
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for count in 1..=MOST {
        for (at, upright) in &places {
            for beside in sides(*upright, ends.both_ways && onward) {
                let Some(room) = room(*at, beside, count, near) else {
                    continue;
                };
                if let Some(lines) = whole_in(&whole, &room, count) {
                    return room.label(lines, false);
                }
                let more = |known: &Room| known.width() < room.width();
                if count == MOST && widest.as_ref().is_none_or(more) {
                    widest = Some(room);
                }
            }
        }
    }
    let [below, above] = beyond(places[0], ends);
    for count in 1..MOST {
        for (at, beside) in [(below, Beside::Below), (above, Beside::Above)] {
            if let Some(mut room) = at.and_then(|at| room(at, beside, count, near)) {
                // The names of the links before and after stand beside it.
                let (from, to) = (ends.from.middle().x, ends.to.middle().x);
                room.left = room.left.max(from.min(to) + CLEAR);
                room.right = room.right.min(from.max(to) - CLEAR);
                let Some(lines) = whole_in(&whole, &room, count) else {
                    continue;
                };
                return room.label(lines, false);
            }
        }
    }
    let mut room = widest.unwrap_or(Room {
        at: path.label_at,
        beside: Beside::Above,
        left: path.label_at.x,
        right: path.label_at.x,
    });
    let lacks = (LEAST - room.width()).max(0.0) / 2.0;
    (room.left, room.right) = (room.left - lacks, room.right + lacks);
    let lines = wrap(&whole, FACE, room.width(), MOST);
    let cut = lines.join(" ") != whole;
    room.label(lines, cut)
}

/// A text in so many lines; `None` where it has no room in them.
fn whole_in(text: &str, room: &Room, count: usize) -> Option<Vec<String>> {
    // What is far too long isn't tried.
    if FACE.width(text) > room.width() * count as f64 {
        return None;
    }
    let lines = wrap(text, FACE, room.width(), count);
    (lines.join(" ") == text).then_some(lines)
}

/// Below and above both ends of a link that runs across, at its middle.
fn beyond((middle, upright): (Point, bool), Ends { from, to, .. }: Ends) -> [Option<Point>; 2] {
    let at = |y: f64| (!upright).then_some(Point { y, ..middle });
    [at(from.bottom().max(to.bottom())), at(from.y.min(to.y))]
}

/// The sides that are tried, the better one first.
fn sides(upright: bool, other: bool) -> [Beside; 2] {
    match (upright, other) {
        (false, false) => [Beside::Above, Beside::Below],
        (false, true) => [Beside::Below, Beside::Above],
        (true, false) => [Beside::Right, Beside::Left],
        (true, true) => [Beside::Left, Beside::Right],
    }
}

/// The room that so many lines have beside a place; `None` where there is next to none.
fn room(at: Point, beside: Beside, count: usize, near: &[Rect]) -> Option<Room> {
    let high = count as f64 * LINE;
    let (top, left, right) = match beside {
        Beside::Above => (at.y - ASIDE - high, at.x - WIDEST, at.x + WIDEST),
        Beside::Below => (at.y + ASIDE, at.x - WIDEST, at.x + WIDEST),
        Beside::Right => (at.y - high / 2.0, at.x + BESIDE, at.x + WIDEST),
        Beside::Left => (at.y - high / 2.0, at.x - WIDEST, at.x - BESIDE),
    };
    let mut room = Room {
        at,
        beside,
        left,
        right,
    };
    let level = |rect: &&Rect| rect.y < top + high && rect.bottom() > top;
    for rect in near.iter().filter(level) {
        if rect.right() <= at.x {
            room.left = room.left.max(rect.right() + CLEAR);
        } else if rect.x >= at.x {
            room.right = room.right.min(rect.x - CLEAR);
        } else {
            return None;
        }
    }
    (room.right - room.left >= LEAST).then_some(room)
}

/// The place at a share of a line's length, and whether the line runs up or down there.
fn along(path: &Path, share: f64) -> (Point, bool) {
    let pieces = || path.points.windows(2);
    let length: f64 = pieces().map(|ends| ends[0].distance(ends[1])).sum();
    let mut left = length * share;
    for ends in pieces() {
        let [from, to] = [ends[0], ends[1]];
        let piece = from.distance(to);
        if piece >= left && piece > 0.0 {
            let part = left / piece;
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            return (from.plus(dx * part, dy * part), dy.abs() > dx.abs());
        }
        left -= piece;
    }
    (path.label_at, false)
}
