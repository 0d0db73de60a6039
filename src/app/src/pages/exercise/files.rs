//! The input's files, to browse and read: listed and read by the engine, which holds them.

use super::session::Session;
use crate::room::use_room;
use contract::message::{Request, Response};
use contract::report::Unit;
use practice::catalogue::Page;
use practice::text;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Bytes read of a file that is looked at.
const HEAD: u32 = 128 * 1024;
/// Names shown of a directory.
const NAMES: usize = 400;

#[derive(Properties, PartialEq)]
pub(crate) struct FilesProps {
    pub(crate) page: Rc<Page>,
    pub(crate) session: Session,
}

/// The start of a file.
#[derive(Clone, PartialEq)]
struct Head {
    text: String,
    /// Whether there is more.
    more: bool,
}

/// A file that was opened: its path, and its bytes with the size of the whole once they are there.
#[derive(Clone, PartialEq)]
struct Opened {
    path: String,
    read: Option<Result<Head, String>>,
}

/// The browser of the input's files.
#[component]
pub(crate) fn Files(props: &FilesProps) -> Html {
    let room = use_room();
    let list = use_state(|| None::<Result<Rc<Vec<(String, u64)>>, String>>);
    let dir = use_state(String::new);
    let words = use_state(String::new);
    let opened = use_state(|| None::<Opened>);

    // The question that is open: the answer to an earlier one is of no interest any more.
    let reading = use_mut_ref(|| None::<u64>);
    use_effect_with((props.session.chosen.clone(), Rc::clone(&props.page)), {
        let (list, dir, opened) = (list.setter(), dir.setter(), opened.setter());
        let (words, reading) = (words.setter(), Rc::clone(&reading));
        let (engine, session) = (room.engine.clone(), props.session.clone());
        move |(_, page)| {
            list.set(None);
            opened.set(None);
            words.set(String::new());
            let (source, own) = session.source(page);
            let answer = Callback::from(move |response| match response {
                Response::Listed { files, .. } => {
                    dir.set(lone_prefix(&files));
                    list.set(Some(Ok(Rc::new(files))));
                }
                Response::Refused { reason, .. } => list.set(Some(Err(reason))),
                _ => {}
            });
            let asked = engine.send(|id| Request::List { id, source }, own, answer);
            move || {
                engine.forget(asked);
                if let Some(id) = reading.take() {
                    engine.forget(id);
                }
            }
        }
    });
    let open = {
        let (opened, engine) = (opened.setter(), room.engine.clone());
        let (session, page) = (props.session.clone(), Rc::clone(&props.page));
        let reading = Rc::clone(&reading);
        Callback::from(move |path: String| {
            opened.set(Some(Opened {
                path: path.clone(),
                read: None,
            }));
            let (source, own) = session.source(&page);
            let (opened, at) = (opened.clone(), path.clone());
            let answer = Callback::from(move |response| {
                let read = match response {
                    Response::Read { bytes, more, .. } => Ok(Head {
                        text: shown(&bytes),
                        more,
                    }),
                    Response::Refused { reason, .. } => Err(reason),
                    _ => return,
                };
                opened.set(Some(Opened {
                    path: at.clone(),
                    read: Some(read),
                }));
            });
            if let Some(id) = reading.take() {
                engine.forget(id);
            }
            let asked = engine.send(
                |id| Request::Read {
                    id,
                    source,
                    path,
                    limit: HEAD,
                },
                own,
                answer,
            );
            *reading.borrow_mut() = Some(asked);
        })
    };
    let files = match &*list {
        None => return html! { <div class="nothing"><p>{ "Listing the files\u{2026}" }</p></div> },
        Some(Err(problem)) => {
            return html! { <div class="nothing bad" role="alert"><p>{ problem }</p></div> };
        }
        Some(Ok(files)) => files,
    };
    let entries = entries(files, &dir);
    let found: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.name.contains(words.as_str()))
        .collect();
    let on_words = {
        let words = words.setter();
        move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let enter = {
        let (dir, words) = (dir.setter(), words.setter());
        Callback::from(move |path: String| {
            words.set(String::new());
            dir.set(path);
        })
    };
    html! {
        <div class="files">
            <div class="names">
                { crumbs(&dir, &enter) }
                if entries.len() > 20 {
                    <input class="search" type="search" aria-label="Narrow the names" placeholder="Narrow\u{2026}"
                        value={(*words).clone()} oninput={on_words} />
                }
                <ul aria-label="Files">
                    { for found.iter().take(NAMES).map(|entry| {
                        row(entry, &dir, &enter, &open, opened.as_ref())
                    }) }
                </ul>
                if found.len() > NAMES {
                    <p class="muted">{ format!("{} more: narrow by name.", text::count((found.len() - NAMES) as u64)) }</p>
                }
                if found.is_empty() {
                    <p class="empty">{ "No file of that name here." }</p>
                }
            </div>
            <div class="content">{ content(opened.as_ref()) }</div>
        </div>
    }
}

/// A name in a directory.
#[derive(Clone, PartialEq, Debug)]
struct Entry {
    name: String,
    /// Files below it; `None` for a file.
    below: Option<usize>,
    size: u64,
}

/// The entries of a directory (`""`, or a path ending in a slash), directories and numbers in their natural order.
fn entries(files: &[(String, u64)], dir: &str) -> Vec<Entry> {
    let mut found: BTreeMap<(u64, &str), Entry> = BTreeMap::new();
    for (path, size) in files {
        let Some(rest) = path.strip_prefix(dir) else {
            continue;
        };
        let (name, is_dir) = rest
            .split_once('/')
            .map_or((rest, false), |(name, _)| (name, true));
        // PIDs sort as numbers, and before words.
        let order = (name.parse().unwrap_or(u64::MAX), name);
        let entry = found.entry(order).or_insert_with(|| Entry {
            name: name.to_owned(),
            below: is_dir.then_some(0),
            size: *size,
        });
        if let Some(below) = &mut entry.below {
            *below += 1;
        }
    }
    found.into_values().collect()
}

/// The directory that everything is in, so that nobody has to click through lone folders.
fn lone_prefix(files: &[(String, u64)]) -> String {
    let mut dir = String::new();
    loop {
        match entries(files, &dir).as_slice() {
            [
                Entry {
                    name,
                    below: Some(_),
                    ..
                },
            ] => dir = format!("{dir}{name}/"),
            _ => return dir,
        }
    }
}

fn crumbs(dir: &str, enter: &Callback<String>) -> Html {
    let mut path = String::new();
    let mut steps = vec![("/".to_owned(), String::new())];
    for part in dir.split('/').filter(|part| !part.is_empty()) {
        path.push_str(part);
        path.push('/');
        steps.push((format!("{part}/"), path.clone()));
    }
    let last = steps.len() - 1;
    html! {
        <p class="crumbs mono">
            { for steps.into_iter().enumerate().map(|(index, (name, path))| {
                if index == last {
                    return html! { <span>{ name }</span> };
                }
                let enter = enter.clone();
                html! { <button type="button" class="quiet" onclick={move |_| enter.emit(path.clone())}>{ name }</button> }
            }) }
        </p>
    }
}

fn row(
    entry: &Entry,
    dir: &str,
    enter: &Callback<String>,
    open: &Callback<String>,
    opened: Option<&Opened>,
) -> Html {
    let path = format!("{dir}{}", entry.name);
    let (act, note, target, slash) = match entry.below {
        Some(below) => (
            enter.clone(),
            format!("{} files", text::count(below as u64)),
            format!("{path}/"),
            "/",
        ),
        None => (
            open.clone(),
            text::format(entry.size as f64, Unit::Bytes),
            path.clone(),
            "",
        ),
    };
    let on = opened.is_some_and(|opened| opened.path == path);
    html! {
        <li key={entry.name.clone()}>
            <button type="button" class={classes!("mono", on.then_some("on"))} aria-current={on.then_some("true")}
                onclick={move |_| act.emit(target.clone())}>
                <span>{ &entry.name }{ slash }</span><small>{ note }</small>
            </button>
        </li>
    }
}

fn content(opened: Option<&Opened>) -> Html {
    let Some(opened) = opened else {
        return html! { <div class="nothing"><p>{ "Choose a file to read it." }</p></div> };
    };
    match &opened.read {
        None => html! { <div class="nothing"><p>{ "Reading\u{2026}" }</p></div> },
        Some(Err(problem)) => {
            html! { <div class="nothing bad" role="alert"><p>{ problem }</p></div> }
        }
        Some(Ok(Head { text, more })) => html! {
            <>
                <p class="label path">{ format!("/{}", opened.path) }</p>
                if text.is_empty() {
                    <p class="empty">{ "This file is empty." }</p>
                } else {
                    <pre class="mono" tabindex="0" role="region" aria-label={opened.path.clone()}>{ text }</pre>
                }
                if *more {
                    <p class="muted">
                        { format!("The first {}; there is more.", text::format(f64::from(HEAD), Unit::Bytes)) }
                    </p>
                }
            </>
        },
    }
}

/// Bytes as text: a NUL, which separates arguments in /proc, is shown as its picture.
pub(super) fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{2400}")
}

/// The first bytes as text; an ellipsis on a line of its own says that there are more.
pub(super) fn head(bytes: &[u8], limit: usize) -> String {
    let mut text = shown(bytes.get(..limit).unwrap_or(bytes));
    if bytes.len() > limit {
        text.push_str("\n\u{2026}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_listed_with_numbers_in_order() {
        let files: Vec<(String, u64)> = [
            "proc/10/stat",
            "proc/9/stat",
            "proc/9/task/9/stat",
            "proc/uptime",
        ]
        .map(|path| (path.to_owned(), 5))
        .to_vec();
        assert_eq!(lone_prefix(&files), "proc/");
        let names: Vec<(String, Option<usize>)> = entries(&files, "proc/")
            .into_iter()
            .map(|e| (e.name, e.below))
            .collect();
        assert_eq!(
            names,
            [
                ("9".to_owned(), Some(2)),
                ("10".to_owned(), Some(1)),
                ("uptime".to_owned(), None)
            ]
        );
    }

    #[test]
    fn a_lone_file_is_no_directory() {
        assert_eq!(lone_prefix(&[("access.log".to_owned(), 1)]), "");
        assert_eq!(lone_prefix(&[]), "");
    }
}
