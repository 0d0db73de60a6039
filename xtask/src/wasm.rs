//! The wasm modules: compiled by cargo, given their JavaScript by wasm-bindgen, shrunk by wasm-opt.

use crate::cache::Cache;
use crate::dist::Dist;
use crate::hash;
use crate::process::{cargo, command, output, root, run};
use crate::setup::WASM;
use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A binary that becomes a wasm module.
#[derive(Clone, Copy)]
struct Module {
    /// The package it is in.
    package: &'static str,
    /// The binary, and the stem of the written files.
    name: &'static str,
    /// What cargo is told in a release beyond the profile `wasm-release`.
    config: &'static [&'static str],
    /// What wasm-opt is to aim at.
    optimise: &'static str,
}

/// The page: as small as can be, since every visit waits for it.
const APP: Module = Module {
    package: "app",
    name: "app",
    config: &[],
    optimise: "-Oz",
};

/// The page of an exercise, loaded when one is opened: small too.
const WORKBENCH: Module = Module {
    name: "workbench",
    ..APP
};

/// The design sketchpad, loaded when it is first opened: small too.
const SKETCHPAD: Module = Module {
    name: "sketchpad",
    ..APP
};

/// The worker: as fast as can be, loaded behind the page's back.
const ENGINE: Module = Module {
    package: "engine",
    name: "engine",
    config: &[
        "profile.wasm-release.opt-level=3",
        "target.wasm32-unknown-unknown.rustflags=[\"-Ctarget-feature=+simd128\"]",
    ],
    optimise: "-O3",
};

/// The features that every browser of the last years has, and that the compiler may have used.
const FEATURES: [&str; 9] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// The URLs of a built module, relative to the document.
pub(crate) struct Built {
    /// The JavaScript module whose default export starts it.
    pub(crate) js: String,
    /// The wasm.
    pub(crate) wasm: String,
}

/// The modules of a page.
pub(crate) struct Modules {
    /// The app.
    pub(crate) app: Built,
    /// The page of an exercise.
    pub(crate) workbench: Built,
    /// The design sketchpad.
    pub(crate) sketchpad: Built,
    /// The worker.
    pub(crate) engine: Built,
}

/// Builds all modules and adds their files to `dist`. A release is optimised for good; otherwise they keep names for stack
/// traces. Most of a release is spent where only one core can work, so what can be done at once is.
pub(crate) fn build(release: bool, cache: &Cache, dist: &mut Dist) -> Result<Modules> {
    const PAGE: [Module; 3] = [APP, WORKBENCH, SKETCHPAD];
    let page = compile(&PAGE, release)?;
    let (page, engine) = std::thread::scope(|scope| {
        // While cargo compiles the engine, the page's modules are bound and shrunk.
        let page: Vec<_> = PAGE
            .into_iter()
            .zip(page)
            .map(|(module, compiled)| {
                scope.spawn(move || finish(module, release, &compiled, cache))
            })
            .collect();
        let engine = compile(&[ENGINE], release)
            .and_then(|compiled| {
                compiled
                    .into_iter()
                    .next()
                    .context("cargo compiled nothing")
            })
            .and_then(|compiled| finish(ENGINE, release, &compiled, cache));
        let page: Result<Vec<Bound>> = page
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .map_err(|_| anyhow!("a build thread ended early"))?
            })
            .collect();
        page.and_then(|page| Ok((page, engine?)))
    })?;
    let [app, workbench, sketchpad] =
        <[Bound; 3]>::try_from(page).map_err(|_| anyhow!("cargo compiled too few modules"))?;
    Ok(Modules {
        app: add(APP, app, dist),
        workbench: add(WORKBENCH, workbench, dist),
        sketchpad: add(SKETCHPAD, sketchpad, dist),
        engine: add(ENGINE, engine, dist),
    })
}

/// Binds a compiled module, and shrinks it for a release.
fn finish(module: Module, release: bool, compiled: &Path, cache: &Cache) -> Result<Bound> {
    let mut bound = bind(module, release, compiled)?;
    if release {
        bound.wasm = optimise(module, &bound.wasm, cache)?;
    }
    Ok(bound)
}

/// Adds a module's files to `dist`.
fn add(module: Module, bound: Bound, dist: &mut Dist) -> Built {
    let name = module.name;
    let mut js = bound.js;
    if !bound.snippets.is_empty() {
        // Snippets import each other by relative paths, so they share one folder, named by the hash of them all.
        let hash = hash::of_parts(
            bound
                .snippets
                .iter()
                .flat_map(|(path, text)| [path.as_bytes(), text.as_bytes()]),
        );
        let folder = format!("{name}-snippets-{hash}");
        js = js.replace("./snippets/", &format!("./{folder}/"));
        for (path, text) in bound.snippets {
            dist.add(&format!("assets/{folder}/{path}"), text);
        }
    }
    Built {
        js: dist.add_hashed(&format!("assets/{name}.js"), js),
        wasm: dist.add_hashed(&format!("assets/{name}.wasm"), bound.wasm),
    }
}

/// Runs cargo once for modules of one package and configuration, which then compiles them side by side; the paths of the
/// compiled modules. All share a target folder: cargo tells what is compiled with other flags apart, and the macros and
/// build scripts, which take longest, are the same.
fn compile(modules: &[Module], release: bool) -> Result<Vec<PathBuf>> {
    let (profile, folder) = if release {
        ("wasm-release", "wasm-release")
    } else {
        ("dev", "debug")
    };
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--target", WASM, "--profile", profile]);
    for module in modules {
        cargo.args(["--package", module.package, "--bin", module.name]);
    }
    let config = modules
        .first()
        .filter(|_| release)
        .map_or(&[] as &[&str], |module| module.config);
    cargo.args(config.iter().flat_map(|line| ["--config", line]));
    // These would win over the flags in `config`.
    cargo
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    let names: Vec<&str> = modules.iter().map(|module| module.name).collect();
    println!("Compiling {}", names.join(", "));
    run(&mut cargo)?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(names
        .iter()
        .map(|name| target.join(WASM).join(folder).join(format!("{name}.wasm")))
        .collect())
}

/// What wasm-bindgen makes of a compiled module.
struct Bound {
    js: String,
    wasm: Vec<u8>,
    /// JavaScript that crates bring along, by path.
    snippets: BTreeMap<String, String>,
}

fn bind(module: Module, release: bool, compiled: &Path) -> Result<Bound> {
    let name = module.name;
    let work = root().join("target/xtask/bindgen").join(name);
    // Snippets of an earlier build must not come along.
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("removing {}", work.display()))?;
    }
    let context = || format!("wasm-bindgen over {}", compiled.display());
    Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)
        .with_context(context)?
        .typescript(false)
        .omit_default_module_path(true)
        .keep_debug(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(&work)
        .with_context(context)?;
    let read =
        |path: PathBuf| fs::read(&path).with_context(|| format!("reading {}", path.display()));
    let js = String::from_utf8(read(work.join(format!("{name}.js")))?).with_context(context)?;
    let wasm = read(work.join(format!("{name}_bg.wasm")))?;
    let mut snippets = BTreeMap::new();
    collect(&work.join("snippets"), "", &mut snippets)?;
    Ok(Bound { js, wasm, snippets })
}

/// Reads a tree of text files; nothing when it isn't there.
fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            let text = fs::read_to_string(entry.path())
                .with_context(|| format!("reading {}", entry.path().display()))?;
            found.insert(name, text);
        }
    }
    Ok(())
}

/// Runs wasm-opt, unless an earlier build had the same input.
fn optimise(module: Module, wasm: &[u8], cache: &Cache) -> Result<Vec<u8>> {
    let tool = root().join("node_modules/binaryen");
    let version = fs::read(tool.join("package.json"))
        .context("reading node_modules/binaryen/package.json: run `npm ci`")?;
    let mut parts: Vec<&[u8]> = vec![&version, module.optimise.as_bytes(), wasm];
    parts.extend(FEATURES.iter().map(|feature| feature.as_bytes()));
    cache.get(&format!("{}.wasm", hash::of_parts(parts)), || {
        let work = root().join("target/xtask/bindgen").join(module.name);
        let (from, to) = (work.join("in.wasm"), work.join("out.wasm"));
        fs::write(&from, wasm).with_context(|| format!("writing {}", from.display()))?;
        let mut node = command("node");
        node.arg(tool.join("bin/wasm-opt")).arg(&from);
        node.arg(module.optimise).args(FEATURES).arg("-o").arg(&to);
        output(&mut node)?;
        fs::read(&to).with_context(|| format!("reading {}", to.display()))
    })
}
