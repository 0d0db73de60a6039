//! The handles of the one thing that is selected, and the pieces that gestures are shown with.

use crate::pages::sketch::desk::Desk;
use nalsd::model::Point;
use nalsd::sketch::{Corner, Routes, number};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Where the handles are: the corners of a component or area, the ends of a link.
pub(super) fn handles(desk: &Desk, routes: &RefCell<Routes>) -> Html {
    let [id] = desk.selection.as_slice() else {
        return Html::default();
    };
    let design = &desk.design;
    let part = design.component(*id).map(|part| part.rect);
    let (class, points) = match part.or_else(|| design.area(*id).map(|area| area.rect)) {
        Some(rect) => ("corner", Corner::ALL.map(|corner| corner.of(rect)).to_vec()),
        None => ("end", ends(*id, routes)),
    };
    html! {
        { for points.into_iter().map(|at| html! {
            <circle {class} cx={number(at.x)} cy={number(at.y)} />
        }) }
    }
}

fn ends(id: nalsd::model::Id, routes: &RefCell<Routes>) -> Vec<Point> {
    let path = routes.borrow().get(id).map(Rc::clone);
    path.map_or_else(Vec::new, |path| {
        [path.points.first(), path.points.last()]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    })
}

/// The pieces that gestures are shown with; empty until one needs them.
#[component]
pub(super) fn Pieces() -> Html {
    html! {
        <>
            <path class="ghosts" d="" />
            <path class="target" d="" />
            <path class="guides" d="" />
            <g class="wanted"><path class="line" d="" /><path class="head" d="" /></g>
            <text class="said"><tspan /><tspan /><tspan /></text>
            <g class="ports off"><circle /><circle /><circle /><circle /></g>
            <path class="marquee" d="" />
        </>
    }
}
