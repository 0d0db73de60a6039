//! Least recently used: a hash table of indices into a dense arena of list nodes.
//!
//! The index (a `hashbrown::HashTable<u32>`) holds only node numbers, so each key is stored once; the arena holds key,
//! value and two 32-bit links side by side. At capacity a new entry takes over the slot of the one it evicts: a full
//! cache never allocates again.

use super::cache::{Cache, Lookup, MAX_CAPACITY, Put, Seen};
use super::index::Index;
use super::list::{Ends, NIL, Node};
use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::mem;

/// Slots reserved at the start at most; beyond that the arena grows as it fills, so that a huge capacity costs nothing
/// until it is used.
const RESERVE: u32 = 4096;

#[derive(Clone, Debug)]
struct Item<K, V> {
    key: K,
    value: V,
}

/// A cache that forgets the entry whose last use is longest ago.
///
/// ```
/// use exercises::lru_cache::cache::Put;
/// use exercises::lru_cache::lru::Lru;
///
/// let mut cache = Lru::new(2);
/// cache.put("a", 1);
/// cache.put("b", 2);
/// assert_eq!(cache.get("a"), Some(&1));
/// assert_eq!(cache.put("c", 3), Put::Evicted("b", 2));
/// ```
///
/// The default hasher is FxHash, which is fast but has no secret: whoever chooses the keys can make them collide and
/// each lookup O(n). Here the keys come from the reader's own file, and the worst they can do is to make that reader
/// wait. A cache that serves strangers takes a keyed hasher through [`Lru::with_hasher`], for example
/// `std::hash::RandomState`. The order of entries never depends on the hasher.
#[derive(Clone, Debug)]
pub struct Lru<K, V, S = FxBuildHasher> {
    capacity: u32,
    index: Index<S>,
    nodes: Vec<Node<Item<K, V>>>,
    /// First is the most recent.
    order: Ends,
}

impl<K: Hash + Eq, V> Lru<K, V> {
    /// An empty cache of at most `capacity` entries (0 stores nothing; capped at [`MAX_CAPACITY`]).
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        Self::with_hasher(capacity, FxBuildHasher)
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> Lru<K, V, S> {
    /// An empty cache with a hasher of the caller's.
    #[must_use]
    pub fn with_hasher(capacity: u32, hasher: S) -> Self {
        let capacity = capacity.min(MAX_CAPACITY);
        let reserve = capacity.min(RESERVE) as usize;
        Self {
            capacity,
            index: Index::new(reserve, hasher),
            nodes: Vec::with_capacity(reserve),
            order: Ends::EMPTY,
        }
    }

    /// The value under a key; the entry becomes the most recent.
    #[inline]
    pub fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let at = self.find(key)?;
        self.touch(at);
        Some(&self.nodes[at as usize].item.value)
    }

    /// Stores a value under a key as the most recent entry; at capacity the least recent one goes.
    #[inline]
    pub fn put(&mut self, key: K, value: V) -> Put<K, V> {
        let hash = self.index.hash(&key);
        let nodes = &self.nodes;
        let same = |at: u32| nodes[at as usize].item.key == key;
        if let Some(at) = self.index.find(hash, same) {
            self.touch(at);
            let item = &mut self.nodes[at as usize].item;
            return Put::Updated(mem::replace(&mut item.value, value));
        }
        let item = Item { key, value };
        if self.nodes.len() < self.capacity as usize {
            self.insert(hash, item);
            Put::Stored
        } else if self.order.is_empty() {
            Put::Refused(item.key, item.value)
        } else {
            let gone = self.replace_last(hash, item);
            Put::Evicted(gone.key, gone.value)
        }
    }

    /// Adds a node for a key that is not there; there is room.
    fn insert(&mut self, hash: u64, item: Item<K, V>) {
        // Below the capacity, which is below u32::MAX.
        let at = self.nodes.len() as u32;
        self.nodes.push(Node::loose(item));
        self.order.push_first(&mut self.nodes, at);
        self.index(hash, at);
    }

    /// Gives the least recent node, which there is, to a key that is not there.
    fn replace_last(&mut self, hash: u64, item: Item<K, V>) -> Item<K, V> {
        let at = self.order.last;
        let gone = mem::replace(&mut self.nodes[at as usize].item, item);
        let old = self.index.hash(&gone.key);
        self.index.remove(old, at);
        self.touch(at);
        self.index(hash, at);
        gone
    }

    fn index(&mut self, hash: u64, at: u32) {
        let nodes = &self.nodes;
        self.index
            .insert(hash, at, |other| &nodes[other as usize].item.key);
    }

    /// Takes a node out of the table, its list and the arena.
    fn remove_at(&mut self, at: u32) -> Item<K, V> {
        let hash = self.index.hash(&self.nodes[at as usize].item.key);
        self.index.remove(hash, at);
        self.order.unlink(&mut self.nodes, at);
        let gone = self.nodes.swap_remove(at as usize).item;
        // The arena stays dense: its last node has moved to `at`, and everyone who knows it is told.
        if let Some(node) = self.nodes.get(at as usize) {
            let from = self.nodes.len() as u32;
            let hash = self.index.hash(&node.item.key);
            self.index.renumber(hash, from, at);
            self.order.moved(&mut self.nodes, at);
        }
        gone
    }

    fn find<Q>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let same = |at: u32| self.nodes[at as usize].item.key.borrow() == key;
        self.index.find(self.index.hash(key), same)
    }

    /// Makes a node the most recent.
    fn touch(&mut self, at: u32) {
        if self.order.first != at {
            self.order.unlink(&mut self.nodes, at);
            self.order.push_first(&mut self.nodes, at);
        }
    }

    fn walk(
        &self,
        start: u32,
        step: fn(&Node<Item<K, V>>) -> u32,
    ) -> impl Iterator<Item = Seen<'_, K, V>> {
        let mut at = start;
        std::iter::from_fn(move || {
            let node = self.nodes.get(at as usize)?;
            at = step(node);
            Some(Seen {
                key: &node.item.key,
                value: &node.item.value,
                uses: None,
            })
        })
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> Cache<K, V> for Lru<K, V, S> {
    fn capacity(&self) -> u32 {
        self.capacity
    }

    fn len(&self) -> usize {
        self.nodes.len()
    }

    fn get_if<Q>(&mut self, key: &Q, wanted: impl FnOnce(&V) -> bool) -> Lookup<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let Some(at) = self.find(key) else {
            return Lookup::Absent;
        };
        if !wanted(&self.nodes[at as usize].item.value) {
            let gone = self.remove_at(at);
            return Lookup::Dropped(gone.key, gone.value);
        }
        self.touch(at);
        Lookup::Hit(&self.nodes[at as usize].item.value)
    }

    fn peek<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        Some(&self.nodes[self.find(key)? as usize].item.value)
    }

    fn put(&mut self, key: K, value: V) -> Put<K, V> {
        self.put(key, value)
    }

    fn remove<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let at = self.find(key)?;
        let gone = self.remove_at(at);
        Some((gone.key, gone.value))
    }

    fn first_to_last<'a>(&'a self) -> impl Iterator<Item = Seen<'a, K, V>>
    where
        K: 'a,
        V: 'a,
    {
        self.walk(self.order.first, |node| node.next)
    }

    fn last_to_first<'a>(&'a self) -> impl Iterator<Item = Seen<'a, K, V>>
    where
        K: 'a,
        V: 'a,
    {
        self.walk(self.order.last, |node| node.prev)
    }
}

// `walk` ends because `NIL` is no index of any arena.
const _: () = assert!(NIL > MAX_CAPACITY);
