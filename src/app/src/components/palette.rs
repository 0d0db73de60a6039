//! The command palette: go anywhere by typing a few letters of it.

use crate::platform::document::Focus;
use crate::platform::location;
use crate::platform::places::{self, Place};
use crate::room::use_room;
use practice::plan;
use practice::route::Route;
use practice::search;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Rows shown at most.
const ROWS: usize = 12;

#[derive(Clone, PartialEq)]
struct Command {
    label: String,
    detail: String,
    /// Both: what is searched.
    text: String,
    to: To,
}

/// Where it leads.
#[derive(Clone, PartialEq)]
enum To {
    Route(Route),
    /// A place within what is shown.
    Place(Place),
}

impl To {
    fn go(&self) {
        match self {
            Self::Route(route) => location::go(route),
            Self::Place(place) => place.ask(),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct PaletteProps {
    pub(crate) on_close: Callback<()>,
}

/// A dialog with one field and a list; arrow keys choose, Enter goes, Escape closes.
#[component]
pub(crate) fn Palette(props: &PaletteProps) -> Html {
    let room = use_room();
    let catalogue = room.exercises();
    let query = use_state(String::new);
    let at = use_state(|| 0_usize);
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            let before = Focus::remember();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
            }
            move || before.restore()
        }
    });

    let mut commands = vec![
        command("Today", "the plan and what is next", Route::Home),
        command("Exercises", "the whole catalogue", Route::catalogue()),
        command(
            "Sketchpad",
            "draw a system and see whether it stands",
            Route::sketchpad(),
        ),
    ];
    for entry in &catalogue.exercises {
        commands.push(command(&entry.title, &entry.summary, entry.route()));
    }
    for part in &plan::PARTS {
        let to = Route::Catalogue {
            track: Some(part.track),
            skill: None,
        };
        let weeks = format!("weeks {}\u{2013}{}", part.first_week, part.last_week);
        commands.push(command(part.title, &weeks, to));
    }
    // What is shown is nearest: it comes first.
    let here = use_memo((), |()| places::marked());
    let mut found = Vec::new();
    if !query.trim().is_empty() {
        let named = here.iter().map(|place| Command {
            label: place.name.clone(),
            detail: place.kind.clone(),
            text: place.name.clone(),
            to: To::Place(place.clone()),
        });
        // Letters that are strewn over a name don't mean it.
        let wanted = query.trim().to_lowercase();
        let named = named.filter(|part| part.text.to_lowercase().contains(&wanted));
        found = search::rank(&query, named, |command| command.text.as_str());
    }
    found.extend(search::rank(&query, commands, |command| {
        command.text.as_str()
    }));
    found.truncate(ROWS);
    let at_row = (*at).min(found.len().saturating_sub(1));

    let on_input = {
        let (query, at) = (query.setter(), at.setter());
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            query.set(field.value());
            at.set(0);
        }
    };
    let on_key = {
        let at = at.setter();
        let close = props.on_close.clone();
        let places: Vec<To> = found
            .iter()
            .map(|(command, _)| command.to.clone())
            .collect();
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" | "Tab" => close.emit(()),
                "ArrowDown" => at.set((at_row + 1) % places.len().max(1)),
                "ArrowUp" => at.set((at_row + places.len().max(1) - 1) % places.len().max(1)),
                "Enter" => {
                    if let Some(place) = places.get(at_row) {
                        place.go();
                        close.emit(());
                    }
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let close = props.on_close.clone();
    let close_row = props.on_close.clone();
    html! {
        <div class="veil" onclick={move |_| close.emit(())}>
            <div class="palette" role="dialog" aria-modal="true" aria-label="Go to anything"
                onclick={|event: MouseEvent| event.stop_propagation()}>
                <input
                    ref={field}
                    type="text"
                    role="combobox"
                    aria-label="Go to anything"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant={(!found.is_empty()).then(|| format!("palette-{at_row}"))}
                    placeholder={if here.is_empty() { "An exercise, a part of the plan\u{2026}" } else { "A part of the drawing, an exercise\u{2026}" }}
                    autocomplete="off"
                    spellcheck="false"
                    oninput={on_input}
                    onkeydown={on_key}
                    value={(*query).clone()}
                />
                <ul id="palette-list" role="listbox" aria-label="Places">
                    { for found.iter().enumerate().map(|(row, (command, _))| {
                        let close = close_row.clone();
                        let to = command.to.clone();
                        html! {
                            <li
                                key={row}
                                id={format!("palette-{row}")}
                                role="option"
                                aria-selected={if row == at_row { "true" } else { "false" }}
                                onclick={move |_| {
                                    to.go();
                                    close.emit(());
                                }}
                            >
                                <span>{ &command.label }</span>
                                <small>{ &command.detail }</small>
                            </li>
                        }
                    }) }
                </ul>
                if found.is_empty() {
                    <p class="empty">{ format!("Nothing is called \u{201c}{}\u{201d}.", *query) }</p>
                }
            </div>
        </div>
    }
}

fn command(label: &str, detail: &str, to: Route) -> Command {
    let text = format!("{label} {detail}");
    Command {
        label: label.to_owned(),
        detail: detail.to_owned(),
        text,
        to: To::Route(to),
    }
}
