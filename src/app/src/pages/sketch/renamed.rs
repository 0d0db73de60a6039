//! What writing another name of a part comes to.

use super::desk::Act;
use nalsd::edit::Command;
use nalsd::model::{Design, Id, Kind};
use nalsd::sketch::note_rect;

/// The act that renames a part, in one step; a note grows to its text.
pub(super) fn renamed(design: &Design, id: Id, name: String) -> Act {
    let note = design.component(id).filter(|part| part.kind == Kind::Note);
    let grown = note
        .map(|note| (note.rect, note_rect(note.rect, &name)))
        .filter(|(before, after)| before != after);
    let rename = Command::Rename { id, name };
    match grown {
        None => Act::Do(rename),
        Some((_, rect)) => Act::All {
            label: rename.label(design),
            commands: vec![rename, Command::Resize { id, rect }],
        },
    }
}
