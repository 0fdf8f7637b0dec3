//! Deals: how likely, at what gain to those who sign, and how long they hold.

use super::figures::{MedianBand, ProbabilityAt};
use crate::ensemble::estimate::Estimate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is found about signed settlements (decision 31).
///
/// Shares among signatures are null where nothing was signed. Their intervals take draws as clusters (decision 89).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Deals {
    /// Settlements that took effect.
    pub signatures: usize,
    /// Chance that both sides have agreed to a settlement in principle by then.
    pub agreed_by: Vec<ProbabilityAt>,
    /// Chance that the text of a settlement has been signed by then, whatever came of it.
    pub signed_by: Vec<ProbabilityAt>,
    /// Chance that a settlement has taken effect by then, whether it held or not.
    pub in_effect_by: Vec<ProbabilityAt>,
    /// Chance that a settlement has taken effect by then and has not failed by then.
    pub holding_by: Vec<ProbabilityAt>,
    /// Share of the signatures at which a signer would have done better by saying no, where and when it said yes.
    pub at_a_loss: Option<Estimate>,
    /// Share of the signatures at which a signer would have done better by more than 1/60 of its stake.
    pub worse_than_sixtieth: Option<Estimate>,
    /// Gain at its yes of the signer that gains less, in shares of its stake: median and the middle 90 % of signatures.
    pub median_gain: Option<MedianBand>,
    /// Share of the signatures of a text that the public was likelier to reject than not, and which then passed.
    pub gambles: Option<Estimate>,
    /// Chance that the peace holds for five years, mean over signatures.
    pub five_year_peace: Option<Estimate>,
    /// Reasons for the package that was signed most often; null where nothing was signed.
    pub why: Option<WhySigned>,
}

/// Why the package that is signed most often is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WhySigned {
    /// The package.
    pub package: String,
    /// Its title.
    pub title: String,
    /// Share of all signatures.
    pub share: f64,
    /// Draws in which it was signed.
    pub draws: usize,
    /// Gain of each signer, `invader` and `defender`, at its yes, in shares of its stake: mean over its signatures.
    pub gain: BTreeMap<String, f64>,
    /// Chance of the vote that ratified it, mean over its signatures.
    pub ratification: f64,
    /// Share of its signatures in which the coalition delivered its parts.
    pub consented: f64,
    /// Chance within a year of signing that the war is renewed, mean over its signatures.
    pub hazard_per_year: f64,
    /// Chance that the peace holds for five years, mean over its signatures.
    pub five_year_peace: f64,
    /// What deters the invader from attacking again; null where no game at the start is known.
    pub deterrence: Option<DeterrenceAtStart>,
    /// The first to refuse it: `invader` or `defender`, whose gain is smallest, or `public` where the vote was closer than
    /// either gain.
    pub first_to_refuse: String,
    /// The same as a sentence.
    pub otherwise: String,
}

/// What deters the invader from attacking again, and what would have to deter it for the peace to pay (decision 24): in shares
/// of its stake, at the start of the draws in which a package was signed, each counted as often as it was.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeterrenceAtStart {
    /// `D = c_ren + cred K g`: the cost of starting the war again and of a guarantee that is honoured, mean.
    pub cost: f64,
    /// `D* = F_R(s') - v_R`: the cost from which the peace itself pays for the invader, mean.
    pub needed: f64,
    /// Share of the signatures in whose draw the first reaches the second.
    pub holds: f64,
}
