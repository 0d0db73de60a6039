//! A diff of what was printed with what was expected.

use practice::judge::diff::{self, Diff, Tag};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(crate) struct DiffProps {
    pub(crate) expected: Rc<practice::case::Expected>,
    pub(crate) printed: Rc<super::judge::Tried>,
}

impl PartialEq for DiffProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.expected, &other.expected) && Rc::ptr_eq(&self.printed, &other.printed)
    }
}

/// The diff, line by line.
#[component]
pub(crate) fn DiffView(props: &DiffProps) -> Html {
    let diff = use_memo(
        (
            Rc::as_ptr(&props.printed) as usize,
            Rc::as_ptr(&props.expected) as usize,
        ),
        |_| diff::diff(&props.expected.stdout, &props.printed.outcome.stdout),
    );
    draw(&diff)
}

fn draw(diff: &Diff) -> Html {
    if diff.hunks.is_empty() {
        return Html::default();
    }
    html! {
        <div class="diff" role="region" aria-label="Difference: minus was printed, plus was expected" tabindex="0">
            <p class="legend"><span class="actual">{ "\u{2212} printed" }</span><span class="expected">{ "+ expected" }</span></p>
            { for diff.hunks.iter().enumerate().map(|(index, hunk)| html! {
                <>
                    if index > 0 || hunk.after_line > 1 {
                        <p class="at">{ format!("line {}", hunk.after_line) }</p>
                    }
                    <pre class="mono">{ for hunk.lines.iter().map(line) }</pre>
                </>
            }) }
            if diff.truncated {
                <p class="muted">{ "There is more; only the first differences are shown." }</p>
            }
        </div>
    }
}

fn line(line: &diff::DiffLine) -> Html {
    let (class, sign) = match line.tag {
        Tag::Same => ("same", ' '),
        Tag::Expected => ("expected", '+'),
        Tag::Actual => ("actual", '\u{2212}'),
    };
    html! {
        <span class={class}>
            { sign }{ " " }
            { for line.spans.iter().map(|(strong, text)| if *strong {
                html! { <b>{ text }</b> }
            } else {
                html! { <>{ text }</> }
            }) }
            { "\n" }
        </span>
    }
}
