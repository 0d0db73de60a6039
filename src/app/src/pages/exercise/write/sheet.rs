//! What the page shows of a judged run, as it goes.

use super::judge::{Failing, Told, Tried};
use practice::judge::Verdict;
use practice::judging::Task;
use std::rc::Rc;
use yew::Reducible;

/// How it stands with a judged run.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) enum Phase {
    /// None was begun.
    #[default]
    Idle,
    /// The language is being loaded.
    Starting,
    /// Under way.
    Going(Task),
    /// The reader ended it.
    Stopped,
    /// Nothing was left to do.
    Done,
    /// It could not go on; nothing is said of the answer.
    Broke(String),
}

/// The sheet of a judged run. Two are equal when they show the same runs: comparing megabytes of output at each drawing
/// would show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Which run it is: what an earlier one still tells is of no interest.
    pub(crate) number: u32,
    pub(crate) phase: Phase,
    /// Whether it is one random input once more, and nothing else.
    pub(crate) replay: bool,
    /// The cases, in file order; none that isn't judged yet. A replay has none.
    pub(crate) cases: Vec<Option<Rc<Tried>>>,
    /// How many random inputs passed.
    pub(crate) passed: u32,
    /// How many there are to be.
    pub(crate) random: u32,
    /// The smallest input known that fails.
    pub(crate) failing: Option<Failing>,
    /// Inputs tried while looking for a smaller one.
    pub(crate) tried: u32,
    /// Whether nothing smaller fails.
    pub(crate) minimal: bool,
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        let failing = |sheet: &Self| {
            sheet
                .failing
                .as_ref()
                .map(|failing| Rc::as_ptr(&failing.tried))
        };
        let same = |(one, two): (&Option<Rc<Tried>>, &Option<Rc<Tried>>)| {
            one.as_ref().map(Rc::as_ptr) == two.as_ref().map(Rc::as_ptr)
        };
        self.number == other.number
            && self.phase == other.phase
            && (self.passed, self.random) == (other.passed, other.random)
            && (self.tried, self.minimal) == (other.tried, other.minimal)
            && failing(self) == failing(other)
            && self.cases.len() == other.cases.len()
            && self.cases.iter().zip(&other.cases).all(same)
    }
}

/// What happens to a sheet.
pub(crate) enum Step {
    /// A run of that number begins, with so many cases and random inputs.
    Begin {
        number: u32,
        replay: bool,
        cases: usize,
        random: u32,
    },
    /// The run of that number told something.
    Hear(u32, Told),
    /// The run of that number could not go on.
    Break(u32, String),
    /// The reader ended it.
    Stop,
    /// It is of no interest any more.
    Clear,
}

impl Reducible for Sheet {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut next = (*self).clone();
        match step {
            Step::Begin {
                number,
                replay,
                cases,
                random,
            } => {
                next = Self {
                    number,
                    replay,
                    phase: Phase::Starting,
                    cases: vec![None; cases],
                    random,
                    ..Self::default()
                };
            }
            Step::Hear(number, told) if number == self.number && self.is_going() => next.hear(told),
            Step::Break(number, reason) if number == self.number && self.is_going() => {
                next.phase = Phase::Broke(reason);
            }
            Step::Stop if self.is_going() => next.phase = Phase::Stopped,
            Step::Clear => {
                next = Self {
                    number: self.number,
                    ..Self::default()
                };
            }
            _ => return self,
        }
        Rc::new(next)
    }
}

impl Sheet {
    fn hear(&mut self, told: Told) {
        match told {
            Told::Begins(task) => self.phase = Phase::Going(task),
            Told::Case(index, tried) => {
                if let Some(place) = self.cases.get_mut(index) {
                    *place = Some(tried);
                }
            }
            Told::Passed => self.passed += 1,
            Told::Failing(failing) => self.failing = Some(failing),
            Told::Shrinking(tried) => self.tried = tried,
            Told::Done { minimal } => {
                self.minimal = minimal;
                self.phase = Phase::Done;
            }
        }
    }

    /// Whether it is under way.
    pub(crate) fn is_going(&self) -> bool {
        matches!(self.phase, Phase::Starting | Phase::Going(_))
    }

    /// How many cases pass.
    pub(crate) fn passing(&self) -> usize {
        let passes = |tried: &&Rc<Tried>| tried.judged.verdict == Verdict::Pass;
        self.cases.iter().flatten().filter(passes).count()
    }

    /// At how many cases the runtime broke, which says nothing of the answer.
    pub(crate) fn broken(&self) -> usize {
        let broke = |tried: &&Rc<Tried>| tried.judged.broke;
        self.cases.iter().flatten().filter(broke).count()
    }

    /// Whether everything that was asked passed.
    pub(crate) fn is_pass(&self) -> bool {
        self.phase == Phase::Done
            && !self.replay
            && self.passing() == self.cases.len()
            && self.failing.is_none()
            && self.passed == self.random
    }

    /// The first case that doesn't pass.
    pub(crate) fn first_failure(&self) -> Option<usize> {
        let fails = |tried: &Option<Rc<Tried>>| {
            tried
                .as_ref()
                .is_some_and(|tried| tried.judged.verdict != Verdict::Pass)
        };
        self.cases.iter().position(fails)
    }
}
