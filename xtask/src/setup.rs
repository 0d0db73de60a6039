//! What must be there before a build or a test: fetched where it can be, named clearly where it can't.

use crate::process::{cargo, command, on_path, output, root, run};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// The target of the page's code.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The target of learners' own modules, which some tests build.
const WASI: &str = "wasm32-wasip1";

/// What a build needs: the wasm target, and the npm packages.
pub(crate) fn for_build() -> Result<()> {
    target(WASM)?;
    npm_packages()
}

/// What the tests need on top of it: the WASI target, the linters, Python, and a Chromium.
pub(crate) fn for_tests() -> Result<()> {
    for_build()?;
    target(WASI)?;
    components()?;
    python()?;
    chromium().map(drop)
}

/// Adds a target: toolchain files are not installed by themselves everywhere.
fn target(name: &str) -> Result<()> {
    if on_path("rustup").is_none() {
        // A toolchain from elsewhere: whether it has the target is seen from its files.
        let folder = output(command("rustc").args(["--print", "target-libdir", "--target", name]))?;
        if PathBuf::from(folder.trim()).is_dir() {
            return Ok(());
        }
        bail!(
            "this Rust toolchain has no standard library for {name}, and there is no rustup to add it: \
             install the target with the package manager that Rust came from, or use rustup"
        );
    }
    let installed = output(command("rustup").args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line.trim() == name) {
        return Ok(());
    }
    println!("Adding the target {name}");
    run(command("rustup").args(["target", "add", name])).with_context(|| {
        format!("the target {name} is missing and could not be added: with a network, run `rustup target add {name}`")
    })
}

/// Adds rustfmt and clippy when the toolchain came without them. They are asked for their version: rustup puts their
/// names on the PATH whether they are there or not.
fn components() -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        let there = if component == "clippy" {
            output(cargo().args(["clippy", "--version"]))
        } else {
            output(command("rustfmt").arg("--version"))
        };
        if there.is_err() {
            println!("Adding {component}");
            run(command("rustup").args(["component", "add", component])).with_context(|| {
                format!("{component} is missing: run `rustup component add {component}`")
            })?;
        }
    }
    Ok(())
}

/// Installs the npm packages when they are missing or older than the lock file.
fn npm_packages() -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        bail!(
            "Node.js with npm is missing: the fonts and wasm-opt are npm packages. \
             Install Node.js 20 or later (https://nodejs.org, or `apt-get install nodejs npm`)"
        );
    }
    let modified = |path: &str| {
        fs::metadata(root().join(path))
            .and_then(|meta| meta.modified())
            .ok()
    };
    // npm writes this file last.
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    if root().join("node_modules").is_symlink() {
        bail!(
            "node_modules is a link: npm would empty what it leads to. Run `npm ci` there, or remove the link"
        );
    }
    println!("Installing npm packages");
    run(command("npm").args(["ci", "--no-fund", "--no-audit"]))
        .context("the npm packages could not be installed: with a network, run `npm ci`")
}

/// The exercises' answers are run by Python.
fn python() -> Result<()> {
    if on_path("python3").is_none() {
        bail!(
            "python3 is missing: the tests run the exercises' model answers with it. \
             Install Python 3.11 or later"
        );
    }
    Ok(())
}

/// A Chromium for the journeys: `DRYRUN_CHROMIUM`, or one of the usual places, or one that apt-get installs.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("DRYRUN_CHROMIUM") {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        bail!(
            "DRYRUN_CHROMIUM names {}, which is no file",
            named.display()
        );
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    let mut prefix: Vec<&str> = Vec::new();
    let uid = output(command("id").arg("-u")).unwrap_or_default();
    if uid.trim() != "0" {
        prefix.extend(["sudo", "-n"]);
    }
    if on_path("apt-get").is_some() && prefix.first().is_none_or(|sudo| on_path(sudo).is_some()) {
        println!("Installing Chromium");
        let apt = |args: &[&str]| {
            let mut words = prefix.clone();
            words.push("apt-get");
            words.extend(args);
            let (program, args) = (words[0], &words[1..]);
            run(command(program)
                .args(args)
                .env("DEBIAN_FRONTEND", "noninteractive"))
        };
        let _ = apt(&["update", "-qq"])
            .and_then(|()| {
                apt(&[
                    "install",
                    "-y",
                    "-qq",
                    "--no-install-recommends",
                    "chromium",
                ])
            })
            .inspect_err(|error| eprintln!("{error:#}"));
    }
    find_chromium().context(
        "no Chromium was found: the browser journeys need one. Install Chromium or Chrome, or name it in DRYRUN_CHROMIUM",
    )
}

fn find_chromium() -> Option<PathBuf> {
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(on_path)
    .or_else(|| {
        let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
        mac.is_file().then_some(mac)
    })
}
