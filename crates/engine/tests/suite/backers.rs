//! What actors expect of backers must change their plans (decision 105).

use crate::equilibrium::{load_war, solve_war};
use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::Planning;
use standoff_world::actors::backers::{Backer, BackerFigures};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::Backing;
use standoff_world::war::{Position, War};

const BELLIGERENTS: [Role; 2] = [Role::Invader, Role::Defender];

/// Plain steps of a month on a short front, enough for values to settle to a thousandth.
fn planning() -> Planning {
    Planning::plain(4, 1.0, 120)
}

fn war_with(backs_at_start: bool, figures: BackerFigures) -> War {
    let (name, title) = ("west".to_owned(), "West".to_owned());
    War {
        backers: vec![Backer { name, title, side: Side::Defender, backs_at_start, figures }],
        ..load_war("two-sided")
    }
}

fn fights(game: &Equilibrium, position: &Position) -> [f64; 2] {
    BELLIGERENTS.map(|role| game.fight_value(role, position))
}

const GIVES: BackerFigures = BackerFigures { force: 0.5, pays: 0.3, joins: 0.0, leaves: 0.0, alarm: 0.0 };

/// One that stays for good is a war of other numbers: what it pays is no cost, and its force is in the odds of the first day.
#[test]
fn a_backer_that_stays_is_a_war_of_other_numbers() {
    let backed = solve_war(war_with(true, GIVES), &planning());
    let mut war = load_war("two-sided");
    war.defender.toll *= 0.7;
    let plain = solve_war(war, &planning());
    let (at, plainly) = (backed.world().start_position(), plain.world().start_position());
    for role in BELLIGERENTS {
        let (one, other) = (backed.value(role, &at), plain.value(role, &plainly));
        assert!((one - other).abs() < 1e-6, "{}: {one} {other}", role.name());
    }
}

/// One that may join helps its side from today on, and the other side knows it; one whom losses call in helps it the more, the
/// less it holds.
#[test]
fn one_that_may_join_counts_before_it_does() {
    let never = solve_war(war_with(false, GIVES), &planning());
    let joins = solve_war(war_with(false, BackerFigures { joins: 0.05, ..GIVES }), &planning());
    let alarmed = solve_war(war_with(false, BackerFigures { joins: 0.05, alarm: 4.0, ..GIVES }), &planning());
    let at = Position { held: 0.75, ..never.world().start_position() };
    let [before, may, will] = [&never, &joins, &alarmed].map(|game| fights(game, &at));
    assert!(may[0] < before[0] - 1e-3 && may[1] > before[1] + 1e-3, "{before:?} {may:?}");
    assert!(will[0] < may[0] - 1e-3 && will[1] > may[1] + 1e-3, "{may:?} {will:?}");
    // Once it stands there, more is to be had still.
    let there = fights(&joins, &Position { backing: Backing::from_index(1), ..at });
    assert!(there[0] < may[0] && there[1] > may[1], "{may:?} {there:?}");
}
