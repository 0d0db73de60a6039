//! `cargo xtask build`: everything that a static host needs, in one folder.

use crate::cache::Cache;
use crate::dist::Dist;
use crate::process::root;
use crate::{assets, content, html, offline, wasm, web};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How to build.
#[derive(Clone)]
pub(crate) struct Options {
    /// Optimised and precompressed; otherwise quick to make.
    pub(crate) release: bool,
    /// The folder to write, which then holds nothing else.
    pub(crate) out: PathBuf,
    /// Whether the page installs a service worker. While one edits the page it would stand in the way.
    pub(crate) offline: bool,
}

impl Options {
    /// What is published: `dist/`, optimised, working offline.
    pub(crate) fn release() -> Self {
        Self {
            release: true,
            out: root().join("dist"),
            offline: true,
        }
    }
}

/// Builds into the options' folder.
pub(crate) fn build(options: &Options) -> Result<()> {
    let started = Instant::now();
    refuse_strangers(&options.out)?;
    let cache = Cache::open(root().join("target/xtask/cache"))?;
    let mut dist = Dist::default();

    // What fails quickly comes first.
    let mut content = content::build(&mut dist)?;
    let bundles = web::build(&mut dist, options.release, &mut content.large)?;
    let packed = options.release.then_some(&cache);
    let web = web::index(&mut dist, &bundles.urls, &content.large, packed)?;
    let mut known = assets::fonts(&mut dist)?;
    known.extend(assets::icons(&mut dist)?);
    let styles = assets::styles(&mut dist, &known)?;
    assets::manifest(&mut dist, &known)?;
    let modules = wasm::build(options.release, &cache, &mut dist)?;
    let boot = assets::starter(&mut dist, "boot", &modules.app, assets::SAY_SO)?;
    let mut room = |name: &str, module: &wasm::Built| {
        let tell = assets::tell_app(name);
        assets::starter(&mut dist, &format!("{name}-boot"), module, &tell)
    };
    let workbench = room("workbench", &modules.workbench)?;
    let sketchpad = room("sketchpad", &modules.sketchpad)?;
    let engine_worker = assets::starter(&mut dist, "engine-worker", &modules.engine, "")?;

    let template = read("index.html")?;
    let worker = read("static/sw.js")?;
    let page = |version: &str| -> Result<String> {
        let mut values = vec![
            ("version", version),
            ("styles", &styles),
            ("boot", &boot),
            ("app_js", &modules.app.js),
            ("app_wasm", &modules.app.wasm),
            ("workbench", &workbench),
            ("sketchpad", &sketchpad),
            ("engine_worker", &engine_worker),
            ("catalogue", &content.catalogue),
            ("web", &web),
            ("frame_hash", &bundles.frame_hash),
            ("service_worker", if options.offline { "sw.js" } else { "" }),
        ];
        for (name, file) in [
            ("font_sans_400", "fonts/sans-400.woff2"),
            ("font_sans_600", "fonts/sans-600.woff2"),
            ("font_mono_400", "fonts/mono-400.woff2"),
        ] {
            values.extend(known.get(file).map(|url| (name, url.as_str())));
        }
        values.extend(
            known
                .iter()
                .map(|(name, url)| (name.as_str(), url.as_str())),
        );
        html::fill(&html::strip_comments(&template), &values).context("index.html")
    };
    // The version is the hash of everything, the two files that hold it taken without it.
    dist.add("index.html", page("")?);
    dist.add("sw.js", worker.as_str());
    let version = dist.hash();
    dist.add("index.html", page(&version)?);
    let script = offline::script(&worker, &version, &dist, &content.large)?;
    dist.add("sw.js", script);

    dist.write(&options.out, packed)?;
    if options.release {
        cache.prune()?;
    }
    println!(
        "Built {} (version {version}, {} files) in {:.1} s",
        options.out.display(),
        dist.files().len(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// The output folder is emptied of everything that isn't part of the build: it must be an earlier build, or empty.
fn refuse_strangers(out: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(out) else {
        return fs::create_dir_all(out).with_context(|| format!("making {}", out.display()));
    };
    let ours = fs::read_to_string(out.join("index.html"))
        .is_ok_and(|page| page.contains("name=\"dryrun:version\""));
    if entries.next().is_some() && !ours {
        bail!(
            "{} holds files that are not of a build: name an empty or a new folder",
            out.display()
        );
    }
    Ok(())
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| format!("reading {path}"))
}
