//! A recorded host as files, for programs that read a real `/proc`.

use anyhow::{Context, Result};
use contract::bundle;
use std::fs;
use std::path::Path;

/// Writes what a bundle holds below a folder.
pub(crate) fn write(file: &str, folder: &str) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("reading {file}"))?;
    let files = bundle::parse(&bytes).with_context(|| format!("parsing {file}"))?;
    let root = Path::new(folder);
    for dir in files.empty_dirs() {
        make(&root.join(dir))?;
    }
    for (path, content) in files.iter() {
        let path = root.join(path);
        make(path.parent().unwrap_or(root))?;
        fs::write(&path, content).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}
