//! How the war shows: what becomes known of one step of it, how likely that is in a given state, and what a state
//! would have been reported as.
//!
//! A reading is either of something that happens (a meeting, an answer, an amount of aid) or of how things stand (the
//! posture, an instrument, whether there is fighting). A report carries the chance that it is true; a false one says
//! nothing about the state, and its density is the same in all states. Meetings are counted as they are reported.

use crate::actors::roles::{Role, Side};
use crate::battlefield::stamina::LEVELS;
use crate::coalition::instruments::Status;
use crate::coalition::members::Stance;
use crate::quantity::hazard_over;
use crate::record::report::{Aid, Calm, Losses, Opinion, Reading, Report, Standing, Trust};
use crate::state::round::{RESULTS, RoundHeld, RoundResult};
use crate::state::war_state::{Regime, State};
use crate::step::purpose::Purpose;
use crate::talks::packages::Terms;
use crate::talks::ratification::support;
use crate::war::calibration::World;
use crate::war::figures::War;
use standoff_num::Draws;
use standoff_num::elementary::{exp, ln};
use standoff_num::gamma::gamma_quantile;
use standoff_num::normal::normal_quantile;

/// A false reading of an area, of aid and of losses may say anything up to these: km², billions, people in log.
const WIDEST: [f64; 3] = [50_000.0, 50.0, 10.0];

/// A state at the end of a step, and what happened in it, as reports see it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The world.
    pub world: &'a World,
    /// The state at the end of the step.
    pub state: &'a State,
    /// The round held in the step.
    pub round: Option<RoundHeld>,
    /// Length of the step in months.
    pub months: f64,
    /// Which standing reports are true.
    pub trust: Trust,
}

impl Scene<'_> {
    /// Log density of a report in this state: the sum over its readings, which are independent given the state.
    pub fn log_density(&self, report: &Report) -> f64 {
        let mut total = 0.0;
        if let Some(meetings) = report.meetings {
            total += log(self.meetings_density(meetings));
        }
        if let Some(calm) = &report.calm {
            total += log(self.calm_density(calm, self.calm()));
        }
        if let Some(posture) = &report.posture {
            let count = self.world.war.postures.len();
            let clarity = self.world.war.reporting.posture_clarity;
            let same = self.state.posture == posture.value;
            total += log(stands(same, posture.fresh, self.trust.posture, clarity, count));
        }
        let reporting = &self.world.war.reporting;
        for reading in &report.answers {
            total += log(self.answer_density(reading));
        }
        for reading in &report.drafts {
            let clarity = reporting.draft_clarity * reading.confidence;
            total += log(alike(self.state.draft == reading.value, clarity, self.world.war.packages.len()));
        }
        for reading in &report.instruments {
            let (place, open) = reading.value;
            let (same, trusted) = (self.open(place) == open, self.trust.instruments >> place.min(63) & 1 == 1);
            total += log(stands(same, reading.fresh, trusted, reporting.instrument_clarity, 2));
        }
        for reading in &report.stances {
            let (member, stance) = reading.value;
            total += log(alike(self.state.coalition.stance[member] == stance, 0.99 * reading.confidence, 3));
        }
        for reading in &report.areas {
            let density = normal_density(reading.value, self.area(), self.area_spread());
            total += log(mixed(density, reading.confidence, WIDEST[0]));
        }
        for reading in &report.aid {
            let density = parcels_density(reading.value.amount, self.given(&reading.value), reporting.parcel);
            total += log(mixed(density, reading.confidence, WIDEST[1]));
        }
        for reading in &report.losses {
            let Some(expected) = self.lost(&reading.value) else { continue };
            let people = ln(reading.value.people.max(1.0));
            // Where nobody is lost, a report of losses is false.
            let density =
                if expected > 0.0 { normal_density(people, ln(expected), reporting.losses_spread) } else { 0.0 };
            total += log(mixed(density, reading.confidence, WIDEST[2]));
        }
        for reading in &report.opinions {
            let Opinion { package, share } = reading.value;
            let density = normal_density(share, self.support(package), reporting.opinion_spread);
            total += log(mixed(density, reading.confidence, 1.0));
        }
        total
    }

    /// A report on the same things as `like`, drawn as this state would have it reported.
    pub fn simulate(&self, like: &Report, draws: &Draws) -> Report {
        let reporting = &self.world.war.reporting;
        let random = Random { draws, time: self.state.time as u16 };
        let choose = |kind: u32, index: usize, clarity: f64, truth: usize, count: usize| {
            let [clear, other] = random.pair(kind, index);
            if clear < clarity { truth } else { ((other * count as f64) as usize).min(count - 1) }
        };
        let mut report = like.clone();
        report.meetings = like.meetings.map(|_| self.draw_meetings(&random));
        if let Some(calm) = &mut report.calm {
            let [missed, _] = random.pair(1, 0);
            let (told, truth) = (self.trust.calm, self.calm());
            calm.value = match (told, truth) {
                (true, Calm::Fighting) => Calm::Fighting,
                (true, truth) if missed >= reporting.missed => truth,
                (true, _) => Calm::Fighting,
                (false, _) => CALMS[((missed * 4.0) as usize).min(3)],
            };
        }
        if let Some(posture) = &mut report.posture {
            let clarity = if self.trust.posture { reporting.posture_clarity } else { 0.0 };
            posture.value = choose(2, 0, clarity, self.state.posture, self.world.war.postures.len());
        }
        for (index, reading) in report.answers.iter_mut().enumerate() {
            let truth = self.round.map(|round| result_index(round.result));
            let clarity = truth.map_or(0.0, |_| reporting.answer_clarity * reading.confidence);
            reading.value = RESULTS[choose(3, index, clarity, truth.unwrap_or(0), RESULTS.len())];
        }
        for (index, reading) in report.drafts.iter_mut().enumerate() {
            let clarity = reporting.draft_clarity * reading.confidence;
            reading.value = choose(4, index, clarity, self.state.draft, self.world.war.packages.len());
        }
        for (index, reading) in report.instruments.iter_mut().enumerate() {
            let trusted = self.trust.instruments >> reading.value.0.min(63) & 1 == 1;
            let clarity = if trusted { reporting.instrument_clarity } else { 0.0 };
            let open = choose(5, index, clarity, usize::from(self.open(reading.value.0)), 2);
            reading.value.1 = open == 1;
        }
        for (index, reading) in report.stances.iter_mut().enumerate() {
            let truth = self.state.coalition.stance[reading.value.0] as usize;
            reading.value.1 = STANCES[choose(6, index, 0.99 * reading.confidence, truth, 3)];
        }
        for (index, reading) in report.areas.iter_mut().enumerate() {
            let [clear, noise] = random.pair(7, index);
            let drawn = self.area() + self.area_spread() * normal_quantile(noise);
            let anchor = area_at_start(&self.world.war);
            reading.value = if clear < reading.confidence { drawn } else { anchor + WIDEST[0] * (noise - 0.5) };
        }
        for (index, reading) in report.aid.iter_mut().enumerate() {
            let [clear, noise] = random.pair(8, index);
            let mean = self.given(&reading.value);
            let drawn = || draw_parcels(mean, reporting.parcel, noise, random.pair(9, index)[0]);
            reading.value.amount = if clear < reading.confidence { drawn() } else { WIDEST[1] * noise };
        }
        for (index, reading) in report.losses.iter_mut().enumerate() {
            let [clear, noise] = random.pair(10, index);
            let Some(expected) = self.lost(&reading.value) else { continue };
            let drawn = || ln(expected) + reporting.losses_spread * normal_quantile(noise);
            let told = clear < reading.confidence && expected > 0.0;
            reading.value.people = exp(if told { drawn() } else { WIDEST[2] * noise });
        }
        for (index, reading) in report.opinions.iter_mut().enumerate() {
            let [clear, noise] = random.pair(11, index);
            let drawn = self.support(reading.value.package) + reporting.opinion_spread * normal_quantile(noise);
            reading.value.share = if clear < reading.confidence { drawn } else { noise };
        }
        report
    }

    /// What the state is called in a report. A truce that has lasted long enough is over in the world, and still a truce in
    /// reports.
    pub fn calm(&self) -> Calm {
        match self.state.regime {
            Regime::War => Calm::Fighting,
            Regime::Truce { .. } => Calm::Truce,
            Regime::Settled { .. } => Calm::Settled,
            Regime::Over if self.inside() => Calm::Truce,
            Regime::Over => Calm::Over,
        }
    }

    /// Area that the invader holds, km²: that of the scenario's start, and a step's worth for each step since.
    pub fn area(&self) -> f64 {
        let war = &self.world.war;
        area_at_start(war) + war.front.area_per_step * (self.state.front as f64 - war.front_start as f64)
    }

    /// The front is known to a step; where within it the line runs is uniform.
    fn area_spread(&self) -> f64 {
        let front = &self.world.war.front;
        (front.area_per_step * front.area_per_step / 12.0 + square(self.world.war.reporting.area_spread)).sqrt()
    }

    /// What the members would give over a period, billions.
    pub fn given(&self, aid: &Aid) -> f64 {
        let coalition = &self.state.coalition;
        let paying = aid.members.iter().filter(|&&member| coalition.stance[member] == Stance::In);
        paying.map(|&member| coalition.aid_rate_bn[member]).sum::<f64>() * aid.months / 12.0
    }

    /// People lost over a period; none where the scenario states no losses.
    fn lost(&self, losses: &Losses) -> Option<f64> {
        let costs = &self.world.war.costs;
        let rate = match losses.side {
            Side::Invader => costs.casualties_invader,
            Side::Defender => costs.casualties_defender,
        };
        let share = if matches!(self.state.regime, Regime::War) { 1.0 } else { costs.truce_share };
        (rate * losses.months > 0.0).then_some(rate * share * losses.months)
    }

    fn support(&self, package: usize) -> f64 {
        let world = self.world;
        let terms: &Terms = &world.war.packages[package].terms;
        let value = world.value(Role::Defender, terms, world.held(self.state.front));
        let lost = (LEVELS - 1 - self.state.defender_stamina) as f64;
        support(&world.war.ratification, value, world.anchors, lost)
    }

    fn open(&self, place: usize) -> bool {
        self.state.coalition.instruments[place].status == Status::Open
    }

    /// Meetings that are not a round: as many more as are reported for each round, at the posture's rate of rounds.
    fn extra_meetings(&self) -> f64 {
        let war = &self.world.war;
        (war.reporting.meetings - 1.0) * war.postures[self.state.posture].effects.rounds * self.months
    }

    fn meetings_density(&self, count: u32) -> f64 {
        let extra = self.extra_meetings();
        let plain = poisson(count, extra);
        match self.round {
            None => plain,
            Some(_) => {
                let seen = self.world.war.reporting.seen;
                let with = if count == 0 { 0.0 } else { poisson(count - 1, extra) };
                seen * with + (1.0 - seen) * plain
            }
        }
    }

    fn draw_meetings(&self, random: &Random<'_>) -> u32 {
        let [seen, extra] = random.pair(0, 0);
        let round = self.round.is_some() && seen < self.world.war.reporting.seen;
        u32::from(round) + draw_poisson(self.extra_meetings(), extra)
    }

    /// Density of what a report says of the fighting and of answers, had the round ended otherwise; see [`RESULTS`].
    pub fn result_density(&self, report: &Report, result: RoundResult) -> f64 {
        let truth = match result {
            RoundResult::Deal => Calm::Settled,
            RoundResult::Truce | RoundResult::TruceRenewed => Calm::Truce,
            RoundResult::NotRatified | RoundResult::No(_) => Calm::Fighting,
        };
        let other = Scene { round: self.round.map(|round| RoundHeld { result, ..round }), ..*self };
        let calm = report.calm.as_ref().map_or(1.0, |calm| self.calm_density(calm, truth));
        report.answers.iter().fold(calm, |density, reading| density * other.answer_density(reading))
    }

    fn calm_density(&self, reading: &Standing<Calm>, truth: Calm) -> f64 {
        let missed = self.world.war.reporting.missed;
        match (self.trust.calm, reading.fresh) {
            (true, _) if truth == reading.value => 1.0 - if truth == Calm::Fighting { 0.0 } else { missed },
            (true, true) if reading.value != Calm::Fighting => 0.0,
            (true, _) => missed,
            // A false report is as rare as what it reports: otherwise whoever is nine parts in ten sure of a ceasefire
            // would be taken for wrong, because a ceasefire is so much rarer than one report in ten.
            (false, true) => hazard_over(self.world.war.reporting.rumours, self.months),
            (false, false) => 1.0,
        }
    }

    /// Whether neither side holds the whole stake.
    fn inside(&self) -> bool {
        self.state.front > 0 && self.state.front < self.world.war.front_steps
    }

    fn answer_density(&self, reading: &Reading<RoundResult>) -> f64 {
        let clarity = self.world.war.reporting.answer_clarity * reading.confidence;
        match self.round {
            Some(round) => alike(result_index(round.result) == result_index(reading.value), clarity, RESULTS.len()),
            None => 1.0 / RESULTS.len() as f64,
        }
    }
}

/// Area that the invader held at the scenario's start, km²: as the scenario states it, or the stake that it held.
pub fn area_at_start(war: &War) -> f64 {
    if war.record.area > 0.0 { war.record.area } else { war.front.area_per_step * war.front_start as f64 }
}

const CALMS: [Calm; 4] = [Calm::Fighting, Calm::Truce, Calm::Settled, Calm::Over];
const STANCES: [Stance; 3] = [Stance::In, Stance::FreeRiding, Stance::Blocking];

/// Place in [`RESULTS`]; a truce agreed once more is reported as a truce.
fn result_index(result: RoundResult) -> usize {
    let told = if result == RoundResult::TruceRenewed { RoundResult::Truce } else { result };
    RESULTS.iter().position(|&known| known == told).unwrap_or(0)
}

/// Chance of a reading of one of `count` things that is right with chance `clarity` and otherwise any of them.
fn alike(same: bool, clarity: f64, count: usize) -> f64 {
    (if same { clarity } else { 0.0 }) + (1.0 - clarity) / count as f64
}

/// Chance of what is reported, or not, of how something stands: a fresh report is right with chance `clarity`; silence
/// after one is the rule, unless things have changed since, which goes unreported for a step with one less `clarity`.
/// A report that is not true says nothing.
fn stands(same: bool, fresh: bool, trusted: bool, clarity: f64, count: usize) -> f64 {
    match (fresh, trusted) {
        (true, _) => alike(same, if trusted { clarity } else { 0.0 }, count),
        (false, true) if !same => 1.0 - clarity,
        (false, _) => 1.0,
    }
}

/// Density of a reading that is true with chance `confidence` and otherwise spread evenly over `widest`.
fn mixed(density: f64, confidence: f64, widest: f64) -> f64 {
    confidence * density + (1.0 - confidence) / widest
}

/// The logarithm of a density, minus infinity where it is zero: what rules a state out must not pass for unlikely.
fn log(density: f64) -> f64 {
    if density > 0.0 { ln(density) } else { f64::NEG_INFINITY }
}

fn square(value: f64) -> f64 {
    value * value
}

fn normal_density(value: f64, mean: f64, spread: f64) -> f64 {
    standoff_num::normal::normal_density((value - mean) / spread) / spread
}

fn poisson(count: u32, mean: f64) -> f64 {
    (1..=count).fold(exp(-mean), |chance, k| chance * mean / f64::from(k))
}

fn draw_poisson(mean: f64, uniform: f64) -> u32 {
    const MOST: u32 = 1000;
    let (mut count, mut chance) = (0, exp(-mean));
    let mut below = chance;
    while uniform > below && count < MOST {
        count += 1;
        chance *= mean / f64::from(count);
        below += chance;
    }
    count
}

/// Density of a sum of exponential parcels of mean size `parcel`, as many as a Poisson number of mean `mean/parcel`
/// (the compound Poisson of Tweedie's family with power 3/2; Jørgensen 1987, J. R. Stat. Soc. B 49:127). At zero the
/// chance of no parcel, as a density over the smallest amount that is written.
///
/// ```
/// use standoff_world::record::parcels_density;
/// // Of amounts above zero the density sums to the chance that there are any.
/// let total: f64 = (0..40_000).map(|k| 0.001 * parcels_density(0.0005 + 0.001 * f64::from(k), 1.2, 0.4)).sum();
/// assert!((total - (1.0 - (-3.0_f64).exp())).abs() < 2e-4);
/// ```
pub fn parcels_density(amount: f64, mean: f64, parcel: f64) -> f64 {
    let number = mean / parcel;
    if amount < SMALLEST {
        return exp(-number) / SMALLEST;
    }
    if mean <= 0.0 {
        // Who gives nothing allocates nothing.
        return 0.0;
    }
    // Σ over the number of parcels k of Poisson(k) · Gamma(k, parcel): the ratio of neighbours is z/(k(k+1)).
    let scaled = amount / parcel;
    let z = number * scaled;
    let mode = z.sqrt().floor().max(1.0);
    let log_term = |k: f64| k * ln(z.max(1e-300)) - libm::lgamma(k + 1.0) - libm::lgamma(k);
    let largest = log_term(mode);
    let (mut sum, mut up, mut down) = (1.0, 1.0, 1.0);
    let mut k = mode;
    while up > 1e-12 {
        up *= z / (k * (k + 1.0));
        sum += up;
        k += 1.0;
    }
    k = mode;
    while k > 1.0 && down > 1e-12 {
        down *= k * (k - 1.0) / z;
        sum += down;
        k -= 1.0;
    }
    exp(largest - number - scaled) * sum / amount
}

/// Smallest amount of aid that reports tell from none, billions.
const SMALLEST: f64 = 5e-4;

fn draw_parcels(mean: f64, parcel: f64, count: f64, size: f64) -> f64 {
    match draw_poisson(mean / parcel, count) {
        0 => 0.0,
        number => parcel * gamma_quantile(f64::from(number), size),
    }
}

/// Random numbers of the reports of one step.
struct Random<'a> {
    draws: &'a Draws,
    time: u16,
}

impl Random<'_> {
    fn pair(&self, kind: u32, index: usize) -> [f64; 2] {
        self.draws.uniforms2(Purpose::Report as u16, self.time, kind << 24 | index as u32)
    }
}
