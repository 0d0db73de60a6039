//! Source code as HTML: spans with a closed list of classes, the style sheet's vocabulary.
//!
//! The classes are `hl-comment`, `hl-string`, `hl-number`, `hl-constant`, `hl-keyword`, `hl-type`, `hl-function`,
//! `hl-macro`, `hl-attribute` and `hl-label`. All else is plain text: a span per bracket would double a page's size.

use crate::html::escape;
use anyhow::{Context, Result};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

/// TextMate scopes and the class of what they cover. In a stack of scopes the innermost that is listed decides, and of
/// the entries that match it the first.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "hl-comment"),
    ("string", "hl-string"),
    ("constant.character.escape", "hl-constant"),
    ("constant.numeric", "hl-number"),
    ("constant", "hl-constant"),
    ("variable.language", "hl-keyword"),
    ("keyword.operator.logical.python", "hl-keyword"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("storage.type.numeric", "hl-number"),
    ("storage.type.function", "hl-keyword"),
    ("storage.type.struct", "hl-keyword"),
    ("storage.type.enum", "hl-keyword"),
    ("storage.type.trait", "hl-keyword"),
    ("storage.type.impl", "hl-keyword"),
    ("storage.type.type", "hl-keyword"),
    ("storage.type.module", "hl-keyword"),
    ("storage.type.class", "hl-keyword"),
    ("storage.type.rust", "hl-type"),
    ("storage.modifier.lifetime", "hl-label"),
    ("storage", "hl-keyword"),
    ("entity.name.lifetime", "hl-label"),
    ("entity.name.label", "hl-label"),
    ("entity.name.function", "hl-function"),
    ("entity.name.macro", "hl-macro"),
    ("entity.name.constant", "hl-constant"),
    ("entity.name.impl", "hl-type"),
    ("entity.name.struct", "hl-type"),
    ("entity.name.enum", "hl-type"),
    ("entity.name.trait", "hl-type"),
    ("entity.name.type", "hl-type"),
    ("entity.name.class", "hl-type"),
    ("entity.name.tag", "hl-keyword"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("support.macro", "hl-macro"),
    ("support.type.property-name", "hl-attribute"),
    ("support.type", "hl-type"),
    ("support.function", "hl-function"),
    ("support.constant", "hl-constant"),
    ("variable.function", "hl-function"),
    ("variable.annotation", "hl-attribute"),
    ("meta.annotation", "hl-attribute"),
    ("markup.inserted", "hl-string"),
    ("markup.deleted", "hl-keyword"),
];

/// Highlights code; made once, since the grammars take a moment to load.
pub(crate) struct Highlighter {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

impl Highlighter {
    /// Loads the grammars.
    pub(crate) fn new() -> Result<Self> {
        let classes = CLASSES
            .iter()
            .map(|&(scope, class)| Ok((Scope::new(scope)?, class)))
            .collect::<Result<_, syntect::parsing::ParseScopeError>>()
            .context("a scope in the list of classes")?;
        Ok(Self {
            syntaxes: SyntaxSet::load_defaults_newlines(),
            classes,
        })
    }

    /// The code as HTML. A language that has no grammar gives plain, escaped text.
    pub(crate) fn html(&self, language: &str, code: &str) -> Result<String> {
        let language = match language {
            "console" | "shell" => "sh",
            other => other,
        };
        let Some(syntax) = self.syntaxes.find_syntax_by_token(language) else {
            return Ok(escape(code));
        };
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut out = Spans::default();
        for line in LinesWithEndings::from(code) {
            let mut at = 0;
            let ops = state
                .parse_line(line, &self.syntaxes)
                .with_context(|| format!("highlighting {line:?}"))?;
            for (to, op) in ops {
                out.push(self.class(&stack), &line[at..to]);
                at = to;
                stack
                    .apply(&op)
                    .with_context(|| format!("highlighting {line:?}"))?;
            }
            out.push(self.class(&stack), &line[at..]);
        }
        Ok(out.finish())
    }

    /// The class of what a stack of scopes covers; empty for none.
    fn class(&self, stack: &ScopeStack) -> &'static str {
        stack
            .as_slice()
            .iter()
            .rev()
            .find_map(|scope| {
                let (_, class) = self
                    .classes
                    .iter()
                    .find(|(listed, _)| listed.is_prefix_of(*scope))?;
                Some(*class)
            })
            .unwrap_or("")
    }
}

/// Joins neighbours of one class into one span.
#[derive(Default)]
struct Spans {
    out: String,
    class: &'static str,
    text: String,
}

impl Spans {
    fn push(&mut self, class: &'static str, text: &str) {
        // Space looks the same in any class.
        if class != self.class && !text.trim().is_empty() {
            self.flush();
            self.class = class;
        }
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.class.is_empty() {
            self.out.push_str(&escape(&text));
        } else {
            // Space at the end stays outside, so that spans don't run over lines for nothing.
            let inner = text.trim_end();
            self.out
                .push_str(&format!("<span class=\"{}\">", self.class));
            self.out.push_str(&escape(inner));
            self.out.push_str("</span>");
            self.out.push_str(&text[inner.len()..]);
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_gets_its_classes_and_loses_no_text() {
        let code = "/// Doc\nfn f<'a>(x: &'a str) -> u8 { let n = 0x1f; println!(\"a<b {n}\"); Vec::<u8>::new() }\n";
        let html = Highlighter::new().unwrap().html("rust", code).unwrap();
        for expected in [
            "<span class=\"hl-comment\">/// Doc</span>",
            "<span class=\"hl-keyword\">fn</span>",
            "<span class=\"hl-function\">f</span>",
            "<span class=\"hl-number\">0x1f</span>",
            "<span class=\"hl-macro\">println!</span>",
            "a&lt;b",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert_eq!(text_of(&html), code);
    }

    #[test]
    fn each_language_of_the_statements_has_a_grammar() {
        let highlighter = Highlighter::new().unwrap();
        for (language, code, class) in [
            ("python", "def f(): return 'x' # y\n", "hl-keyword"),
            ("py", "def f(): pass\n", "hl-function"),
            ("sh", "echo \"$x\" # y\n", "hl-comment"),
            ("console", "echo \"$x\" # y\n", "hl-comment"),
            ("json", "{\"a\": 1.5, \"b\": null}\n", "hl-number"),
            ("javascript", "const a = 'x'; // y\n", "hl-string"),
        ] {
            let html = highlighter.html(language, code).unwrap();
            assert!(html.contains(class), "{language}: {html}");
            assert_eq!(text_of(&html), code);
        }
    }

    #[test]
    fn text_without_a_grammar_is_escaped() {
        let html = Highlighter::new().unwrap().html("", "a < b & c").unwrap();
        assert_eq!(html, "a &lt; b &amp; c");
    }

    /// The text of our own HTML: tags dropped, the four entities replaced.
    fn text_of(html: &str) -> String {
        let mut text = String::new();
        for piece in html.split('<') {
            text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        }
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }
}
