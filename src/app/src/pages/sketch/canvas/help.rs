//! All keys, in a dialog.

use crate::platform::canvas;
use nalsd::model::Kind;
use yew::prelude::*;

const GROUPS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Go",
        &[
            (
                "Alt + arrows",
                "to the next component: along links, or else to what lies there",
            ),
            ("[ ]", "to the component before or after, callers first"),
            ("Home End", "to the first, to the last"),
            (". ,", "to the next link of a component, to the one before"),
            ("Enter", "to the numbers of what is selected; into a note"),
            (
                "Tab",
                "on to the parts and tools, the view, the totals, the numbers; arrows go through each bar",
            ),
            ("Shift + Alt + arrows", "select one more"),
            ("Ctrl + A", "select all"),
            ("Escape", "leave what is going on, then select nothing"),
        ],
    ),
    (
        "Draw",
        &[
            ("A, then a kind's key", "add to the right, and link"),
            (
                "L",
                "link: arrows or letters choose, Enter links; to nothing, it offers what to add",
            ),
            ("Z", "zone, around what is selected"),
            ("G", "region, around what is selected"),
            ("F2", "rename; so does a double click"),
            ("Arrows", "move; with Shift further"),
            ("T", "a note, open to be written; Escape leaves it"),
            ("Delete", "remove"),
            ("Ctrl + D", "duplicate; so does dragging with Alt"),
            ("Ctrl + C, X, V", "copy, cut, paste: between tabs, too"),
            ("Shift + L", "lay everything out"),
            ("Ctrl + ] [", "to the front, to the back"),
            ("Ctrl + Z", "undo; with Shift, or Ctrl + Y: redo"),
        ],
    ),
    (
        "See",
        &[
            (
                "+ \u{2212}",
                "closer, further away; so does the wheel with Ctrl",
            ),
            ("0", "own size"),
            ("1 2", "fit everything, fit what is selected"),
            (
                "Space + drag",
                "move the world; so do the wheel and two fingers",
            ),
        ],
    ),
    (
        "Tools",
        &[
            ("V", "select"),
            ("P", "move the world"),
            ("L", "link, while nothing is selected"),
            ("Ctrl while dragging", "don't snap"),
            ("Shift while dragging", "keep to one direction"),
        ],
    ),
];

#[derive(Properties, PartialEq)]
pub(super) struct HelpProps {
    pub(super) on_close: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn Help(props: &HelpProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| canvas::show_dialog(&node)
    });
    let onclose = props.on_close.reform(|_: Event| ());
    let close = props.on_close.reform(|_: MouseEvent| ());
    let row = |keys: &str, does: &str| {
        html! { <><dt>{ keys }</dt><dd>{ does }</dd></> }
    };
    html! {
        <dialog ref={node} class="sketch-keys" aria-labelledby="sketch-keys-title" {onclose}>
            <div class="row"><h2 id="sketch-keys-title" class="grow">{ "Keys" }</h2>
                <button type="button" class="quiet" onclick={close}>{ "Close" }</button></div>
            <div class="groups">
                { for GROUPS.iter().map(|(title, rows)| html! {
                    <section><h3 class="label">{ *title }</h3>
                        <dl>{ for rows.iter().map(|(keys, does)| row(keys, does)) }</dl></section>
                }) }
                <section><h3 class="label">{ "Add" }</h3>
                    <dl>{ for Kind::ALL.iter().map(|kind| row(&kind.key().to_uppercase().to_string(), kind.label())) }</dl>
                </section>
            </div>
        </dialog>
    }
}
