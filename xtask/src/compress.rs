//! Precompressed siblings: what a static host can send without compressing it anew for each reader.

use crate::cache::Cache;
use crate::hash;
use anyhow::{Context, Result};
use std::io::Write;

/// Files from this size on are compressed at [`LARGE_QUALITY`]: quality 11 takes some two seconds per megabyte.
const LARGE: usize = 3 << 20;
/// Brotli quality for the files that everybody loads.
const QUALITY: i32 = 11;
/// Brotli quality for large fixtures.
const LARGE_QUALITY: i32 = 9;
/// Brotli window, log2 of its bytes: the largest that browsers must accept.
const WINDOW: i32 = 24;
/// Below this many bytes compression saves no packet.
const SMALL: usize = 256;

/// The compressed forms of a file; none where they would not be smaller.
pub(crate) struct Siblings {
    /// For `.br`.
    pub(crate) brotli: Option<Vec<u8>>,
    /// For `.gz`.
    pub(crate) gzip: Option<Vec<u8>>,
}

/// Whether files of that name are worth compressing: not those that are compressed by nature.
#[must_use]
pub(crate) fn compressible(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    !matches!(
        extension,
        "woff2" | "png" | "jpg" | "webp" | "gz" | "br" | "zst" | "xz"
    )
}

/// Compresses a file both ways, or takes the result of an earlier build from the cache.
pub(crate) fn siblings(path: &str, bytes: &[u8], cache: &Cache) -> Result<Siblings> {
    if bytes.len() < SMALL || !compressible(path) {
        return Ok(Siblings {
            brotli: None,
            gzip: None,
        });
    }
    let key = hash::short(bytes);
    let smaller = |packed: Vec<u8>| (packed.len() < bytes.len()).then_some(packed);
    let brotli = cache.get(&format!("{key}.br"), || brotli(bytes))?;
    let gzip = cache.get(&format!("{key}.gz"), || gzip(bytes))?;
    Ok(Siblings {
        brotli: smaller(brotli),
        gzip: smaller(gzip),
    })
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if bytes.len() < LARGE {
            QUALITY
        } else {
            LARGE_QUALITY
        },
        lgwin: WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).context("compressing")?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).context("compressing")?;
    encoder.finish().context("compressing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_give_the_bytes_back() {
        let text = "ten thousand lines of the same thing\n".repeat(400);
        let mut plain = String::new();
        brotli::Decompressor::new(brotli(text.as_bytes()).unwrap().as_slice(), 4096)
            .read_to_string(&mut plain)
            .unwrap();
        assert_eq!(plain, text);
        plain.clear();
        flate2::read::GzDecoder::new(gzip(text.as_bytes()).unwrap().as_slice())
            .read_to_string(&mut plain)
            .unwrap();
        assert_eq!(plain, text);
    }

    #[test]
    fn what_is_compressed_already_is_left_alone() {
        assert!(compressible("assets/app-1.wasm") && compressible("content/x/web-1.bundle"));
        assert!(!compressible("content/x/access-1.log.gz") && !compressible("a/sans.woff2"));
    }
}
