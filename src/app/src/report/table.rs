//! Rows and columns, sorted by whichever column the reader asks for.

use super::parts::{
    BlockProps, block_of, count, counted, empty, footnote, frame, number, or_words, spoken_mark,
    tone_class,
};
use contract::report::{Cell, Row, Table, Tone};
use std::cmp::Ordering;
use yew::prelude::*;

/// Rows drawn before one asks for the rest.
const FIRST_ROWS: usize = 200;

/// Which column rules the order, and whether it runs down.
#[derive(Clone, Copy, PartialEq)]
struct Sort {
    column: usize,
    descending: bool,
}

/// A table with a header that stays in sight.
#[component]
pub(crate) fn TableView(props: &BlockProps) -> Html {
    let table = block_of!(props, Table);
    let sort = use_state_eq(|| None::<Sort>);
    let all = use_state_eq(|| false);
    let order = use_memo((props.clone(), *sort), |(props, sort)| {
        match props.block() {
            Some(contract::report::Block::Table(table)) => order(table, *sort),
            _ => Vec::new(),
        }
    });
    if table.rows.is_empty() {
        return empty("block-table", &table.title, "No rows.");
    }
    let numeric: Vec<bool> = (0..table.columns.len())
        .map(|column| is_numeric(table, column))
        .collect();
    let toned = table.rows.iter().any(|row| row.tone != Tone::Plain);
    let heads = table.columns.iter().enumerate().map(|(column, name)| {
        head(
            column,
            name,
            numeric.get(column).copied().unwrap_or(false),
            &sort,
        )
    });
    let shown = if *all { order.len() } else { FIRST_ROWS };
    let rows = order.iter().take(shown).filter_map(|&index| {
        let row = table.rows.get(index)?;
        Some(html! { <tr key={index} class={tone_class(row.tone)}>{ for cells(row, toned, &numeric) }</tr> })
    });
    let more = order.len() > shown;
    let show_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    let body = html! {
        <>
            <div class="scroll" tabindex="0" role="region" aria-label={or_words(&table.title, "Table")}>
                <table class={classes!("data", toned.then_some("marked"))}>
                    <thead><tr>{ for heads }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if more {
                <button type="button" class="tool" onclick={show_all}>
                    { format!("Show all {} rows", count(order.len())) }
                </button>
            }
            if table.dropped > 0 {
                { footnote(format!("{} left out.", counted(table.dropped as usize, "further row"))) }
            }
        </>
    };
    frame("block-table", &table.title, Html::default(), body)
}

/// A column's heading: a button that sorts by it, first up, then down, then not at all.
fn head(column: usize, name: &str, numeric: bool, sort: &UseStateHandle<Option<Sort>>) -> Html {
    let now = (**sort).filter(|sort| sort.column == column);
    let (aria, arrow) = match now {
        None => (None, None),
        Some(Sort {
            descending: false, ..
        }) => (Some("ascending"), Some("\u{2191}")),
        Some(Sort {
            descending: true, ..
        }) => (Some("descending"), Some("\u{2193}")),
    };
    let arrow: Html = arrow
        .map(|arrow| html! { <span class="arrow" aria-hidden="true">{ format!(" {arrow} ") }</span> })
        .into_iter()
        .collect();
    // Of numbers one mostly wants the largest first.
    let next = match now {
        None => Some(Sort {
            column,
            descending: numeric,
        }),
        Some(now) if now.descending == numeric => Some(Sort {
            column,
            descending: !numeric,
        }),
        Some(_) => None,
    };
    let onclick = {
        let sort = sort.clone();
        Callback::from(move |_: MouseEvent| sort.set(next))
    };
    html! {
        <th scope="col" class={classes!(numeric.then_some("number"))} aria-sort={aria}>
            <button type="button" class="sort label" {onclick}>
                if numeric { { arrow.clone() } }
                { name.to_owned() }
                if !numeric { { arrow } }
            </button>
        </th>
    }
}

/// A row's cells; the first one holds the row's marker.
fn cells(row: &Row, toned: bool, numeric: &[bool]) -> impl Iterator<Item = Html> {
    row.cells.iter().enumerate().map(move |(column, cell)| {
        let mark = if toned && column == 0 {
            html! { <span class="slot">{ spoken_mark(row.tone) }</span> }
        } else {
            Html::default()
        };
        let is_number = numeric.get(column).copied().unwrap_or(false);
        match cell {
            Cell::Text(text) => html! { <td>{ mark }<span class="cell-words">{ text.clone() }</span></td> },
            Cell::Code(text) => html! { <td class="code">{ mark }{ text.clone() }</td> },
            Cell::Number(value, unit) => {
                html! { <td class="number">{ mark }{ number(*value, *unit) }</td> }
            }
            Cell::Empty => html! {
                <td class={classes!("nothing", is_number.then_some("number"))}>{ mark }<span aria-hidden="true">{ "\u{2013}" }</span></td>
            },
        }
    })
}

/// Whether a column holds numbers and nothing else but gaps.
fn is_numeric(table: &Table, column: usize) -> bool {
    let mut numbers = false;
    for row in &table.rows {
        match row.cells.get(column) {
            Some(Cell::Number(..)) => numbers = true,
            Some(Cell::Text(_) | Cell::Code(_)) => return false,
            Some(Cell::Empty) | None => {}
        }
    }
    numbers
}

/// The rows' order: as they came, or by a column. Gaps come last whichever way it runs.
fn order(table: &Table, sort: Option<Sort>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..table.rows.len()).collect();
    let Some(Sort { column, descending }) = sort else {
        return order;
    };
    let cell = |index: &usize| table.rows.get(*index).and_then(|row| row.cells.get(column));
    order.sort_by(|a, b| compare(cell(a), cell(b), descending));
    order
}

/// Numbers by size and before words, words by their letters, gaps and what is no number last.
fn compare(a: Option<&Cell>, b: Option<&Cell>, descending: bool) -> Ordering {
    let rank = |cell: Option<&Cell>| match cell {
        Some(Cell::Number(value, _)) if !value.is_nan() => 0,
        Some(Cell::Text(_) | Cell::Code(_)) => 1,
        _ => 2,
    };
    let ranks = rank(a).cmp(&rank(b));
    if ranks != Ordering::Equal {
        return ranks;
    }
    let values = match (a, b) {
        (Some(Cell::Number(a, _)), Some(Cell::Number(b, _))) => a.total_cmp(b),
        (Some(Cell::Text(a) | Cell::Code(a)), Some(Cell::Text(b) | Cell::Code(b))) => a.cmp(b),
        _ => Ordering::Equal,
    };
    if descending { values.reverse() } else { values }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::report::Unit;

    fn table(cells: Vec<Cell>) -> Table {
        let row = |cell| Row {
            cells: vec![cell],
            tone: Tone::Plain,
        };
        Table {
            columns: vec!["c".to_owned()],
            rows: cells.into_iter().map(row).collect(),
            ..Table::default()
        }
    }

    fn n(value: f64) -> Cell {
        Cell::Number(value, Unit::Number)
    }

    fn by(descending: bool) -> Option<Sort> {
        Some(Sort {
            column: 0,
            descending,
        })
    }

    #[test]
    fn gaps_come_last_both_ways_and_equals_keep_their_order() {
        let table = table(vec![
            n(2.0),
            Cell::Empty,
            n(10.0),
            n(f64::NAN),
            n(2.0),
            n(-1.0),
        ]);
        assert_eq!(order(&table, None), [0, 1, 2, 3, 4, 5]);
        assert_eq!(order(&table, by(false)), [5, 0, 4, 2, 1, 3]);
        assert_eq!(order(&table, by(true)), [2, 0, 4, 5, 1, 3]);
    }

    #[test]
    fn a_row_that_is_too_short_sorts_as_a_gap() {
        let mut table = table(vec![n(1.0), n(3.0)]);
        table.rows.insert(0, Row::default());
        assert_eq!(order(&table, by(true)), [2, 1, 0]);
    }

    #[test]
    fn one_word_makes_a_column_no_column_of_numbers() {
        assert!(is_numeric(&table(vec![n(1.0), Cell::Empty]), 0));
        assert!(!is_numeric(
            &table(vec![n(1.0), Cell::Text("x".to_owned())]),
            0
        ));
        assert!(!is_numeric(&table(vec![Cell::Empty]), 0));
    }
}
