//! A collapsible tree that stays quick with thousands of nodes: only rows in sight are drawn.

use super::measure;
use super::parts::{BlockProps, block_of, count, empty, frame, or_words, use_unique};
use super::tree_model::{Move, Shape, key, matches};
use super::tree_row::{ROW, RowState, row};
use super::window::{use_scroll, visible};
use contract::report::{Block, TreeNode};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// The most the tree takes of the page, in CSS pixels; the style sheet has the same figure.
const HEIGHT: f64 = 520.0;

/// Trees smaller than this need no filter and no buttons.
const SMALL: usize = 12;

fn nodes(props: &BlockProps) -> &[TreeNode] {
    match props.block() {
        Some(Block::Tree(tree)) => &tree.nodes,
        _ => &[],
    }
}

/// An ARIA tree with roving focus, a filter, and buttons for all of it.
#[component]
pub(crate) fn TreeView(props: &BlockProps) -> Html {
    let tree = block_of!(props, Tree);
    let unique = use_unique();
    let shape = use_memo(props.clone(), |props| Shape::new(nodes(props)));
    let open = use_state(|| Rc::new(shape.first_open()));
    let filter = use_state_eq(String::new);
    let current = use_state_eq(|| 0_usize);
    let focus = use_mut_ref(|| false);
    let scroll = use_scroll(ROW);
    let found = use_memo((props.clone(), (*filter).clone()), |(props, filter)| {
        (!filter.is_empty()).then(|| matches(nodes(props), filter))
    });
    let rows = use_memo(
        (props.clone(), (*open).clone(), (*filter).clone()),
        |(_, open, _)| {
            let kept = found
                .as_ref()
                .as_ref()
                .map(|found| shape.with_ancestors(found));
            shape.rows(open, kept.as_deref())
        },
    );
    {
        // The row that takes the focus may have been drawn only now.
        let (focus, rows, node) = (Rc::clone(&focus), Rc::clone(&rows), scroll.node.clone());
        use_effect_with((*current, scroll.top.to_bits()), move |&(current, _)| {
            if *focus.borrow() {
                *focus.borrow_mut() = false;
                if let Ok(at) = rows.binary_search(&current) {
                    measure::scroll_to_row(&node, at, ROW);
                }
                measure::focus(&format!("tree{unique}-{current}"));
            }
        });
    }
    {
        // What a new filter finds begins at the top.
        let node = scroll.node.clone();
        use_effect_with((*filter).clone(), move |_| {
            measure::scroll_to_row(&node, 0, ROW);
        });
    }
    if tree.nodes.is_empty() {
        return empty("block-tree", &tree.title, "An empty tree.");
    }

    let act = {
        let (open, current, focus) = (open.clone(), current.clone(), Rc::clone(&focus));
        move |act: Move| {
            let (node, to) = match act {
                Move::To(node) => (node, None),
                Move::Open(node) => (node, Some(true)),
                Move::Close(node) => (node, Some(false)),
            };
            if let Some(to) = to {
                let mut next = (**open).clone();
                if let Some(open) = next.get_mut(node) {
                    *open = to;
                }
                open.set(Rc::new(next));
            }
            *focus.borrow_mut() = *current != node;
            current.set(node);
        }
    };
    let filtering = found.is_some();
    let all_open = vec![true; if filtering { shape.len() } else { 0 }];
    let onkeydown = {
        let (act, rows, shape) = (act.clone(), Rc::clone(&rows), Rc::clone(&shape));
        let (open, at) = (Rc::clone(&open), *current);
        Callback::from(move |event: KeyboardEvent| {
            let open = if filtering { &all_open } else { &*open };
            let held = event.ctrl_key() || event.alt_key() || event.meta_key();
            if !held && let Some(next) = key(&shape, &rows, open, at, &event.key()) {
                event.prevent_default();
                if !filtering || matches!(next, Move::To(_)) {
                    act(next);
                }
            }
        })
    };
    let onclick = {
        let (shape, open) = (Rc::clone(&shape), Rc::clone(&open));
        Callback::from(move |event: MouseEvent| {
            let Some(node) = clicked(&event) else { return };
            let is_open = open.get(node).copied().unwrap_or(false);
            act(match (shape.below(node) > 0 && !filtering, is_open) {
                (false, _) => Move::To(node),
                (true, true) => Move::Close(node),
                (true, false) => Move::Open(node),
            });
        })
    };

    let range = visible(scroll.top, HEIGHT, ROW, rows.len());
    // Tab must always lead somewhere: to the current row, drawn even when scrolled out of sight.
    let stop = if rows.binary_search(&current).is_ok() {
        *current
    } else {
        rows.first().copied().unwrap_or(0)
    };
    let drawn = rows
        .iter()
        .copied()
        .enumerate()
        .filter(|(at, node)| range.contains(at) || *node == stop);
    let items = drawn.filter_map(|(at, index)| {
        let state = RowState {
            node: index,
            row: at,
            open: (shape.below(index) > 0)
                .then(|| filtering || open.get(index).copied().unwrap_or(false)),
            current: index == stop,
            hit: found
                .as_ref()
                .as_ref()
                .map(|found| found.get(index).copied().unwrap_or(false)),
        };
        Some(row(
            format!("tree{unique}-{index}"),
            &shape,
            tree.nodes.get(index)?,
            &state,
        ))
    });
    let hits = found
        .as_ref()
        .as_ref()
        .map(|found| found.iter().filter(|hit| **hit).count());
    let tools = tools(&filter, hits, &shape, &open);
    let label = or_words(&tree.title, "Tree");
    let body = html! {
        <div class="tree-scroll" ref={scroll.node} onscroll={scroll.onscroll}>
            if rows.is_empty() {
                <p class="block-empty">{ "Nothing here matches the filter." }</p>
            } else {
                <ul role="tree" aria-label={label} {onkeydown} {onclick}
                    style={format!("height:{}px", rows.len() as f64 * ROW)}>
                    { for items }
                </ul>
            }
        </div>
    };
    frame("block-tree", &tree.title, tools, body)
}

/// The node whose row was clicked.
fn clicked(event: &MouseEvent) -> Option<usize> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let row = element.closest("[data-node]").ok()??;
    row.get_attribute("data-node")?.parse().ok()
}

/// Filter, count of matches, and the buttons for all nodes at once.
fn tools(
    filter: &UseStateHandle<String>,
    hits: Option<usize>,
    shape: &Rc<Shape>,
    open: &UseStateHandle<Rc<Vec<bool>>>,
) -> Html {
    let total = shape.len();
    if total < SMALL {
        return Html::default();
    }
    let said = match hits {
        Some(hits) => format!("{} of {}", count(hits), count(total)),
        None => format!("{} nodes", count(total)),
    };
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            filter.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let set_all = |to: bool| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(Rc::new(vec![to; total])))
    };
    html! {
        <>
            <span class="said" role="status">{ said }</span>
            <input class="filter" type="search" placeholder="Filter" aria-label="Filter the tree"
                value={(**filter).clone()} {oninput} />
            <button type="button" class="tool" disabled={hits.is_some()} onclick={set_all(true)}>{ "Expand all" }</button>
            <button type="button" class="tool" disabled={hits.is_some()} onclick={set_all(false)}>{ "Collapse all" }</button>
        </>
    }
}
