//! The page, as it is built from `web/` and embedded in the program.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use standoff_picture::stylesheet;

/// The files of the built page.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct BuiltPage;

/// The page itself. A browser asks for it anew each time, so that a new version of the program brings its new page.
pub async fn serve_index() -> Response {
    serve_file("index.html", "no-cache")
}

/// The style sheet of the pictures, which those of the brief use too.
pub async fn serve_picture_styles() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], stylesheet())
        .into_response()
}

/// A script or style sheet of the page. Its name changes with its bytes, so a browser may keep it for good.
pub async fn serve_asset(Path(name): Path<String>) -> Response {
    serve_file(&format!("assets/{name}"), "public, max-age=31536000, immutable")
}

fn serve_file(name: &str, cache_control: &'static str) -> Response {
    let Some(found) = BuiltPage::get(name) else {
        return (StatusCode::NOT_FOUND, "there is no such page").into_response();
    };
    let media_type = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache_control)], Body::from(found.data))
        .into_response()
}
