//! Words and figures that several sections share.

use crate::columns;
use crate::findings::{Band, Findings, ProbabilityAt};
use crate::numbers::{Chance, UNKNOWN, error_of_mean, rounded, step_of};
use crate::table::Align;
use standoff_lab::forecast::provenance::ScenarioName;

/// Roles in the one order used in tables, each with the word for it.
pub(crate) const ROLES: [(&str, &str); 4] =
    [("invader", "invader"), ("defender", "defender"), ("great_power", "great power"), ("coalition", "coalition")];

/// The roles that take part: key, word, name.
pub(crate) fn roles(scenario: &ScenarioName) -> Vec<(&'static str, &'static str, &str)> {
    let named =
        |(key, word): (&'static str, &'static str)| scenario.roles.get(key).map(|name| (key, word, name.as_str()));
    ROLES.into_iter().filter_map(named).collect()
}

/// The name of an actor by its role; anything else as it is.
pub(crate) fn actor<'a>(findings: &'a Findings, role: &'a str) -> &'a str {
    match role {
        "public" => "the public",
        role => findings.scenario.roles.get(role).map_or(role, String::as_str),
    }
}

/// `text` with a capital letter first.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A chance at a month.
pub(crate) fn chance(findings: &Findings, at: &ProbabilityAt) -> Chance {
    Chance::new(at.p, at.mc_error, findings.runs)
}

/// A band of chances in the step of its estimate.
pub(crate) fn chance_band(chance: Chance, low: f64, high: f64) -> String {
    band(low, high, chance.step())
}

/// Digits and signs of a band up to which a dash reads well.
const DENSE: usize = 10;

/// `low–high` in steps; one number where both are the same. Long ones can be broken between words.
pub(crate) fn band(low: f64, high: f64, step: f64) -> String {
    let (low, high) = (rounded(low, step), rounded(high, step));
    let apart = low.starts_with('−') || high.starts_with('−') || columns(&low) + columns(&high) > DENSE;
    match (low == high, apart) {
        (true, _) => low,
        (false, true) => format!("{low} to {high}"),
        (false, false) => format!("{low}–{high}"),
    }
}

/// A band as futures: "11 to 17 of 20".
pub(crate) fn of_twenty(low: f64, high: f64) -> String {
    let count = |chance: f64| (chance.clamp(0.0, 1.0) * 20.0).round();
    format!("{} to {} of 20", count(low), count(high))
}

/// By how much the variance of a mean over futures is larger than were all futures independent: those of one draw share their
/// parameters. Kish's design effect, `1 + (m - 1) rho` for `m` futures a draw; `rho` is the share of the variance that lies
/// between draws, the larger of the two that were measured.
pub(crate) fn design_effect(findings: &Findings) -> f64 {
    let futures = findings.runs as f64 / findings.draws.max(1) as f64;
    let between = findings.spread.parametric.max(findings.spread.ends_parametric);
    let between = if between.is_finite() { between.clamp(0.0, 1.0) } else { 1.0 };
    1.0 + (futures - 1.0).max(0.0) * between
}

/// A share counted among so many cases of these futures.
pub(crate) fn share(findings: &Findings, share: f64, cases: f64) -> Chance {
    Chance::share(share, cases / design_effect(findings))
}

/// A mean over draws or futures with its band, both no finer than its error.
pub(crate) struct Figure {
    error: f64,
    step: f64,
    band: Band,
}

impl Figure {
    /// A number whose band spans the draws.
    pub fn of_draws(findings: &Findings, band: Band) -> Self {
        Self::with_error(band, error_of_mean(band.low, band.high, findings.draws))
    }

    /// A number whose band spans the futures.
    pub fn of_futures(findings: &Findings, band: Band) -> Self {
        let independent = error_of_mean(band.low, band.high, findings.runs);
        Self::with_error(band, independent * design_effect(findings).sqrt())
    }

    fn with_error(band: Band, error: f64) -> Self {
        Self { error, step: step_of([band.mean, band.low, band.high], error), band }
    }

    /// The same as a share: never finer than one in a hundred.
    pub fn into_share(self) -> Self {
        Self { step: crate::numbers::step(self.error).unwrap_or(0.01).max(0.01), ..self }
    }

    /// The mean.
    pub fn mean(&self) -> String {
        rounded(self.band.mean, self.step)
    }

    /// The band.
    pub fn band(&self) -> String {
        band(self.band.low, self.band.high, self.step)
    }

    /// "38 (band 29–47)".
    pub fn with_band(&self) -> String {
        format!("{} (band {})", self.mean(), self.band())
    }
}

/// A value in units of 0 to 1, with its sign.
pub(crate) fn signed(value: f64) -> String {
    signed_at(value, 0.01)
}

/// A value rounded to a step, with its sign.
pub(crate) fn signed_at(value: f64, step: f64) -> String {
    let text = rounded(value, step);
    let zero = text.chars().all(|letter| matches!(letter, '0' | '.' | ','));
    if value > 0.0 && !zero && text != UNKNOWN { format!("+{text}") } else { text }
}

/// Share of futures in which something is signed that settles the war.
pub(crate) fn settled(findings: &Findings) -> f64 {
    findings.ends.iter().filter(|end| end.end.starts_with("settlement")).map(|end| end.p).sum()
}

/// Whether the draws say anything of a spread: one draw has none.
pub(crate) fn has_bands(findings: &Findings) -> bool {
    findings.draws > 1
}

/// The one step in which shares of futures at the horizon are written, so that they can be compared: that of the chance
/// that the line holds until then.
pub(crate) fn step_at_horizon(findings: &Findings) -> f64 {
    findings.hold.survival.last().map_or(0.01, |at| chance(findings, at).step())
}

/// Whether a way to break can come in this war: without a coalition only those that were seen, as the others need one.
pub(crate) fn possible(findings: &Findings, cause: &str, ever: f64) -> bool {
    has(findings, "coalition") || ever > 0.0 || cause == "military"
}

/// The title of an end; without a coalition there are no red lines, and a settlement is one.
pub(crate) fn end_title<'a>(findings: &Findings, end: &str, title: &'a str) -> &'a str {
    if end == "settlement-inside" && !has(findings, "coalition") { "a settlement" } else { title }
}

/// Whether a role takes part.
pub(crate) fn has(findings: &Findings, role: &str) -> bool {
    findings.scenario.roles.contains_key(role)
}

/// Column heads: words, then one column of figures for each month.
pub(crate) fn months_heads(first: &str, months: impl IntoIterator<Item = usize>) -> Vec<(String, Align)> {
    let columns = months.into_iter().map(|month| (month.to_string(), Align::Right));
    std::iter::once((first.to_owned(), Align::Left)).chain(columns).collect()
}

/// `a, b and c`.
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_signs() {
        assert_eq!(band(0.611, 0.814, 0.01), "0.61–0.81");
        assert_eq!(band(-0.2, 0.1, 0.1), "−0.2 to 0.1");
        assert_eq!(band(0.5, 0.501, 0.01), "0.50");
        assert_eq!(of_twenty(0.56, 0.84), "11 to 17 of 20");
        assert_eq!([signed(0.126), signed(-0.126), signed(0.001), signed(f64::NAN)], ["+0.13", "−0.13", "0.00", "–"]);
    }

    #[test]
    fn lists_and_capitals() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(list(&words), "a, b and c");
        assert_eq!(list(&words[..1]), "a");
        assert_eq!(list(&[]), "none");
        assert_eq!(capital("a deal"), "A deal");
    }
}
