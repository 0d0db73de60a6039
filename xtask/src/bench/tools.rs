//! What the measurements need: our own binaries, other programs, a folder for inputs.

use crate::build::{self, Options};
use crate::process::{cargo, command, on_path, output, root, run};
use crate::setup;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Puts the folder `$1` over /proc for a program, in a mount namespace of its own.
pub(super) const OVER_PROC: &str = r#"mount --bind "$1" /proc && shift && exec "$@""#;

/// Where things are.
pub(super) struct Tools {
    /// The references' command line, as released.
    exercises: PathBuf,
    /// The Rust side of the benchmarks.
    bench: PathBuf,
    /// Inputs; in memory where the system has such a folder.
    inputs: Inputs,
}

/// A folder that goes away with the run.
struct Inputs(PathBuf);

impl Drop for Inputs {
    fn drop(&mut self) {
        // What stays is a folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Tools {
    /// Builds the native binaries and makes the folder.
    pub(super) fn set_up() -> Result<Self> {
        println!("Compiling the native side");
        run(cargo().args([
            "build",
            "--quiet",
            "--release",
            "-p",
            "exercises",
            "-p",
            "bench",
        ]))?;
        let target = target();
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() {
            memory.to_path_buf()
        } else {
            std::env::temp_dir()
        };
        let inputs = Inputs(parent.join(format!("dryrun-bench-{}", std::process::id())));
        fs::create_dir_all(&inputs.0).with_context(|| format!("making {}", inputs.0.display()))?;
        Ok(Self {
            exercises: target.join("release/exercises"),
            bench: target.join("release/bench"),
            inputs,
        })
    }

    /// Our command line.
    pub(super) fn exercises(&self) -> PathBuf {
        self.exercises.clone()
    }

    /// The crate `bench`.
    pub(super) fn bench(&self) -> PathBuf {
        self.bench.clone()
    }

    /// What the crate `bench` prints.
    pub(super) fn made(&self, args: &[&str]) -> Result<String> {
        output(Command::new(&self.bench).args(args))
    }

    /// The path of an input.
    pub(super) fn input(&self, name: &str) -> PathBuf {
        self.inputs.0.join(name)
    }

    /// Writes an input.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.input(name);
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}

/// Where cargo builds.
pub(super) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Samples as a script told them.
pub(super) fn numbers(array: &serde_json::Value) -> Vec<f64> {
    let items = array.as_array().into_iter().flatten();
    items.filter_map(serde_json::Value::as_f64).collect()
}

/// The recorded access log, unpacked.
pub(super) fn access_log() -> Result<Vec<u8>> {
    let path = "exercises/programming/log-filter/fixtures/access-big.log.gz";
    let packed = fs::read(root().join(path)).with_context(|| format!("reading {path}"))?;
    let mut log = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::MultiGzDecoder::new(packed.as_slice()),
        &mut log,
    )
    .with_context(|| format!("unpacking {path}"))?;
    Ok(log)
}

/// Whether this process is root's.
pub(super) fn is_root() -> bool {
    output(command("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0")
}

/// A program of Debian's; installed when it is missing and this is root. False when it can't be had.
pub(super) fn have(program: &str, package: &str) -> bool {
    if on_path(program).is_some() {
        return true;
    }
    if is_root() && on_path("apt-get").is_some() {
        println!("Installing {package}");
        let mut apt = command("apt-get");
        apt.args(["install", "-y", "-qq", "--no-install-recommends", package]);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        let _ = run(&mut apt).inspect_err(|error| eprintln!("{error:#}"));
    }
    on_path(program).is_some()
}

/// A Python with networkx, python-igraph and SimPy in a virtual environment below `target`, and what it says of their versions.
pub(super) fn python() -> Result<(PathBuf, String)> {
    let folder = root().join("target/bench-venv");
    let python = folder.join("bin/python");
    let wanted = root().join("tests/bench/requirements.txt");
    let stamp = folder.join("requirements.txt");
    if fs::read(&wanted).ok() != fs::read(&stamp).ok() {
        println!("Installing networkx, python-igraph and SimPy");
        run(command("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ]);
        run(pip.arg(&wanted))
            .context("networkx, python-igraph and SimPy could not be installed")?;
        fs::copy(&wanted, &stamp).context("marking the virtual environment as complete")?;
    }
    let versions = output(
        Command::new(&python)
            .arg(root().join("tests/bench/cliques.py"))
            .arg("versions"),
    )?;
    Ok((python, versions))
}

/// The page as shipped, built when it is missing or stale, and a Chromium. Where `DRYRUN_DIST` names a build, that is
/// taken as it is, and nothing is installed for building one.
pub(super) fn page() -> Result<(PathBuf, PathBuf)> {
    if let Some(dist) = std::env::var_os("DRYRUN_DIST") {
        return Ok((dist.into(), setup::chromium()?));
    }
    setup::for_build()?;
    let options = Options::release();
    build::build(&options)?;
    Ok((options.out, setup::chromium()?))
}
