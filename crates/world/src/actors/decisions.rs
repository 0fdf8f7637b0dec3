//! Decisions of the actors, as the world sees them: three questions and one consequence (theory 3.17).

use crate::actors::roles::Role;
use crate::war::position::Position;
use standoff_num::elementary::exp;

/// Probabilities of the belligerents' answers to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Answers {
    /// The invader accepts.
    pub invader_accepts: f64,
    /// An invader that does not accept refuses openly.
    pub invader_refuses: f64,
    /// The defender accepts, if the invader has.
    pub defender_accepts: f64,
    /// A defender that does not accept refuses openly.
    pub defender_refuses: f64,
    /// What accepting is worth to the invader over saying no, as a share of its stake; zero where nobody weighs it.
    pub invader_gain: f64,
    /// The same for the defender, when the invader has accepted.
    pub defender_gain: f64,
}

impl Answers {
    /// The answers with the odds of each belligerent's yes shifted by `shift` in log; by zero they stay as they are.
    ///
    /// ```
    /// use standoff_world::actors::decisions::Answers;
    /// let answers = Answers { invader_accepts: 0.5, defender_accepts: 1.0, ..Answers::default() };
    /// let shifted = answers.with_trust(2.0_f64.ln());
    /// assert!((shifted.invader_accepts - 2.0 / 3.0).abs() < 1e-12 && shifted.defender_accepts == 1.0);
    /// assert_eq!(answers.with_trust(0.0), answers);
    /// ```
    pub fn with_trust(self, shift: f64) -> Self {
        if shift == 0.0 {
            return self;
        }
        let odds = exp(shift);
        let shifted = |chance: f64| chance * odds / (1.0 - chance + chance * odds);
        Self {
            invader_accepts: shifted(self.invader_accepts),
            defender_accepts: shifted(self.defender_accepts),
            ..self
        }
    }
}

/// A decision rule: how actors choose, given the position. The engine solves for one; a rule of thumb is another.
///
/// Nothing has a default: a rule that wraps another must not lose a part of it unseen.
pub trait Decisions: Sync {
    /// Lottery of the owner of a track over the drafts it may table, one weight a package, summing to one.
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]);
    /// Answers to a draft.
    fn answer(&self, position: &Position, draft: usize) -> Answers;
    /// Chance that the coalition delivers its parts of a draft.
    fn consent(&self, position: &Position, draft: usize) -> f64;
    /// How much better fighting to the finish has become for the defender since the start, `F_U(s) - F_U(s0)` in shares
    /// of its stake: what its public compares a draft with (decision 25). Zero for a public that does not look ahead.
    fn outlook(&self, position: &Position) -> f64;

    /// What the war is worth to the great power under each posture, whatever it is now. None for a rule that does not know:
    /// its turns then follow rates alone.
    fn posture_values(&self, position: &Position, values: &mut [f64]) -> Option<()>;

    /// Hazard a month that the invader attacks again after signing a draft, given the credibility of guarantees.
    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64;
}
