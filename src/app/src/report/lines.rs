//! Numbered lines whose parts are told apart by colour, by underline and by name.

use super::parts::{
    BlockProps, block_of, count, counted, empty, footnote, frame, or_words, pressed, spoken_mark,
    toggle, tone_class,
};
use contract::report::{Line, Lines, Tone};
use yew::prelude::*;

/// Lines drawn at first, and how many more each press of the button brings.
const FIRST_LINES: usize = 200;
const MORE_LINES: usize = 1000;

/// Names in the legend, at most.
const NAMES: usize = 24;

/// Lines, the names of their parts (press one to see it alone), and whether long lines wrap.
#[component]
pub(crate) fn LinesView(props: &BlockProps) -> Html {
    let lines = block_of!(props, Lines);
    let wrap = use_state_eq(|| false);
    let shown = use_state_eq(|| FIRST_LINES);
    let picked = use_state_eq(|| None::<String>);
    let names = use_memo(props.clone(), |_| names(lines));
    if lines.lines.is_empty() {
        return empty("block-lines", &lines.title, "No lines.");
    }
    let toned = lines.lines.iter().any(|line| line.tone != Tone::Plain);
    let digits = lines
        .lines
        .iter()
        .map(|line| line.number)
        .max()
        .unwrap_or(0)
        .to_string()
        .len();
    let drawn = lines
        .lines
        .iter()
        .take(*shown)
        .map(|line| row(line, toned, digits, picked.as_deref()));
    let left = lines.lines.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + MORE_LINES))
    };
    let class = classes!(
        "scroll",
        "lines",
        wrap.then_some("wrap"),
        picked.as_ref().map(|_| "picking")
    );
    let body = html! {
        <>
            { legend(&names, &picked) }
            <div {class} tabindex="0" role="region" aria-label={or_words(&lines.title, "Lines")}>
                <div class="lines-in">{ for drawn }</div>
            </div>
            if left > 0 {
                <button type="button" class="tool" onclick={more}>
                    { format!("Show {} more of {}", count(left.min(MORE_LINES)), counted(lines.lines.len(), "line")) }
                </button>
            }
            if lines.dropped > 0 {
                { footnote(format!("{} left out.", counted(lines.dropped as usize, "further line"))) }
            }
        </>
    };
    frame("block-lines", &lines.title, toggle("Wrap", &wrap), body)
}

/// The names of spans in order of appearance, each with the tone it has first.
fn names(lines: &Lines) -> Vec<(String, Tone)> {
    let mut names: Vec<(String, Tone)> = Vec::new();
    for span in lines.lines.iter().flat_map(|line| &line.spans) {
        if names.len() == NAMES {
            break;
        }
        if !span.name.is_empty() && names.iter().all(|(name, _)| *name != span.name) {
            names.push((span.name.clone(), span.tone));
        }
    }
    names
}

/// The names as buttons that each show one kind of part alone.
fn legend(names: &[(String, Tone)], picked: &UseStateHandle<Option<String>>) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let buttons = names.iter().map(|(name, tone)| {
        let on = picked.as_ref() == Some(name);
        let onclick = {
            let (picked, name) = (picked.clone(), name.clone());
            Callback::from(move |_: MouseEvent| picked.set((!on).then(|| name.clone())))
        };
        html! {
            <li>
                <button type="button" class="part" aria-pressed={pressed(on)} {onclick}>
                    <span class={classes!("span", tone_class(*tone))}>{ name.clone() }</span>
                </button>
            </li>
        }
    });
    html! { <ul class="legend parts" aria-label="Parts of a line">{ for buttons }</ul> }
}

/// One line: its number, its marker, its text.
fn row(line: &Line, toned: bool, digits: usize, picked: Option<&str>) -> Html {
    let number = if line.number == 0 {
        String::new()
    } else {
        line.number.to_string()
    };
    html! {
        <div class={classes!("line", tone_class(line.tone))}>
            <span class="line-number">{ format!("{number:>digits$}") }</span>
            if toned { <span class="slot">{ spoken_mark(line.tone) }</span> }
            <span class="line-text">{ for parts(line).map(|part| draw(&part, picked)) }</span>
        </div>
    }
}

/// A stretch of a line: plain, or a span.
#[derive(Debug, PartialEq)]
struct Part<'a> {
    text: &'a str,
    span: Option<(&'a str, Tone)>,
}

/// A line in stretches that together are its whole text. A span that overlaps the one before, or
/// does not fall on characters, is left plain.
fn parts(line: &Line) -> impl Iterator<Item = Part<'_>> {
    let mut parts = Vec::with_capacity(line.spans.len() * 2 + 1);
    let mut done = 0;
    for span in &line.spans {
        let (start, end) = (span.start as usize, span.end as usize);
        let (Some(before), Some(text)) = (line.text.get(done..start), line.text.get(start..end))
        else {
            continue;
        };
        if !before.is_empty() {
            parts.push(Part {
                text: before,
                span: None,
            });
        }
        if !text.is_empty() {
            parts.push(Part {
                text,
                span: Some((&span.name, span.tone)),
            });
        }
        done = end;
    }
    if let Some(rest) = line.text.get(done..).filter(|rest| !rest.is_empty()) {
        parts.push(Part {
            text: rest,
            span: None,
        });
    }
    parts.into_iter()
}

/// Draws a stretch of a line.
fn draw(part: &Part, picked: Option<&str>) -> Html {
    match part.span {
        None => html! { { part.text.to_owned() } },
        Some((name, tone)) => {
            let is_picked = picked == Some(name);
            let class = classes!("span", tone_class(tone), is_picked.then_some("picked"));
            html! { <span {class} title={name.to_owned()}>{ part.text.to_owned() }</span> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::report::Span;

    fn line(text: &str, spans: &[(u32, u32)]) -> Line {
        let span = |&(start, end): &(u32, u32)| Span {
            start,
            end,
            name: "n".to_owned(),
            tone: Tone::Ok,
        };
        Line {
            text: text.to_owned(),
            spans: spans.iter().map(span).collect(),
            ..Line::default()
        }
    }

    #[test]
    fn parts_are_the_whole_line_whatever_the_spans_say() {
        let text = "GET /caf\u{e9} 200";
        for spans in [
            &[][..],
            &[(0, 3), (4, 10)][..],
            &[(0, 3), (2, 5)][..],
            &[(8, 9)][..],
            &[(5, 2)][..],
            &[(0, 999)][..],
            &[(14, 14)][..],
        ] {
            let line = line(text, spans);
            let whole: String = parts(&line).map(|part| part.text).collect();
            assert_eq!(whole, text, "{spans:?}");
        }
    }

    #[test]
    fn spans_are_cut_where_they_say() {
        let line = line("GET / 200", &[(0, 3), (6, 9)]);
        let spans: Vec<&str> = parts(&line)
            .filter(|part| part.span.is_some())
            .map(|part| part.text)
            .collect();
        assert_eq!(spans, ["GET", "200"]);
    }

    #[test]
    fn each_name_is_in_the_legend_once() {
        let lines = Lines {
            lines: vec![line("abc", &[(0, 1), (1, 2)]); 3],
            ..Lines::default()
        };
        assert_eq!(names(&lines), [("n".to_owned(), Tone::Ok)]);
    }
}
