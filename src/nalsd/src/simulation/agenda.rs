//! What is to happen, in order of time; what is put down for the same moment happens in the order in which it was put down.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Nanoseconds from the start.
pub(super) type Moment = u64;

/// Nanoseconds of so many seconds, at most about 300 years.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A cast of floats saturates; nothing is negative.
pub(super) fn nanoseconds(seconds: f64) -> Moment {
    (seconds * 1e9).min(1e19) as Moment
}

/// Seconds of so many nanoseconds.
#[allow(clippy::cast_precision_loss)] // Exact for a hundred days.
pub(super) fn seconds(nanoseconds: Moment) -> f64 {
    nanoseconds as f64 / 1e9
}

/// A step of the simulation. Calls and requests are named by their slot and a number that changes when the slot is used
/// anew, so that a step that has become pointless is known when its time comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A client begins a request; its arrivals are numbered by their rate's changes.
    Arrive(u32, u32),
    /// An attempt of a call reaches whom it calls.
    Reach(u32, u32),
    /// A request has been served, its own part of the work.
    Served(u32, u32),
    /// A good answer reaches the caller.
    Answer(u32, u32),
    /// A bad one does.
    Fail(u32, u32),
    /// An attempt is given up.
    Timeout(u32, u32),
    /// The pause before the next attempt is over.
    Retry(u32, u32),
    /// An event of the plan begins.
    Begin(u32),
    /// An event of the plan ends.
    End(u32),
    /// Health checks tell how a component is.
    Check(u32),
    /// The autoscaler looks at a component.
    Scale(u32),
    /// Machines that were asked for serve: the component, and how many.
    Join(u32, u32),
    /// A frame ends.
    Frame,
    /// A batch of the estimates ends.
    Batch,
}

#[derive(Clone, Copy)]
struct Entry {
    at: Moment,
    number: u32,
    step: Step,
}

impl Entry {
    /// What it is ordered by, as one number: comparing that takes no branch, which the heap's speed depends on.
    #[inline]
    fn key(&self) -> u128 {
        (u128::from(self.at) << 32) | u128::from(self.number)
    }
}

impl Ord for Entry {
    /// The soonest is the greatest, as the heap has it.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

impl PartialOrd for Entry {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    #[inline]
    fn lt(&self, other: &Self) -> bool {
        other.key() < self.key()
    }

    #[inline]
    fn le(&self, other: &Self) -> bool {
        other.key() <= self.key()
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

/// The agenda.
#[derive(Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Entry>,
    number: u32,
    /// Whether the soonest entry was taken already. It stays in its place until the next is put down, which nearly every step
    /// does: to put that there is half the work of closing the gap first.
    taken: bool,
}

impl Agenda {
    /// Puts a step down.
    #[inline]
    pub(super) fn put(&mut self, at: Moment, step: Step) {
        let number = self.number;
        self.number = self.number.wrapping_add(1);
        let entry = Entry { at, number, step };
        if !self.taken {
            self.heap.push(entry);
        } else if let Some(mut top) = self.heap.peek_mut() {
            *top = entry;
        }
        self.taken = false;
    }

    /// Takes the next one.
    #[inline]
    pub(super) fn take(&mut self) -> Option<(Moment, Step)> {
        if self.taken {
            self.heap.pop();
        }
        let next = self.heap.peek().map(|entry| (entry.at, entry.step));
        self.taken = next.is_some();
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_by_time_and_then_in_the_order_in_which_they_were_put() {
        let mut agenda = Agenda::default();
        for (at, client) in [(5, 0), (3, 1), (5, 2), (0, 3), (3, 4)] {
            agenda.put(at, Step::Check(client));
        }
        let order: Vec<_> = std::iter::from_fn(|| agenda.take()).collect();
        let expected = [(0, 3), (3, 1), (3, 4), (5, 0), (5, 2)];
        assert_eq!(
            order,
            expected.map(|(at, client)| (at, Step::Check(client)))
        );
    }

    /// Whatever comes between: as a sorted list would have it.
    #[test]
    fn steps_that_are_put_down_while_others_are_taken_find_their_place() {
        let mut chance = crate::simulation::chance::Chance::new(3);
        let (mut agenda, mut listed) = (Agenda::default(), Vec::new());
        for number in 0..3000 {
            if chance.below(5) < 3 {
                let at = Moment::from(chance.below(50));
                agenda.put(at, Step::Check(number));
                listed.push((at, Step::Check(number)));
                listed.sort_by_key(|(at, _)| *at);
            } else {
                let expected = (!listed.is_empty()).then(|| listed.remove(0));
                assert_eq!(agenda.take(), expected);
            }
        }
    }
}
