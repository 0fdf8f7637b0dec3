//! Answers as pages for a terminal: the findings of a forecast, a comparison of levers.

mod change;
mod comparison;
mod costs;
mod difference;
mod ends;
pub mod evidence;
pub mod explain;
mod figure;
mod footer;
mod frontier;
mod header;
mod hindcast;
mod hold;
mod identity;
mod order;
mod outside;
mod policy;
mod questions;
mod score;
mod shift;
pub mod stats;
mod talks;
mod updating;
mod waterfall;
mod wordings;

pub use explain::requirement;
pub(crate) use footer::OUTSIDE;
pub use frontier::frontier;
pub use hindcast::hindcast;
pub use policy::policies;
pub use score::{score, verdicts};
pub use shift::shift;
pub use updating::updating;
pub use wordings::wordings;

use crate::findings::Findings;
use crate::page::Page;
use crate::style::Style;
use crate::words;

pub use comparison::comparison;
pub use difference::difference;

/// The forecast as a page: what was simulated and the answer in three sentences; then how long the line can hold,
/// what ends it, the pattern of talks, the costs, the order, what would change it, the outside view and the questions
/// of the scenario.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn forecast(findings: &Findings, style: Style) -> String {
    let mut page = Page::new(style);
    for section in SECTIONS {
        section(&mut page, findings);
    }
    page.finish()
}

/// The sections in the order of the page.
const SECTIONS: [fn(&mut Page, &Findings); 10] = [
    header::write,
    hold::write,
    ends::write,
    talks::write,
    costs::write,
    order::write,
    change::write,
    outside::write,
    questions::write,
    footer::write,
];
