//! The answer in one line, for a page that updates it in place.

use serde::Serialize;
use standoff_lab::forecast::findings::{Findings, ProbabilityAt};
use standoff_terminal::vocabulary;

/// The chance that the line holds for a number of months, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = Hold)]
pub struct HoldChance {
    /// Months.
    pub months: usize,
    /// The chance, no finer than its error.
    pub chance: String,
    /// 5 % to 95 % of the draws; none where one draw is all there is.
    #[schema(required)]
    pub band: Option<String>,
}

/// Chances that the line holds, at the months of the findings.
pub fn hold_chances(findings: &Findings) -> Vec<HoldChance> {
    let hold = |(at, told): (&ProbabilityAt, String)| {
        let chance = vocabulary::chance_at(findings, at);
        let band = vocabulary::has_bands(findings).then(|| vocabulary::format_chance_band(chance, at.low, at.high));
        HoldChance { months: at.months, chance: told, band }
    };
    findings.hold.survival.iter().zip(vocabulary::hold_chances(findings).survival).map(hold).collect()
}
