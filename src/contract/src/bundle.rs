//! The bundle format: a tree of small files as one text that reads well in a diff.
//!
//! ```text
//! dryrun-bundle 1
//! @ proc/1/stat
//!  1 (init) S 0 1 1 0 -1
//! @ proc/1/cmdline
//!  /sbin/init\0\
//! @ proc/85/
//! ```
//!
//! The first line is the magic word and the version. `@ PATH` begins a file, `@ PATH/` names a directory. Each content
//! line is one space and then the line's bytes, where `\\` is a backslash, `\0` a NUL, `\r` a carriage return and `\xHH`
//! any other byte that is not printable UTF-8 (tabs stand as they are). A lone `\` at the end says that no newline
//! follows. A file without content lines is empty.

use crate::files::{Files, MemoryFiles, normalise};
use std::fmt;

/// The first line of every bundle.
pub const MAGIC: &str = "dryrun-bundle 1";

/// Why a text is not a bundle, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for BundleError {}

/// Whether bytes begin as a bundle does (whatever its version).
#[must_use]
pub fn is_bundle(bytes: &[u8]) -> bool {
    bytes.starts_with(b"dryrun-bundle ")
}

/// Reads a bundle; total over any bytes.
///
/// # Errors
/// [`BundleError`] naming the first line that is not of the format.
pub fn parse(bytes: &[u8]) -> Result<MemoryFiles, BundleError> {
    let fail = |line: usize, problem: String| Err(BundleError { line, problem });
    let mut lines = bytes.split(|&b| b == b'\n').enumerate();
    let first = lines.next().map_or(&b""[..], |(_, line)| line);
    if first != MAGIC.as_bytes() {
        let shown = String::from_utf8_lossy(first.get(..40).unwrap_or(first)).into_owned();
        return fail(1, format!("expected `{MAGIC}`, found `{shown}`"));
    }
    let mut files = MemoryFiles::new();
    let mut open: Option<(String, Vec<u8>)> = None;
    for (index, line) in lines {
        let number = index + 1;
        match line.split_first() {
            Some((b'@', rest)) => {
                if let Some((path, content)) = open.take() {
                    files.insert(&path, content);
                }
                let Some(path) = rest
                    .strip_prefix(b" ")
                    .and_then(|p| std::str::from_utf8(p).ok())
                else {
                    return fail(number, "expected `@ PATH`".to_owned());
                };
                let clean = normalise(path);
                if clean.is_empty() || clean != path.trim_end_matches('/') {
                    return fail(
                        number,
                        format!(
                            "`{path}` is not a plain relative path (no leading slash, no `..`)"
                        ),
                    );
                }
                if path.ends_with('/') {
                    files.insert_dir(&clean);
                } else {
                    open = Some((clean, Vec::new()));
                }
            }
            Some((b' ', content)) => match &mut open {
                Some((_, bytes)) => {
                    if let Err(problem) = unescape(content, bytes) {
                        return fail(number, problem);
                    }
                }
                None => return fail(number, "content before any `@ PATH`".to_owned()),
            },
            // The newline that ends the last line, or a blank line between files.
            None => {}
            Some(_) => {
                return fail(
                    number,
                    "expected `@ PATH` or a content line (one space)".to_owned(),
                );
            }
        }
    }
    if let Some((path, content)) = open {
        files.insert(&path, content);
    }
    Ok(files)
}

/// Appends the bytes that one content line stands for.
fn unescape(line: &[u8], out: &mut Vec<u8>) -> Result<(), String> {
    let mut rest = line;
    loop {
        let Some(at) = rest.iter().position(|&b| b == b'\\') else {
            out.extend_from_slice(rest);
            out.push(b'\n');
            return Ok(());
        };
        let (plain, escape) = rest.split_at(at);
        out.extend_from_slice(plain);
        rest = match escape {
            [_] => return Ok(()),
            [_, b'\\', tail @ ..] => {
                out.push(b'\\');
                tail
            }
            [_, b'0', tail @ ..] => {
                out.push(0);
                tail
            }
            [_, b'r', tail @ ..] => {
                out.push(b'\r');
                tail
            }
            [_, b'x', high, low, tail @ ..] => {
                let digit = |b: &u8| char::from(*b).to_digit(16);
                let (Some(high), Some(low)) = (digit(high), digit(low)) else {
                    return Err("`\\x` takes two hexadecimal digits".to_owned());
                };
                out.push((high * 16 + low) as u8);
                tail
            }
            [_, other, ..] => {
                return Err(format!("unknown escape `\\{}`", char::from(*other)));
            }
            [] => return Ok(()),
        };
    }
}

/// Writes files as a bundle, in the order given by walking the tree.
#[must_use]
pub fn write(files: &MemoryFiles) -> String {
    let mut out = format!("{MAGIC}\n");
    let mut pending = vec![String::new()];
    while let Some(path) = pending.pop() {
        if let Some(bytes) = files.get(&path).filter(|_| !path.is_empty()) {
            out.push_str(&format!("@ {path}\n"));
            escape(bytes, &mut out);
            continue;
        }
        let entries = files.list(&path).unwrap_or_default();
        if entries.is_empty() && !path.is_empty() {
            out.push_str(&format!("@ {path}/\n"));
        }
        for entry in entries.iter().rev() {
            let slash = if path.is_empty() { "" } else { "/" };
            pending.push(format!("{path}{slash}{}", entry.name));
        }
    }
    out
}

/// Appends bytes as content lines.
fn escape(bytes: &[u8], out: &mut String) {
    if bytes.is_empty() {
        return;
    }
    let (body, ends_in_newline) = match bytes.split_last() {
        Some((b'\n', body)) => (body, true),
        _ => (bytes, false),
    };
    for (index, line) in body.split(|&b| b == b'\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push(' ');
        for chunk in line.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\\' => out.push_str("\\\\"),
                    '\0' => out.push_str("\\0"),
                    '\r' => out.push_str("\\r"),
                    '\t' => out.push('\t'),
                    c if c.is_control() => {
                        let mut buffer = [0; 4];
                        for byte in c.encode_utf8(&mut buffer).bytes() {
                            out.push_str(&format!("\\x{byte:02x}"));
                        }
                    }
                    c => out.push(c),
                }
            }
            for byte in chunk.invalid() {
                out.push_str(&format!("\\x{byte:02x}"));
            }
        }
    }
    out.push_str(if ends_in_newline { "\n" } else { "\\\n" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_example_of_the_documentation() {
        let text = b"dryrun-bundle 1\n@ proc/1/stat\n 1 (init) S 0\n@ proc/1/cmdline\n /sbin/init\\0\\\n@ proc/85/\n@ e\n";
        let files = parse(text).unwrap();
        assert_eq!(files.get("proc/1/stat").unwrap(), b"1 (init) S 0\n");
        assert_eq!(files.get("proc/1/cmdline").unwrap(), b"/sbin/init\0");
        assert_eq!(files.get("e").unwrap(), b"");
        assert!(files.list("proc/85").unwrap().is_empty());
    }

    #[test]
    fn errors_name_the_line() {
        for (text, line) in [
            ("", 1),
            ("dryrun-bundle 2\n", 1),
            ("dryrun-bundle 1\n x\n", 2),
            ("dryrun-bundle 1\n@ a\n \\q\n", 3),
            ("dryrun-bundle 1\n@ a\n \\xg0\n", 3),
            ("dryrun-bundle 1\n@ ../a\n", 2),
            ("dryrun-bundle 1\n@ /a\n", 2),
            ("dryrun-bundle 1\n@ a\nplain\n", 3),
        ] {
            assert_eq!(parse(text.as_bytes()).unwrap_err().line, line, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn writing_then_reading_is_identity(contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..6)) {
            let mut files = MemoryFiles::new();
            files.insert_dir("empty/dir");
            for (index, bytes) in contents.iter().enumerate() {
                files.insert(&format!("d{}/f {index}", index % 3), bytes.as_slice());
            }
            let back = parse(write(&files).as_bytes()).unwrap();
            prop_assert!(back.iter().eq(files.iter()));
            prop_assert!(back.list("empty/dir").is_ok());
        }

        #[test]
        fn any_bytes_give_files_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut text = b"dryrun-bundle 1\n".to_vec();
            text.extend(&bytes);
            let _ = parse(&bytes);
            let _ = parse(&text);
        }
    }
}
