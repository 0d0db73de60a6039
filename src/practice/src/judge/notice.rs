//! What a person looking over one's shoulder would say about a wrong output.

use super::compare::compare;
use super::visible::excerpt;
use super::{Ended, Outcome};
use crate::case::Expected;
use crate::manifest::Compare;
use crate::text;

/// What to say about an output that differs: what is noticed of it as a whole, then the first place, unless the first
/// says it all.
pub(super) fn output(
    how: Compare,
    expected: &Expected,
    outcome: &Outcome,
    first: String,
) -> Vec<String> {
    let (wanted, got) = (expected.stdout.as_slice(), outcome.stdout.as_slice());
    if got.is_empty() {
        let where_to = if outcome.stderr.is_empty() {
            ""
        } else if compare(how, wanted, &outcome.stderr).is_none() {
            "; what was expected there went to stderr"
        } else if outcome.ended == Ended::Exited(0) {
            "; did it go to stderr?"
        } else {
            ""
        };
        return vec![format!("stdout is empty{where_to}")];
    }
    if wanted.is_empty() {
        return vec![format!("nothing was expected on stdout; {first}")];
    }
    // The first place would only repeat these.
    if let Some(whole) = ends(how, wanted, got).or_else(|| spaces(how, wanted, got)) {
        return vec![whole.to_owned()];
    }
    let mut said: Vec<String> = shape(how, wanted, got).into_iter().collect();
    said.push(first);
    said
}

/// What is missing among the words that stderr must hold.
pub(super) fn stderr(words: &[String], outcome: &Outcome) -> Vec<String> {
    let holds = |bytes: &[u8], word: &str| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        text.contains(&word.to_lowercase())
    };
    let missing = words.iter().filter(|word| !holds(&outcome.stderr, word));
    missing
        .map(|word| {
            let shown = excerpt(word.as_bytes(), 0);
            if holds(&outcome.stdout, word) {
                format!("{shown} belongs on stderr; it went to stdout")
            } else if outcome.stderr.is_empty() {
                format!("stderr is empty where it should say {shown}")
            } else {
                format!("stderr doesn't say {shown}")
            }
        })
        .collect()
}

/// Whether the newline at the end is all that differs.
fn ends(how: Compare, wanted: &[u8], got: &[u8]) -> Option<&'static str> {
    if how != Compare::Exact {
        return None;
    }
    match (wanted.strip_suffix(b"\n"), got.strip_suffix(b"\n")) {
        (Some(wanted), _) if wanted == got => Some("only the newline at the end is missing"),
        (_, Some(got)) if wanted == got => Some("there is one newline too many at the end"),
        _ => None,
    }
}

/// Whether white space is all that differs.
fn spaces(how: Compare, wanted: &[u8], got: &[u8]) -> Option<&'static str> {
    if how == Compare::Exact && without(got, b"\r") == without(wanted, b"\r") {
        return Some(if got.contains(&b'\r') {
            "only the line ends differ: they are CR LF where LF was expected"
        } else {
            "only the line ends differ: they are LF where CR LF was expected"
        });
    }
    if how == Compare::Exact && compare(Compare::TrailingSpace, wanted, got).is_none() {
        return Some("only spaces at line ends, or empty lines at the end, differ");
    }
    None
}

/// How the whole differs: its order, its letter case, where it begins or ends.
fn shape(how: Compare, wanted: &[u8], got: &[u8]) -> Option<String> {
    if how == Compare::Json {
        return None;
    }
    let ordered = how != Compare::UnorderedLines;
    if ordered && compare(Compare::UnorderedLines, wanted, got).is_none() {
        return Some("the lines are right, in another order".to_owned());
    }
    if wanted.eq_ignore_ascii_case(got) {
        return Some("only letter case differs".to_owned());
    }
    if without(wanted, b" \t\r\n") == without(got, b" \t\r\n") {
        return Some("only spaces and newlines differ".to_owned());
    }
    if !ordered {
        return None;
    }
    let lines = |rest: &[u8]| rest.split_inclusive(|byte| *byte == b'\n').count() as u64;
    let rest = |long: &[u8], short: &[u8]| {
        let rest = long.strip_prefix(short)?;
        short.ends_with(b"\n").then(|| lines(rest))
    };
    match (rest(wanted, got), rest(got, wanted)) {
        (Some(1), _) => Some("all is right but for the last line, which is missing".to_owned()),
        (Some(count), _) => Some(format!(
            "all is right but for the last {} lines, which are missing",
            text::count(count)
        )),
        (_, Some(1)) => Some("all is right but for one line too many at the end".to_owned()),
        (_, Some(count)) => Some(format!(
            "all is right but for {} lines too many at the end",
            text::count(count)
        )),
        (None, None) => None,
    }
}

/// The text without some characters.
fn without(text: &[u8], left_out: &[u8]) -> Vec<u8> {
    let kept = text.iter().filter(|byte| !left_out.contains(byte));
    kept.copied().collect()
}
