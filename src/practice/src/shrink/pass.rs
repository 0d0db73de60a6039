//! The passes of the shrinker: each goes along the best list with a cursor, and proposes one thing at a time.

use super::{step, step_count, with, without};

/// A pass, and how far it is.
#[derive(Clone, Debug)]
pub(super) enum Pass {
    /// Deletes chunks, the longest first, each length from the end on.
    Delete { size: usize, end: usize },
    /// Makes chunks zero, likewise.
    Zero { size: usize, end: usize },
    /// Makes each choice as small as it goes, by binary search: below `low`, none is known to fail.
    Minimise { index: usize, low: u64 },
    /// Lowers a count and deletes what it counted: lists draw their length before their elements, so that neither
    /// change alone makes sense.
    Lower { index: usize, cut: Option<Cut> },
    /// Puts the smaller of two neighbours first.
    Swap { index: usize },
    /// Tries every step that is left, so that in the end none of them fails.
    Steps { n: usize },
}

/// What is deleted along with a lowered count.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    /// By how much the count is lowered.
    by: u64,
    /// How many choices one element took: as many fewer as were drawn when the count alone was lowered by one.
    width: usize,
    /// Where the deletion begins.
    at: usize,
}

impl Pass {
    /// The first pass of a round.
    pub(super) fn first(best: &[u64]) -> Self {
        Self::Delete {
            size: best.len(),
            end: best.len(),
        }
    }

    /// The pass after this one in a round.
    pub(super) fn following(self, best: &[u64]) -> Option<Self> {
        Some(match self {
            Self::Delete { .. } => Self::Zero {
                size: best.len(),
                end: best.len(),
            },
            Self::Zero { .. } => Self::Minimise { index: 0, low: 0 },
            Self::Minimise { .. } => Self::Lower {
                index: 0,
                cut: None,
            },
            Self::Lower { .. } => Self::Swap { index: 0 },
            Self::Swap { .. } => Self::Steps { n: 0 },
            Self::Steps { .. } => return None,
        })
    }

    /// The candidate at the cursor; none at the pass's end.
    pub(super) fn propose(&mut self, best: &[u64]) -> Option<Vec<u64>> {
        match self {
            Self::Delete { size, end } => {
                let start = chunk(size, end, best.len())?;
                Some(without(best, start, *size))
            }
            Self::Zero { size, end } => {
                let start = chunk(size, end, best.len())?;
                let mut list = best.to_vec();
                list[start..start + *size].fill(0);
                Some(list)
            }
            Self::Minimise { index, low } => {
                while *best.get(*index)? <= *low {
                    *index += 1;
                    *low = 0;
                }
                // Zero first: it is what most choices end at.
                let middle = match *low {
                    0 => 0,
                    low => low + (best[*index] - low) / 2,
                };
                Some(with(best, *index, middle))
            }
            Self::Lower { index, cut } => {
                while *best.get(*index)? == 0 {
                    *index += 1;
                    *cut = None;
                }
                let value = best[*index];
                let Some(cut) = cut else {
                    return Some(with(best, *index, value - 1));
                };
                let list = with(best, *index, value.saturating_sub(cut.by));
                Some(without(&list, cut.at, cut.length()))
            }
            Self::Swap { index } => {
                while best.get(*index)? <= best.get(*index + 1)? {
                    *index += 1;
                }
                let mut list = best.to_vec();
                list.swap(*index, *index + 1);
                Some(list)
            }
            Self::Steps { n } => {
                while *n < step_count(best.len()) {
                    if let Some(list) = step(best, *n) {
                        return Some(list);
                    }
                    *n += 1;
                }
                None
            }
        }
    }

    /// Moves the cursor: the candidate became the best list or not, and made the generator draw so many choices (if
    /// that is known).
    pub(super) fn learn(&mut self, best: &[u64], adopted: bool, drawn: Option<usize>) {
        match self {
            Self::Delete { size, end } | Self::Zero { size, end } => {
                *end = end.saturating_sub(*size);
            }
            Self::Minimise { index, low } => {
                if !adopted {
                    let value = best.get(*index).copied().unwrap_or(0);
                    *low = match *low {
                        0 => 1,
                        low => low + value.saturating_sub(low) / 2 + 1,
                    };
                }
            }
            Self::Lower { index, cut } => {
                let value = best.get(*index).copied().unwrap_or(0);
                match cut {
                    // Lower once more, or delete at the same place once more.
                    _ if adopted => {
                        if let Some(cut) = cut {
                            cut.by = cut.by.min(value);
                        }
                    }
                    None => *cut = drawn.and_then(|drawn| Cut::new(*index, value, best, drawn)),
                    Some(cut) => cut.advance(),
                }
                while let Some(inner) = cut
                    && (inner.by == 0 || inner.at + inner.length() > best.len())
                {
                    *cut = inner.halved(*index);
                }
                if cut.is_none() && !adopted || value == 0 {
                    *index += 1;
                    *cut = None;
                }
            }
            Self::Swap { index } => *index += 1,
            Self::Steps { n } => *n += 1,
        }
    }
}

impl Cut {
    /// The first deletion for a count at `index`, when lowering it by one made the generator draw `drawn` choices.
    fn new(index: usize, value: u64, best: &[u64], drawn: usize) -> Option<Self> {
        let width = best.len().checked_sub(drawn).filter(|width| *width > 0)?;
        // No more elements than there is room for, whatever the count says.
        let room = (best.len() - index) / width;
        let by = value.min(room as u64);
        (by > 0).then_some(Self {
            by,
            width,
            at: index + 1,
        })
    }

    fn length(&self) -> usize {
        usize::try_from(self.by)
            .unwrap_or(usize::MAX)
            .saturating_mul(self.width)
    }

    fn advance(&mut self) {
        // A single element may begin anywhere; several are tried at every other place only.
        self.at += if self.by == 1 { 1 } else { self.length() };
    }

    /// Half as many elements, from the beginning; none after one.
    fn halved(&self, index: usize) -> Option<Self> {
        (self.by > 1).then(|| Self {
            by: self.by / 2,
            width: self.width,
            at: index + 1,
        })
    }
}

/// Where the chunk that ends at `end` begins; at the front, goes on with half the size from the back. None after
/// chunks of one.
fn chunk(size: &mut usize, end: &mut usize, length: usize) -> Option<usize> {
    *end = (*end).min(length);
    while *size > 0 {
        if let Some(start) = end.checked_sub(*size) {
            return Some(start);
        }
        // The whole first, then the largest power of two below it, and so on.
        *size = match *size {
            1 => 0,
            size => size.next_power_of_two() / 2,
        };
        *end = length;
    }
    None
}
