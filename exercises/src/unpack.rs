//! Unpacking archives into memory.

use contract::files::MemoryFiles;
use std::io::{self, Read};

/// Unpacks a tar (ustar, GNU or pax; not compressed). Only files and directories are kept: a captured /proc has
/// nothing else worth reading, and links could point anywhere.
///
/// # Errors
/// When the bytes are not a tar, or it is cut short; the message says at which entry.
pub fn tar(bytes: &[u8]) -> io::Result<MemoryFiles> {
    let mut files = MemoryFiles::new();
    let mut archive = tar::Archive::new(bytes);
    for (index, entry) in archive.entries()?.enumerate() {
        let at = |error: io::Error| {
            io::Error::new(
                error.kind(),
                format!("not a readable tar (entry {}): {error}", index + 1),
            )
        };
        let mut entry = entry.map_err(at)?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() {
            files.insert_dir(&path);
        } else if kind.is_file() {
            // The size in a header is a claim: grow with what is really there.
            let mut content = Vec::new();
            entry.read_to_end(&mut content).map_err(at)?;
            files.insert(&path, content);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::files::Files;

    #[test]
    fn files_and_directories_are_kept() {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(3);
        header.set_cksum();
        builder
            .append_data(&mut header, "proc/1/stat", &b"abc"[..])
            .unwrap();
        let files = tar(&builder.into_inner().unwrap()).unwrap();
        assert_eq!(files.read("/proc/1/stat").unwrap(), b"abc");
    }

    #[test]
    fn garbage_is_an_error() {
        let error = tar(&[7; 2048]).unwrap_err();
        assert!(error.to_string().contains("entry 1"), "{error}");
    }
}
