//! The line at the end of a step: the ways in which it can break, and a military end (decision 11).

use crate::actors::roles::Role;
use crate::state::breaks::Break;
use crate::state::ends::End;
use crate::state::war_state::Regime;
use crate::step::turn::Turn;
use crate::war::calibration::World;

/// Months of grace that rounding may cost: the months under the threshold are a sum of steps.
const ROUNDING_MONTHS: f64 = 1e-9;

/// Tests the line for each way in which it can break (decision 11), and the war for a military end.
pub(super) fn test_line(turn: &mut Turn<'_>) {
    if turn.world.war.has(Role::Coalition) {
        test_coalition(turn);
    }
    let (front, last) = (turn.state.front, turn.world.war.front_steps);
    if front == 0 || front == last {
        let end = if front == 0 { End::DefenderWins } else { End::InvaderWins };
        turn.events.breaks[Break::Military.index()] = end == End::InvaderWins;
        turn.events.end = Some(end);
        turn.state.regime = Regime::Over;
    }
}

/// The ways in which the coalition's line breaks: for want of coverage, of an instrument, or by a signature.
fn test_coalition(turn: &mut Turn<'_>) {
    let coalition = &turn.world.war.coalition;
    let exhausted = turn.state.coalition.undercovered_months > coalition.grace + ROUNDING_MONTHS;
    let breaks = &mut turn.events.breaks;
    // In the step of a signature coverage was not measured: what it was before does not break a line that is settled.
    breaks[Break::Coverage.index()] = exhausted && turn.events.signature.is_none();
    breaks[Break::Instrument.index()] = turn.events.coalition.key_closed.is_some();
    if let Some(signature) = turn.events.signature.filter(|signature| signature.beyond) {
        let delivers = signature.consent && needs_coalition(turn.world, signature.draft);
        let way = if delivers { Break::Consent } else { Break::Signature };
        breaks[way.index()] = true;
    }
}

/// Whether a package has parts that only the coalition can deliver.
fn needs_coalition(world: &World, draft: usize) -> bool {
    let terms = &world.war.packages[draft].terms;
    terms.guarantee > 0.0 || terms.relief > 0.0
}
