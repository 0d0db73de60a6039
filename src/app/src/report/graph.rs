//! Nodes and edges: what the report is about lit, the rest in the background.

use super::graph_layout::{Layout, step};
use super::measure::{self, use_width};
use super::parts::{BlockProps, block_of, counted, empty, footnote, frame, or_words, px, toggle};
use contract::report::{Block, Graph};
use std::rc::Rc;
use yew::prelude::*;

/// Names listed in the read-out and in a row of the table.
const NAMES: usize = 24;

/// Edges beyond this many are drawn fainter, or they would hide each other.
const MANY: usize = 400;

/// Rows of the table.
const ROWS: usize = 500;

/// A drawing, a read-out of the node under the mouse or the arrow keys, and a table of nodes.
#[component]
pub(crate) fn GraphView(props: &BlockProps) -> Html {
    let graph = block_of!(props, Graph);
    let place = use_node_ref();
    let width = use_width(&place);
    let at = use_state_eq(|| None::<usize>);
    let as_table = use_state_eq(|| false);
    let layout = use_memo((props.clone(), width.to_bits()), |_| {
        Layout::new(graph, width)
    });
    if graph.nodes.is_empty() {
        return empty("block-graph", &graph.title, "A graph without nodes.");
    }
    let onpointermove = {
        let (layout, at) = (Rc::clone(&layout), at.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((x, y)) = measure::pointer(&event) {
                at.set(layout.node_at(x, y));
            }
        })
    };
    let onkeydown = {
        let (props, at) = (props.clone(), at.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(Block::Graph(graph)) = props.block() else {
                return;
            };
            if event.key() == "Escape" {
                at.set(None);
            } else if let Some(next) = step(graph, *at, &event.key()) {
                event.prevent_default();
                at.set(Some(next));
            }
        })
    };
    let leave = {
        let at = at.clone();
        move || at.set(None)
    };
    let body = html! {
        <>
            <p class="readout" aria-live="polite">{ readout(graph, &layout, *at) }</p>
            <div class="chart" ref={place} tabindex="0" role="application" aria-roledescription="graph"
                aria-label={format!("{}: arrow keys read its nodes, the lit ones first", or_words(&graph.title, "Graph"))}
                {onpointermove} {onkeydown}
                onpointerleave={let leave = leave.clone(); move |_| leave()} onblur={move |_| leave()}>
                { drawing(graph, &layout, *at) }
            </div>
            if *as_table { { table(graph, &layout) } }
        </>
    };
    frame(
        "block-graph",
        &graph.title,
        toggle("Show as table", &as_table),
        body,
    )
}

/// A node's name.
fn name(graph: &Graph, node: usize) -> String {
    match graph.nodes.get(node) {
        Some(found) if !found.label.is_empty() => found.label.clone(),
        _ => format!("#{node}"),
    }
}

/// Some nodes' names, with how many more there are.
fn names(graph: &Graph, nodes: &[usize]) -> String {
    let mut names: Vec<String> = nodes
        .iter()
        .take(NAMES)
        .map(|node| name(graph, *node))
        .collect();
    if nodes.len() > NAMES {
        names.push(format!("and {} more", nodes.len() - NAMES));
    }
    names.join(", ")
}

/// The nodes that are lit.
fn lit(graph: &Graph) -> Vec<usize> {
    let all = graph.nodes.iter().enumerate();
    all.filter(|(_, node)| node.lit)
        .map(|(index, _)| index)
        .collect()
}

/// The graph in a sentence.
fn summary(graph: &Graph) -> String {
    let lit = lit(graph);
    let mut said = format!(
        "{}, {}",
        counted(graph.nodes.len(), "node"),
        counted(graph.edges.len(), "edge")
    );
    if !lit.is_empty() {
        said.push_str(&format!("; lit: {}", names(graph, &lit)));
    }
    said
}

/// The node that is pointed at with its neighbours; without one, the whole.
fn readout(graph: &Graph, layout: &Layout, at: Option<usize>) -> Html {
    let Some(node) = at else {
        return html! { <span class="quiet-words">{ summary(graph) }</span> };
    };
    let neighbours = layout.neighbours.get(node).map_or(&[][..], Vec::as_slice);
    let words = if neighbours.is_empty() {
        "no neighbours".to_owned()
    } else {
        format!(
            "{}: {}",
            counted(neighbours.len(), "neighbour"),
            names(graph, neighbours)
        )
    };
    html! { <><b>{ name(graph, node) }</b><span>{ words }</span></> }
}

/// The picture. What is lit, and what is pointed at, is drawn last.
fn drawing(graph: &Graph, layout: &Layout, at: Option<usize>) -> Html {
    let (width, height) = (px(layout.width), px(layout.height));
    let near = at.and_then(|at| layout.neighbours.get(at));
    let circle = |node: usize, class: &'static str, radius: f64| {
        let (x, y) = layout.places.get(node).copied().unwrap_or((0.0, 0.0));
        html! { <circle class={class} cx={px(x)} cy={px(y)} r={px(radius)} /> }
    };
    let lit = lit(graph);
    let (whole, lit_middle) = (layout.middle(&[]), layout.middle(&lit));
    let text = |node: usize, class: &'static str, gap: f64, middle: (f64, f64)| {
        let (x, y, anchor) = layout.label(node, gap, middle);
        html! { <text class={classes!(class, anchor)} x={px(x)} y={px(y)}>{ name(graph, node) }</text> }
    };
    let unlit: Vec<usize> = (0..graph.nodes.len())
        .filter(|node| !graph.nodes[*node].lit)
        .collect();
    let title = or_words(&graph.title, "Graph");
    let many = graph.edges.len() > MANY;
    html! {
        <svg role="img" aria-label={format!("{title}: {}", summary(graph))} width={width.clone()} height={height.clone()}
            viewBox={format!("0 0 {width} {height}")}>
            <path class={classes!("edge", many.then_some("many"))} d={layout.edges(graph, false)} />
            <path class="edge lit" d={layout.edges(graph, true)} />
            if let Some(at) = at { <path class="edge ray" d={layout.rays(at)} /> }
            { for unlit.iter().map(|node| circle(*node, "node", layout.radius)) }
            { for near.into_iter().flatten().map(|node| circle(*node, "node near", layout.radius + 1.0)) }
            { for lit.iter().map(|node| circle(*node, "node lit", layout.radius + 3.0)) }
            if let Some(at) = at { { circle(at, "node here", 9.5) } }
            if layout.named { { for unlit.iter().map(|node| text(*node, "name", 8.0, whole)) } }
            { for lit.iter().map(|node| text(*node, "name lit", 12.0, lit_middle)) }
            if let Some(at) = at {
                if !layout.named && !lit.contains(&at) { { text(at, "name here", 13.0, whole) } }
            }
        </svg>
    }
}

/// The nodes as a table: the lit ones first.
fn table(graph: &Graph, layout: &Layout) -> Html {
    let mut order = lit(graph);
    order.extend((0..graph.nodes.len()).filter(|node| !graph.nodes[*node].lit));
    let rows = order.iter().take(ROWS).map(|&node| {
        let neighbours = layout.neighbours.get(node).map_or(&[][..], Vec::as_slice);
        let lit = graph.nodes.get(node).is_some_and(|node| node.lit);
        html! {
            <tr>
                <th scope="row" class="code">{ name(graph, node) }</th>
                <td>{ if lit { "yes" } else { "no" } }</td>
                <td class="number">{ neighbours.len() }</td>
                <td class="code">{ names(graph, neighbours) }</td>
            </tr>
        }
    });
    html! {
        <>
            <div class="scroll" tabindex="0" role="region"
                aria-label={format!("{}, as a table", or_words(&graph.title, "Graph"))}>
                <table class="data">
                    <thead><tr>
                        <th scope="col" class="label">{ "Node" }</th>
                        <th scope="col" class="label">{ "Lit" }</th>
                        <th scope="col" class="number label">{ "Degree" }</th>
                        <th scope="col" class="label">{ "Neighbours" }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if order.len() > ROWS { { footnote(format!("{} not listed.", counted(order.len() - ROWS, "further node"))) } }
        </>
    }
}
