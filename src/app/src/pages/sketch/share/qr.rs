//! A link as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use yew::prelude::*;

/// The most bytes that a QR code holds: version 40 at the lowest level of error correction (ISO/IEC 18004).
pub(super) const MAX_BYTES: usize = 2953;

/// Modules of quiet around a code, as the standard asks for.
const QUIET: i32 = 4;

/// Modules across beyond which a telephone must come close, on a screen.
const DENSE: i32 = 101;

#[derive(Properties, PartialEq)]
pub(super) struct QrProps {
    /// What it says.
    pub(super) text: String,
}

/// The code, dark on light in both themes: readers are not made for the other way round.
#[component]
pub(super) fn Qr(props: &QrProps) -> Html {
    let code = use_memo(props.text.clone(), |text| {
        QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Low).ok()
    });
    let Some(code) = &*code else {
        return html! {
            <p class="muted">
                { format!("The link has {} characters; a QR code holds {MAX_BYTES}. Copy the link instead.", props.text.len()) }
            </p>
        };
    };
    let across = code.size() + 2 * QUIET;
    html! {
        <figure class="qr">
            <svg viewBox={format!("0 0 {across} {across}")} role="img" aria-label="QR code of the link" shape-rendering="crispEdges">
                <rect width={across.to_string()} height={across.to_string()} fill="#ffffff" />
                <path d={path(code)} fill="#000000" />
            </svg>
            if across > DENSE {
                <figcaption class="muted">{ "It is a dense code: enlarge the page, and hold the camera close." }</figcaption>
            }
        </figure>
    }
}

/// The dark modules, row by row, each run as one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count() as i32;
            if run > 0 {
                // Writing to a string can't fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}
