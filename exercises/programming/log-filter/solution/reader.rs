//! Reading a log in blocks of whole lines, unpacked if need be, within a bound of memory.

use flate2::bufread::MultiGzDecoder;
use memchr::{memchr, memrchr};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

/// Bytes asked for at a time.
const BLOCK: usize = 256 * 1024;
/// Bytes of a line that are kept; what is longer is cut. A log line of more is a mistake or an attack.
pub(super) const LONGEST: usize = 1024 * 1024;
/// The first two bytes of a gzip member (RFC 1952 section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Counts what is read, before unpacking: what progress is measured in.
struct Counted<'a> {
    inner: Box<dyn BufRead + 'a>,
    count: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// The lines of one input, a block at a time.
pub(super) struct Blocks<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    /// What of the buffer is read and not yet given out.
    start: usize,
    end: usize,
    /// Within a line that was cut: its rest is to be dropped.
    skipping: bool,
    /// Met after the bytes that are still to be given out.
    error: Option<io::Error>,
    /// Lines that were cut at [`LONGEST`].
    pub(super) cut: u64,
}

impl<'a> Blocks<'a> {
    /// Looks at the first bytes to tell gzip from text. `count` grows as bytes of the input are read.
    ///
    /// # Errors
    /// Those of reading.
    pub(super) fn new(input: Box<dyn BufRead + 'a>, count: Rc<Cell<u64>>) -> io::Result<Self> {
        let mut counted = Counted {
            inner: input,
            count,
        };
        let mut head = Vec::new();
        counted.by_ref().take(2).read_to_end(&mut head)?;
        let is_gzip = head == GZIP;
        let whole = Cursor::new(head).chain(counted);
        let inner: Box<dyn Read + 'a> = if is_gzip {
            // Several members after one another are one log: rotation and `cat` make such files.
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(
                BLOCK / 4,
                whole,
            )))
        } else {
            Box::new(whole)
        };
        Ok(Self {
            inner,
            buffer: vec![0; BLOCK],
            start: 0,
            end: 0,
            skipping: false,
            error: None,
            cut: 0,
        })
    }

    /// The next block: one or more whole lines with their newlines. Only the file's last line, or one that was cut, may
    /// be without; it then ends the block. `None` at the end.
    ///
    /// # Errors
    /// Those of reading and unpacking. What was read before is given out first.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        // What remains is the beginning of a line: move it to the front.
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let mut searched = self.end;
        loop {
            if self.end == self.buffer.len() {
                if self.end >= LONGEST {
                    self.cut += 1;
                    self.skipping = true;
                    break;
                }
                self.buffer.resize(LONGEST.min(self.end * 2), 0);
            }
            match self.fill() {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    self.error = Some(error);
                    break;
                }
            }
            if let Some(at) = memrchr(b'\n', &self.buffer[searched..self.end]) {
                self.start = searched + at + 1;
                return Ok(Some(&self.buffer[..self.start]));
            }
            searched = self.end;
        }
        self.start = self.end;
        if self.end == 0 {
            return self.error.take().map_or(Ok(None), Err);
        }
        Ok(Some(&self.buffer[..self.end]))
    }

    /// Reads more behind what is there; 0 at the end of the input. The rest of a cut line is dropped (nothing is in the
    /// buffer then).
    fn fill(&mut self) -> io::Result<usize> {
        loop {
            let read = match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if !self.skipping || read == 0 {
                self.end += read;
                return Ok(read);
            }
            if let Some(at) = memchr(b'\n', &self.buffer[..read]) {
                self.skipping = false;
                self.buffer.copy_within(at + 1..read, 0);
                self.end = read - at - 1;
                if self.end > 0 {
                    return Ok(self.end);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// The lines that come out, and how many were cut.
    fn lines(input: &[u8]) -> (Vec<Vec<u8>>, u64) {
        let mut blocks = Blocks::new(Box::new(input), Rc::default()).unwrap();
        let mut lines = Vec::new();
        while let Some(block) = blocks.next().unwrap() {
            let block = block.strip_suffix(b"\n").unwrap_or(block);
            lines.extend(block.split(|&byte| byte == b'\n').map(<[u8]>::to_vec));
        }
        (lines, blocks.cut)
    }

    #[test]
    fn gives_every_line_once() {
        for input in ["", "a", "a\n", "\n", "a\n\nb", "\n\n"] {
            let expected: Vec<Vec<u8>> =
                input.lines().map(|line| line.as_bytes().to_vec()).collect();
            assert_eq!(lines(input.as_bytes()), (expected, 0), "{input:?}");
        }
        // Lines of all lengths around the block's size.
        let long: Vec<Vec<u8>> = (1..40)
            .map(|n| vec![b'a' + (n % 26) as u8; n * 13_007])
            .collect();
        assert_eq!(lines(&long.join(&b'\n')), (long, 0));
    }

    #[test]
    fn cuts_a_line_that_is_too_long_and_goes_on() {
        for (extra, cut) in [(0, 0), (1, 1), (5 * LONGEST, 1)] {
            let text = [vec![b'a'; LONGEST - 1 + extra], b"next".to_vec(), vec![]].join(&b'\n');
            let (lines, cuts) = lines(&text);
            assert_eq!(
                (lines.len(), lines[1].as_slice(), cuts),
                (2, &b"next"[..], cut),
                "{extra}"
            );
            assert_eq!(lines[0].len(), LONGEST - usize::from(cut == 0));
        }
    }

    #[test]
    fn unpacks_gzip_of_several_members() {
        let pack = |text: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(text).unwrap();
            packer.finish().unwrap()
        };
        let packed = [pack(b"a\nb"), pack(b""), pack(b"c\nd\n")].concat();
        assert_eq!(
            lines(&packed).0,
            [b"a".to_vec(), b"bc".to_vec(), b"d".to_vec()]
        );
        let mut blocks = Blocks::new(Box::new(&packed[..packed.len() - 9]), Rc::default()).unwrap();
        while let Ok(Some(_)) = blocks.next() {}
        assert!(
            Blocks::new(Box::new(&packed[..8]), Rc::default())
                .unwrap()
                .next()
                .is_err()
        );
    }
}
