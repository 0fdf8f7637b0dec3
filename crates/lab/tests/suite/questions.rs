//! Questions about parts of a war, asked of the built-in scenarios: they must agree with what futures leave behind.

use standoff_lab::ensemble::design::Resolution;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::{Forecast, run_forecast};
use standoff_lab::future::run::Run;
use standoff_scenario::{Scenario, Source, builtin};
use standoff_world::coalition::members::Member;
use standoff_world::war::{Direction, ElectionOutline, Electorate};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

/// Twelve months after the start of the default scenario, in weeks of the model.
const YEAR: &str = "2026-12-04";

fn forecast(name: &str, questions: &str, runs: usize, draws: usize) -> Forecast {
    let text = format!("{}\n{questions}", builtin::source(name).expect("a built-in scenario").text());
    let scenario = Scenario::parse(&Source::new("asked.toml", text)).unwrap_or_else(|found| panic!("{found}")).0;
    let request = ForecastRequest { runs, draws, resolution: Resolution::Sketch, ..ForecastRequest::new(scenario) };
    run_forecast(&request, &AtomicBool::new(false), &|_| {}).expect("a forecast")
}

fn question(name: &str, by: &str, keys: &str) -> String {
    format!("[question.{name}]\ntext = \"?\"\nby = {by}\n{}\n\n", keys.replace("; ", "\n"))
}

/// The member of the default scenario that gives most.
fn largest_donor() -> String {
    let scenario = builtin::load("ukraine-2025-12").expect("the default scenario");
    let members = scenario.war(&scenario.central_values()).members.into_iter();
    let rate = |member: &Member| member.figures.income * member.figures.willingness;
    let largest = members.max_by(|one, other| rate(one).total_cmp(&rate(other)));
    largest.expect("a member").name
}

/// The member of the default scenario whose election has a chance of its own to end its block.
fn voter_that_may_stop_blocking() -> String {
    let structure = builtin::load("ukraine-2025-12").expect("the default scenario").structure;
    let stops = |one: &&ElectionOutline| one.chances.contains(&Direction::StopsBlocking);
    let election = structure.elections.iter().find(stops).expect("an election");
    match election.of {
        Electorate::Member(place) => structure.members[place].name.clone(),
        Electorate::GreatPower => unreachable!("a member's election has such chances"),
    }
}

/// The default scenario, asked everything.
fn asked() -> &'static Forecast {
    static ASKED: OnceLock<Forecast> = OnceLock::new();
    ASKED.get_or_init(|| {
        let (donor, voter) = (largest_donor(), voter_that_may_stop_blocking());
        let aid = |value: u32| format!("event = \"aid-at-least\"; member = \"{donor}\"; value = {value}");
        let stops = format!("event = \"election-result\"; member = \"{voter}\"; change = \"stops-blocking\"");
        let questions = [
            question("rounds-6", YEAR, "event = \"rounds-at-least\"; value = 6"),
            question("rounds-early", "2026-03-05", "event = \"rounds-at-least\"; value = 6"),
            question("aid-none", YEAR, &aid(0)),
            question("aid-year", YEAR, &aid(5)),
            question("aid-more", YEAR, &aid(50)),
            question("aid-all", "2030-12-01", &aid(30)),
            question("area-at-least", YEAR, "event = \"area-at-least\"; value = 124000"),
            question("area-at-most", YEAR, "event = \"area-at-most\"; value = 124000"),
            question("gained", YEAR, "event = \"gained-at-least\"; value = 3777"),
            question("not-lost", YEAR, "event = \"gained-at-least\"; value = -100000"),
            question("beyond", YEAR, "event = \"front-beyond\"; value = 3777"),
            question("freeze-open", "2026-07-31", "event = \"instrument-open-on\"; instrument = \"asset-freeze\""),
            question("freeze-lapsed", "2026-07-31", "event = \"instrument-lapsed\"; instrument = \"asset-freeze\""),
            question("energy", YEAR, "event = \"limited-truce\"; kind = \"energy\""),
            question("one-stops", YEAR, &format!("event = \"member-stops\"; member = \"{donor}\"")),
            question("any-stops", YEAR, "event = \"member-stops\""),
            question("gives-again", YEAR, "event = \"member-gives-again\""),
            question("before", "2026-04-01", &stops),
            question("after", "2026-05-01", &stops),
        ];
        forecast("ukraine-2025-12", &questions.concat(), 512, 16)
    })
}

fn chance(name: &str) -> f64 {
    let found = asked().findings.questions.iter().find(|question| question.name == name).expect("the question");
    found.p.expect("an answer")
}

fn share_of_runs(holds: impl Fn(&Run) -> bool) -> f64 {
    let runs = || asked().draws.iter().flat_map(|draw| &draw.runs);
    runs().filter(|run| holds(run)).count() as f64 / runs().count() as f64
}

fn agree(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-9, "{one} and {other}");
}

#[test]
fn rounds_are_counted_to_the_day() {
    agree(chance("rounds-6"), share_of_runs(|run| run.talks.near_rounds >= 6));
    assert!(chance("rounds-early") < chance("rounds-6"));
}

#[test]
fn aid_is_what_a_member_gave_by_then() {
    agree(chance("aid-none"), 1.0);
    assert!(chance("aid-year") > chance("aid-more"));
    let place =
        builtin::load("ukraine-2025-12").unwrap().structure.members.iter().position(|one| one.name == largest_donor());
    agree(chance("aid-all"), share_of_runs(|run| run.funding.member_aid_bn[place.unwrap()] >= 30.0));
}

#[test]
fn areas_are_those_of_the_last_day() {
    // At the start the invader held 120,223 km2.
    agree(chance("area-at-least"), chance("gained"));
    agree(chance("area-at-least") + chance("area-at-most"), 1.0);
    agree(chance("not-lost"), 1.0);
    assert!(chance("gained") <= chance("beyond") && chance("gained") > 0.0);
}

/// The freeze is open at the start, so that it is open on a day or has lapsed.
#[test]
fn an_instrument_is_open_or_has_lapsed() {
    agree(chance("freeze-open") + chance("freeze-lapsed"), 1.0);
    assert!(chance("freeze-lapsed") > 0.0 && chance("freeze-open") > 0.0);
}

#[test]
fn limited_truces_have_the_chance_that_is_told_of_talks() {
    let kind = asked().findings.talks.limited_truces.iter().find(|kind| kind.kind == "energy").unwrap();
    agree(chance("energy"), kind.by.iter().find(|at| at.months == 12).unwrap().p);
}

#[test]
fn members_stop_and_give_again() {
    assert!(chance("one-stops") <= chance("any-stops") && chance("any-stops") > 0.0);
    assert!(chance("gives-again") > 0.0);
}

/// An election at the end of April brings nothing before it. Only a war that is fought by then has it.
#[test]
fn an_election_has_its_result_on_its_day() {
    let scenario = builtin::load("ukraine-2025-12").unwrap();
    let stated = scenario.parameters.iter().find(|one| one.path.ends_with(".chance.stops-blocking")).unwrap();
    let (before, after) = (chance("before"), chance("after"));
    assert!(before < 0.02, "but for an election before its time: {before}");
    assert!((after - stated.value).abs() < 0.12, "{after} and {}", stated.value);
}

/// What futures are watched for changes nothing else.
#[test]
fn watching_changes_no_future() {
    let plain = forecast("ukraine-2025-12", "", 512, 16);
    let unwatched = |forecast: &Forecast| -> Vec<Run> {
        let runs = forecast.draws.iter().flat_map(|draw| &draw.runs);
        runs.map(|run| Run { watched: Vec::new(), ..run.clone() }).collect()
    };
    assert!(unwatched(&plain) == unwatched(asked()));
    assert!(plain.draws.iter().flat_map(|draw| &draw.runs).all(|run| run.watched.is_empty()));
}

/// A small war in months, without a coalition and without a record.
#[test]
fn a_war_without_a_coalition_can_be_asked_too() {
    let questions = [
        question("rounds", "2027-06-01", "event = \"rounds-at-least\"; value = 1"),
        question("least", "2027-06-01", "event = \"area-at-least\"; value = 0"),
        question("most", "2027-06-01", "event = \"area-at-most\"; value = 0"),
    ];
    let forecast = forecast("two-sided", &questions.concat(), 64, 4);
    let chance = |name: &str| forecast.findings.questions.iter().find(|one| one.name == name).unwrap().p.unwrap();
    assert!(chance("rounds") > 0.5 && chance("least") == 1.0 && chance("most") < 1.0);
}
