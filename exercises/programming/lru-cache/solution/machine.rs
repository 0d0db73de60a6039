//! A cache with a clock and counters: what one operation does, whichever the policy.
//!
//! Expiry is lazy: nothing happens at the second an entry expires. It is dropped when an operation next meets it: a get
//! or delete of its key, a put of its key, or its turn to be evicted. Until then it holds its place. It is also exact:
//! stored at second T with a TTL of S it is served while the clock is below T + S, and never from T + S on.

use super::cache::{Cache, Lookup, Put};
use contract::report::Tone;
use std::borrow::Borrow;
use std::hash::Hash;
use std::io::{self, Write};

/// A value and the second from which on it is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<V> {
    /// The value.
    pub value: V,
    /// The first second at which it is expired; `u64::MAX` for never.
    pub expires: u64,
}

/// What has been counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations.
    pub ops: u64,
    /// Gets that found a live entry.
    pub hits: u64,
    /// Gets that did not.
    pub misses: u64,
    /// Live entries that had to go to make room.
    pub evictions: u64,
    /// Entries dropped because they had expired.
    pub expired: u64,
}

impl Counts {
    /// Hits per get, from 0 to 1; `None` before the first get.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let gets = self.hits + self.misses;
        (gets > 0).then(|| self.hits as f64 / gets as f64)
    }

    /// Writes the summary line. The ratio is rounded down to four decimals, in integers: 0.9999 never reads as 1.
    ///
    /// # Errors
    /// When `out` gives one.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "ops={} hits={} misses={} evictions={} expired={} ratio=",
            self.ops, self.hits, self.misses, self.evictions, self.expired
        )?;
        match u128::from(self.hits + self.misses) {
            0 => writeln!(out, "-"),
            gets => {
                let parts = u128::from(self.hits) * 10_000 / gets;
                writeln!(out, "{}.{:04}", parts / 10_000, parts % 10_000)
            }
        }
    }
}

/// What came of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a, K, V> {
    /// A get found this.
    Hit(&'a V),
    /// A get found nothing.
    Miss,
    /// A get found an expired entry and dropped it.
    MissExpired,
    /// A put made a new entry.
    Stored,
    /// A put made a new entry; a live one had to go.
    StoredEvicted(K),
    /// A put made a new entry; an expired one, of the same key or the next to go, was dropped.
    StoredExpired(K),
    /// A put gave a live entry a new value.
    Updated,
    /// A put at capacity 0.
    NotStored,
    /// A delete took a live entry out.
    Deleted,
    /// A delete found nothing.
    Absent,
    /// A delete found an expired entry and dropped it.
    AbsentExpired,
    /// The clock now shows this.
    Time(u64),
}

impl<K: AsRef<[u8]>, V: AsRef<[u8]>> Outcome<'_, K, V> {
    /// Writes it as a line, without the newline.
    ///
    /// # Errors
    /// When `out` gives one.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let (words, bytes): (&str, &[u8]) = match self {
            Self::Hit(value) => ("hit ", value.as_ref()),
            Self::Miss => ("miss", b""),
            Self::MissExpired => ("miss, expired", b""),
            Self::Stored => ("stored", b""),
            Self::StoredEvicted(key) => ("stored, evicted ", key.as_ref()),
            Self::StoredExpired(key) => ("stored, expired ", key.as_ref()),
            Self::Updated => ("updated", b""),
            Self::NotStored => ("not stored", b""),
            Self::Deleted => ("deleted", b""),
            Self::Absent => ("absent", b""),
            Self::AbsentExpired => ("absent, expired", b""),
            Self::Time(now) => return write!(out, "time {now}"),
        };
        out.write_all(words.as_bytes())?;
        out.write_all(bytes)
    }

    /// Its meaning.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self {
            Self::Hit(_) => Tone::Ok,
            Self::Miss | Self::MissExpired | Self::Absent | Self::AbsentExpired => Tone::Muted,
            Self::StoredEvicted(_) | Self::NotStored => Tone::Bad,
            Self::StoredExpired(_) | Self::Time(_) => Tone::Info,
            Self::Stored | Self::Updated | Self::Deleted => Tone::Plain,
        }
    }
}

/// A cache, its clock and its counters.
#[derive(Clone, Debug)]
pub struct Machine<C> {
    cache: C,
    now: u64,
    /// Seconds that an entry lives when its put doesn't say.
    ttl: Option<u32>,
    counts: Counts,
}

impl<C> Machine<C> {
    /// A machine at second 0.
    #[must_use]
    pub fn new(cache: C, ttl: Option<u32>) -> Self {
        Self {
            cache,
            now: 0,
            ttl,
            counts: Counts::default(),
        }
    }

    /// The cache, to be looked at.
    pub fn cache(&self) -> &C {
        &self.cache
    }

    /// The second that the clock shows.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What has been counted.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Lets time pass.
    pub fn tick(&mut self, seconds: u32) -> u64 {
        self.counts.ops += 1;
        self.now = self.now.saturating_add(u64::from(seconds));
        self.now
    }

    /// Looks a key up.
    pub fn get<K, V, Q>(&mut self, key: &Q) -> Outcome<'_, K, V>
    where
        C: Cache<K, Entry<V>>,
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let now = self.now;
        self.counts.ops += 1;
        match self.cache.get_if(key, |entry| now < entry.expires) {
            Lookup::Hit(entry) => {
                self.counts.hits += 1;
                Outcome::Hit(&entry.value)
            }
            Lookup::Dropped(..) => {
                self.counts.misses += 1;
                self.counts.expired += 1;
                Outcome::MissExpired
            }
            Lookup::Absent => {
                self.counts.misses += 1;
                Outcome::Miss
            }
        }
    }

    /// Stores a value; `ttl` goes before the machine's own.
    pub fn put<K, V>(&mut self, key: K, value: V, ttl: Option<u32>) -> Outcome<'static, K, V>
    where
        C: Cache<K, Entry<V>>,
        K: Hash + Eq,
    {
        self.counts.ops += 1;
        let expires = ttl
            .or(self.ttl)
            .map_or(u64::MAX, |ttl| self.now.saturating_add(u64::from(ttl)));
        let stale = self.cache.peek(&key).is_some_and(|e| e.expires <= self.now);
        let dropped = if stale { self.cache.remove(&key) } else { None };
        let entry = Entry { value, expires };
        match (self.cache.put(key, entry), dropped) {
            (_, Some((key, _))) => {
                self.counts.expired += 1;
                Outcome::StoredExpired(key)
            }
            (Put::Stored, None) => Outcome::Stored,
            (Put::Evicted(key, gone), None) if gone.expires <= self.now => {
                self.counts.expired += 1;
                Outcome::StoredExpired(key)
            }
            (Put::Evicted(key, _), None) => {
                self.counts.evictions += 1;
                Outcome::StoredEvicted(key)
            }
            (Put::Updated(_), None) => Outcome::Updated,
            (Put::Refused(..), None) => Outcome::NotStored,
        }
    }

    /// Takes an entry out.
    pub fn delete<K, V, Q>(&mut self, key: &Q) -> Outcome<'static, K, V>
    where
        C: Cache<K, Entry<V>>,
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.counts.ops += 1;
        match self.cache.remove(key) {
            None => Outcome::Absent,
            Some((_, gone)) if gone.expires <= self.now => {
                self.counts.expired += 1;
                Outcome::AbsentExpired
            }
            Some(_) => Outcome::Deleted,
        }
    }
}
