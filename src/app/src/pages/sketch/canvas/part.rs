//! One component, as it is drawn.

use super::words::Words;
use nalsd::model::{Component, Kind, Rect};
use nalsd::sketch::{RADIUS, figure, number};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct PartProps {
    pub(super) part: Rc<Component>,
    pub(super) words: Words,
    pub(super) selected: bool,
    /// Whether Tab comes to it.
    pub(super) stop: bool,
    /// Whether it stands in an area that is lost.
    pub(super) lost: bool,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.part, &other.part)
            && self.words == other.words
            && (self.selected, self.stop, self.lost) == (other.selected, other.stop, other.lost)
    }
}

/// A component: border, icon, name, what is known of it. Its group stands at its corner, so that a drag moves it by one
/// attribute.
#[component]
pub(super) fn PartView(props: &PartProps) -> Html {
    let PartProps { part, words, .. } = props;
    let own = Rect {
        x: 0.0,
        y: 0.0,
        ..part.rect
    };
    let figure = figure(part.kind, own, &part.name, &words.line);
    let class = classes!(
        "drawn-part",
        (part.kind == Kind::Note).then_some("remark"),
        figure.dashed.then_some("foreign"),
        props.selected.then_some("selected"),
        props.lost.then_some("lost"),
        words.bad.then_some("bad"),
    );
    let (w, h) = (number(own.w), number(own.h));
    html! {
        <g id={format!("part-{}", part.id.0)} {class} transform={place(part.rect)} role="button"
            tabindex={if props.stop { "0" } else { "-1" }} aria-label={words.full.clone()}
            aria-pressed={if props.selected { "true" } else { "false" }}>
            <rect class="body" width={w} height={h} rx={number(RADIUS)} />
            if let Some(icon) = figure.icon {
                <path class="icon" d={icon}
                    transform={format!("translate({} {})", number(figure.icon_at.x), number(figure.icon_at.y))} />
            }
            { for figure.name.iter().enumerate().map(|(row, line)| html! {
                <text class="name" x={number(figure.name_at.x)} y={number(figure.name_at.y + figure.line * row as f64)}>
                    { line }
                </text>
            }) }
            if !figure.note.is_empty() {
                <text class="line" x={number(figure.note_at.x)} y={number(figure.note_at.y)}>{ figure.note }</text>
            }
            if words.findings > 0 {
                <g class="badge" transform={format!("translate({} 0)", number(own.w))}>
                    <rect x="-9" y="-9" width="18" height="18" rx={if words.bad { "4" } else { "9" }} />
                    <text y="4">{ words.findings }</text>
                </g>
            }
        </g>
    }
}

/// Where a group stands whose contents begin at its corner.
pub(super) fn place(rect: Rect) -> String {
    format!("translate({} {})", number(rect.x), number(rect.y))
}
