//! Selection of the outcomes on a page: those asked for, or the usual ones.

use crate::vocabulary::roles_taking_part;
use standoff_analysis::options::compare::{BaselineOutcome, Comparison, OutcomeDifference};
use standoff_lab::report_months::middle_months;
use standoff_prose::words::{capitalize, count_months};

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
            return vec![Columns { caption: "", outcomes: headlines(comparison) }, value_columns(comparison)];
        }
        let asked = comparison.baseline.iter().filter(|one| self.asked.contains(&one.outcome));
        let heads: Vec<(String, String)> = asked.map(|one| (one.outcome.clone(), capitalize(&one.title))).collect();
        heads.chunks(MOST).map(|chunk| Columns { caption: "", outcomes: chunk.to_vec() }).collect()
    }

    /// Outcomes along a sweep that get a chart.
    pub fn charted(self, comparison: &Comparison) -> Vec<&BaselineOutcome> {
        match self.asked {
            [] => {
                let first = headlines(comparison).into_iter().take(CHARTS);
                first.filter_map(|(name, _)| find_baseline(comparison, &name)).collect()
            }
            asked => asked.iter().filter_map(|name| find_baseline(comparison, name)).collect(),
        }
    }

    /// Tests whether the usual outcomes are shown.
    pub fn usual(self) -> bool {
        self.asked.is_empty()
    }
}

/// Outcomes that head a page, as far as they are there, with short words for them.
fn headlines(comparison: &Comparison) -> Vec<(String, String)> {
    let month = |one: &BaselineOutcome| one.outcome.strip_prefix("settled-")?.parse::<usize>().ok();
    let most = middle_months(usize::MAX);
    let settled = comparison
        .baseline
        .iter()
        .filter_map(month)
        .rfind(|&month| month <= most)
        .map(|month| (format!("settled-{month}"), format!("settled or quiet by {}", count_months(month))));
    let fixed = |name: &str, words: &str| Some((name.to_owned(), words.to_owned()));
    let all = [
        fixed("hold-months", "months the line holds"),
        settled,
        fixed("fighting-months", "months of fighting"),
        fixed("peace-5-years", "peace that holds 5 years"),
    ];
    all.into_iter().flatten().filter(|(name, _)| find_baseline(comparison, name).is_some()).collect()
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
