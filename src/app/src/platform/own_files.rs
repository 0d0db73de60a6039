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

/// What was dropped: taken at once, since the browser empties the event's list when the event is over.
pub(crate) struct Dropped {
    entries: Vec<FileSystemEntry>,
    /// Files that are no entries of a file system: dragged out of a program that has them in memory.
    loose: Vec<OwnFile>,
}

/// Takes what was dropped.
pub(crate) fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let mut taken = Dropped {
        entries: Vec::new(),
        loose: Vec::new(),
    };
    for item in (0..items.length()).filter_map(|index| items.get(index)) {
        if let Ok(Some(entry)) = item.webkit_get_as_entry() {
            taken.entries.push(entry);
        } else if let Ok(Some(file)) = item.get_as_file() {
            let path = file.name();
            taken.loose.push(OwnFile { path, file });
        }
    }
    taken
}

impl Dropped {
    /// The files, folders walked.
    ///
    /// # Errors
    /// A sentence for the reader when something dropped can't be read.
    pub(crate) async fn files(self) -> Result<Vec<OwnFile>, String> {
        let (mut entries, mut files) = (self.entries, self.loose);
        entries.reverse();
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
