//! `cargo xtask size`: what the first route loads, against its budget, and what comes later.

use crate::build::{self, Options};
use crate::compress::compressible;
use crate::hash::is_hashed;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Bytes that the first route may load, after brotli.
const BUDGET: u64 = 250_000;

/// A file of the build and its bytes: as they are, and as a host with brotli sends them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sized {
    path: String,
    raw: u64,
    brotli: u64,
}

/// Builds a release and prints its sizes; an error above the budget.
pub(crate) fn size() -> Result<()> {
    let options = Options::release();
    build::build(&options)?;
    let files = measure(&options.out)?;
    let (first, later): (Vec<Sized>, Vec<Sized>) = files
        .into_iter()
        .partition(|file| is_first_route(&file.path));
    table("First route", &first);
    for (title, part) in parts(later) {
        table(&title, &part);
    }
    check(first.iter().map(|file| file.brotli).sum(), BUDGET)
}

/// The sizes of a build, the precompressed siblings counted with their files.
fn measure(out: &Path) -> Result<Vec<Sized>> {
    let mut files = Vec::new();
    for path in paths(out, "")? {
        if path.ends_with(".br")
            || (path.ends_with(".gz") && out.join(path.trim_end_matches(".gz")).is_file())
        {
            continue;
        }
        let bytes = |path: &str| fs::metadata(out.join(path)).map(|meta| meta.len());
        let raw = bytes(&path).with_context(|| format!("measuring {path}"))?;
        let brotli = if compressible(&path) {
            bytes(&format!("{path}.br")).unwrap_or(raw)
        } else {
            raw
        };
        files.push(Sized { path, raw, brotli });
    }
    Ok(files)
}

fn paths(out: &Path, prefix: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let folder = out.join(prefix);
    for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(paths(out, &format!("{path}/"))?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the first view waits for a file: the document, the catalogue, and every asset that isn't the worker's, the workbench's or the sketchpad's. What is added to
/// the assets counts until it is shown not to be needed.
fn is_first_route(path: &str) -> bool {
    path == "index.html"
        || path.starts_with("content/catalogue-")
        || (path.starts_with("assets/")
            && !path.starts_with("assets/engine-")
            && !path.starts_with("assets/workbench-")
            && !path.starts_with("assets/sketchpad-"))
}

/// What comes later, in the order in which it is shown.
fn parts(later: Vec<Sized>) -> Vec<(String, Vec<Sized>)> {
    let title = |path: &str| match path.split('/').collect::<Vec<_>>().as_slice() {
        ["assets", name] if name.starts_with("workbench-") => {
            "Workbench, loaded when an exercise is opened".to_owned()
        }
        ["assets", name] if name.starts_with("sketchpad-") => {
            "Sketchpad, loaded when a design is opened".to_owned()
        }
        ["assets", _] => "Engine, loaded behind the page's back".to_owned(),
        ["web", name] => web_part(name).to_owned(),
        ["content", _] => "Content, one file per exercise".to_owned(),
        ["content", name, _] => format!("Fixtures of {name}"),
        _ => "Installed app: icons, manifest, service worker".to_owned(),
    };
    let mut parts: Vec<(String, Vec<Sized>)> = Vec::new();
    for file in later {
        let title = title(&file.path);
        match parts.iter_mut().find(|(known, _)| *known == title) {
            Some((_, files)) => files.push(file),
            None => parts.push((title, vec![file])),
        }
    }
    parts
}

/// When a bundle of `src/web` is loaded.
fn web_part(name: &str) -> &'static str {
    if name.starts_with("editor-") {
        "Editor, loaded when an exercise is written"
    } else if name.starts_with("run-python-") || name.starts_with("python-") {
        "Python, loaded when its editor gets the focus"
    } else if name.starts_with("run-shell-") {
        "Shell, loaded when its editor gets the focus"
    } else {
        "Sandbox, loaded when an exercise is written"
    }
}

fn table(title: &str, files: &[Sized]) {
    println!("\n{title:<52} {:>12} {:>12}", "bytes", "brotli");
    for file in files {
        println!(
            "  {:<50} {:>12} {:>12}",
            plain(&file.path),
            grouped(file.raw),
            grouped(file.brotli)
        );
    }
    let sum = |pick: fn(&Sized) -> u64| grouped(files.iter().map(pick).sum());
    println!(
        "  {:<50} {:>12} {:>12}",
        "total",
        sum(|f| f.raw),
        sum(|f| f.brotli)
    );
}

fn check(total: u64, budget: u64) -> Result<()> {
    let (shown, limit) = (grouped(total), grouped(budget));
    if total > budget {
        bail!("the first route loads {shown} bytes after brotli, above its budget of {limit}");
    }
    println!("\nThe first route loads {shown} bytes after brotli, within its budget of {limit}");
    Ok(())
}

/// A path without its hash.
fn plain(path: &str) -> String {
    if !is_hashed(path) {
        return path.to_owned();
    }
    let parts = path.split('/').map(|part| {
        let dot = part.find('.').unwrap_or(part.len());
        let (stem, extension) = part.split_at(dot);
        match stem.rsplit_once('-') {
            Some((name, _)) if is_hashed(part) => format!("{name}{extension}"),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A number with its thousands parted.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_a_limit_that_may_be_reached() {
        assert!(check(250_000, 250_000).is_ok());
        let error = check(250_001, 250_000).unwrap_err().to_string();
        assert!(error.contains("250,001"), "{error}");
    }

    #[test]
    fn the_worker_and_the_fixtures_come_later() {
        for (path, first) in [
            ("index.html", true),
            ("assets/app-0123456789abcdef.wasm", true),
            ("assets/font-sans-400-0123456789abcdef.woff2", true),
            ("assets/app-snippets-0123456789abcdef/x/inline0.js", true),
            ("content/catalogue-0123456789abcdef.json", true),
            ("content/pstree-0123456789abcdef.json", false),
            ("assets/engine-0123456789abcdef.wasm", false),
            ("assets/engine-worker-0123456789abcdef.js", false),
            ("assets/sketchpad-0123456789abcdef.wasm", false),
            ("sw.js", false),
        ] {
            assert_eq!(is_first_route(path), first, "{path}");
        }
    }

    #[test]
    fn names_are_shown_without_hashes() {
        assert_eq!(
            plain("content/x/access-0123456789abcdef.log.gz"),
            "content/x/access.log.gz"
        );
        assert_eq!(
            plain("icons/icon-192-0123456789abcdef.png"),
            "icons/icon-192.png"
        );
        assert_eq!(plain("manifest.webmanifest"), "manifest.webmanifest");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
    }
}
