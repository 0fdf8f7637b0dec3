//! One step of the world, in the order of the war: a round may open; blame tilts the great power; the front moves;
//! stamina wears; the coalition pays, votes and frays; credibility moves; the line is tested (theory 3.20).

use crate::coalition_state::{CoalitionPace, Surroundings, great_power_election};
use crate::decisions::Decisions;
use crate::peace::manner_factor;
use crate::posture::transition;
use crate::purpose::Purpose;
use crate::quantity::hazard_over;
use crate::red_lines::Break;
use crate::roles::{Role, Side};
use crate::stamina::birth_death;
use crate::stamina::{LEVELS, Stamina};
use crate::state::{End, Events, Regime, RoundHeld, RoundResult, Signature, State};
use crate::talks::Outcome;
use crate::war::{Electorate, War};
use crate::world::{Position, World};
use standoff_num::Draws;
use standoff_num::distributions::binomial_successes;
use standoff_num::elementary::{logistic, logit};
use standoff_num::random::pick_index;

/// Every rate of a war brought to one length of step, once and exactly (model-decisions 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Length of a step in months.
    pub months: f64,
    rounds: Vec<f64>,
    posture: Vec<Vec<f64>>,
    blamed: [Vec<f64>; 2],
    tilts: [(f64, Side); 5],
    /// Moments in a step in each of which the front moves once at most, and the chance that it does.
    moments: u32,
    moves: f64,
    momentum: f64,
    collapse: f64,
    invader_stamina: Vec<StaminaPace>,
    defender_stamina: StaminaPace,
    truce_breaks: f64,
    credibility: f64,
    coalition: CoalitionPace,
    track_shares: Vec<f64>,
}

/// Chances that stamina falls or rises in a step, in war and in a truce.
#[derive(Debug, Clone, Copy, PartialEq)]
struct StaminaPace {
    war: [f64; 2],
    truce: [f64; 2],
}

impl StaminaPace {
    fn new(stamina: &Stamina, sanctions: f64, months: f64) -> Self {
        let down = falling(stamina, sanctions);
        Self {
            war: [hazard_over(down, months), hazard_over(stamina.up, months)],
            truce: [0.0, hazard_over(stamina.rest, months)],
        }
    }
}

/// Chance a month that stamina falls, `d0 (1 + xi·intensity)` and faster under sanctions (theory 3.5), at the
/// intensity of the start.
pub fn falling(stamina: &Stamina, sanctions: f64) -> f64 {
    (stamina.down * (1.0 + stamina.wear) * (1.0 + sanctions)).min(0.95)
}

/// How far an outcome of a round tilts the posture and against whom; not at all where the great power has no posture
/// to turn to.
pub fn tilt(war: &War, outcome: Outcome) -> (f64, Side) {
    let (tilt, side) = outcome.blame(&war.talks);
    let somewhere = blamed_posture(war, side).iter().any(|&share| share > 0.0);
    (if somewhere { tilt } else { 0.0 }, side)
}

/// Where a great power that blames a side turns: to the posture that presses it, in part to the one that leaves.
///
/// All zero where no such posture exists.
pub fn blamed_posture(war: &War, side: Side) -> Vec<f64> {
    let pressing: Vec<usize> = places(war, |posture| posture.presses == Some(side));
    let out: Vec<usize> = places(war, |posture| posture.out);
    let to_out = if out.is_empty() {
        0.0
    } else if pressing.is_empty() {
        1.0
    } else {
        war.talks.blame_out
    };
    let mut row = vec![0.0; war.postures.len()];
    for &place in &out {
        row[place] += to_out / out.len() as f64;
    }
    for &place in &pressing {
        row[place] += (1.0 - to_out) / pressing.len() as f64;
    }
    row
}

fn places(war: &War, is: impl Fn(&crate::posture::Posture) -> bool) -> Vec<usize> {
    (0..war.postures.len()).filter(|&place| is(&war.postures[place])).collect()
}

impl Pace {
    /// Brings every rate to steps of `months`.
    pub fn new(war: &War, months: f64) -> Self {
        let sanctions = |posture: &crate::posture::Posture| posture.effects.sanctions;
        let moments = (war.front.moves * months).ceil().max(1.0);
        Self {
            months,
            rounds: war.postures.iter().map(|posture| posture.effects.rounds * months).collect(),
            posture: transition(&war.posture_rates, months),
            blamed: [blamed_posture(war, Side::Invader), blamed_posture(war, Side::Defender)],
            tilts: Outcome::ALL.map(|outcome| tilt(war, outcome)),
            moments: moments as u32,
            moves: war.front.moves * months / moments,
            momentum: (war.front.momentum_change * months).min(1.0),
            collapse: hazard_over(war.front.collapse, months),
            invader_stamina: war
                .postures
                .iter()
                .map(|posture| StaminaPace::new(&war.stamina.invader, sanctions(posture), months))
                .collect(),
            defender_stamina: StaminaPace::new(&war.stamina.defender, 0.0, months),
            truce_breaks: hazard_over(war.truce.breaks, months),
            credibility: hazard_over(war.order.adjustment, months),
            coalition: CoalitionPace::new(war, months),
            track_shares: war.tracks.iter().map(|track| track.share).collect(),
        }
    }

    /// The coalition's part.
    pub fn coalition(&self) -> &CoalitionPace {
        &self.coalition
    }
}

/// Scratch memory of a run of steps.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    lottery: Vec<f64>,
    row: Vec<f64>,
}

/// Moves a state by one step and says what happened.
pub fn step(
    world: &World,
    pace: &Pace,
    decisions: &dyn Decisions,
    state: &mut State,
    draws: &Draws,
    scratch: &mut Scratch,
) -> Events {
    let mut events = Events::default();
    match state.regime {
        Regime::War | Regime::Truce { .. } => {
            contested_step(world, pace, decisions, state, draws, scratch, &mut events)
        }
        Regime::Settled { hazard } => {
            let [breaks, _] = draws.uniform_pair(Purpose::Quiet as u16, state.time as u16, 0);
            if breaks < hazard_over(hazard, pace.months) {
                events.peace_failed = true;
                state.regime = Regime::Over;
            }
        }
        Regime::Over => {}
    }
    state.time += 1;
    events
}

/// A step of war or truce. The order of the calls is that of the war; the book lists them from here.
fn contested_step(
    world: &World,
    pace: &Pace,
    decisions: &dyn Decisions,
    state: &mut State,
    draws: &Draws,
    scratch: &mut Scratch,
    events: &mut Events,
) {
    hold_round(world, pace, decisions, state, draws, scratch, events);
    if events.signature.is_none() {
        turn_posture(world, pace, state, draws, scratch, events);
        let front = state.front;
        match state.regime {
            // A truce agreed in this step counts from its end (model-decisions 2).
            Regime::Truce { .. } if events.truce_began => {}
            Regime::Truce { .. } => keep_truce(world, pace, state, draws, events),
            _ => move_front(world, pace, state, draws),
        }
        if events.end.is_some() {
            return;
        }
        wear_stamina(pace, state, draws);
        move_coalition(world, pace, state, front, draws, events);
        move_credibility(world, pace, state);
    }
    test_line(world, state, events);
}

/// A round of talks may open: a draft is tabled, the invader answers, then the defender; a truce may begin, a deal be signed.
fn hold_round(
    world: &World,
    pace: &Pace,
    decisions: &dyn Decisions,
    state: &mut State,
    draws: &Draws,
    scratch: &mut Scratch,
    events: &mut Events,
) {
    let truce = matches!(state.regime, Regime::Truce { .. });
    let rate = pace.rounds[state.posture] * if truce { world.war.truce.rounds } else { 1.0 };
    let [opens, track] = draws.uniform_pair(Purpose::Round as u16, state.time as u16, 0);
    if opens >= rate {
        return;
    }
    let position = state.position(world);
    let track = pick_index(track, &pace.track_shares);
    scratch.lottery.resize(world.war.packages.len(), 0.0);
    decisions.propose(&position, world.war.tracks[track].owner, &mut scratch.lottery);
    let [draft, _] = draws.uniform_pair(Purpose::Round as u16, state.time as u16, 1);
    let draft = pick_index(draft, &scratch.lottery);
    let result = answer_draft(world, decisions, &position, draft, state, draws, events);
    events.round = Some(RoundHeld { track, before: state.draft, draft, result });
    state.draft = draft;
}

fn answer_draft(
    world: &World,
    decisions: &dyn Decisions,
    position: &Position,
    draft: usize,
    state: &mut State,
    draws: &Draws,
    events: &mut Events,
) -> RoundResult {
    let uniforms = |entity| draws.uniform_pair(Purpose::Answer as u16, state.time as u16, entity);
    let answers = decisions.answer(position, draft);
    let [invader, invader_form] = uniforms(0);
    if invader >= answers.invader_accepts {
        let open = invader_form < answers.invader_refuses;
        return RoundResult::No(if open { Outcome::InvaderRefuses } else { Outcome::InvaderEvades });
    }
    let [defender, defender_form] = uniforms(1);
    if defender >= answers.defender_accepts {
        let open = defender_form < answers.defender_refuses;
        return RoundResult::No(if open { Outcome::DefenderRefuses } else { Outcome::DefenderEvades });
    }
    let [ratified, consents] = uniforms(2);
    if world.war.packages[draft].ceasefire_first {
        if position.truce {
            return RoundResult::TruceRenewed;
        }
        events.truce_began = true;
        state.regime = Regime::Truce { quiet: 0.0 };
        return RoundResult::Truce;
    }
    if ratified >= world.ratification(draft, position.held, position.defender_stamina) {
        return RoundResult::NotRatified;
    }
    sign(world, decisions, position, draft, consents, state, events);
    RoundResult::Deal
}

fn sign(
    world: &World,
    decisions: &dyn Decisions,
    position: &Position,
    draft: usize,
    consents: f64,
    state: &mut State,
    events: &mut Events,
) {
    let consent = consents < decisions.consent(position, draft);
    let terms = world.signed_terms(draft, consent);
    let beyond = world.war.has(Role::Coalition) && world.beyond_red_lines(&terms, state.credibility);
    let forced = world.war.postures[position.posture].presses.is_some();
    let attack = decisions.attack_hazard(position, draft, consent, state.credibility);
    let hazard = (attack * manner_factor(&world.war.peace, forced)).clamp(0.0, 1.0);
    events.signature = Some(Signature { draft, consent, terms, beyond, hazard });
    events.end = Some(if beyond { End::SettlementBeyond } else { End::SettlementInside });
    state.regime = Regime::Settled { hazard };
}

/// The great power may turn to another posture, tilted by blame for the round, and at its elections.
fn turn_posture(world: &World, pace: &Pace, state: &mut State, draws: &Draws, scratch: &mut Scratch, events: &Events) {
    let war = &world.war;
    if war.postures.len() == 1 {
        return;
    }
    let outcome = match events.round.map(|round| round.result) {
        Some(RoundResult::No(outcome)) => outcome,
        Some(RoundResult::NotRatified) => Outcome::DefenderEvades,
        _ => Outcome::NoRound,
    };
    let (tilt, side) = pace.tilts[outcome.index()];
    let blamed = &pace.blamed[usize::from(side == Side::Defender)];
    scratch.row.clear();
    let tilted = |(stay, blamed): (&f64, &f64)| (1.0 - tilt) * stay + tilt * blamed;
    scratch.row.extend(pace.posture[state.posture].iter().zip(blamed).map(tilted));
    state.posture = draws.pick_index(Purpose::Posture as u16, state.time as u16, 0, &scratch.row);
    turn_at_election(war, pace, state, draws);
}

fn turn_at_election(war: &War, pace: &Pace, state: &mut State, draws: &Draws) {
    let (from, to) = (f64::from(state.time) * pace.months, (f64::from(state.time) + 1.0) * pace.months);
    for election in &war.elections {
        if election.of == Electorate::GreatPower && election.months > from && election.months <= to {
            let mut draw = great_power_election(election, draws);
            for &(posture, chance) in &election.turns {
                if draw < chance {
                    state.posture = posture;
                    break;
                }
                draw -= chance;
            }
        }
    }
}

/// In a truce: it may break, or last until the conflict is frozen.
fn keep_truce(world: &World, pace: &Pace, state: &mut State, draws: &Draws, events: &mut Events) {
    let Regime::Truce { quiet } = state.regime else { return };
    let [breaks, _] = draws.uniform_pair(Purpose::Quiet as u16, state.time as u16, 0);
    if breaks < pace.truce_breaks {
        events.truce_broke = true;
        state.regime = Regime::War;
        return;
    }
    let quiet = quiet + pace.months;
    state.regime = Regime::Truce { quiet };
    if quiet >= world.war.truce.frozen_after - 1e-9 {
        events.end = Some(End::Frozen);
        state.regime = Regime::Over;
    }
}

/// In war: the front moves, the momentum may pass, and a line without stamina may collapse.
///
/// The lazy walk of theory 3.4, in as many moments as it takes for the front to move once in each at most.
fn move_front(world: &World, pace: &Pace, state: &mut State, draws: &Draws) {
    let [moves, direction] = draws.uniform_pair(Purpose::Front as u16, state.time as u16, 0);
    let [momentum, collapse] = draws.uniform_pair(Purpose::Front as u16, state.time as u16, 1);
    let moved = binomial_successes(pace.moments, pace.moves, moves);
    if moved > 0 {
        let odds =
            world.odds(state.coalition.coverage, state.posture, state.invader_stamina, state.defender_stamina, 0.0);
        let odds = logistic(logit(odds) + f64::from(state.momentum) * world.war.front.momentum);
        let gained = binomial_successes(moved, odds, direction) as usize;
        let lost = moved as usize - gained;
        state.front = (state.front + gained).saturating_sub(lost).min(world.war.front_steps);
    }
    if momentum < pace.momentum {
        // From either side the momentum passes to nobody; from nobody it passes to each side alike.
        state.momentum = match state.momentum {
            0 if momentum < 0.5 * pace.momentum => -1,
            0 => 1,
            _ => 0,
        };
    }
    if state.front > 0 && state.front < world.war.front_steps && collapse < pace.collapse {
        collapse_line(world, state);
    }
}

/// A side with no stamina left gives up several steps at once; where both have none, neither does (theory 3.5).
fn collapse_line(world: &World, state: &mut State) {
    let jump = world.war.front.collapse_steps.round() as usize;
    match (state.invader_stamina, state.defender_stamina) {
        (0, 0) => {}
        (_, 0) => state.front = (state.front + jump).min(world.war.front_steps),
        (0, _) => state.front = state.front.saturating_sub(jump),
        _ => {}
    }
}

/// The stamina of both belligerents wears in war and recovers in a truce.
fn wear_stamina(pace: &Pace, state: &mut State, draws: &Draws) {
    let truce = matches!(state.regime, Regime::Truce { .. });
    let [invader, defender] = draws.uniform_pair(Purpose::Stamina as u16, state.time as u16, 0);
    state.invader_stamina = worn(&pace.invader_stamina[state.posture], truce, state.invader_stamina, invader);
    state.defender_stamina = worn(&pace.defender_stamina, truce, state.defender_stamina, defender);
}

fn worn(pace: &StaminaPace, truce: bool, level: usize, uniform: f64) -> usize {
    let [down, up] = if truce { pace.truce } else { pace.war };
    let [falls, stays, _] = birth_death(level, LEVELS, down, up);
    if uniform < falls {
        level - 1
    } else if uniform < falls + stays {
        level
    } else {
        (level + 1).min(LEVELS - 1)
    }
}

/// The coalition: willingness drifts, elections and votes are held, members leave, coverage follows.
fn move_coalition(world: &World, pace: &Pace, state: &mut State, front: usize, draws: &Draws, events: &mut Events) {
    let around = Surroundings {
        posture: state.posture,
        truce: matches!(state.regime, Regime::Truce { .. }),
        threat: state.momentum > 0,
        lost: 10.0 * (world.held(state.front) - world.held(front)),
    };
    events.coalition = state.coalition.step(&world.war, &pace.coalition, state.time, around, draws);
}

/// The credibility of guarantees moves towards the level of the posture.
fn move_credibility(world: &World, pace: &Pace, state: &mut State) {
    let level = world.war.postures[state.posture].effects.credibility;
    state.credibility += pace.credibility * (level - state.credibility);
}

/// Tests the line for each way in which it can break (model-decisions 11), and the war for a military end.
fn test_line(world: &World, state: &mut State, events: &mut Events) {
    let war = &world.war;
    if war.has(Role::Coalition) {
        let exhausted = state.coalition.under > war.coalition.grace + 1e-9;
        events.breaks[Break::Coverage.index()] = exhausted && events.signature.is_none();
        events.breaks[Break::Instrument.index()] = events.coalition.key_closed.is_some();
        if let Some(signature) = events.signature.filter(|signature| signature.beyond) {
            let delivers = signature.consent && delivers(world, signature.draft);
            let way = if delivers { Break::Consent } else { Break::Signature };
            events.breaks[way.index()] = true;
        }
    }
    if state.front == 0 || state.front == war.front_steps {
        let end = if state.front == 0 { End::DefenderWins } else { End::InvaderWins };
        events.breaks[Break::Military.index()] = end == End::InvaderWins;
        events.end = Some(end);
        state.regime = Regime::Over;
    }
}

/// Whether a package has parts that only the coalition can deliver.
fn delivers(world: &World, draft: usize) -> bool {
    let terms = &world.war.packages[draft].terms;
    terms.guarantee > 0.0 || terms.relief > 0.0
}
