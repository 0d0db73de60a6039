//! Files that the reader chooses or drops. They stay on the machine: only handles are passed on.

use gloo::file::FileList as Files;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};

/// Files of a dropped folder taken at most: more is surely not what was meant.
const FILES_MAX: usize = 200_000;

/// A chosen file with its path within what was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnFile {
    /// The path: the name alone for a single file.
    pub(crate) path: String,
    /// The handle.
    pub(crate) file: File,
}

/// The files chosen in an `<input type=file>`, which is emptied so that the same choice can be made again.
pub(crate) fn chosen(input: &HtmlInputElement) -> Vec<OwnFile> {
    let Some(list) = input.files() else {
        return Vec::new();
    };
    let files = Files::from(list)
        .iter()
        .map(|file| {
            let file: &File = file.as_ref();
            // Set for folders only; web-sys has no binding for it that all its versions share.
            let path = js_sys::Reflect::get(file, &JsValue::from_str("webkitRelativePath"))
                .ok()
                .and_then(|path| path.as_string())
                .filter(|path| !path.is_empty())
                .unwrap_or_else(|| file.name());
            OwnFile {
                path,
                file: file.clone(),
            }
        })
        .collect();
    input.set_value("");
    files
}

/// The files dropped, folders walked.
///
/// # Errors
/// A sentence for the reader when something dropped can't be read.
pub(crate) async fn dropped(transfer: DataTransfer) -> Result<Vec<OwnFile>, String> {
    let items = transfer.items();
    // Entries must be taken before the first await: the list is emptied when the event is over.
    let mut entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|index| items.get(index))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    entries.reverse();
    let mut files = Vec::new();
    while let Some(entry) = entries.pop() {
        if files.len() > FILES_MAX {
            return Err(format!("That folder holds more than {FILES_MAX} files."));
        }
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if entry.is_file() {
            let entry: FileSystemFileEntry = entry.unchecked_into();
            files.push(OwnFile {
                file: file_of(&entry).await?,
                path,
            });
        } else if entry.is_directory() {
            let entry: FileSystemDirectoryEntry = entry.unchecked_into();
            entries.extend(children(&entry).await?);
        }
    }
    if files.is_empty() {
        Err("Nothing that was dropped is a file.".to_owned())
    } else {
        Ok(files)
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, String> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    let file = JsFuture::from(promise).await;
    file.map(JsCast::unchecked_into)
        .map_err(|_| format!("{} can't be read.", entry.name()))
}

/// A directory's entries. The browser hands them out by the hundred until an empty batch comes.
async fn children(entry: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, String> {
    let reader = entry.create_reader();
    let mut found = Vec::new();
    loop {
        let mut failed = false;
        let promise = js_sys::Promise::new(&mut |resolve, reject| {
            failed = reader
                .read_entries_with_callback_and_callback(&resolve, &reject)
                .is_err();
        });
        let batch = if failed {
            None
        } else {
            JsFuture::from(promise).await.ok()
        };
        let Some(batch) = batch else {
            return Err(format!("{} can't be read.", entry.name()));
        };
        let batch = js_sys::Array::from(&batch);
        if batch.length() == 0 {
            return Ok(found);
        }
        found.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
        if found.len() > FILES_MAX {
            return Ok(found);
        }
    }
}

/// Reads a file: only for what the reader shares, and only when it is small.
pub(crate) async fn bytes(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        format!(
            "{} can't be read any more: it was changed or removed. Choose it again.",
            file.name()
        )
    })?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
