//! One component, as it is drawn.

use super::live;
use super::words::Words;
use nalsd::model::{Component, Id, Kind, Point};
use nalsd::sketch::{RADIUS, afar, figure, number};
use std::rc::Rc;
use yew::prelude::*;

/// How far the middle of the badge is from the corner: the handle there stays beside it.
const BADGE: f64 = 20.0;

/// How much wider each further character makes it.
const DIGIT: f64 = 7.0;

#[derive(Properties)]
pub(super) struct PartProps {
    pub(super) part: Rc<Component>,
    pub(super) words: Words,
    pub(super) selected: bool,
    /// Whether Tab comes to it.
    pub(super) stop: bool,
    /// Whether it stands in an area that is lost.
    pub(super) lost: bool,
    /// Whether a run that is played back says how it is.
    pub(super) live: bool,
    /// Its badge was pressed.
    pub(super) on_findings: Callback<Id>,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.part, &other.part)
            && self.words == other.words
            && self.on_findings == other.on_findings
            && (self.selected, self.stop, self.lost, self.live)
                == (other.selected, other.stop, other.lost, other.live)
    }
}

/// A component: border, icon, name, what is known of it. All of it is drawn where it stands: a transform of its own for each
/// of a thousand components would cost the browser more in every frame than drawing them.
#[component]
pub(super) fn PartView(props: &PartProps) -> Html {
    let PartProps { part, words, .. } = props;
    let rect = part.rect;
    // The line below the name is the run's while there is one: room is kept for it.
    let below = if props.live { "0 %" } else { &words.line };
    let figure = figure(part.kind, rect, &part.name, below);
    let class = classes!(
        "drawn-part",
        (part.kind == Kind::Note).then_some("remark"),
        figure.dashed.then_some("foreign"),
        props.selected.then_some("selected"),
        props.lost.then_some("lost"),
        words.bad.then_some("bad"),
        props.live.then_some("played"),
    );
    let (w, h) = (number(rect.w), number(rect.h));
    // A picture with a text of its own: a button would have to be called by what is written on it, cut as it is cut to fit.
    let label = if props.selected {
        AttrValue::from(format!("{} Selected.", words.full))
    } else {
        words.full.clone()
    };
    html! {
        <g id={format!("part-{}", part.id.0)} {class} role="img"
            data-place={part.name.clone()} data-place-kind={part.kind.label()}
            tabindex={if props.stop { "0" } else { "-1" }} aria-label={label}>
            <rect class="body" x={number(rect.x)} y={number(rect.y)} width={w} height={h} rx={number(RADIUS)} />
            if props.live {
                { live::on_part(part, figure.note_at.y - rect.y) }
            }
            if let Some(icon) = figure.icon {
                <path class="icon" d={shifted(icon, figure.icon_at)} />
            }
            { for figure.name.iter().enumerate().map(|(row, line)| html! {
                <text class="name" x={number(figure.name_at.x)} y={number(figure.name_at.y + figure.line * row as f64)}>
                    { line }
                </text>
            }) }
            if let Some(afar) = afar(part.kind, rect, &part.name).filter(|_| !props.live) {
                <text class="afar" x={number(afar.at.x)} y={number(afar.at.y)} style={format!("font-size:{}px", number(afar.size))}>{ afar.name }</text>
            }
            if !props.live {
                { for figure.note.iter().enumerate().map(|(row, line)| html! {
                    <text class="line" x={number(figure.note_at.x)} y={number(figure.note_at.y + figure.note_line * row as f64)}>
                        { line }
                    </text>
                }) }
            }
            if figure.cut { <title>{ &part.name }</title> }
            if !words.badge.is_empty() && !props.live { { badge(props) } }
        </g>
    }
}

/// The numbers of a component's findings in their list; a press leads there.
fn badge(props: &PartProps) -> Html {
    let (rect, words) = (props.part.rect, &props.words);
    let digits = words.badge.chars().count();
    let half = 9.0 + DIGIT / 2.0 * digits.saturating_sub(1) as f64;
    // The further side stays where it is.
    let middle = rect.right() - BADGE + 9.0 - half;
    let onclick = {
        let (on_findings, id) = (props.on_findings.clone(), props.part.id);
        move |_: MouseEvent| on_findings.emit(id)
    };
    html! {
        <g class="badge" {onclick}>
            <rect x={number(middle - half)} y={number(rect.y - 9.0)} width={number(2.0 * half)} height="18"
                rx={if words.bad { "4" } else { "9" }} />
            <text x={number(middle)} y={number(rect.y + 4.0)}>{ &words.badge }</text>
        </g>
    }
}

/// An icon's path elsewhere: only its pieces' beginnings are absolute.
fn shifted(icon: &str, to: Point) -> String {
    icon.split('M')
        .skip(1)
        .map(|piece| {
            let end = piece.find(char::is_alphabetic).unwrap_or(piece.len());
            let (start, rest) = piece.split_at(end);
            let mut at = start
                .split_whitespace()
                .map(|text| text.parse().unwrap_or(0.0));
            let (x, y): (f64, f64) = (at.next().unwrap_or(0.0), at.next().unwrap_or(0.0));
            format!("M{} {}{rest}", number(x + to.x), number(y + to.y))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_are_shifted_by_their_beginnings_alone() {
        for (icon, x, y, expected) in [
            ("M8 1.5v13", 0.0, 0.0, "M8 1.5v13"),
            ("M8 1.5v13", 100.0, -10.0, "M108 -8.5v13"),
            (
                "M1.5 8h12M5 8c3.5 0 3-4.75 6-4.75h2.5",
                10.0,
                20.0,
                "M11.5 28h12M15 28c3.5 0 3-4.75 6-4.75h2.5",
            ),
        ] {
            assert_eq!(shifted(icon, Point { x, y }), expected, "{icon} by {x} {y}");
        }
        for kind in Kind::ALL {
            let icon = nalsd::sketch::icon(kind).unwrap_or_default();
            let absolute = icon
                .chars()
                .any(|letter| letter.is_ascii_uppercase() && letter != 'M');
            assert!(
                !absolute,
                "{kind:?}: an icon's commands are relative but for M"
            );
        }
    }
}
