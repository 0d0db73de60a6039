//! Judging an answer: the plan of `practice::judging`, carried out by the sandbox and the engine.

use crate::platform::engine::Engine;
use crate::platform::location;
use crate::platform::sandbox::{Job, OnOutput, Program, Sandbox, Source, Tree};
use contract::message::{Draw, Mount, Origin, Request, Response, Sample, Source as Files};
use practice::case::{CaseKit, Expected, Kit};
use practice::catalogue::Page;
use practice::judge::{self, Judged, Outcome, Verdict};
use practice::judging::{Finding, Judging, Task};
use practice::language::Language;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is judged, and how far.
#[derive(Clone)]
pub(crate) struct Trial {
    pub(crate) page: Rc<Page>,
    pub(crate) kit: Rc<Kit>,
    pub(crate) language: Language,
    pub(crate) source: Source,
    /// Whether one random input is judged once more, and nothing else.
    pub(crate) replay: bool,
    /// How many random inputs the plan has.
    pub(crate) random: u32,
    pub(crate) plan: Judging,
}

/// Runs that the search for a smaller failing input may take.
pub(crate) const BUDGET: u32 = 600;

/// A judged run of the program: on a case, or on a random input.
#[derive(Clone, Debug)]
pub(crate) struct Tried {
    pub(crate) judged: Judged,
    pub(crate) outcome: Outcome,
    pub(crate) expected: Rc<Expected>,
}

/// A random input that the program failed on.
#[derive(Clone, Debug)]
pub(crate) struct Failing {
    /// The seed that replays it.
    pub(crate) seed: u64,
    /// The input, and what the reference gives for it.
    pub(crate) sample: Rc<Sample>,
    pub(crate) tried: Rc<Tried>,
}

/// What is told of a judged run as it goes.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    /// A task begins.
    Begins(Task),
    /// A case was judged.
    Case(usize, Rc<Tried>),
    /// A random input passed.
    Passed,
    /// A random input failed, or a smaller one does.
    Failing(Failing),
    /// Smaller inputs were tried, so many in all.
    Shrinking(u32),
    /// Nothing is left to do; whether the smallest failing input is known to be the smallest.
    Done { minimal: bool },
}

/// Ends a judged run from outside.
#[derive(Clone, Default)]
pub(crate) struct Stopper {
    stopped: Rc<Cell<bool>>,
    program: Rc<RefCell<Option<Program>>>,
}

impl PartialEq for Stopper {
    /// Whether one is a clone of the other.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.stopped, &other.stopped)
    }
}

impl Stopper {
    /// Ends it at once, whatever it is doing. Whether a program was running, which then tells how it ended.
    pub(crate) fn stop(&self) -> bool {
        self.stopped.set(true);
        let program = self.program.borrow();
        if let Some(program) = &*program {
            program.stop();
        }
        program.is_some()
    }

    /// Whether it was ended.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Opens a program that can be ended from here; `None` when that happened before it could begin.
    pub(crate) fn open(
        &self,
        sandbox: &Sandbox,
        language: Language,
        source: &Source,
    ) -> Option<Program> {
        if self.is_stopped() {
            return None;
        }
        let program = sandbox.open(language, source);
        self.program.replace(Some(program.clone()));
        Some(program)
    }

    /// Gives the program back.
    pub(crate) fn close(&self) {
        if let Some(program) = self.program.take() {
            program.close();
        }
    }

    /// Runs a program once; `None` when it was ended before it began.
    pub(crate) async fn run(
        &self,
        sandbox: &Sandbox,
        language: Language,
        source: &Source,
        job: &Job,
        tell: OnOutput,
    ) -> Option<Outcome> {
        let program = self.open(sandbox, language, source)?;
        let outcome = program.run(job, Some(tell)).await;
        self.close();
        Some(outcome)
    }
}

/// The files of the fixtures, asked of the engine once each.
#[derive(Default)]
struct Fixtures(BTreeMap<String, Rc<Tree>>);

impl Fixtures {
    async fn get(&mut self, name: &str, page: &Page, engine: &Engine) -> Result<Rc<Tree>, String> {
        if let Some(tree) = self.0.get(name) {
            return Ok(Rc::clone(tree));
        }
        let fixture = page
            .manifest
            .fixtures
            .iter()
            .find(|fixture| fixture.name == name)
            .ok_or_else(|| format!("The exercise has no input called {name}."))?;
        let source = Files {
            mounts: vec![Mount {
                from: Origin::Url(location::absolute(&fixture.file)),
                at: fixture.at.clone(),
                unpack: fixture.unpack,
            }],
        };
        let tree = Rc::new(files(source, Vec::new(), engine).await?);
        self.0.insert(name.to_owned(), Rc::clone(&tree));
        Ok(tree)
    }
}

/// All files of a source.
///
/// # Errors
/// Why they can't be had, for the reader.
pub(crate) async fn files(
    source: Files,
    own: Vec<web_sys::File>,
    engine: &Engine,
) -> Result<Tree, String> {
    match engine.ask(|id| Request::Files { id, source }, own).await {
        Response::Files {
            files, empty_dirs, ..
        } => Ok(Tree { files, empty_dirs }),
        Response::Refused { reason, .. } => Err(reason),
        _ => Err("The engine gave an answer of another kind.".to_owned()),
    }
}

/// An input that the exercise's generator makes, and what the reference gives for it.
///
/// # Errors
/// Why it can't be had, for the reader.
pub(crate) async fn sample(exercise: &str, draw: Draw, engine: &Engine) -> Result<Sample, String> {
    let exercise = exercise.to_owned();
    let make = |id| Request::Sample { id, exercise, draw };
    match engine.ask(make, Vec::new()).await {
        Response::Sampled { sample, .. } => Ok(sample),
        Response::Refused { reason, .. } => Err(reason),
        _ => Err("The engine gave an answer of another kind.".to_owned()),
    }
}

/// The job of a generated input.
pub(crate) fn sample_job(sample: &Sample, seconds: f64) -> Job {
    let tree = Tree {
        files: sample.input.files.clone(),
        empty_dirs: Vec::new(),
    };
    Job {
        args: sample.input.args.clone(),
        env: sample.input.env.clone(),
        stdin: sample.input.stdin.clone(),
        trees: vec![Rc::new(tree)],
        seconds,
    }
}

/// Judges: runs the program on what the plan says, until nothing is left or it is stopped.
///
/// # Errors
/// Why it could not go on, for the reader: nothing is said of the answer then.
pub(crate) async fn judge(
    trial: Trial,
    engine: &Engine,
    stopper: &Stopper,
    tell: impl Fn(Told),
) -> Result<(), String> {
    let sandbox = Sandbox::get().await?;
    sandbox.warm(trial.language).await?;
    let Some(program) = stopper.open(&sandbox, trial.language, &trial.source) else {
        return Ok(());
    };
    let result = carry_out(trial, engine, stopper, &program, tell).await;
    stopper.close();
    result
}

async fn carry_out(
    trial: Trial,
    engine: &Engine,
    stopper: &Stopper,
    program: &Program,
    tell: impl Fn(Told),
) -> Result<(), String> {
    let Trial {
        page,
        kit,
        language,
        mut plan,
        ..
    } = trial;
    let seconds = page.manifest.limits.seconds_in(language);
    let mut fixtures = Fixtures::default();
    loop {
        let task = plan.next();
        tell(Told::Begins(task.clone()));
        match task {
            Task::Done => {
                let minimal = plan.failing().is_some_and(|failing| failing.minimal);
                tell(Told::Done { minimal });
                return Ok(());
            }
            Task::Case(index) => {
                let Some(case) = kit.cases.get(index) else {
                    return Err("The exercise has fewer cases than it said.".to_owned());
                };
                let job = case_job(case, &page, engine, &mut fixtures, seconds).await?;
                if stopper.is_stopped() {
                    return Ok(());
                }
                let expected = Rc::new(case.expected.clone());
                let Some(tried) = attempt(&page, program, &job, expected).await else {
                    return Ok(());
                };
                plan.report(finding(&tried), &[]);
                tell(Told::Case(index, Rc::new(tried)));
            }
            Task::Random { seed, size, .. } => {
                let sample = sample(&page.name, Draw::Seed { seed, size }, engine).await?;
                if stopper.is_stopped() {
                    return Ok(());
                }
                let job = sample_job(&sample, seconds);
                let Some(tried) = attempt(&page, program, &job, expected(&sample)).await else {
                    return Ok(());
                };
                let finding = finding(&tried);
                if finding == Finding::Void {
                    let why = tried.judged.why.join(" ");
                    return Err(format!("On the random input of seed {seed}: {why}"));
                }
                plan.report(finding, &sample.drawn);
                tell(if finding == Finding::Pass {
                    Told::Passed
                } else {
                    Told::Failing(Failing {
                        seed,
                        sample: Rc::new(sample),
                        tried: Rc::new(tried),
                    })
                });
            }
            Task::Shrink { choices, size } => {
                let sample = sample(&page.name, Draw::Choices { choices, size }, engine).await?;
                if stopper.is_stopped() {
                    return Ok(());
                }
                let job = sample_job(&sample, seconds);
                let Some(tried) = attempt(&page, program, &job, expected(&sample)).await else {
                    return Ok(());
                };
                let found = finding(&tried);
                plan.report(found, &sample.drawn);
                let Some(failing) = plan.failing() else {
                    continue;
                };
                // It was taken for the smallest so far.
                if found == Finding::Fail && failing.choices == sample.drawn {
                    tell(Told::Failing(Failing {
                        seed: failing.seed,
                        sample: Rc::new(sample),
                        tried: Rc::new(tried),
                    }));
                }
                tell(Told::Shrinking(failing.tried));
            }
        }
    }
}

/// What a judged run says of the answer.
fn finding(tried: &Tried) -> Finding {
    if tried.judged.broke {
        Finding::Void
    } else if tried.judged.verdict == Verdict::Pass {
        Finding::Pass
    } else {
        Finding::Fail
    }
}

/// What the reference says a program must give. What it says on stderr is its own wording.
fn expected(sample: &Sample) -> Rc<Expected> {
    Rc::new(Expected {
        stdout: sample.stdout.clone(),
        status: sample.status,
        stderr_has: Vec::new(),
    })
}

async fn case_job(
    case: &CaseKit,
    page: &Page,
    engine: &Engine,
    fixtures: &mut Fixtures,
    seconds: f64,
) -> Result<Job, String> {
    let mut trees = Vec::new();
    if let Some(name) = &case.fixture {
        trees.push(fixtures.get(name, page, engine).await?);
    }
    if !case.files.is_empty() || !case.empty_dirs.is_empty() {
        trees.push(Rc::new(Tree {
            files: case.files.clone(),
            empty_dirs: case.empty_dirs.clone(),
        }));
    }
    Ok(Job {
        args: case.args.clone(),
        env: case.env.clone(),
        stdin: case.stdin.clone(),
        trees,
        seconds,
    })
}

/// Runs and judges; `None` when it was stopped.
async fn attempt(
    page: &Page,
    program: &Program,
    job: &Job,
    expected: Rc<Expected>,
) -> Option<Tried> {
    let outcome = program.run(job, None).await;
    let judged = judge::judge(page.manifest.compare, &expected, &outcome)?;
    Some(Tried {
        judged,
        outcome,
        expected,
    })
}
