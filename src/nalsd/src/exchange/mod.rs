//! In and out: files and links, Mermaid, SVG.

mod file;

pub use file::{MAX_FILE, ReadError, from_file, to_compact, to_file};
