//! Parsing `stat` and `cmdline`, in the terms of proc_pid_stat(5), with psmisc's tolerance.

/// Bytes that psmisc reads of a `stat` or, without a width, of a `cmdline` (glibc's `BUFSIZ`).
pub(super) const READ_LIMIT: usize = 8192;

/// Bytes of a name that psmisc keeps; the kernel gives at most 15, or 63 for a kernel thread.
const NAME_LIMIT: usize = 65;

/// Bytes of a process's name that go into the name of its threads.
const THREAD_NAME_LIMIT: usize = 64;

/// The fields of `stat` that a tree needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat<'a> {
    /// Field 2, `comm`, whole and without its parentheses: any bytes but NUL.
    pub(super) name: &'a [u8],
    /// Field 3, `state`: R, S, D, Z, T, t, I, X ...
    pub(super) state: u8,
    /// Field 4, `ppid`.
    pub(super) parent: i32,
}

/// Parses a `stat`: the name ends at the *last* closing parenthesis, because it may hold any byte itself. What
/// follows must reach as far as `starttime`, field 22, for a file cut off earlier is no statement about a process.
///
/// # Errors
/// What is missing, in a few words.
pub(super) fn parse(bytes: &[u8]) -> Result<Stat<'_>, &'static str> {
    let text = &bytes[..bytes.len().min(READ_LIMIT)];
    // C strings end at a NUL; the kernel never writes one here.
    let text = text.split(|&b| b == 0).next().unwrap_or(text);
    let open = memchr::memchr(b'(', text).ok_or("no `(` before the name")?;
    let close = memchr::memrchr(b')', text)
        .filter(|&close| close > open)
        .ok_or("no `)` after the name")?;
    let mut rest = Scanner(text.get(close + 2..).unwrap_or_default());
    let state = rest.byte().ok_or("no state after the name")?;
    let parent = rest.integer().ok_or("no parent PID after the state")?;
    rest.integer()
        .ok_or("no process group after the parent PID")?;
    for _ in 6..22 {
        rest.word().ok_or("cut off before the start time")?;
    }
    rest.integer().ok_or("no start time in field 22")?;
    Ok(Stat {
        name: &text[open + 1..close],
        state,
        parent,
    })
}

/// Reads fields as scanf(3) does: white space is skipped before each, and a number ends at the first non-digit.
struct Scanner<'a>(&'a [u8]);

impl Scanner<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn skip_space(&mut self) {
        // isspace(3) knows the vertical tab; `is_ascii_whitespace` doesn't.
        let end = self
            .0
            .iter()
            .position(|&b| !(b.is_ascii_whitespace() || b == 0x0b));
        self.0 = &self.0[end.unwrap_or(self.0.len())..];
    }

    fn word(&mut self) -> Option<()> {
        self.skip_space();
        let end = self
            .0
            .iter()
            .position(|&b| b.is_ascii_whitespace() || b == 0x0b);
        let end = end.unwrap_or(self.0.len());
        self.0 = &self.0[end..];
        (end > 0).then_some(())
    }

    fn integer(&mut self) -> Option<i32> {
        self.skip_space();
        let (negative, digits) = match self.0 {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let end = digits.iter().position(|b| !b.is_ascii_digit());
        let (number, rest) = digits.split_at(end.unwrap_or(digits.len()));
        if number.is_empty() {
            return None;
        }
        let value = number.iter().fold(0_i64, |value, digit| {
            value
                .saturating_mul(10)
                .saturating_add(i64::from(digit - b'0'))
        });
        self.0 = rest;
        // As glibc narrows what strtol gives: the low 32 bits.
        Some(if negative { -value } else { value } as i32)
    }
}

/// A process's name as psmisc keeps it.
pub(super) fn kept_name(name: &[u8]) -> Vec<u8> {
    name[..name.len().min(NAME_LIMIT)].to_vec()
}

/// A thread's name as psmisc keeps it: in braces, of which a very long name loses the second.
pub(super) fn kept_thread_name(name: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(name.len() + 2);
    kept.push(b'{');
    kept.extend_from_slice(&name[..name.len().min(THREAD_NAME_LIMIT)]);
    kept.push(b'}');
    kept.truncate(NAME_LIMIT);
    kept
}

/// The name in a thread's `stat`: of its first line only, or `None` when there is none.
pub(super) fn thread_name(bytes: &[u8]) -> Option<&[u8]> {
    let text = &bytes[..bytes.len().min(READ_LIMIT - 1)];
    let line = text.split(|&b| b == b'\n' || b == 0).next()?;
    let open = memchr::memchr(b'(', line)?;
    let close = memchr::memrchr(b')', line).filter(|&close| close > open)?;
    Some(&line[open + 1..close])
}

/// The arguments of a process, without the program's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Arguments {
    /// Not asked for, or not a process that was read.
    #[default]
    Unknown,
    /// `cmdline` is empty: a zombie, a kernel thread, or memory that can't be read. Shown as a name in parentheses.
    Empty,
    /// What follows the first NUL. The last of them is empty when `cmdline` ends in one, as it mostly does.
    Known(Vec<Vec<u8>>),
}

/// Splits a `cmdline` into arguments.
///
/// psmisc counts the arguments by *runs* of NULs but then splits at each one, so that after an empty argument as many
/// are lost at the end. `limit` is how many bytes it reads: one more than the width, or [`READ_LIMIT`] + 1.
pub(super) fn arguments(cmdline: &[u8], limit: usize) -> Arguments {
    let size = cmdline.len().min(limit.saturating_sub(1));
    if size == 0 {
        return Arguments::Empty;
    }
    let text = &cmdline[..size];
    let mut count = 0;
    let mut at = 0;
    while at < size {
        if text[at] == 0 {
            count += 1;
            // The byte after a run is passed over with it.
            while at < size && text[at] == 0 {
                at += 1;
            }
        }
        at += 1;
    }
    Arguments::Known(
        text.split(|&b| b == 0)
            .skip(1)
            .take(count)
            .map(<[u8]>::to_vec)
            .collect(),
    )
}
