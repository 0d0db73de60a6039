//! What a replacement policy offers, whichever it is.

use std::borrow::Borrow;
use std::hash::Hash;

/// The largest capacity: entries are numbered in 32 bits, and one number stands for "none".
pub const MAX_CAPACITY: u32 = u32::MAX - 1;

/// What came of a [`Cache::put`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put<K, V> {
    /// A new entry, with room to spare.
    Stored,
    /// A new entry in the place of this one.
    Evicted(K, V),
    /// The key was there; this is the value it had.
    Updated(V),
    /// The capacity is 0, so nothing was stored; the entry is handed back.
    Refused(K, V),
}

/// What came of a [`Cache::get_if`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a, K, V> {
    /// The key is there, and this lookup counts as a use of it.
    Hit(&'a V),
    /// The key was there, but its value was not wanted: the entry has been taken out.
    Dropped(K, V),
    /// There is no such key.
    Absent,
}

/// An entry as the report shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<'a, K, V> {
    /// Its key.
    pub key: &'a K,
    /// Its value.
    pub value: &'a V,
    /// How often it was used, its storing included, where the policy counts that.
    pub uses: Option<u64>,
}

/// A bounded map that decides by itself what to forget. Every operation but the walks takes O(1) expected time.
pub trait Cache<K, V> {
    /// The most entries that it holds at a time.
    fn capacity(&self) -> u32;

    /// How many entries it holds now.
    fn len(&self) -> usize;

    /// Whether it holds none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Looks a key up; when `wanted` says yes to its value, that counts as a use, else the entry is taken out.
    fn get_if<Q>(&mut self, key: &Q, wanted: impl FnOnce(&V) -> bool) -> Lookup<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Looks a key up without counting it as a use.
    fn peek<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Stores a value under a key, which counts as a use; what has to go is returned.
    fn put(&mut self, key: K, value: V) -> Put<K, V>;

    /// Takes an entry out.
    fn remove<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// The entries from the one to keep longest to the one that goes next.
    fn first_to_last<'a>(&'a self) -> impl Iterator<Item = Seen<'a, K, V>>
    where
        K: 'a,
        V: 'a;

    /// The entries from the one that goes next to the one to keep longest.
    fn last_to_first<'a>(&'a self) -> impl Iterator<Item = Seen<'a, K, V>>
    where
        K: 'a,
        V: 'a;
}
