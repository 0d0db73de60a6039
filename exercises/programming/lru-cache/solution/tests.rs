//! Both policies and the clock against models that are too slow to be wrong: plain vectors, searched from end to end.

use super::cache::{Cache, Lookup, Put};
use super::lfu::Lfu;
use super::lru::Lru;
use super::machine::{Counts, Entry, Machine, Outcome};
use super::ops::{self, Operation};
use contract::{Failure, Input, Io, Report};
use proptest::prelude::*;
use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};

/// One operation on small keys.
#[derive(Clone, Copy, Debug)]
enum Op {
    Get(u8),
    Put(u8, u16, Option<u32>),
    Delete(u8),
    Tick(u32),
}

fn op() -> impl Strategy<Value = Op> {
    let key = 0_u8..8;
    prop_oneof![
        4 => key.clone().prop_map(Op::Get),
        4 => (key.clone(), any::<u16>(), proptest::option::weighted(0.3, 1_u32..4))
            .prop_map(|(k, v, t)| Op::Put(k, v, t)),
        1 => key.prop_map(Op::Delete),
        2 => (0_u32..3).prop_map(Op::Tick),
    ]
}

/// An entry of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    key: u8,
    value: u16,
    expires: u64,
    uses: u64,
    last_use: u64,
}

/// A vector of entries. The next to go is found by looking at all of them.
struct Model {
    capacity: usize,
    by_use: bool,
    ttl: Option<u32>,
    now: u64,
    turn: u64,
    kept: Vec<Kept>,
    counts: Counts,
}

/// What an operation says, as text: the model's own words, not the machine's.
impl Model {
    fn rank(&self, entry: &Kept) -> (u64, u64) {
        (if self.by_use { entry.uses } else { 0 }, entry.last_use)
    }

    fn take(&mut self, key: u8) -> Option<Kept> {
        let at = self.kept.iter().position(|entry| entry.key == key)?;
        Some(self.kept.remove(at))
    }

    fn run(&mut self, op: Op) -> String {
        self.turn += 1;
        self.counts.ops += 1;
        match op {
            Op::Tick(seconds) => {
                self.now += u64::from(seconds);
                format!("time {}", self.now)
            }
            Op::Get(key) => match self.take(key) {
                None => {
                    self.counts.misses += 1;
                    "miss".to_owned()
                }
                Some(entry) if entry.expires <= self.now => {
                    self.counts.misses += 1;
                    self.counts.expired += 1;
                    "miss, expired".to_owned()
                }
                Some(mut entry) => {
                    self.counts.hits += 1;
                    entry.uses += 1;
                    entry.last_use = self.turn;
                    self.kept.push(entry);
                    format!("hit {}", entry.value)
                }
            },
            Op::Delete(key) => match self.take(key) {
                None => "absent".to_owned(),
                Some(entry) if entry.expires <= self.now => {
                    self.counts.expired += 1;
                    "absent, expired".to_owned()
                }
                Some(_) => "deleted".to_owned(),
            },
            Op::Put(key, value, ttl) => self.put(key, value, ttl),
        }
    }

    fn put(&mut self, key: u8, value: u16, ttl: Option<u32>) -> String {
        let ttl = ttl.or(self.ttl).map(u64::from);
        let mut fresh = Kept {
            key,
            value,
            expires: ttl.map_or(u64::MAX, |ttl| self.now + ttl),
            uses: 1,
            last_use: self.turn,
        };
        let said = match self.take(key) {
            Some(old) if old.expires <= self.now => {
                self.counts.expired += 1;
                format!("stored, expired {key}")
            }
            Some(old) => {
                fresh.uses = old.uses + 1;
                "updated".to_owned()
            }
            None if self.capacity == 0 => return "not stored".to_owned(),
            None if self.kept.len() < self.capacity => "stored".to_owned(),
            None => {
                let victim = *self.kept.iter().min_by_key(|e| self.rank(e)).unwrap();
                self.take(victim.key);
                if victim.expires <= self.now {
                    self.counts.expired += 1;
                    format!("stored, expired {}", victim.key)
                } else {
                    self.counts.evictions += 1;
                    format!("stored, evicted {}", victim.key)
                }
            }
        };
        self.kept.push(fresh);
        said
    }

    /// Keys from the one to keep longest to the one that goes next.
    fn order(&self) -> Vec<(u8, Option<u64>)> {
        let mut kept = self.kept.clone();
        kept.sort_by_key(|entry| std::cmp::Reverse(self.rank(entry)));
        kept.iter()
            .map(|entry| (entry.key, self.by_use.then_some(entry.uses)))
            .collect()
    }
}

fn said(outcome: Outcome<'_, u8, u16>) -> String {
    let text = |key: u8| key.to_string();
    // Keys and values of this test are numbers; a line needs bytes.
    let mut line = Vec::new();
    let words: Outcome<'_, String, String> = match outcome {
        Outcome::Hit(value) => return format!("hit {value}"),
        Outcome::StoredEvicted(key) => Outcome::StoredEvicted(text(key)),
        Outcome::StoredExpired(key) => Outcome::StoredExpired(text(key)),
        Outcome::Miss => Outcome::Miss,
        Outcome::MissExpired => Outcome::MissExpired,
        Outcome::Stored => Outcome::Stored,
        Outcome::Updated => Outcome::Updated,
        Outcome::NotStored => Outcome::NotStored,
        Outcome::Deleted => Outcome::Deleted,
        Outcome::Absent => Outcome::Absent,
        Outcome::AbsentExpired => Outcome::AbsentExpired,
        Outcome::Time(now) => Outcome::Time(now),
    };
    words.write(&mut line).unwrap();
    String::from_utf8(line).unwrap()
}

/// Runs machine and model side by side; answers, order and counters agree after every operation.
fn agree<C: Cache<u8, Entry<u16>>>(
    cache: C,
    by_use: bool,
    ttl: Option<u32>,
    ops: &[Op],
) -> Result<(), TestCaseError> {
    let mut model = Model {
        capacity: cache.capacity() as usize,
        by_use,
        ttl,
        now: 0,
        turn: 0,
        kept: Vec::new(),
        counts: Counts::default(),
    };
    let mut machine = Machine::new(cache, ttl);
    for &op in ops {
        let answer = said(match op {
            Op::Get(key) => machine.get(&key),
            Op::Put(key, value, ttl) => machine.put(key, value, ttl),
            Op::Delete(key) => machine.delete(&key),
            Op::Tick(seconds) => Outcome::Time(machine.tick(seconds)),
        });
        prop_assert_eq!(answer, model.run(op), "{:?}", op);
        let cache = machine.cache();
        let order: Vec<_> = cache.first_to_last().map(|s| (*s.key, s.uses)).collect();
        let mut back: Vec<_> = cache.last_to_first().map(|s| (*s.key, s.uses)).collect();
        back.reverse();
        prop_assert_eq!(&order, &model.order(), "after {:?}", op);
        prop_assert_eq!(&back, &order);
        prop_assert_eq!(cache.len(), order.len());
        for entry in &model.kept {
            prop_assert_eq!(cache.peek(&entry.key).map(|e| e.value), Some(entry.value));
        }
    }
    prop_assert_eq!(machine.counts(), model.counts);
    Ok(())
}

/// A hasher under which every key collides: the answers must not depend on the hasher.
#[derive(Clone, Copy, Default)]
struct Colliding;

impl BuildHasher for Colliding {
    type Hasher = Self;
    fn build_hasher(&self) -> Self {
        Self
    }
}

impl Hasher for Colliding {
    fn finish(&self) -> u64 {
        7
    }
    fn write(&mut self, _: &[u8]) {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lru_is_the_naive_model(
        capacity in 0_u32..6,
        ttl in proptest::option::of(1_u32..5),
        ops in prop::collection::vec(op(), 0..120),
    ) {
        agree(Lru::new(capacity), false, ttl, &ops)?;
        agree(Lru::with_hasher(capacity, Colliding), false, ttl, &ops)?;
    }

    #[test]
    fn lfu_is_the_naive_model(
        capacity in 0_u32..6,
        ttl in proptest::option::of(1_u32..5),
        ops in prop::collection::vec(op(), 0..120),
    ) {
        agree(Lfu::new(capacity), true, ttl, &ops)?;
        agree(Lfu::with_hasher(capacity, Colliding), true, ttl, &ops)?;
    }

    #[test]
    fn any_bytes_give_answers_or_a_failure(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let ran = run_ops(&["--capacity", "2", "ops"], &bytes);
        prop_assert!(ran.result == Ok(0) || ran.result.is_err_and(|f| f.status == 1));
    }

    #[test]
    fn parsing_never_panics_and_numbers_stay_in_range(line in "(get|put|tick|capacity|delete)( [a-z0-9]{1,12}){0,5}") {
        if let Ok(Operation::Put(_, _, Some(ttl))) = ops::parse(line.as_bytes()) {
            prop_assert!(ttl > 0);
        }
    }
}

struct Ran {
    result: Result<u8, Failure>,
    stdout: String,
    report: Report,
}

/// Runs the exercise over a file called `ops`.
fn run_ops(args: &[&str], bytes: &[u8]) -> Ran {
    let input = Input {
        args: args.iter().map(|&arg| arg.to_owned()).collect(),
        files: vec![("ops".to_owned(), bytes.to_vec())],
        ..Input::default()
    };
    let files = input.memory();
    let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
    let result = super::run(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &files,
        stdin: &mut &bytes[..],
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    Ran {
        result,
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        report,
    }
}

#[test]
fn the_api_evicts_updates_and_refuses() {
    let mut cache = Lru::new(2);
    assert_eq!(cache.put("a", 1), Put::Stored);
    assert_eq!(cache.put("b", 2), Put::Stored);
    assert_eq!(cache.get("a"), Some(&1));
    assert_eq!(cache.put("c", 3), Put::Evicted("b", 2));
    assert_eq!(cache.put("a", 4), Put::Updated(1));
    assert_eq!(cache.get_if("a", |_| false), Lookup::Dropped("a", 4));
    assert_eq!(cache.get("a"), None);
    assert_eq!(Lru::new(0).put("a", 1), Put::Refused("a", 1));
    assert_eq!(Lfu::new(0).put("a", 1), Put::Refused("a", 1));
}

#[test]
fn a_long_run_keeps_the_most_recent_keys() {
    // Far beyond the reserve, so that arena and table grow, and with every eviction reusing a slot.
    let mut cache = Lru::new(10_000);
    for key in 0..50_000_u64 {
        cache.put(key, key);
    }
    let keys: Vec<u64> = cache.first_to_last().map(|seen| *seen.key).collect();
    assert_eq!(keys, (40_000..50_000).rev().collect::<Vec<_>>());
    let kept: HashSet<u64> = (0..50_000).filter(|key| cache.get(key).is_some()).collect();
    assert_eq!(kept, (40_000..50_000).collect());
}

#[test]
fn ratios_are_rounded_down() {
    let line = |hits, misses| {
        let counts = Counts {
            hits,
            misses,
            ..Counts::default()
        };
        let mut out = Vec::new();
        counts.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(line(0, 0).ends_with("ratio=-\n"));
    assert!(line(2, 1).ends_with("ratio=0.6666\n"));
    assert!(line(99_999, 1).ends_with("ratio=0.9999\n"));
    assert!(line(5, 0).ends_with("ratio=1.0000\n"));
    assert!(line(u64::MAX / 2, 0).ends_with("ratio=1.0000\n"));
}

#[test]
fn bad_lines_name_file_and_line() {
    let cases: &[(&[u8], &str)] = &[
        (b"capacity 1\n\nget\n", "ops:3: expected `get KEY`"),
        (b"capacity 1\nget a b", "ops:2: expected `get KEY`"),
        (b"capacity 1\nput a", "ops:2: expected `put KEY VALUE"),
        (b"capacity 1\nput a 1 ttl", "ops:2: expected `put KEY VALUE"),
        (
            b"capacity 1\nput a 1 for 3",
            "ops:2: expected `put KEY VALUE",
        ),
        (
            b"capacity 1\nput a 1 ttl 3 4",
            "ops:2: expected `put KEY VALUE",
        ),
        (
            b"capacity 1\nput a 1 ttl 0",
            "ops:2: a TTL is at least 1 second",
        ),
        (b"capacity 1\ntick -1", "ops:2: `-1` is not a whole number"),
        (b"capacity 1\ntick 4294967296", "ops:2: `4294967296` is not"),
        (b"capacity 4294967295", "ops:1: `4294967295` is not"),
        (b"capacity", "ops:1: expected `capacity N`"),
        (
            b"capacity 1\ncapacity 1",
            "ops:2: the capacity is given twice",
        ),
        (
            b"capacity 1\nget a\ncapacity 1",
            "ops:3: the capacity must stand",
        ),
        (b"capacity 1\nGET a", "ops:2: `GET` is not an operation"),
        (
            b"capacity 1\n\x00\xff x",
            "ops:2: `\\0\u{fffd}` is not an operation",
        ),
        (b"get a\n", "ops: no capacity: give --capacity"),
        (b"", "ops: no capacity"),
    ];
    for (bytes, words) in cases {
        let failure = run_ops(&["ops"], bytes).result.unwrap_err();
        assert!(failure.message.starts_with(words), "{failure}");
        assert_eq!(failure.status, 1);
    }
}

#[test]
fn wrong_options_are_usage_errors() {
    for args in [
        &["--capacity", "x", "ops"][..],
        &["--capacity", "-1", "ops"],
        &["--ttl", "0", "ops"],
        &["--policy", "fifo", "ops"],
        &["--nothing"],
        &["ops", "ops"],
        &["--ttl"],
    ] {
        let failure = run_ops(args, b"capacity 1\n").result.unwrap_err();
        assert_eq!(failure.status, 2, "{args:?}: {failure}");
    }
    let missing = run_ops(&["elsewhere"], b"").result.unwrap_err();
    assert!(missing.message.starts_with("elsewhere: "), "{missing}");
}

#[test]
fn stdin_gzip_and_windows_line_ends_are_read() {
    use std::io::Write;
    let text = b"capacity 1\r\n  # a comment\r\nput a 1\r\n\tget  a\r\nget a";
    let expected =
        "stored\nhit 1\nhit 1\nops=3 hits=2 misses=0 evictions=0 expired=0 ratio=1.0000\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_eq!(run_ops(&[], text).stdout, expected);
    assert_eq!(run_ops(&["-"], text).stdout, expected);
    assert_eq!(run_ops(&["ops"], &gzip).stdout, expected);
    let cut = run_ops(&["ops"], &gzip[..gzip.len() - 9]);
    assert!(cut.result.is_err());
}

#[test]
fn reports_stay_bounded() {
    use contract::report::Block;
    let mut text = String::from("capacity 500\n");
    for n in 0..3000 {
        text.push_str(&format!("put k{n} v\nget k{}\n", n / 2));
    }
    let ran = run_ops(&["ops"], text.as_bytes());
    let mut seen = 0;
    for block in ran.report.blocks {
        match block {
            Block::Steps(steps) => {
                seen += 1;
                assert_eq!((steps.steps.len(), steps.dropped), (2000, 4000));
                assert!(steps.steps.iter().all(|step| step.cells.len() <= 64));
                // put k999, get k499 as the last drawn: 500 entries, the least recent of them at the end.
                let last = steps.steps.last().unwrap();
                assert_eq!(last.caption, "get k499");
                assert_eq!(last.cells.len(), 64);
            }
            Block::Series(series) => {
                seen += 1;
                assert!(series.x.len() <= 241);
                assert_eq!(series.x.last(), Some(&6000.0));
                assert!(series.x.is_sorted_by(|a, b| a < b));
                assert!(
                    series
                        .sets
                        .iter()
                        .all(|set| set.values.len() == series.x.len())
                );
            }
            Block::Table(table) => {
                seen += 1;
                assert!(
                    table
                        .rows
                        .iter()
                        .all(|row| row.cells.len() == table.columns.len())
                );
            }
            _ => {}
        }
    }
    assert_eq!(seen, 3);
}
