//! Lines of a log, plain or gzip, within bounded memory.

use contract::{Failure, Io, Progress};
use flate2::bufread::MultiGzDecoder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// The longest line that is kept; the rest of a longer one is read over, and it counts as malformed.
const LONGEST: usize = 1024 * 1024;
/// Bytes between two words on progress.
const STEP: u64 = 256 * 1024;
/// What a gzip member begins with (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// One line, without its line end.
pub(super) enum Line<'a> {
    /// A line within the limit.
    Whole(&'a [u8]),
    /// A line over the limit.
    TooLong,
}

/// Calls `each` with (line number from 1, line) for every line of one of the files; `-` is stdin. Progress is told over
/// all files.
///
/// # Errors
/// A failure naming the file, when it can't be opened, or can't be read to its end.
pub(super) fn each_line(
    io: &mut Io<'_>,
    files: &[String],
    index: usize,
    each: &mut dyn FnMut(u64, Line<'_>),
) -> Result<(), Failure> {
    let sizes = |files: &[String]| files.iter().filter_map(|file| io.files.size(file)).sum();
    let (before, total) = files
        .get(..index)
        .map_or((0, 0), |b| (sizes(b), sizes(files)));
    let file = files.get(index).map_or("-", String::as_str);
    let failed = |error: io::Error| Failure::on_file(file, &error);
    let done = Cell::new(before);
    let progress = &mut *io.progress;
    let mut told = |done| progress(Progress { done, total });
    if file == "-" {
        read_lines(Counted::new(&mut *io.stdin, &done), &mut told, each).map_err(failed)
    } else {
        let opened = io.files.open(file).map_err(failed)?;
        read_lines(Counted::new(opened, &done), &mut told, each).map_err(failed)
    }
}

fn read_lines<R: BufRead>(
    mut raw: Counted<'_, R>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(u64, Line<'_>),
) -> io::Result<()> {
    // Two bytes are read rather than looked at: a pipe may hand over one at a time.
    let mut head = Vec::with_capacity(GZIP.len());
    raw.by_ref()
        .take(GZIP.len() as u64)
        .read_to_end(&mut head)?;
    let (gzip, done) = (head == GZIP, raw.done);
    let whole = Cursor::new(head).chain(raw);
    let mut reader: Box<dyn BufRead + '_> = if gzip {
        Box::new(BufReader::new(MultiGzDecoder::new(whole)))
    } else {
        Box::new(whole)
    };
    let (mut line, mut number, mut told) = (Vec::new(), 0, done.get());
    loop {
        line.clear();
        let Some(long) = next_line(&mut reader, &mut line)? else {
            progress(done.get());
            return Ok(());
        };
        number += 1;
        if done.get() - told >= STEP {
            told = done.get();
            progress(told);
        }
        each(
            number,
            if long {
                Line::TooLong
            } else {
                Line::Whole(&line)
            },
        );
    }
}

/// Reads up to the next line end into `line`, keeping no more than [`LONGEST`] bytes. Whether there was more than
/// that; `None` at the end of the input.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    let (mut long, mut any) = (false, false);
    loop {
        let bytes = match reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            return Ok(any.then_some(long));
        }
        any = true;
        let end = memchr::memchr(b'\n', bytes);
        let piece = &bytes[..end.unwrap_or(bytes.len())];
        let room = LONGEST - line.len();
        long |= piece.len() > room;
        line.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = end.map_or(bytes.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(Some(long));
        }
    }
}

/// Counts the bytes that are taken from a reader.
struct Counted<'a, R> {
    inner: R,
    done: &'a Cell<u64>,
}

impl<'a, R> Counted<'a, R> {
    fn new(inner: R, done: &'a Cell<u64>) -> Self {
        Self { inner, done }
    }
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.done.set(self.done.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.done.set(self.done.get() + count as u64);
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lines(bytes: &[u8]) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        let done = Cell::new(0);
        // One byte at a time, as the slowest pipe has it.
        let reader = BufReader::with_capacity(1, bytes);
        read_lines(
            Counted::new(reader, &done),
            &mut |_| {},
            &mut |number, line| {
                found.push(match line {
                    Line::Whole(line) => format!("{number}:{}", String::from_utf8_lossy(line)),
                    Line::TooLong => format!("{number}: too long"),
                });
            },
        )?;
        assert_eq!(done.get(), bytes.len() as u64);
        Ok(found)
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn lines_end_at_newlines_and_at_the_end() {
        assert_eq!(lines(b"a\n\nb").unwrap(), ["1:a", "2:", "3:b"]);
        assert!(lines(b"").unwrap().is_empty());
        assert_eq!(lines(b"\x1f").unwrap(), ["1:\u{1f}"]);
    }

    #[test]
    fn gzip_is_recognised_by_its_first_bytes_and_members_are_joined() {
        let mut bytes = gzip("a\nb");
        bytes.extend(gzip("c\n"));
        assert_eq!(lines(&bytes).unwrap(), ["1:a", "2:bc"]);
    }

    #[test]
    fn gzip_that_is_cut_short_is_an_error() {
        let bytes = gzip("a\nb\nc\n");
        assert!(lines(&bytes[..bytes.len() - 9]).is_err());
    }

    #[test]
    fn a_line_over_the_limit_is_read_over() {
        let mut text = "x".repeat(LONGEST + 1);
        text.push_str("\nb\n");
        text.push_str(&"y".repeat(LONGEST));
        let found = lines(text.as_bytes()).unwrap();
        assert_eq!(found[..2], ["1: too long", "2:b"]);
        assert_eq!(found[2].len(), LONGEST + 2);
    }
}
