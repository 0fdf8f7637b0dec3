//! Situation at the start: aid against need, and the bargaining situation over draws, with the central values beside it.

use super::figures::{Band, MedianBand};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Situation at the start. After an update on evidence, aid, need, critical members and the bargaining situation are those
/// of the posterior; `central` is always that of the central parameters at the scenario's start.
///
/// Levers are not in it: it is the war before they are pulled.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Start {
    /// Coverage of the defender's need.
    pub coverage: f64,
    /// Bilateral aid a year, billions.
    pub bilateral: f64,
    /// Need a year, billions.
    pub need: f64,
    /// Other flows a year, billions.
    pub other_flows: f64,
    /// `true` where coverage is under its threshold at the start, in most states.
    pub under_threshold: bool,
    /// Members or instruments without which coverage falls under its threshold at once; none where it is under it already.
    pub critical_now: Vec<String>,
    /// Draws over which the bargaining situation is measured: those whose game has a solution.
    pub draws: usize,
    /// Reservation value of each role: what going on is worth to it.
    pub reservation: BTreeMap<String, Band>,
    /// The stall test: the best that any package offers the worse-off belligerent over going on; below zero no
    /// tweak helps.
    pub gamma: Band,
    /// Share of the draws in which some package is a deal.
    pub some_deal: f64,
    /// Mean number of packages that are deals.
    pub deals: f64,
    /// Chance that a deal is signed within the first month, mean over draws.
    pub deal_per_month: f64,
    /// Land in the packages that each belligerent prefers to going on, beyond the line, in shares of the stake.
    pub land: LandAsked,
    /// Every package: the scenario's drafts, the settlements that follow a ceasefire, then the mixtures.
    pub packages: Vec<PackageOutlook>,
    /// The same game at the central values of all parameters and without lasting reasons: one case, which says nothing
    /// about how likely anything is.
    pub central: CentralSituation,
}

/// The land that belligerents ask and give, over draws.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LandAsked {
    /// The least that the invader asks; null where in every draw it prefers going on to all packages.
    pub asks: Option<Band>,
    /// The most that the defender gives; null likewise.
    pub gives: Option<Band>,
}

/// Origin of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A draft of the scenario.
    Draft,
    /// The settlement that follows a draft that begins with a ceasefire.
    Following,
    /// Terms between two drafts.
    Mixture,
}

/// One package at the start, over draws: who prefers it, who would stop it and how, and what is expected of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PackageOutlook {
    /// The package.
    pub package: String,
    /// Its title.
    pub title: String,
    /// Origin of its terms.
    pub origin: Origin,
    /// Share of the draws in which it is a deal: both belligerents prefer it to going on, its public would ratify it and
    /// the coalition deliver its part.
    pub deal: f64,
    /// Share of the draws in which each belligerent, `invader` and `defender`, prefers going on.
    pub prefers_going_on: BTreeMap<String, f64>,
    /// Share of the draws in which the coalition is likelier to withhold its part than to deliver it; null where no
    /// coalition takes part.
    pub withheld: Option<f64>,
    /// Share of the draws in which the defender's public is likelier to reject it than not.
    pub not_ratified: f64,
    /// Gain of each role over going on.
    pub gain: BTreeMap<String, MedianBand>,
    /// Chance of ratification, mean over draws.
    pub ratification: f64,
    /// Chance that the coalition delivers its parts, mean over draws.
    pub consent: f64,
    /// Chance that both accept it if it is tabled, and that it is ratified, mean over draws.
    pub accepted: f64,
    /// Chance within a year of signing that the invader attacks again or goes beyond the stake; of a truce, that it
    /// breaks. Mean over draws.
    pub hazard_per_year: f64,
}

/// The game at the central values of all parameters, without lasting reasons.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CentralSituation {
    /// Reservation value of each role: what going on is worth to it.
    pub reservation: BTreeMap<String, f64>,
    /// The stall test.
    pub gamma: f64,
    /// Least land that the invader asks and most that the defender gives, `[asks, gives]`; null where it prefers going on
    /// to every package.
    pub land_range: [Option<f64>; 2],
    /// Every package, in the order of `start.packages`.
    pub packages: Vec<CentralPackage>,
}

/// One package at the central values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CentralPackage {
    /// The package.
    pub package: String,
    /// True if both belligerents prefer it and it would be ratified and delivered.
    pub deal: bool,
    /// Belligerents that prefer going on.
    pub prefer_going_on: Vec<String>,
    /// True if the coalition is likelier to withhold its part than to deliver it.
    pub withheld: bool,
    /// True if the defender's public is likelier to reject it than not.
    pub not_ratified: bool,
    /// Gain of each role over going on.
    pub gain: BTreeMap<String, f64>,
}
