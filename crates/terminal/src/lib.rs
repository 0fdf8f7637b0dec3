//! Turns findings into pages for a terminal.
//!
//! Each `render_` function takes one kind of result and a [`Style`](standoff_prose::Style) and returns the page as text:
//!
//! ```
//! use standoff_prose::Style;
//! use standoff_terminal::evidence::{Heading, Row, render_events};
//!
//! let heading = Heading { title: "A war".into(), as_of: None, kind: None, rows: 1, digest: "3f9a".into() };
//! let row = Row {
//!     days: "2001-02-01".into(),
//!     event: "talks-round".into(),
//!     who: "invader;defender".into(),
//!     value: String::new(),
//!     confidence: "0.95".into(),
//!     known: "2001-02-03".into(),
//!     id: "round-1".into(),
//! };
//! let page = render_events(&heading, &[row], Style::plain());
//! assert!(page.starts_with("Events · A war\n") && page.contains("talks-round"));
//! ```
//!
//! Three rules hold on every page. No number is finer than its error ([`standoff_prose::numbers`]). A chance is shown as "about
//! 7 of 20 futures" and as a number. All actors get equal space and the same wording.
//!
//! Nothing of the model is computed here: figures are rounded, ordered and drawn as given. Nothing is printed either, and
//! the colours of the terminal are the caller's decision.
//!
//! A folder holds the pages of one kind of result: `forecast`, `comparison`, [`explanation`], `options`, `diagnosis`, [`evidence`], `scores`,
//! [`estimates`] and [`scenario`]. Shared by them are `frame` (headers and footers), `drawing` (charts drawn with characters) and
//! [`vocabulary`], whose words the weekly document uses too.

mod comparison;
mod diagnosis;
mod drawing;
pub mod estimates;
pub mod evidence;
pub mod explanation;
mod forecast;
mod frame;
mod interval;
mod options;
pub mod scenario;
mod scores;
pub mod vocabulary;
mod wars;

pub use comparison::{render_comparison, render_comparison_answer};
pub use diagnosis::{render_diagnosis, render_diagnosis_part};
pub use evidence::hindcast::render_hindcast;
pub use evidence::history::render_history;
pub use evidence::shift::render_shift;
pub use evidence::updating::render_updating;
pub use explanation::difference::render_difference;
pub use explanation::render_requirement;
pub use forecast::{ForecastPart, render_first_screen, render_forecast, render_forecast_parts};
pub use frame::closing::OUTSIDE_THE_MODEL;
pub use options::frontier::render_frontier;
pub use options::policies::render_policies;
pub use scores::page::render_scores;
pub use scores::seals::render_verdicts;
pub use scores::wordings::{render_wordings, render_wordings_answer};
pub use wars::{render_wars_list, render_wars_moments, render_wars_score, render_wars_score_answer};
