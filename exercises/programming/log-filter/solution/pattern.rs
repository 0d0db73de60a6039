//! Finding the lines that a pattern matches, a block at a time rather than line by line.

use super::words::Words;
use memchr::{memchr, memrchr};
use regex::bytes::Regex;
use std::ops::Range;

/// Matches that run over a line's end and are none within it, after which searching in blocks is given up: each costs a
/// search, and with many of them the time would no longer be linear.
const PATIENCE: u32 = 16;

/// A pattern that selects lines.
pub(super) struct Pattern {
    pub(super) regex: Regex,
    invert: bool,
    by_block: bool,
    disappointments: u32,
    words: Option<Words>,
}

impl Pattern {
    /// `regex` is compiled with `multi_line`, so that `^` and `$` are the ends of lines.
    pub(super) fn new(regex: Regex, ignore_case: bool, invert: bool) -> Self {
        // `\A` and `\z` mean the ends of what is searched, and the flags m and R change the ends of lines: these patterns
        // are shown single lines only.
        let source = regex.as_str();
        let flags = source
            .split("(?")
            .skip(1)
            .map(|rest| rest.split([':', ')', '<']).next().unwrap_or(rest));
        let by_block = !source.contains("\\A")
            && !source.contains("\\z")
            && !flags.into_iter().any(|flags| flags.contains(['m', 'R']));
        let words = if cfg!(target_family = "wasm") && !ignore_case {
            Words::of(source)
        } else {
            None
        };
        Self {
            regex,
            invert,
            by_block,
            disappointments: 0,
            words,
        }
    }

    /// Calls `found` with the ranges of selected lines (whole lines, newlines included), in order; lines that follow each
    /// other may come as one range.
    pub(super) fn select<E>(
        &mut self,
        block: &[u8],
        found: impl FnMut(Range<usize>) -> Result<(), E>,
    ) -> Result<(), E> {
        let invert = self.invert;
        if let Some(words) = &self.words {
            let mut search = words.over(block);
            return walk(block, invert, |at| search.line(at), found);
        }
        walk(block, invert, |at| self.next(block, at), found)
    }

    /// The next matching line from `at`, the start of a line, on.
    fn next(&mut self, block: &[u8], mut at: usize) -> Option<Range<usize>> {
        while at < block.len() {
            let mut start = at;
            if self.by_block && self.disappointments < PATIENCE {
                let found = self.regex.find_at(block, at)?;
                // An empty match behind the last newline is on no line.
                if found.start() == block.len() && block.ends_with(b"\n") {
                    return None;
                }
                start = memrchr(b'\n', &block[at..found.start()])
                    .map_or(at, |newline| at + newline + 1);
                let end = line_end(block, start);
                if found.end() <= end {
                    return Some(start..after(block, end));
                }
            }
            // The leftmost match begins in this line and leaves it, or blocks are not searched: ask the line alone. No
            // earlier line can match, a match in it would have been further left.
            let end = line_end(block, start);
            if self.regex.is_match(&block[start..end]) {
                return Some(start..after(block, end));
            }
            self.disappointments += u32::from(self.by_block && self.disappointments < PATIENCE);
            at = after(block, end);
        }
        None
    }
}

/// Calls `found` with the lines that `next` gives, or when inverted with what is between them.
fn walk<E>(
    block: &[u8],
    invert: bool,
    mut next: impl FnMut(usize) -> Option<Range<usize>>,
    mut found: impl FnMut(Range<usize>) -> Result<(), E>,
) -> Result<(), E> {
    let mut at = 0;
    while let Some(line) = next(at) {
        if !invert {
            found(line.clone())?;
        } else if at < line.start {
            found(at..line.start)?;
        }
        at = line.end;
    }
    if invert && at < block.len() {
        found(at..block.len())?;
    }
    Ok(())
}

/// The line of a block, its newline included, that holds the byte at `inside`; no line before `from` is looked at.
pub(super) fn line_at(block: &[u8], from: usize, inside: usize) -> Range<usize> {
    let start = memrchr(b'\n', &block[from..inside]).map_or(from, |newline| from + newline + 1);
    start..after(block, line_end(block, inside))
}

/// Where the line that begins at `start` ends, its newline not counted.
fn line_end(block: &[u8], start: usize) -> usize {
    memchr(b'\n', &block[start..]).map_or(block.len(), |length| start + length)
}

/// The start of the next line.
fn after(block: &[u8], end: usize) -> usize {
    (end + 1).min(block.len())
}

#[cfg(test)]
mod tests {
    use super::super::condition::compile;
    use super::*;
    use proptest::prelude::*;
    use std::convert::Infallible;

    fn selected(pattern: &str, invert: bool, block: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let regex = compile(pattern, false, true).unwrap();
        let words = Words::of(pattern);
        let mut pattern = Pattern::new(regex, false, invert);
        // Elsewhere than in WebAssembly they would not be used.
        pattern.words = words;
        let result: Result<(), Infallible> = pattern.select(block, |range| {
            out.extend_from_slice(&block[range]);
            Ok(())
        });
        result.unwrap();
        out
    }

    proptest! {
        // Line by line, with a regex of its own, is the oracle of searching in blocks.
        #[test]
        fn blocks_select_what_lines_do(
            pattern in prop::sample::select(vec![
                "a", "^a", "b$", "^$", "", "a*", r"\s", "[^a]", "a[^b]*c", r"\Aa", r"a\z", "(?s)a.c", "(?-m)^b", r"\n", r"\b",
                "(?i)A", "a|^b|c$", r"a\sb", r"[^c]$", "ab|c", "bc|b|a", "abc|cab",
            ]),
            text in "[abc \n]{0,60}",
            invert in any::<bool>(),
        ) {
            let alone = compile(pattern, false, true).unwrap();
            let expected: Vec<&str> =
                text.split_inclusive('\n').filter(|line| alone.is_match(line.trim_end_matches('\n').as_bytes()) != invert).collect();
            prop_assert_eq!(String::from_utf8(selected(pattern, invert, text.as_bytes())).unwrap(), expected.concat());
        }
    }
}
