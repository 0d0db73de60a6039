//! The reader's designs, kept between visits: which there are, which are on the shelf, and what happens when two tabs
//! change the same one. What a design holds is a text here; its own crate reads it.
//!
//! Two kinds of document are kept, as JSON: one [`Index`], and of each design a [`Kept`]. Any two indexes merge to the
//! same one, whoever merges them and however often, so that tabs which write at the same moment come to agree. Of two
//! texts of one design, the one that grew from the other stays; where neither did, both stay.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The version that documents are written with. Older ones are read for ever.
pub const FORMAT: u32 = 1;

/// The most removed designs that can be brought back.
pub const MAX_SHELVED: usize = 30;

/// The most designs that are remembered as gone, so that a tab which missed it doesn't list them again.
pub const MAX_GONE: usize = 300;

/// The most writers that a history names; older ones are forgotten. The worst that can come of it is one copy too many.
const MAX_HANDS: usize = 32;

/// What a text grew from: of each hand that wrote on it, when it last did. A hand is one opening of a design in one tab,
/// named by a random number.
///
/// It is a version vector: it tells a later state of a text from one that was written beside it, however the tabs' turns
/// were mixed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Past(BTreeMap<u64, u64>);

/// How one text stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// They are the same.
    Same,
    /// This one grew from the other.
    Later,
    /// The other grew from this one.
    Earlier,
    /// Neither grew from the other: both are to be kept. Whether this one keeps the name; the other's past finds the
    /// opposite.
    Apart {
        /// This one was changed last.
        stays: bool,
    },
}

impl Past {
    /// Writes down that a hand changed the text. It is later than all before it even if the clock was set back.
    pub fn touch(&mut self, hand: u64, now_ms: u64) {
        let (_, newest) = self.newest();
        self.0.insert(hand, now_ms.max(newest.saturating_add(1)));
        while self.0.len() > MAX_HANDS {
            let oldest = self.0.iter().min_by_key(|(_, at)| **at);
            let Some(hand) = oldest.map(|(hand, _)| *hand) else {
                break;
            };
            self.0.remove(&hand);
        }
    }

    /// The hand that wrote last, and when (milliseconds since the Unix epoch); zeros when nobody did.
    #[must_use]
    pub fn newest(&self) -> (u64, u64) {
        let newest = self.0.iter().max_by_key(|(hand, at)| (**at, **hand));
        newest.map_or((0, 0), |(hand, at)| (*hand, *at))
    }

    /// How a text with this past stands to one with another.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Meeting {
        match (self.covers(other), other.covers(self)) {
            (true, true) => Meeting::Same,
            (true, false) => Meeting::Later,
            (false, true) => Meeting::Earlier,
            (false, false) => {
                let when = |past: &Self| {
                    let (hand, at) = past.newest();
                    (at, hand)
                };
                let order = when(self).cmp(&when(other));
                Meeting::Apart {
                    // Of one newest stroke there can't be two texts; should there be, the rest decides.
                    stays: order.then_with(|| self.0.cmp(&other.0)) == Ordering::Greater,
                }
            }
        }
    }

    fn covers(&self, other: &Self) -> bool {
        let knows = |(hand, at): (&u64, &u64)| self.0.get(hand).is_some_and(|own| own >= at);
        other.0.iter().all(knows)
    }
}

/// A design as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The version that wrote it: [`FORMAT`].
    #[serde(default)]
    pub format: u32,
    /// What it grew from.
    #[serde(default)]
    pub past: Past,
    /// The design's own text.
    pub design: String,
}

impl Kept {
    /// Reads what [`Kept::to_json`] of any version wrote.
    ///
    /// # Errors
    /// When it is no such JSON. The caller should keep the text: it is somebody's work.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Writes it down.
    ///
    /// # Errors
    /// Not for any value that can be made here.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// What the list says of a design.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// What people call it.
    pub name: String,
    /// Which iteration, from 1.
    pub iteration: u32,
    /// The exercise it is an answer to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// How many components it has.
    pub parts: u32,
}

/// Where a design is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// In the list.
    #[default]
    Listed,
    /// On the shelf: removed, and to be brought back.
    Shelved,
    /// No more: its text was dropped.
    Gone,
}

/// A line of the index. Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Orders the states of this line: the highest is the one that holds. First, so that comparing lines compares it first.
    stamp: u64,
    /// When the design was last changed, removed or brought back.
    pub changed_ms: u64,
    /// Where it is.
    pub stand: Stand,
    /// What is said of it.
    pub facts: Facts,
}

/// The design that was last worked on, for one problem or for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
struct Current {
    stamp: u64,
    id: String,
}

/// Which designs there are, by name within the storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// The version that wrote it: [`FORMAT`].
    format: u32,
    designs: BTreeMap<String, Entry>,
    /// By problem; the empty name is for none.
    current: BTreeMap<String, Current>,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            format: FORMAT,
            designs: BTreeMap::new(),
            current: BTreeMap::new(),
        }
    }
}

impl Index {
    /// Reads what [`Index::to_json`] of any version wrote.
    ///
    /// # Errors
    /// When it is no JSON, or a known field has another shape.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let index: Self = serde_json::from_str(json)?;
        Ok(Self {
            format: FORMAT,
            ..index
        })
    }

    /// Writes it down.
    ///
    /// # Errors
    /// Not for any value that can be made here.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The line of a design.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.designs.get(id)
    }

    /// The designs in the list, the last changed first.
    #[must_use]
    pub fn listed(&self) -> Vec<(&str, &Entry)> {
        self.standing(Stand::Listed)
    }

    /// The designs on the shelf, the last removed first.
    #[must_use]
    pub fn shelved(&self) -> Vec<(&str, &Entry)> {
        self.standing(Stand::Shelved)
    }

    fn standing(&self, stand: Stand) -> Vec<(&str, &Entry)> {
        let all = self.designs.iter();
        let mut found: Vec<(&str, &Entry)> = all
            .filter(|(_, entry)| entry.stand == stand)
            .map(|(id, entry)| (id.as_str(), entry))
            .collect();
        found.sort_by(|one, other| (other.1.changed_ms, one.0).cmp(&(one.1.changed_ms, other.0)));
        found
    }

    /// Writes down that a design was changed, which also lists it: what is changed is not removed.
    pub fn record(&mut self, id: &str, facts: Facts, now_ms: u64) {
        self.put(id, facts, Stand::Listed, now_ms);
    }

    /// Puts a design on the shelf.
    pub fn remove(&mut self, id: &str, now_ms: u64) {
        self.stand(id, Stand::Shelved, now_ms);
    }

    /// Brings a design back from the shelf.
    pub fn restore(&mut self, id: &str, now_ms: u64) {
        self.stand(id, Stand::Listed, now_ms);
    }

    /// Forgets a design whose text is not to be had.
    pub fn forget(&mut self, id: &str, now_ms: u64) {
        self.stand(id, Stand::Gone, now_ms);
    }

    fn stand(&mut self, id: &str, stand: Stand, now_ms: u64) {
        if let Some(entry) = self.designs.get(id)
            && entry.stand != stand
        {
            let facts = entry.facts.clone();
            self.put(id, facts, stand, now_ms);
        }
    }

    fn put(&mut self, id: &str, facts: Facts, stand: Stand, now_ms: u64) {
        let entry = self.designs.entry(id.to_owned()).or_default();
        *entry = Entry {
            stamp: now_ms.max(entry.stamp.saturating_add(1)),
            changed_ms: now_ms,
            stand,
            facts,
        };
    }

    /// Writes down which design is worked on, for its problem or for none.
    pub fn choose(&mut self, problem: Option<&str>, id: &str, now_ms: u64) {
        let current = self.current.entry(problem.unwrap_or("").to_owned());
        let current = current.or_default();
        if current.id != id {
            *current = Current {
                stamp: now_ms.max(current.stamp.saturating_add(1)),
                id: id.to_owned(),
            };
        }
    }

    /// The design to go on with: the one last worked on, or else the last changed one of that problem.
    #[must_use]
    pub fn current(&self, problem: Option<&str>) -> Option<&str> {
        let chosen = self.current.get(problem.unwrap_or(""));
        let chosen = chosen.map(|current| current.id.as_str()).filter(|id| {
            let entry = self.designs.get(*id);
            entry.is_some_and(|entry| entry.stand == Stand::Listed)
        });
        chosen.or_else(|| {
            let mut listed = self.listed().into_iter();
            listed
                .find(|(_, entry)| entry.facts.problem.as_deref() == problem)
                .map(|(id, _)| id)
        })
    }

    /// Takes in what another tab has written: of each line the later state.
    pub fn merge(&mut self, other: &Self) {
        for (id, theirs) in &other.designs {
            let ours = self.designs.entry(id.clone()).or_default();
            if theirs > ours {
                *ours = theirs.clone();
            }
        }
        for (problem, theirs) in &other.current {
            let ours = self.current.entry(problem.clone()).or_default();
            if theirs > ours {
                *ours = theirs.clone();
            }
        }
    }

    /// Bounds the shelf. Gives the designs whose texts are to be dropped.
    pub fn tidy(&mut self, now_ms: u64) -> Vec<String> {
        let shelved = self.shelved().into_iter();
        let surplus: Vec<String> = shelved
            .skip(MAX_SHELVED)
            .map(|(id, _)| id.to_owned())
            .collect();
        for id in &surplus {
            self.forget(id, now_ms);
        }
        let gone = self.standing(Stand::Gone).into_iter();
        let old: Vec<String> = gone.skip(MAX_GONE).map(|(id, _)| id.to_owned()).collect();
        for id in &old {
            self.designs.remove(id);
        }
        surplus
    }
}

/// What a tab does that has a text of a design, when it looks at the one that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// They are the same: nothing.
    Rest,
    /// Write one's own.
    Write,
    /// Go on with the stored one, which grew from one's own.
    TakeOver,
    /// Both changed and the stored one was changed last: go on with one's own under this name, where one looks again.
    MoveAside(String),
    /// Both changed and one's own was changed last: put the stored one under this name ([`aside`]), then write one's own.
    SetAside(String),
}

/// Decides it. Two tabs that look at each other's texts come to the same names, whichever looks first.
#[must_use]
pub fn settle(id: &str, own: &Past, stored: Option<&Past>) -> Step {
    let Some(stored) = stored else {
        return Step::Write;
    };
    match own.meet(stored) {
        Meeting::Same => Step::Rest,
        Meeting::Later => Step::Write,
        Meeting::Earlier => Step::TakeOver,
        Meeting::Apart { stays: true } => Step::SetAside(beside(id, stored)),
        Meeting::Apart { stays: false } => Step::MoveAside(beside(id, own)),
    }
}

/// What is done with a text that is put under a name where something may be already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Nothing: it is there, or what grew from it.
    There,
    /// Write it.
    Write,
    /// Something else has the name: try this one.
    Next(String),
}

/// Decides it.
#[must_use]
pub fn aside(id: &str, text: &Past, stored: Option<&Past>) -> Aside {
    match stored.map(|stored| text.meet(stored)) {
        None | Some(Meeting::Later) => Aside::Write,
        Some(Meeting::Same | Meeting::Earlier) => Aside::There,
        Some(Meeting::Apart { .. }) => Aside::Next(beside(id, text)),
    }
}

/// The name in the storage of a text that lost its place to another.
fn beside(id: &str, past: &Past) -> String {
    let (hand, _) = past.newest();
    format!("{id}-{hand:x}")
}

#[cfg(test)]
mod tests;
