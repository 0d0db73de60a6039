//! The worker's side of the messages: takes [`Request`]s, posts [`Response`]s.

use crate::{load, run, simulate};
use contract::message::{Request, Response, Stage};
use contract::{Files, MemoryFiles, Progress};
use std::cell::Cell;
use std::io::Read;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Milliseconds between two tellings of progress: often enough to look alive, seldom enough to cost nothing.
const PROGRESS_MS: f64 = 50.0;

/// Installs the message handler and says that the engine is ready.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let handler = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        // A message is [postcard bytes, File, File, ...].
        let parts = js_sys::Array::from(&event.data());
        let bytes = js_sys::Uint8Array::new(&parts.get(0)).to_vec();
        let own: Vec<web_sys::File> = parts
            .iter()
            .skip(1)
            .filter_map(|part| part.dyn_into().ok())
            .collect();
        if let Ok(request) = postcard::from_bytes::<Request>(&bytes) {
            spawn_local(answer(request, own));
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    handler.forget();
    post(&Response::Ready);
}

fn post(response: &Response) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Ok(bytes) = postcard::to_allocvec(response) {
        let bytes = js_sys::Uint8Array::from(bytes.as_slice());
        let transfer = js_sys::Array::of1(&bytes.buffer());
        // It fails only for values that can't be cloned; bytes can.
        let _ = scope.post_message_with_transfer(&bytes, &transfer);
    }
}

/// Milliseconds on the worker's monotonic clock.
fn now() -> f64 {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Tells progress, but not more often than [`PROGRESS_MS`].
fn teller(id: u64, stage: Stage) -> impl FnMut(Progress) {
    let last = Cell::new(now());
    move |progress| {
        let now = now();
        if now - last.get() >= PROGRESS_MS {
            last.set(now);
            post(&Response::Progress {
                id,
                stage,
                progress,
            });
        }
    }
}

async fn answer(request: Request, own: Vec<web_sys::File>) {
    let id = request.id();
    let response = match request {
        Request::Run {
            exercise,
            args,
            source,
            ..
        } => {
            let reference = match find(&exercise) {
                Ok(reference) => reference,
                Err(reason) => return post(&Response::Refused { id, reason }),
            };
            load::load(&source, &own, teller(id, Stage::Loading))
                .await
                .map(|files| {
                    let started = now();
                    let mut ran =
                        run::run(reference, &args, &*files, &mut teller(id, Stage::Running));
                    ran.seconds = (now() - started) / 1000.0;
                    Response::Ran { id, run: ran }
                })
        }
        Request::List { source, .. } => load::load(&source, &own, teller(id, Stage::Loading))
            .await
            .map(|files| {
                let list = files
                    .iter()
                    .map(|(path, bytes)| (path.to_owned(), bytes.len() as u64));
                Response::Listed {
                    id,
                    files: list.collect(),
                }
            }),
        Request::Read {
            source,
            path,
            limit,
            ..
        } => load::load(&source, &own, teller(id, Stage::Loading))
            .await
            .and_then(|files| {
                head(&files, &path, limit).map(|(bytes, more)| Response::Read { id, bytes, more })
            }),
        Request::Files { source, .. } => load::load(&source, &own, teller(id, Stage::Loading))
            .await
            .map(|files| Response::Files {
                id,
                files: files
                    .iter()
                    .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                    .collect(),
                empty_dirs: files.empty_dirs().map(str::to_owned).collect(),
            }),
        Request::Sample { exercise, draw, .. } => find(&exercise).map(|reference| {
            let sample = run::sample(reference, &draw, &|| now() / 1000.0);
            Response::Sampled { id, sample }
        }),
        Request::Simulate { design, plan, .. } => {
            simulate::simulate(&design, &plan, &mut teller(id, Stage::Running))
                .map(|outcome| Response::Simulated { id, outcome })
        }
    };
    post(&response.unwrap_or_else(|reason| Response::Refused { id, reason }));
}

/// The reference of an exercise.
fn find(exercise: &str) -> Result<&'static exercises::Reference, String> {
    exercises::find(exercise)
        .ok_or_else(|| format!("This version of Dryrun has no exercise called {exercise}."))
}

/// The first bytes of a file, a gzipped one's unpacked, and whether there are more.
fn head(files: &MemoryFiles, path: &str, limit: u32) -> Result<(Vec<u8>, bool), String> {
    let told = |error: std::io::Error| format!("{path}: {error}");
    let file = files.open(path).map_err(told)?;
    let gzipped = files
        .get(path)
        .is_some_and(|bytes| bytes.starts_with(&[0x1f, 0x8b]));
    let mut bytes = Vec::new();
    // One byte more tells whether there is more.
    let wanted = u64::from(limit) + 1;
    if gzipped {
        let mut plain = flate2::read::MultiGzDecoder::new(file).take(wanted);
        plain.read_to_end(&mut bytes).map_err(told)?;
    } else {
        file.take(wanted).read_to_end(&mut bytes).map_err(told)?;
    }
    let more = bytes.len() > limit as usize;
    bytes.truncate(limit as usize);
    Ok((bytes, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_file_says_whether_there_is_more() {
        let mut files = MemoryFiles::new();
        files.insert("a", *b"12345");
        assert_eq!(head(&files, "a", 5), Ok((b"12345".to_vec(), false)));
        assert_eq!(head(&files, "a", 4), Ok((b"1234".to_vec(), true)));
        assert!(head(&files, "b", 4).is_err());
    }
}
