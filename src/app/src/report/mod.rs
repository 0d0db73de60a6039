//! Draws any [`contract::Report`]: one component per kind of block, none knowing any exercise.
//!
//! Geometry and state are plain functions and values, tested natively; components are thin over them.

mod figures;
mod graph;
mod graph_layout;
mod lines;
pub(crate) mod measure;
pub(crate) mod parts;
pub(crate) mod player;
pub(crate) mod scale;
mod series;
mod series_layout;
mod series_table;
mod step_list;
mod steps;
mod table;
mod text;
mod timeline;
mod timeline_layout;
mod timeline_view;
mod tree;
mod tree_model;
mod tree_row;
mod window;

use contract::Report;
use contract::report::Block;
use parts::BlockProps;
use std::rc::Rc;
use yew::prelude::*;

/// A report to draw.
#[derive(Properties)]
pub struct ReportProps {
    /// The report.
    pub report: Rc<Report>,
}

impl PartialEq for ReportProps {
    /// The same report, not an equal one: reports are large, and are made once per run.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report)
    }
}

/// Draws a report, block after block.
///
/// What a reader opened, sorted or stepped to is kept for as long as the same `Rc` is given.
#[component]
pub fn ReportView(props: &ReportProps) -> Html {
    if props.report.blocks.is_empty() {
        return html! {
            <div class="report">
                <p class="block-empty">{ "This run drew nothing. Its output is all there is." }</p>
            </div>
        };
    }
    let generation = Rc::as_ptr(&props.report) as usize;
    let blocks = props
        .report
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let key = format!("{generation}-{index}");
            let of = BlockProps::new(&props.report, index);
            match block {
                Block::Figures(_) => html! { <figures::FiguresView {key} ..of /> },
                Block::Text(_) => html! { <text::TextView {key} ..of /> },
                Block::Table(_) => html! { <table::TableView {key} ..of /> },
                Block::Tree(_) => html! { <tree::TreeView {key} ..of /> },
                Block::Series(_) => html! { <series::SeriesView {key} ..of /> },
                Block::Timeline(_) => html! { <timeline::TimelineView {key} ..of /> },
                Block::Graph(_) => html! { <graph::GraphView {key} ..of /> },
                Block::Lines(_) => html! { <lines::LinesView {key} ..of /> },
                Block::Steps(_) => html! { <steps::StepsView {key} ..of /> },
            }
        });
    html! { <div class="report">{ for blocks }</div> }
}
