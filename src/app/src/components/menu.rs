//! A button with a menu, as the ARIA Authoring Practices have it: arrow keys move, Escape and Tab close.

use web_sys::{HtmlElement, Node};
use yew::prelude::*;

/// Something that a menu offers.
#[derive(Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) label: AttrValue,
    pub(crate) on_choose: Callback<()>,
    /// Whether it begins another group.
    pub(crate) apart: bool,
}

#[derive(Properties, PartialEq)]
pub(crate) struct MenuProps {
    pub(crate) label: AttrValue,
    pub(crate) items: Vec<Item>,
}

/// The button and its menu.
#[component]
pub(crate) fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let (button, list) = (use_node_ref(), use_node_ref());
    use_effect_with(*open, {
        let list = list.clone();
        move |open| {
            if *open {
                focus_item(&list, |_, _| 0);
            }
        }
    });
    let close = {
        let (open, button) = (open.setter(), button.clone());
        move || {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        }
    };
    let onkeydown = {
        let (list, close) = (list.clone(), close.clone());
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" => focus_item(&list, |at, count| (at + 1) % count),
                "ArrowUp" => focus_item(&list, |at, count| (at + count - 1) % count),
                "Home" => focus_item(&list, |_, _| 0),
                "End" => focus_item(&list, |_, count| count - 1),
                "Escape" | "Tab" => close(),
                _ => return,
            }
            event.prevent_default();
            // Neither the drawing nor the page has a use for these keys now.
            event.stop_propagation();
        }
    };
    let onfocusout = {
        let (open, list) = (open.setter(), list.clone());
        move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| wasm_bindgen::JsCast::dyn_into::<Node>(to).ok());
            let within = list.get().is_some_and(|list| list.contains(to.as_ref()));
            if !within {
                open.set(false);
            }
        }
    };
    let toggle = {
        let (setter, now) = (open.setter(), *open);
        move |_: MouseEvent| setter.set(!now)
    };
    // Before the button takes the focus from the menu, which would close it only to be opened again.
    let hold = |event: MouseEvent| event.prevent_default();
    html! {
        <div class="menu">
            <button type="button" ref={button} aria-haspopup="menu" aria-expanded={if *open { "true" } else { "false" }}
                onclick={toggle} onmousedown={hold}>
                { &props.label }
            </button>
            if *open {
                <ul role="menu" aria-label={&props.label} ref={list} {onkeydown} {onfocusout}>
                    { for props.items.iter().map(|item| {
                        let (choose, close) = (item.on_choose.clone(), close.clone());
                        let onclick = move |_: MouseEvent| {
                            close();
                            choose.emit(());
                        };
                        html! {
                            <li role="none" class={item.apart.then_some("apart")} key={item.label.to_string()}>
                                <button type="button" role="menuitem" tabindex="-1" {onclick}>{ &item.label }</button>
                            </li>
                        }
                    }) }
                </ul>
            }
        </div>
    }
}

/// Moves the focus to the item at a place that is reckoned from the one that has it and their number.
fn focus_item(list: &NodeRef, to: impl Fn(usize, usize) -> usize) {
    let Some(list) = list.cast::<HtmlElement>() else {
        return;
    };
    let Ok(items) = list.query_selector_all("[role='menuitem']") else {
        return;
    };
    let count = items.length() as usize;
    let focused = list
        .query_selector("[role='menuitem']:focus")
        .ok()
        .flatten();
    let at = (0..count).find(|at| {
        let item = items.get(*at as u32);
        focused
            .as_ref()
            .is_some_and(|focused| item.is_some_and(|item| focused.is_same_node(Some(&item))))
    });
    if count == 0 {
        return;
    }
    let item = items.get(to(at.unwrap_or(0), count) as u32);
    if let Some(item) =
        item.and_then(|item| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(item).ok())
    {
        let _ = item.focus();
    }
}
