//! A war seen from another day, and the state in which its record begins: what is carried over, what is drawn anew, and
//! that everything dated keeps its day.

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::record::RecordOutline;
use standoff_world::state::{CoalitionState, Regime, State};
use standoff_world::step::{CoalitionPace, Pace, Scratch, Surroundings, step};
use standoff_world::war::{Position, War, World};

use crate::recorded_war::war;

const OUTLINE: RecordOutline =
    RecordOutline { months: 30.0, posture: 1, draft: 1, areas: 30.0, limited_truces: None, backing: None };

/// The months of everything that is dated: elections by name, the first vote of every instrument, other flows.
fn dates(war: &War) -> Vec<(String, f64)> {
    let elections = war.elections.iter().map(|election| (election.name.clone(), election.months));
    let votes = war.instruments.iter().map(|instrument| (instrument.name.clone(), instrument.figures.first_vote));
    elections.chain(votes).chain([("flows".to_owned(), war.coalition.other_flows_last)]).collect()
}

/// The same war without its dates.
fn undated(war: &War) -> War {
    let mut war = war.clone();
    war.elections.clear();
    war.instruments.iter_mut().for_each(|instrument| instrument.figures.first_vote = 0.0);
    (war.coalition.other_flows_last, war.start_month_of_year) = (0.0, 0.0);
    war
}

fn assert_same_dates(one: &War, other: &War) {
    let (one, other) = (dates(one), dates(other));
    let same = |((name, months), (other, then)): (&(String, f64), &(String, f64))| {
        name == other && (months - then).abs() < 1e-9
    };
    assert!(one.len() == other.len() && one.iter().zip(&other).all(same), "{one:?} against {other:?}");
}

#[test]
fn seen_from_its_own_start_a_war_is_unchanged() {
    assert_eq!(war().seen_from(0.0), war());
    // Also where the first term of what is open is longer than those that follow.
    let mut war = war();
    war.instruments[0].figures.first_vote = 20.0;
    assert_eq!(war.clone().seen_from(0.0), war);
}

#[test]
fn only_dates_depend_on_the_day() {
    for months in [-40.0, -3.0, 2.5, 60.0] {
        assert_eq!(undated(&war().seen_from(months)), undated(&war()));
    }
}

#[test]
fn two_moves_are_one() {
    for (first, second) in [(1.0, 2.5), (4.0, 4.0), (6.0, 11.0), (-30.0, -2.0), (-7.0, 7.0), (-30.0, 12.0)] {
        let twice = war().seen_from(first).seen_from(second);
        assert_same_dates(&twice, &war().seen_from(first + second));
    }
}

/// A year comes round after twelve months, before the start as after it.
#[test]
fn the_month_of_the_year_goes_with_the_day() {
    let start = War { start_month_of_year: 11.25, ..war() };
    for (months, expected) in [(0.0, 11.25), (0.5, 11.75), (1.0, 0.25), (-12.0, 11.25), (-45.0, 2.25)] {
        assert_eq!(start.clone().seen_from(months).start_month_of_year, expected, "{months}");
    }
}

#[test]
fn elections_that_are_past_are_none() {
    let names = |war: &War| war.elections.iter().map(|election| election.name.clone()).collect::<Vec<String>>();
    assert_eq!(names(&war().seen_from(4.9)), ["north-votes", "great-power-votes", "south-votes"]);
    assert_eq!(names(&war().seen_from(5.0)), ["great-power-votes", "south-votes"]);
    assert!(names(&war().seen_from(14.0)).is_empty());
}

/// What is open is renewed every six months, four months after the start: the next renewal is never further than six
/// months away, and always on one of these days.
#[test]
fn renewals_come_round() {
    for tenths in -400..400 {
        let months = f64::from(tenths) / 10.0;
        let next = war().seen_from(months).instruments[0].figures.first_vote;
        let turns = (months + next - 4.0) / 6.0;
        assert!(next > 0.0 && next < 6.0 + 1e-9, "{next} at {months}");
        assert!((turns - turns.round()).abs() < 1e-9, "{next} at {months}");
    }
}

/// What is tabled is voted on once: on its day, or at once where that is past.
#[test]
fn a_first_vote_keeps_its_day() {
    for (months, loan) in [(-30.0, 37.0), (3.0, 4.0), (7.0, 0.0), (8.0, 0.0)] {
        assert_eq!(war().seen_from(months).instruments[1].figures.first_vote, loan);
    }
}

/// What happens in the coalition of a war in which everything votes as it must, by month on the start's calendar.
fn vote_diary(war: &War, from: i32, to: i32) -> Vec<(i32, [bool; 3], bool)> {
    let mut war = war.clone().seen_from(f64::from(from));
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    (war.coalition.decay, war.coalition.threat, war.coalition.election_loss) = (0.0, 0.0, 1.0);
    (war.coalition.election_drop, war.coalition.election_turn) = (0.5, 0.0);
    let pace = CoalitionPace::new(&war, 1.0);
    let mut state = CoalitionState::start(&war);
    (from..to)
        .map(|month| {
            let effort = state.aid_rate_bn.clone();
            state.step(&war, &pace, (month - from) as u32, Surroundings::default(), &Draws::new(1, 0, 0));
            let open = [0, 1, 2].map(|place: usize| state.instruments[place].status == Status::Open);
            (month + 1, open, state.aid_rate_bn != effort)
        })
        .collect()
}

/// Votes and elections fall on the same days, wherever one begins to look.
#[test]
fn the_same_things_happen_on_the_same_days() {
    let plain = vote_diary(&war(), 0, 24);
    let first = |diary: &[(i32, [bool; 3], bool)], place: usize| {
        diary.iter().find(|(_, open, _)| open[place]).map(|(month, ..)| *month)
    };
    let elected = |diary: &[(i32, [bool; 3], bool)]| -> Vec<i32> {
        diary.iter().filter(|(.., elected)| *elected).map(|(month, ..)| *month).collect()
    };
    assert_eq!((first(&plain, 1), elected(&plain)), (Some(7), vec![5, 14]));
    for from in [-30, -1, 1, 4] {
        let moved = vote_diary(&war(), from, 24);
        assert_eq!((first(&moved, 1), elected(&moved)), (Some(7), vec![5, 14]), "from {from}");
        assert!(moved.iter().all(|(_, open, _)| open[0] && !open[2]), "from {from}");
    }
}

#[test]
fn a_recorded_war_differs_in_its_dates_in_exit_and_in_stamina() {
    for wear in [0.0, 0.5, 1.0] {
        let mut war = war();
        war.record.wear = wear;
        let recorded = war.clone().for_record(&OUTLINE);
        assert_same_dates(&recorded, &war.clone().seen_from(-30.0));
        let mut expected = undated(&war);
        expected.coalition.exit = 0.0;
        for stamina in [&mut expected.stamina.invader, &mut expected.stamina.defender] {
            (stamina.down, stamina.up) = (stamina.down * wear, stamina.up * wear);
        }
        assert_eq!(undated(&recorded), expected);
    }
}

fn recorded_state(world: &World, path: u32) -> State {
    State::at_record_start(world, &OUTLINE, &Draws::new(5, 0, path))
}

/// Without any spread, and with what was given then as now, only the posture, the draft and what goes with them differ.
#[test]
fn a_record_that_begins_as_the_start_does_begins_there() {
    let mut war = war();
    war.record.front_spread = 0.0;
    let world = World::new(war);
    let mut expected = State::start(&world);
    (expected.posture, expected.draft, expected.credibility) = (1, 1, 0.8);
    let state = recorded_state(&world, 3);
    assert!((state.coalition.bilateral_bn - expected.coalition.bilateral_bn).abs() < 1e-12);
    expected.coalition.clone_from(&state.coalition);
    assert_eq!(state, expected);
}

#[test]
fn the_front_is_drawn_evenly_and_inside() {
    let world = World::new(war());
    let mut counts = [0; 13];
    (0..6000).for_each(|path| counts[recorded_state(&world, path).front] += 1);
    // From 3 to 9, the ends with half the room: 1,000 each and 500 at the ends, within five standard errors.
    assert!(counts[..3].iter().chain(&counts[10..]).all(|&count| count == 0), "{counts:?}");
    for (place, &count) in counts.iter().enumerate().take(10).skip(3) {
        let expected: f64 = if place == 3 || place == 9 { 500.0 } else { 1000.0 };
        assert!((f64::from(count) - expected).abs() < 5.0 * expected.sqrt(), "{counts:?}");
    }
    let mut wide = world.war.clone();
    wide.record.front_spread = 50.0;
    let world = World::new(wide);
    assert!((0..500).map(|path| recorded_state(&world, path).front).all(|front| (1..12).contains(&front)));
}

/// Log of what a member gives against the start, for two members over many beginnings.
fn log_factors(world: &World) -> Vec<[f64; 2]> {
    let start = State::start(world).coalition.aid_rate_bn;
    let one = |path| {
        let effort = recorded_state(world, path).coalition.aid_rate_bn;
        [0, 1].map(|member: usize| (effort[member] / start[member]).ln())
    };
    (0..4000).map(one).collect()
}

/// Over 4,000 beginnings mean and variance of the log factor lie within five standard errors of what is stated, and the
/// members share just the common part.
#[test]
fn members_give_what_the_record_says_and_stray_as_it_says() {
    let mut war = war();
    (war.record.effort, war.record.effort_spread, war.record.member_spread) = (0.6, 0.3, 0.4);
    let factors = log_factors(&World::new(war));
    let count = factors.len() as f64;
    let mean = |value: &dyn Fn(&[f64; 2]) -> f64| factors.iter().map(value).sum::<f64>() / count;
    let centre = 0.6_f64.ln();
    let (common, all) = (0.09, 0.09 + 0.16);
    for member in 0..2 {
        assert!((mean(&|pair| pair[member]) - centre).abs() < 5.0 * (all / count).sqrt());
        let variance = mean(&|pair| (pair[member] - centre).powi(2));
        assert!((variance / all - 1.0).abs() < 5.0 * (2.0 / count).sqrt(), "{variance}");
    }
    let covariance = mean(&|pair| (pair[0] - centre) * (pair[1] - centre));
    let error = ((all * all + common * common) / count).sqrt();
    assert!((covariance - common).abs() < 5.0 * error, "{covariance}");
}

#[test]
fn coverage_is_that_of_what_is_given() {
    let mut war = war();
    (war.record.effort, war.record.effort_spread) = (0.5, 0.2);
    let world = World::new(war.for_record(&OUTLINE));
    for path in 0..50 {
        let coalition = recorded_state(&world, path).coalition;
        assert!((coalition.bilateral_bn - coalition.aid_rate_bn.iter().sum::<f64>()).abs() < 1e-12);
        let coverage = ((coalition.bilateral_bn + 1.0) / world.war.coalition.need).min(1.0);
        assert!((coalition.coverage - coverage).abs() < 1e-12, "{coverage}");
    }
}

#[test]
fn a_new_member_disturbs_no_beginning() {
    let mut war = war();
    (war.record.effort_spread, war.record.member_spread) = (0.2, 0.3);
    let before = recorded_state(&World::new(war.clone()), 7).coalition.aid_rate_bn;
    let mut newcomer = war.members[0].clone();
    newcomer.name = "newcomer".into();
    war.members.insert(0, newcomer);
    let after = recorded_state(&World::new(war), 7).coalition.aid_rate_bn;
    assert_eq!(before, after[1..]);
    assert_ne!(after[0], after[1]);
}

/// Actors who say yes to one draft in ten.
pub(crate) struct Stubborn;

impl Decisions for Stubborn {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery.fill(1.0 / lottery.len() as f64);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers {
            invader_accepts: 0.1,
            invader_refuses: 0.5,
            defender_accepts: 0.1,
            defender_refuses: 0.5,
            ..Answers::default()
        }
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.5
    }

    fn outlook(&self, _: &Position) -> f64 {
        0.0
    }

    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        None
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.01
    }
}

fn assert_sound(war: &War, state: &State) {
    let coalition = &state.coalition;
    assert!(state.front <= war.front_steps && state.posture < 3 && state.draft < 2, "{state:?}");
    assert!((0.0..=1.0).contains(&coalition.coverage) && (0.0..=1.0).contains(&state.credibility), "{state:?}");
    assert!(coalition.aid_rate_bn.iter().all(|effort| effort.is_finite() && *effort > 0.0), "{state:?}");
    // Who leaves is reported, not drawn; an election may turn a member.
    assert!(
        coalition.departed_share == 0.0 && coalition.stance.iter().all(|stance| *stance != Stance::FreeRiding),
        "{state:?}"
    );
    assert!(coalition.instruments.iter().all(|instrument| instrument.next_vote_months.is_finite()), "{state:?}");
}

#[test]
fn a_recorded_state_steps_and_stays_sound() {
    let mut war = war();
    (war.record.effort_spread, war.record.member_spread) = (0.2, 0.3);
    let start = World::new(war.clone());
    let world = start.with_war(war.for_record(&OUTLINE));
    assert_eq!(start.for_record(&OUTLINE), world);
    let pace = Pace::new(&world.war, 12.0 / 52.0);
    let (mut scratch, mut stamina, mut over) = (Scratch::default(), Vec::new(), 0);
    for path in 0..40 {
        let draws = Draws::new(5, 0, path);
        let mut state = State::at_record_start(&world, &OUTLINE, &draws);
        for time in 0..200 {
            assert_eq!(state.time, time);
            step(&world, &pace, &Stubborn, &mut state, &draws, &mut scratch);
            assert_sound(&world.war, &state);
        }
        over += u32::from(state.regime == Regime::Over);
        stamina.push((state.invader_stamina, state.defender_stamina));
    }
    // Some wars end, and nothing wears where the record says so.
    assert!(over > 0 && stamina.iter().all(|levels| *levels == (2, 2)), "{over} {stamina:?}");
}
