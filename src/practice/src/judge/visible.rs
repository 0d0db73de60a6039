//! Bytes as text in which nothing is invisible.

use std::fmt::Write as _;

/// How many characters of a line an excerpt shows.
const EXCERPT: usize = 60;

/// The bytes as text: control characters as `\t`, `\x1b`, and bytes that are not UTF-8 as `\xff`.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\t' => text.push_str("\\t"),
                '\r' => text.push_str("\\r"),
                '\n' => text.push_str("\\n"),
                c if c.is_control() => {
                    // Writing to a text can't fail.
                    let _ = write!(text, "\\x{:02x}", u32::from(c));
                }
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// The part of a line around byte `at`, escaped and in quotes.
pub(super) fn excerpt(line: &[u8], at: usize) -> String {
    let at = before_boundary(line, at.min(line.len()));
    // A window of bytes first, so that a line of a megabyte costs no more than another; then of characters.
    let start = at.saturating_sub(2 * EXCERPT);
    let end = line.len().min(at + 2 * EXCERPT);
    let start = boundary(line, start);
    let end = boundary(line, end);
    let before: Vec<char> = escaped(&line[start..at.max(start)]).chars().collect();
    let after: Vec<char> = escaped(&line[at.max(start)..end.max(at)]).chars().collect();
    let before_shown = before.len().min(EXCERPT / 2);
    let after_shown = after.len().min(EXCERPT - before_shown);
    let before_shown = before.len().min(EXCERPT - after_shown);
    let mut text = String::from("“");
    if start > 0 || before_shown < before.len() {
        text.push('…');
    }
    text.extend(&before[before.len() - before_shown..]);
    text.extend(&after[..after_shown]);
    if end < line.len() || after_shown < after.len() {
        text.push('…');
    }
    text.push('”');
    text
}

/// The last place at or before `at` where a character begins.
fn before_boundary(line: &[u8], at: usize) -> usize {
    let back =
        (0..4.min(at + 1)).find(|back| line.get(at - back).is_none_or(|byte| byte & 0xC0 != 0x80));
    at - back.unwrap_or(0)
}

/// The next place at or after `at` where a character begins.
fn boundary(line: &[u8], at: usize) -> usize {
    let inner = line[at..].iter().take(3);
    at + inner.take_while(|byte| **byte & 0xC0 == 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_invisible() {
        assert_eq!(escaped(b"a\tb\r\n\x1b[0m\x00"), "a\\tb\\r\\n\\x1b[0m\\x00");
        assert_eq!(escaped("é\u{85}".as_bytes()), "é\\x85");
        assert_eq!(escaped(b"w\xf6rker \xff\xfe"), "w\\xf6rker \\xff\\xfe");
    }

    #[test]
    fn excerpts_show_the_place_and_little_more() {
        assert_eq!(excerpt(b"", 0), "“”");
        assert_eq!(excerpt(b"short", 3), "“short”");
        assert_eq!(excerpt(b"short", 99), "“short”");
        let long = format!("{}HERE{}", "a".repeat(500), "b".repeat(500));
        let shown = excerpt(long.as_bytes(), 500);
        assert!(
            shown.starts_with("“…aaa") && shown.ends_with("bbb…”"),
            "{shown}"
        );
        assert!(shown.contains("HERE") && shown.chars().count() == EXCERPT + 4);
        let wide = "é".repeat(400);
        for at in 0..800 {
            let shown = excerpt(wide.as_bytes(), at);
            assert!(shown.chars().count() <= EXCERPT + 4, "{shown}");
        }
        assert_eq!(
            excerpt(wide.as_bytes(), 0),
            format!("“{}…”", "é".repeat(60))
        );
    }
}
