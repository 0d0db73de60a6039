//! Content hashes, and the file names that carry them.

/// Hex digits of a hash in a file name: 64 bits, far more than a few hundred files need.
const DIGITS: usize = 16;

/// The hash of some bytes as it stands in file names.
#[must_use]
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}

/// The hash of several parts; where one ends and the next begins counts.
#[must_use]
pub(crate) fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}

/// `name`, a path, with the hash of `bytes` before its extension: `a/app.js` becomes `a/app-0123456789abcdef.js`. The
/// extension begins at the file name's first dot after its first character, so that `.log.gz` stays whole.
#[must_use]
pub(crate) fn named(name: &str, bytes: &[u8]) -> String {
    let file_at = name.rfind('/').map_or(0, |slash| slash + 1);
    let dot = name
        .char_indices()
        .find(|&(at, c)| at > file_at && c == '.')
        .map_or(name.len(), |(at, _)| at);
    let (stem, extension) = name.split_at(dot);
    format!("{stem}-{}{extension}", short(bytes))
}

/// Whether a path carries a hash, so that what it names never changes.
#[must_use]
pub(crate) fn is_hashed(path: &str) -> bool {
    path.split('/').any(|part| {
        let stem = part.split('.').next().unwrap_or(part);
        stem.rsplit_once('-').is_some_and(|(_, hash)| {
            hash.len() == DIGITS
                && hash
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_goes_before_the_whole_extension() {
        // BLAKE3 of no bytes, from the test vectors of its specification: af1349b9f5f9a1a6...
        let cases = [
            ("app.js", "app-af1349b9f5f9a1a6.js"),
            (
                "content/x/access.log.gz",
                "content/x/access-af1349b9f5f9a1a6.log.gz",
            ),
            ("a.b/file", "a.b/file-af1349b9f5f9a1a6"),
            ("a/.hidden", "a/.hidden-af1349b9f5f9a1a6"),
        ];
        for (name, expected) in cases {
            assert_eq!(named(name, b""), expected);
        }
    }

    #[test]
    fn only_names_with_a_hash_count_as_hashed() {
        assert!(is_hashed("assets/app-af1349b9f5f9a1a6.js"));
        assert!(is_hashed("content/x/access-af1349b9f5f9a1a6.log.gz"));
        assert!(is_hashed(
            "assets/app-snippets-af1349b9f5f9a1a6/yew/inline0.js"
        ));
        for plain in [
            "index.html",
            "sw.js",
            "a/log-filter.json",
            "x-AF1349B9F5F9A1A6.js",
            "af1349b9f5f9a1a6.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn moving_a_boundary_changes_the_hash_of_parts() {
        let split: [&[u8]; 2] = [b"ab", b"c"];
        let moved: [&[u8]; 2] = [b"a", b"bc"];
        assert_ne!(of_parts(split), of_parts(moved));
    }
}
