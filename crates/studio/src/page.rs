//! The page, as it was built from `web/`, within the program.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use standoff_picture::stylesheet;

/// The files that the page is built into.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Built;

/// The page itself.
pub async fn index() -> Response {
    file("index.html", "no-cache")
}

/// Colours of the pictures, light and dark, and which of them fits the screen.
pub async fn pictures() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], stylesheet())
        .into_response()
}

/// What the page loads; its names change with its bytes.
pub async fn asset(Path(name): Path<String>) -> Response {
    file(&format!("assets/{name}"), "public, max-age=31536000, immutable")
}

fn file(name: &str, keep: &'static str) -> Response {
    let Some(found) = Built::get(name) else { return (StatusCode::NOT_FOUND, "there is no such page").into_response() };
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], Body::from(found.data)).into_response()
}
