//! The course of a judged run: every case in file order; when all pass, random inputs; on the first that fails, the
//! search for the smallest one that does.
//!
//! A pure state machine: [`Judging::next`] says what to run, [`Judging::report`] is told how it went. Only running and
//! drawing are left to the page.

use crate::shrink::Shrinker;

/// The largest size that a generator is asked for: some seconds of work at most for the slowest language, and more
/// than enough to fail on.
pub const MAX_SIZE: u64 = 40;

/// What to run next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// The case of that index.
    Case(usize),
    /// An input drawn by [`contract::Choices::seeded`].
    Random {
        /// Which of the random inputs, from 0.
        n: u32,
        /// The seed of its choices.
        seed: u64,
        /// The size to generate with.
        size: u32,
    },
    /// An input drawn by [`contract::Choices::replay`].
    Shrink {
        /// The choices to replay.
        choices: Vec<u64>,
        /// The size to generate with.
        size: u32,
    },
    /// Nothing: all is done.
    Done,
}

/// How a task went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The program passed.
    Pass,
    /// It failed, crashed or took too long.
    Fail,
    /// What runs the program broke, or there is no expected output to judge by: that says nothing of the answer.
    Void,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The cases.
    Cases,
    /// Random inputs.
    Random,
    /// Looking for a smaller input that fails.
    Shrinking,
    /// All is done, or it was stopped.
    Done,
}

/// How far it is, for drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done; when all is done, what was done last is counted.
    pub phase: Phase,
    /// How many of them are done.
    pub done: u32,
    /// How many there are, at most.
    pub total: u32,
}

/// A random input that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing<'a> {
    /// Which of the random inputs it came from.
    pub n: u32,
    /// The seed, which [`Judging::replay`] takes.
    pub seed: u64,
    /// The size it is generated with.
    pub size: u32,
    /// The choices that draw the smallest input found.
    pub choices: &'a [u64],
    /// Whether nothing one step smaller fails; else the search is still going on, was stopped, or took too many runs.
    pub minimal: bool,
    /// How many smaller inputs were tried.
    pub tried: u32,
}

/// The course of a judged run.
#[derive(Clone, Debug)]
pub struct Judging {
    cases: u32,
    random: u32,
    budget: u32,
    base: u64,
    state: State,
    all_passed: bool,
    /// The random input at which the run had to end, because nothing could be said of it.
    void: Option<u64>,
    stopped: bool,
}

/// Where it is.
#[derive(Clone, Debug)]
enum State {
    /// Before the case of that index.
    Cases(u32),
    /// Before the random input of that number.
    Random(u32),
    /// Shrinking that random input.
    Shrinking(u32, Shrinker),
}

/// The size that the input of a seed is generated with: a seed alone tells the input, and small inputs come among the
/// first.
#[must_use]
pub fn size_of(seed: u64) -> u32 {
    1 + (seed % MAX_SIZE) as u32
}

impl Judging {
    /// A run over so many cases, then `random` random inputs, then at most `budget` runs to shrink one that fails. The
    /// random inputs' seeds are `base`, `base` + 1 and so on.
    #[must_use]
    pub fn new(cases: u32, random: u32, budget: u32, base: u64) -> Self {
        Self {
            cases,
            random,
            budget,
            base,
            state: State::Cases(0),
            all_passed: true,
            void: None,
            stopped: false,
        }
    }

    /// One random input again, by its seed, and the search for a smaller one if it fails.
    #[must_use]
    pub fn replay(seed: u64, budget: u32) -> Self {
        Self::new(0, 1, budget, seed)
    }

    /// What to run next. Until it is reported, the same is given again.
    #[allow(
        clippy::should_implement_trait,
        reason = "an iterator could not be told results in between"
    )]
    pub fn next(&mut self) -> Task {
        if self.stopped {
            return Task::Done;
        }
        if matches!(&self.state, State::Cases(index) if *index >= self.cases) {
            if !self.all_passed {
                return Task::Done;
            }
            self.state = State::Random(0);
        }
        match &mut self.state {
            State::Cases(index) => Task::Case(*index as usize),
            State::Random(n) if *n < self.random => {
                let (n, seed) = (*n, self.base.wrapping_add(u64::from(*n)));
                let size = size_of(seed);
                Task::Random { n, seed, size }
            }
            State::Random(_) => Task::Done,
            State::Shrinking(n, shrinker) => match shrinker.next() {
                Some(choices) => {
                    let size = size_of(self.base.wrapping_add(u64::from(*n)));
                    Task::Shrink { choices, size }
                }
                None => Task::Done,
            },
        }
    }

    /// How the task went that was given last. `drawn` is what the generator drew for it; cases draw nothing.
    pub fn report(&mut self, finding: Finding, drawn: &[u64]) {
        if self.stopped {
            return;
        }
        match &mut self.state {
            State::Cases(index) => {
                *index += 1;
                self.all_passed &= finding == Finding::Pass;
            }
            State::Random(n) => match finding {
                Finding::Pass => *n += 1,
                Finding::Fail => {
                    self.all_passed = false;
                    self.state = State::Shrinking(*n, Shrinker::new(drawn.to_vec(), self.budget));
                }
                Finding::Void => {
                    self.void = Some(self.base.wrapping_add(u64::from(*n)));
                    self.all_passed = false;
                    self.stopped = true;
                }
            },
            // What breaks the runtime is no smaller form of a wrong answer.
            State::Shrinking(_, shrinker) => shrinker.report(drawn, finding == Finding::Fail),
        }
    }

    /// Ends it where it is; the smallest failing input so far stays.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (phase, done, total, over) = match &self.state {
            State::Cases(index) => {
                let over = *index >= self.cases && (!self.all_passed || self.random == 0);
                (Phase::Cases, *index, self.cases, over)
            }
            State::Random(n) => (Phase::Random, *n, self.random, *n >= self.random),
            State::Shrinking(_, shrinker) => (
                Phase::Shrinking,
                shrinker.tried(),
                self.budget,
                shrinker.is_over(),
            ),
        };
        Progress {
            phase: if over || self.stopped {
                Phase::Done
            } else {
                phase
            },
            done,
            total,
        }
    }

    /// Whether everything was run and passed: every case and every random input.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        let at_end = match &self.state {
            State::Cases(index) => *index >= self.cases && self.random == 0,
            State::Random(n) => *n >= self.random,
            State::Shrinking(..) => false,
        };
        at_end && self.all_passed
    }

    /// The random input that fails, as small as it is by now.
    #[must_use]
    pub fn failing(&self) -> Option<Failing<'_>> {
        let State::Shrinking(n, shrinker) = &self.state else {
            return None;
        };
        let seed = self.base.wrapping_add(u64::from(*n));
        Some(Failing {
            n: *n,
            seed,
            size: size_of(seed),
            choices: shrinker.best(),
            minimal: shrinker.is_minimal(),
            tried: shrinker.tried(),
        })
    }

    /// The seed of the random input at which the run ended because nothing could be said of it.
    #[must_use]
    pub fn void(&self) -> Option<u64> {
        self.void
    }
}

#[cfg(test)]
mod tests;
