//! The one language between the page and the engine worker.
//!
//! Each request carries everything it needs, so a worker can be terminated and replaced at any time: the page just
//! sends the request again. Files of the reader's own travel beside the message as browser `File` handles and are
//! named here by their index, so that their bytes never pass through the page.

use crate::program::{Input, Progress};
use crate::report::Report;
use serde::{Deserialize, Serialize};

/// From the page to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Run a reference implementation.
    Run {
        /// Names the run in every answer.
        id: u64,
        /// The exercise.
        exercise: String,
        /// The arguments after its name.
        args: Vec<String>,
        /// The files it sees.
        source: Source,
    },
    /// List the files that a source holds.
    List {
        /// Names the question.
        id: u64,
        /// The files.
        source: Source,
    },
    /// Read a file of a source.
    Read {
        /// Names the question.
        id: u64,
        /// The files.
        source: Source,
        /// Which of them.
        path: String,
        /// At most so many bytes.
        limit: u32,
    },
    /// Give all files of a source: what a learner's program is to see.
    Files {
        /// Names the question.
        id: u64,
        /// The files.
        source: Source,
    },
    /// Make an input, and say what the reference gives for it.
    Sample {
        /// Names the question.
        id: u64,
        /// The exercise.
        exercise: String,
        /// Which input.
        draw: Draw,
    },
    /// Simulate a design.
    Simulate {
        /// Names the question.
        id: u64,
        /// The design, as JSON.
        design: String,
        /// The plan of the simulation, as JSON.
        plan: String,
    },
}

/// Which input a generator is to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draw {
    /// The random input of a seed.
    Seed {
        /// The seed of its choices.
        seed: u64,
        /// How large it may be, from 1 to 100.
        size: u32,
    },
    /// The input of recorded choices, replayed for a size: what shrinking proposes.
    Choices {
        /// The choices.
        choices: Vec<u64>,
        /// How large it may be, from 1 to 100.
        size: u32,
    },
    /// The input of a given size by which run time is measured as it grows.
    Grown(u64),
}

impl Request {
    /// The number that answers will carry.
    #[must_use]
    pub fn id(&self) -> u64 {
        match self {
            Self::Run { id, .. }
            | Self::List { id, .. }
            | Self::Read { id, .. }
            | Self::Files { id, .. }
            | Self::Sample { id, .. }
            | Self::Simulate { id, .. } => *id,
        }
    }
}

/// Where a program's files come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The mounts, later ones over earlier ones.
    pub mounts: Vec<Mount>,
}

/// One part of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mount {
    /// Where the bytes are.
    pub from: Origin,
    /// Where they appear: a file's path, or the directory that a tree is unpacked at.
    pub at: String,
    /// Whether a bundle or tar is unpacked (a plain file otherwise).
    pub unpack: bool,
}

/// Where bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Bundled content, by URL.
    Url(String),
    /// The reader's own file: its index among those sent beside the message.
    Own(u32),
    /// The reader's own folder: indices among the files sent, with their paths within it.
    Folder(Vec<(u32, String)>),
    /// In the message itself: what a share link carried.
    Inline(Vec<u8>),
}

/// From the engine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The engine is up; it now takes requests.
    Ready,
    /// How far a run has come.
    Progress {
        /// The run.
        id: u64,
        /// What it is doing.
        stage: Stage,
        /// How far.
        progress: Progress,
    },
    /// A run ended, well or not.
    Ran {
        /// The run.
        id: u64,
        /// How.
        run: Ran,
    },
    /// The files of a source, sorted by path.
    Listed {
        /// The question.
        id: u64,
        /// (path, size in bytes).
        files: Vec<(String, u64)>,
    },
    /// The start of a file.
    Read {
        /// The question.
        id: u64,
        /// The bytes, a gzipped file's unpacked.
        bytes: Vec<u8>,
        /// Whether the file goes on after them.
        more: bool,
    },
    /// All files of a source.
    Files {
        /// The question.
        id: u64,
        /// (path, bytes), by path.
        files: Vec<(String, Vec<u8>)>,
        /// Directories that hold nothing.
        empty_dirs: Vec<String>,
    },
    /// An input, and what the reference gives for it.
    Sampled {
        /// The question.
        id: u64,
        /// Both.
        sample: Sample,
    },
    /// What a simulation gave.
    Simulated {
        /// The question.
        id: u64,
        /// The outcome, as `nalsd` writes it: the two sides of this language know nothing of designs.
        outcome: Vec<u8>,
    },
    /// The request could not be carried out: its files could not be had, say. Not the program's own failure.
    Refused {
        /// The request.
        id: u64,
        /// What is wrong and what to do.
        reason: String,
    },
}

impl Response {
    /// The number of the request that it answers; none of [`Response::Ready`].
    #[must_use]
    pub fn id(&self) -> Option<u64> {
        match self {
            Self::Ready => None,
            Self::Progress { id, .. }
            | Self::Ran { id, .. }
            | Self::Listed { id, .. }
            | Self::Read { id, .. }
            | Self::Files { id, .. }
            | Self::Sampled { id, .. }
            | Self::Simulated { id, .. }
            | Self::Refused { id, .. } => Some(*id),
        }
    }
}

/// An input that a generator made, and what the reference gives for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The input.
    pub input: Input,
    /// The choices that made it; none of a grown one.
    pub drawn: Vec<u64>,
    /// The reference's exit status.
    pub status: u8,
    /// Its standard output.
    pub stdout: Vec<u8>,
    /// Its standard error.
    pub stderr: Vec<u8>,
    /// Seconds that it ran; for a grown input the least of several runs.
    pub seconds: f64,
}

/// What an engine is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Fetching or unpacking files.
    Loading,
    /// Running.
    Running,
}

/// How a run ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ran {
    /// The exit status.
    pub status: u8,
    /// Standard output, capped.
    pub stdout: Vec<u8>,
    /// How many bytes of it were dropped at the cap.
    pub stdout_dropped: u64,
    /// Standard error, a failure's message included, capped.
    pub stderr: Vec<u8>,
    /// The report, where the program got that far.
    pub report: Report,
    /// Seconds of running, loading not counted.
    pub seconds: f64,
}
