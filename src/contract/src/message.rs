//! The one language between the page and the engine worker.
//!
//! Each request carries everything it needs, so a worker can be terminated and replaced at any time: the page just
//! sends the request again. Files of the reader's own travel beside the message as browser `File` handles and are
//! named here by their index, so that their bytes never pass through the page.

use crate::program::Progress;
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
}

impl Request {
    /// The number that answers will carry.
    #[must_use]
    pub fn id(&self) -> u64 {
        match self {
            Self::Run { id, .. } | Self::List { id, .. } | Self::Read { id, .. } => *id,
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
    /// The request could not be carried out: its files could not be had, say. Not the program's own failure.
    Refused {
        /// The request.
        id: u64,
        /// What is wrong and what to do.
        reason: String,
    },
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
