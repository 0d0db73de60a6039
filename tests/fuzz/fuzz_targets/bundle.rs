//! Bundles: what can be read can be written, and is the same when read again.
#![no_main]

use contract::bundle;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut text = b"dryrun-bundle 1\n".to_vec();
    text.extend(data);
    for bytes in [data, &text] {
        if let Ok(files) = bundle::parse(bytes) {
            let again = bundle::parse(bundle::write(&files).as_bytes());
            assert!(again.is_ok_and(|again| again.iter().eq(files.iter())));
        }
    }
    let _ = exercises::unpack::tar(data);
});
