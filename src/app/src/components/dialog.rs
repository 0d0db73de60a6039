//! A dialog: the browser's own, which keeps the focus within and ends on Escape.

use crate::platform::document::Focus;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct DialogProps {
    pub(crate) title: AttrValue,
    /// The reader is done with it, or Escape was pressed.
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
}

/// A dialog, open as long as it is drawn; the focus goes back to where it came from.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let focus = Focus::remember();
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // It fails where it is open already.
                let _ = dialog.show_modal();
            }
            move || focus.restore()
        }
    });
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = {
        let (node, close) = (node.clone(), props.on_close.clone());
        // A click beside it is one on the dialog itself: what is within has an element of its own.
        Callback::from(move |event: MouseEvent| {
            if event.target() == node.get().map(Into::into) {
                close.emit(());
            }
        })
    };
    let on_done = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <dialog ref={node} class="dialog" aria-label={&props.title} {onclose} {onclick}>
            <div class="dialog-body">
                <div class="row">
                    <h2>{ &props.title }</h2>
                    <span class="space" />
                    <button type="button" class="quiet" onclick={on_done}>{ "Close" }</button>
                </div>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
