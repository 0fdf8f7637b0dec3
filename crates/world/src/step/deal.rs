//! A settlement on its way from words to effect, in a step (decision 41).

use crate::actors::roles::Role;
use crate::peace::settlement::manner_factor;
use crate::quantity::{ROUNDING_MONTHS, hazard_over};
use crate::state::ends::End;
use crate::state::events::Signature;
use crate::state::underway::Underway;
use crate::state::war_state::Regime;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use crate::talks::stages::Stage;
use crate::war::position::Position;

/// Both sides agree in principle. Where no stage takes any time, the settlement takes effect in the same step; `position` is
/// that of the round.
pub(super) fn agree(turn: &mut Turn<'_>, position: &Position, underway: Underway) {
    turn.events.agreed = true;
    turn.state.underway = Some(underway);
    pass_stages(turn, position);
}

/// A settlement under way comes nearer to its effect, or falls apart.
pub(super) fn move_deal(turn: &mut Turn<'_>) {
    turn.pace.round_rates.excite(turn.state, false);
    let lost = turn.world.war.stages.lost;
    if lost > 0.0 && turn.draws.uniform(Purpose::Answer, 3) < hazard_over(lost, turn.pace.months) {
        drop_deal(turn);
        return;
    }
    if let Some(underway) = &mut turn.state.underway {
        underway.months_left -= turn.pace.months;
    }
    let position = turn.state.position(turn.world);
    pass_stages(turn, &position);
}

/// A settlement under way falls apart: what was agreed binds nobody.
pub(super) fn drop_deal(turn: &mut Turn<'_>) {
    if turn.state.underway.take().is_some() {
        turn.events.fell_apart = true;
    }
}

/// Passes all stages whose time is up.
fn pass_stages(turn: &mut Turn<'_>, position: &Position) {
    while let Some(underway) = turn.state.underway.filter(|underway| underway.months_left <= ROUNDING_MONTHS) {
        let next = match underway.stage {
            Stage::Agreed => {
                sign_text(turn, underway.draft);
                Some(Stage::Signed)
            }
            Stage::Signed if !underway.passes => {
                turn.events.rejected = true;
                None
            }
            Stage::Signed => Some(Stage::Approved),
            Stage::Approved => {
                take_effect(turn, position, &underway);
                None
            }
        };
        let months_left = |stage: Stage| underway.months_left + turn.world.war.stages.months_in(stage);
        turn.state.underway = next.map(|stage| Underway { stage, months_left: months_left(stage), ..underway });
    }
}

/// The text is signed; the draft may say that the guns fall silent with it.
fn sign_text(turn: &mut Turn<'_>, draft: usize) {
    turn.events.text_signed = true;
    if turn.world.war.packages[draft].ceasefire_at_signature && turn.state.regime == Regime::War {
        turn.events.truce_began = true;
        turn.state.regime = Regime::Truce { quiet_months: 0.0 };
    }
}

/// A settlement takes effect: the coalition delivers its parts or withholds them, and the settlement gets its hazard.
fn take_effect(turn: &mut Turn<'_>, position: &Position, underway: &Underway) {
    let world = turn.world;
    let (draft, credibility) = (underway.draft, turn.state.credibility);
    let consent = underway.consents < turn.decisions.consent(position, draft);
    let terms = world.signed_terms(draft, consent);
    let beyond = world.war.has(Role::Coalition) && world.beyond_red_lines(&terms, position.held, credibility);
    let attack = turn.decisions.attack_hazard(position, draft, consent, credibility);
    let renewed = (attack * manner_factor(&world.war.peace, underway.forced)).clamp(0.0, 1.0);
    let hazard = (renewed + world.beyond_hazard(&terms, credibility)).min(1.0);
    let Underway { gains, ratification, .. } = *underway;
    turn.events.signature = Some(Signature { draft, consent, terms, beyond, hazard, gains, ratification });
    turn.events.end = Some(if beyond { End::SettlementBeyond } else { End::SettlementInside });
    // Where the terms leave one side with the whole stake, a renewed war starts a step short of the end (decision 13).
    let steps = world.war.front_steps;
    let front = (terms.land_after(position.held) * steps as f64).round() as usize;
    turn.state.regime = Regime::Settled { hazard, front: front.clamp(1, steps - 1), cap: terms.alignment };
}
