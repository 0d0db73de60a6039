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
mod tests {
    use super::*;
    use contract::Choices;
    use proptest::prelude::*;

    /// Draws up to `size` numbers, and fails from a limit on.
    fn input(choices: &mut Choices, size: u32) -> Vec<u64> {
        let count = choices.below(u64::from(size) + 1);
        (0..count).map(|_| choices.below(100)).collect()
    }

    /// Runs to the end; `case` and `random` are the program. Gives the tasks, in order.
    fn run(
        judging: &mut Judging,
        case: impl Fn(usize) -> Finding,
        random: impl Fn(&[u64]) -> Finding,
    ) -> Vec<Task> {
        let mut tasks = Vec::new();
        loop {
            let task = judging.next();
            assert_eq!(judging.next(), task, "the same until it is reported");
            match &task {
                Task::Case(index) => judging.report(case(*index), &[]),
                Task::Random { seed, size, .. } => {
                    let mut choices = Choices::seeded(*seed);
                    let made = input(&mut choices, *size);
                    judging.report(random(&made), choices.drawn());
                }
                Task::Shrink { choices, size } => {
                    let mut choices = Choices::replay(choices.clone());
                    let made = input(&mut choices, *size);
                    judging.report(random(&made), choices.drawn());
                }
                Task::Done => return tasks,
            }
            tasks.push(task);
            assert!(tasks.len() < 10_000);
        }
    }

    fn from(pass: bool) -> Finding {
        if pass { Finding::Pass } else { Finding::Fail }
    }

    #[test]
    fn all_passes() {
        let mut judging = Judging::new(3, 100, 500, 4000);
        let tasks = run(&mut judging, |_| Finding::Pass, |_| Finding::Pass);
        assert_eq!(tasks.len(), 103);
        assert_eq!(
            tasks[..3],
            [Task::Case(0), Task::Case(1), Task::Case(2)],
            "in file order"
        );
        assert_eq!(
            tasks[102],
            Task::Random {
                n: 99,
                seed: 4099,
                size: size_of(4099)
            }
        );
        assert!(judging.is_passed());
        assert_eq!(judging.failing(), None);
        let expected = Progress {
            phase: Phase::Done,
            done: 100,
            total: 100,
        };
        assert_eq!(judging.progress(), expected);
    }

    #[test]
    fn a_failed_case_stops_neither_later_cases_nor_lets_random_ones_begin() {
        for finding in [Finding::Fail, Finding::Void] {
            let mut judging = Judging::new(3, 100, 500, 1);
            let case = |index| if index == 1 { finding } else { Finding::Pass };
            let tasks = run(&mut judging, case, |_| Finding::Pass);
            assert_eq!(tasks, [Task::Case(0), Task::Case(1), Task::Case(2)]);
            assert!(!judging.is_passed());
            let expected = Progress {
                phase: Phase::Done,
                done: 3,
                total: 3,
            };
            assert_eq!(judging.progress(), expected);
        }
    }

    #[test]
    fn the_first_failing_random_input_is_shrunk_and_replays_by_its_seed() {
        let program = |made: &[u64]| from(made.iter().all(|x| *x < 60));
        let mut judging = Judging::new(1, 100, 500, 70);
        let tasks = run(&mut judging, |_| Finding::Pass, program);
        let found = judging.failing().unwrap();
        assert!(found.minimal && found.tried > 0);
        assert_eq!(found.choices, [1, 60], "one element, just too large");
        let randoms: Vec<&Task> = tasks
            .iter()
            .filter(|task| matches!(task, Task::Random { .. }))
            .collect();
        assert_eq!(
            randoms.len() as u32,
            found.n + 1,
            "none after the failing one"
        );
        assert_eq!(found.seed, 70 + u64::from(found.n));
        assert_eq!(judging.progress().phase, Phase::Done);
        assert!(!judging.is_passed());

        let mut again = Judging::replay(found.seed, 500);
        let tasks = run(&mut again, |_| Finding::Pass, program);
        assert!(matches!(tasks[0], Task::Random { n: 0, seed, size }
            if (seed, size) == (found.seed, found.size)));
        assert_eq!(again.failing().unwrap().choices, found.choices);
    }

    #[test]
    fn what_broke_is_never_shrunk() {
        let mut judging = Judging::new(0, 100, 500, 9);
        let program = |made: &[u64]| {
            if made.len() > 2 {
                Finding::Void
            } else {
                Finding::Pass
            }
        };
        let tasks = run(&mut judging, |_| Finding::Pass, program);
        assert!(tasks.iter().all(|task| matches!(task, Task::Random { .. })));
        assert_eq!(judging.failing(), None);
        assert_eq!(judging.void(), Some(9 + tasks.len() as u64 - 1));
        assert!(!judging.is_passed());
    }

    #[test]
    fn it_can_be_stopped_at_any_time() {
        let mut judging = Judging::new(2, 10, 50, 0);
        judging.next();
        judging.report(Finding::Pass, &[]);
        judging.stop();
        assert_eq!(judging.next(), Task::Done);
        judging.report(Finding::Pass, &[]);
        let expected = Progress {
            phase: Phase::Done,
            done: 1,
            total: 2,
        };
        assert_eq!(judging.progress(), expected);
        assert!(!judging.is_passed());

        let mut judging = Judging::new(0, 10, 50, 0);
        judging.next();
        judging.report(Finding::Fail, &[3, 1, 2, 3]);
        assert!(matches!(judging.next(), Task::Shrink { .. }));
        judging.stop();
        assert_eq!(judging.next(), Task::Done);
        let found = judging.failing().unwrap();
        assert_eq!((found.choices, found.minimal), (&[3, 1, 2, 3][..], false));
    }

    #[test]
    fn nothing_to_run_is_done_at_once() {
        let mut judging = Judging::new(0, 0, 0, 0);
        assert_eq!(judging.progress().phase, Phase::Done);
        assert_eq!(judging.next(), Task::Done);
        assert!(judging.is_passed());
    }

    proptest! {
        #[test]
        fn any_program_is_judged_within_its_bounds(
            cases in 0_u32..6, random in 0_u32..30, budget in 0_u32..60, base in any::<u64>(),
            bad_case in 0_usize..12, limit in 0_u64..200
        ) {
            let mut judging = Judging::new(cases, random, budget, base);
            let program = |made: &[u64]| from(made.iter().sum::<u64>() < limit * 10);
            let tasks = run(&mut judging, |index| from(index != bad_case), program);
            prop_assert!(tasks.len() as u32 <= cases + random + budget);
            prop_assert_eq!(judging.progress().phase, Phase::Done);
            let failed = bad_case < cases as usize || judging.failing().is_some();
            prop_assert_eq!(judging.is_passed(), !failed);
            if let Some(found) = judging.failing() {
                let made = input(&mut Choices::replay(found.choices.to_vec()), found.size);
                prop_assert_eq!(program(&made), Finding::Fail);
            }
        }
    }
}
