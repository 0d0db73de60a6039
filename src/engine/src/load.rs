//! Turns a [`Source`] into files: fetched content, the reader's own files, bytes that came with a link.

use contract::files::{Files, MemoryFiles};
use contract::message::{Mount, Origin, Source};
use contract::{Progress, bundle};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Bytes that the reader's own archive may unpack to; beyond it the tab's memory would not do.
const OWN_MAX: u64 = 1 << 30;

/// Bytes that an archive out of a link may unpack to: it is a stranger's, and runs as the link is opened.
const LINK_MAX: u64 = 16 << 20;

thread_local! {
    /// Fetched and unpacked content by URL and mount: what makes a second run start at once.
    static FETCHED: RefCell<BTreeMap<(String, String), Rc<MemoryFiles>>> = RefCell::default();
}

/// Loads a source. `own` are the files that travelled beside the message.
///
/// # Errors
/// A sentence saying what can't be had and what to do.
pub(crate) async fn load(
    source: &Source,
    own: &[web_sys::File],
    mut progress: impl FnMut(Progress),
) -> Result<Rc<MemoryFiles>, String> {
    // The usual case, one bundled fixture, shares the cached files instead of copying them.
    if let [
        Mount {
            from: Origin::Url(_),
            ..
        },
    ] = source.mounts.as_slice()
    {
        return fetched(&source.mounts[0]).await;
    }
    let mut files = MemoryFiles::new();
    for mount in &source.mounts {
        match &mount.from {
            Origin::Url(_) => files.mount("/", &*fetched(mount).await?),
            Origin::Inline(bytes) => place(
                &mut files,
                mount,
                bytes.clone(),
                "the link's input",
                LINK_MAX,
            )?,
            Origin::Own(index) => {
                let file = own_file(own, *index)?;
                let bytes = read(file).await?;
                place(&mut files, mount, bytes, &file.name(), OWN_MAX)?;
            }
            Origin::Folder(paths) => {
                let mut tree = MemoryFiles::new();
                for (done, (index, path)) in paths.iter().enumerate() {
                    tree.insert(path, read(own_file(own, *index)?).await?);
                    progress(Progress {
                        done: done as u64 + 1,
                        total: paths.len() as u64,
                    });
                }
                settle(&mut files, &mount.at, &tree);
            }
        }
    }
    Ok(Rc::new(files))
}

fn own_file(own: &[web_sys::File], index: u32) -> Result<&web_sys::File, String> {
    own.get(index as usize)
        .ok_or_else(|| "A chosen file got lost; choose it again.".to_owned())
}

/// The files of one fetched mount, from the cache where they are there.
async fn fetched(mount: &Mount) -> Result<Rc<MemoryFiles>, String> {
    let Origin::Url(url) = &mount.from else {
        return Ok(Rc::default());
    };
    let key = (url.clone(), mount.at.clone());
    if let Some(files) = FETCHED.with_borrow(|cache| cache.get(&key).cloned()) {
        return Ok(files);
    }
    let bytes = fetch(url).await?;
    let mut files = MemoryFiles::new();
    place(&mut files, mount, bytes, url, OWN_MAX)?;
    let files = Rc::new(files);
    FETCHED.with_borrow_mut(|cache| cache.insert(key, Rc::clone(&files)));
    Ok(files)
}

/// Puts the bytes of a mount where it says, unpacked where it says so.
fn place(
    files: &mut MemoryFiles,
    mount: &Mount,
    bytes: Vec<u8>,
    name: &str,
    limit: u64,
) -> Result<(), String> {
    if mount.unpack {
        settle(
            files,
            &mount.at,
            &unpack(bytes, limit).map_err(|e| format!("{name}: {e}"))?,
        );
    } else {
        files.insert(&mount.at, bytes);
    }
    Ok(())
}

/// Unpacks a bundle or a tar, gzipped (once) or not, by its content.
fn unpack(bytes: Vec<u8>, limit: u64) -> Result<MemoryFiles, String> {
    let mut plain = bytes;
    if plain.starts_with(&[0x1f, 0x8b]) {
        let mut inflated = Vec::new();
        flate2::read::MultiGzDecoder::new(plain.as_slice())
            .take(limit + 1)
            .read_to_end(&mut inflated)
            .map_err(|error| format!("the gzip data is damaged ({error})"))?;
        if inflated.len() as u64 > limit {
            return Err(format!(
                "it unpacks to more than {} MiB, which is too much here",
                limit >> 20
            ));
        }
        plain = inflated;
    }
    if bundle::is_bundle(&plain) {
        return bundle::parse(&plain).map_err(|error| error.to_string());
    }
    exercises::unpack::tar(&plain)
        .map_err(|error| format!("this is neither a tar nor a bundle ({error})"))
}

/// Mounts a tree at `at`. People pack `proc/1/stat`, `1/stat` or `host-7/proc/1/stat` and mean the same: folders that
/// lead to one of the name that `at` ends in are left out.
fn settle(files: &mut MemoryFiles, at: &str, tree: &MemoryFiles) {
    let name = at.rsplit('/').next().unwrap_or_default();
    let mut prefix = String::new();
    while !name.is_empty() {
        let entries = tree.list(&prefix).unwrap_or_default();
        if entries
            .iter()
            .any(|entry| entry.is_dir && entry.name == name)
        {
            prefix = format!("{prefix}{name}/");
            break;
        }
        match entries.as_slice() {
            // Inside a lone folder it may still come; a /proc of one process is not such a folder.
            [only] if only.is_dir && only.name.parse::<u32>().is_err() => {
                prefix = format!("{prefix}{}/", only.name);
            }
            _ => break,
        }
    }
    for (path, bytes) in tree.iter() {
        if let Some(rest) = path.strip_prefix(&prefix) {
            files.insert(&format!("{at}/{rest}"), bytes);
        }
    }
    files.insert_dir(at);
}

async fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let lost =
        |_| format!("{url} could not be loaded. Are you offline, with this input not yet kept?");
    let scope = js_sys::global().unchecked_into::<web_sys::DedicatedWorkerGlobalScope>();
    let response: web_sys::Response = JsFuture::from(scope.fetch_with_str(url))
        .await
        .map_err(lost)?
        .unchecked_into();
    if !response.ok() {
        return Err(format!(
            "{url} could not be loaded: the server answered {}.",
            response.status()
        ));
    }
    let buffer = response.array_buffer().map_err(lost)?;
    let buffer = JsFuture::from(buffer).await.map_err(lost)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn read(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        format!("{name} can't be read any more: it was changed or removed. Choose it again.")
    })?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(paths: &[&str]) -> Vec<String> {
        let mut tree = MemoryFiles::new();
        for path in paths {
            tree.insert(path, *b"x");
        }
        let mut files = MemoryFiles::new();
        settle(&mut files, "/proc", &tree);
        files.iter().map(|(path, _)| path.to_owned()).collect()
    }

    #[test]
    fn a_capture_is_found_however_it_was_packed() {
        for packed in [
            &["proc/1/stat", "proc/2/stat"][..],
            &["1/stat", "2/stat"],
            &["host-7/proc/1/stat", "host-7/proc/2/stat", "host-7/README"],
            &["host-7/1/stat", "host-7/2/stat"],
        ] {
            assert_eq!(
                settled(packed),
                ["proc/1/stat", "proc/2/stat"],
                "{packed:?}"
            );
        }
        assert_eq!(settled(&["1/stat"]), ["proc/1/stat"]);
    }

    #[test]
    fn a_gzip_bomb_is_refused_within_its_limit() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&vec![0; 3 << 20]).unwrap();
        let bomb = gzip.finish().unwrap();
        assert!(
            unpack(bomb, 2 << 20)
                .unwrap_err()
                .contains("more than 2 MiB")
        );
    }

    #[test]
    fn what_is_no_archive_is_said_so() {
        assert!(
            unpack(b"plain words".to_vec(), 99)
                .unwrap_err()
                .contains("neither a tar nor a bundle")
        );
        assert!(
            unpack(vec![0x1f, 0x8b, 9, 9], 99)
                .unwrap_err()
                .contains("damaged")
        );
        assert!(
            unpack(b"dryrun-bundle 1\nx\n".to_vec(), 99)
                .unwrap_err()
                .contains("line 2")
        );
    }
}
