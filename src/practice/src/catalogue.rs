//! What the build writes of the exercise folders and the page reads: a small catalogue for the first view, and one
//! page of content per exercise, loaded when it is opened.

use crate::language::Language;
use crate::manifest::{DesignManifest, Difficulty, Manifest, Track};
use crate::route::Route;
use serde::{Deserialize, Serialize};

/// The catalogue: every exercise in plan order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The exercises, by track, then order.
    pub exercises: Vec<Entry>,
}

impl Catalogue {
    /// The exercise of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.exercises.iter().find(|entry| entry.name == name)
    }

    /// Where an address leads that names an exercise, but at the place of the other kind: a design has its place on the sketchpad,
    /// a program at a page of its own. None where the address is right, or names nothing.
    #[must_use]
    pub fn mended(&self, route: &Route) -> Option<Route> {
        let (name, on_sketchpad) = match route {
            Route::Exercise { name, .. } => (name, false),
            Route::Sketchpad { problem } => (problem.as_ref()?, true),
            _ => return None,
        };
        let entry = self.find(name)?;
        (entry.is_design() != on_sketchpad).then(|| entry.route())
    }
}

/// What a list of exercises shows of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its folder's name, and its name in links.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is practised, in one line.
    pub summary: String,
    /// The part of the plan it belongs to.
    pub track: Track,
    /// The week of the plan.
    pub week: u8,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Minutes that an interview would give.
    pub minutes: u16,
    /// Skills practised.
    pub skills: Vec<String>,
    /// How many cases judge an answer; of a design, how many checks.
    pub cases: u32,
    /// Where its [`Page`], or of a design its [`DesignPage`], is, relative to the document.
    pub page: String,
}

impl Entry {
    /// Whether it is a design, drawn on the sketchpad, rather than a program.
    #[must_use]
    pub fn is_design(&self) -> bool {
        self.track == Track::Design
    }

    /// What judges an answer: `12 cases`, of a design `9 checks`.
    #[must_use]
    pub fn judged_by(&self) -> String {
        let noun = if self.is_design() { "checks" } else { "cases" };
        format!("{} {noun}", self.cases)
    }

    /// Where it is practised: a design on the sketchpad, everything else at its own page.
    #[must_use]
    pub fn route(&self) -> Route {
        if self.is_design() {
            Route::Sketchpad {
                problem: Some(self.name.clone()),
            }
        } else {
            Route::exercise(&self.name)
        }
    }
}

/// Everything that an exercise's page shows, Markdown already rendered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its folder's name.
    pub name: String,
    /// `exercise.toml`; each fixture's `file` is its URL relative to the document.
    pub manifest: Manifest,
    /// The statement as HTML.
    pub statement: String,
    /// The hints, in order.
    pub hints: Vec<Hint>,
    /// The approaches as HTML.
    pub approaches: String,
    /// The usage text of the reference.
    pub help: String,
    /// The reference's files, highlighted.
    pub source: Vec<SourceFile>,
    /// Bytes of each fixture's file, in the manifest's order.
    pub fixture_sizes: Vec<u64>,
    /// Where its [`crate::case::Kit`] is, as postcard, relative to the document.
    pub kit: String,
    /// The languages that it has a starter for.
    pub languages: Vec<Language>,
}

/// Everything that a design problem's page shows, Markdown already rendered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DesignPage {
    /// Its folder's name.
    pub name: String,
    /// `exercise.toml`.
    pub manifest: DesignManifest,
    /// The statement as HTML.
    pub statement: String,
    /// The hints, in order.
    pub hints: Vec<Hint>,
    /// The approaches as HTML.
    pub approaches: String,
    /// What interviewers look for, as HTML.
    pub rubric: String,
    /// The brief as JSON: a text, since only the sketchpad knows its types (`nalsd::problem::Brief`).
    pub brief: String,
    /// A model design for each iteration, in order, as the text of a `.dryrun.json` file.
    pub models: Vec<String>,
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// What it is about, shown before it is opened.
    pub title: String,
    /// The hint as HTML.
    pub html: String,
}

/// A source file of the reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its path within the exercise's folder.
    pub path: String,
    /// Its text as HTML: spans with classes, no tags of its own.
    pub html: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, track: Track) -> Entry {
        Entry {
            name: name.to_owned(),
            title: name.to_owned(),
            summary: String::new(),
            track,
            week: 1,
            difficulty: Difficulty::Medium,
            minutes: 45,
            skills: Vec::new(),
            cases: 1,
            page: String::new(),
        }
    }

    #[test]
    fn who_guesses_an_address_gets_there() {
        let exercises = vec![
            entry("pstree", Track::Programming),
            entry("log-joiner", Track::Design),
        ];
        let catalogue = Catalogue { exercises };
        for (asked, leads) in [
            ("#/exercise/log-joiner", Some("#/sketchpad/log-joiner")),
            (
                "#/exercise/log-joiner?watch=1",
                Some("#/sketchpad/log-joiner"),
            ),
            ("#/sketchpad/pstree", Some("#/exercise/pstree")),
            ("#/exercise/pstree", None),
            ("#/sketchpad/log-joiner", None),
            ("#/sketchpad", None),
            ("#/exercise/nothing", None),
            ("#/sketchpad/nothing", None),
            ("#/exercises", None),
            ("#/", None),
        ] {
            let route = Route::parse(asked.trim_start_matches('#'));
            let mended = catalogue.mended(&route).map(|route| route.format());
            assert_eq!(mended.as_deref(), leads, "{asked}");
        }
    }
}
