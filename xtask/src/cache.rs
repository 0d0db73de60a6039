//! Results of slow, deterministic work, kept between builds under the hash of what they were made from.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// A folder of results, one file each.
pub(crate) struct Cache {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// A cache in that folder, which is made when it isn't there.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        Ok(Self {
            folder,
            used: Mutex::default(),
        })
    }

    /// What is kept under `key`, or else what `make` gives, which is then kept.
    pub(crate) fn get(&self, key: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        if let Ok(mut used) = self.used.lock() {
            used.insert(key.to_owned());
        }
        let path = self.folder.join(key);
        if let Ok(kept) = fs::read(&path) {
            return Ok(kept);
        }
        let made = make()?;
        // Written aside and renamed, so that an interrupted build leaves no half a result.
        let partial = self.folder.join(format!("{key}.partial"));
        fs::write(&partial, &made).with_context(|| format!("writing {}", partial.display()))?;
        fs::rename(&partial, &path).with_context(|| format!("writing {}", path.display()))?;
        Ok(made)
    }

    /// Removes what this build did not use, so that the folder stays as large as one build.
    pub(crate) fn prune(&self) -> Result<()> {
        let Ok(used) = self.used.lock() else {
            return Ok(());
        };
        for entry in fs::read_dir(&self.folder).context("reading the build cache")? {
            let entry = entry?;
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())
                    .with_context(|| format!("removing {}", entry.path().display()))?;
            }
        }
        Ok(())
    }
}
