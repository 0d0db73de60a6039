//! What a run is made of: the input chosen and the options set; and what became of it.

use crate::platform::engine::Engine;
use crate::platform::location;
use crate::platform::own_files::OwnFile;
use contract::message::{Mount, Origin, Ran, Request, Response, Source, Stage};
use contract::{Progress, Report};
use practice::catalogue::Page;
use practice::link::{SharedCode, SharedInput, SharedRun};
use practice::manifest::{InputKind, Settings, arguments};
use practice::route::{Mode, Route};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::File;
use yew::prelude::*;

/// How a page is opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Opening {
    /// By its address.
    Place {
        /// The bundled input.
        fixture: Option<String>,
        /// What is set.
        settings: Settings,
        /// Whether an answer is written, or the reference watched.
        mode: Mode,
        /// The random input to replay.
        seed: Option<u64>,
    },
    /// By a share link that holds a run.
    Shared(SharedRun),
    /// By a share link that holds code.
    Code(SharedCode),
}

impl Opening {
    /// Whether an answer is written, or the reference watched.
    pub(crate) fn mode(&self) -> Mode {
        match self {
            Self::Place { mode, .. } => *mode,
            Self::Shared(_) => Mode::Watch,
            Self::Code(_) => Mode::Write,
        }
    }

    /// Whether it is what somebody else made.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_) | Self::Code(_))
    }
}

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Chosen {
    /// A bundled one, by its index.
    Fixture(usize),
    /// Files of the reader's own.
    Own(Rc<Vec<OwnFile>>),
    /// Files that a link brought, as (path, bytes).
    Linked(Rc<Vec<(String, Vec<u8>)>>),
}

/// What the next run is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Session {
    pub(crate) chosen: Chosen,
    pub(crate) settings: Settings,
}

impl Session {
    /// The first bundled input, with nothing set.
    pub(crate) fn first() -> Self {
        Self {
            chosen: Chosen::Fixture(0),
            settings: Settings::new(),
        }
    }

    /// The session that a page opens with. A fixture that is not there any more falls back to the first.
    pub(crate) fn open(opening: &Opening, page: &Page) -> Self {
        let fixture = |name: Option<&str>| {
            let named = page
                .manifest
                .fixtures
                .iter()
                .position(|f| Some(f.name.as_str()) == name);
            Chosen::Fixture(named.unwrap_or(0))
        };
        let (chosen, settings) = match opening {
            Opening::Place {
                fixture: name,
                settings,
                ..
            } => (fixture(name.as_deref()), settings),
            Opening::Code(_) => return Self::first(),
            Opening::Shared(run) => match &run.input {
                SharedInput::Fixture(name) => (fixture(Some(name)), &run.settings),
                SharedInput::Own(files) => (Chosen::Linked(Rc::new(files.clone())), &run.settings),
            },
        };
        Self {
            chosen,
            settings: settings.clone(),
        }
    }

    /// The address of this session; an input of the reader's own has none.
    pub(crate) fn route(&self, page: &Page) -> Route {
        let fixture = match &self.chosen {
            Chosen::Fixture(0) => None,
            Chosen::Fixture(index) => page.manifest.fixtures.get(*index).map(|f| f.name.clone()),
            Chosen::Own(_) | Chosen::Linked(_) => None,
        };
        Route::Exercise {
            name: page.name.clone(),
            fixture,
            settings: self.settings.clone(),
            mode: Mode::Watch,
            seed: None,
        }
    }

    /// The arguments of the run.
    pub(crate) fn args(&self, page: &Page) -> Vec<String> {
        let tail = match &self.chosen {
            Chosen::Fixture(index) => page
                .manifest
                .fixtures
                .get(*index)
                .map(|f| f.args.as_slice()),
            Chosen::Own(_) | Chosen::Linked(_) => Some(page.manifest.input.args.as_slice()),
        };
        arguments(&page.manifest, &self.settings, tail.unwrap_or_default())
    }

    /// The files of the run, and the handles that travel beside the message.
    pub(crate) fn source(&self, page: &Page) -> (Source, Vec<File>) {
        let input = &page.manifest.input;
        let tree = input.kind == InputKind::Tree;
        let mount = |from, at: &str, unpack| Mount {
            from,
            at: at.to_owned(),
            unpack,
        };
        match &self.chosen {
            Chosen::Fixture(index) => {
                let mounts = page.manifest.fixtures.get(*index).map(|fixture| {
                    // The worker's own address is not the document's.
                    let url = location::absolute(&fixture.file);
                    mount(Origin::Url(url), &fixture.at, fixture.unpack)
                });
                (
                    Source {
                        mounts: mounts.into_iter().collect(),
                    },
                    Vec::new(),
                )
            }
            Chosen::Own(files) => {
                let from = match files.as_slice() {
                    [_] => Origin::Own(0),
                    many => Origin::Folder(
                        (0..)
                            .zip(many)
                            .map(|(index, own)| (index, own.path.clone()))
                            .collect(),
                    ),
                };
                let mounts = vec![mount(from, &input.at, tree)];
                (
                    Source { mounts },
                    files.iter().map(|own| own.file.clone()).collect(),
                )
            }
            Chosen::Linked(files) => {
                let mounts = files.iter().map(|(path, bytes)| {
                    // An archive shared as a whole sits at the very place where it is unpacked.
                    let unpack = tree && *path == input.at;
                    mount(Origin::Inline(bytes.clone()), path, unpack)
                });
                (
                    Source {
                        mounts: mounts.collect(),
                    },
                    Vec::new(),
                )
            }
        }
    }
}

/// A run that ended. Two are equal when they are the same one: comparing megabytes at each drawing would show.
#[derive(Clone)]
pub(crate) struct Done {
    /// How it ended; its report is taken out.
    pub(crate) ran: Rc<Ran>,
    /// What it drew.
    pub(crate) report: Rc<Report>,
}

impl Done {
    fn new(mut ran: Ran) -> Self {
        let report = Rc::new(std::mem::take(&mut ran.report));
        Self {
            ran: Rc::new(ran),
            report,
        }
    }
}

impl PartialEq for Done {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.ran, &other.ran)
    }
}

/// What became of a run.
#[derive(Clone, PartialEq, Default)]
pub(crate) enum Run {
    /// None was started.
    #[default]
    Idle,
    /// It is under way.
    Going {
        /// The engine's number for it.
        id: u64,
        /// What it is doing and how far it is, once it has said so.
        told: Option<(Stage, Progress)>,
    },
    /// The reader stopped it.
    Stopped,
    /// It ended, with exit status 0 or not.
    Done(Done),
    /// It could not be carried out.
    Refused(String),
}

/// What happens to a run.
pub(crate) enum Step {
    /// It was sent under this number.
    Begin(u64),
    /// The reader stopped it.
    Stop,
    /// It is of no interest any more.
    Reset,
    /// The engine said something.
    Hear(Response),
}

impl Reducible for Run {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let current = match &*self {
            Run::Going { id, .. } => Some(*id),
            _ => None,
        };
        Rc::new(match step {
            Step::Begin(id) => Run::Going { id, told: None },
            Step::Stop if current.is_some() => Run::Stopped,
            Step::Reset => Run::Idle,
            Step::Hear(Response::Progress {
                id,
                stage,
                progress,
            }) if current == Some(id) => Run::Going {
                id,
                told: Some((stage, progress)),
            },
            Step::Hear(Response::Ran { id, run }) if current == Some(id) => {
                Run::Done(Done::new(run))
            }
            Step::Hear(Response::Refused { id, reason }) if current == Some(id) => {
                Run::Refused(reason)
            }
            // What comes of a run that was stopped or replaced is of no interest any more.
            _ => return self,
        })
    }
}

/// A run and the ways to begin and end it.
#[derive(Clone, PartialEq)]
pub(crate) struct Runner {
    run: UseReducerHandle<Run>,
    /// The run that the engine has, as of now: a handle of `run` may be of an earlier drawing.
    current: Rc<RefCell<Option<u64>>>,
    engine: Engine,
}

impl Runner {
    /// What became of the run.
    pub(crate) fn run(&self) -> &Run {
        &self.run
    }

    /// Begins a run; one that is under way is stopped first.
    pub(crate) fn begin(&self, session: &Session, page: &Page) {
        self.halt();
        let (source, own) = session.source(page);
        let (exercise, args) = (page.name.clone(), session.args(page));
        let dispatcher = self.run.dispatcher();
        let current = Rc::clone(&self.current);
        let answer = Callback::from(move |response: Response| {
            if !matches!(response, Response::Progress { .. }) {
                *current.borrow_mut() = None;
            }
            dispatcher.dispatch(Step::Hear(response));
        });
        let make = |id| Request::Run {
            id,
            exercise,
            args,
            source,
        };
        // Told before it is sent: an engine that can't start answers at once.
        let dispatcher = self.run.dispatcher();
        let current = Rc::clone(&self.current);
        self.engine.send(
            |id| {
                *current.borrow_mut() = Some(id);
                dispatcher.dispatch(Step::Begin(id));
                make(id)
            },
            own,
            answer,
        );
    }

    /// Stops the run at once.
    pub(crate) fn stop(&self) {
        self.halt();
        self.run.dispatch(Step::Stop);
    }

    /// Forgets the run.
    pub(crate) fn reset(&self) {
        self.halt();
        self.run.dispatch(Step::Reset);
    }

    fn halt(&self) {
        if let Some(id) = self.current.take() {
            self.engine.stop(id);
        }
    }
}

/// A runner on the room's engine, which is started here so that the first run doesn't wait for it. A run that is under way
/// when the page is left ends with it.
#[hook]
pub(crate) fn use_runner(engine: Engine) -> Runner {
    let run = use_reducer(Run::default);
    let current = use_mut_ref(|| None);
    use_effect_with((), {
        let (engine, current) = (engine.clone(), Rc::clone(&current));
        move |()| {
            engine.warm();
            move || {
                if let Some(id) = current.take() {
                    engine.stop(id);
                }
            }
        }
    });
    Runner {
        run,
        current,
        engine,
    }
}
