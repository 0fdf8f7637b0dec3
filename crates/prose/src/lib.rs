//! Numbers, words and tables for people.
//!
//! Every page, picture and document of Standoff prints its figures through this crate, so that one rule holds everywhere: no
//! number is finer than its error.
//!
//! ```
//! use standoff_prose::numbers::{Chance, format_rounded, step_for_error};
//! use standoff_prose::{Align, Style, Table};
//!
//! let step = step_for_error(0.004).unwrap();
//! assert_eq!((step, format_rounded(0.1234, step).as_str()), (0.005, "0.125"));
//!
//! let chance = Chance::new(0.34, 0.005, 10_240);
//! assert_eq!(chance.futures().to_string(), "about 7 of 20");
//!
//! let mut table = Table::new(&[("the line holds", Align::Left), ("chance", Align::Right)]);
//! table.add_row(["12 months", &chance.number()]);
//! assert_eq!(table.render(Style::plain()), ["  the line holds  chance", "  12 months         0.34"]);
//! ```
//!
//! [`numbers`] rounds, [`words`] joins lists and writes bands and signed figures, [`names`] gives names their articles and verbs,
//! [`layout`] measures and wraps text, [`style`] holds the width and the symbols of a terminal, [`likelihood`] has words for
//! chances, [`together`] makes figures agree that are read together, and [`table`] and [`page`] put lines together. Nothing here
//! knows about wars, and nothing prints: text is returned.

pub mod layout;
pub mod likelihood;
pub mod names;
pub mod numbers;
pub mod page;
pub mod style;
pub mod table;
pub mod together;
pub mod words;

pub use layout::{column_width, strip_controls, wrap_words};
pub use style::Style;
pub use table::{Align, Table};
