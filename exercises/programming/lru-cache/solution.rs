//! A cache of bounded size, driven by a file of operations: LRU or LFU, with a TTL.

use contract::{Choices, Failure, Input, Io, Progress};
use lexopt::{Arg, Parser, ValueExt};

#[path = "solution/cache.rs"]
pub mod cache;
#[path = "solution/draw.rs"]
mod draw;
#[path = "solution/grow.rs"]
mod grow;
#[path = "solution/index.rs"]
mod index;
#[path = "solution/lfu.rs"]
pub mod lfu;
#[path = "solution/list.rs"]
mod list;
#[path = "solution/lru.rs"]
pub mod lru;
#[path = "solution/machine.rs"]
pub mod machine;
#[path = "solution/ops.rs"]
pub mod ops;
#[path = "solution/sizes.rs"]
mod sizes;
#[cfg(test)]
#[path = "solution/tests.rs"]
mod tests;

use cache::Cache;
use draw::Drawing;
pub use grow::grow;
use machine::{Entry, Machine, Outcome};
use ops::{Operation, Reader};
use sizes::Sizes;

/// The usage text.
pub const HELP: &str = "\
usage: lru-cache [options] [FILE]

Runs the operations of FILE (or of stdin, if there is none or it is -) against a cache and prints what came of each.

  --capacity N       entries that the cache holds; goes before the file's own `capacity N`
  --ttl SECONDS      how long an entry lives, unless its put says otherwise
  --policy POLICY    what goes when it is full: lru (least recently used, the default)
                     or lfu (least frequently used; ties go to the least recent)
  --help             this text

Operations, one a line; blank lines and lines that begin with # say nothing:

  capacity N                      at most once, before the first operation
  get KEY                         hit VALUE | miss | miss, expired
  put KEY VALUE [ttl SECONDS]     stored | stored, evicted KEY | stored, expired KEY | updated | not stored
  delete KEY                      deleted | absent | absent, expired
  tick SECONDS                    time SECONDS-SINCE-THE-START
";

/// Operations between two reports of progress.
const PROGRESS: u64 = 10_000;

type Bytes = Box<[u8]>;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Policy {
    #[default]
    Lru,
    Lfu,
}

#[derive(Debug, Default)]
struct Options {
    capacity: Option<u32>,
    ttl: Option<u32>,
    policy: Policy,
    file: Option<String>,
}

fn options(args: &[String]) -> Result<Options, lexopt::Error> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("capacity") => {
                let word = parser.value()?.string()?;
                let most = cache::MAX_CAPACITY;
                options.capacity =
                    Some(ops::number(word.as_bytes(), most).map_err(at("capacity"))?);
            }
            Arg::Long("ttl") => {
                let word = parser.value()?.string()?;
                options.ttl = Some(ops::seconds(word.as_bytes()).map_err(at("ttl"))?);
            }
            Arg::Long("policy") => {
                options.policy = match parser.value()?.string()?.as_str() {
                    "lru" => Policy::Lru,
                    "lfu" => Policy::Lfu,
                    other => {
                        return Err(format!("--policy: `{other}` is neither lru nor lfu").into());
                    }
                }
            }
            Arg::Value(file) if options.file.is_none() => options.file = Some(file.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(options)
}

fn at(option: &str) -> impl Fn(String) -> String {
    move |message| format!("--{option}: {message}")
}

/// Runs the operations.
///
/// # Errors
/// Wrong options (status 2); a file that can't be read, a bad line, or no capacity (status 1).
pub fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let options =
        options(io.args).map_err(|error| Failure::usage(format!("{error}; see --help")))?;
    let path = options.file.as_deref().unwrap_or("-");
    let mut reader = Reader::open(io.files, io.stdin, path)?;
    let header = reader.header()?;
    let Some(capacity) = options.capacity.or(header) else {
        let message =
            "no capacity: give --capacity N, or a line `capacity N` before the first operation";
        return Err(Failure::new(format!("{}: {message}", reader.name())));
    };
    let watching = io.report.is_some();
    let mut out = Output {
        stdout: io.stdout,
        progress: io.progress,
        line: Vec::new(),
        drawing: watching.then(|| Drawing::new(options.policy == Policy::Lfu)),
        sizes: watching.then(|| Sizes::new(capacity, options.ttl)),
    };
    let result = match options.policy {
        Policy::Lru => drive(
            &mut reader,
            Machine::new(lru::Lru::new(capacity), options.ttl),
            &mut out,
        ),
        Policy::Lfu => drive(
            &mut reader,
            Machine::new(lfu::Lfu::new(capacity), options.ttl),
            &mut out,
        ),
    };
    // What was answered before a bad line is worth seeing too.
    let (counts, end) = match result {
        Ok(counts) => (counts, Ok(0)),
        Err((counts, failure)) => (counts, Err(failure)),
    };
    if end.is_ok() {
        counts.write(out.stdout)?;
    }
    if let Some(report) = io.report.as_deref_mut() {
        let limits = match (options.policy, options.ttl) {
            (Policy::Lru, None) => format!("LRU of {capacity}"),
            (Policy::Lfu, None) => format!("LFU of {capacity}"),
            (Policy::Lru, Some(ttl)) => format!("LRU of {capacity}, TTL {ttl} s"),
            (Policy::Lfu, Some(ttl)) => format!("LFU of {capacity}, TTL {ttl} s"),
        };
        if let Some(drawing) = out.drawing {
            drawing.finish(counts, &limits, report);
        }
        if let Some(sizes) = out.sizes {
            sizes.finish(report);
        }
    }
    end
}

/// Where answers go.
struct Output<'a> {
    stdout: &'a mut dyn std::io::Write,
    progress: &'a mut dyn FnMut(Progress),
    line: Vec<u8>,
    drawing: Option<Drawing>,
    sizes: Option<Sizes>,
}

/// Runs every operation that is left.
fn drive<C>(
    reader: &mut Reader<'_>,
    mut machine: Machine<C>,
    out: &mut Output<'_>,
) -> Result<machine::Counts, (machine::Counts, Failure)>
where
    C: Cache<Bytes, Entry<Bytes>>,
{
    loop {
        match step(reader, &mut machine, out) {
            Ok(true) => {}
            Ok(false) => return Ok(machine.counts()),
            Err(failure) => return Err((machine.counts(), failure)),
        }
    }
}

/// Runs one operation; `false` at the end.
fn step<C>(
    reader: &mut Reader<'_>,
    machine: &mut Machine<C>,
    out: &mut Output<'_>,
) -> Result<bool, Failure>
where
    C: Cache<Bytes, Entry<Bytes>>,
{
    if !reader.advance()? {
        return Ok(false);
    }
    let operation = reader.current()?;
    let (outcome, key): (Outcome<'_, Bytes, Bytes>, _) = match operation {
        Operation::Capacity(_) => {
            return Err(reader.fail("the capacity must stand before the first operation, once"));
        }
        Operation::Get(key) => (machine.get(key), Some(key)),
        Operation::Put(key, value, ttl) => (machine.put(key.into(), value.into(), ttl), Some(key)),
        Operation::Delete(key) => (machine.delete(key), Some(key)),
        Operation::Tick(seconds) => (Outcome::Time(machine.tick(seconds)), None),
    };
    let tone = outcome.tone();
    out.line.clear();
    outcome.write(&mut out.line)?;
    if let Some(drawing) = &mut out.drawing {
        let caption = drawing.wants_step().then(|| reader.text());
        drawing.step(caption, key, &out.line, tone, machine);
    }
    if let Some(sizes) = &mut out.sizes {
        sizes.apply(&operation);
    }
    out.line.push(b'\n');
    out.stdout.write_all(&out.line)?;
    if machine.counts().ops.is_multiple_of(PROGRESS) {
        (out.progress)(reader.progress());
    }
    Ok(true)
}

/// Makes a random operations file: few keys and small capacities, where evictions, ties and expiries are frequent.
pub fn generate(choices: &mut Choices, size: u32) -> Input {
    let mut args = Vec::new();
    let capacity = choices.below(u64::from(size / 10).clamp(5, 9));
    if choices.chance(40) {
        args.extend(["--policy".to_owned(), "lfu".to_owned()]);
    }
    if choices.chance(30) {
        args.extend(["--ttl".to_owned(), choices.range(1, 5).to_string()]);
    }
    let mut text = format!("capacity {capacity}\n");
    if choices.chance(15) {
        // The option goes before the line.
        args.extend(["--capacity".to_owned(), choices.below(6).to_string()]);
    }
    let keys = choices.range(1, 3 + u64::from(size / 10));
    for _ in 0..choices.below(u64::from(size) * 3 + 2) {
        let key = format!("k{}", choices.below(keys));
        let line = match choices.below(20) {
            0..=7 => format!("get {key}\n"),
            8..=13 => format!("put {key} v{}\n", choices.below(10)),
            14..=15 => format!(
                "put {key} v{} ttl {}\n",
                choices.below(10),
                choices.range(1, 4)
            ),
            16 => format!("delete {key}\n"),
            17..=18 => format!("tick {}\n", choices.below(4)),
            _ => "# nothing\n\n".to_owned(),
        };
        text.push_str(&line);
    }
    args.push("ops.txt".to_owned());
    Input {
        args,
        files: vec![("ops.txt".to_owned(), text.into_bytes())],
        ..Input::default()
    }
}
