//! Requests and their responses, matched by id in whatever order they come.
//!
//! What is open (a request without its response, or a response without its request) is held whole. A pair that has
//! been matched leaves sixteen bytes, so that a repeat is known for one, and its lag, which exact percentiles need.

use super::event::{self, Event, Kind};
use super::options::{By, Options};
use super::timestamp::Nanos;
use std::collections::HashSet;
use std::collections::hash_map::{DefaultHasher, HashMap};
use std::hash::{Hash, Hasher};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the files, as an index.
    pub(super) file: usize,
    /// Which line, from 1.
    pub(super) line: u64,
}

/// What is known of the requests of one group.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// What they have in common: `GET /items/{id}`.
    pub(super) name: String,
    /// How many requests came in, repeats not counted.
    pub(super) requests: u64,
    /// How many of them were answered.
    pub(super) answered: u64,
    /// The lags that are not negative; ascending once all is read.
    pub(super) lags: Vec<Nanos>,
    /// How many lags are slow.
    pub(super) slow: u64,
    /// How many lags are negative.
    pub(super) backwards: u64,
    /// How many requests are older than the timeout and have no response.
    pub(super) unanswered: u64,
}

/// A request of note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Noted {
    /// Its lag, or its age when it has none.
    pub(super) span: Nanos,
    /// Its id.
    pub(super) id: String,
    /// Its group's index.
    pub(super) group: usize,
}

/// A list that is counted in full and kept in part.
#[derive(Clone, Debug)]
pub(super) struct Kept<T> {
    /// How many there were.
    pub(super) count: u64,
    /// The first of them.
    pub(super) items: Vec<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            count: 0,
            items: Vec::new(),
        }
    }
}

impl<T> Kept<T> {
    /// Adds one at the end.
    pub(super) fn push(&mut self, limit: usize, item: T) {
        self.count += 1;
        if self.items.len() < limit {
            self.items.push(item);
        }
    }

    /// Adds one where `key` puts it, in ascending order.
    pub(super) fn insert<K: Ord>(&mut self, limit: usize, item: T, key: impl Fn(&T) -> K) {
        self.count += 1;
        let at = self.items.partition_point(|other| key(other) <= key(&item));
        if at < limit {
            self.items.insert(at, item);
            self.items.truncate(limit);
        }
    }
}

/// A request that has no response yet.
struct Open {
    time: Nanos,
    group: usize,
}

/// What is told of each request as its fate is known, for those who draw it.
pub(super) struct Fate<'a> {
    /// Its group's index.
    pub(super) group: usize,
    /// Its id.
    pub(super) id: &'a str,
    /// When it came in.
    pub(super) start: Nanos,
    /// When its response went out.
    pub(super) end: Option<Nanos>,
}

/// The state of the matching.
#[derive(Default)]
pub(super) struct Matching {
    /// The groups in the order in which they were first seen.
    pub(super) groups: Vec<Group>,
    by_name: HashMap<String, usize>,
    open: HashMap<String, Open>,
    waiting: HashMap<String, (Nanos, Place)>,
    closed: HashSet<u128>,
    /// The latest time of all events.
    pub(super) latest: Option<Nanos>,
    /// The slowest first.
    pub(super) slow: Kept<Noted>,
    /// The oldest first.
    pub(super) unanswered: Kept<Noted>,
    /// Requests without a response that are not older than the timeout.
    pub(super) in_flight: u64,
    /// The furthest backwards first.
    pub(super) backwards: Kept<Noted>,
    /// In reading order.
    pub(super) repeated_requests: Kept<(Place, String)>,
    /// In reading order.
    pub(super) repeated_responses: Kept<(Place, String)>,
    /// In reading order.
    pub(super) orphans: Kept<(Place, String)>,
}

impl Matching {
    /// Takes one event; `told` hears of a request that it answers.
    pub(super) fn take(
        &mut self,
        options: &Options,
        event: Event,
        place: Place,
        told: &mut dyn FnMut(&Fate<'_>),
    ) {
        let Event { id, time, kind } = event;
        self.latest = self.latest.max(Some(time));
        let closed = self.closed.contains(&fingerprint(&id));
        match kind {
            Kind::Request { .. } if closed || self.open.contains_key(&id) => {
                self.repeated_requests.push(options.list, (place, id));
            }
            Kind::Request {
                method,
                path,
                service,
            } => {
                let group = self.group(match options.by {
                    By::Endpoint => format!("{method} {}", event::template(&path)),
                    By::Path => format!("{method} {}", event::without_query(&path)),
                    By::Service => service,
                });
                self.groups[group].requests += 1;
                match self.waiting.remove(&id) {
                    Some((end, _)) => self.close(options, id, group, time, end, told),
                    None => {
                        self.open.insert(id, Open { time, group });
                    }
                }
            }
            Kind::Response if closed || self.waiting.contains_key(&id) => {
                self.repeated_responses.push(options.list, (place, id));
            }
            Kind::Response => match self.open.remove(&id) {
                Some(open) => self.close(options, id, open.group, open.time, time, told),
                None => {
                    self.waiting.insert(id, (time, place));
                }
            },
        }
    }

    /// Settles what is still open once all is read. `now` is the time at which ages are taken.
    pub(super) fn finish(
        &mut self,
        options: &Options,
        now: Nanos,
        told: &mut dyn FnMut(&Fate<'_>),
    ) {
        let mut open: Vec<(String, Open)> = self.open.drain().collect();
        open.sort_unstable_by(|a, b| (a.1.time, &a.0).cmp(&(b.1.time, &b.0)));
        for (id, Open { time, group }) in open {
            told(&Fate {
                group,
                id: &id,
                start: time,
                end: None,
            });
            let span = now - time;
            if span > options.timeout.nanos {
                self.groups[group].unanswered += 1;
                self.unanswered
                    .push(options.list, Noted { span, id, group });
            } else {
                self.in_flight += 1;
            }
        }
        let mut waiting: Vec<(String, (Nanos, Place))> = self.waiting.drain().collect();
        waiting.sort_unstable_by_key(|(_, (_, place))| (place.file, place.line));
        for (id, (_, place)) in waiting {
            self.orphans.push(options.list, (place, id));
        }
        for group in &mut self.groups {
            group.lags.sort_unstable();
        }
    }

    fn close(
        &mut self,
        options: &Options,
        id: String,
        index: usize,
        start: Nanos,
        end: Nanos,
        told: &mut dyn FnMut(&Fate<'_>),
    ) {
        told(&Fate {
            group: index,
            id: &id,
            start,
            end: Some(end),
        });
        self.closed.insert(fingerprint(&id));
        let (span, group) = (end - start, &mut self.groups[index]);
        group.answered += 1;
        let noted = Noted {
            span,
            id,
            group: index,
        };
        if span < 0 {
            group.backwards += 1;
            self.backwards
                .insert(options.list, noted, |n| (n.span, n.id.clone()));
            return;
        }
        group.lags.push(span);
        if span > options.slow.nanos {
            group.slow += 1;
            self.slow
                .insert(options.list, noted, |n| (-n.span, n.id.clone()));
        }
    }

    fn group(&mut self, name: String) -> usize {
        if let Some(index) = self.by_name.get(&name) {
            return *index;
        }
        let index = self.groups.len();
        self.groups.push(Group {
            name: name.clone(),
            ..Group::default()
        });
        self.by_name.insert(name, index);
        index
    }

    /// A sum over the groups.
    pub(super) fn sum(&self, of: impl Fn(&Group) -> u64) -> u64 {
        self.groups.iter().map(of).sum()
    }
}

/// 128 bits that stand for an id. Among a thousand million ids the chance that any two share theirs is about one in
/// 10^21: a repeat claimed wrongly is likelier to come from a flipped bit in memory.
fn fingerprint(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
