//! The panel beside the canvas.

use super::Inspector;
use crate::components::tabs::{Tab, Tabs};
use crate::pages::sketch::assumptions::Assumptions;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{Trail, use_panels};
use crate::pages::sketch::findings::{Findings, Tornado};
use crate::pages::sketch::list::DesignList;
use crate::pages::sketch::prices::Prices;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SideProps {
    pub(crate) desk: Desk,
}

/// Numbers, findings and trails; assumptions and prices; the design as a list.
#[component]
pub(crate) fn Side(props: &SideProps) -> Html {
    let desk = &props.desk;
    let chosen = use_state_eq(|| "numbers");
    // What is selected on the canvas is there to be looked into; so is a figure. The list selects, too, and stays.
    let reading = use_panels().reading;
    use_effect_with((reading, !desk.selection.is_empty()), {
        let chosen = chosen.clone();
        move |(reading, selected)| {
            if reading.is_some() || (*selected && *chosen == "assumptions") {
                chosen.set("numbers");
            }
        }
    });
    let tab = |id, label: &'static str| Tab {
        id,
        label: label.into(),
    };
    let tabs = vec![
        tab("numbers", "Numbers"),
        tab("assumptions", "Assumptions"),
        tab("list", "List"),
    ];
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(id))
    };
    let panel = match *chosen {
        "assumptions" => html! {
            <><Assumptions desk={desk.clone()} /><Prices desk={desk.clone()} /></>
        },
        "list" => html! { <DesignList desk={desk.clone()} /> },
        _ => html! {
            <>
                <Inspector desk={desk.clone()} />
                <Trail desk={desk.clone()} />
                <Findings desk={desk.clone()} />
                <Tornado desk={desk.clone()} />
            </>
        },
    };
    html! {
        <aside class="side-panel" aria-label="Numbers of the design">
            <Tabs label="Beside the canvas" {tabs} chosen={*chosen} {on_choose} />
            <div class="side-body" id={format!("panel-{}", *chosen)} role="tabpanel" aria-labelledby={format!("tab-{}", *chosen)}>
                { panel }
            </div>
        </aside>
    }
}
