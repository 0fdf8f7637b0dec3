//! Fighting on against an end that the other side wins (decision 23).
//!
//! No actor of the model can hand over the stake, so a side for which that would be better than its war is a side that the
//! model misunderstands. In closed form a side would rather give in where going on for ever is worth less than that end:
//!
//! ```text
//! v(nothing signed) - K < e(the other side wins)
//! ```
//!
//! `K` is its net toll, the share of its stake that the war would cost it if it went on for ever. The value of fighting to the
//! finish, by its own beliefs about the odds, tells whether what may still be won makes up for that.

use super::base::{BaseDraw, BaseDraws};
use super::variant::{Change, Variant};
use super::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::feasibility::check_game;
use standoff_lab::error::DrawError;
use standoff_scenario::Values;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::war::World;

/// Difference of two values, as a share of the stake, that the tolerance of the solved games explains.
pub(super) const TOLERANCE: f64 = 0.005;
/// Tolerance to which the games at central values are solved. At that of ensembles values lie up to .004 from the fixed point,
/// and a difference between two of them is then no finer than the limit of a verdict.
const CENTRAL_TOLERANCE: f64 = 1e-3;
/// Share of the draws in which a side would rather give in than go on as the game is played, from which the author should
/// look, and from which the war is another than the one described: in most of its draws somebody would not be fighting it.
const WOULD_GIVE_IN: [f64; 2] = [0.25, 0.5];
/// Odds at the front, from even to hopeless for the defender.
const ODDS: [f64; 5] = [0.55, 0.65, 0.72, 0.80, 0.90];
/// Discount factors of the defender a year, from impatient to patient.
const YEARLY_DISCOUNTS: [f64; 5] = [0.80, 0.85, 0.90, 0.94, 0.97];

/// Fighting on against giving in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GivingIn {
    /// The two sides.
    pub sides: Vec<SideGivingIn>,
    /// The defender's value by a number of its war, at central values and without lasting reasons.
    pub sweeps: Vec<DefenderSweep>,
}

/// One side's values at the start, at central values, and the draws in which it would rather give in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideGivingIn {
    /// `invader` or `defender`.
    pub role: String,
    /// Value of nothing signed, with land as held.
    pub unsigned: f64,
    /// Net toll: the share of its stake that the war as it is would cost it if it went on for ever.
    pub toll: f64,
    /// Value of going on for ever: the first less the second.
    pub going_on_for_ever: f64,
    /// Value of fighting to the finish, by its own beliefs.
    pub fighting_to_the_finish: f64,
    /// Value of the game: fighting and talking, as the sides play it.
    pub playing: f64,
    /// Value of the end that the other side wins.
    pub giving_in: f64,
    /// Share of the draws in which going on for ever is worth less than giving in.
    pub prefers_to_going_on: f64,
    /// Share of the draws in which fighting to the finish is.
    pub prefers_to_fighting: f64,
    /// Share of the draws in which the game as it is played is, talks and all. The verdict is on this share: fighting to the
    /// finish is what a side falls back on, and nobody has to do it.
    pub prefers_to_playing: f64,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// The defender's value along a number of its war.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DefenderSweep {
    /// `odds` (of the invader at the front) or `discount` (of the defender, a year).
    pub name: String,
    /// The points, in order.
    pub points: Vec<SweepPoint>,
    /// Verdict and meaning.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// One point of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SweepPoint {
    /// The number.
    pub at: f64,
    /// The defender's value of the game.
    pub value: f64,
    /// Its value of the end that the invader wins.
    pub giving_in: f64,
}

/// A side's values at the start of one war.
struct SideValues {
    unsigned: f64,
    toll: f64,
    fighting: f64,
    playing: f64,
    giving_in: f64,
}

impl SideValues {
    fn measure(world: &World, game: &Equilibrium, side: Side) -> Self {
        let (role, start) = (role_of(side), world.start_position());
        Self {
            unsigned: world.unsigned_value(role, start.held),
            toll: world.toll(role, &start),
            fighting: game.fight_value(role, &start),
            playing: game.value(role, &start),
            giving_in: world.end_value(role, other(side)),
        }
    }

    fn going_on_for_ever(&self) -> f64 {
        self.unsigned - self.toll
    }
}

pub(super) fn role_of(side: Side) -> Role {
    match side {
        Side::Invader => Role::Invader,
        Side::Defender => Role::Defender,
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Invader => Side::Defender,
        Side::Defender => Side::Invader,
    }
}

/// Compares fighting on with giving in, at central values and over the draws.
pub(super) fn measure_giving_in(design: &Design<'_>, base: &BaseDraws<'_>) -> Result<GivingIn, DrawError> {
    let central = design.scenario.central_values();
    let (world, game) = solve_central(design, &central)?;
    let side = |side: Side| side_giving_in(side, &SideValues::measure(&world, &game, side), base);
    Ok(GivingIn {
        sides: [Side::Invader, Side::Defender].map(side).into(),
        sweeps: vec![sweep_odds(design, &central)?, sweep_discount(design, &central)?],
    })
}

fn side_giving_in(side: Side, central: &SideValues, base: &BaseDraws<'_>) -> SideGivingIn {
    let of_draw = |draw: &BaseDraw<'_>| SideValues::measure(&draw.solved.world, &draw.solved.game, side);
    let share = |worth: fn(&SideValues) -> f64| {
        base.share(|draw| {
            let values = of_draw(draw);
            worth(&values) < values.giving_in - TOLERANCE
        })
    };
    let prefers_to_playing = share(|values| values.playing);
    SideGivingIn {
        role: role_of(side).name().to_owned(),
        unsigned: central.unsigned,
        toll: central.toll,
        going_on_for_ever: central.going_on_for_ever(),
        fighting_to_the_finish: central.fighting,
        playing: central.playing,
        giving_in: central.giving_in,
        prefers_to_going_on: share(SideValues::going_on_for_ever),
        prefers_to_fighting: share(|values| values.fighting),
        prefers_to_playing,
        judgement: judge_side(central.toll, prefers_to_playing),
    }
}

fn judge_side(toll: f64, prefers_to_playing: f64) -> Judgement {
    let verdict = Verdict::above(prefers_to_playing, WOULD_GIVE_IN[0], WOULD_GIVE_IN[1]);
    if verdict == Verdict::Ok && toll < 0.0 {
        return Judgement::new(Verdict::Look, "", WAR_PAYS);
    }
    Judgement::new(
        verdict,
        "This side has reason to fight on, by its own beliefs.",
        "This side would rather give in than go on, and yet it fights: look at its toll, and at what it would lose \
         in the end that the other side wins.",
    )
}

const WAR_PAYS: &str = "The war pays for this side's leader, whatever comes of it: look at `leader_gain` and `unborne`, since such a \
    side signs only for more than it could win.";

/// The world at given values without lasting reasons, and its game.
fn solve_central(design: &Design<'_>, values: &Values) -> Result<(World, Equilibrium), DrawError> {
    let world = design.plain_world(values)?;
    let finer = Variant { change: Change::Tolerance(CENTRAL_TOLERANCE), ..Variant::NONE };
    let game = design.solve_planned_game(&world, &finer.change_planning(design.planning(&world)), 0);
    check_game(&game)?;
    Ok((world, game))
}

fn sweep_odds(design: &Design<'_>, central: &Values) -> Result<DefenderSweep, DrawError> {
    let points = sweep_points(design, central, &ODDS, &|values, odds| {
        values.set("front.odds", odds);
    })?;
    let judgement = judge_odds(&points);
    Ok(DefenderSweep { name: "odds".to_owned(), points, judgement })
}

/// Values must fall with the odds until the war is worth no more than giving in. From there on a quicker defeat costs less
/// of a war that is not worth its toll, and values may rise again.
fn judge_odds(points: &[SweepPoint]) -> Judgement {
    let rises = |pair: &[SweepPoint]| pair[1].value > pair[0].value + TOLERANCE;
    let worth_fighting = |point: &SweepPoint| point.value > point.giving_in + TOLERANCE;
    if points.windows(2).any(|pair| rises(pair) && worth_fighting(&pair[0])) {
        return Judgement::new(
            Verdict::Fault,
            "",
            "The defender gains from worse odds: look at its values and its toll.",
        );
    }
    let all_worth_it = points.iter().all(worth_fighting);
    Judgement::new(
        if all_worth_it { Verdict::Ok } else { Verdict::Look },
        "The worse its odds, the less the war is worth to the defender, as it must be.",
        "The worse its odds, the less the war is worth to the defender, until it would do as well to give in: beyond those odds \
         the model has no reason why it fights on.",
    )
}

fn sweep_discount(design: &Design<'_>, central: &Values) -> Result<DefenderSweep, DrawError> {
    let points = sweep_points(design, central, &YEARLY_DISCOUNTS, &|values, yearly| {
        // The parameter is a factor a month.
        values.set("values.defender.discount", yearly.powf(1.0 / 12.0));
    })?;
    let stays = points.iter().all(|point| point.value >= point.giving_in - TOLERANCE);
    Ok(DefenderSweep { name: "discount".to_owned(), points, judgement: judge_discount(stays) })
}

fn judge_discount(stays: bool) -> Judgement {
    Judgement::new(
        if stays { Verdict::Ok } else { Verdict::Fault },
        "However patient the defender is, its war is worth no less to it than the stake in the invader's hands.",
        "A patient defender would rather hand over the stake: look at its toll and at what it would lose.",
    )
}

fn sweep_points(
    design: &Design<'_>,
    central: &Values,
    numbers: &[f64],
    set: &dyn Fn(&mut Values, f64),
) -> Result<Vec<SweepPoint>, DrawError> {
    let point = |&at: &f64| {
        let mut values = central.clone();
        set(&mut values, at);
        let (world, game) = solve_central(design, &values)?;
        let value = game.value(Role::Defender, &world.start_position());
        Ok(SweepPoint { at, value, giving_in: world.end_value(Role::Defender, Side::Invader) })
    };
    numbers.iter().map(point).collect()
}

/// The verdicts of the part.
pub(super) fn verdicts(found: &GivingIn) -> Vec<Verdict> {
    let sides = found.sides.iter().map(|side| side.judgement.verdict);
    sides.chain(found.sweeps.iter().map(|sweep| sweep.judgement.verdict)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_follow_the_limits() {
        let verdicts = [0.25, 0.3, 0.6].map(|share| judge_side(0.4, share).verdict);
        assert_eq!(verdicts, [Verdict::Ok, Verdict::Look, Verdict::Fault]);
        assert_eq!([true, false].map(|stays| judge_discount(stays).verdict), [Verdict::Ok, Verdict::Fault]);
    }

    #[test]
    fn values_fall_with_the_odds_until_giving_in() {
        let verdict = |values: [f64; 3]| {
            let point = |value: f64| SweepPoint { at: 0.5, value, giving_in: 0.0 };
            judge_odds(&values.map(point)).verdict
        };
        assert_eq!(verdict([0.5, 0.3, 0.1]), Verdict::Ok);
        assert_eq!(verdict([0.5, 0.1, 0.2]), Verdict::Fault);
        assert_eq!(verdict([0.5, -0.03, -0.01]), Verdict::Look);
    }

    #[test]
    fn a_war_that_pays_asks_for_a_look() {
        assert_eq!(judge_side(-0.05, 0.1), Judgement { verdict: Verdict::Look, meaning: WAR_PAYS.to_owned() });
        assert_eq!(judge_side(-0.05, 0.6).verdict, Verdict::Fault);
    }

    #[test]
    fn each_side_gives_in_to_the_other() {
        assert_eq!([Side::Invader, Side::Defender].map(other), [Side::Defender, Side::Invader]);
    }
}
