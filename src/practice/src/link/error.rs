//! What can be wrong with a link, in words for its reader.

use std::fmt;

/// Why a link could not be made or read. Its text is whole sentences: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It doesn't begin as a link does.
    NotALink,
    /// Its version is of the future: `v2`.
    Newer(String),
    /// What it holds is of a kind of the future.
    NewerKind(String),
    /// Its packing has a letter that is not known.
    UnknownCodec(String),
    /// It ends too early.
    Truncated,
    /// Its checksum doesn't fit, or it has characters that no link has.
    Altered,
    /// It is longer than any link.
    TooLong {
        /// How long it is.
        characters: usize,
        /// How long it may be.
        limit: usize,
    },
    /// It unpacks to more than a link may hold.
    Inflates {
        /// How many bytes it may hold.
        limit: usize,
    },
    /// It is whole, but what it holds makes no sense: which part of it.
    Malformed(String),
    /// The thing to be shared is too large for a link.
    TooLarge {
        /// How many bytes it takes, or the part that was counted when it was given up.
        bytes: usize,
        /// How many there may be.
        limit: usize,
    },
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str(
                "This is not a share link: one begins with “v1.”. Copy the whole address again from where you found it.",
            ),
            Self::Newer(version) => write!(
                f,
                "This link was made by a newer Dryrun (format {version}). Reload the page to update it, then open the link again."
            ),
            Self::NewerKind(kind) => write!(
                f,
                "This link was made by a newer Dryrun: it holds something called “{}”. Reload the page to update it, then open the link again.",
                shown(kind)
            ),
            Self::UnknownCodec(codec) => write!(
                f,
                "This link is packed in a way that this page doesn't know (“{codec}”): it was altered, or made by a newer Dryrun. Reload the page, or ask for the link again."
            ),
            Self::Truncated => f.write_str(
                "The end of this link is missing. Some programs cut long addresses: copy it again, to its very end, or ask for it as a file.",
            ),
            Self::Altered => f.write_str(
                "This link was altered on its way: its checksum doesn't fit. Copy it again from where you found it, or ask for it once more.",
            ),
            Self::TooLong { characters, limit } => write!(
                f,
                "This link is too long: {characters} characters, where at most {limit} are read. Ask for its content as a file."
            ),
            Self::Inflates { limit } => write!(
                f,
                "This link unpacks to more than {} KiB, which no link made here does. It was not opened.",
                limit / 1024
            ),
            Self::Malformed(what) => write!(
                f,
                "This link arrived whole, but what it holds can't be read: {}. Ask for it once more.",
                shown(what)
            ),
            Self::TooLarge { bytes, limit } => write!(
                f,
                "This is too large for a link: {} KiB, where {} KiB fit. Share it as a file instead.",
                bytes.div_ceil(1024),
                limit / 1024
            ),
        }
    }
}

impl std::error::Error for LinkError {}

/// The start of a stranger's text, without what could disturb the sentence around it.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
