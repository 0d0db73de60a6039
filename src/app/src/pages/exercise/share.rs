//! The share button: a link that holds exercise, input and options, copied.

use super::session::{Chosen, Session};
use crate::platform::own_files::{self, OwnFile};
use crate::platform::{clipboard, location};
use crate::room::use_room;
use practice::catalogue::Page;
use practice::link::{self, LinkError, Shared, SharedInput, SharedRun};
use practice::route::Route;
use practice::text;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    pub(crate) page: Rc<Page>,
    pub(crate) session: Session,
}

/// Copies a link to the session.
#[component]
pub(crate) fn ShareButton(props: &ShareProps) -> Html {
    let room = use_room();
    let onclick = {
        let (page, session, say) = (
            Rc::clone(&props.page),
            props.session.clone(),
            room.say.clone(),
        );
        move |_| {
            let (page, session, say) = (Rc::clone(&page), session.clone(), say.clone());
            spawn_local(async move { say.emit(share(&page, &session).await) });
        }
    };
    html! { <button type="button" {onclick}>{ "Share" }</button> }
}

/// Makes and copies the link; what came of it, in a sentence.
async fn share(page: &Page, session: &Session) -> String {
    let input = match &session.chosen {
        Chosen::Fixture(index) => {
            let fixture = page.manifest.fixtures.get(*index);
            SharedInput::Fixture(fixture.map(|f| f.name.clone()).unwrap_or_default())
        }
        Chosen::Linked(files) => SharedInput::Own((**files).clone()),
        Chosen::Own(files) => match own(page, files).await {
            Ok(files) => SharedInput::Own(files),
            Err(problem) => return problem,
        },
    };
    let shared = Shared::Run(SharedRun {
        exercise: page.name.clone(),
        input,
        settings: session.settings.clone(),
    });
    copy(&shared, "It holds the input and the options").await
}

/// Makes a link of a shared thing and copies it; what came of it, in a sentence. `holds` says what is in it.
pub(super) async fn copy(shared: &Shared, holds: &str) -> String {
    let token = match link::encode(shared) {
        Ok(token) => token,
        Err(LinkError::TooLarge { .. }) => return too_large(),
        Err(error) => return error.to_string(),
    };
    let length = token.len() as u64;
    let route = Route::Shared(token);
    match clipboard::copy(&location::url_of(&route)).await {
        Ok(()) => format!(
            "Link copied: {} of {} characters. {holds}; nothing was uploaded.",
            text::count(length),
            text::count(link::MAX_TOKEN as u64)
        ),
        Err(_) => {
            location::replace(&route);
            "The browser refused to copy: the link is in the address bar now.".to_owned()
        }
    }
}

fn too_large() -> String {
    format!(
        "This does not fit in a link ({} characters at most). Send the files themselves, and the address of this page.",
        text::count(link::MAX_TOKEN as u64)
    )
}

/// The bytes of the reader's own files at the paths where the program finds them.
async fn own(page: &Page, files: &[OwnFile]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let at = &page.manifest.input.at;
    let size: f64 = files.iter().map(|own| own.file.size()).sum();
    if size > link::MAX_JSON as f64 {
        return Err(too_large());
    }
    let mut read = Vec::new();
    for own in files {
        let path = if files.len() == 1 {
            at.clone()
        } else {
            // The folder's own name is not part of what is in it.
            let inner = own
                .path
                .split_once('/')
                .map_or(own.path.as_str(), |(_, inner)| inner);
            format!("{}/{inner}", at.trim_end_matches('/'))
        };
        read.push((path, own_files::bytes(&own.file).await?));
    }
    Ok(read)
}
