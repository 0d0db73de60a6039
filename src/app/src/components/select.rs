//! A select that shows what is in force.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SelectProps {
    /// The value in force: one of the options'.
    pub(crate) value: String,
    /// Called with the value chosen.
    pub(crate) on_choose: Callback<String>,
    /// Its accessible name, where the label around it would take in the options' texts as well.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
    /// The options.
    pub(crate) children: Html,
}

/// A `<select>` whose choice is set as a property at each drawing: once a reader has chosen, browsers no longer heed the
/// `selected` attributes of its options.
#[component]
pub(crate) fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    use_effect({
        let (node, value) = (node.clone(), props.value.clone());
        move || {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        }
    });
    let choose = props.on_choose.clone();
    let onchange = move |event: Event| {
        choose.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
    };
    html! { <select ref={node} aria-label={props.label.clone()} {onchange}>{ props.children.clone() }</select> }
}
