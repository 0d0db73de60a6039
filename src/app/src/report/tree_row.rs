//! One row of a tree.

use super::parts::{mark, pressed, tone_class};
use super::tree_model::Shape;
use contract::report::{Tone, TreeNode};
use yew::prelude::*;

/// The height of a row in CSS pixels; the style sheet has the same figure.
pub(crate) const ROW: f64 = 26.0;

/// Levels that are indented; deeper ones say their depth instead of leaving the page.
const MAX_INDENT: usize = 24;

/// How a row stands: what the tree knows of it besides its node.
pub(crate) struct RowState {
    /// The node.
    pub(crate) node: usize,
    /// Its place among the rows drawn, from 0.
    pub(crate) row: usize,
    /// `None` for a leaf.
    pub(crate) open: Option<bool>,
    /// Whether Tab leads here.
    pub(crate) current: bool,
    /// Whether a filter is on and this is a match of it.
    pub(crate) hit: Option<bool>,
}

/// Draws a row. Its children are rows of their own: `aria-level` tells the depth.
pub(crate) fn row(id: String, shape: &Shape, node: &TreeNode, state: &RowState) -> Html {
    let index = state.node;
    let depth = shape.depth.get(index).copied().unwrap_or(0);
    let hit = match state.hit {
        Some(true) => Some("hit"),
        Some(false) => Some("passed"),
        None => None,
    };
    let below = shape.below(index);
    html! {
        <li key={index} {id} role="treeitem" class={classes!("tree-row", hit)}
            style={format!("top:{}px", state.row as f64 * ROW)}
            data-node={index.to_string()}
            tabindex={if state.current { "0" } else { "-1" }}
            aria-level={(depth + 1).to_string()}
            aria-posinset={shape.place.get(index).map(ToString::to_string)}
            aria-setsize={shape.siblings.get(index).map(ToString::to_string)}
            aria-expanded={state.open.map(pressed)}>
            { for guides(shape, index, depth) }
            { twist(state.open) }
            <span class="tree-label">{ shown(&node.label) }</span>
            if !node.detail.is_empty() { <span class="tree-detail" title={node.detail.clone()}>{ node.detail.clone() }</span> }
            if !node.tag.is_empty() {
                <span class={classes!("tag", tone_class(node.tone))}>
                    if node.tone != Tone::Plain { { mark(node.tone) } }
                    { node.tag.clone() }
                </span>
            }
            if state.open == Some(false) {
                <span class="tree-more"><span class="unseen">{ "holds " }</span>{ format!("+{below}") }</span>
            }
        </li>
    }
}

/// A name, or words for one that is empty: a row must never look like a gap.
fn shown(label: &str) -> Html {
    if label.is_empty() {
        html! { <i>{ "no name" }</i> }
    } else {
        html! { { label.to_owned() } }
    }
}

/// The triangle of a node with children.
fn twist(open: Option<bool>) -> Html {
    let path = match open {
        None => return html! { <span class="twist" aria-hidden="true" /> },
        Some(false) => "M3.5 1.5 8 5 3.5 8.5z",
        Some(true) => "M1.5 3.5h7L5 8z",
    };
    html! {
        <span class="twist" aria-hidden="true">
            <svg viewBox="0 0 10 10"><path d={path} /></svg>
        </span>
    }
}

/// The hairlines that lead from the ancestors: past, or to this row.
fn guides(shape: &Shape, node: usize, depth: usize) -> Vec<Html> {
    let mut kinds = Vec::with_capacity(depth.min(MAX_INDENT));
    let mut at = node;
    while let Some(parent) = shape.parent.get(at).copied().flatten() {
        let kind = match (at == node, shape.is_last(at)) {
            (true, true) => "guide corner",
            (true, false) => "guide tee",
            (false, true) => "guide",
            (false, false) => "guide pass",
        };
        kinds.push(kind);
        if kinds.len() == MAX_INDENT {
            break;
        }
        at = parent;
    }
    let mut drawn: Vec<Html> = Vec::with_capacity(kinds.len() + 1);
    if depth > MAX_INDENT {
        drawn.push(html! { <span class="tree-depth">{ format!("{depth}") }</span> });
    }
    drawn.extend(
        kinds
            .iter()
            .rev()
            .map(|kind| html! { <i class={*kind} aria-hidden="true" /> }),
    );
    drawn
}
