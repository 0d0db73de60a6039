//! Drawing SVG into a bitmap.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url,
};

/// The longest side of a bitmap, in pixels: what all browsers still draw.
const MAX_SIDE: f64 = 8192.0;

/// A bitmap.
pub(crate) struct Png {
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// Pixels across.
    pub(crate) width: u32,
    /// Pixels down.
    pub(crate) height: u32,
}

/// Draws an SVG document of that size (in CSS pixels), so many times enlarged, or less where it would be too large.
///
/// # Errors
/// A sentence for the reader when the browser can't.
pub(crate) async fn png(svg: &str, width: f64, height: f64, scale: f64) -> Result<Png, String> {
    let url = blob_url(svg)?;
    let drawn = draw(&url, width, height, scale).await;
    // What is drawn or not drawn by now needs it no more.
    let _ = Url::revoke_object_url(&url);
    drawn
}

fn blob_url(svg: &str) -> Result<String, String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(svg));
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&parts, &kind)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
        .map_err(|_| failed())
}

async fn draw(url: &str, width: f64, height: f64, scale: f64) -> Result<Png, String> {
    let image = HtmlImageElement::new().map_err(|_| failed())?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.map_err(|_| failed())?;
    let scale = scale.min(MAX_SIDE / width.max(height).max(1.0));
    let side = |length: f64| (length * scale).round().max(1.0);
    let canvas: HtmlCanvasElement = document()
        .create_element("canvas")
        .map_err(|_| failed())?
        .unchecked_into();
    canvas.set_width(side(width) as u32);
    canvas.set_height(side(height) as u32);
    let context = canvas.get_context("2d").ok().flatten().ok_or_else(failed)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            side(width),
            side(height),
        )
        .map_err(|_| failed())?;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            // The promise's own function takes any value.
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        // A canvas that can't be read gives no blob, and neither does one that throws.
        let _ = canvas.to_blob_with_type(give.unchecked_ref(), "image/png");
    });
    let blob = JsFuture::from(promise).await.map_err(|_| failed())?;
    let blob = blob.dyn_into::<Blob>().map_err(|_| failed())?;
    let buffer = JsFuture::from(blob.array_buffer())
        .await
        .map_err(|_| failed())?;
    Ok(Png {
        bytes: js_sys::Uint8Array::new(&buffer).to_vec(),
        width: canvas.width(),
        height: canvas.height(),
    })
}

fn failed() -> String {
    "The browser could not draw the picture. Export it as SVG instead.".to_owned()
}
