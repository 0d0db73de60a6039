//! What can be added at the loose end of a link: a link was let go over nothing, or begun by keys without anything to end at.

use super::bar::drawing;
use super::keys::Keys;
use super::mode::Mode;
use crate::pages::sketch::names;
use crate::platform::canvas as platform;
use nalsd::model::{Id, Kind, Point, Rect};
use nalsd::sketch::gesture::Tool;
use nalsd::sketch::{component_size, icon};
use std::rc::Rc;
use yew::prelude::*;

/// The columns in which kinds stand: an arrow up or down goes so many further.
const COLUMNS: usize = 2;

#[derive(Properties)]
pub(super) struct OfferProps {
    pub(super) keys: Keys,
    /// Where the link begins.
    pub(super) from: Id,
    /// Its loose end, in the world.
    pub(super) at: Point,
}

impl PartialEq for OfferProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.keys.stage, &other.keys.stage)
            && self.keys.desk == other.keys.desk
            && (self.from, self.at) == (other.from, other.at)
    }
}

/// What a link can end at: nothing calls clients, and nobody calls notes.
fn kinds() -> Vec<Kind> {
    let can = |kind: &Kind| !matches!(kind, Kind::Client | Kind::Note);
    Kind::ALL.into_iter().filter(can).collect()
}

/// The kinds, at the link's end. One of them adds it there with the link, in one step; Escape, or a press elsewhere, gives up.
#[component]
pub(super) fn Offer(props: &OfferProps) -> Html {
    let OfferProps { keys, from, at } = props;
    let (from, at) = (*from, *at);
    let node = use_node_ref();
    use_effect_with((from, at), {
        let (node, keys) = (node.clone(), keys.clone());
        move |(from, at)| {
            keys.stage
                .show_offered(Some((*from, keys.offered_at(*from, *at))));
            platform::show_dialog(&node);
            move || keys.stage.show_offered(None)
        }
    });
    let give_up = {
        let keys = keys.clone();
        Callback::from(move |()| {
            keys.stage.hold_focus();
            keys.mode.set(Mode::Plain);
        })
    };
    let choose = {
        let keys = keys.clone();
        Callback::from(move |kind: Kind| {
            let keys = keys.now();
            keys.stage.hold_focus();
            keys.mode.set(Mode::Plain);
            keys.tool.set(Tool::Select);
            // Where it was shown, whatever the size of its kind.
            let (w, h) = component_size(kind);
            let rect = keys.offered_at(from, at);
            keys.add_linked(from, kind, Rect { w, h, ..rect });
        })
    };
    let kinds = kinds();
    let onkeydown = {
        let (choose, kinds) = (choose.clone(), kinds.clone());
        move |event: KeyboardEvent| {
            let key = event.key();
            let now = platform::focused_id();
            let now = now.and_then(|id| id.strip_prefix("offer-")?.parse::<usize>().ok());
            let to = match (key.as_str(), now.unwrap_or(0)) {
                ("ArrowRight", at) => at + 1,
                ("ArrowLeft", at) => at.saturating_sub(1),
                ("ArrowDown", at) => at + COLUMNS,
                ("ArrowUp", at) => at.saturating_sub(COLUMNS),
                ("Home", _) => 0,
                ("End", _) => kinds.len(),
                (letter, _) => {
                    let kind = kinds.iter().find(|kind| letter == kind.key().to_string());
                    if let Some(kind) = kind {
                        event.prevent_default();
                        choose.emit(*kind);
                    }
                    return;
                }
            };
            event.prevent_default();
            platform::focus(&format!("offer-{}", to.min(kinds.len() - 1)));
        }
    };
    // A press beside it is one on the dialog itself, which its content fills.
    let onclick = {
        let (give_up, node) = (give_up.clone(), node.clone());
        move |event: MouseEvent| {
            if event.target().is_some() && event.target() == node.get().map(Into::into) {
                give_up.emit(());
            }
        }
    };
    let onclose = give_up.reform(|_: Event| ());
    let Point { x, y } = keys.stage.in_window(at);
    let name = names::of(&keys.desk.design, from);
    html! {
        <dialog ref={node} class="offer" style={format!("--x:{x:.0}px;--y:{y:.0}px")} aria-label={format!("Add what {name} calls")} {onclick} {onclose} {onkeydown}>
            <div class="offer-body">
                <p class="label">{ "Add, and link from " }<b>{ name }</b></p>
                <div class="offer-kinds">
                    { for kinds.iter().enumerate().map(|(place, kind)| {
                        let (choose, kind) = (choose.clone(), *kind);
                        let letter = kind.key().to_uppercase().to_string();
                        html! {
                            <button key={kind.label()} id={format!("offer-{place}")} type="button" class="quiet" aria-keyshortcuts={letter.clone()} onclick={move |_| choose.emit(kind)}>
                                if let Some(icon) = icon(kind) { { drawing(icon) } }
                                <span class="grow">{ kind.label() }</span>
                                <kbd aria-hidden="true">{ letter }</kbd>
                            </button>
                        }
                    }) }
                </div>
            </div>
        </dialog>
    }
}
