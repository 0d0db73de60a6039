//! The files of the host, where a bundle or a tar can stand wherever a directory can.

use contract::bundle;
use contract::files::{Entry, Files, MemoryFiles};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Bytes of a file read at a time.
const BUFFER: usize = 128 * 1024;

/// The host's files. `web.bundle/proc/1/stat` reads inside the bundle `web.bundle`; the same goes for `.tar`,
/// `.tar.gz` and `.tgz`.
pub(crate) struct HostFiles {
    archives: RefCell<BTreeMap<PathBuf, Rc<MemoryFiles>>>,
}

impl HostFiles {
    pub(crate) fn new() -> Self {
        Self {
            archives: RefCell::default(),
        }
    }

    /// Splits a path at the archive in it, if there is one, and loads that archive once.
    fn archive(&self, path: &str) -> io::Result<Option<(Rc<MemoryFiles>, String)>> {
        for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
            let (outer, inner) = path.split_at(end);
            let outer = Path::new(outer);
            if !is_archive_name(outer) || !outer.is_file() {
                continue;
            }
            if let Some(files) = self.archives.borrow().get(outer) {
                return Ok(Some((Rc::clone(files), inner.to_owned())));
            }
            let files = Rc::new(load(outer)?);
            self.archives
                .borrow_mut()
                .insert(outer.to_owned(), Rc::clone(&files));
            return Ok(Some((files, inner.to_owned())));
        }
        Ok(None)
    }
}

fn is_archive_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [".bundle", ".tar", ".tar.gz", ".tgz"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Loads a bundle or a tar, gzipped or not, by its content.
fn load(path: &Path) -> io::Result<MemoryFiles> {
    let mut bytes = fs::read(path)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
        bytes = plain;
    }
    if bundle::is_bundle(&bytes) {
        return bundle::parse(&bytes).map_err(io::Error::other);
    }
    exercises::unpack::tar(&bytes)
}

impl Files for HostFiles {
    fn list(&self, dir: &str) -> io::Result<Vec<Entry>> {
        if let Some((files, inner)) = self.archive(dir)? {
            return files.list(&inner);
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            // A name that is not UTF-8 can't be named in a path of the contract; nothing in /proc is such.
            if let Ok(name) = entry.file_name().into_string() {
                let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
                entries.push(Entry { name, is_dir });
            }
        }
        Ok(entries)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        if let Some((files, inner)) = self.archive(path)? {
            return Ok(Box::new(Cursor::new(files.read(&inner)?)));
        }
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "is a directory",
            ));
        }
        Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
    }

    fn size(&self, path: &str) -> Option<u64> {
        match self.archive(path) {
            Ok(Some((files, inner))) => files.size(&inner),
            _ => fs::metadata(path).ok().map(|data| data.len()),
        }
    }

    /// Small files (the many of a /proc) are read without a buffer in between.
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if let Some((files, inner)) = self.archive(path)? {
            return files.read(&inner);
        }
        fs::read(path)
    }
}
