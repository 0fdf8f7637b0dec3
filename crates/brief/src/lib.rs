//! The weekly breakdown as a document: one page of HTML, Markdown, or a PDF to print (feature `pdf`).
//!
//! A document is composed once and written in any format; a sentence with a number names the key of the findings from which
//! the number is taken.
//!
//! ```
//! use standoff_brief::document::{Block, Document, Section, Sentence};
//!
//! let sentence = Sentence::sourced("forecast.hold", "The line holds 12 months in about 14 of 20 futures.");
//! let section = Section { slug: "answer", heading: "The answer".into(), blocks: vec![Block::Headline(sentence)] };
//! let (title, subtitle) = ("A war".into(), "As of 4 March 2001".into());
//! let document = Document { title, subtitle, sections: vec![section], one_page: false };
//! assert!(document.markdown().contains("**The line holds 12 months in about 14 of 20 futures.**"));
//! assert!(document.html().contains("href=\"#from.forecast.hold\""));
//! ```
//!
//! Nothing is computed here: a document prints what a breakdown holds.
//!
//! [`answer_pictures`] draws the pictures of an answer alone, [`weekly`] composes the brief of a breakdown, [`comparison`] the section on two worlds side by side and [`debrief`] the one
//! on a finished game. Words for chances come from [`likelihood`], all other words and figures from [`standoff_prose`] and
//! [`standoff_terminal::vocabulary`], and pictures from [`standoff_picture`].

pub mod answer_pictures;
pub mod comparison;
mod dated_answers;
pub mod debrief;
pub mod document;
pub mod likelihood;
mod pictures;
mod precision;
pub mod weekly;
mod wording;
