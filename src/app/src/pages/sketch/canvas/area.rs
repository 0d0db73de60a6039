//! One zone or region, as it is drawn.

use super::live;
use nalsd::model::{Area, AreaKind};
use nalsd::sketch::number;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct AreaProps {
    pub(super) area: Rc<Area>,
    pub(super) selected: bool,
    pub(super) stop: bool,
    /// Whether it, or the region around it, is lost.
    pub(super) lost: bool,
    /// How many components are in it.
    pub(super) parts: usize,
    /// Whether a run that is played back says how it is.
    pub(super) live: bool,
}

impl PartialEq for AreaProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.area, &other.area)
            && (self.selected, self.stop, self.lost, self.parts, self.live)
                == (
                    other.selected,
                    other.stop,
                    other.lost,
                    other.parts,
                    other.live,
                )
    }
}

/// An area: a dashed border and a title.
#[component]
pub(super) fn AreaView(props: &AreaProps) -> Html {
    let area = &props.area;
    let class = classes!(
        "drawn-area",
        match area.kind {
            AreaKind::Zone => "zone",
            AreaKind::Region => "region",
        },
        props.selected.then_some("selected"),
        props.lost.then_some("lost"),
    );
    let lost = if props.lost { " · lost" } else { "" };
    let count = match props.parts {
        1 => "1 component".to_owned(),
        count => format!("{count} components"),
    };
    html! {
        <g id={format!("part-{}", area.id.0)} {class} role="button"
            data-place={area.name.clone()} data-place-kind={area.kind.label()}
            tabindex={if props.stop { "0" } else { "-1" }}
            aria-label={format!("{} {}{lost}, {count}.", area.kind.label(), area.name)}
            aria-pressed={if props.selected { "true" } else { "false" }}>
            <rect class="body" x={number(area.rect.x)} y={number(area.rect.y)} width={number(area.rect.w)} height={number(area.rect.h)} rx="8" />
            <text class="title" x={number(area.rect.x + 14.0)} y={number(area.rect.y + 18.0)}>{ format!("{}{lost}", area.name) }</text>
            if props.live {
                { live::on_area(area.id, area.rect) }
            }
        </g>
    }
}
