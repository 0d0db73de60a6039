//! The files a program sees, and their in-memory twin.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// One name in a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// The last component of the path.
    pub name: String,
    /// Whether it is a directory.
    pub is_dir: bool,
}

/// A read-only tree of files: a captured host, a log, an input somebody dropped on the page.
///
/// Paths are `/`-separated; the working directory is `/`, so `proc/1/stat` and `/proc/1/stat` name the same file in
/// memory. Errors are [`io::Error`]s whose message does *not* repeat the path: callers know it and say it.
pub trait Files {
    /// The entries of a directory, in directory order (which POSIX leaves unspecified: sort if order matters).
    ///
    /// # Errors
    /// `NotFound` when there is no such directory, `NotADirectory` when it is a file.
    fn list(&self, dir: &str) -> io::Result<Vec<Entry>>;

    /// Opens a file for streaming.
    ///
    /// # Errors
    /// `NotFound` when there is no such file, `IsADirectory` when it is a directory.
    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>>;

    /// The size of a file in bytes, where it is known without reading: what progress is measured against.
    fn size(&self, path: &str) -> Option<u64>;

    /// Reads a whole (small) file.
    ///
    /// # Errors
    /// As [`Files::open`], and whatever reading gives.
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Brings a path into the form that [`MemoryFiles`] keeps: no leading slash, no empty or `.` components, `..` applied
/// and never above the root.
#[must_use]
pub fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Files held in memory; listing keeps the order of insertion.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Arc<[u8]>>,
    dirs: BTreeMap<String, Vec<Entry>>,
}

impl MemoryFiles {
    /// An empty root.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file, and makes the directories above it.
    ///
    /// A path that already names a directory is left as it is, and so is one below a file: neither hides the other.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        let path = normalise(path);
        if path.is_empty() || self.dirs.contains_key(&path) || self.is_below_a_file(&path) {
            return;
        }
        if self.files.insert(path.clone(), bytes.into()).is_none() {
            self.link(&path, false);
        }
    }

    /// Adds a directory and those above it; a path that names a file, or lies below one, is left as it is.
    pub fn insert_dir(&mut self, path: &str) {
        let path = normalise(path);
        if path.is_empty()
            || self.files.contains_key(&path)
            || self.dirs.contains_key(&path)
            || self.is_below_a_file(&path)
        {
            return;
        }
        self.dirs.insert(path.clone(), Vec::new());
        self.link(&path, true);
    }

    /// Whether a part of a normalised path, short of its end, is a file.
    fn is_below_a_file(&self, path: &str) -> bool {
        path.match_indices('/')
            .any(|(end, _)| self.files.contains_key(&path[..end]))
    }

    /// Enters `path` into its parent's listing, making the parents that are missing.
    fn link(&mut self, path: &str, is_dir: bool) {
        let (mut child, mut is_dir) = (path, is_dir);
        loop {
            let (parent, name) = child.rsplit_once('/').unwrap_or(("", child));
            let known = self.dirs.contains_key(parent);
            let entries = self.dirs.entry(parent.to_owned()).or_default();
            entries.push(Entry {
                name: name.to_owned(),
                is_dir,
            });
            if known || parent.is_empty() {
                return;
            }
            (child, is_dir) = (parent, true);
        }
    }

    /// Every file with its bytes, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), &**bytes))
    }

    /// The directories that hold nothing, by path.
    pub fn empty_dirs(&self) -> impl Iterator<Item = &str> {
        self.dirs
            .iter()
            .filter(|(path, entries)| entries.is_empty() && !path.is_empty())
            .map(|(path, _)| path.as_str())
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(&normalise(path)).map(|bytes| &**bytes)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds everything of `other` under `at`.
    pub fn mount(&mut self, at: &str, other: &MemoryFiles) {
        for dir in other.dirs.keys() {
            self.insert_dir(&format!("{at}/{dir}"));
        }
        for (path, bytes) in &other.files {
            self.insert(&format!("{at}/{path}"), Arc::clone(bytes));
        }
    }
}

impl Files for MemoryFiles {
    fn list(&self, dir: &str) -> io::Result<Vec<Entry>> {
        let dir = normalise(dir);
        if let Some(entries) = self.dirs.get(&dir) {
            return Ok(entries.clone());
        }
        if self.files.contains_key(&dir) {
            return Err(io::Error::new(
                io::ErrorKind::NotADirectory,
                "not a directory",
            ));
        }
        if dir.is_empty() {
            return Ok(Vec::new());
        }
        Err(io::Error::new(io::ErrorKind::NotFound, "no such directory"))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        let path = normalise(path);
        if let Some(bytes) = self.files.get(&path) {
            return Ok(Box::new(&**bytes));
        }
        if path.is_empty() || self.dirs.contains_key(&path) {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "is a directory",
            ));
        }
        Err(io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.files
            .get(&normalise(path))
            .map(|bytes| bytes.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &MemoryFiles, dir: &str) -> Vec<String> {
        files
            .list(dir)
            .unwrap()
            .into_iter()
            .map(|e| e.name)
            .collect()
    }

    #[test]
    fn listing_keeps_insertion_order_and_makes_parents() {
        let mut files = MemoryFiles::new();
        files.insert("proc/20/stat", *b"x");
        files.insert("/proc/3/stat", *b"y");
        files.insert_dir("proc/1/");
        assert_eq!(names(&files, "/proc"), ["20", "3", "1"]);
        assert_eq!(names(&files, "/"), ["proc"]);
        assert_eq!(files.read("/proc/./3/../3/stat").unwrap(), b"y");
    }

    #[test]
    fn errors_tell_missing_from_wrong_kind() {
        let mut files = MemoryFiles::new();
        files.insert("a/b", *b"");
        assert_eq!(
            files.list("a/b").unwrap_err().kind(),
            io::ErrorKind::NotADirectory
        );
        assert_eq!(files.list("c").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(
            files.open("a").err().unwrap().kind(),
            io::ErrorKind::IsADirectory
        );
        assert_eq!(
            files.open("a/c").err().unwrap().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[test]
    fn a_name_is_a_file_or_a_directory_whichever_came_first() {
        let mut files = MemoryFiles::new();
        files.insert("a", *b"file");
        files.insert("a/b", *b"below a file");
        files.insert_dir("a/c/d");
        files.insert("d/e", *b"file");
        files.insert("d", *b"over a directory");
        assert_eq!(names(&files, "/"), ["a", "d"]);
        assert_eq!(
            files.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            ["a", "d/e"]
        );
        assert_eq!(
            files.list("a").unwrap_err().kind(),
            io::ErrorKind::NotADirectory
        );
    }

    #[test]
    fn a_path_never_leaves_the_root() {
        assert_eq!(normalise("../../etc//./passwd/"), "etc/passwd");
    }

    #[test]
    fn mounting_moves_a_tree() {
        let mut inner = MemoryFiles::new();
        inner.insert("1/stat", *b"z");
        inner.insert_dir("2");
        let mut outer = MemoryFiles::new();
        outer.mount("/proc", &inner);
        assert_eq!(outer.read("proc/1/stat").unwrap(), b"z");
        assert!(outer.list("proc/2").unwrap().is_empty());
    }
}
