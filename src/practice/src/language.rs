//! The languages that an answer can be written in.

use serde::{Deserialize, Serialize};

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// CPython, compiled to WebAssembly.
    Python,
    /// JavaScript, with a small part of Node's modules.
    JavaScript,
    /// A shell with the usual tools.
    Shell,
    /// Any language that compiles to WASI (`wasm32-wasip1`): the answer is a module.
    Wasi,
}

impl Language {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Python, Self::JavaScript, Self::Shell, Self::Wasi];

    /// Its name in links, in storage and for the sandbox.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::Shell => "shell",
            Self::Wasi => "wasi",
        }
    }

    /// The language of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.name() == name)
    }

    /// Its name on the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
            Self::Shell => "Shell",
            Self::Wasi => "WASI module",
        }
    }

    /// What the main file of an answer is called: a name that the language can import.
    #[must_use]
    pub fn main_file(self, exercise: &str) -> String {
        let stem = match self {
            Self::Python => exercise.replace('-', "_"),
            _ => exercise.to_owned(),
        };
        format!("{stem}.{}", self.extension())
    }

    /// The ending of its files' names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Python => "py",
            Self::JavaScript => "js",
            Self::Shell => "sh",
            Self::Wasi => "wasm",
        }
    }
}
