//! Terms against durability: every package at a state of the war, over the draws (theory 3.16, 3.18, 3.22).
//!
//! For each package: whether it can be signed, whether it would last, who would refuse it, and what it is worth to whom.
//! One solved game of a draw answers for every posture. The frontiers name whose values they use; none is preferred to
//! another.

use crate::options::compare::{AppliedLever, applied_lever};
use crate::options::pareto::mark_undominated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::{PackageSituation, Situation};
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::experiment::play_draws;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::ensemble::posterior::Posterior;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::forecast::ensemble::band_of_values;
use standoff_lab::forecast::findings::Band;
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::future::welfare::value_of_lasting_war;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::sums::mean;
use standoff_scenario::Scenario;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;
use standoff_world::talks::packages::Terms;
use standoff_world::war::{Position, War, World};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Version of the keys of [`Frontier`].
pub const FORMAT: u32 = 2;
/// Default number of draws.
pub const DEFAULT_DRAWS: usize = 64;
/// Default chance of a signature at one tabling from which a package is marked as one that can be signed.
pub const DEFAULT_SIGNABLE: f64 = 0.1;
/// Months over which a peace is to hold.
const FIVE_YEARS: f64 = 60.0;

/// Request for the frontiers.
#[derive(Debug, Clone)]
pub struct FrontierRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Postures of the great power, as places in the scenario's list; all if empty.
    pub postures: Vec<usize>,
    /// The invader's share of the stake; that of the start if none.
    pub held_share: Option<f64>,
    /// True if a truce is in force.
    pub truce: bool,
    /// Levers that have been applied.
    pub lever_settings: Vec<LeverSetting>,
    /// Chance of a signature at one tabling from which a package is marked.
    pub signable: f64,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Command that reproduces the result.
    pub command: String,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply. Each draw is then evaluated in
    /// the first of its states, which no lever has changed, unless `held_share` or `truce` overrides it.
    pub posterior: Option<Arc<Posterior>>,
}

/// Terms against durability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frontier {
    /// Where it comes from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Draws of the parameters: one game and one state of the war for each. No futures are played.
    pub draws: usize,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// True if the work was cancelled before all draws were done.
    pub interrupted: bool,
    /// Command that reproduces the result.
    pub command: String,
    /// The invader's share of the stake at this state.
    pub held: f64,
    /// True if a truce is in force.
    pub truce: bool,
    /// Name of the posture at the start, after the levers.
    pub posture_start: String,
    /// Levers that have been applied.
    pub levers: Vec<AppliedLever>,
    /// Chance of a signature at one tabling from which a package is marked.
    pub signable_from: f64,
    /// The packages and their terms, in the scenario's order.
    pub packages: Vec<PackageTerms>,
    /// The postures, in the scenario's order.
    pub postures: Vec<PostureFrontier>,
}

/// A package, whatever the posture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PackageTerms {
    /// The package.
    pub package: String,
    /// Its title.
    pub title: String,
    /// True if it is a ceasefire first: it opens a truce, and no term is in force.
    pub ceasefire_first: bool,
    /// Land to the invader beyond the line of contact, as a share of the stake.
    pub land: Band,
    /// Guarantee.
    pub guarantee: Band,
    /// Alignment and army: 1 neutral and capped.
    pub alignment: Band,
    /// Sanctions relief and assets returned.
    pub relief: Band,
    /// Legal form: 1 recognised by law.
    pub form: Band,
    /// Guarantee of those who stand behind it besides the great power, together.
    #[serde(default)]
    pub pledged: Band,
    /// Issues of the war's own, by their titles: 0 as the defender wants them, 1 as the invader does.
    #[serde(default)]
    pub issues: BTreeMap<String, Band>,
    /// Each role's own value of the terms while they hold; of a truce while it holds.
    pub value: BTreeMap<String, Band>,
}

/// All packages under one posture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PostureFrontier {
    /// Name.
    pub posture: String,
    /// Title.
    pub title: String,
    /// The stall test: the best that any package offers the worse-off belligerent over going on.
    pub gamma: Band,
    /// Share of the draws in which some package is a deal: both belligerents prefer it, and it would be ratified and
    /// delivered.
    pub some_deal: f64,
    /// Land beyond the line.
    pub land: LandRange,
    /// Chance that a deal is signed within a month.
    pub deal_per_month: Band,
    /// Value of going on to each role.
    pub reservation: BTreeMap<String, Band>,
    /// The packages, in the scenario's order.
    pub packages: Vec<PackageAt>,
}

/// The land in the packages that each belligerent prefers to going on, beyond the line, in shares of the stake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LandRange {
    /// The least that the invader asks; null where in every draw it prefers going on to all packages.
    pub asks: Option<Band>,
    /// The most that the defender gives; null likewise.
    pub gives: Option<Band>,
    /// Share of the draws in which there is such a least and such a most, and the first does not exceed the second.
    pub overlap: f64,
}

/// One package under one posture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PackageAt {
    /// The package.
    pub package: String,
    /// Chance that both accept it, if it is tabled, and that it is ratified.
    pub accepted: Band,
    /// True if the mean of that reaches `signable_from`.
    pub signable: bool,
    /// Share of the draws in which both belligerents prefer it to going on.
    pub both_prefer: f64,
    /// Chance of ratification.
    pub ratification: Band,
    /// Chance that the coalition delivers its parts.
    pub consent: Band,
    /// Chance that it holds for five years, with the coalition's parts; for a ceasefire first, that the truce does.
    pub five_year_peace: Band,
    /// Share of the draws in which each role prefers going on. It takes the two belligerents to sign.
    pub prefers_going_on: BTreeMap<String, f64>,
    /// Share of the draws in which the coalition is likelier to withhold its part than to deliver it; null where no
    /// coalition takes part.
    pub withheld: Option<f64>,
    /// Share of the draws in which the defender's public is likelier to reject it than not.
    pub not_ratified: f64,
    /// Share of the draws in which it is a deal: both belligerents prefer it, and it would be ratified and delivered.
    pub deal: f64,
    /// Gain of each role over going on.
    pub gain: BTreeMap<String, Band>,
    /// On the frontier of the defender's own value of the terms and durability; null for a ceasefire first.
    pub defender_frontier: Option<OnFrontier>,
    /// On the frontier of the invader's own value of the terms and durability; null for a ceasefire first.
    pub invader_frontier: Option<OnFrontier>,
}

/// Test that no other package has both better terms, by the named actor's values, and a longer peace.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OnFrontier {
    /// By the means over draws.
    pub by_means: bool,
    /// Share of the draws in which it is so.
    pub share: f64,
}

/// Packages, position and situations of one draw.
struct FrontierDraw {
    packages: Vec<PackageDraw>,
    position: Position,
    postures: Vec<Situation>,
}

/// A package in one draw, whatever the posture.
struct PackageDraw {
    terms: Terms,
    value: Vec<(Role, f64)>,
}

/// Evaluates all packages under every posture asked for, over the draws.
///
/// # Errors
///
/// [`LabError`] where no draw can be simulated.
pub fn find_frontiers(request: &FrontierRequest, monitor: ProgressMonitor<'_>) -> Result<Frontier, LabError> {
    let war = request.scenario.war(&request.scenario.central_values());
    let postures = request.posture_places(&war)?;
    request.check_held_share()?;
    let design = request.design();
    let played = play_draws(&design, "draws", monitor, |solved| request.evaluate_draw(solved, &postures))?;
    let results: Vec<&FrontierDraw> = played.draws.iter().map(|(_, result)| result).collect();
    let sheet = FrontierTable { war: &war, signable: request.signable, results: &results };
    let at = typical_position(&results);
    Ok(Frontier {
        provenance: Provenance::new(FORMAT, &request.scenario, &war, request.seed)
            .on_record(request.posterior.as_deref()),
        draws: results.len(),
        failed_draws: played.failed_draws,
        interrupted: played.draws_not_begun > 0,
        command: request.command.clone(),
        held: at.map_or(0.0, |at| at.held),
        truce: at.map_or(request.truce, |at| at.truce),
        posture_start: war.postures[at.map_or(war.posture_start, |at| at.posture)].name.clone(),
        levers: request.lever_settings.iter().map(applied_lever).collect(),
        signable_from: request.signable,
        packages: (0..war.packages.len()).map(|package| sheet.package_terms(package)).collect(),
        postures: postures.iter().enumerate().map(|(at, &place)| sheet.posture_frontier(at, place)).collect(),
    })
}

/// Typical position: among the draws with the most frequent posture and truce, the one with the middle share of the stake.
/// Without evidence all draws have the same position.
fn typical_position(results: &[&FrontierDraw]) -> Option<Position> {
    let all: Vec<Position> = results.iter().map(|result| result.position).collect();
    let of = |position: &Position| (position.posture, position.truce);
    let count = |position: &Position| all.iter().filter(|other| of(other) == of(position)).count();
    let most = of(all.iter().max_by_key(|position| (count(position), std::cmp::Reverse(of(position))))?);
    let mut alike: Vec<Position> = all.iter().filter(|position| of(position) == most).copied().collect();
    alike.sort_by(|one, other| one.held.total_cmp(&other.held));
    alike.get(alike.len() / 2).copied()
}

impl FrontierRequest {
    fn design(&self) -> Design<'_> {
        Design {
            draws: self.draws.max(1),
            paths: 1,
            seed: self.seed,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
            ..Design::new(&self.scenario)
        }
    }

    fn check_held_share(&self) -> Result<(), LabError> {
        match self.held_share {
            Some(held) if !(0.0..=1.0).contains(&held) => {
                Err(LabError::Counts(format!("{held} is not a share of the stake: it lies from 0 to 1")))
            }
            _ => Ok(()),
        }
    }

    /// The postures, each once, in the scenario's order.
    fn posture_places(&self, war: &War) -> Result<Vec<usize>, LabError> {
        let all = war.postures.len();
        if let Some(place) = self.postures.iter().find(|&&place| place >= all) {
            return Err(LabError::Counts(format!("there is no posture {place}: the scenario has {all}")));
        }
        Ok((0..all).filter(|place| self.postures.is_empty() || self.postures.contains(place)).collect())
    }

    fn evaluate_draw(&self, solved: &SolvedDraw<'_>, postures: &[usize]) -> Result<FrontierDraw, DrawError> {
        let (world, game) = solved.game_after(&self.lever_settings)?;
        let start =
            if self.posterior.is_some() { solved.start_state(0).position(&world) } else { world.start_position() };
        let position =
            Position { held: self.held_share.unwrap_or(start.held), truce: self.truce || start.truce, ..start };
        let at = |&posture: &usize| game.situation(&Position { posture, ..position });
        Ok(FrontierDraw {
            packages: (0..world.war.packages.len()).map(|package| package_draw(&world, package, &position)).collect(),
            position,
            postures: postures.iter().map(at).collect(),
        })
    }
}

fn package_draw(world: &World, package: usize, position: &Position) -> PackageDraw {
    let ceasefire = world.war.packages[package].ceasefire_first;
    let terms = world.signed_terms(package, true);
    let value = |role: Role| {
        let truce = || value_of_lasting_war(world, role, &Position { truce: true, ..*position });
        if ceasefire { truce() } else { world.terms_value(role, &terms, position.held) }
    };
    let roles = Role::ALL.into_iter().filter(|&role| world.war.has(role));
    PackageDraw { terms, value: roles.map(|role| (role, value(role))).collect() }
}

/// Chance that a peace with this hazard a month holds for five years.
fn five_year_chance(hazard: f64) -> f64 {
    1.0 - hazard_over(hazard, FIVE_YEARS)
}

/// Statistics over the draws.
struct FrontierTable<'a> {
    war: &'a War,
    signable: f64,
    results: &'a [&'a FrontierDraw],
}

impl FrontierTable<'_> {
    fn band_over_draws(&self, number: impl Fn(&FrontierDraw) -> f64) -> Band {
        band_of_values(&self.results.iter().map(|result| number(result)).collect::<Vec<f64>>())
    }

    fn share_of_draws(&self, holds: impl Fn(&FrontierDraw) -> bool) -> f64 {
        self.band_over_draws(|result| f64::from(u8::from(holds(result)))).mean
    }

    fn bands_by_role(&self, numbers: impl Fn(&FrontierDraw) -> &[(Role, f64)]) -> BTreeMap<String, Band> {
        let roles: Vec<Role> =
            self.results.first().map_or(&[][..], |result| numbers(result)).iter().map(|one| one.0).collect();
        let of = |(place, role): (usize, &Role)| {
            (
                role.name().to_owned(),
                self.band_over_draws(|result| numbers(result).get(place).map_or(f64::NAN, |one| one.1)),
            )
        };
        roles.iter().enumerate().map(of).collect()
    }

    fn package_terms(&self, package: usize) -> PackageTerms {
        let held = self.war.issue_space().held;
        let term =
            |issue: &dyn Fn(&Terms) -> f64| self.band_over_draws(|result| issue(&result.packages[package].terms));
        let outline = &self.war.packages[package];
        let issues = self.war.issues.iter().enumerate();
        PackageTerms {
            package: outline.name.clone(),
            title: outline.title.clone(),
            ceasefire_first: outline.ceasefire_first,
            land: term(&|terms| terms.ceded(held)),
            guarantee: term(&|terms| terms.guarantee),
            alignment: term(&|terms| terms.alignment),
            relief: term(&|terms| terms.relief),
            form: term(&|terms| terms.form),
            pledged: term(&|terms| terms.pledged),
            issues: issues.map(|(at, issue)| (issue.title.clone(), term(&|terms| terms.issues[at]))).collect(),
            value: self.bands_by_role(|result| &result.packages[package].value),
        }
    }

    fn posture_frontier(&self, at: usize, place: usize) -> PostureFrontier {
        let posture = &self.war.postures[place];
        let frontiers = [Role::Defender, Role::Invader].map(|role| self.role_frontier(at, role));
        let packages = (0..self.war.packages.len()).map(|package| {
            let [defender, invader] = [&frontiers[0], &frontiers[1]].map(|frontier| frontier[package]);
            self.package_at(at, package, [defender, invader])
        });
        PostureFrontier {
            posture: posture.name.clone(),
            title: posture.title.clone(),
            gamma: self.band_over_draws(|result| result.postures[at].gamma),
            some_deal: self.share_of_draws(|result| result.postures[at].packages.iter().any(|package| package.deal)),
            land: self.land_range(at),
            deal_per_month: self.band_over_draws(|result| result.postures[at].deal_per_month),
            reservation: self.bands_by_role(|result| &result.postures[at].reservation),
            packages: packages.collect(),
        }
    }

    fn land_range(&self, at: usize) -> LandRange {
        let end = |which: usize| {
            let ends = self.results.iter().filter_map(|result| result.postures[at].land_range[which]);
            let ends: Vec<f64> = ends.collect();
            (!ends.is_empty()).then(|| band_of_values(&ends))
        };
        let overlaps = |range: [Option<f64>; 2]| matches!(range, [Some(asks), Some(gives)] if asks <= gives);
        LandRange {
            asks: end(0),
            gives: end(1),
            overlap: self.share_of_draws(|result| overlaps(result.postures[at].land_range)),
        }
    }

    fn package_at(&self, at: usize, package: usize, frontiers: [Option<OnFrontier>; 2]) -> PackageAt {
        let see = |result: &FrontierDraw| result.postures[at].packages[package].clone();
        let number = |figure: fn(&PackageSituation) -> f64| self.band_over_draws(|result| figure(&see(result)));
        let accepted = number(|one| one.accepted);
        let [defender_frontier, invader_frontier] = frontiers;
        PackageAt {
            package: self.war.packages[package].name.clone(),
            signable: accepted.mean >= self.signable,
            accepted,
            both_prefer: self.share_of_draws(|result| see(result).prefer_going_on.is_empty()),
            ratification: number(|one| one.ratification),
            consent: number(|one| one.consent),
            five_year_peace: number(|one| five_year_chance(one.hazard)),
            prefers_going_on: self.prefers_going_on(at, package),
            withheld: self
                .war
                .has(Role::Coalition)
                .then(|| self.share_of_draws(|result| see(result).coalition_withholds)),
            not_ratified: self.share_of_draws(|result| see(result).public_rejects),
            deal: self.share_of_draws(|result| see(result).deal),
            gain: self.bands_by_role(|result| &result.postures[at].packages[package].gain),
            defender_frontier,
            invader_frontier,
        }
    }

    fn prefers_going_on(&self, at: usize, package: usize) -> BTreeMap<String, f64> {
        let loses = |result: &FrontierDraw, role: Role| {
            result.postures[at].packages[package].gain.iter().any(|&(one, gain)| one == role && gain < 0.0)
        };
        let roles = Role::ALL.into_iter().filter(|&role| self.war.has(role));
        roles.map(|role| (role.name().to_owned(), self.share_of_draws(|result| loses(result, role)))).collect()
    }

    /// Packages on the frontier of a role's own value of the terms and durability; none for a ceasefire first.
    fn role_frontier(&self, at: usize, role: Role) -> Vec<Option<OnFrontier>> {
        let settlements: Vec<usize> =
            (0..self.war.packages.len()).filter(|&package| !self.war.packages[package].ceasefire_first).collect();
        let point = |result: &FrontierDraw, package: usize| -> [f64; 2] {
            let value = result.packages[package].value.iter().find(|(one, _)| *one == role);
            [value.map_or(0.0, |one| one.1), five_year_chance(result.postures[at].packages[package].hazard)]
        };
        let average =
            |package: usize| [0, 1].map(|axis| self.band_over_draws(|result| point(result, package)[axis]).mean);
        let by_means =
            mark_undominated(&settlements.iter().map(|&package| average(package)).collect::<Vec<[f64; 2]>>());
        let in_draw = |result: &&FrontierDraw| {
            mark_undominated(&settlements.iter().map(|&package| point(result, package)).collect::<Vec<[f64; 2]>>())
        };
        let draws: Vec<Vec<bool>> = self.results.iter().map(in_draw).collect();
        let share =
            |place: usize| mean(&draws.iter().map(|free| f64::from(u8::from(free[place]))).collect::<Vec<f64>>());
        let mut found = vec![None; self.war.packages.len()];
        for (place, &package) in settlements.iter().enumerate() {
            found[package] = Some(OnFrontier { by_means: by_means[place], share: share(place) });
        }
        found
    }
}
