//! Drawing only the rows of a long list that can be seen.

use std::ops::Range;
use web_sys::Element;
use yew::prelude::*;

/// Rows drawn beyond each edge, so that scrolling shows no gap before the next frame.
const MARGIN: usize = 12;

/// The rows to draw out of `rows`, scrolled down by `top` pixels in a view `height` pixels high.
pub(crate) fn visible(top: f64, height: f64, row: f64, rows: usize) -> Range<usize> {
    if row.is_nan() || row <= 0.0 {
        return 0..rows;
    }
    let first = (top / row).max(0.0) as usize;
    let count = (height / row).max(0.0) as usize + 1;
    let end = first.saturating_add(count).saturating_add(MARGIN).min(rows);
    first.saturating_sub(MARGIN).min(end)..end
}

/// A scrolled element: how far, and how to follow it.
pub(crate) struct Scroll {
    /// The element that scrolls.
    pub(crate) node: NodeRef,
    /// Pixels scrolled down.
    pub(crate) top: f64,
    /// Listens to it.
    pub(crate) onscroll: Callback<Event>,
}

/// Follows how far an element is scrolled, in steps of four rows so that few frames draw anew.
#[hook]
pub(crate) fn use_scroll(row: f64) -> Scroll {
    let node = use_node_ref();
    let top = use_state_eq(|| 0.0);
    let onscroll = {
        let node = node.clone();
        let top = top.clone();
        Callback::from(move |_: Event| {
            if let Some(element) = node.cast::<Element>() {
                let step = row * 4.0;
                top.set((f64::from(element.scroll_top()) / step).floor() * step);
            }
        })
    };
    Scroll {
        node,
        top: *top,
        onscroll,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_every_row_that_can_be_seen() {
        for top in 0..3000 {
            let range = visible(f64::from(top), 400.0, 24.0, 100);
            for row in 0..100_usize {
                let edge = row as f64 * 24.0;
                if edge + 24.0 > f64::from(top) && edge < f64::from(top) + 400.0 {
                    assert!(range.contains(&row), "row {row} at {top}: {range:?}");
                }
            }
            assert!(range.len() <= 17 + 2 * MARGIN, "{range:?}");
        }
    }

    #[test]
    fn short_lists_are_drawn_whole() {
        assert_eq!(visible(0.0, 400.0, 24.0, 5), 0..5);
        assert_eq!(visible(0.0, 400.0, 24.0, 0), 0..0);
        assert_eq!(visible(9e9, 400.0, 24.0, 5), 5..5);
        assert_eq!(visible(f64::NAN, 400.0, 24.0, 5), 0..5);
    }
}
