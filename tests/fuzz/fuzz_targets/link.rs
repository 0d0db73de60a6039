//! Share links: as text, and with a length and checksum that fit, so that what is behind them is reached.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use practice::link::{decode, encode, from_json};
use practice::route::Route;

/// A token as the documentation of the format has it.
fn seal(prefix: &str, body: &[u8]) -> String {
    let length = u16::try_from(body.len()).unwrap_or(0);
    let mut payload = length.to_le_bytes().to_vec();
    payload.extend(body);
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(prefix.as_bytes());
    checksum.update(&payload);
    payload.extend(checksum.finalize().to_le_bytes());
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(payload))
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let shared = match first % 4 {
        0 => {
            let text = String::from_utf8_lossy(rest);
            let route = Route::parse(&text);
            assert_eq!(Route::parse(&route.format()), route);
            decode(&text)
        }
        1 => from_json(rest),
        2 => decode(&seal("v1.d.", rest)),
        _ => decode(&seal("v1.j.", rest)),
    };
    match shared {
        Ok(shared) => {
            if let Ok(token) = encode(&shared) {
                assert_eq!(decode(&token), Ok(shared));
            }
        }
        Err(error) => assert!(error.to_string().ends_with('.')),
    }
});
