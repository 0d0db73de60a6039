//! The panel beside the canvas.

use super::Inspector;
use crate::components::tabs::{Tab, Tabs};
use crate::pages::sketch::assumptions::Assumptions;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{Trail, use_panels};
use crate::pages::sketch::findings::{Findings, Tornado};
use crate::pages::sketch::list::DesignList;
use crate::pages::sketch::prices::Prices;
use crate::pages::sketch::problem::ProblemPanel;
use crate::platform::{canvas, document};
use nalsd::model::Design;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SideProps {
    pub(crate) desk: Desk,
    /// The design problem that is worked on.
    #[prop_or_default]
    pub(crate) problem: Option<String>,
    /// How often the findings were asked for.
    #[prop_or_default]
    pub(crate) findings_asked: u32,
    /// The name within the storage of the design on the desk.
    pub(crate) at: Option<String>,
    /// Opens a copy of a model design beside the reader's own; its name within the storage.
    pub(crate) on_model: Callback<Rc<Design>, String>,
    /// Goes on with the next iteration of a design.
    pub(crate) on_next: Callback<Rc<Design>>,
}

/// Numbers, findings and trails; assumptions and prices; the design as a list.
#[component]
pub(crate) fn Side(props: &SideProps) -> Html {
    let desk = &props.desk;
    let problem = props.problem.clone();
    let chosen = use_state_eq(|| {
        if problem.is_some() {
            "problem"
        } else {
            "numbers"
        }
    });
    // What is looked into shows where figures are; what is selected, where numbers are. The list selects, too, and stays; so does
    // a problem while its answer is drawn.
    let panels = use_panels();
    let reading = panels.reading;
    use_effect_with(reading, {
        let chosen = chosen.clone();
        move |reading| {
            if reading.is_some() {
                chosen.set("numbers");
            }
        }
    });
    // Another problem was gone to: its text first.
    use_effect_with(problem.clone(), {
        let chosen = chosen.clone();
        move |problem| match problem {
            Some(_) => chosen.set("problem"),
            None if *chosen == "problem" => chosen.set("numbers"),
            None => {}
        }
    });
    use_effect_with(props.findings_asked, {
        let chosen = chosen.clone();
        move |asked| {
            if *asked > 0 {
                chosen.set("numbers");
                document::focus_soon(".findings");
            }
        }
    });
    use_effect_with(panels.inspected, {
        let chosen = chosen.clone();
        move |asked| {
            if *asked > 0 {
                chosen.set("numbers");
                // The first number; a part without any has a name.
                document::focus_soon(
                    ".inspector fieldset :is(input, select), .inspector:not(:has(fieldset)) :is(input, textarea)",
                );
            }
        }
    });
    use_effect_with(desk.selection.is_empty(), {
        let chosen = chosen.clone();
        move |none| {
            if !*none && *chosen == "assumptions" {
                chosen.set("numbers");
            }
        }
    });
    let tab = |id, label: &'static str| Tab {
        id,
        label: label.into(),
    };
    let mut tabs = vec![
        tab("numbers", "Numbers"),
        tab("assumptions", "Assumptions"),
        tab("list", "List"),
    ];
    if problem.is_some() {
        tabs.insert(0, tab("problem", "Problem"));
    }
    let aside = *chosen != "problem";
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(id))
    };
    let panel = match *chosen {
        "assumptions" => html! {
            <><Assumptions desk={desk.clone()} /><Prices desk={desk.clone()} /></>
        },
        "list" => html! { <DesignList desk={desk.clone()} /> },
        "problem" => Html::default(),
        _ => html! {
            <>
                <Trail desk={desk.clone()} />
                <Inspector desk={desk.clone()} />
                <Findings desk={desk.clone()} />
                <Tornado desk={desk.clone()} />
            </>
        },
    };
    // Escape leaves a field for the drawing, once it has taken back what was written there.
    let onkeydown = {
        let foremost = desk.selection.last().copied();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() && canvas::takes_text(&event) {
                event.prevent_default();
                event.stop_propagation();
                canvas::focus("sketch-drawing");
                if let Some(id) = foremost {
                    canvas::focus(&format!("part-{}", id.0));
                }
            }
        }
    };
    // Each tab stays where it was read last.
    let (body, places) = (
        use_node_ref(),
        use_mut_ref(BTreeMap::<&'static str, i32>::new),
    );
    let onscroll = {
        let (body, places, chosen) = (body.clone(), Rc::clone(&places), *chosen);
        move |_: Event| {
            if let Some(body) = body.cast::<HtmlElement>() {
                places.borrow_mut().insert(chosen, body.scroll_top());
            }
        }
    };
    use_effect_with(*chosen, {
        let body = body.clone();
        move |chosen| {
            if let Some(body) = body.cast::<HtmlElement>() {
                let place = places.borrow().get(chosen).copied();
                body.set_scroll_top(place.unwrap_or(0));
            }
        }
    });
    html! {
        <aside class="side-panel" aria-label="Numbers of the design" {onkeydown}>
            <h2 class="visually-hidden">{ "Beside the drawing" }</h2>
            <Tabs label="Beside the canvas" {tabs} chosen={*chosen} {on_choose} />
            <div class="side-body" ref={body} {onscroll} id={format!("panel-{}", *chosen)} role="tabpanel" aria-labelledby={format!("tab-{}", *chosen)}>
                // It goes on while something else is looked at: its clock, and what it keeps back.
                if let Some(name) = problem {
                    <div hidden={aside}><ProblemPanel key={name.clone()} desk={desk.clone()} name={name.clone()} at={props.at.clone()} on_model={props.on_model.clone()} on_next={props.on_next.clone()} /></div>
                }
                { panel }
            </div>
        </aside>
    }
}
