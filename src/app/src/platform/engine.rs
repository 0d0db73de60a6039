//! The page's side of the engine worker.
//!
//! A worker is started on first need. Stop terminates it: that ends any loop at once, whatever it is doing. Every
//! other request that was under way is sent again to the next worker, since requests carry all they need.

use contract::message::{Request, Response};
use nalsd::model::Design;
use nalsd::simulation::{Outcome, Plan};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// Workers that may die under a request before it is given up.
const TRIES: u8 = 2;

/// What is said of a worker that never came up.
const NOT_LOADED: &str = "The engine could not be loaded. Are you offline, and was nothing ever run before? Reload the page when you are back.";

/// What is said of a worker that died.
const BROKE: &str = "The engine broke down on this input (its memory may have run out). It has been restarted; your input and options are still here.";

/// What is said of an answer that isn't one.
const OTHER: &str =
    "The engine answered something else: it is of another version than the page. Reload the page.";

/// A handle on the engine; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Engine {
    inner: Rc<RefCell<Inner>>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

#[derive(Default)]
struct Inner {
    worker: Option<Running>,
    pending: BTreeMap<u64, Pending>,
    last_id: u64,
}

struct Running {
    worker: Worker,
    ready: bool,
    // Kept alive as long as the worker that calls them.
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

struct Pending {
    request: Request,
    own: Vec<File>,
    answer: Callback<Response>,
    tries: u8,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What is heard of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Simulated {
    /// How far it is, from 0 to 1; it may begin anew.
    Progress(f64),
    /// It is over.
    Ended(Rc<Outcome>),
    /// It could not be carried out: why, and what to do.
    Refused(String),
}

impl Engine {
    /// Simulates a design. What is heard ends with anything but progress, or with [`Engine::stop`] of the number given.
    pub(crate) fn simulate(
        &self,
        design: &Design,
        plan: &Plan,
        heard: &Callback<Simulated>,
    ) -> Result<u64, String> {
        let written = |error: serde_json::Error| format!("This can't be written: {error}.");
        let design = serde_json::to_string(design).map_err(written)?;
        let plan = serde_json::to_string(plan).map_err(written)?;
        let answer = heard.reform(|response| match response {
            #[allow(clippy::cast_precision_loss)] // Thousandths.
            Response::Progress { progress, .. } => {
                Simulated::Progress(progress.done as f64 / progress.total.max(1) as f64)
            }
            Response::Simulated { outcome, .. } => match Outcome::from_bytes(&outcome) {
                Ok(outcome) => Simulated::Ended(Rc::new(outcome)),
                Err(_) => Simulated::Refused(OTHER.to_owned()),
            },
            Response::Refused { reason, .. } => Simulated::Refused(reason),
            _ => Simulated::Refused(OTHER.to_owned()),
        });
        let make = |id| Request::Simulate { id, design, plan };
        Ok(self.send(make, Vec::new(), answer))
    }

    /// Starts a worker if none is there, so that the first run doesn't wait for it.
    pub(crate) fn warm(&self) {
        if self.inner.borrow().worker.is_none() {
            let running = self.start();
            self.inner.borrow_mut().worker = running;
        }
    }

    /// Sends a request; `make` is given its id. Answers come until one that is not [`Response::Progress`].
    pub(crate) fn send(
        &self,
        make: impl FnOnce(u64) -> Request,
        own: Vec<File>,
        answer: Callback<Response>,
    ) -> u64 {
        let id = {
            let mut inner = self.inner.borrow_mut();
            inner.last_id += 1;
            inner.last_id
        };
        let pending = Pending {
            request: make(id),
            own,
            answer,
            tries: 0,
        };
        self.inner.borrow_mut().pending.insert(id, pending);
        self.warm();
        if self.inner.borrow().worker.is_none() {
            self.fail(id, NOT_LOADED);
        } else {
            self.inner.borrow().post(id);
        }
        id
    }

    /// Sends a request and waits for its answer.
    pub(crate) async fn ask(&self, make: impl FnOnce(u64) -> Request, own: Vec<File>) -> Response {
        let answer = Rc::new(RefCell::new(None));
        let mut request = Some((make, own));
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let Some((make, own)) = request.take() else {
                return;
            };
            let answer = Rc::clone(&answer);
            let heard = Callback::from(move |response: Response| {
                if !matches!(response, Response::Progress { .. }) {
                    answer.replace(Some(response));
                    // Resolving a promise can't fail.
                    let _ = resolve.call0(&JsValue::NULL);
                }
            });
            self.send(make, own, heard);
        });
        let _ = JsFuture::from(promise).await;
        answer.take().unwrap_or_else(|| Response::Refused {
            id: 0,
            reason: BROKE.to_owned(),
        })
    }

    /// Stops a request at once. Its answers end here; nothing is told.
    pub(crate) fn stop(&self, id: u64) {
        if self.inner.borrow_mut().pending.remove(&id).is_some() {
            self.restart();
        }
    }

    /// Forgets a question whose answer is of no interest any more; the worker goes on.
    pub(crate) fn forget(&self, id: u64) {
        self.inner.borrow_mut().pending.remove(&id);
    }

    /// Replaces the worker and sends what is pending again.
    fn restart(&self) {
        // Dropping terminates.
        self.inner.borrow_mut().worker = None;
        self.warm();
    }

    fn fail(&self, id: u64, reason: &str) {
        let pending = self.inner.borrow_mut().pending.remove(&id);
        if let Some(pending) = pending {
            let reason = reason.to_owned();
            pending.answer.emit(Response::Refused { id, reason });
        }
    }

    fn start(&self) -> Option<Running> {
        let url = super::document::meta("dryrun:engine")?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&url, &options).ok()?;
        let engine = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
            if let Ok(response) = postcard::from_bytes::<Response>(&bytes) {
                engine.receive(response);
            }
        });
        let engine = self.clone();
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |_| engine.broke());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Running {
            worker,
            ready: false,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    fn receive(&self, response: Response) {
        let id = match &response {
            Response::Ready => {
                let mut inner = self.inner.borrow_mut();
                if let Some(running) = &mut inner.worker {
                    running.ready = true;
                }
                for id in inner.pending.keys() {
                    inner.post(*id);
                }
                return;
            }
            Response::Progress { id, .. } => {
                let answer = self
                    .inner
                    .borrow()
                    .pending
                    .get(id)
                    .map(|p| p.answer.clone());
                if let Some(answer) = answer {
                    answer.emit(response);
                }
                return;
            }
            ended => ended.id().unwrap_or_default(),
        };
        let pending = self.inner.borrow_mut().pending.remove(&id);
        if let Some(pending) = pending {
            pending.answer.emit(response);
        }
    }

    /// The worker died: out of memory, a fault of ours, or its script could not be loaded.
    fn broke(&self) {
        let (reason, given_up) = {
            let mut inner = self.inner.borrow_mut();
            let was_up = inner.worker.take().is_some_and(|running| running.ready);
            for pending in inner.pending.values_mut() {
                pending.tries += 1;
            }
            // One that never came up won't come up for the next request either.
            let worn = |pending: &Pending| !was_up || pending.tries >= TRIES;
            let ids = inner.pending.iter().filter(|(_, pending)| worn(pending));
            let ids: Vec<u64> = ids.map(|(id, _)| *id).collect();
            (if was_up { BROKE } else { NOT_LOADED }, ids)
        };
        for id in given_up {
            self.fail(id, reason);
        }
        // Without anything to do, the next worker waits until there is.
        if !self.inner.borrow().pending.is_empty() {
            self.warm();
        }
    }
}

impl Inner {
    /// Posts a pending request, if the worker is ready for it; it is posted on `Ready` otherwise.
    fn post(&self, id: u64) {
        let (Some(running), Some(pending)) = (&self.worker, self.pending.get(&id)) else {
            return;
        };
        if !running.ready {
            return;
        }
        if let Ok(bytes) = postcard::to_allocvec(&pending.request) {
            let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
            for file in &pending.own {
                parts.push(file);
            }
            // It fails only for values that can't be cloned; bytes and files can.
            let _ = running.worker.post_message(&parts);
        }
    }
}
