//! Finds the exercise folders and writes the registry of references, so that adding an exercise is adding a folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut modules = String::new();
    let mut entries = String::new();
    println!("cargo::rerun-if-changed={}", root.display());
    for track in folders(&root)? {
        for exercise in folders(&track)? {
            println!("cargo::rerun-if-changed={}", exercise.display());
            let solution = exercise.join("solution.rs");
            if !solution.is_file() {
                continue;
            }
            let name = exercise
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let module = name.replace('-', "_");
            let track = track
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let _ = writeln!(modules, "#[path = {solution:?}]\npub mod {module};");
            let _ = writeln!(
                entries,
                "    Reference {{ name: {name:?}, track: {track:?}, help: {module}::HELP, run: {module}::run, generate: {module}::generate, grow: {module}::grow }},"
            );
        }
    }
    let registry = format!(
        "{modules}\n/// Every exercise with a reference, by track and name.\npub static REGISTRY: &[Reference] = &[\n{entries}];\n"
    );
    fs::write(
        PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("registry.rs"),
        registry,
    )
}

/// The folders of a folder, sorted by name so that the registry is the same everywhere.
fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(path)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir() && !path.ends_with("src") && !path.ends_with("tests"))
        .collect();
    found.sort();
    Ok(found)
}
