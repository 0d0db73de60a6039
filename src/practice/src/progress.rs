//! What the reader has done: kept between visits.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The exercise opened last.
    pub last: Option<String>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            plan_start: None,
            watched: BTreeMap::new(),
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
    fn what_another_version_wrote_is_still_read() {
        let later = r#"{"version": 9, "watched": {"clique": 3}, "cards": [1]}"#;
        let read: Progress = serde_json::from_str(later).unwrap();
        assert_eq!(read.watched.get("clique"), Some(&3));
        let empty: Progress = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, Progress::default());
    }
}
