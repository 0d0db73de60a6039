//! Designs as Mermaid flowcharts, out and in.
//!
//! Names, kinds, links and areas go out and come back; numbers and places don't. A kind is written as a class
//! (`:::sql`), which Mermaid's own drawings ignore, and shows as the shape that comes nearest. What people write elsewhere
//! has no such classes: there the kind is guessed from the shape and the words, and the reader is told so.

mod build;
mod lex;
mod read;
mod shape;
mod write;

pub use read::{Imported, MermaidError, from_mermaid};
pub use write::to_mermaid;
