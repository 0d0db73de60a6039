//! A toolbar, as the ARIA Authoring Practices have it: Tab comes to one of its buttons, the arrow keys go from there.

use crate::platform::toolbar::{self as platform, Step};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ToolbarProps {
    pub(crate) class: Classes,
    /// What its buttons are for.
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A bar of buttons: one stop of Tab, which stays where it was last.
#[component]
pub(crate) fn Toolbar(props: &ToolbarProps) -> Html {
    let node = use_node_ref();
    // With each render: a button may have come or gone, or may not be pressed any more.
    use_effect({
        let node = node.clone();
        move || platform::settle(&node)
    });
    let onkeydown = {
        let node = node.clone();
        move |event: KeyboardEvent| {
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            let step = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => Step::Next,
                "ArrowLeft" | "ArrowUp" => Step::Previous,
                "Home" => Step::First,
                "End" => Step::Last,
                _ => return,
            };
            if platform::go(&node, step) {
                event.prevent_default();
            }
        }
    };
    let onfocusin = {
        let node = node.clone();
        move |_: FocusEvent| platform::remember(&node)
    };
    html! {
        <div ref={node} class={props.class.clone()} role="toolbar" aria-label={props.label.clone()} {onkeydown} {onfocusin}>
            { props.children.clone() }
        </div>
    }
}
