//! One step of the world, in the order of the war: a round may open; blame tilts the great power; the front moves;
//! stamina wears; the coalition pays, votes and frays; credibility moves; the line is tested (theory 3.20).

use crate::actors::decisions::Decisions;
use crate::actors::roles::{Role, Side};
use crate::battlefield::stamina::{LEVELS, birth_death};
use crate::peace::settlement::manner_factor;
use crate::quantity::hazard_over;
use crate::state::breaks::Break;
use crate::state::ends::End;
use crate::state::events::{Events, Signature};
use crate::state::round::{RoundHeld, RoundResult};
use crate::state::war_state::{Regime, State};
use crate::step::coalition::Surroundings;
use crate::step::elections::great_power_election;
use crate::step::pace::{Pace, StaminaPace};
use crate::step::purpose::Purpose;
use crate::talks::outcome::Outcome;
use crate::war::calibration::World;
use crate::war::elections::Electorate;
use crate::war::figures::War;
use crate::war::position::Position;
use standoff_num::Draws;
use standoff_num::binomial::successes;
use standoff_num::elementary::{logistic, logit};
use standoff_num::random::pick_from;

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
            let [breaks, _] = draws.uniforms2(Purpose::Quiet as u16, state.time as u16, 0);
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
            // A truce agreed in this step counts from its end (decision 2).
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
    let [opens, track] = draws.uniforms2(Purpose::Round as u16, state.time as u16, 0);
    if opens >= rate {
        return;
    }
    let position = state.position(world);
    let track = pick_from(track, &pace.track_shares);
    scratch.lottery.resize(world.war.packages.len(), 0.0);
    decisions.propose(&position, world.war.tracks[track].owner, &mut scratch.lottery);
    let [draft, _] = draws.uniforms2(Purpose::Round as u16, state.time as u16, 1);
    let draft = pick_from(draft, &scratch.lottery);
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
    let uniforms = |entity| draws.uniforms2(Purpose::Answer as u16, state.time as u16, entity);
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
    state.posture = draws.pick(Purpose::Posture as u16, state.time as u16, 0, &scratch.row);
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
    let [breaks, _] = draws.uniforms2(Purpose::Quiet as u16, state.time as u16, 0);
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
    let [moves, direction] = draws.uniforms2(Purpose::Front as u16, state.time as u16, 0);
    let [momentum, collapse] = draws.uniforms2(Purpose::Front as u16, state.time as u16, 1);
    let moved = successes(pace.moments, pace.moves, moves);
    if moved > 0 {
        let odds =
            world.odds(state.coalition.coverage, state.posture, state.invader_stamina, state.defender_stamina, 0.0);
        let odds = logistic(logit(odds) + f64::from(state.momentum) * world.war.front.momentum);
        let gained = successes(moved, odds, direction) as usize;
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
    let [invader, defender] = draws.uniforms2(Purpose::Stamina as u16, state.time as u16, 0);
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

/// Tests the line for each way in which it can break (decision 11), and the war for a military end.
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
