//! Selection of the outcomes on a page: those asked for, or the usual ones.

use crate::vocabulary::roles_taking_part;
use standoff_analysis::options::compare::{BaselineOutcome, Comparison, OutcomeDifference};
use standoff_prose::words::capitalize;

/// Outcomes that head a page, the first that there is of each line, with short words for them.
const HEADLINES: [&[(&str, &str)]; 4] = [
    &[("hold-months", "months the line holds")],
    &[("settled-24", "settled or quiet by 24 months"), ("settled-12", "settled or quiet by 12 months")],
    &[("fighting-months", "months of fighting")],
    &[("peace-5-years", "peace that holds 5 years")],
];
/// Number of them that get a chart along a sweep.
const CHARTS: usize = 2;
/// The months of a settlement that the five ends say again.
const SAID_AGAIN: &str = "settled-60";

/// Selection of outcomes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutcomeSelection<'a> {
    asked: &'a [String],
}

impl<'a> OutcomeSelection<'a> {
    /// The outcomes of these names; the usual ones where none is named.
    pub fn new(asked: &'a [String]) -> Self {
        Self { asked }
    }

    /// Tests whether an option's table has a row.
    pub fn has(self, row: &OutcomeDifference) -> bool {
        match self.asked {
            [] => row.part != "question" && row.outcome != SAID_AGAIN,
            asked => asked.contains(&row.outcome),
        }
    }

    /// Tables of a few columns each: what was asked for; or the headlines, and what it turned out to be worth to each
    /// actor.
    pub fn overview(self, comparison: &Comparison) -> Vec<Columns> {
        // More columns would leave the names too little room on the narrowest page.
        const MOST: usize = 4;
        if self.asked.is_empty() {
            let words = |names: &[(&'static str, &'static str)]| {
                let (name, head) = names.iter().find(|(name, _)| find_baseline(comparison, name).is_some())?;
                Some(((*name).to_owned(), (*head).to_owned()))
            };
            let headlines = HEADLINES.iter().filter_map(|names| words(names)).collect();
            return vec![Columns { caption: "", outcomes: headlines }, value_columns(comparison)];
        }
        let asked = comparison.baseline.iter().filter(|one| self.asked.contains(&one.outcome));
        let heads: Vec<(String, String)> = asked.map(|one| (one.outcome.clone(), capitalize(&one.title))).collect();
        heads.chunks(MOST).map(|chunk| Columns { caption: "", outcomes: chunk.to_vec() }).collect()
    }

    /// Outcomes along a sweep that get a chart.
    pub fn charted(self, comparison: &Comparison) -> Vec<&BaselineOutcome> {
        match self.asked {
            [] => {
                let there = HEADLINES.iter().take(CHARTS);
                there.filter_map(|names| names.iter().find_map(|(name, _)| find_baseline(comparison, name))).collect()
            }
            asked => asked.iter().filter_map(|name| find_baseline(comparison, name)).collect(),
        }
    }

    /// Tests whether the usual outcomes are shown.
    pub fn usual(self) -> bool {
        self.asked.is_empty()
    }
}

/// Columns of a table: outcomes by name, each with its head.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Columns {
    /// Words over the table.
    pub caption: &'static str,
    /// Name and head.
    pub outcomes: Vec<(String, String)>,
}

/// An outcome of the scenario as it is.
pub(crate) fn find_baseline<'a>(comparison: &'a Comparison, name: &str) -> Option<&'a BaselineOutcome> {
    comparison.baseline.iter().find(|one| one.outcome == name)
}

/// Columns of the value to each actor.
pub(crate) fn value_columns(comparison: &Comparison) -> Columns {
    let roles = roles_taking_part(&comparison.provenance.scenario).into_iter();
    let outcomes = roles.map(|(role, _, name)| (format!("value.{role}"), name.to_owned())).collect();
    Columns {
        caption: "What it turned out to be worth to each, by its own values (in shares of what is at stake for it)",
        outcomes,
    }
}
