//! A war with everything that a record knows: a great power with three postures, two members, elections, instruments
//! that are open, tabled and closed, and a beginning long before its start.

use crate::small_war;
use standoff_world::actors::great_power::Posture;
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::{Instrument, InstrumentFigures, Kind, Status};
use standoff_world::war::{Election, Electorate, War};

/// The war.
pub fn war() -> War {
    let mut war = small_war::war();
    war.roles[Role::GreatPower] = Some("great power".into());
    war.postures = [("none", 0.2, 0.5), ("backs", 0.5, 0.8), ("out", 0.9, 0.3)].map(posture(&war)).to_vec();
    war.posture_rates = vec![vec![0.0, 0.02, 0.01], vec![0.03, 0.0, 0.02], vec![0.01, 0.01, 0.0]];
    war.elections = vec![
        election("north-votes", Electorate::Member(0), 5.0),
        election("great-power-votes", Electorate::GreatPower, 9.0),
        election("south-votes", Electorate::Member(1), 14.0),
    ];
    war.instruments = vec![
        instrument("sanctions", Kind::Authority, Status::Open, [6.0, 4.0]),
        instrument("loan", Kind::Money, Status::Proposed, [24.0, 7.0]),
        instrument("force", Kind::Authority, Status::Closed, [24.0, 10.0]),
    ];
    (war.coalition.other_flows, war.coalition.other_flows_last) = (1.0, 8.0);
    (war.record.area, war.record.front, war.record.front_spread) = (100_000.0, 6.0, 3.0);
    war
}

fn posture(war: &War) -> impl Fn((&str, f64, f64)) -> Posture {
    let first = war.postures[0].clone();
    move |(name, rounds, credibility)| {
        let mut posture = Posture { name: name.into(), title: name.into(), out: name == "out", ..first.clone() };
        (posture.effects.rounds, posture.effects.credibility) = (rounds, credibility);
        posture
    }
}

fn election(name: &str, of: Electorate, months: f64) -> Election {
    let turns = if of == Electorate::GreatPower { vec![(1, 0.5)] } else { vec![] };
    Election { name: name.into(), of, months, turns, chances: vec![] }
}

fn instrument(name: &str, kind: Kind, start: Status, [duration, first_vote]: [f64; 2]) -> Instrument {
    let plain = small_war::loan(name);
    let figures = InstrumentFigures { size: 3.0, assent: 1.0, duration, first_vote, ..plain.figures };
    Instrument { kind, start, figures, ..plain }
}
