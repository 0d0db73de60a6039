//! Tabs, as the ARIA Authoring Practices have them: arrow keys move, the chosen one alone takes the focus.

use crate::platform::document;
use yew::prelude::*;

/// One tab.
#[derive(Clone, PartialEq)]
pub(crate) struct Tab {
    /// Its name in ids.
    pub(crate) id: &'static str,
    pub(crate) label: AttrValue,
}

#[derive(Properties, PartialEq)]
pub(crate) struct TabsProps {
    /// What the tabs are about.
    pub(crate) label: &'static str,
    pub(crate) tabs: Vec<Tab>,
    /// The id of the chosen tab.
    pub(crate) chosen: &'static str,
    pub(crate) on_choose: Callback<&'static str>,
    /// What stands at the end of the row.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A row of tabs. The panel belongs to the caller: `id="panel-ID" role="tabpanel" aria-labelledby="tab-ID"`.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let on_key = {
        let (tabs, chosen) = (props.tabs.clone(), props.chosen);
        let choose = props.on_choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = tabs.iter().position(|tab| tab.id == chosen).unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % tabs.len().max(1),
                "ArrowLeft" => (at + tabs.len().max(1) - 1) % tabs.len().max(1),
                "Home" => 0,
                "End" => tabs.len().saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            if let Some(tab) = tabs.get(to) {
                choose.emit(tab.id);
                document::focus(&format!("#tab-{}", tab.id));
            }
        })
    };
    html! {
        <div class="tabs">
            <div role="tablist" aria-label={props.label} onkeydown={on_key}>
                { for props.tabs.iter().map(|tab| {
                    let on = tab.id == props.chosen;
                    let choose = props.on_choose.clone();
                    let id = tab.id;
                    html! {
                        <button
                            key={id}
                            type="button"
                            role="tab"
                            id={format!("tab-{id}")}
                            aria-selected={if on { "true" } else { "false" }}
                            aria-controls={on.then(|| format!("panel-{id}"))}
                            tabindex={if on { "0" } else { "-1" }}
                            onclick={move |_| choose.emit(id)}
                        >
                            { &tab.label }
                        </button>
                    }
                }) }
            </div>
            <div class="tabs-end">{ props.children.clone() }</div>
        </div>
    }
}
