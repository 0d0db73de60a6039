//! Fuzzy matching for the command palette: the letters typed, in their order, anywhere in a title.
//!
//! Every word of the query must occur as a subsequence. Of all ways to place a word the best is taken: letters at the
//! start of words and letters in a row count most, so that `lru` finds "lru-cache" before "Linux routing users".

/// Letters of a word of the query that are looked at; more make no difference to a reader.
const MAX_WORD: usize = 32;

/// Letters of a title that are looked at.
const MAX_TEXT: usize = 256;

/// For each letter found.
const FOUND: i32 = 1;
/// More for a letter that begins a word.
const WORD_START: i32 = 8;
/// More for a letter that begins the text.
const TEXT_START: i32 = 2;
/// More for a letter right after the one before it.
const IN_A_ROW: i32 = 9;

/// Where a query was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// How well: more is better, 0 for an empty query.
    pub score: i32,
    /// Byte offsets of the letters found, ascending: what to set off.
    pub letters: Vec<usize>,
}

/// Matches a query with a text, letter case ignored; `None` when a word of it is not there.
#[must_use]
pub fn find(query: &str, text: &str) -> Option<Match> {
    let text = letters(text);
    let mut all = Match::default();
    for word in query.split_whitespace() {
        let word: Vec<char> = word.chars().take(MAX_WORD).map(fold).collect();
        let found = place(&word, &text)?;
        all.score += found.score;
        all.letters.extend(found.letters);
    }
    all.letters.sort_unstable();
    all.letters.dedup();
    Some(all)
}

/// The items that match, best first; equals by shorter text, then in their order. An empty query keeps all in order.
pub fn rank<T>(
    query: &str,
    items: impl IntoIterator<Item = T>,
    text: impl Fn(&T) -> &str,
) -> Vec<(T, Match)> {
    let mut found: Vec<(T, Match)> = items
        .into_iter()
        .filter_map(|item| find(query, text(&item)).map(|found| (item, found)))
        .collect();
    if !query.trim().is_empty() {
        found.sort_by_key(|(item, found)| (-found.score, text(item).chars().count()));
    }
    found
}

/// One letter of a text.
struct Letter {
    /// Its byte offset.
    at: usize,
    /// In lower case.
    folded: char,
    /// What it is worth by its place.
    bonus: i32,
}

/// A letter without its case.
fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The letters of a text with what they are worth.
fn letters(text: &str) -> Vec<Letter> {
    let mut before = None::<char>;
    text.char_indices()
        .take(MAX_TEXT)
        .map(|(at, c)| {
            let starts = c.is_alphanumeric()
                && before
                    .is_none_or(|b| !b.is_alphanumeric() || b.is_lowercase() && c.is_uppercase());
            let first = if before.is_none() { TEXT_START } else { 0 };
            before = Some(c);
            Letter {
                at,
                folded: fold(c),
                bonus: FOUND + first + if starts { WORD_START } else { 0 },
            }
        })
        .collect()
}

/// The best place of a word: for each of its letters and each letter of the text, the best score of the word so far
/// that ends there, and from where it came (dynamic programming, words by text in time and memory).
fn place(word: &[char], text: &[Letter]) -> Option<Match> {
    let mut rows: Vec<Vec<Option<(i32, usize)>>> = Vec::with_capacity(word.len());
    for (index, &wanted) in word.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| rows.get(above));
        // The best end of the word before this letter, not counting the letter right before.
        let mut best: Option<(i32, usize)> = None;
        let mut row = Vec::with_capacity(text.len());
        for (column, letter) in text.iter().enumerate() {
            let beside = above
                .zip(column.checked_sub(1))
                .and_then(|(above, before)| Some((above.get(before)?.as_ref()?.0, before)));
            let from = match above {
                None => Some((0, column)),
                Some(_) => beside
                    .map(|(score, at)| (score + IN_A_ROW, at))
                    .into_iter()
                    .chain(best)
                    .max_by_key(|(score, _)| *score),
            };
            row.push(
                from.filter(|_| letter.folded == wanted)
                    .map(|(score, at)| (score + letter.bonus, at)),
            );
            if let Some(beside) = beside
                && best.is_none_or(|(score, _)| beside.0 > score)
            {
                best = Some(beside);
            }
        }
        rows.push(row);
    }
    let last = rows.last()?;
    // The earliest of the best.
    let (mut column, (score, _)) = last
        .iter()
        .enumerate()
        .filter_map(|(column, cell)| cell.map(|cell| (column, cell)))
        .rev()
        .max_by_key(|(_, (score, _))| *score)?;
    let mut found = Vec::with_capacity(word.len());
    for row in rows.iter().rev() {
        let (_, from) = row.get(column).copied().flatten()?;
        found.push(text.get(column)?.at);
        column = from;
    }
    found.reverse();
    Some(Match {
        score,
        letters: found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The query's letters are set off with brackets where they are found.
    fn check(query: &str, text: &str, expected: Option<&str>) {
        let shown = find(query, text).map(|found| {
            text.char_indices()
                .map(|(at, c)| {
                    if found.letters.contains(&at) {
                        format!("[{c}]")
                    } else {
                        c.to_string()
                    }
                })
                .collect::<String>()
                .replace("][", "")
        });
        assert_eq!(shown.as_deref(), expected, "{query:?} in {text:?}");
    }

    #[test]
    fn letters_are_found_where_a_reader_would_look() {
        for (query, text, expected) in [
            ("", "pstree", Some("pstree")),
            ("  ", "pstree", Some("pstree")),
            ("tree", "pstree", Some("ps[tree]")),
            ("TREE", "pstree", Some("ps[tree]")),
            ("pt", "pstree", Some("[p]s[t]ree")),
            ("lc", "LRU cache: local", Some("[L]RU [c]ache: local")),
            ("cache", "a chart: the cache", Some("a chart: the [cache]")),
            ("tt", "toggle the theme", Some("[t]oggle [t]he theme")),
            ("gf", "filter go", None),
            ("lf", "logFilter", Some("[l]og[F]ilter")),
            ("log api", "API logs", Some("[API] [log]s")),
            ("api log x", "API logs", None),
            ("é", "CAFÉ", Some("CAF[É]")),
            ("eert", "tree", None),
            ("treee", "tree", None),
            ("a", "", None),
        ] {
            check(query, text, expected);
        }
    }

    fn ranked(query: &str, items: &[&str], expected: &[&str]) {
        let found: Vec<&str> = rank(query, items.iter().copied(), |item| item)
            .into_iter()
            .map(|(item, _)| item)
            .collect();
        assert_eq!(found, expected, "{query:?}");
    }

    #[test]
    fn the_better_match_comes_first() {
        let items = [
            "Linux routing users",
            "Alert queue",
            "lru-cache",
            "clique",
            "LRU",
        ];
        ranked(
            "lru",
            &items,
            &["LRU", "lru-cache", "Linux routing users", "Alert queue"],
        );
        ranked("c", &items, &["clique", "lru-cache"]);
        ranked("", &items, &items);
        ranked("zz", &items, &[]);
        ranked("a", &["b a", "c a", "a"], &["a", "b a", "c a"]);
    }

    /// The best score by trying every subsequence.
    fn brute(word: &[char], text: &[Letter], from: usize, before: Option<usize>) -> Option<i32> {
        let Some((first, rest)) = word.split_first() else {
            return Some(0);
        };
        (from..text.len())
            .filter(|&at| text[at].folded == *first)
            .filter_map(|at| {
                let row = if before.is_some_and(|b| b + 1 == at) {
                    IN_A_ROW
                } else {
                    0
                };
                Some(brute(rest, text, at + 1, Some(at))? + text[at].bonus + row)
            })
            .max()
    }

    proptest! {
        #[test]
        fn the_score_is_the_best_there_is(word in "[ab]{1,5}", text in "[abAB -]{0,12}") {
            let letters = letters(&text);
            let chars: Vec<char> = word.chars().collect();
            let found = find(&word, &text);
            prop_assert_eq!(found.as_ref().map(|m| m.score), brute(&chars, &letters, 0, None));
            if let Some(found) = found {
                let spelt: String = found.letters.iter().filter_map(|&at| text[at..].chars().next()).map(fold).collect();
                prop_assert_eq!(spelt, word);
            }
        }

        #[test]
        fn any_texts_will_do(query in ".{0,80}", text in ".{0,300}") {
            let _ = find(&query, &text);
        }
    }
}
