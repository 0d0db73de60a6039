//! The learner's work on an exercise, kept between visits: drafts, runs, what was set aside, the timer.
//!
//! Kept as JSON, one document per exercise. Unknown fields are ignored, and what is written in a language that this page
//! doesn't know is passed over, so that any version reads any other's. Nothing that was written is ever lost by an
//! operation here: what a draft is replaced by, the shelf keeps.

mod edit;
mod history;
mod merge;
mod name;
mod timer;

pub use edit::EditError;
pub use history::{MAX_BYTES, MAX_RUNS, MAX_SHELVED, Random, Run, Shelved};
pub use name::{MAX_FILES, MAX_NAME, NameError, check_name, check_names};
pub use timer::Timer;

use crate::language::Language;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The version that [`Work`] is written with. Older ones are read for ever.
pub const VERSION: u32 = 1;

/// A program's files as (name, text), the main file first.
pub type Files = Vec<(String, String)>;

/// The work on one exercise. Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Work {
    /// The version that wrote it.
    pub version: u32,
    /// A random number of the tab that this is open in, so that what it wrote can be told from what others did; 0 where
    /// it can't be told.
    #[serde(skip)]
    pub tab: u64,
    /// The language last written in.
    #[serde(deserialize_with = "known")]
    pub language: Option<Language>,
    /// The program in each language.
    #[serde(deserialize_with = "known_drafts")]
    pub drafts: BTreeMap<Language, Draft>,
    /// The judged runs, the oldest first.
    #[serde(deserialize_with = "known_list")]
    pub runs: Vec<Run>,
    /// What was set aside, the oldest first.
    #[serde(deserialize_with = "known_list")]
    pub shelf: Vec<Shelved>,
    /// The timer, once it was used.
    #[serde(deserialize_with = "known")]
    pub timer: Option<Timer>,
    /// The learner's own input.
    pub own: OwnInput,
}

/// A program being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Its files, the main file first.
    pub files: Files,
    /// When it was last changed; 0 for a starter that nobody has touched.
    pub changed_ms: u64,
    /// The tab that wrote it: see [`Work::tab`].
    pub tab: u64,
    /// When the version was changed, by another tab, that this tab went on from.
    pub base_ms: u64,
}

/// What a free run reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnInput {
    /// Standard input.
    pub stdin: String,
    /// The arguments as they are typed: see [`crate::manifest::words`].
    pub args: String,
    /// Files as (path, text).
    pub files: Files,
    /// When it was last changed.
    pub changed_ms: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            version: VERSION,
            tab: 0,
            language: None,
            drafts: BTreeMap::new(),
            runs: Vec::new(),
            shelf: Vec::new(),
            timer: None,
            own: OwnInput::default(),
        }
    }
}

impl Work {
    /// Nothing yet, in the tab of that number.
    #[must_use]
    pub fn new(tab: u64) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// Reads what [`Work::to_json`] of any version wrote, in the tab of that number.
    ///
    /// # Errors
    /// When it is no JSON, or a known field has another shape. The caller should keep the text: it is somebody's work.
    pub fn from_json(json: &str, tab: u64) -> Result<Self, serde_json::Error> {
        let work: Self = serde_json::from_str(json)?;
        Ok(Self {
            version: VERSION,
            tab,
            ..work
        })
    }

    /// Writes it down.
    ///
    /// # Errors
    /// Not for any value that can be made here.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The program in a language.
    #[must_use]
    pub fn files(&self, language: Language) -> &[(String, String)] {
        self.drafts
            .get(&language)
            .map_or(&[], |draft| draft.files.as_slice())
    }
}

/// Bytes that files take, near enough.
fn size(files: &[(String, String)]) -> usize {
    files
        .iter()
        .map(|(name, text)| name.len() + text.len())
        .sum()
}

/// Something, if it is of a kind that is known.
fn known<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}

/// Those of a list that are of a kind that is known.
fn known_list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    let values: Vec<serde_json::Value> = Vec::deserialize(from)?;
    let known = values.into_iter().map(serde_json::from_value);
    Ok(known.filter_map(Result::ok).collect())
}

/// The drafts in languages that are known.
fn known_drafts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Language, Draft>, D::Error> {
    let drafts: BTreeMap<String, Draft> = BTreeMap::deserialize(from)?;
    let known = drafts
        .into_iter()
        .filter_map(|(name, draft)| Some((Language::from_name(&name)?, draft)));
    Ok(known.collect())
}

#[cfg(test)]
mod tests;
