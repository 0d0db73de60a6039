//! The style sheets: concatenated, stripped of what only people read, with `url(...)` pointing at hashed names.

use anyhow::{Context, Result, bail};

/// Strips comments, and the spaces that mean nothing: runs become one, and those beside `{`, `}`, `;` and `,` go.
/// Strings are left as they are. Spaces around other signs stay, since selectors and `calc()` need some of them.
#[must_use]
pub(crate) fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut space = false;
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                // A comment parts words as a space does.
                space = true;
            }
            c if c.is_ascii_whitespace() => space = true,
            c => {
                let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
                if space && !tight(c) && !out.ends_with(tight) && !out.is_empty() {
                    out.push(' ');
                }
                space = false;
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                if c == '"' || c == '\'' {
                    copy_string(c, &mut chars, &mut out);
                }
            }
        }
    }
    out
}

/// Copies the rest of a string whose opening quote is copied already.
fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '\\' {
            out.extend(chars.next());
        } else if c == quote {
            return;
        }
    }
}

/// Replaces what every `url(...)` holds by what `resolve` makes of it. `data:` and `#fragment` stay.
pub(crate) fn rewrite_urls(
    css: &str,
    mut resolve: impl FnMut(&str) -> Result<String>,
) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        let (inside, tail) = closed(after).context("a url( without its closing bracket")?;
        let url = inside.trim().trim_matches(['"', '\'']);
        out.push_str(before);
        if url.starts_with("data:") || url.starts_with('#') {
            out.push_str(inside);
        } else if url.contains("://") || url.starts_with('/') {
            bail!("url({url}): only files of our own are served, by relative paths");
        } else {
            out.push_str(&resolve(url)?);
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// Splits at the bracket that closes a `url(`; brackets within quotes don't.
fn closed(text: &str) -> Option<(&str, &str)> {
    let quote = text
        .trim_start()
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => {
            let open = text.find(quote)?;
            let close = open + 1 + text[open + 1..].find(quote)?;
            close + text[close..].find(')')?
        }
        None => text.find(')')?,
    };
    Some((&text[..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_mean_something_stay() {
        let cases = [
            ("a { color : red ; }\n\nb {}", "a{color : red}b{}"),
            (
                "a  >  b , c d { margin: 0 auto; }",
                "a > b,c d{margin: 0 auto}",
            ),
            (
                "a :hover { width: calc(1px + 2px) }",
                "a :hover{width: calc(1px + 2px)}",
            ),
            ("/* x */ a/**/b { }", "a b{}"),
            (
                "a { content: \"a  ; } /* no */ \\\" \" ; }",
                "a{content: \"a  ; } /* no */ \\\" \"}",
            ),
            (
                "@media (width > 1px) and (hover) { a { b: c } }",
                "@media (width > 1px) and (hover){a{b: c}}",
            ),
        ];
        for (css, expected) in cases {
            assert_eq!(minify(css), expected, "{css}");
        }
    }

    #[test]
    fn urls_of_files_are_resolved_and_others_are_left_or_refused() {
        let css = "a{b:url(x.woff2) c url(\"y (1).svg\"), url('z.png');d:url(data:image/svg+xml;x);e:url(#f)}";
        let seen = rewrite_urls(css, |url| Ok(format!("<{url}>"))).unwrap();
        assert_eq!(
            seen,
            "a{b:url(<x.woff2>) c url(<y (1).svg>), url(<z.png>);d:url(data:image/svg+xml;x);e:url(#f)}"
        );
        for refused in [
            "a{b:url(https://example.org/x)}",
            "a{b:url(/x.png)}",
            "a{b:url(x",
        ] {
            assert!(
                rewrite_urls(refused, |url| Ok(url.to_owned())).is_err(),
                "{refused}"
            );
        }
    }
}
