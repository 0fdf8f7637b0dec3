//! A round of talks in a step (theory 3.8).

use crate::actors::decisions::Answers;
use crate::state::round::{RoundHeld, RoundResult};
use crate::state::underway::Underway;
use crate::state::war_state::Regime;
use crate::step::deal::agree;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use crate::talks::outcome::Outcome;
use crate::talks::stages::Stage;
use crate::war::position::Position;
use standoff_num::random::pick_index;

/// A round of talks may open: a draft is tabled, the invader answers, then the defender; a truce may begin, a deal be signed.
pub(super) fn hold_round(turn: &mut Turn<'_>) {
    let war = &turn.world.war;
    let in_truce = if turn.in_truce() { war.truce.rounds } else { 1.0 };
    let [opens, track] = turn.draws.pair(Purpose::Round, 0);
    let held = opens < turn.pace.round_rates.chance(turn.state, in_truce);
    // What excites the next rounds is that this one was held, not what came of it.
    turn.pace.round_rates.excite(turn.state, held);
    if !held {
        return;
    }
    // The position before the round holds for the whole of it: nobody reconsiders between tabling and signing.
    let position = turn.state.position(turn.world);
    let track = pick_index(track, &turn.pace.track_shares);
    let lottery = &mut turn.scratch.lottery;
    lottery.resize(war.packages.len(), 0.0);
    turn.decisions.propose(&position, war.tracks[track].owner, lottery);
    let [draft, _] = turn.draws.pair(Purpose::Round, 1);
    let draft = pick_index(draft, lottery);
    let before = std::mem::replace(&mut turn.state.draft, draft);
    let result = answer_draft(turn, &position, draft);
    turn.state.limited_truces.use_trust();
    turn.events.round = Some(RoundHeld { track, before, draft, result });
}

/// The belligerents answer a draft, the invader first: a defender that hears a no is spared the choice and the blame.
fn answer_draft(turn: &mut Turn<'_>, position: &Position, draft: usize) -> RoundResult {
    let trust = turn.state.limited_truces.trust();
    let answers = turn.decisions.answer(position, draft).with_trust(trust);
    if let Some(no) = refusal(turn, &answers) {
        return RoundResult::No(no);
    }
    let [ratified, consents] = turn.draws.pair(Purpose::Answer, 2);
    if turn.world.war.packages[draft].ceasefire_first {
        return begin_truce(turn, draft, position.truce);
    }
    let outlook = turn.decisions.outlook(position);
    let ratification = turn.world.ratification_chance(draft, position.held, outlook);
    let passes = ratified < ratification;
    let underway = Underway {
        draft,
        stage: Stage::Agreed,
        months_left: turn.world.war.stages.signing,
        passes,
        consents,
        forced: turn.world.war.postures[position.posture].presses.is_some(),
        gains: [answers.invader_gain, answers.defender_gain],
        ratification,
    };
    agree(turn, position, underway);
    if passes { RoundResult::Deal } else { RoundResult::NotRatified }
}

/// The belligerent that does not accept a draft, and how it says so; none where both accept.
fn refusal(turn: &Turn<'_>, answers: &Answers) -> Option<Outcome> {
    let [invader, invader_form] = turn.draws.pair(Purpose::Answer, 0);
    if invader >= answers.invader_accepts {
        let open = invader_form < answers.invader_refuses;
        return Some(if open { Outcome::InvaderRefuses } else { Outcome::InvaderEvades });
    }
    let [defender, defender_form] = turn.draws.pair(Purpose::Answer, 1);
    if defender >= answers.defender_accepts {
        let open = defender_form < answers.defender_refuses;
        return Some(if open { Outcome::DefenderRefuses } else { Outcome::DefenderEvades });
    }
    None
}

/// A ceasefire that both accept opens a truce; one in force just goes on, and keeps the months it has lasted.
fn begin_truce(turn: &mut Turn<'_>, draft: usize, in_force: bool) -> RoundResult {
    turn.state.draft = turn.world.draft_in_truce(draft);
    if in_force {
        return RoundResult::TruceRenewed;
    }
    turn.events.truce_began = true;
    turn.state.regime = Regime::Truce { quiet_months: 0.0 };
    RoundResult::Truce
}
