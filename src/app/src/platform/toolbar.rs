//! The buttons of a bar, of which Tab comes to one.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::NodeRef;

/// A way from button to button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the next, from the last one to the first.
    Next,
    /// To the one before, from the first one to the last.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// All buttons of a bar, those that can't be pressed now, too.
fn buttons(bar: &NodeRef) -> Vec<HtmlElement> {
    let Some(bar) = bar.cast::<HtmlElement>() else {
        return Vec::new();
    };
    let Ok(found) = bar.query_selector_all("button") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

fn is_off(button: &HtmlElement) -> bool {
    button.has_attribute("disabled")
}

fn is_stop(button: &HtmlElement) -> bool {
    button.get_attribute("tabindex").as_deref() == Some("0")
}

/// Makes one button the stop of Tab.
fn stop_at(all: &[HtmlElement], stop: usize) {
    for (at, button) in all.iter().enumerate() {
        let index = if at == stop { "0" } else { "-1" };
        if button.get_attribute("tabindex").as_deref() != Some(index) {
            // The name is ours, and valid.
            let _ = button.set_attribute("tabindex", index);
        }
    }
}

/// Leaves Tab one button of a bar to come to: the one that it was, or the first that can be pressed.
pub(crate) fn settle(bar: &NodeRef) {
    let all = buttons(bar);
    let was = all.iter().position(|one| is_stop(one) && !is_off(one));
    let first = || all.iter().position(|one| !is_off(one));
    if let Some(stop) = was.or_else(first) {
        stop_at(&all, stop);
    }
}

/// Goes from the button of a bar that has the focus to another; whether there is one.
pub(crate) fn go(bar: &NodeRef, step: Step) -> bool {
    let all = buttons(bar);
    let open: Vec<usize> = (0..all.len()).filter(|at| !is_off(&all[*at])).collect();
    let active = gloo::utils::document().active_element();
    let holds = |at: &usize| active.as_deref() == Some(&**all[*at]);
    let now = open.iter().position(holds);
    let Some(to) = reached(now, step, open.len()).and_then(|to| open.get(to)) else {
        return false;
    };
    stop_at(&all, *to);
    all[*to].focus().is_ok()
}

/// Tab comes back to the button of a bar that has the focus.
pub(crate) fn remember(bar: &NodeRef) {
    let all = buttons(bar);
    let active = gloo::utils::document().active_element();
    if let Some(at) = all
        .iter()
        .position(|one| active.as_deref() == Some(&***one))
    {
        stop_at(&all, at);
    }
}

/// Where a step leads in a ring of so many; `None` in an empty one.
fn reached(now: Option<usize>, step: Step, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (step, now) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => last,
        (Step::Next, Some(at)) if at >= last => 0,
        (Step::Next, Some(at)) => at + 1,
        (Step::Previous, Some(at)) => at.checked_sub(1).unwrap_or(last),
    })
}

#[cfg(test)]
mod tests {
    use super::{Step, reached};

    #[test]
    fn arrows_go_round() {
        for (now, step, count, expected) in [
            (Some(0), Step::Next, 3, Some(1)),
            (Some(2), Step::Next, 3, Some(0)),
            (Some(0), Step::Previous, 3, Some(2)),
            (Some(2), Step::Previous, 3, Some(1)),
            (Some(1), Step::First, 3, Some(0)),
            (Some(1), Step::Last, 3, Some(2)),
            (None, Step::Next, 3, Some(0)),
            (None, Step::Previous, 3, Some(2)),
            (Some(0), Step::Next, 1, Some(0)),
            (None, Step::First, 0, None),
        ] {
            assert_eq!(
                reached(now, step, count),
                expected,
                "{now:?} {step:?} {count}"
            );
        }
    }
}
