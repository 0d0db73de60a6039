//! How wide texts are, as far as that can be told without a browser; and as much of them as fits.

/// How wide the printable characters of ASCII are in IBM Plex Sans, from the space on, in thousandths of its size: the
/// advances that the face itself has.
const SANS: [u16; 95] = [
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600,
    600, 600, 600, 600, 600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583,
    559, 695, 707, 400, 510, 634, 501, 812, 707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613,
    593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580, 549, 324, 528, 568, 250, 250, 527,
    272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343, 314, 343, 600,
];

/// How wide its ellipsis is.
const SANS_ELLIPSIS: u16 = 803;

/// How wide its other characters are taken to be.
const OTHER: u16 = 600;

/// How wide ideographs are, and what stands beside them: as wide as high.
const SQUARE: u16 = 1_000;

/// How wide every character of IBM Plex Mono is, in thousandths of its size.
const MONO: u16 = 600;

/// The ellipsis that stands for what is cut off.
const ELLIPSIS: char = '…';

/// A face, and its size in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Face {
    /// IBM Plex Sans.
    Sans(f64),
    /// IBM Plex Mono.
    Mono(f64),
}

impl Face {
    /// How wide a character is, in pixels.
    fn advance(self, c: char) -> f64 {
        let known = (c as usize)
            .checked_sub(0x20)
            .and_then(|at| SANS.get(at).copied());
        let other = if c == ELLIPSIS { SANS_ELLIPSIS } else { OTHER };
        let (thousandths, size) = match self {
            Self::Sans(size) => (known.unwrap_or(other), size),
            Self::Mono(size) => (MONO, size),
        };
        let thousandths = if c >= '\u{2e80}' { SQUARE } else { thousandths };
        f64::from(thousandths) / 1_000.0 * size
    }

    /// How wide a line is, in pixels: kerning is left out, which makes it narrower if anything.
    #[must_use]
    pub fn width(self, line: &str) -> f64 {
        line.chars().map(|c| self.advance(c)).sum()
    }
}

/// As much of a text's first line as has room in so many pixels, with an ellipsis for the rest of the text.
#[must_use]
pub fn fit(text: &str, face: Face, room: f64) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.len() == text.len() && face.width(line) <= room {
        return line.to_owned();
    }
    let room = room - face.advance(ELLIPSIS);
    let mut used = 0.0;
    let kept: String = line
        .chars()
        .take_while(|c| {
            used += face.advance(*c);
            used <= room
        })
        .collect();
    format!("{}{ELLIPSIS}", kept.trim_end())
}

/// A text in lines of a width, at most so many; what doesn't fit is cut off with an ellipsis.
pub(super) fn wrap(text: &str, face: Face, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = face.width(&line) + face.advance(' ') + face.width(word);
            if !line.is_empty() && longer > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        // No more is needed to know that there is more.
        if lines.len() > most {
            break;
        }
    }
    let more = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| more) {
        *last = fit(&format!("{last}\n"), face, room);
    }
    for line in &mut lines {
        *line = fit(line, face, room);
    }
    lines
}
