//! Least frequently used in O(1): K. Shah, A. Mitra, D. Matani, "An O(1) algorithm for implementing the LFU cache
//! eviction scheme" (2010).
//!
//! A list of buckets, one for each use count that occurs, in ascending order; in each bucket a list of the entries used
//! that often. A use moves an entry to the neighbouring bucket, made when it is missing; the victim is the last entry
//! of the first bucket. Within a bucket the entries stand in the order of their last use, since a use is what brings
//! an entry there: ties go to the least recent.

use super::cache::{Cache, Lookup, MAX_CAPACITY, Put, Seen};
use super::index::Index;
use super::list::{Ends, NIL, Node};
use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::mem;

#[derive(Clone, Debug)]
struct Item<K, V> {
    key: K,
    value: V,
    bucket: u32,
}

#[derive(Clone, Debug)]
struct Bucket {
    uses: u64,
    /// First is the most recent.
    members: Ends,
}

/// A cache that forgets the entry used least often; among equals, the one whose last use is longest ago.
///
/// Storing an entry counts as its first use, and overwriting it as one more. What is said of hashing at
/// [`Lru`](super::lru::Lru) holds here too.
#[derive(Clone, Debug)]
pub struct Lfu<K, V, S = FxBuildHasher> {
    capacity: u32,
    index: Index<S>,
    nodes: Vec<Node<Item<K, V>>>,
    buckets: Vec<Node<Bucket>>,
    /// Ascending by uses; first holds the next to go.
    order: Ends,
    /// Buckets in no list, to be used again.
    spare: Vec<u32>,
}

impl<K: Hash + Eq, V> Lfu<K, V> {
    /// An empty cache of at most `capacity` entries (0 stores nothing; capped at [`MAX_CAPACITY`]).
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        Self::with_hasher(capacity, FxBuildHasher)
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> Lfu<K, V, S> {
    /// An empty cache with a hasher of the caller's.
    #[must_use]
    pub fn with_hasher(capacity: u32, hasher: S) -> Self {
        Self {
            capacity: capacity.min(MAX_CAPACITY),
            index: Index::new(0, hasher),
            nodes: Vec::new(),
            buckets: Vec::new(),
            order: Ends::EMPTY,
            spare: Vec::new(),
        }
    }

    /// The value under a key; the entry counts one use more.
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

    /// Stores a value under a key; at capacity the least frequently used entry goes first, so that a newcomer is
    /// never its own victim.
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
        if self.nodes.len() < self.capacity as usize {
            // Below the capacity, which is below u32::MAX.
            let at = self.nodes.len() as u32;
            let bucket = NIL;
            self.nodes.push(Node::loose(Item { key, value, bucket }));
            self.join(NIL, 1, at);
            self.index(hash, at);
            return Put::Stored;
        }
        let Some(lowest) = self.buckets.get(self.order.first as usize) else {
            return Put::Refused(key, value);
        };
        let at = lowest.item.members.last;
        self.leave(at);
        let bucket = NIL;
        let item = Item { key, value, bucket };
        let gone = mem::replace(&mut self.nodes[at as usize].item, item);
        let old = self.index.hash(&gone.key);
        self.index.remove(old, at);
        self.join(NIL, 1, at);
        self.index(hash, at);
        Put::Evicted(gone.key, gone.value)
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
        self.leave(at);
        let gone = self.nodes.swap_remove(at as usize).item;
        // The arena stays dense: its last node has moved to `at`, and everyone who knows it is told.
        if let Some(node) = self.nodes.get(at as usize) {
            let from = self.nodes.len() as u32;
            let hash = self.index.hash(&node.item.key);
            let bucket = node.item.bucket;
            self.index.renumber(hash, from, at);
            self.buckets[bucket as usize]
                .item
                .members
                .moved(&mut self.nodes, at);
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

    /// Counts one use more.
    fn touch(&mut self, at: u32) {
        let old = self.nodes[at as usize].item.bucket;
        let uses = self.buckets[old as usize].item.uses + 1;
        self.buckets[old as usize]
            .item
            .members
            .unlink(&mut self.nodes, at);
        // Joined first: the old bucket, empty or not, is the place to put a new one after.
        self.join(old, uses, at);
        self.drop_if_empty(old);
    }

    /// Puts a loose entry first into the bucket of `uses`, which is the one after `below` (`NIL`: the lowest of all) or
    /// is made there.
    fn join(&mut self, below: u32, uses: u64, at: u32) {
        let next = match below {
            NIL => self.order.first,
            below => self.buckets[below as usize].next,
        };
        let bucket = match self.buckets.get(next as usize) {
            Some(bucket) if bucket.item.uses == uses => next,
            _ => self.make_bucket(below, uses),
        };
        self.nodes[at as usize].item.bucket = bucket;
        self.buckets[bucket as usize]
            .item
            .members
            .push_first(&mut self.nodes, at);
    }

    fn make_bucket(&mut self, below: u32, uses: u64) -> u32 {
        let members = Ends::EMPTY;
        let node = Node::loose(Bucket { uses, members });
        let made = match self.spare.pop() {
            Some(spare) => {
                self.buckets[spare as usize] = node;
                spare
            }
            None => {
                // Buckets are as many as entries at most, and one more while an entry moves.
                self.buckets.push(node);
                (self.buckets.len() - 1) as u32
            }
        };
        match below {
            NIL => self.order.push_first(&mut self.buckets, made),
            below => self.order.push_after(&mut self.buckets, below, made),
        }
        made
    }

    /// Takes an entry out of its bucket.
    fn leave(&mut self, at: u32) {
        let bucket = self.nodes[at as usize].item.bucket;
        self.buckets[bucket as usize]
            .item
            .members
            .unlink(&mut self.nodes, at);
        self.drop_if_empty(bucket);
    }

    fn drop_if_empty(&mut self, bucket: u32) {
        if self.buckets[bucket as usize].item.members.is_empty() {
            self.order.unlink(&mut self.buckets, bucket);
            self.spare.push(bucket);
        }
    }

    fn seen<'a>(&'a self, node: &'a Node<Item<K, V>>) -> Option<Seen<'a, K, V>> {
        Some(Seen {
            key: &node.item.key,
            value: &node.item.value,
            uses: Some(self.bucket(node.item.bucket)?.item.uses),
        })
    }

    fn bucket(&self, bucket: u32) -> Option<&Node<Bucket>> {
        self.buckets.get(bucket as usize)
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> Cache<K, V> for Lfu<K, V, S> {
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
        let mut bucket = self.bucket(self.order.last);
        let mut at = bucket.map_or(NIL, |b| b.item.members.first);
        std::iter::from_fn(move || {
            let node = self.nodes.get(at as usize)?;
            at = node.next;
            if at == NIL {
                bucket = bucket.and_then(|b| self.bucket(b.prev));
                at = bucket.map_or(NIL, |b| b.item.members.first);
            }
            self.seen(node)
        })
    }

    fn last_to_first<'a>(&'a self) -> impl Iterator<Item = Seen<'a, K, V>>
    where
        K: 'a,
        V: 'a,
    {
        let mut bucket = self.bucket(self.order.first);
        let mut at = bucket.map_or(NIL, |b| b.item.members.last);
        std::iter::from_fn(move || {
            let node = self.nodes.get(at as usize)?;
            at = node.prev;
            if at == NIL {
                bucket = bucket.and_then(|b| self.bucket(b.next));
                at = bucket.map_or(NIL, |b| b.item.members.last);
            }
            self.seen(node)
        })
    }
}
