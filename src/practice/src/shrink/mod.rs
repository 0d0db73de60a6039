//! Shrinking: from an input that fails to the smallest one that still does.
//!
//! What is shrunk is not the input but the list of choices it was drawn by ([`contract::Choices`]): a shorter list, or
//! one with smaller numbers, makes the generator build a simpler input, so this knows nothing of inputs at all. That is
//! internal test-case reduction (MacIver and Donaldson, "Test-case reduction via test-case generation: insights from
//! the Hypothesis reducer", ECOOP 2020). Simpler means earlier in shortlex order: shorter, or as long and smaller at
//! the first difference.
//!
//! A pure state machine: [`Shrinker::next`] proposes a list, the caller draws an input by it, runs the program, and
//! tells the result to [`Shrinker::report`].

mod pass;

use pass::Pass;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The lengths of the chunks that a step deletes.
const CHUNKS: [usize; 4] = [8, 4, 2, 1];

/// A search for the simplest list of choices that fails.
#[derive(Clone, Debug)]
pub struct Shrinker {
    best: Vec<u64>,
    budget: u32,
    tried: u32,
    /// How many choices were drawn for each list that was tried, by the list's hash: lists are long, and there are
    /// many. Two lists of the same hash would cost one attempt, nothing more.
    seen: HashMap<u64, usize>,
    pass: Option<Pass>,
    /// Whether this round of passes found anything simpler.
    improved: bool,
    pending: Option<Vec<u64>>,
    minimal: bool,
}

impl Shrinker {
    /// Starts from a list that fails, as it was drawn; at most `budget` lists will be proposed.
    #[must_use]
    pub fn new(first: Vec<u64>, budget: u32) -> Self {
        let seen = HashMap::from([(hash(&first), first.len())]);
        Self {
            pass: Some(Pass::first(&first)),
            best: first,
            budget,
            tried: 0,
            seen,
            improved: false,
            pending: None,
            minimal: false,
        }
    }

    /// The list to try next; none when there is nothing left to try or the budget is used up. Until its result is
    /// reported, the same list is given again.
    #[allow(
        clippy::should_implement_trait,
        reason = "an iterator could not be told results in between"
    )]
    pub fn next(&mut self) -> Option<Vec<u64>> {
        if self.pending.is_some() {
            return self.pending.clone();
        }
        let candidate = self.untried()?;
        if self.tried >= self.budget {
            return None;
        }
        self.tried += 1;
        self.pending = Some(candidate.clone());
        Some(candidate)
    }

    /// Goes on to the next list whose result is not known yet.
    fn untried(&mut self) -> Option<Vec<u64>> {
        loop {
            let pass = self.pass.as_mut()?;
            let Some(candidate) = pass.propose(&self.best) else {
                self.end_pass();
                continue;
            };
            let drawn = self.seen.get(&hash(&candidate)).copied();
            if drawn.is_none() && shortlex(&candidate, &self.best) == Ordering::Less {
                return Some(candidate);
            }
            pass.learn(&self.best, false, drawn);
        }
    }

    /// What became of the proposed list: all choices that the generator drew by it, and whether the program failed on
    /// that input. Without a proposal this does nothing.
    pub fn report(&mut self, drawn: &[u64], fails: bool) {
        let (Some(candidate), Some(pass)) = (self.pending.take(), self.pass.as_mut()) else {
            return;
        };
        self.seen.insert(hash(&candidate), drawn.len());
        self.seen.insert(hash(drawn), drawn.len());
        let adopted = fails && shortlex(drawn, &self.best) == Ordering::Less;
        if adopted {
            self.best = drawn.to_vec();
            self.improved = true;
        }
        pass.learn(&self.best, adopted, Some(drawn.len()));
    }

    /// The simplest list so far that fails.
    #[must_use]
    pub fn best(&self) -> &[u64] {
        &self.best
    }

    /// Whether it is known that no [step][steps] from the best list makes a simpler input that fails. Known only after
    /// [`Shrinker::next`] gave none; false when the budget ran out before.
    #[must_use]
    pub fn is_minimal(&self) -> bool {
        self.minimal
    }

    /// Whether [`Shrinker::next`] has nothing more to propose.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.pending.is_none() && (self.pass.is_none() || self.tried >= self.budget)
    }

    /// How many lists were proposed.
    #[must_use]
    pub fn tried(&self) -> u32 {
        self.tried
    }

    /// Goes on to the next pass; after the last, to another round, unless the round changed nothing.
    fn end_pass(&mut self) {
        let Some(pass) = self.pass.take() else {
            return;
        };
        self.pass = pass.following(&self.best).or_else(|| {
            self.minimal = !self.improved;
            self.improved.then(|| Pass::first(&self.best))
        });
        if matches!(self.pass, Some(Pass::Delete { .. })) {
            self.improved = false;
        }
    }
}

/// All lists that are one step smaller: without one choice or 2, 4 or 8 neighbouring ones, or with one choice made zero
/// or less by one. What [`Shrinker`] ends with has no simpler input among these that fails.
pub fn steps(list: &[u64]) -> impl Iterator<Item = Vec<u64>> {
    (0..step_count(list.len())).filter_map(|n| step(list, n))
}

/// How many steps there are at most from a list of that length.
fn step_count(length: usize) -> usize {
    let deletions: usize = CHUNKS.iter().map(|size| positions(length, *size)).sum();
    deletions + 2 * length
}

/// At how many places a chunk of that size lies in a list.
fn positions(length: usize, size: usize) -> usize {
    (length + 1).saturating_sub(size)
}

/// The step of that number; none where a choice is too small for it.
fn step(list: &[u64], mut n: usize) -> Option<Vec<u64>> {
    for size in CHUNKS {
        let places = positions(list.len(), size);
        if n < places {
            // From the end: what was drawn last depends on what was drawn before, not the other way round.
            return Some(without(list, places - 1 - n, size));
        }
        n -= places;
    }
    let value = *list.get(n % list.len().max(1))?;
    match n / list.len() {
        0 => (value > 1).then(|| with(list, n, 0)),
        _ => (value > 0).then(|| with(list, n - list.len(), value - 1)),
    }
}

/// The list without `count` choices at `at`.
fn without(list: &[u64], at: usize, count: usize) -> Vec<u64> {
    let kept = list.iter().take(at);
    kept.chain(list.iter().skip(at + count)).copied().collect()
}

/// The list with another value at `at`.
fn with(list: &[u64], at: usize, value: u64) -> Vec<u64> {
    let mut list = list.to_vec();
    if let Some(choice) = list.get_mut(at) {
        *choice = value;
    }
    list
}

/// Which of two lists is the simpler one.
fn shortlex(one: &[u64], other: &[u64]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

fn hash(list: &[u64]) -> u64 {
    let mut hasher = DefaultHasher::new();
    list.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;
