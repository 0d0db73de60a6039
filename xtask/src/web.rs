//! The TypeScript of `src/web`: bundled by its own `build.mjs`, given hashed names here.

use crate::cache::Cache;
use crate::compress;
use crate::dist::Dist;
use crate::process::{command, root, run};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;

/// Above so many bytes a file is fetched on first use only, not kept for offline use from the first visit on.
const LARGE: usize = 900_000;

/// A file that `build.mjs` wrote.
#[derive(Deserialize)]
struct Written {
    /// What the page knows it by.
    name: String,
    /// Where it is in the folder.
    file: String,
}

/// A file that the reader may keep for offline use, and what that costs.
#[derive(Serialize)]
struct Large<'a> {
    url: &'a str,
    /// Bytes on the way, compressed where the build compresses.
    bytes: usize,
    /// Bytes once they are there.
    raw: usize,
}

/// What the page loads of all this, and when.
#[derive(Serialize)]
struct Index<'a> {
    /// URLs by name.
    assets: &'a BTreeMap<String, String>,
    /// Everything that is kept on first use.
    large: Vec<Large<'a>>,
}

/// What was bundled.
pub(crate) struct Bundles {
    /// URLs by name.
    pub(crate) urls: BTreeMap<String, String>,
    /// The hash of the one script of the sandbox's frame, as the page's policy must name it: a `srcdoc` frame is under
    /// the policy of its parent, too.
    pub(crate) frame_hash: String,
}

/// Adds the bundles. Those that are fetched on first use go into `large`.
pub(crate) fn build(dist: &mut Dist, release: bool, large: &mut Vec<String>) -> Result<Bundles> {
    let out = root().join(if release {
        "target/xtask/web/release"
    } else {
        "target/xtask/web/debug"
    });
    let mut node = command("node");
    node.arg(root().join("src/web/build.mjs")).arg(&out);
    if !release {
        node.arg("--debug");
    }
    println!("Bundling src/web");
    run(&mut node).context("bundling src/web")?;
    let index = out.join("web.json");
    let text =
        fs::read_to_string(&index).with_context(|| format!("reading {}", index.display()))?;
    let written: Vec<Written> = serde_json::from_str(&text).context("web.json")?;
    let mut urls = BTreeMap::new();
    for Written { name, file } in written {
        let path = out.join(&file);
        let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let is_large = bytes.len() > LARGE;
        let url = dist.add_hashed(&format!("web/{file}"), bytes);
        if is_large {
            large.push(url.clone());
        }
        urls.insert(name, url);
    }
    let hash = out.join("frame.hash");
    let frame_hash =
        fs::read_to_string(&hash).with_context(|| format!("reading {}", hash.display()))?;
    Ok(Bundles { urls, frame_hash })
}

/// Adds the list of what there is; its URL.
pub(crate) fn index(
    dist: &mut Dist,
    assets: &BTreeMap<String, String>,
    large: &[String],
    cache: Option<&Cache>,
) -> Result<String> {
    let mut listed = Vec::new();
    for url in large {
        let bytes = dist.files().get(url).map(Vec::as_slice).unwrap_or_default();
        let packed = match cache {
            Some(cache) => compress::siblings(url, bytes, cache)?.brotli,
            None => None,
        };
        listed.push(Large {
            url,
            bytes: packed.map_or(bytes.len(), |packed| packed.len()),
            raw: bytes.len(),
        });
    }
    let index = Index {
        assets,
        large: listed,
    };
    let json = serde_json::to_vec(&index).context("writing the index of src/web")?;
    Ok(dist.add_hashed("web/index.json", json))
}
