//! What every block shares: its props, its frame, the markers of tones, numbers.

use contract::Report;
use contract::report::{Block, Tone, Unit};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// A block of a report, by its place: cheap to clone and to compare.
#[derive(Clone, Properties)]
pub(crate) struct BlockProps {
    report: Rc<Report>,
    index: usize,
}

impl BlockProps {
    /// The block at `index` of `report`.
    pub(crate) fn new(report: &Rc<Report>, index: usize) -> Self {
        Self {
            report: Rc::clone(report),
            index,
        }
    }

    /// The block; `None` only if the index is out of range.
    pub(crate) fn block(&self) -> Option<&Block> {
        self.report.blocks.get(self.index)
    }
}

impl PartialEq for BlockProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report) && self.index == other.index
    }
}

/// The block as a certain kind, or nothing drawn: the dispatcher only sends blocks of the right kind.
macro_rules! block_of {
    ($props:expr, $kind:ident) => {
        match $props.block() {
            Some(contract::report::Block::$kind(block)) => block,
            _ => return yew::Html::default(),
        }
    };
}
pub(crate) use block_of;

/// A number as the whole page prints it.
pub(crate) fn number(value: f64, unit: Unit) -> String {
    practice::text::format(value, unit)
}

/// A count.
pub(crate) fn count(value: usize) -> String {
    number(value as f64, Unit::Number)
}

/// A count and its noun, which takes an `s` but for one.
pub(crate) fn counted(value: usize, noun: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(value))
}

/// An SVG length: a tenth of a pixel is as fine as it gets.
pub(crate) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths.is_finite() && tenths.abs() < 1e9 {
        let tenths = tenths as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
    } else {
        "0".to_owned()
    }
}

/// The class that gives a thing its tone's colours.
pub(crate) fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "tone-plain",
        Tone::Muted => "tone-muted",
        Tone::Accent => "tone-accent",
        Tone::Ok => "tone-ok",
        Tone::Bad => "tone-bad",
        Tone::Info => "tone-info",
    }
}

/// What a tone is called for those who can't see its marker.
pub(crate) fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Muted => "minor",
        Tone::Accent => "notable",
        Tone::Ok => "good",
        Tone::Bad => "bad",
        Tone::Info => "note",
    }
}

/// A tone's shape: disc, square, diamond, ring, dash; a bar for what has no tone.
pub(crate) fn mark(tone: Tone) -> Html {
    let shape = match tone {
        Tone::Plain => html! { <rect x="3.5" y="1" width="3" height="8" /> },
        Tone::Muted => html! { <rect x="1" y="4.25" width="8" height="1.5" /> },
        Tone::Accent => html! { <path d="M5 .5 9.5 5 5 9.5.5 5z" /> },
        Tone::Ok => html! { <circle cx="5" cy="5" r="4" /> },
        Tone::Bad => html! { <rect x="1" y="1" width="8" height="8" rx=".5" /> },
        Tone::Info => html! { <circle class="hollow" cx="5" cy="5" r="3.5" /> },
    };
    html! {
        <svg class={classes!("mark", tone_class(tone))} viewBox="0 0 10 10" aria-hidden="true">
            { shape }
        </svg>
    }
}

/// A tone's shape with its name for screen readers; nothing for what has no tone.
pub(crate) fn spoken_mark(tone: Tone) -> Html {
    if tone == Tone::Plain {
        return Html::default();
    }
    html! { <>{ mark(tone) }<span class="unseen">{ tone_name(tone) }{ " " }</span></> }
}

/// A block's frame: its heading (none when empty), controls beside the heading, and what it holds.
pub(crate) fn frame(kind: &'static str, title: &str, tools: Html, body: Html) -> Html {
    let head = if title.is_empty() && tools == Html::default() {
        Html::default()
    } else {
        html! {
            <header class="block-head">
                if !title.is_empty() { <h3>{ title.to_owned() }</h3> }
                <div class="block-tools">{ tools }</div>
            </header>
        }
    };
    html! { <section class={classes!("block", kind)}>{ head }{ body }</section> }
}

/// A block that has nothing to show says so.
pub(crate) fn empty(kind: &'static str, title: &str, words: &'static str) -> Html {
    let body = html! { <p class="block-empty">{ words }</p> };
    frame(kind, title, Html::default(), body)
}

/// A heading, or words in its stead where a name is needed and the heading is empty.
pub(crate) fn or_words(title: &str, words: &str) -> String {
    (if title.is_empty() { words } else { title }).to_owned()
}

/// Words under a block: what was left out.
pub(crate) fn footnote(words: String) -> Html {
    html! { <p class="block-note">{ words }</p> }
}

/// A button that is either on or off.
pub(crate) fn toggle(words: &'static str, on: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let on = on.clone();
        Callback::from(move |_: MouseEvent| on.set(!*on))
    };
    html! {
        <button type="button" class="tool" aria-pressed={pressed(**on)} {onclick}>{ words }</button>
    }
}

/// A boolean as an ARIA attribute says it.
pub(crate) fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// A prefix for element ids that no other block on the page has.
#[hook]
pub(crate) fn use_unique() -> usize {
    thread_local!(static NEXT: Cell<usize> = const { Cell::new(0) });
    *use_memo((), |()| {
        NEXT.with(|next| {
            next.set(next.get() + 1);
            next.get()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_one_decimal_and_never_say_nan() {
        for (value, expected) in [
            (0.0, "0.0"),
            (12.34, "12.3"),
            (-0.26, "-0.3"),
            (-12.0, "-12.0"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
        ] {
            assert_eq!(px(value), expected, "{value}");
        }
    }

    #[test]
    fn one_has_no_plural() {
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(0, "row"), "0 rows");
    }
}
