//! Share links: a whole run, program or design, in the address itself, so that no server ever sees it.
//!
//! ```text
//! #/s/v1.d.PAYLOAD        version . codec . payload
//! ```
//!
//! The payload is base64url without padding (RFC 4648, section 5) of
//!
//! | bytes | what |
//! | --- | --- |
//! | 2 | length of the body, little-endian |
//! | length | the body |
//! | 4 | CRC-32 (as in gzip, RFC 1952) of `v1.d.` and all bytes before it, little-endian |
//!
//! and the body is JSON, as it is (codec `j`) or as raw deflate (codec `d`, RFC 1951). The length tells a link that was
//! cut off; the checksum, put last as in any cyclic code, finds every change of a single character. The JSON carries
//! its `kind`, `run`, `code` or `design`, so that other things can be shared later.
//!
//! Decoders are never deleted: a link that once worked works on. Reading is total, and bounded in memory and time.

mod crc;
mod error;
mod json;

pub use error::LinkError;
pub use json::{from_json, to_json};

use crate::language::Language;
use crate::manifest::Settings;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// The longest link that is made, in characters of its token: what mail programs and chats still carry unharmed.
pub const MAX_TOKEN: usize = 8 * 1024;

/// The longest token that is read: more than is made today, so that a limit raised later does no harm to older pages.
pub const MAX_READ: usize = 64 * 1024;

/// The largest JSON within a link, in bytes.
pub const MAX_JSON: usize = 256 * 1024;

/// The format's version.
const VERSION: u32 = 1;

/// Bits left over in the last character are ignored: a link that was cut off must be told from one that was changed,
/// and the checksum vouches for the rest.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// What a link holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A run of a reference implementation.
    Run(SharedRun),
    /// A program that somebody wrote.
    Code(SharedCode),
    /// A design that somebody drew.
    Design(SharedDesign),
}

/// A design that somebody drew. What is in it is for the sketchpad to read, which checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDesign {
    /// The text of a design's file: JSON.
    pub file: String,
}

/// A program that somebody wrote for an exercise. It is a stranger's: to be shown, and run only when asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCode {
    /// The exercise's name ([`crate::route::is_name`]). Whether there is such an exercise is for the page to find out.
    pub exercise: String,
    /// The language it is written in.
    pub language: Language,
    /// Its files as (name, text), the main file first: at least one, with names that
    /// [`check_names`](crate::work::check_names) lets pass.
    pub files: Vec<(String, String)>,
    /// The seed of a random input to be judged by.
    pub replay: Option<u64>,
}

/// A run: everything that is needed to see the same again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRun {
    /// The exercise's name ([`crate::route::is_name`]). Whether there is such an exercise is for the page to find out.
    pub exercise: String,
    /// What it ran on.
    pub input: SharedInput,
    /// What was set.
    pub settings: Settings,
}

/// What a shared run ran on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedInput {
    /// A bundled input, by name.
    Fixture(String),
    /// Files of the sharer's own, as (path, bytes) in directory order.
    Own(Vec<(String, Vec<u8>)>),
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    /// Raw deflate.
    Deflate,
    /// As it is.
    Json,
}

impl Codec {
    /// What a token begins with.
    fn prefix(self) -> &'static str {
        match self {
            Self::Deflate => "v1.d.",
            Self::Json => "v1.j.",
        }
    }
}

/// Makes the token of a link: `v1.d.…` or `v1.j.…`, whichever is shorter.
///
/// # Errors
/// [`LinkError::TooLarge`] when the thing doesn't fit in a link; [`LinkError::Malformed`] when a name in it is none.
pub fn encode(shared: &Shared) -> Result<String, LinkError> {
    let (codec, body) = pack(shared)?;
    let token = seal(codec, &body)?;
    within(token.len(), MAX_TOKEN)?;
    Ok(token)
}

/// How many characters the token of a link has or would have: of a thing too large for a link, too, so that people see by
/// how much.
///
/// # Errors
/// [`LinkError::TooLarge`] beyond [`MAX_JSON`]; [`LinkError::Malformed`] when a name in it is none.
pub fn length(shared: &Shared) -> Result<usize, LinkError> {
    let (codec, body) = pack(shared)?;
    // Length and checksum are 6 bytes; 3 bytes make 4 characters.
    Ok(codec.prefix().len() + ((body.len() + 6) * 4).div_ceil(3))
}

/// The body of a link, packed the shorter way.
fn pack(shared: &Shared) -> Result<(Codec, Vec<u8>), LinkError> {
    within(content(shared), MAX_JSON)?;
    let json = to_json(shared)?;
    within(json.len(), MAX_JSON)?;
    let packed = miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 9);
    Ok(if packed.len() < json.len() {
        (Codec::Deflate, packed)
    } else {
        (Codec::Json, json.into_bytes())
    })
}

/// Reads a token. Space around it, and punctuation that a sentence may have put after it, are ignored.
///
/// # Errors
/// What is wrong with it, and what to do: see [`LinkError`].
pub fn decode(token: &str) -> Result<Shared, LinkError> {
    let token = token
        .trim()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'']);
    if token.len() > MAX_READ {
        return Err(LinkError::TooLong {
            characters: token.len(),
            limit: MAX_READ,
        });
    }
    let (codec, body) = open(token)?;
    let json = match codec {
        Codec::Json => body,
        Codec::Deflate => decompress_to_vec_with_limit(&body, MAX_JSON).map_err(|error| {
            if error.status == TINFLStatus::HasMoreOutput {
                LinkError::Inflates { limit: MAX_JSON }
            } else {
                LinkError::Malformed("its packing is not deflate".to_owned())
            }
        })?,
    };
    from_json(&json)
}

/// Bytes of the files, or the design, that are shared.
fn content(shared: &Shared) -> usize {
    match shared {
        Shared::Run(run) => match &run.input {
            SharedInput::Own(files) => files.iter().map(|(_, bytes)| bytes.len()).sum(),
            SharedInput::Fixture(_) => 0,
        },
        Shared::Code(code) => code.files.iter().map(|(_, text)| text.len()).sum(),
        Shared::Design(design) => design.file.len(),
    }
}

/// Refuses what is above a limit.
fn within(bytes: usize, limit: usize) -> Result<(), LinkError> {
    if bytes > limit {
        return Err(LinkError::TooLarge { bytes, limit });
    }
    Ok(())
}

/// Wraps a body with its length and checksum.
fn seal(codec: Codec, body: &[u8]) -> Result<String, LinkError> {
    let Ok(length) = u16::try_from(body.len()) else {
        return Err(LinkError::TooLarge {
            bytes: body.len(),
            limit: MAX_TOKEN,
        });
    };
    let mut payload = length.to_le_bytes().to_vec();
    payload.extend(body);
    payload.extend(checksum(codec, &payload).to_le_bytes());
    let mut token = codec.prefix().to_owned();
    BASE64.encode_string(payload, &mut token);
    Ok(token)
}

/// Unwraps the body of a token, and makes sure that it is whole.
fn open(token: &str) -> Result<(Codec, Vec<u8>), LinkError> {
    let (version, rest) = match token.split_once('.') {
        Some((version, rest)) => (version, Some(rest)),
        None => (token, None),
    };
    let number = version
        .strip_prefix('v')
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'))
        .and_then(|digits| digits.parse::<u32>().ok());
    match number {
        None => return Err(LinkError::NotALink),
        Some(number) if number > VERSION => return Err(LinkError::Newer(version.to_owned())),
        Some(_) => {}
    }
    let rest = rest.unwrap_or("");
    let (codec, payload) = rest.split_once('.').unwrap_or((rest, ""));
    let codec = match codec {
        "d" => Codec::Deflate,
        "j" => Codec::Json,
        "" if payload.is_empty() => return Err(LinkError::Truncated),
        codec
            if (1..=8).contains(&codec.len())
                && codec.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            return Err(LinkError::UnknownCodec(codec.to_owned()));
        }
        _ => return Err(LinkError::Altered),
    };
    // One character over a multiple of four holds no whole byte: only a cut can have left it.
    let cut = payload.len() % 4 == 1 && payload.is_ascii();
    let whole = payload
        .get(..payload.len() - usize::from(cut))
        .unwrap_or("");
    let Ok(payload) = BASE64.decode(whole) else {
        return Err(LinkError::Altered);
    };
    let Some((length, rest)) = payload.split_first_chunk::<2>() else {
        return Err(LinkError::Truncated);
    };
    let length = usize::from(u16::from_le_bytes(*length));
    if rest.len() < length + 4 {
        return Err(LinkError::Truncated);
    }
    if rest.len() > length + 4 || cut {
        return Err(LinkError::Altered);
    }
    let (body, sum) = rest.split_at(length);
    let sealed = payload.get(..2 + length).unwrap_or_default();
    if checksum(codec, sealed).to_le_bytes() != sum {
        return Err(LinkError::Altered);
    }
    Ok((codec, body.to_vec()))
}

/// The checksum of a payload's length and body.
fn checksum(codec: Codec, sealed: &[u8]) -> u32 {
    crc::crc32(codec.prefix().bytes().chain(sealed.iter().copied()))
}

#[cfg(test)]
mod tests;
