//! One link, as it is drawn.

use super::live;
use nalsd::model::Id;
use nalsd::sketch::{Path, Routes, number};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct LinkProps {
    pub(super) id: Id,
    pub(super) path: Rc<Path>,
    /// What a screen reader says of it; empty for nothing: each component says what it calls.
    pub(super) said: AttrValue,
    /// Whether Tab comes to it.
    pub(super) stop: bool,
    pub(super) selected: bool,
    /// Whether it is dashed: nobody waits, or an end is lost.
    pub(super) dashed: bool,
    /// Whether a run that is played back says how it is.
    pub(super) live: bool,
}

impl PartialEq for LinkProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.path, &other.path)
            && self.id == other.id
            && self.said == other.said
            && (self.selected, self.dashed, self.stop, self.live)
                == (other.selected, other.dashed, other.stop, other.live)
    }
}

/// A link: its line, its arrow's head.
#[component]
pub(super) fn LinkView(props: &LinkProps) -> Html {
    let path = &props.path;
    let class = classes!(
        "drawn-link",
        props.selected.then_some("selected"),
        props.dashed.then_some("dashed"),
    );
    let silent = props.said.is_empty();
    html! {
        <g id={format!("part-{}", props.id.0)} {class} aria-hidden={silent.then_some("true")}
            role={(!silent).then_some("img")} aria-label={(!silent).then(|| props.said.clone())}
            tabindex={props.stop.then_some("0")}>
            <path class="line" d={path.d.clone()} />
            <path class="head" d={path.arrow.clone()} />
            if props.live {
                { live::on_link(props.id, path.label_at) }
            }
        </g>
    }
}

#[derive(Properties)]
pub(super) struct LabelProps {
    /// The link that it stands at.
    pub(super) id: Id,
    pub(super) path: Rc<Path>,
    /// Knows where there is room for it; as long as the path is the same, so is that.
    pub(super) routes: Rc<RefCell<Routes>>,
    pub(super) text: AttrValue,
}

impl PartialEq for LabelProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.path, &other.path) && self.id == other.id && self.text == other.text
    }
}

/// What stands at a link, above the lines of all of them: none strikes it through.
#[component]
pub(super) fn LabelView(props: &LabelProps) -> Html {
    let text = &props.text;
    let Some(placed) = props.routes.borrow().label(props.id, text) else {
        return Html::default();
    };
    html! {
        <g id={format!("label-{}", props.id.0)} class="link-label">
            <text class="said">
                { for placed.lines.iter().enumerate().map(|(row, line)| html! {
                    <tspan x={number(placed.at.x)} y={number(placed.at.y + placed.line * row as f64)}>{ line }</tspan>
                }) }
            </text>
            if placed.cut { <title>{ text }</title> }
        </g>
    }
}
