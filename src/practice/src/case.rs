//! The cases of an exercise as the page loads them: everything that judging an answer needs, in one file.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an answer is written from and judged by. The build makes one per exercise; it is loaded when writing begins.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kit {
    /// The cases, in the order of their folders.
    pub cases: Vec<CaseKit>,
    /// Where one begins, by language: (file name, text).
    pub starters: Vec<(String, String)>,
    /// The model answers: (file name, text).
    pub answers: Vec<(String, String)>,
}

impl Kit {
    /// The languages that there is a starter for.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        Language::ALL
            .into_iter()
            .filter(|language| self.starter(*language).is_some())
            .collect()
    }

    /// Where one begins in a language.
    #[must_use]
    pub fn starter(&self, language: Language) -> Option<&str> {
        let name = format!("starter.{}", language.extension());
        self.starters
            .iter()
            .find(|(file, _)| *file == name)
            .map(|(_, text)| text.as_str())
    }
}

/// A case: what the program sees and what it must give.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseKit {
    /// Its folder's name.
    pub name: String,
    /// The name people see.
    pub title: String,
    /// All arguments.
    pub args: Vec<String>,
    /// The environment.
    pub env: BTreeMap<String, String>,
    /// Standard input.
    pub stdin: Vec<u8>,
    /// The fixture whose files the program sees.
    pub fixture: Option<String>,
    /// Files of the case's own, in directory order; they lie over the fixture's.
    pub files: Vec<(String, Vec<u8>)>,
    /// Directories of the case's own that hold nothing.
    pub empty_dirs: Vec<String>,
    /// What the program must give.
    pub expected: Expected,
    /// A hint for those whom this case fails, as HTML.
    pub hint: String,
}

/// What a program must give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Standard output.
    pub stdout: Vec<u8>,
    /// The exit status.
    pub status: u8,
    /// Words that stderr must hold, letter case ignored.
    pub stderr_has: Vec<String>,
}
