//! What a judged run comes to, for the eye and for a screen reader.

use super::{Judged, Verdict};

/// How many cases came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many pass.
    pub passed: usize,
    /// How many fail.
    pub failed: usize,
    /// How many crashed.
    pub errors: usize,
    /// How many took too long.
    pub timeouts: usize,
    /// How many are not judged: not yet, or because the run was stopped.
    pub unjudged: usize,
    /// One or two sentences: "7 of 9 cases pass. First failure: a process vanishes."
    pub sentence: String,
}

impl Summary {
    /// Sums up the cases, given as (title, judgement) in file order.
    #[must_use]
    pub fn of<'a>(cases: impl IntoIterator<Item = (&'a str, Option<&'a Judged>)>) -> Self {
        let mut summary = Self::default();
        let mut first: Option<(&str, &Judged)> = None;
        for (title, judged) in cases {
            let count = match judged.map(|judged| judged.verdict) {
                Some(Verdict::Pass) => &mut summary.passed,
                Some(Verdict::Fail) => &mut summary.failed,
                Some(Verdict::Error) => &mut summary.errors,
                Some(Verdict::Timeout) => &mut summary.timeouts,
                None => &mut summary.unjudged,
            };
            *count += 1;
            let judged = judged.filter(|judged| judged.verdict != Verdict::Pass);
            first = first.or(judged.map(|judged| (title, judged)));
        }
        summary.sentence = summary.told(first);
        summary
    }

    /// How many cases there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.passed + self.failed + self.errors + self.timeouts + self.unjudged
    }

    /// The sentences.
    fn told(&self, first: Option<(&str, &Judged)>) -> String {
        let total = self.total();
        let cases = if total == 1 { "case" } else { "cases" };
        let verb = if self.passed == 1 { "passes" } else { "pass" };
        let mut sentence = match (self.passed, total) {
            (_, 0) => return "There are no cases.".to_owned(),
            (1, 1) => "The case passes.".to_owned(),
            (passed, total) if passed == total => format!("All {total} cases pass."),
            (0, total) if self.unjudged == total => format!("{total} {cases}, none run yet."),
            (0, 1) => "The case does not pass.".to_owned(),
            (0, total) => format!("None of {total} cases passes."),
            (passed, total) => format!("{passed} of {total} {cases} {verb}."),
        };
        if let Some((title, judged)) = first {
            let what = match judged.verdict {
                _ if judged.broke => "The runtime broke at",
                Verdict::Error => "First error",
                Verdict::Timeout => "First timeout",
                Verdict::Pass | Verdict::Fail => "First failure",
            };
            sentence.push_str(&format!(" {what}: {}.", title.trim_end_matches('.')));
        }
        if self.unjudged > 0 && self.unjudged < total {
            sentence.push_str(&format!(" {} not run.", self.unjudged));
        }
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: Verdict) -> Judged {
        Judged {
            verdict,
            why: Vec::new(),
            broke: false,
        }
    }

    #[test]
    fn sentences_say_how_many_and_where_to_look() {
        use Verdict::*;
        let pass = Some(Pass);
        for (verdicts, expected) in [
            (&[][..], "There are no cases."),
            (&[pass; 9], "All 9 cases pass."),
            (&[pass], "The case passes."),
            (&[Some(Fail)], "The case does not pass. First failure: c0."),
            (
                &[pass, pass, Some(Fail), Some(Error)],
                "2 of 4 cases pass. First failure: c2.",
            ),
            (
                &[pass, Some(Error), Some(Fail)],
                "1 of 3 cases passes. First error: c1.",
            ),
            (
                &[Some(Timeout), Some(Timeout)],
                "None of 2 cases passes. First timeout: c0.",
            ),
            (&[None, None], "2 cases, none run yet."),
            (
                &[pass, Some(Fail), None],
                "1 of 3 cases passes. First failure: c1. 1 not run.",
            ),
        ] {
            let all: Vec<(String, Option<Judged>)> = verdicts
                .iter()
                .enumerate()
                .map(|(index, verdict)| (format!("c{index}"), verdict.map(judged)))
                .collect();
            let cases = all
                .iter()
                .map(|(title, judged)| (title.as_str(), judged.as_ref()));
            let summary = Summary::of(cases);
            assert_eq!(summary.sentence, expected);
            assert_eq!(summary.total(), verdicts.len());
            let fails = verdicts
                .iter()
                .filter(|verdict| **verdict == Some(Fail))
                .count();
            assert_eq!(summary.failed, fails);
        }
        let broke = Judged {
            broke: true,
            ..judged(Error)
        };
        let summary = Summary::of([("deep", Some(&broke)), ("other", None)]);
        assert_eq!(
            summary.sentence,
            "None of 2 cases passes. The runtime broke at: deep. 1 not run."
        );
    }
}
