//! What is copied or put together rather than compiled: fonts, style sheets, icons, the web app's manifest, the two
//! small scripts that start the wasm modules.

use crate::dist::Dist;
use crate::process::root;
use crate::wasm::Built;
use crate::{css, html};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The fonts: the name that style sheets and the template know them by, and the file among the npm packages.
const FONTS: [(&str, &str); 3] = [
    (
        "sans-400",
        "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2",
    ),
    (
        "sans-600",
        "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2",
    ),
    (
        "mono-400",
        "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
    ),
];

/// URLs relative to the document, by the name that the sources use.
pub(crate) type Urls = BTreeMap<String, String>;

/// Adds the fonts; the names are `fonts/sans-400.woff2` and so on.
pub(crate) fn fonts(dist: &mut Dist) -> Result<Urls> {
    let mut urls = Urls::new();
    for (name, file) in FONTS {
        let bytes = fs::read(root().join("node_modules").join(file))
            .with_context(|| format!("reading the font {file}: run `npm ci`"))?;
        let url = dist.add_hashed(&format!("assets/font-{name}.woff2"), bytes);
        urls.insert(format!("fonts/{name}.woff2"), url);
    }
    Ok(urls)
}

/// Adds what is in `static/icons`; the names are `icons/icon.svg` and so on.
pub(crate) fn icons(dist: &mut Dist) -> Result<Urls> {
    let mut urls = Urls::new();
    for file in files(&root().join("static/icons"), &["svg", "png"])? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let url = dist.add_hashed(&format!("icons/{name}"), bytes);
        urls.insert(format!("icons/{name}"), url);
    }
    Ok(urls)
}

/// Adds the style sheets of `static/styles` as one, in the order of their names. A `url(../fonts/sans-400.woff2)` in them is a name
/// from `known`.
pub(crate) fn styles(dist: &mut Dist, known: &Urls) -> Result<String> {
    let mut all = String::new();
    for file in files(&root().join("static/styles"), &["css"])? {
        let text =
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let text = css::rewrite_urls(&text, |url| {
            let name = url.strip_prefix("../").unwrap_or(url);
            let target = known.get(name).with_context(|| {
                let names: Vec<&str> = known.keys().map(String::as_str).collect();
                format!("url({url}): no such file; there are {}", names.join(", "))
            })?;
            // The style sheet itself is in `assets/`.
            Ok(target
                .strip_prefix("assets/")
                .map_or_else(|| format!("../{target}"), str::to_owned))
        })
        .with_context(|| file.display().to_string())?;
        all.push_str(&text);
        all.push('\n');
    }
    Ok(dist.add_hashed("assets/styles.css", css::minify(&all)))
}

/// Adds the web app's manifest, its `{{icons/...}}` filled in.
pub(crate) fn manifest(dist: &mut Dist, known: &Urls) -> Result<()> {
    let path = "static/manifest.webmanifest";
    let text = fs::read_to_string(root().join(path)).with_context(|| format!("reading {path}"))?;
    let values: Vec<(&str, &str)> = known
        .iter()
        .map(|(name, url)| (name.as_str(), url.as_str()))
        .collect();
    let filled = html::fill(&text, &values).context(path)?;
    let json: serde_json::Value = serde_json::from_str(&filled).context(path)?;
    dist.add("manifest.webmanifest", json.to_string());
    Ok(())
}

/// What a starter does when its module can't be had: a rejected module script tells nobody.
pub(crate) const SAY_SO: &str = "document.querySelector(\"#app\").textContent = \"Dryrun could not be loaded. Reload the page when you are online.\";";
/// What the starter of a room beside the app does then: the app listens.
pub(crate) fn tell_app(room: &str) -> String {
    format!("dispatchEvent(new Event(\"dryrun:{room}-failed\"));")
}

/// Adds the script that starts a module: `name` is `boot` for the page, `engine-worker` for the worker. `on_failure` is
/// JavaScript.
pub(crate) fn starter(
    dist: &mut Dist,
    name: &str,
    module: &Built,
    on_failure: &str,
) -> Result<String> {
    let (Some(js), Some(wasm)) = (
        module.js.strip_prefix("assets/"),
        module.wasm.strip_prefix("assets/"),
    ) else {
        bail!("{} and {} are not in assets/", module.js, module.wasm);
    };
    let script = format!(
        "try {{\n  const {{ default: init }} = await import(\"./{js}\");\n  \
         await init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n}} \
         catch (error) {{\n  {on_failure}\n  throw error;\n}}\n"
    );
    Ok(dist.add_hashed(&format!("assets/{name}.js"), script))
}

/// The files of a folder with one of these extensions, by name.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if extensions.contains(&extension.as_str()) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
