//! CRC-32 as gzip has it (RFC 1952, section 8): links are short, so sixteen table entries do.

/// The remainders of the sixteen half-bytes, for the reversed polynomial 0xEDB88320.
const TABLE: [u32; 16] = {
    let mut table = [0; 16];
    let mut half = 0;
    while half < 16 {
        let mut rest = half as u32;
        let mut bit = 0;
        while bit < 4 {
            rest = if rest & 1 == 1 {
                rest >> 1 ^ 0xEDB8_8320
            } else {
                rest >> 1
            };
            bit += 1;
        }
        table[half] = rest;
        half += 1;
    }
    table
};

/// The CRC-32 of bytes.
pub(super) fn crc32(bytes: impl Iterator<Item = u8>) -> u32 {
    !bytes.fold(u32::MAX, |mut rest, byte| {
        for half in [byte & 15, byte >> 4] {
            rest = rest >> 4 ^ TABLE[((rest ^ u32::from(half)) & 15) as usize];
        }
        rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of Williams, "A painless guide to CRC error detection algorithms", and of Python's zlib.
    #[test]
    fn published_values() {
        for (text, expected) in [
            ("", 0),
            ("123456789", 0xCBF4_3926),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ] {
            assert_eq!(crc32(text.bytes()), expected, "{text}");
        }
    }
}
