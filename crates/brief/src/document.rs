//! A document: headings, sentences, tables and pictures, written as HTML, Markdown or for print.
//!
//! Its content is stated once; the writers differ in form only. A sentence with a number names the key of the findings from
//! which the number is taken.

mod content;
mod html;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;

pub use content::{Block, Document, Drawn, Figures, Section, Sentence};
#[cfg(feature = "pdf")]
pub use pdf::PdfError;
