//! Caches: the reference beside the crate `lru`, under the same keys.

use crate::clock::{Measured, repeated};
use crate::random::{Random, Zipf, mix};
use anyhow::{Context, Result, bail};
use exercises::lru_cache::lru::Lru;
use lru::LruCache;
use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::fmt::Write;
use std::fs;
use std::hash::{BuildHasher, Hash};
use std::num::NonZeroUsize;

/// Different keys in a trace.
const KEYS: u32 = 100_000;
/// The skew of YCSB's Zipfian workloads (Cooper et al., SoCC 2010).
const SKEW: f64 = 0.99;

/// Writes the numbers of `count` keys, the most frequent being 0.
pub(crate) fn write_trace(file: &str, count: u32) -> Result<()> {
    let (zipf, mut random) = (Zipf::new(KEYS, SKEW), Random(1));
    let bytes: Vec<u8> = (0..count)
        .flat_map(|_| zipf.draw(&mut random).to_le_bytes())
        .collect();
    fs::write(file, bytes).with_context(|| format!("writing {file}"))
}

/// Takes the time of a cache-aside client: each key is looked up, and stored when it was not there. The result is the
/// number of hits.
pub(crate) fn measure(with: &str, keys: &str, capacity: u32, file: &str) -> Result<Measured> {
    let bytes = fs::read(file).with_context(|| format!("reading {file}"))?;
    let trace: Vec<u32> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|&bytes| u32::from_le_bytes(bytes))
        .collect();
    match keys {
        "u64" => {
            let keys: Vec<u64> = (0..KEYS).map(|key| mix(u64::from(key))).collect();
            measure_keys::<u64, u64>(with, capacity, &trace, &keys)
        }
        "string" => {
            let keys: Vec<String> = (0..KEYS).map(|key| format!("session:{key}")).collect();
            measure_keys::<String, str>(with, capacity, &trace, &keys)
        }
        other => bail!("{other:?} is neither u64 nor string"),
    }
}

fn measure_keys<K, Q>(with: &str, capacity: u32, trace: &[u32], keys: &[K]) -> Result<Measured>
where
    K: Hash + Eq + Clone + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    let room = NonZeroUsize::new(capacity as usize).context("a capacity of 0")?;
    let work = match with {
        "ours" => repeated(|| ours(Lru::new(capacity), trace, keys), u64::to_string),
        "lru" => repeated(|| theirs(LruCache::new(room), trace, keys), u64::to_string),
        "lru-fx" => repeated(
            || theirs(LruCache::with_hasher(room, FxBuildHasher), trace, keys),
            u64::to_string,
        ),
        other => bail!("{other:?} is none of ours, lru and lru-fx"),
    };
    Ok(work)
}

fn ours<K, Q>(mut cache: Lru<K, u32>, trace: &[u32], keys: &[K]) -> u64
where
    K: Hash + Eq + Clone + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    let mut hits = 0;
    for &number in trace {
        let key = &keys[number as usize];
        if cache.get(key.borrow()).is_some() {
            hits += 1;
        } else {
            cache.put(key.clone(), number);
        }
    }
    hits
}

fn theirs<K, Q, S>(mut cache: LruCache<K, u32, S>, trace: &[u32], keys: &[K]) -> u64
where
    K: Hash + Eq + Clone + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
    S: BuildHasher,
{
    let mut hits = 0;
    for &number in trace {
        let key = &keys[number as usize];
        if cache.get(key.borrow()).is_some() {
            hits += 1;
        } else {
            cache.put(key.clone(), number);
        }
    }
    hits
}

/// Operations of clients that look keys up and store those that were not there, in the names that the exercise's recorded
/// trace has.
pub(crate) fn operations(count: u32) -> String {
    const CAPACITY: u32 = 10_000;
    let (zipf, mut random) = (Zipf::new(10 * CAPACITY, SKEW), Random(2));
    let mut cache = Lru::new(CAPACITY);
    let mut text = format!("capacity {CAPACITY}\n");
    let mut written = 0;
    while written < count {
        let number = zipf.draw(&mut random);
        let kind = ["session", "product", "stock"][mix(u64::from(number)) as usize % 3];
        // Writing to a string can't fail.
        let _ = writeln!(text, "get {kind}:{number}");
        written += 1;
        if cache.get(&number).is_none() {
            cache.put(number, ());
            let _ = writeln!(text, "put {kind}:{number} r{}", written % 100);
            written += 1;
        }
    }
    text
}
