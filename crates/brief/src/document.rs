//! A document: headings, sentences, tables and pictures, written as HTML, Markdown or for print.
//!
//! What stands in it is said once; the writers differ in form only. A sentence that states a number says where the
//! number comes from.

mod content;
mod html;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;

pub use content::{Block, Document, Drawn, Figures, Section, Sentence};
#[cfg(feature = "pdf")]
pub use pdf::PdfError;
