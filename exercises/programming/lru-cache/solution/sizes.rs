//! "What if the cache were larger?": the same operations against caches of 1, 2, 4, ... entries under both policies.
//!
//! For plain reads Mattson, Gecsei, Slutz and Traiger ("Evaluation techniques for storage hierarchies", IBM Systems
//! Journal 9(2), 1970) get every LRU size from one pass over stack distances. Here puts, deletes and expiry are
//! operations of their own and LFU is wanted too, so a dozen sizes are simply run side by side, in one pass as well.

use super::lfu::Lfu;
use super::lru::Lru;
use super::machine::{Entry, Machine};
use super::ops::Operation;
use contract::Report;
use contract::report::{Block, Cell, Row, Table, Tone, Unit};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// The largest size tried, as a power of two.
const DOUBLINGS: u32 = 12;
/// Operations taken into account at most.
const OPERATIONS: u64 = 100_000;

type Key = u32;

struct Size {
    capacity: u32,
    lru: Machine<Lru<Key, Entry<()>>>,
    lfu: Machine<Lfu<Key, Entry<()>>>,
}

/// The caches that run beside the one that was asked for.
pub(super) struct Sizes {
    numbers: HashMap<Box<[u8]>, Key, FxBuildHasher>,
    sizes: Vec<Size>,
    chosen: u32,
    ops: u64,
}

impl Sizes {
    /// Caches of 1, 2, 4, ... entries and of the chosen capacity.
    pub(super) fn new(chosen: u32, ttl: Option<u32>) -> Self {
        let mut capacities: Vec<u32> = (0..=DOUBLINGS).map(|n| 1 << n).collect();
        capacities.push(chosen);
        capacities.sort_unstable();
        capacities.dedup();
        let sizes = capacities.into_iter().map(|capacity| Size {
            capacity,
            lru: Machine::new(Lru::new(capacity), ttl),
            lfu: Machine::new(Lfu::new(capacity), ttl),
        });
        Self {
            numbers: HashMap::default(),
            sizes: sizes.collect(),
            chosen,
            ops: 0,
        }
    }

    /// Does one operation in each of them.
    pub(super) fn apply(&mut self, operation: &Operation<'_>) {
        self.ops += 1;
        if self.ops > OPERATIONS {
            return;
        }
        match *operation {
            Operation::Capacity(_) => {}
            Operation::Get(key) => {
                let key = self.number(key);
                for size in &mut self.sizes {
                    size.lru.get(&key);
                    size.lfu.get(&key);
                }
            }
            Operation::Put(key, _, ttl) => {
                let key = self.number(key);
                for size in &mut self.sizes {
                    size.lru.put(key, (), ttl);
                    size.lfu.put(key, (), ttl);
                }
            }
            Operation::Delete(key) => {
                let key = self.number(key);
                for size in &mut self.sizes {
                    size.lru.delete(&key);
                    size.lfu.delete(&key);
                }
            }
            Operation::Tick(seconds) => {
                for size in &mut self.sizes {
                    size.lru.tick(seconds);
                    size.lfu.tick(seconds);
                }
            }
        }
    }

    /// Keys as small numbers: each size stores and hashes four bytes.
    fn number(&mut self, key: &[u8]) -> Key {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        // There are at most `OPERATIONS` keys.
        let number = self.numbers.len() as Key;
        self.numbers.insert(key.into(), number);
        number
    }

    /// Adds the table to a report, unless there was nothing to get. Sizes beyond the first that holds every key say
    /// nothing new and are left out.
    pub(super) fn finish(self, report: &mut Report) {
        let enough = u32::try_from(self.numbers.len().max(1)).unwrap_or(u32::MAX);
        let enough = enough.checked_next_power_of_two().unwrap_or(u32::MAX);
        let gets = |size: &Size| size.lru.counts().hits + size.lru.counts().misses;
        if self.sizes.iter().all(|size| gets(size) == 0) {
            return;
        }
        let shown = self
            .sizes
            .iter()
            .filter(|size| size.capacity <= enough || size.capacity == self.chosen);
        let rows = shown.map(|size| Row {
            cells: vec![
                Cell::Number(f64::from(size.capacity), Unit::Number),
                ratio(size.lru.counts().ratio()),
                Cell::Number(size.lru.counts().evictions as f64, Unit::Number),
                ratio(size.lfu.counts().ratio()),
                Cell::Number(size.lfu.counts().evictions as f64, Unit::Number),
            ],
            tone: if size.capacity == self.chosen {
                Tone::Accent
            } else {
                Tone::Plain
            },
        });
        let columns = [
            "capacity",
            "LRU hit ratio",
            "LRU evictions",
            "LFU hit ratio",
            "LFU evictions",
        ];
        let mut title = format!("Hit ratio by capacity ({} keys)", self.numbers.len());
        if self.ops > OPERATIONS {
            title = format!("{title}, first {OPERATIONS} operations");
        }
        report.push(Block::Table(Table {
            title,
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
            dropped: 0,
        }));
    }
}

fn ratio(ratio: Option<f64>) -> Cell {
    ratio.map_or(Cell::Empty, |ratio| Cell::Number(ratio, Unit::Ratio))
}
