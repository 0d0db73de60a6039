//! Text that becomes HTML, and the page's template.

use anyhow::{Context, Result, bail};

/// Text as HTML, good in elements and in quoted attributes.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Fills `{{name}}` placeholders. One that has no value is an error; a value that is not asked for isn't.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, tail) = after.split_once("}}").with_context(|| {
            let line = 1 + template[..template.len() - after.len()]
                .matches('\n')
                .count();
            format!("line {line}: a {{{{ without its }}}}")
        })?;
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name.trim()) else {
            let known: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
            bail!(
                "no value for {{{{{name}}}}}; there are: {}",
                known.join(", ")
            );
        };
        out.push_str(&escape(value));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// The page's template without its comments: those are for who edits it.
#[must_use]
pub(crate) fn strip_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_escaped() {
        let html = fill(
            "<a href=\"{{x}}\">{{ y }}</a>",
            &[("x", "a&b"), ("y", "\"<")],
        )
        .unwrap();
        assert_eq!(html, "<a href=\"a&amp;b\">&quot;&lt;</a>");
    }

    #[test]
    fn a_misspelt_or_open_placeholder_is_an_error_that_helps() {
        let error = fill("{{stiles}}", &[("styles", "")])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("stiles") && error.contains("styles"),
            "{error}"
        );
        let error = fill("a\n{{x", &[("x", "")]).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }

    #[test]
    fn comments_go() {
        assert_eq!(strip_comments("a<!-- b\n --><c><!-- d -->"), "a<c>");
    }
}
