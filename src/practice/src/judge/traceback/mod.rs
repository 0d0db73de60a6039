//! Where in the learner's files a program failed, read from what it wrote to stderr.
//!
//! The traces of stack are those of CPython (`traceback`), V8 and Node (`Error.stack`), and the shells' `line N:`.

use crate::language::Language;

/// Where the sandbox keeps the learner's files.
const HOME: &str = "/home/you/";

/// A place to be marked in the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What went wrong there, in the language's own words.
    pub message: String,
}

/// The last place in one of the learner's files at which something failed, if stderr tells one. `files` are their
/// names, the main file first. A WASI module has no source here, so nothing is found for it.
#[must_use]
pub fn marks(language: Language, files: &[String], stderr: &str) -> Vec<Mark> {
    let mark = match language {
        Language::Python => python(files, stderr),
        Language::JavaScript => javascript(files, stderr),
        Language::Shell => shell(files, stderr),
        Language::Wasi => None,
    };
    mark.into_iter().collect()
}

/// A line of one of the learner's files.
type Place<'a> = (&'a str, u32);

fn mark((file, line): Place<'_>, message: &str) -> Mark {
    Mark {
        file: file.to_owned(),
        line,
        message: message.trim().to_owned(),
    }
}

/// The learner's file of that path, and not one of a library that happens to have the same name.
fn place<'a>(files: &'a [String], path: &str, line: &str) -> Option<Place<'a>> {
    let path = path.strip_prefix("file://").unwrap_or(path);
    let name = path.strip_prefix(HOME).or_else(|| path.strip_prefix("./"));
    let name = name.unwrap_or(path);
    let file = files.iter().find(|file| *file == name)?;
    let line = line.parse().ok().filter(|line| *line > 0)?;
    Some((file, line))
}

/// The last frame that is the learner's, of the last exception that has one.
fn python(files: &[String], stderr: &str) -> Option<Mark> {
    let mut found = None;
    let mut frame: Option<Place<'_>> = None;
    let mut inside = false;
    for line in stderr.lines() {
        let line = ungrouped(line);
        if line.contains("Traceback (most recent call last):") {
            (inside, frame) = (true, None);
        } else if let Some(rest) = line.trim_start().strip_prefix("File \"") {
            inside = true;
            let at = rest.split_once("\", line ").and_then(|(path, rest)| {
                let digits = rest.find(|c: char| !c.is_ascii_digit());
                place(files, path, &rest[..digits.unwrap_or(rest.len())])
            });
            frame = at.or(frame);
        } else if inside && !line.is_empty() && !line.starts_with(' ') {
            // The first line that is not indented names the exception.
            if let Some(frame) = frame.take() {
                found = Some(mark(frame, line));
            }
            inside = false;
        }
    }
    found
}

/// A line without the bars that stand before the traces of an exception group.
fn ungrouped(line: &str) -> &str {
    match line.trim_start().strip_prefix('|') {
        Some(rest) => rest.strip_prefix(' ').unwrap_or(rest),
        None => line,
    }
}

/// The innermost frame that is the learner's, of the last error that has one; or the place that Node puts before the
/// message of an error without frames.
fn javascript(files: &[String], stderr: &str) -> Option<Mark> {
    let mut found = None;
    let mut message: Option<&str> = None;
    let mut header: Option<Place<'_>> = None;
    let mut after_caret = false;
    for line in stderr.lines() {
        let trimmed = line.trim_start();
        if let Some(frame) = trimmed.strip_prefix("at ") {
            if let Some(at) = js_frame(files, frame)
                && let Some(message) = message.take()
            {
                found = Some(mark(at, message));
            }
            continue;
        }
        if !trimmed.is_empty() && trimmed.chars().all(|c| c == '^') {
            after_caret = true;
            continue;
        }
        // A cause, or a property of the error.
        if trimmed.is_empty() || line.starts_with(' ') {
            continue;
        }
        let at = line
            .rsplit_once(':')
            .and_then(|(path, number)| place(files, path, number));
        if at.is_some() {
            (header, after_caret) = (at, false);
            continue;
        }
        if after_caret {
            if let Some(header) = header.take() {
                found = Some(mark(header, line));
            }
            after_caret = false;
        }
        // A message of several lines is told by its first, which names the error.
        if message.is_none_or(|before| !names_error(before) || names_error(line)) {
            message = Some(line);
        }
    }
    found
}

/// Whether a line begins as the text of an error does: `TypeError: …`.
fn names_error(line: &str) -> bool {
    let line = line.strip_prefix("Uncaught ").unwrap_or(line);
    let name = line.split([':', ' ']).next().unwrap_or(line);
    name.ends_with("Error") || name.ends_with("Exception")
}

/// The place of a frame: `NAME (PATH:LINE:COLUMN)` or `PATH:LINE:COLUMN`.
fn js_frame<'a>(files: &'a [String], frame: &str) -> Option<Place<'a>> {
    let at = match frame.rsplit_once('(') {
        Some((_, inner)) => inner.split(')').next()?,
        None => frame.strip_prefix("async ").unwrap_or(frame).trim_end(),
    };
    let (at, _column) = at.rsplit_once(':')?;
    let (path, line) = at.rsplit_once(':')?;
    place(files, path, line)
}

/// The last line of the form `NAME: line N: MESSAGE`, or `NAME: N: MESSAGE` as dash has it, or a syntax error's
/// `NAME: syntax error: Parse error at N:COLUMN: MESSAGE`.
fn shell(files: &[String], stderr: &str) -> Option<Mark> {
    let mut found = None;
    for text in stderr.lines() {
        let Some((name, rest)) = text.split_once(": ") else {
            continue;
        };
        let file = match name {
            "bash" | "sh" | "dash" => files.first().map_or("", String::as_str),
            name => name,
        };
        let numbered = rest.strip_prefix("line ").unwrap_or(rest);
        let (number, message) = match rest.split_once("Parse error at ") {
            Some((_, place)) => (place.split(':').next().unwrap_or(""), rest),
            None => numbered.split_once(": ").unwrap_or(("", "")),
        };
        if let Some(at) = place(files, file, number) {
            found = Some(mark(at, message));
        }
    }
    found
}

#[cfg(test)]
mod tests;
