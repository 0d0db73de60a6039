//! Draws any [`contract::Report`]: one component per kind of block, none knowing any exercise.

use contract::Report;
use std::rc::Rc;
use yew::prelude::*;

/// A report to draw.
#[derive(Properties, PartialEq)]
pub struct ReportProps {
    /// The report.
    pub report: Rc<Report>,
}

/// Draws a report, block after block.
#[component]
pub fn ReportView(props: &ReportProps) -> Html {
    html! { <div class="report">{ props.report.blocks.len() }</div> }
}
