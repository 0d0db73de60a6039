//! In and out: files and links, Mermaid, SVG.

mod file;
mod mermaid;
mod svg;

pub use file::{MAX_FILE, ReadError, from_file, to_compact, to_file};
pub use mermaid::{Imported, MermaidError, from_mermaid, to_mermaid};
pub use svg::{Annotation, Colours, Style, area_title_at, svg};
