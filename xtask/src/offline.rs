//! The service worker: its script, told what this build is made of.

use crate::dist::Dist;
use crate::hash;
use anyhow::{Context, Result};
use serde_json::json;

/// What stands in `static/sw.js` for the description of the build.
const PLACE: &str = "\"{{build}}\"";

/// The script for this build. `large` are the URLs that are kept from their first use on; the rest is fetched at once.
/// The entry points, whose names never change, are the document (`./`) and `plain`.
pub(crate) fn script(
    template: &str,
    version: &str,
    dist: &Dist,
    large: &[String],
) -> Result<String> {
    let hashed: Vec<&String> = dist
        .files()
        .keys()
        .filter(|path| hash::is_hashed(path) && !large.contains(path))
        .collect();
    let plain: Vec<&String> = dist
        .files()
        .keys()
        .filter(|path| !hash::is_hashed(path) && *path != "index.html" && *path != "sw.js")
        .collect();
    let build = json!({ "version": version, "hashed": hashed, "plain": plain, "large": large });
    let (before, after) = template
        .split_once(PLACE)
        .with_context(|| format!("static/sw.js: no {PLACE} for what the build is made of"))?;
    Ok(format!("{before}{build}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_listed_once_and_where_it_belongs() {
        let mut dist = Dist::default();
        dist.add("index.html", "x");
        dist.add("manifest.webmanifest", "x");
        let app = dist.add_hashed("assets/app.js", "x");
        let log = dist.add_hashed("content/x/access.log", "x");
        let script = script(
            "const BUILD = \"{{build}}\";",
            "v1",
            &dist,
            std::slice::from_ref(&log),
        )
        .unwrap();
        let json = script
            .strip_prefix("const BUILD = ")
            .and_then(|rest| rest.strip_suffix(';'))
            .unwrap();
        let build: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(
            build,
            json!({ "version": "v1", "hashed": [app], "plain": ["manifest.webmanifest"], "large": [log] })
        );
    }

    #[test]
    fn a_template_without_the_place_is_an_error() {
        assert!(script("const BUILD = {};", "v1", &Dist::default(), &[]).is_err());
    }
}
