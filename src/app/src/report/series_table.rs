//! The figures of a series, as a table.

use super::parts::{counted, footnote, number, or_words};
use super::series::heading;
use contract::report::Series;
use yew::prelude::*;

/// Rows drawn; the picture shows the rest.
const ROWS: usize = 500;

/// One row for each point, one column for each set.
pub(crate) fn table(series: &Series) -> Html {
    let heads = series.sets.iter().map(|set| {
        html! { <th scope="col" class="number label">{ or_words(&set.name, "values") }</th> }
    });
    let rows = series.x.iter().enumerate().take(ROWS).map(|(point, x)| {
        let values = series.sets.iter().map(|set| {
            let value = set.values.get(point).copied().unwrap_or(f64::NAN);
            html! { <td class="number">{ number(value, series.y_unit) }</td> }
        });
        html! { <tr><th scope="row" class="code">{ number(*x, series.x_unit) }</th>{ for values }</tr> }
    });
    let name = format!("{}, as a table", or_words(&series.title, "Chart"));
    html! {
        <>
            <div class="scroll" tabindex="0" role="region" aria-label={name}>
                <table class="data">
                    <thead>
                        <tr><th scope="col" class="label">{ heading(&series.x_label, series.x_unit, "x") }</th>{ for heads }</tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if series.x.len() > ROWS {
                { footnote(format!("{} not listed.", counted(series.x.len() - ROWS, "further row"))) }
            }
        </>
    }
}
