//! The frame around every page: where one is, where one can go, and whether it works offline.

use crate::components::link::Go;
use crate::platform::offline::{self, Offline};
use crate::platform::{document, location, storage};
use crate::room::use_room;
use practice::route::Route;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ShellProps {
    /// The place that is shown.
    pub(crate) route: Route,
    /// The palette is asked for.
    pub(crate) on_palette: Callback<()>,
}

/// The frame.
#[component]
pub(crate) fn Shell(props: &ShellProps) -> Html {
    let room = use_room();
    let count = room.exercises().exercises.len();
    let in_exercises = matches!(
        props.route,
        Route::Catalogue { .. } | Route::Exercise { .. } | Route::Shared(_)
    );
    let on_sketchpad = matches!(
        props.route,
        Route::Sketchpad { .. } | Route::SharedDesign(_)
    );
    let open = props.on_palette.clone();
    let modifier = if document::is_apple() {
        "\u{2318}"
    } else {
        "Ctrl"
    };
    html! {
        <>
            <header class="rail">
            <a class="skip" href="#/" onclick={|event: MouseEvent| {
                // The fragment belongs to routes: move the focus instead of the address.
                event.prevent_default();
                document::focus(document::MAIN);
            }}>{ "Skip to the content" }</a>
                <Go to={Route::Home} class="brand"><i aria-hidden="true" />{ "dryrun" }</Go>
                <nav aria-label="Main">
                    <Go to={Route::Home} here={props.route == Route::Home}>{ "Today" }</Go>
                    <Go to={Route::catalogue()} here={in_exercises}>
                        { "Exercises" }
                        if count > 0 {
                            <span class="count" aria-hidden="true">{ count }</span>
                        }
                    </Go>
                    <Go to={Route::sketchpad()} here={on_sketchpad}>{ "Sketchpad" }</Go>
                </nav>
                <div class="rail-end">
                    <OfflineLine />
                    <ThemeButton />
                    <button class="quiet palette-button" type="button" onclick={move |_| open.emit(())}
                        aria-keyshortcuts="Control+K Meta+K">
                        <kbd>{ modifier }</kbd>{ " " }<kbd>{ "K" }</kbd>{ " anything" }
                    </button>
                </div>
            </header>
        </>
    }
}

/// Whether the page would work with the network off, and whether it is.
#[component]
fn OfflineLine() -> Html {
    let state = use_state(|| Offline::Preparing);
    let online = use_state(document::online);
    use_effect_with((), {
        let (state, online) = (state.setter(), online.setter());
        move |()| {
            offline::start(Callback::from(move |new| state.set(new)));
            let listeners = document::on_connection(move |is| online.set(is));
            move || drop(listeners)
        }
    });
    if let Offline::Update(update) = &*state {
        let update = update.clone();
        return html! {
            <button class="update" type="button" onclick={move |_| update.apply()}>
                { "New version: reload" }
            </button>
        };
    }
    if *state == Offline::Stale {
        return html! {
            <button class="update" type="button" onclick={|_| location::reload()}>
                { "New version: reload" }
            </button>
        };
    }
    let text = match (&*state, *online) {
        (Offline::Ready, true) => "Offline: ready",
        (Offline::Ready, false) => "Working offline",
        (Offline::Preparing, _) => "Offline: getting ready",
        (Offline::Failed, true) => "Offline: not kept, reload to try again",
        (_, false) => "No network",
        _ => "Offline: not in this browser",
    };
    html! { <span class="offline" role="status">{ text }</span> }
}

/// The themes, in the order that the button goes through them.
const THEMES: [(&str, &str); 3] = [("system", "System"), ("light", "Light"), ("dark", "Dark")];

/// Goes through the themes: the system's, light, dark.
#[component]
fn ThemeButton() -> Html {
    let chosen = use_state(|| {
        let kept: Option<String> = storage::get("theme");
        THEMES
            .iter()
            .position(|(name, _)| Some(*name) == kept.as_deref())
            .unwrap_or(0)
    });
    use_effect_with(*chosen, |chosen| {
        let name = THEMES.get(*chosen).map_or("system", |theme| theme.0);
        document::apply_theme(name);
        storage::set("theme", &name);
    });
    let next = (*chosen + 1) % THEMES.len();
    let (label, after) = (
        THEMES.get(*chosen).map_or("", |theme| theme.1),
        THEMES.get(next).map_or("", |theme| theme.1),
    );
    let onclick = {
        let chosen = chosen.setter();
        move |_| chosen.set(next)
    };
    html! {
        <button class="quiet" type="button" {onclick}
            aria-label={format!("Theme: {label}. Change to {after}")}>
            { format!("Theme: {}", label.to_lowercase()) }
        </button>
    }
}
