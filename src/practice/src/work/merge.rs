//! Putting together what two tabs wrote.

use super::{Draft, Run, Shelved, Work};
use crate::language::Language;
use std::cmp::Ordering;

impl Work {
    /// Takes in what another tab has written down: the newest draft in each language wins, runs and shelves are united.
    /// Where both tabs wrote, the older draft goes on the shelf; where only one did, nothing is set aside.
    pub fn merge(&mut self, other: &Self) {
        for (language, theirs) in &other.drafts {
            self.merge_draft(*language, theirs);
        }
        for run in &other.runs {
            // Not by seconds: a number that went through JSON may come back in another last digit.
            let same = |known: &Run| {
                (known.at_ms, known.language, &known.files) == (run.at_ms, run.language, &run.files)
            };
            if !self.runs.iter().any(same) {
                self.runs.push(run.clone());
            }
        }
        self.runs.sort_by_key(|run| run.at_ms);
        for shelved in &other.shelf {
            self.shelve(shelved.clone());
        }
        self.shelf.sort_by_key(|shelved| shelved.at_ms);
        self.bound();
        let changed = |work: &Self| work.timer.map(|timer| timer.changed_ms);
        if changed(other) > changed(self) {
            self.timer = other.timer;
        }
        if other.own.changed_ms > self.own.changed_ms {
            self.own = other.own.clone();
        }
        self.language = self.language.or(other.language);
    }

    /// The newer of two drafts stays; the other goes on the shelf unless the newer one grew from it.
    fn merge_draft(&mut self, language: Language, theirs: &Draft) {
        let Some(ours) = self.drafts.get_mut(&language) else {
            self.drafts.insert(language, theirs.clone());
            return;
        };
        let loser = match newest(ours, theirs) {
            Ordering::Equal => return,
            Ordering::Greater => theirs.clone(),
            Ordering::Less => std::mem::replace(ours, theirs.clone()),
        };
        if !grew_from(ours, &loser) {
            self.shelve(Shelved {
                at_ms: loser.changed_ms,
                language,
                files: loser.files,
                why: "before another tab changed it".to_owned(),
            });
        }
    }
}

/// Whether a draft is a later state of an older one: of an untouched starter, of what the same tab wrote before, or of
/// what its tab went on from.
fn grew_from(draft: &Draft, old: &Draft) -> bool {
    old.changed_ms == 0
        || old.tab == draft.tab && old.tab != 0
        || old.changed_ms == draft.base_ms
        || old.files == draft.files
}

/// Which draft is newer; of two changed in the same millisecond, both tabs must find the same.
fn newest(one: &Draft, other: &Draft) -> Ordering {
    let by_time = one.changed_ms.cmp(&other.changed_ms);
    by_time.then_with(|| {
        (&one.files, one.tab, one.base_ms).cmp(&(&other.files, other.tab, other.base_ms))
    })
}
