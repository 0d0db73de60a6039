//! Designs as the tokens of links.

use nalsd::exchange;
use nalsd::model::Design;
use practice::link::{self, LinkError, Shared, SharedDesign};

/// What a link holds.
pub(crate) enum Found {
    /// A design.
    Design(Design),
    /// Something else, which another place shows.
    Other,
}

/// Reads the token of a link.
///
/// # Errors
/// What is wrong with it and what to do, for the reader.
pub(crate) fn read(token: &str) -> Result<Found, String> {
    match link::decode(token) {
        Ok(Shared::Design(shared)) => exchange::from_file(&shared.file)
            .map(Found::Design)
            .map_err(|error| error.to_string()),
        Ok(_) => Ok(Found::Other),
        Err(error) => Err(error.to_string()),
    }
}

/// A design as a link, or how far it is from one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Linked {
    /// The token.
    Fits(String),
    /// The characters that a token would have; none where even that can't be told.
    TooLong(Option<usize>),
}

impl Linked {
    /// How many characters the token has, or would have.
    pub(crate) fn length(&self) -> Option<usize> {
        match self {
            Self::Fits(token) => Some(token.len()),
            Self::TooLong(length) => *length,
        }
    }
}

/// Makes the token of a design.
pub(crate) fn write(design: &Design) -> Linked {
    let shared = Shared::Design(SharedDesign {
        file: exchange::to_compact(design),
    });
    match link::encode(&shared) {
        Ok(token) => Linked::Fits(token),
        Err(LinkError::TooLarge { .. }) => Linked::TooLong(link::length(&shared).ok()),
        // A design's own text is JSON: nothing else can be wrong with it.
        Err(_) => Linked::TooLong(None),
    }
}
