//! Searching for several words at once where the regex engine has no vector code for it.
//!
//! An alternation of plain words is found by the regex crate's SIMD search ("Teddy", of aho-corasick) natively, but WebAssembly
//! has none: there it takes a byte at a time. A search for a single word has vector code on both, so one search per word,
//! side by side, is several times as fast.

use super::pattern::line_at;
use memchr::memmem::Finder;
use std::ops::Range;

/// Words beyond which one pass for each is no gain.
const MOST: usize = 8;

/// Words, any of which is to be found.
#[derive(Debug)]
pub(super) struct Words(Vec<Finder<'static>>);

impl Words {
    /// The words of a pattern that is nothing but words between bars. Bytes that mean something to a regular expression
    /// make it another pattern; so does a newline.
    pub(super) fn of(pattern: &str) -> Option<Self> {
        let plain =
            |byte: u8| byte.is_ascii_alphanumeric() || b" /:;,_-=@%<>!~'\"&".contains(&byte);
        let words: Vec<&str> = pattern.split('|').collect();
        let all = words
            .iter()
            .all(|word| !word.is_empty() && word.bytes().all(plain));
        (all && (2..=MOST).contains(&words.len())).then(|| {
            Self(
                words
                    .iter()
                    .map(|word| Finder::new(word).into_owned())
                    .collect(),
            )
        })
    }

    /// A search through a block.
    pub(super) fn over<'a>(&'a self, block: &'a [u8]) -> Search<'a> {
        let next = |word: &Finder<'_>| word.find(block).unwrap_or(usize::MAX);
        Search {
            next: self.0.iter().map(|word| (word, next(word))).collect(),
            block,
        }
    }
}

/// A search through a block, from its start to its end.
pub(super) struct Search<'a> {
    block: &'a [u8],
    /// Each word and where it comes next; `usize::MAX` when it doesn't.
    next: Vec<(&'a Finder<'static>, usize)>,
}

impl Search<'_> {
    /// The first line from `at`, the start of a line, on that holds one of the words. `at` never goes back.
    pub(super) fn line(&mut self, at: usize) -> Option<Range<usize>> {
        let mut first = usize::MAX;
        for (word, next) in &mut self.next {
            if *next < at {
                *next = word
                    .find(&self.block[at..])
                    .map_or(usize::MAX, |found| at + found);
            }
            first = first.min(*next);
        }
        (first < self.block.len()).then(|| line_at(self.block, at, first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_are_words() {
        for pattern in ["union|jndi:|passwd", "a|b", "GET /|\"POST"] {
            assert!(Words::of(pattern).is_some(), "{pattern}");
        }
        for pattern in [
            "",
            "a",
            "a|",
            "|a",
            "a|b.",
            "a|(b)",
            "a|b*",
            r"a|\d",
            "a|b\n",
            "a|é",
            "a|b|c|d|e|f|g|h|i",
            "^a|b",
            "a|b$",
        ] {
            assert!(Words::of(pattern).is_none(), "{pattern}");
        }
    }
}
