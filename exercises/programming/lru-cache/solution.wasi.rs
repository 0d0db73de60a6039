//! A bounded cache driven by an operations file: LRU or LFU, with a TTL.
//!
//! One file, the standard library alone. Build it with
//!
//!     rustc --edition 2024 -O --target wasm32-wasip1 --crate-name solution solution.wasi.rs -o solution.wasm
//!
//! A hash table finds an entry; a ring of entries for each number of uses keeps the order of use. LRU is the same with
//! one ring for all. Every operation is O(1).

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

// ---- The order of use ----------------------------------------------------------------------------------------------

type Place = usize;

/// An entry, or the sentinel of a ring: after it is the most recent entry, before it the least recent.
#[derive(Default)]
struct Node {
    key: String,
    value: String,
    /// The second from which on it is expired.
    expires: Option<u64>,
    uses: u64,
    before: Place,
    after: Place,
}

/// Entries by key, and in the order in which they have to go. Links are places in a vector.
#[derive(Default)]
struct Entries {
    lfu: bool,
    nodes: Vec<Node>,
    /// Places that nobody holds.
    free: Vec<Place>,
    places: HashMap<String, Place>,
    /// The sentinel of the ring of each number of uses.
    rings: HashMap<u64, Place>,
    /// The lowest number of uses, as soon as there is no room.
    least: u64,
}

impl Entries {
    fn place(&mut self, node: Node) -> Place {
        match self.free.pop() {
            Some(place) => {
                self.nodes[place] = node;
                place
            }
            None => {
                self.nodes.push(node);
                self.nodes.len() - 1
            }
        }
    }

    fn link_first(&mut self, place: Place) {
        let uses = self.nodes[place].uses;
        let ring = match self.rings.get(&uses) {
            Some(&ring) => ring,
            None => {
                let ring = self.place(Node::default());
                (self.nodes[ring].before, self.nodes[ring].after) = (ring, ring);
                self.rings.insert(uses, ring);
                ring
            }
        };
        let next = self.nodes[ring].after;
        (self.nodes[place].before, self.nodes[place].after) = (ring, next);
        self.nodes[next].before = place;
        self.nodes[ring].after = place;
    }

    /// Takes an entry out of its ring; whether it was the last there. An empty ring is given up.
    fn unlink(&mut self, place: Place) -> bool {
        let Node {
            before,
            after,
            uses,
            ..
        } = self.nodes[place];
        self.nodes[before].after = after;
        self.nodes[after].before = before;
        if before == after {
            self.rings.remove(&uses);
            self.free.push(before);
        }
        before == after
    }

    fn add(&mut self, key: &str, value: &str, expires: Option<u64>) {
        let (key, value) = (key.to_owned(), value.to_owned());
        let place = self.place(Node {
            key: key.clone(),
            value,
            expires,
            uses: 1,
            ..Node::default()
        });
        self.places.insert(key, place);
        self.link_first(place);
        self.least = 1;
    }

    /// It was read or overwritten.
    fn touch(&mut self, place: Place) {
        let last = self.unlink(place);
        if self.lfu {
            // This very entry goes one up.
            if last && self.nodes[place].uses == self.least {
                self.least += 1;
            }
            self.nodes[place].uses += 1;
        }
        self.link_first(place);
    }

    /// `least` may be too low then. That does no harm: there is room, so an `add` comes before the next `victim`.
    fn remove(&mut self, place: Place) -> Node {
        self.unlink(place);
        let node = std::mem::take(&mut self.nodes[place]);
        self.places.remove(&node.key);
        self.free.push(place);
        node
    }

    /// The entry that has to go; there must be one.
    fn victim(&self) -> Place {
        self.nodes[self.rings[&self.least]].before
    }
}

// ---- The cache -----------------------------------------------------------------------------------------------------

/// What a look for a key finds.
enum Met {
    Live(Place),
    /// It was there, but had expired: it is dropped.
    Expired,
    Nothing,
}

struct Cache {
    capacity: u64,
    ttl: Option<u64>,
    entries: Entries,
    now: u64,
    ops: u64,
    hits: u64,
    misses: u64,
    evictions: u64,
    expired: u64,
}

impl Cache {
    fn new(capacity: u64, options: &Options) -> Self {
        let entries = Entries {
            lfu: options.lfu,
            ..Entries::default()
        };
        let ttl = options.ttl;
        Self {
            capacity,
            ttl,
            entries,
            now: 0,
            ops: 0,
            hits: 0,
            misses: 0,
            evictions: 0,
            expired: 0,
        }
    }

    fn is_expired(&self, node: &Node) -> bool {
        node.expires.is_some_and(|expires| expires <= self.now)
    }

    fn meet(&mut self, key: &str) -> Met {
        match self.entries.places.get(key) {
            None => Met::Nothing,
            Some(&place) if self.is_expired(&self.entries.nodes[place]) => {
                self.entries.remove(place);
                self.expired += 1;
                Met::Expired
            }
            Some(&place) => Met::Live(place),
        }
    }

    fn get(&mut self, key: &str) -> String {
        let met = self.meet(key);
        if let Met::Live(place) = met {
            self.hits += 1;
            self.entries.touch(place);
            return format!("hit {}", self.entries.nodes[place].value);
        }
        self.misses += 1;
        if matches!(met, Met::Expired) {
            "miss, expired".to_owned()
        } else {
            "miss".to_owned()
        }
    }

    fn put(&mut self, key: &str, value: &str, ttl: Option<u64>) -> String {
        if self.capacity == 0 {
            return "not stored".to_owned();
        }
        let expires = ttl.or(self.ttl).map(|ttl| self.now + ttl);
        let mut said = match self.meet(key) {
            Met::Live(place) => {
                let node = &mut self.entries.nodes[place];
                (node.value, node.expires) = (value.to_owned(), expires);
                self.entries.touch(place);
                return "updated".to_owned();
            }
            Met::Expired => format!("stored, expired {key}"),
            Met::Nothing => "stored".to_owned(),
        };
        if self.entries.places.len() as u64 == self.capacity {
            let victim = self.entries.remove(self.entries.victim());
            if self.is_expired(&victim) {
                self.expired += 1;
                said = format!("stored, expired {}", victim.key);
            } else {
                self.evictions += 1;
                said = format!("stored, evicted {}", victim.key);
            }
        }
        self.entries.add(key, value, expires);
        said
    }

    fn delete(&mut self, key: &str) -> &'static str {
        match self.meet(key) {
            Met::Live(place) => {
                self.entries.remove(place);
                "deleted"
            }
            Met::Expired => "absent, expired",
            Met::Nothing => "absent",
        }
    }

    fn summary(&self) -> String {
        let gets = self.hits + self.misses;
        // Whole numbers: rounded down, the same in every language.
        let ratio = (self.hits * 10_000).checked_div(gets);
        let ratio = ratio.map_or("-".to_owned(), |parts| {
            format!("{}.{:04}", parts / 10_000, parts % 10_000)
        });
        let Self {
            ops,
            hits,
            misses,
            evictions,
            expired,
            ..
        } = self;
        format!(
            "ops={ops} hits={hits} misses={misses} evictions={evictions} expired={expired} ratio={ratio}"
        )
    }
}

// ---- Operations ----------------------------------------------------------------------------------------------------

fn whole(word: &str, least: u64, most: u64) -> Result<u64, String> {
    let digits = Some(word).filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let number = digits
        .and_then(|word| word.parse().ok())
        .filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("`{word}` is not a whole number from {least} to {most}"))
}

const LARGEST: u64 = u32::MAX as u64;

/// Does what one line says; the answer to print.
fn apply(cache: &mut Cache, words: &[&str]) -> Result<String, String> {
    cache.ops += 1;
    match *words {
        ["get", key] => Ok(cache.get(key)),
        ["put", key, value] => Ok(cache.put(key, value, None)),
        ["put", key, value, "ttl", ttl] => Ok(cache.put(key, value, Some(whole(ttl, 1, LARGEST)?))),
        ["delete", key] => Ok(cache.delete(key).to_owned()),
        ["tick", seconds] => {
            cache.now += whole(seconds, 0, LARGEST)?;
            Ok(format!("time {}", cache.now))
        }
        ["capacity", ..] => Err("`capacity N` stands before the first operation, once".to_owned()),
        _ => Err(format!(
            "`{}` is not an operation (get, put, delete, tick)",
            words.join(" ")
        )),
    }
}

/// Answers every line, then gives the summary. What is wrong begins with the file's name, and the line's number.
fn run(text: &str, options: &Options, out: &mut impl Write) -> Result<(), String> {
    let name = &options.file;
    let start = |given: Option<u64>| {
        let capacity = options.capacity.or(given).ok_or_else(|| {
            format!(
                "{name}: no capacity: give --capacity N, or `capacity N` before the first operation"
            )
        });
        capacity.map(|capacity| Cache::new(capacity, options))
    };
    let (mut cache, mut given) = (None, None);
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        if words.first().is_none_or(|word| word.starts_with('#')) {
            continue;
        }
        let at = |problem| format!("{name}:{}: {problem}", index + 1);
        match (words.as_slice(), &cache, given) {
            (["capacity", number], None, None) => {
                given = Some(whole(number, 0, LARGEST - 1).map_err(at)?)
            }
            _ => {
                let mut running = cache.take().map_or_else(|| start(given), Ok)?;
                let said = apply(&mut running, &words).map_err(at)?;
                writeln!(out, "{said}").map_err(|error| error.to_string())?;
                cache = Some(running);
            }
        }
    }
    let summary = cache.map_or_else(|| start(given), Ok)?.summary();
    writeln!(out, "{summary}").map_err(|error| error.to_string())
}

struct Options {
    capacity: Option<u64>,
    ttl: Option<u64>,
    lfu: bool,
    file: String,
}

fn parse_arguments(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        capacity: None,
        ttl: None,
        lfu: false,
        file: "-".to_owned(),
    };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--capacity" => options.capacity = Some(whole(&value()?, 0, LARGEST - 1)?),
            "--ttl" => options.ttl = Some(whole(&value()?, 1, LARGEST)?),
            "--policy" => {
                options.lfu = match value()?.as_str() {
                    "lru" => false,
                    "lfu" => true,
                    other => return Err(format!("--policy: `{other}` is neither lru nor lfu")),
                }
            }
            _ if arg.starts_with("--") => return Err(format!("unknown option {arg}")),
            _ => options.file = arg,
        }
    }
    Ok(options)
}

fn main() -> ExitCode {
    let options = match parse_arguments(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("lru-cache: {problem}");
            return ExitCode::from(2);
        }
    };
    let mut text = String::new();
    let read = if options.file == "-" {
        io::stdin().read_to_string(&mut text).map(drop)
    } else {
        fs::read_to_string(&options.file).map(|read| text = read)
    };
    // What was answered before a bad line is printed too.
    let mut out = BufWriter::new(io::stdout().lock());
    let done = read
        .map_err(|error| format!("{}: {error}", options.file))
        .and_then(|()| run(&text, &options, &mut out))
        .and_then(|()| out.flush().map_err(|error| error.to_string()));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = out.flush();
            eprintln!("lru-cache: {problem}");
            ExitCode::FAILURE
        }
    }
}
