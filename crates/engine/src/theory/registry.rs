//! The model behind the number of each check.

use super::cases::{Case, battlefield, coalition, division, fighting, line, peace, power, round};
use super::error::TheoryError;
use super::input::Inputs;
use serde_json::Value;

/// Runs a model on inputs: its outputs by the code of the forecast, and by the textbook.
pub(super) type Runner = fn(&Inputs) -> Result<(Value, Value), TheoryError>;

fn compute_both<C: Case>(inputs: &Inputs) -> Result<(Value, Value), TheoryError> {
    let case = C::read(inputs)?;
    Ok((case.compute(), case.textbook()))
}

/// The model of the check with this number.
pub(super) fn find_runner(id: &str) -> Option<Runner> {
    Some(match id {
        "V01" => compute_both::<power::Range>,
        "V03" => compute_both::<power::Commitment>,
        "V04" => compute_both::<fighting::Collapse>,
        "V05" => compute_both::<fighting::Common>,
        "V06" => compute_both::<fighting::Walk>,
        "V11" => compute_both::<fighting::Disagreement>,
        "V12" => compute_both::<power::Veto>,
        "V14" => compute_both::<division::Players>,
        "V15" => compute_both::<coalition::Contributions>,
        "V16" => compute_both::<coalition::Fragile>,
        "V17" => compute_both::<coalition::Fatigue>,
        "V18" => compute_both::<battlefield::Lanchester>,
        "V19" => compute_both::<battlefield::Stochastic>,
        "V20" => compute_both::<battlefield::Line>,
        "V21" => compute_both::<peace::Durability>,
        "V22" => compute_both::<round::TwoMonths>,
        "V23" => compute_both::<line::Holding>,
        "V24" => compute_both::<division::Logrolling>,
        _ => return None,
    })
}
