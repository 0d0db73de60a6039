//! Links by keys: from a component round its links, and from a link to its ends.

use super::keys::Keys;
use crate::pages::sketch::told;
use nalsd::model::{Id, Link};
use std::rc::Rc;

impl Keys {
    /// The link that is foremost in the selection.
    pub(super) fn on_link(&self) -> Option<&Rc<Link>> {
        let last = self.desk.selection.last()?;
        self.desk.design.link(*last)
    }

    /// Goes round the links of a component: of the one that is selected, or of the one that this began at.
    pub(super) fn around(&self, onwards: bool) {
        let design = &self.desk.design;
        let on = self.on_link();
        let hub = match on {
            Some(link) => {
                let hub = self.hub.get();
                hub.filter(|id| [link.from, link.to].contains(id))
                    .or(Some(link.from))
            }
            None => self.focused(),
        };
        let Some(hub) = hub else {
            let words = "Select a component first: its links are gone through from there.";
            return self.tell.emit(words.to_owned());
        };
        let name = told::named(design, &[hub]);
        let links = design.links.iter();
        let links: Vec<Id> = links
            .filter(|link| link.from == hub || link.to == hub)
            .map(|link| link.id)
            .collect();
        let at = on.and_then(|link| links.iter().position(|id| *id == link.id));
        let next = ring(at, onwards, links.len());
        let Some((next, id)) = next.and_then(|next| Some((next, *links.get(next)?))) else {
            return self.tell.emit(format!("{name} has no links."));
        };
        self.hub.set(Some(hub));
        self.go(Some(id), false);
        self.tell
            .emit(format!("Link {} of {} of {name}.", next + 1, links.len()));
    }
}

/// The place after another in a ring of so many, or before it; `None` in an empty one.
fn ring(at: Option<usize>, onwards: bool, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (at, onwards) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        (Some(at), false) => at.checked_sub(1).unwrap_or(last),
    })
}

#[cfg(test)]
mod tests {
    use super::ring;

    #[test]
    fn links_are_gone_through_in_a_ring() {
        for (at, onwards, count, expected) in [
            (None, true, 3, Some(0)),
            (None, false, 3, Some(2)),
            (Some(1), true, 3, Some(2)),
            (Some(2), true, 3, Some(0)),
            (Some(0), false, 3, Some(2)),
            (Some(0), true, 1, Some(0)),
            (None, true, 0, None),
        ] {
            assert_eq!(ring(at, onwards, count), expected, "{at:?} of {count}");
        }
    }
}
