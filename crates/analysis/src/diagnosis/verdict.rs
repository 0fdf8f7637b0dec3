//! Verdicts on findings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Verdict on a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing speaks against the numbers of the war.
    Ok,
    /// The author should look at the numbers named before trusting the forecast.
    Look,
    /// The forecast cannot be trusted until the cause is found, in the scenario or in the program.
    Fault,
}

impl Verdict {
    /// Verdict on a number that should be small: `look` above the first limit, `fault` above the second.
    ///
    /// ```
    /// use standoff_analysis::diagnosis::verdict::Verdict;
    /// assert_eq!([0.03, 0.04, 0.06].map(|x| Verdict::above(x, 0.03, 0.05)), [Verdict::Ok, Verdict::Look, Verdict::Fault]);
    /// ```
    pub fn above(number: f64, look: f64, fault: f64) -> Self {
        if number > fault {
            Self::Fault
        } else if number > look {
            Self::Look
        } else {
            Self::Ok
        }
    }

    /// Verdict on a share that should lie in a range: `look` where it does not.
    pub fn outside(number: f64, [low, high]: [f64; 2]) -> Self {
        if (low..=high).contains(&number) { Self::Ok } else { Self::Look }
    }

    /// The word in JSON and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Look => "look",
            Self::Fault => "fault",
        }
    }
}

/// Verdict on a finding, with its meaning for the author of the war. Flattened into the finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// `ok`, `look` or `fault`.
    pub verdict: Verdict,
    /// Meaning for the author of the war, in one sentence.
    pub meaning: String,
}

impl Judgement {
    /// A verdict with one sentence for a finding that is in order, and one for a finding that is not.
    pub fn new(verdict: Verdict, in_order: &str, not_in_order: &str) -> Self {
        let meaning = if verdict == Verdict::Ok { in_order } else { not_in_order };
        Self { verdict, meaning: meaning.to_owned() }
    }
}

/// The worst of several verdicts; `ok` where there are none.
pub fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().max().unwrap_or(Verdict::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_still_in_order() {
        assert_eq!(Verdict::above(0.03, 0.03, 0.05), Verdict::Ok);
        assert_eq!(Verdict::outside(0.4, [0.4, 0.85]), Verdict::Ok);
        assert_eq!(Verdict::outside(0.39, [0.4, 0.85]), Verdict::Look);
    }

    #[test]
    fn what_is_not_a_number_is_no_fault() {
        assert_eq!(Verdict::above(f64::NAN, 0.03, 0.05), Verdict::Ok);
    }

    #[test]
    fn the_worst_verdict_counts() {
        assert_eq!(worst([Verdict::Ok, Verdict::Fault, Verdict::Look]), Verdict::Fault);
        assert_eq!(worst([]), Verdict::Ok);
    }

    #[test]
    fn the_words_are_those_of_json() {
        for verdict in [Verdict::Ok, Verdict::Look, Verdict::Fault] {
            assert_eq!(serde_json::to_string(&verdict).unwrap(), format!("\"{}\"", verdict.name()));
        }
    }
}
