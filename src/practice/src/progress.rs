//! What the reader has done: kept between visits.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version that [`Progress`] is written with. Older ones are read for ever; unknown fields are ignored.
pub const VERSION: u32 = 1;

/// What the reader has done. Days are counted since the Unix epoch, in the reader's own time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The version that wrote it.
    pub version: u32,
    /// The first day of the plan, once it was started.
    pub plan_start: Option<i64>,
    /// The exercises whose reference was watched, and when last.
    pub watched: BTreeMap<String, i64>,
    /// The exercises whose answer was run and judged, and when last.
    pub tried: BTreeMap<String, i64>,
    /// The exercises that were passed, and how.
    pub passed: BTreeMap<String, Passed>,
    /// The exercises whose model answer was opened, and when first.
    pub answers_opened: BTreeMap<String, i64>,
    /// The exercise opened last.
    pub last: Option<String>,
}

/// How an exercise was passed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passed {
    /// The day when it first was.
    pub first: i64,
    /// The day when it last was.
    pub last: i64,
    /// The languages it was passed in, by their names in storage ([`Language::name`]): a name of a later version's is
    /// kept.
    pub languages: BTreeSet<String>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            plan_start: None,
            watched: BTreeMap::new(),
            tried: BTreeMap::new(),
            passed: BTreeMap::new(),
            answers_opened: BTreeMap::new(),
            last: None,
        }
    }
}

/// Something the reader did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Began the plan on a day.
    StartPlan(i64),
    /// Gave the plan up, to begin it another time.
    ClearPlan,
    /// Opened an exercise.
    Open(String),
    /// Watched an exercise's reference run on a day.
    Watch(String, i64),
    /// Had an answer to an exercise judged on a day.
    Try(String, i64),
    /// Passed an exercise on a day, in a language: all cases and all random inputs.
    Pass(String, i64, Language),
    /// Passed a design problem on a day: all checks of all its questions.
    PassDesign(String, i64),
    /// Opened the model answer of an exercise on a day.
    OpenAnswer(String, i64),
}

impl Progress {
    /// The progress after an act.
    #[must_use]
    pub fn after(&self, act: Act) -> Self {
        let mut next = self.clone();
        next.version = VERSION;
        match act {
            Act::StartPlan(day) => next.plan_start = Some(day),
            Act::ClearPlan => next.plan_start = None,
            Act::Open(name) => next.last = Some(name),
            Act::Watch(name, day) => {
                next.watched.insert(name, day);
            }
            Act::Try(name, day) => {
                next.tried.insert(name, day);
            }
            Act::Pass(name, day, language) => {
                next.tried.insert(name.clone(), day);
                let passed = next.passed.entry(name).or_insert_with(|| Passed {
                    first: day,
                    ..Passed::default()
                });
                passed.last = day;
                passed.languages.insert(language.name().to_owned());
            }
            Act::PassDesign(name, day) => {
                next.tried.insert(name.clone(), day);
                let passed = next.passed.entry(name).or_insert_with(|| Passed {
                    first: day,
                    ..Passed::default()
                });
                passed.last = day;
            }
            Act::OpenAnswer(name, day) => {
                next.answers_opened.entry(name).or_insert(day);
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_add_up() {
        let progress = Progress::default()
            .after(Act::StartPlan(20_000))
            .after(Act::Open("pstree".to_owned()))
            .after(Act::Watch("pstree".to_owned(), 20_001))
            .after(Act::Watch("pstree".to_owned(), 20_002));
        assert_eq!(progress.plan_start, Some(20_000));
        assert_eq!(progress.last.as_deref(), Some("pstree"));
        assert_eq!(progress.watched.get("pstree"), Some(&20_002));
        assert_eq!(progress.after(Act::ClearPlan).plan_start, None);
    }

    #[test]
    fn trying_passing_and_looking_at_the_answer_add_up() {
        let name = || "pstree".to_owned();
        let tried = Progress::default().after(Act::Try(name(), 9));
        assert!(tried.passed.is_empty());
        let progress = tried
            .after(Act::Pass(name(), 10, Language::Python))
            .after(Act::OpenAnswer(name(), 11))
            .after(Act::Pass(name(), 12, Language::Shell))
            .after(Act::OpenAnswer(name(), 13));
        let passed = &progress.passed["pstree"];
        assert_eq!((passed.first, passed.last), (10, 12));
        let languages: Vec<&str> = passed.languages.iter().map(String::as_str).collect();
        assert_eq!(languages, ["python", "shell"]);
        assert_eq!(progress.tried["pstree"], 12);
        assert_eq!(
            progress.answers_opened["pstree"], 11,
            "the first time counts"
        );
        let json = serde_json::to_string(&progress).unwrap();
        assert_eq!(serde_json::from_str::<Progress>(&json).unwrap(), progress);
    }

    #[test]
    fn a_design_is_passed_in_no_language() {
        let progress = Progress::default()
            .after(Act::PassDesign("log-joiner".to_owned(), 10))
            .after(Act::PassDesign("log-joiner".to_owned(), 12));
        let passed = &progress.passed["log-joiner"];
        assert_eq!((passed.first, passed.last), (10, 12));
        assert!(passed.languages.is_empty());
    }

    /// As the page wrote it before one could write an answer: never change this text.
    #[test]
    fn progress_from_before_there_were_answers_is_read() {
        let json = r#"{"version":1,"plan_start":20000,"watched":{"pstree":20001},"last":"clique"}"#;
        let progress: Progress = serde_json::from_str(json).unwrap();
        assert_eq!(progress.plan_start, Some(20_000));
        assert_eq!(progress.watched["pstree"], 20_001);
        assert_eq!(progress.last.as_deref(), Some("clique"));
        assert!(progress.tried.is_empty() && progress.passed.is_empty());
    }

    #[test]
    fn what_another_version_wrote_is_still_read() {
        let later = r#"{"version": 9, "watched": {"clique": 3}, "cards": [1]}"#;
        let read: Progress = serde_json::from_str(later).unwrap();
        assert_eq!(read.watched.get("clique"), Some(&3));
        let empty: Progress = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, Progress::default());
    }
}
