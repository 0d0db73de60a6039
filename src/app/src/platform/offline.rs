//! The service worker: what makes the page work with the network off.

use gloo::events::EventListener;
use gloo::utils::window;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerRegistration, ServiceWorkerState};
use yew::Callback;

/// How far the page is towards working offline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Offline {
    /// The browser has no service workers here (an insecure origin, a private window).
    Unsupported,
    /// Content is being kept.
    Preparing,
    /// Everything needed is kept.
    Ready,
    /// Keeping failed: the network went, or the disk is full. The next visit tries again.
    Failed,
    /// A new version is kept and waits to take over.
    Update(Update),
    /// Another tab let a new version take over: this one is of the old, and must be loaded anew.
    Stale,
}

/// A waiting version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Update(ServiceWorker);

impl Update {
    /// Lets the new version take over; the page reloads once it has.
    pub(crate) fn apply(&self) {
        let container = window().navigator().service_worker();
        EventListener::once(&container, "controllerchange", |_| {
            super::location::reload();
        })
        .forget();
        // A worker that is gone has been replaced already; reloading shows what there is.
        if self
            .0
            .post_message(&JsValue::from_str("skip-waiting"))
            .is_err()
        {
            super::location::reload();
        }
    }
}

/// Registers the worker and tells how it goes.
pub(crate) fn start(tell: Callback<Offline>) {
    let navigator = window().navigator();
    let has = js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker"));
    // A build for development names no service worker: it would serve yesterday's code.
    let script = super::document::meta("dryrun:service-worker").filter(|_| has.unwrap_or(false));
    let Some(script) = script else {
        return tell.emit(Offline::Unsupported);
    };
    tell.emit(Offline::Preparing);
    spawn_local(async move {
        let registering = navigator.service_worker().register(&script);
        match JsFuture::from(registering).await {
            Ok(registration) => follow(registration.unchecked_ref(), tell),
            Err(_) => tell.emit(Offline::Unsupported),
        }
    });
}

/// Watches a registration's workers.
fn follow(registration: &ServiceWorkerRegistration, tell: Callback<Offline>) {
    let container = window().navigator().service_worker();
    let stale = Rc::new(Cell::new(false));
    let tell = {
        let stale = Rc::clone(&stale);
        // What comes after is the new version's, not this tab's.
        Callback::from(move |state| {
            if !stale.get() {
                tell.emit(state);
            }
        })
    };
    // The first worker of all takes the page as it is; any later one is of another version.
    if container.controller().is_some() {
        let tell = tell.clone();
        EventListener::new(&container, "controllerchange", move |_| {
            tell.emit(Offline::Stale);
            stale.set(true);
        })
        .forget();
    }
    if let Some(worker) = registration.waiting() {
        tell.emit(Offline::Update(Update(worker)));
    } else if registration.active().is_some() {
        tell.emit(Offline::Ready);
    }
    if let Some(worker) = registration.installing() {
        watch(worker, registration.clone(), tell.clone());
    }
    let inner = registration.clone();
    EventListener::new(registration, "updatefound", move |_| {
        if let Some(worker) = inner.installing() {
            watch(worker, inner.clone(), tell.clone());
        }
    })
    .forget();
}

/// Tells when a worker that installs is done.
fn watch(worker: ServiceWorker, registration: ServiceWorkerRegistration, tell: Callback<Offline>) {
    let target = worker.clone();
    EventListener::new(&target, "statechange", move |_| match worker.state() {
        ServiceWorkerState::Installed if registration.active().is_some() => {
            tell.emit(Offline::Update(Update(worker.clone())));
        }
        ServiceWorkerState::Activated => tell.emit(Offline::Ready),
        ServiceWorkerState::Redundant if registration.active().is_none() => {
            tell.emit(Offline::Failed);
        }
        _ => {}
    })
    .forget();
}
