//! What is counted while lines go by: values of a field, lines per interval.

use super::time;
use contract::Failure;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Rows of a histogram that are printed at most: a mistaken time stamp would otherwise fill a disk with zeros.
const ROWS: i64 = 1_000_000;

/// How often each value occurred. Memory is in the number of different values.
#[derive(Debug, Default)]
pub(super) struct Top {
    counts: HashMap<Box<[u8]>, u64>,
}

impl Top {
    pub(super) fn add(&mut self, value: &[u8]) {
        match self.counts.get_mut(value) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(value.into(), 1);
            }
        }
    }

    /// The `limit` most frequent values; those of one frequency by value, so that the order is always the same.
    pub(super) fn rows(&self, limit: usize) -> Vec<(&[u8], u64)> {
        let mut rows: Vec<(&[u8], u64)> = self
            .counts
            .iter()
            .map(|(value, count)| (&**value, *count))
            .collect();
        rows.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rows.truncate(limit);
        rows
    }

    /// How many different values there were.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Prints `COUNT TAB VALUE` lines.
    pub(super) fn print(&self, limit: usize, out: &mut dyn Write) -> io::Result<()> {
        for (value, count) in self.rows(limit) {
            write!(out, "{count}\t")?;
            out.write_all(&printable(value))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// A value on one line: control characters as `\xHH`, as nginx writes them.
pub(super) fn printable(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    for &byte in value {
        if byte.is_ascii_control() {
            let mut escape = String::new();
            // Writing to a String can't fail.
            let _ = write!(escape, "\\x{byte:02X}");
            out.extend_from_slice(escape.as_bytes());
        } else {
            out.push(byte);
        }
    }
    out
}

/// Lines per interval; intervals begin at multiples of their length since the epoch.
#[derive(Debug)]
pub(super) struct Histogram {
    interval: i64,
    buckets: BTreeMap<i64, u64>,
}

impl Histogram {
    pub(super) fn new(interval: i64) -> Self {
        Self {
            interval,
            buckets: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, seconds: i64) {
        *self
            .buckets
            .entry(seconds.div_euclid(self.interval))
            .or_default() += 1;
    }

    /// Prints `START TAB COUNT` lines from the first interval to the last, those without lines included.
    ///
    /// # Errors
    /// When that would be too many; those of writing.
    pub(super) fn print(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let (Some((&first, _)), Some((&last, _))) = (
            self.buckets.first_key_value(),
            self.buckets.last_key_value(),
        ) else {
            return Ok(());
        };
        let rows = last - first + 1;
        if rows > ROWS {
            return Err(Failure::usage(format!(
                "the histogram from {} to {} would have {rows} rows: choose a longer interval, or --since and --until",
                time::utc(first * self.interval),
                time::utc(last * self.interval),
            )));
        }
        for bucket in first..=last {
            let count = self.buckets.get(&bucket).copied().unwrap_or_default();
            writeln!(out, "{}\t{count}", time::utc(bucket * self.interval))?;
        }
        Ok(())
    }
}
