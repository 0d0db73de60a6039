//! The hash table of both policies: it holds node numbers only, and asks the arena for keys.

use hashbrown::HashTable;
use std::hash::{BuildHasher, Hash};

/// Node numbers by the hash of their key.
#[derive(Clone, Debug)]
pub(super) struct Index<S> {
    table: HashTable<u32>,
    hasher: S,
}

impl<S: BuildHasher> Index<S> {
    /// An empty index with room for so many.
    pub(super) fn new(room: usize, hasher: S) -> Self {
        Self {
            table: HashTable::with_capacity(room),
            hasher,
        }
    }

    /// The hash of a key, as the other methods want it.
    pub(super) fn hash<Q: Hash + ?Sized>(&self, key: &Q) -> u64 {
        self.hasher.hash_one(key)
    }

    /// The node of that hash whose key is the `same`.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.table.find(hash, |&at| same(at)).copied()
    }

    /// Adds a node whose key is not there yet; `key_of` serves when the table grows.
    pub(super) fn insert<'k, K>(&mut self, hash: u64, at: u32, key_of: impl Fn(u32) -> &'k K)
    where
        K: Hash + 'k,
    {
        let hasher = &self.hasher;
        self.table
            .insert_unique(hash, at, |&other| hasher.hash_one(key_of(other)));
    }

    /// Takes a node out. It is found by its number: no key is compared, no other node read.
    pub(super) fn remove(&mut self, hash: u64, at: u32) {
        if let Ok(entry) = self.table.find_entry(hash, |&other| other == at) {
            entry.remove();
        }
    }

    /// Says that the node `from` is now called `to`.
    pub(super) fn renumber(&mut self, hash: u64, from: u32, to: u32) {
        if let Some(number) = self.table.find_mut(hash, |&other| other == from) {
            *number = to;
        }
    }
}
