//! `cargo xtask serve`: builds, serves, and does both again on a change.

use crate::build::{self, Options};
use crate::hash::is_hashed;
use crate::process::{command, root};
use crate::reload::{EVENTS_PATH, Outcome, SCRIPT, SCRIPT_PATH, Teller, inject};
use crate::setup;
use crate::watch::Changes;
use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// What the handlers share.
struct Site {
    folder: PathBuf,
    outcome: watch::Receiver<Outcome>,
}

/// Sets up, builds and serves until it is interrupted.
pub(crate) fn serve(port: u16, open: bool, release: bool) -> Result<()> {
    // A taken port is told before minutes of building.
    let listener = listen(port)?;
    setup::for_build()?;
    let options = Options {
        release,
        // Apart from `dist/`, which builds and tests write beside a running server.
        out: root().join("target/xtask/serve"),
        // A service worker would show yesterday's page after each change.
        offline: false,
    };
    let changes = Changes::watch()?;
    build::build(&options)?;
    let (teller, outcome) = watch::channel(Outcome::Built(1));
    let site = Arc::new(Site {
        folder: options.out.clone(),
        outcome,
    });
    let url = format!(
        "http://{}/",
        listener.local_addr().context("asking for the port")?
    );
    std::thread::spawn(move || rebuild(&changes, &options, &teller));
    println!("Serving on {url} (Ctrl-C ends it)");
    if open {
        open_browser(&url);
    }
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("starting the server")?
        .block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router(site)).await
        })
        .context("serving")
}

/// Takes the port on the loopback interface.
fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!(
            "port {port} on 127.0.0.1 can't be had: if another program uses it, choose another with --port"
        )
    })
}

/// Builds again after each change, and tells the open pages.
fn rebuild(changes: &Changes, options: &Options, teller: &Teller) {
    let mut number = 1;
    while changes.wait() {
        println!("Something changed: building");
        match build::build(options) {
            Ok(()) => {
                number += 1;
                teller.send_replace(Outcome::Built(number));
            }
            Err(error) => {
                let why = format!("{error:#}");
                eprintln!("error: {why}\nStill serving the build before it");
                teller.send_replace(Outcome::Failed(why));
            }
        }
    }
}

fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route(EVENTS_PATH, get(events))
        .route(
            SCRIPT_PATH,
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT) }),
        )
        .fallback(get(file))
        .with_state(site)
}

/// The outcomes of builds, as they come.
async fn events(State(site): State<Arc<Site>>) -> Response {
    let server = std::process::id();
    let events = WatchStream::new(site.outcome.clone())
        .map(move |outcome| Ok::<_, std::convert::Infallible>(outcome.event(server)));
    (
        [
            (header::CONTENT_TYPE, "text/event-stream"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        Body::from_stream(events),
    )
        .into_response()
}

/// A file of the build.
async fn file(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let path = uri.path().to_owned();
    // Reading may take a moment for large fixtures; other requests go on.
    tokio::task::spawn_blocking(move || respond(&site.folder, &path, &accepted))
        .await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The response for a path: the file, or its smallest sibling that the browser accepts.
fn respond(folder: &Path, path: &str, accepted: &str) -> Response {
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let sane = path
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '%']));
    let Some(plain) = sane
        .then(|| std::fs::read(folder.join(path)).ok())
        .flatten()
    else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let cache = if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = (
        [
            (header::CONTENT_TYPE, mime(path)),
            (header::CACHE_CONTROL, cache),
            (header::VARY, "Accept-Encoding"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        Body::empty(),
    )
        .into_response();
    let (bytes, encoding) = if path == "index.html" {
        (inject(&String::from_utf8_lossy(&plain)).into_bytes(), None)
    } else {
        ["br", "gzip"]
            .into_iter()
            .filter(|encoding| accepts(accepted, encoding))
            .find_map(|encoding| {
                let extension = if encoding == "gzip" { "gz" } else { encoding };
                let bytes = std::fs::read(folder.join(format!("{path}.{extension}"))).ok()?;
                Some((bytes, Some(encoding)))
            })
            .unwrap_or((plain, None))
    };
    if let Some(encoding) = encoding {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    *response.body_mut() = Body::from(Bytes::from(bytes));
    response
}

/// Whether an Accept-Encoding header (RFC 9110, section 12.5.3) names a coding without refusing it by `q=0`.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding))
            && !parts.any(|part| {
                part.strip_prefix("q=")
                    .is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q == 0.0))
            })
    })
}

/// The media type of a file by its extension.
fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gz" => "application/gzip",
        "tar" => "application/x-tar",
        "bundle" | "log" | "txt" | "jsonl" | "csv" | "edges" | "ops" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Opens the page in the system's browser; who asked for it sees the URL too, so that failing is no harm.
fn open_browser(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if let Err(error) = command(opener).arg(url).spawn() {
        eprintln!("{opener} could not be started ({error}): open {url} yourself");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = format!("{:#}", listen(port).unwrap_err());
        assert!(
            error.contains(&port.to_string()) && error.contains("--port"),
            "{error}"
        );
    }

    #[test]
    fn the_header_decides_which_sibling_is_sent() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
        assert!(!accepts("brotli", "br"));
    }

    #[test]
    fn files_come_with_the_headers_of_their_kind_and_nothing_outside_comes() {
        let folder = std::env::temp_dir().join(format!("dryrun-serve-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        std::fs::write(folder.join("index.html"), "<body></body>").unwrap();
        let wasm = "assets/app-0123456789abcdef.wasm";
        std::fs::write(folder.join(wasm), "plain").unwrap();
        std::fs::write(folder.join(format!("{wasm}.br")), "packed").unwrap();
        let header = |response: &Response, name| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };

        let response = respond(&folder, "/", "br");
        assert_eq!(
            header(&response, header::CACHE_CONTROL).unwrap(),
            "no-cache"
        );
        assert_eq!(header(&response, header::CONTENT_ENCODING), None);

        let response = respond(&folder, &format!("/{wasm}"), "gzip, br");
        assert_eq!(
            header(&response, header::CONTENT_TYPE).unwrap(),
            "application/wasm"
        );
        assert_eq!(header(&response, header::CONTENT_ENCODING).unwrap(), "br");
        assert!(
            header(&response, header::CACHE_CONTROL)
                .unwrap()
                .contains("immutable")
        );

        let response = respond(&folder, &format!("/{wasm}"), "gzip");
        assert_eq!(header(&response, header::CONTENT_ENCODING), None);

        for outside in [
            "/../etc/passwd",
            "/%2e%2e/x",
            "//etc/passwd",
            "/assets",
            "/nothing",
        ] {
            let status = respond(&folder, outside, "").status();
            assert_eq!(status, StatusCode::NOT_FOUND, "{outside}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
