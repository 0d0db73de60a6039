//! The page's own fonts as text, for pictures: a picture can't load what stands beside it.

use super::http;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlLinkElement;

/// The `@font-face` rules of the page's style sheet, with the fonts themselves in them.
///
/// # Errors
/// A sentence for the reader, when a font can't be had.
pub(crate) async fn faces() -> Result<String, String> {
    let sheet = document()
        .query_selector("link[rel='stylesheet']")
        .ok()
        .flatten()
        .and_then(|link| link.dyn_into::<HtmlLinkElement>().ok())
        .map(|link| link.href())
        .ok_or_else(|| "The page has no style sheet.".to_owned())?;
    let css = String::from_utf8_lossy(&http::bytes(&sheet).await?).into_owned();
    let mut faces = String::new();
    for rule in rules(&css) {
        let Some((before, url, after)) = source(rule) else {
            continue;
        };
        // Relative to the style sheet, not to the page.
        let url = web_sys::Url::new_with_base(url, &sheet)
            .map_err(|_| format!("The font {url} has no address."))?;
        let font = STANDARD.encode(http::bytes(&url.href()).await?);
        faces.push_str(&format!("{before}data:font/woff2;base64,{font}{after}"));
    }
    Ok(faces)
}

/// The `@font-face` rules of a style sheet.
fn rules(css: &str) -> impl Iterator<Item = &str> {
    css.match_indices("@font-face").filter_map(|(at, _)| {
        let rest = css.get(at..)?;
        rest.get(..=rest.find('}')?)
    })
}

/// What stands before, in, and after the first `url(…)` of a rule; quotes fall away, since a data URL needs none.
fn source(rule: &str) -> Option<(&str, &str, &str)> {
    let start = rule.find("url(")? + "url(".len();
    let (before, rest) = rule.split_at(start);
    let (url, after) = rest.split_at(rest.find(')')?);
    let url = url.trim().trim_matches(['"', '\'']);
    Some((before, url, after))
}
