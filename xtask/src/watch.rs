//! Watching the sources.

use crate::process::root;
use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// An editor's save is several events; the build waits for this much quiet.
const QUIET: Duration = Duration::from_millis(150);

/// The folders that are watched with all that is in them.
const FOLDERS: [&str; 3] = ["src", "exercises", "static"];

/// Changes of the sources.
pub(crate) struct Changes {
    events: Receiver<notify::Result<notify::Event>>,
    /// Watches for as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Starts watching.
    pub(crate) fn watch() -> Result<Self> {
        let (sender, events) = channel();
        let mut watcher =
            notify::recommended_watcher(sender).context("starting to watch for changes")?;
        for folder in FOLDERS {
            watcher
                .watch(&root().join(folder), RecursiveMode::Recursive)
                .with_context(|| format!("watching {folder}"))?;
        }
        // Editors replace a file by renaming: its folder sees that, the file itself doesn't.
        watcher
            .watch(&root(), RecursiveMode::NonRecursive)
            .context("watching index.html")?;
        Ok(Self {
            events,
            _watcher: watcher,
        })
    }

    /// Waits for a change, then for quiet. False when there will be none any more.
    pub(crate) fn wait(&self) -> bool {
        loop {
            match self.events.recv() {
                Ok(Ok(event)) if matters(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        while !matches!(
            self.events.recv_timeout(QUIET),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)
        ) {}
        true
    }
}

/// Whether an event changes what a build would make.
fn matters(event: &notify::Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| is_source(path))
}

/// Whether a path is a source: not what editors and Python leave beside them, and at the top only `index.html`.
fn is_source(path: &Path) -> bool {
    let Ok(within) = path.strip_prefix(root()) else {
        return false;
    };
    let mut parts = within
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let Some(top) = parts.next() else {
        return false;
    };
    if within.components().count() == 1 {
        return top == "index.html";
    }
    FOLDERS.contains(&top.as_ref())
        && !parts.any(|part| {
            part.starts_with(['.', '#'])
                || part.ends_with('~')
                || part == "__pycache__"
                || part == "4913"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_from_what_lies_beside_them() {
        for source in [
            "index.html",
            "src/app/src/main.rs",
            "static/sw.js",
            "exercises/aws/x/hints.md",
        ] {
            assert!(is_source(&root().join(source)), "{source}");
        }
        for other in [
            "Cargo.lock",
            "dist/index.html",
            "target/debug/x",
            "src/app/.main.rs.swp",
            "src/app/main.rs~",
            "src/4913",
            "exercises/x/__pycache__/y.pyc",
        ] {
            assert!(!is_source(&root().join(other)), "{other}");
        }
    }
}
