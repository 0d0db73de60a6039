//! What a program saw: its command line, standard input and files.

use super::super::command_line::quoted;
use super::super::files::head;
use contract::report::Unit;
use practice::text;
use yew::prelude::*;

/// Files shown of an input.
const FILES: usize = 200;
/// Bytes shown of a file.
const BYTES: usize = 20_000;

#[derive(Properties, PartialEq)]
pub(crate) struct InputProps {
    /// The program's name, for the command line.
    pub(crate) name: AttrValue,
    pub(crate) args: Vec<String>,
    pub(crate) stdin: Vec<u8>,
    /// (path, bytes).
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The bundled input, where the files are its.
    #[prop_or_default]
    pub(crate) fixture: Option<String>,
    /// Whether it is open at first.
    #[prop_or_default]
    pub(crate) open: bool,
}

/// The input, closed until it is asked for.
#[component]
pub(crate) fn InputView(props: &InputProps) -> Html {
    let files = props.files.len();
    let noun = if files == 1 { "file" } else { "files" };
    html! {
        <details class="given" open={props.open}>
            <summary>
                { "Input: " }<code>{ quoted(&props.name, &props.args) }</code>
                if files > 0 {
                    { format!(" \u{b7} {} {noun}", text::count(files as u64)) }
                }
                if let Some(fixture) = &props.fixture {
                    { format!(" \u{b7} on {fixture}") }
                }
            </summary>
            if !props.stdin.is_empty() {
                <h4 class="label">{ "Standard input" }</h4>
                <pre class="mono" tabindex="0">{ head(&props.stdin, BYTES) }</pre>
            }
            { for props.files.iter().take(FILES).map(|(path, bytes)| html! {
                <>
                    <h4 class="path mono">
                        { absolute(path) }
                        <span class="muted">{ text::format(bytes.len() as f64, Unit::Bytes) }</span>
                    </h4>
                    <pre class="mono" tabindex="0">{ head(bytes, BYTES) }</pre>
                </>
            }) }
            if files > FILES {
                <p class="muted">{ format!("{} more files are not shown.", text::count((files - FILES) as u64)) }</p>
            }
        </details>
    }
}

fn absolute(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}
