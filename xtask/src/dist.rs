//! The files of a build, held in memory until all are made, then written in one go: what is being served stays whole.

use crate::cache::Cache;
use crate::{compress, hash};
use anyhow::{Context, Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files to write: paths relative to the output folder, `/`-separated, and their bytes.
#[derive(Default)]
pub(crate) struct Dist {
    files: BTreeMap<String, Vec<u8>>,
}

impl Dist {
    /// Adds a file under that very name.
    pub(crate) fn add(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Adds a file under a name that holds its hash, and returns that name: its URL relative to the document.
    pub(crate) fn add_hashed(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> String {
        let bytes = bytes.into();
        let named = hash::named(path, &bytes);
        self.files.insert(named.clone(), bytes);
        named
    }

    /// The files by path.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The hash of every name and every byte.
    pub(crate) fn hash(&self) -> String {
        hash::of_parts(
            self.files
                .iter()
                .flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]),
        )
    }

    /// Makes `out` hold these files and no other. With a cache, `.br` and `.gz` siblings are written too.
    pub(crate) fn write(&self, out: &Path, cache: Option<&Cache>) -> Result<()> {
        let packed = match cache {
            Some(cache) => self.pack(cache)?,
            None => BTreeMap::new(),
        };
        let all: Vec<(&String, &Vec<u8>)> = self.files.iter().chain(&packed).collect();
        // The entry points come last: until then the old ones still name files that are there.
        let (entries, rest): (Vec<_>, Vec<_>) =
            all.iter().partition(|(path, _)| !hash::is_hashed(path));
        for (path, bytes) in rest.into_iter().chain(entries) {
            write_changed(&out.join(path), bytes)?;
        }
        let kept: BTreeSet<PathBuf> = all.iter().map(|(path, _)| out.join(path)).collect();
        remove_others(out, &kept)?;
        Ok(())
    }

    /// The siblings of every file, made on all cores.
    fn pack(&self, cache: &Cache) -> Result<BTreeMap<String, Vec<u8>>> {
        let files: Vec<(&String, &Vec<u8>)> = self.files.iter().collect();
        let next = AtomicUsize::new(0);
        let done: Mutex<Result<BTreeMap<String, Vec<u8>>>> = Mutex::new(Ok(BTreeMap::new()));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((path, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let made = compress::siblings(path, bytes, cache);
                        let Ok(mut done) = done.lock() else { return };
                        let Ok(map) = done.as_mut() else { return };
                        match made {
                            Ok(made) => {
                                map.extend(made.brotli.map(|b| (format!("{path}.br"), b)));
                                map.extend(made.gzip.map(|b| (format!("{path}.gz"), b)));
                            }
                            Err(error) => *done = Err(error.context(format!("compressing {path}"))),
                        }
                    }
                });
            }
        });
        done.into_inner()
            .map_err(|_| anyhow!("a compressing thread ended early"))?
    }
}

/// Writes a file unless it holds these bytes already.
fn write_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::metadata(path).is_ok_and(|meta| meta.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
    {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

/// Removes all files but `kept`, and the folders that this leaves empty.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
            // Fails on a folder that still holds something, which is what it is asked to find out.
            let _ = fs::remove_dir(&path);
        } else if !kept.contains(&path) {
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_leaves_exactly_the_files_of_the_build() {
        let out = std::env::temp_dir().join(format!("dryrun-dist-{}", std::process::id()));
        let _ = fs::remove_dir_all(&out);
        let mut dist = Dist::default();
        dist.add("index.html", "one");
        let old = dist.add_hashed("assets/app.js", "old");
        dist.write(&out, None).unwrap();
        assert!(out.join(&old).is_file());

        let mut dist = Dist::default();
        dist.add("index.html", "two");
        dist.write(&out, None).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "two");
        assert!(!out.join("assets").exists());
        fs::remove_dir_all(&out).unwrap();
    }
}
