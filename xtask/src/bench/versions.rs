//! What was compared, by version; and the machine, in general words.

use crate::process::{command, output, root};
use anyhow::{Context, Result};
use std::fs;

/// Names with versions, in the order in which they came.
pub(super) struct Versions {
    lock: String,
    all: Vec<String>,
}

impl Versions {
    /// Begins with the compiler.
    pub(super) fn new() -> Result<Self> {
        let lock = fs::read_to_string(root().join("Cargo.lock")).context("reading Cargo.lock")?;
        let mut versions = Self { lock, all: vec![] };
        versions.program("rustc", &["--version"], "rustc");
        Ok(versions)
    }

    /// Adds a name with its version.
    pub(super) fn add(&mut self, version: &str) {
        if !version.is_empty() && !self.all.iter().any(|known| known == version) {
            self.all.push(version.to_owned());
        }
    }

    /// Adds what a program says of itself, the version being the first word that begins with a digit (or `v` and a digit).
    pub(super) fn program(&mut self, program: &str, args: &[&str], name: &str) {
        // psmisc tells its version on stderr.
        let Ok(said) = command(program).args(args).output() else {
            return;
        };
        let text = [said.stdout, said.stderr].concat();
        if let Some(version) = first_version(&String::from_utf8_lossy(&text)) {
            self.add(&format!("{name} {version}"));
        }
    }

    /// Adds a crate, with the version that Cargo.lock names.
    pub(super) fn krate(&mut self, name: &str) {
        if let Some(version) = locked(&self.lock, name) {
            self.add(&format!("{name} {version}"));
        }
    }

    /// Adds an npm package, with the version that is installed.
    pub(super) fn npm(&mut self, name: &str) {
        let path = root().join("node_modules").join(name).join("package.json");
        let json = fs::read_to_string(path).unwrap_or_default();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        if let Some(version) = json["version"].as_str() {
            self.add(&format!("{name} {version} (npm)"));
        }
    }

    /// All of them.
    pub(super) fn sentence(&self) -> String {
        self.all.join(", ")
    }
}

fn first_version(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_end_matches([',', ')']))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    after.split('"').next()
}

/// The machine, as far as it matters to a reader of ratios.
pub(super) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cores = match cores {
        1 => "one core".to_owned(),
        2 => "two cores".to_owned(),
        4 => "four cores".to_owned(),
        more => format!("{more} cores"),
    };
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let system = output(command("uname").arg("-sm")).unwrap_or_default();
    let of = if info.contains(" hypervisor") {
        " of a virtual machine"
    } else {
        ""
    };
    format!("{cores}{of}, {}", system.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        for (said, version) in [
            ("ripgrep 13.0.0\n-SIMD -AVX", "13.0.0"),
            ("grep (GNU grep) 3.8\nCopyright (C) 2022", "3.8"),
            ("v20.20.2\n", "20.20.2"),
            ("pstree (PSmisc) 23.6\n", "23.6"),
        ] {
            assert_eq!(first_version(said), Some(version), "{said}");
        }
        assert_eq!(first_version("no version"), None);
    }

    #[test]
    fn a_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"xlru\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"lru\"\nversion = \"0.19.0\"\n";
        assert_eq!(locked(lock, "lru"), Some("0.19.0"));
        assert_eq!(locked(lock, "ru"), None);
    }
}
