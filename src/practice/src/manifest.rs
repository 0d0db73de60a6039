//! What an exercise folder says of itself: `exercise.toml` and `cases/*/case.toml`.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The parts of the plan, in the order of its weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Weeks 1-2.
    Programming,
    /// Weeks 3-4.
    Networking,
    /// Weeks 5-6: system design and NALSD.
    Design,
    /// Weeks 7-8: Linux internals.
    Linux,
    /// Weeks 9-10.
    Aws,
    /// Weeks 11-12.
    DevopsTools,
}

/// How hard an exercise is for somebody who interviews for a senior role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// A warm-up.
    Easy,
    /// Takes the interview's time.
    Medium,
    /// Takes it all, and the follow-ups too.
    Hard,
}

/// How a program's stdout is compared with the expected one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compare {
    /// Byte for byte.
    #[default]
    Exact,
    /// Line by line, spaces at line ends and newlines at the end ignored.
    TrailingSpace,
    /// The same lines in any order.
    UnorderedLines,
    /// Equal as JSON values.
    Json,
    /// Word by word, numbers within a relative 1e-6.
    Numbers,
}

/// `exercise.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The name people see.
    pub title: String,
    /// One line: what is practised.
    pub summary: String,
    /// The part of the plan it belongs to.
    pub track: Track,
    /// The week of the plan, 1 to 12.
    pub week: u8,
    /// Its place within the track.
    pub order: u8,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Minutes that an interview would give.
    pub minutes: u16,
    /// Skills practised, in kebab-case.
    pub skills: Vec<String>,
    /// How output is compared.
    #[serde(default)]
    pub compare: Compare,
    /// What may be used up by a learner's program.
    #[serde(default)]
    pub limits: Limits,
    /// What run time should grow as; none where there is nothing to learn from it.
    #[serde(default)]
    pub growth: Option<Growth>,
    /// Where to read on.
    #[serde(default)]
    pub sources: Vec<Link>,
    /// Where a reader's own input goes.
    pub input: OwnInput,
    /// Bundled inputs; the first is the default.
    pub fixtures: Vec<Fixture>,
    /// What can be set before a run.
    #[serde(default)]
    pub options: Vec<RunOption>,
}

/// `exercise.toml` of a design problem, which nobody runs: what else it holds is a brief (`design.toml`) that the sketchpad
/// reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignManifest {
    /// The name people see.
    pub title: String,
    /// One line: what is practised.
    pub summary: String,
    /// The part of the plan it belongs to.
    pub track: Track,
    /// The week of the plan, 1 to 12.
    pub week: u8,
    /// Its place within the track.
    pub order: u8,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Minutes that an interview would give.
    pub minutes: u16,
    /// Skills practised, in kebab-case.
    pub skills: Vec<String>,
    /// Where its facts are from, and where to read on.
    pub sources: Vec<Link>,
}

/// What a learner's program may use up, start-up not counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Seconds per case.
    pub seconds: f64,
    /// Seconds per case in some languages, where the usual multiple of `seconds` won't do.
    pub per_language: BTreeMap<Language, f64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 5.0,
            per_language: BTreeMap::new(),
        }
    }
}

impl Limits {
    /// Seconds per case for a program in that language. A shell that runs on JavaScript is 10 to 40 times slower than a
    /// native one, so it gets four times as long unless the exercise says otherwise.
    #[must_use]
    pub fn seconds_in(&self, language: Language) -> f64 {
        let usual = match language {
            Language::Shell => 4.0,
            Language::Python | Language::JavaScript | Language::Wasi => 1.0,
        };
        self.per_language
            .get(&language)
            .copied()
            .unwrap_or(self.seconds * usual)
    }
}

/// What run time should grow as, and over which sizes that shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// What is counted: "processes", "lines".
    pub unit: String,
    /// The first size.
    pub from: u64,
    /// How often it is doubled.
    pub doublings: u8,
    /// What a good answer's run time grows as.
    pub order: Order,
    /// Why, in one sentence.
    pub why: String,
}

/// An order of growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Order {
    /// Does not depend on the size.
    #[serde(rename = "1")]
    Constant,
    /// Logarithmic.
    #[serde(rename = "log n")]
    Logarithmic,
    /// Linear.
    #[serde(rename = "n")]
    Linear,
    /// As sorting by comparisons.
    #[serde(rename = "n log n")]
    Linearithmic,
    /// Quadratic.
    #[serde(rename = "n^2")]
    Quadratic,
    /// Cubic.
    #[serde(rename = "n^3")]
    Cubic,
    /// Exponential.
    #[serde(rename = "2^n")]
    Exponential,
}

/// A titled link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// The shape of an exercise's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// One file, plain or gzip.
    File,
    /// A tree of files: a folder, a tar, a bundle.
    Tree,
}

/// Where a reader's own input goes, and how the program is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnInput {
    /// One file or a tree.
    pub kind: InputKind,
    /// The path at which the program finds it.
    pub at: String,
    /// What fits, in a few words: "a captured /proc, as a folder or .tar".
    pub what: String,
    /// Arguments that name it, put after the options' arguments.
    #[serde(default)]
    pub args: Vec<String>,
}

/// A bundled input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// Its name in links and cases.
    pub name: String,
    /// Its name on the page.
    pub title: String,
    /// What is in it, in one line.
    pub about: String,
    /// The file that holds it, relative to the exercise's folder.
    pub file: String,
    /// Where it appears: the file's path, or the directory that a bundle is unpacked at.
    pub at: String,
    /// Whether `file` is a bundle or tar to unpack.
    #[serde(default)]
    pub unpack: bool,
    /// Arguments that name it, put after the options' arguments.
    #[serde(default)]
    pub args: Vec<String>,
    /// Large ones are fetched on first use only, not kept for offline use from the start.
    #[serde(default)]
    pub large: bool,
}

/// A control on the page that becomes arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RunOption {
    /// On or off.
    Switch {
        /// Its name in links.
        name: String,
        /// Its name on the page.
        label: String,
        /// The arguments when on.
        args: Vec<String>,
        /// Whether it is on at first.
        #[serde(default)]
        default: bool,
    },
    /// One of several; the first is the default.
    Choice {
        /// Its name in links.
        name: String,
        /// Its name on the page.
        label: String,
        /// What there is to choose from.
        choices: Vec<Choice>,
    },
    /// A text; empty means that no argument is given.
    Value {
        /// Its name in links.
        name: String,
        /// Its name on the page.
        label: String,
        /// The arguments, `{}` standing for the text.
        args: Vec<String>,
        /// What it holds at first.
        #[serde(default)]
        default: String,
        /// An example, shown while it is empty.
        #[serde(default)]
        placeholder: String,
        /// Whether the text is split at spaces, each piece giving the arguments once more. Quotes keep spaces.
        #[serde(default)]
        many: bool,
    },
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name on the page.
    pub label: String,
    /// The arguments it gives.
    #[serde(default)]
    pub args: Vec<String>,
}

impl RunOption {
    /// The option's name in links.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Switch { name, .. } | Self::Choice { name, .. } | Self::Value { name, .. } => {
                name
            }
        }
    }
}

/// `cases/NN-name/case.toml`; its folder's `stdout` is what the program must print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name people see.
    pub title: String,
    /// All arguments.
    #[serde(default)]
    pub args: Vec<String>,
    /// The environment.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// The fixture that the program sees; none when the case has a `files.bundle` of its own, or needs no file.
    #[serde(default)]
    pub fixture: Option<String>,
    /// The exit status.
    #[serde(default)]
    pub status: u8,
    /// Words that stderr must hold: for bad input, the file and line.
    #[serde(default)]
    pub stderr_has: Vec<String>,
    /// A hint for those whom this case fails.
    pub hint: String,
    /// Where the expected output came from.
    pub oracle: String,
}

/// What the reader has set: option names to values. A switch is `"1"` or `"0"`, a choice its index, a value its text.
/// Options that are not named stand at their defaults.
pub type Settings = BTreeMap<String, String>;

/// The arguments that settings make: the options in the manifest's order, then `tail` (what names the input).
#[must_use]
pub fn arguments(manifest: &Manifest, settings: &Settings, tail: &[String]) -> Vec<String> {
    let mut args = Vec::new();
    for option in &manifest.options {
        let set = settings.get(option.name()).map(String::as_str);
        match option {
            RunOption::Switch {
                args: given,
                default,
                ..
            } => {
                if set.map_or(*default, |set| set == "1") {
                    args.extend(given.iter().cloned());
                }
            }
            RunOption::Choice { choices, .. } => {
                let index = set.and_then(|set| set.parse::<usize>().ok()).unwrap_or(0);
                if let Some(choice) = choices.get(index).or_else(|| choices.first()) {
                    args.extend(choice.args.iter().cloned());
                }
            }
            RunOption::Value {
                args: template,
                default,
                many,
                ..
            } => {
                let text = set.unwrap_or(default);
                let pieces = if *many {
                    words(text)
                } else {
                    vec![text.to_owned()]
                };
                for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
                    args.extend(template.iter().map(|part| part.replace("{}", piece)));
                }
            }
        }
    }
    args.extend(tail.iter().cloned());
    args
}

/// Splits at spaces; single or double quotes keep spaces together, and an unclosed quote runs to the end.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_split_at_spaces_outside_quotes() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  a  b ", &["a", "b"]),
            ("'a b' c\"d e\"", &["a b", "cd e"]),
            ("status>=500 path~^/api", &["status>=500", "path~^/api"]),
            ("\"open to the end", &["open to the end"]),
            ("''", &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text:?}");
        }
    }
}
