//! Lines of a difference: paired, compared within, and written so that nothing is invisible.

use super::myers::{self, Op};
use super::{DiffLine, Tag};
use crate::judge::visible::escaped;
use std::iter::once;
use std::ops::Range;

/// Effort spent on a pair of lines: changed words looked for, at most.
const MAX_WORD_EDITS: usize = 200;

/// Characters shown of a line.
const MAX_CHARS: usize = 400;

/// Characters shown before the first difference of a longer line.
const LEAD: usize = 80;

/// What is written after a line that lacks the newline which the other side's last line has.
const NO_NEWLINE: &str = " (no newline at the end)";

/// A line as it stands in an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Line<'a> {
    bytes: &'a [u8],
    /// Whether a newline ends it.
    ended: bool,
}

impl<'a> Line<'a> {
    /// The lines of an output.
    pub(super) fn all(output: &'a [u8]) -> Vec<Self> {
        let pieces = output.split_inclusive(|byte| *byte == b'\n');
        pieces
            .map(|piece| {
                let bytes = piece.strip_suffix(b"\n");
                Self {
                    bytes: bytes.unwrap_or(piece),
                    ended: bytes.is_some(),
                }
            })
            .collect()
    }
}

/// The changed lines of both sides, what was printed first, at most `room` of them.
pub(super) fn changed(
    before: &[Line<'_>],
    old: Range<usize>,
    after: &[Line<'_>],
    new: Range<usize>,
    room: usize,
) -> Vec<DiffLine> {
    // Neither side crowds the other out.
    let new_shown = new
        .len()
        .min((room / 2).max(room.saturating_sub(old.len())));
    let old_shown = old.len().min(room - new_shown);
    let (old, new) = (&before[old][..old_shown], &after[new][..new_shown]);
    let last = |lines: &[Line<'_>]| lines.last().map(|line| line.ended);
    let newline_differs =
        matches!((last(before), last(after)), (Some(one), Some(other)) if one != other);
    let mut texts: (Vec<Text>, Vec<Text>) = (
        old.iter().map(Text::of).collect(),
        new.iter().map(Text::of).collect(),
    );
    for (one, other) in texts.0.iter_mut().zip(&mut texts.1) {
        one.emphasise(other);
    }
    let side = |tag, lines: &[Line<'_>], texts: &[Text<'_>]| -> Vec<DiffLine> {
        let drawn = lines.iter().zip(texts).map(|(line, text)| {
            let mut spans = text.spans();
            if newline_differs && !line.ended {
                spans.push((true, NO_NEWLINE.to_owned()));
            }
            DiffLine { tag, spans }
        });
        drawn.collect()
    };
    let mut lines = side(Tag::Actual, old, &texts.0);
    lines.extend(side(Tag::Expected, new, &texts.1));
    lines
}

/// A line as words, and which of them differ from the other side's.
pub(super) struct Text<'a> {
    words: Vec<&'a [u8]>,
    /// Runs of words that differ, in order.
    emphasised: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    pub(super) fn of(line: &Line<'a>) -> Self {
        Self {
            words: words(line.bytes),
            emphasised: Vec::new(),
        }
    }

    /// Marks what differs between two lines, unless they have too little in common for that to help.
    fn emphasise(&mut self, other: &mut Self) {
        let ops = myers::compare(&self.words, &other.words, MAX_WORD_EDITS);
        let weight = |words: &[&[u8]]| -> usize {
            let black = words.iter().filter(|word| !word.trim_ascii().is_empty());
            black.map(|word| word.len()).sum()
        };
        let shared: usize = ops
            .iter()
            .map(|op| match op {
                Op::Same { before, length, .. } => weight(&self.words[*before..before + length]),
                Op::Changed { .. } => 0,
            })
            .sum();
        if shared * 3 < weight(&self.words).max(weight(&other.words)) {
            return;
        }
        for op in ops {
            if let Op::Changed { before, after } = op {
                self.emphasised.push(before);
                other.emphasised.push(after);
            }
        }
        for text in [self, other] {
            text.emphasised.retain(|run| !run.is_empty());
        }
    }

    /// The pieces to draw, with nothing emphasised.
    pub(super) fn plain(mut self) -> Vec<(bool, String)> {
        self.emphasised.clear();
        self.spans()
    }

    /// The pieces to draw.
    fn spans(&self) -> Vec<(bool, String)> {
        let mut spans = Vec::new();
        let mut at = 0;
        let end = self.words.len();
        for run in self.emphasised.iter().cloned().chain(once(end..end)) {
            let plain = self.words[at..run.start].concat();
            spans.push((false, shown(&plain)));
            let marked = self.words[run.clone()].concat();
            spans.push((true, marked_up(&marked, run.end == end)));
            at = run.end;
        }
        spans.retain(|(_, text)| !text.is_empty());
        shortened(spans)
    }
}

/// Words of letters, digits and underscores, runs of the same other character, and each byte that is not UTF-8.
fn words(line: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    for chunk in line.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(first) = rest.chars().next() {
            let inner = |c: char| c.is_alphanumeric() || c == '_';
            let like = |c: char| c == first || inner(c) && inner(first);
            let length = rest.find(|c| !like(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            words.push(word.as_bytes());
            rest = after;
        }
        words.extend(chunk.invalid().chunks(1));
    }
    words
}

/// A piece as it is, tabs included; other control characters and bytes that are not UTF-8 as escapes.
fn shown(bytes: &[u8]) -> String {
    let pieces: Vec<String> = bytes.split(|byte| *byte == b'\t').map(escaped).collect();
    pieces.join("\t")
}

/// A piece that differs: tabs as arrows; spaces as dots where they are all of it, or end the line.
fn marked_up(bytes: &[u8], ends_line: bool) -> String {
    let text = shown(bytes).replace('\t', "→");
    if text.chars().all(|c| c == ' ' || c == '→') {
        return text.replace(' ', "·");
    }
    let black = text.trim_end_matches(' ').len();
    if !ends_line || black == text.len() {
        return text;
    }
    let dots = "·".repeat(text.len() - black);
    format!("{}{dots}", &text[..black])
}

/// The pieces around the first difference, where they are too many characters to draw.
fn shortened(spans: Vec<(bool, String)>) -> Vec<(bool, String)> {
    // A line of no more bytes has no more characters.
    if spans.iter().map(|(_, text)| text.len()).sum::<usize>() <= MAX_CHARS {
        return spans;
    }
    let plain = spans.iter().take_while(|(emphasised, _)| !emphasised);
    let first: usize = plain.map(|(_, text)| text.chars().count()).sum();
    let differs = spans.iter().any(|(emphasised, _)| *emphasised);
    let mut skip = if differs {
        first.saturating_sub(LEAD)
    } else {
        0
    };
    let mut room = MAX_CHARS;
    let mut short = Vec::new();
    if skip > 0 {
        short.push((false, "…".to_owned()));
    }
    for (emphasised, text) in spans {
        let mut chars = text.chars();
        let skipped = chars.by_ref().take(skip).count();
        skip -= skipped;
        let kept: String = chars.by_ref().take(room).collect();
        room -= kept.chars().count();
        let more = chars.next().is_some();
        if !kept.is_empty() {
            short.push((emphasised, kept));
        }
        if more {
            short.push((false, "…".to_owned()));
            return short;
        }
    }
    short
}
