//! Elections change members (decision 49).

use crate::{recorded_war, small_war};
use standoff_num::Draws;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::{Member, Stance};
use standoff_world::record::RecordOutline;
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings, election_turns};
use standoff_world::war::{Direction, Election, Electorate, War};

const PATHS: u32 = 1000;

/// A war in which elections alone change what members give, with one of the first member in the third month.
fn war(chances: &[(Direction, f64)]) -> War {
    let mut war = small_war::war();
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    (war.coalition.decay, war.coalition.threat) = (0.0, 0.0);
    let name = "north-votes".to_owned();
    let chances = chances.to_vec();
    war.elections = vec![Election { name, of: Electorate::Member(0), months: 3.0, turns: vec![], chances }];
    war
}

fn run(war: &War, months: f64, until: f64, path: u32) -> CoalitionState {
    let pace = CoalitionPace::new(war, months);
    let mut state = CoalitionState::start(war);
    for time in 0..(until / months).round() as u32 {
        state.step(war, &pace, time, Surroundings::default(), &Draws::new(7, 0, path));
    }
    state
}

fn share(war: &War, months: f64, until: f64, holds: impl Fn(&CoalitionState) -> bool) -> f64 {
    let count = (0..PATHS).filter(|&path| holds(&run(war, months, until, path))).count();
    count as f64 / f64::from(PATHS)
}

#[test]
fn an_election_has_chances_of_its_own() {
    let gives = CoalitionState::start(&war(&[])).aid_rate_bn[0];
    let own = war(&[(Direction::Less, 0.7), (Direction::More, 0.2), (Direction::StartsBlocking, 0.1)]);
    let less = share(&own, 1.0, 4.0, |state| state.aid_rate_bn[0] < gives);
    let more = share(&own, 1.0, 4.0, |state| state.aid_rate_bn[0] > gives);
    let blocks = share(&own, 1.0, 4.0, |state| state.stance[0] == Stance::Blocking);
    assert!((less - 0.7).abs() < 0.05 && (more - 0.2).abs() < 0.04 && (blocks - 0.1).abs() < 0.03);
    assert_eq!(share(&own, 1.0, 4.0, |state| state.stance[1] == Stance::In), 1.0);
    let mut blocking = war(&[(Direction::StopsBlocking, 0.6)]);
    blocking.members[0].stance = Stance::Blocking;
    let stops = share(&blocking, 1.0, 4.0, |state| state.stance[0] == Stance::In);
    assert!((stops - 0.6).abs() < 0.05, "{stops}");
}

/// The chances that the coalition states give the same futures where an election states the same ones.
#[test]
fn chances_left_out_are_the_coalitions() {
    let coalition = war(&[]);
    let own = war(&[
        (Direction::Less, coalition.coalition.election_loss),
        (Direction::More, coalition.coalition.election_win),
        (Direction::StopsBlocking, coalition.coalition.election_turn),
    ]);
    for path in 0..200 {
        assert_eq!(run(&coalition, 1.0, 6.0, path), run(&own, 1.0, 6.0, path));
    }
}

#[test]
fn a_member_that_gives_nothing_cannot_give_less() {
    let mut war = war(&[(Direction::Less, 1.0), (Direction::StartsBlocking, 0.0), (Direction::StopsBlocking, 0.5)]);
    let turns = |war: &War| {
        let turned = |path: &u32| election_turns(war, &war.elections[0], &Draws::new(7, 0, *path));
        (0..PATHS).filter(turned).count() as f64 / f64::from(PATHS)
    };
    assert_eq!(turns(&war), 1.0);
    war.members[0].figures.willingness = 0.0;
    assert_eq!(turns(&war), 0.0);
    war.members[0].stance = Stance::Blocking;
    assert!((turns(&war) - 0.5).abs() < 0.05);
    for path in 0..100 {
        let stops = run(&war, 1.0, 4.0, path).stance[0] == Stance::In;
        assert_eq!(election_turns(&war, &war.elections[0], &Draws::new(7, 0, path)), stops);
    }
}

/// With .02 a month some early election has come to a member within a year with 1 - .98^12, .215, whatever the step.
#[test]
fn early_elections_come_with_their_hazard() {
    let mut war = war(&[]);
    war.elections.clear();
    (war.coalition.early_elections, war.coalition.election_loss, war.coalition.election_turn) = (0.02, 1.0, 0.0);
    let gives = CoalitionState::start(&war).aid_rate_bn;
    for months in [1.0, 0.25] {
        for (member, &before) in gives.iter().enumerate() {
            let less = share(&war, months, 12.0, |state| state.aid_rate_bn[member] < before);
            assert!((less - 0.215).abs() < 0.045, "{member} in steps of {months}: {less}");
        }
    }
    war.coalition.early_elections = 0.0;
    assert_eq!(share(&war, 1.0, 12.0, |state| state.aid_rate_bn == gives), 1.0);
}

#[test]
fn a_new_member_disturbs_no_early_election() {
    let mut war = war(&[]);
    war.coalition.early_elections = 0.05;
    let mut larger = war.clone();
    larger.members.insert(0, Member { name: "new".into(), ..war.members[0].clone() });
    larger.elections.iter_mut().for_each(|election| election.of = Electorate::Member(1));
    for path in 0..200 {
        let [old, new] = [&war, &larger].map(|war| run(war, 1.0, 24.0, path).aid_rate_bn);
        assert_eq!(old[..], new[1..]);
    }
}

/// A member that has stopped blocking votes otherwise than its stated chance, and so does one that has begun to.
#[test]
fn a_turned_member_votes_otherwise() {
    let mut war = war(&[(Direction::StopsBlocking, 1.0)]);
    war.members[0].stance = Stance::Blocking;
    let mut loan = small_war::loan("loan");
    (loan.figures.first_vote, loan.voters, loan.doubtful) = (4.0, vec![0], vec![(0, 0.3)]);
    war.instruments = vec![loan];
    let open = |war: &War| share(war, 1.0, 4.0, |state| state.instruments[0].status == Status::Open);
    let before = open(&war);
    war.coalition.assent_turned = 2.0;
    let after = open(&war);
    // The log-odds of .3, and two more: .760.
    assert!((before - 0.3).abs() < 0.05 && (after - 0.76).abs() < 0.05, "{before} and {after}");
    war.members[0].stance = Stance::In;
    war.elections[0].chances = vec![(Direction::StartsBlocking, 1.0)];
    let blocks = open(&war);
    assert!((blocks - 0.055).abs() < 0.03, "{blocks}");
}

#[test]
fn no_early_election_is_drawn_in_a_record() {
    let mut war = recorded_war::war();
    war.coalition.early_elections = 0.05;
    let outline =
        RecordOutline { months: 30.0, posture: 1, draft: 1, areas: 30.0, limited_truces: None, backing: None };
    assert_eq!(war.for_record(&outline).coalition.early_elections, 0.0);
}
