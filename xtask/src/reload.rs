//! Live reload: what `serve` adds to the page, and what it tells the pages that are open.

use tokio::sync::watch;

/// Where the script is.
pub(crate) const SCRIPT_PATH: &str = "/__dryrun/reload.js";
/// Where the events come from.
pub(crate) const EVENTS_PATH: &str = "/__dryrun/events";

/// The script: reloads when told of a new build, and shows why a build failed.
pub(crate) const SCRIPT: &str = r#"// Live reload, added by `cargo xtask serve`; no part of a build.
const events = new EventSource("/__dryrun/events");
let first;
const shown = () => document.getElementById("dryrun-build-error");
events.addEventListener("built", ({ data }) => {
  first ??= data;
  if (data !== first) location.reload();
  else shown()?.remove();
});
events.addEventListener("failed", ({ data }) => {
  const box = shown() ?? document.createElement("pre");
  box.id = "dryrun-build-error";
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:16px;" +
    "background:#b3261e;color:#fff;font:13px/1.5 monospace;white-space:pre-wrap;z-index:9999";
  box.textContent = JSON.parse(data);
  document.body.append(box);
});
// A worker of an earlier release build would answer from its cache.
if (document.querySelector('meta[name="dryrun:service-worker"]')?.content === "") {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) worker.unregister();
}
"#;

/// What the last build came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The build of that number, counted from the start of the server, is being served.
    Built(u64),
    /// It failed; the one before it is still being served.
    Failed(String),
}

impl Outcome {
    /// As a server-sent event.
    pub(crate) fn event(&self, server: u32) -> String {
        match self {
            // Another server's first build is not this server's first.
            Self::Built(number) => format!("event: built\ndata: {server}.{number}\n\n"),
            // JSON keeps newlines out of the event's lines.
            Self::Failed(why) => {
                format!(
                    "event: failed\ndata: {}\n\n",
                    serde_json::Value::from(why.as_str())
                )
            }
        }
    }
}

/// Tells the open pages of outcomes.
pub(crate) type Teller = watch::Sender<Outcome>;

/// The page with the script before the end of its body.
#[must_use]
pub(crate) fn inject(page: &str) -> String {
    let tag = format!("<script type=\"module\" src=\"{SCRIPT_PATH}\"></script>");
    match page.rfind("</body>") {
        Some(at) => format!("{}{tag}{}", &page[..at], &page[at..]),
        None => format!("{page}{tag}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_into_the_body() {
        let page = inject("<body>a</body></html>");
        assert_eq!(
            page,
            "<body>a<script type=\"module\" src=\"/__dryrun/reload.js\"></script></body></html>"
        );
        assert!(inject("no body").contains(SCRIPT_PATH));
        assert!(SCRIPT.contains(EVENTS_PATH));
    }

    #[test]
    fn an_event_stays_one_event_whatever_the_error_says() {
        let event = Outcome::Failed("line 1\n\nevent: built\ndata: 2".to_owned()).event(1);
        assert_eq!(event.matches('\n').count(), 3);
        assert!(event.ends_with("\n\n"));
    }
}
