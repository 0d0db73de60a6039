//! Markdown as HTML, and the splitting of `hints.md`.

use crate::highlight::Highlighter;
use crate::html::escape;
use anyhow::{Result, bail};
use practice::catalogue::Hint;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// Renders Markdown (CommonMark with tables and strikethrough). Raw HTML appears as the text it is. What scrolls sideways can be
/// focused, so that the keyboard can scroll it.
pub(crate) fn render(markdown: &str, highlighter: &Highlighter) -> Result<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Vec::new();
    let mut code: Option<(String, String)> = None;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                code = Some((language.to_owned(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = code.take() {
                    let html = highlighter.html(&language, &text)?;
                    events.push(raw(format!(
                        "<pre tabindex=\"0\"><code>{html}</code></pre>\n"
                    )));
                }
            }
            Event::Text(text) => match &mut code {
                Some((_, so_far)) => so_far.push_str(&text),
                None => events.push(Event::Text(text)),
            },
            Event::Html(html) | Event::InlineHtml(html) => events.push(Event::Text(html)),
            Event::Start(Tag::Link { dest_url, .. }) => events.push(raw(link(&dest_url)?)),
            Event::End(TagEnd::Link) => events.push(raw("</a>")),
            Event::Start(Tag::Image { dest_url, .. }) => {
                bail!("the image {dest_url}: pictures in Markdown are not copied by the build");
            }
            Event::Start(table @ Tag::Table(_)) => {
                events.push(raw(
                    "<div class=\"table-scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">",
                ));
                events.push(Event::Start(table));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(raw("</div>\n"));
            }
            other => events.push(other),
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    Ok(html)
}

/// HTML of our own making.
fn raw(html: impl Into<CowStr<'static>>) -> Event<'static> {
    Event::Html(html.into())
}

/// The start tag of a link: places in the page itself, or the web in a tab of its own that can't reach back.
fn link(url: &str) -> Result<String> {
    let href = escape(url);
    if url.starts_with('#') {
        return Ok(format!("<a href=\"{href}\">"));
    }
    if url.starts_with("https://") || url.starts_with("http://") {
        return Ok(format!(
            "<a href=\"{href}\" target=\"_blank\" rel=\"noopener\">"
        ));
    }
    bail!("the link {url}: neither a web address nor a place in the page (#/...)")
}

/// Splits `hints.md` into its hints: each a `## title`, then its text. Headings within code blocks are text.
pub(crate) fn hints(markdown: &str, highlighter: &Highlighter) -> Result<Vec<Hint>> {
    let mut sections: Vec<(String, String)> = Vec::new();
    let mut fence: Option<&str> = None;
    for (number, line) in markdown.lines().enumerate() {
        let mark = line.trim_start();
        match fence {
            Some(open) if mark.starts_with(open) => fence = None,
            None => {
                fence = ["```", "~~~"]
                    .into_iter()
                    .find(|open| mark.starts_with(open));
            }
            Some(_) => {}
        }
        match (line.strip_prefix("## "), sections.last_mut()) {
            (Some(title), _) if fence.is_none() => {
                sections.push((plain(title), String::new()));
            }
            (_, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (_, None) if line.trim().is_empty() => {}
            (_, None) => bail!(
                "line {}: text before the first hint; a hint begins with `## title`",
                number + 1
            ),
        }
    }
    sections
        .into_iter()
        .map(|(title, text)| {
            if text.trim().is_empty() {
                bail!("the hint {title:?} has no text");
            }
            Ok(Hint {
                html: render(&text, highlighter)?,
                title,
            })
        })
        .collect()
}

/// The words of a line of Markdown, without their marks.
fn plain(markdown: &str) -> String {
    Parser::new(markdown)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            Event::SoftBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> Result<String> {
        render(markdown, &Highlighter::new()?)
    }

    #[test]
    fn raw_html_appears_as_text() {
        let html = html("a <b onclick=x>c</b>\n\n<script>alert(1)</script>\n").unwrap();
        assert!(html.contains("&lt;b onclick=x&gt;c&lt;/b&gt;"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
        assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
    }

    #[test]
    fn links_leave_safely_or_not_at_all() {
        let out = html("[x](https://example.org/?a=1&b=2) [y](#/plan)").unwrap();
        assert_eq!(
            out,
            "<p><a href=\"https://example.org/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener\">x</a> \
             <a href=\"#/plan\">y</a></p>\n"
        );
        for refused in [
            "[x](javascript:alert(1))",
            "[x](solution.rs)",
            "![x](x.png)",
        ] {
            assert!(html(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn code_is_highlighted_and_tables_scroll() {
        let out = html("```rust\nfn f() {}\n```\n\n| a |\n| - |\n| b |\n").unwrap();
        assert!(
            out.starts_with("<pre tabindex=\"0\"><code><span class=\"hl-keyword\">fn</span> "),
            "{out}"
        );
        assert!(
            out.contains("tabindex=\"0\"><table>") && out.contains("</table>\n</div>"),
            "{out}"
        );
    }

    #[test]
    fn hints_split_at_their_titles_but_not_within_code() {
        let highlighter = Highlighter::new().unwrap();
        let text = "\n## Where `)` ends\nLook.\n```sh\n## not a hint\n```\n### Part\nMore.\n## Two & three\nText.\n";
        let hints = hints(text, &highlighter).unwrap();
        let titles: Vec<&str> = hints.iter().map(|hint| hint.title.as_str()).collect();
        assert_eq!(titles, ["Where ) ends", "Two & three"]);
        assert!(hints[0].html.contains("## not a hint") && hints[0].html.contains("<h3>Part</h3>"));
        assert_eq!(hints[1].html, "<p>Text.</p>\n");
    }

    #[test]
    fn lost_or_empty_hints_are_errors() {
        let highlighter = Highlighter::new().unwrap();
        for text in ["Lost.\n## One\nText.\n", "## One\n\n## Two\nText.\n"] {
            assert!(hints(text, &highlighter).is_err(), "{text:?}");
        }
    }
}
