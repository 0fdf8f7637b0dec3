//! The weekly breakdown says what the ensemble and the log say, and its parts add up.

use standoff_assimilation::FilterSize;
use standoff_breakdown::week::changes::attribute_changes;
use standoff_breakdown::week::funding::measure_funding;
use standoff_breakdown::week::swings::Swing;
use standoff_breakdown::week::without_great_power::compare_without_great_power;
use standoff_breakdown::week::{Breakdown, SimulatedPart};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_lab::progress::ProgressMonitor;
use standoff_num::Draws;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Scenario, Source, builtin, date};
use standoff_world::state::{Regime, State};
use standoff_world::step::election_turns;
use standoff_world::war::{Election, Electorate, World};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

fn parse_log(scenario: &Scenario, rows: &str) -> Log {
    Log::read(&[Source::new("log.csv", format!("{HEADER}{rows}"))], scenario).unwrap().0
}

fn sample_request(name: &str, draws: usize) -> ForecastRequest {
    ForecastRequest { runs: 20 * draws, draws, seed: 3, ..ForecastRequest::new(builtin::load(name).unwrap()) }
}

fn make_breakdown(request: &ForecastRequest, log: &Log) -> Breakdown {
    let made = run_forecast(request, &AtomicBool::new(false), &|_| ()).unwrap();
    let design = request.design();
    let ensemble = Ensemble::new(&design, made.draws, false).unwrap();
    Breakdown::new(&ensemble, made.findings, log, request.scenario.start, "standoff brief".to_owned())
}

#[test]
fn curves_agree_with_the_findings_and_with_each_other() {
    let request = sample_request("ukraine-2025-12", 6);
    let week = make_breakdown(&request, &Log::empty(&request.scenario));
    let (futures, hold) = (&week.futures, &week.forecast.hold);
    assert_eq!(futures.holds.middle.len(), 61);
    for (month, at) in hold.curve.iter().enumerate() {
        assert!((futures.holds.middle[month] - at.p).abs() < 1e-12);
        let broken: f64 = futures.causes.iter().map(|cause| cause.by[month]).sum();
        assert!((futures.holds.middle[month] + broken - 1.0).abs() < 1e-9, "month {month}");
        let ribbon = &futures.holds;
        let [half, four_fifths, most] = [ribbon.half[month], ribbon.four_fifths[month], ribbon.nine_tenths[month]];
        assert!(most[0] <= four_fifths[0] && four_fifths[0] <= half[0] && half[0] <= half[1]);
        assert!(half[1] <= four_fifths[1] && four_fifths[1] <= most[1]);
    }
    assert_eq!(futures.breaks.len(), 50);
    let never = futures.breaks.iter().filter(|when| when.is_none()).count() as f64 / 50.0;
    assert!((never - hold.curve[60].p).abs() <= 0.021, "{never} against {}", hold.curve[60].p);
    assert_eq!(futures.holds_of_draws.len(), 6);
    assert!(futures.area.middle[0] == 0.0 && futures.contested[0] == 1.0);
    assert!(week.upcoming.windows(2).all(|pair| pair[0].date <= pair[1].date) && !week.upcoming.is_empty());
    assert!(week.watch.iter().all(|one| (one.with - one.without).abs() > 2.0 * one.error));
    assert!(week.watch.iter().all(|one| one.name != "instrument-closes" && one.name != "coverage"), "events only");
    assert!(week.swings_by_chance.parameters > 100 && week.swings_by_chance.threshold > 0.0);
    let differs = |one: &Swing| (one.at_high - one.at_low).abs() > week.swings_by_chance.threshold;
    assert!(week.swings.iter().all(|one| one.told_from_chance == differs(one)));
    assert!(week.grades.iter().map(|one| one.parameters).sum::<usize>() == request.scenario.parameters.len());
    let read: Breakdown = serde_json::from_str(&serde_json::to_string(&week).unwrap()).unwrap();
    assert_eq!(read, week);
}

#[test]
fn the_pattern_tells_what_was_known_by_the_day() {
    let request = sample_request("two-sided", 2);
    let rows = "a,talks-round,2025-03-01,,invader;defender,,invader-yes-but,,,press,0.9,,,,\n\
                b,talks-round,2025-05-20,,invader;defender,,none-known,,,press,0.9,2030-01-01,,,\n\
                c,area-held,2025-04-10,,invader,,,1010,km2,press,0.9,,,,\n";
    let week = make_breakdown(&request, &parse_log(&request.scenario, rows));
    assert_eq!(week.pattern.held.len(), 1);
    assert_eq!(
        (week.pattern.held[0].date.as_str(), week.pattern.held[0].answer.as_str()),
        ("2025-03-01", "invader-yes-but")
    );
    assert_eq!((week.pattern.rounds_past_year, week.pattern.areas.len()), (1, 1));
    // Every draft can be reached from every other by tweaks.
    let mut reached = vec![0usize];
    while let Some(next) = week.pattern.tweaks.iter().find_map(|[one, other]| {
        let pair = [reached.contains(one), reached.contains(other)];
        match pair {
            [true, false] => Some(*other),
            [false, true] => Some(*one),
            _ => None,
        }
    }) {
        reached.push(next);
    }
    assert_eq!(reached.len(), week.pattern.drafts.len());
}

#[test]
fn means_are_those_of_the_coalition() {
    let stop = AtomicBool::new(false);
    let watch = ProgressMonitor::new(&stop, &|_| ());
    let own = sample_request("ukraine-2025-12", 2);
    let found = measure_funding(&own.design(), watch).unwrap().unwrap();
    let start = run_forecast(&own, &stop, &|_| ()).unwrap().findings.start;
    let at_start: f64 = found.sources.iter().map(|source| source.by[0]).sum();
    // The start is that of the central parameters, and draws lie about it.
    assert!((at_start - start.coverage).abs() < 0.3, "{at_start} against {}", start.coverage);
    assert!(found.sources.iter().all(|source| source.by.iter().all(|share| *share >= -1e-12)));
    assert_eq!(measure_funding(&sample_request("two-sided", 2).design(), watch).unwrap(), None);
    assert_eq!((found.draws, found.paths, found.runs), (2, 16, 32));
    // Those told apart are those that pay most in these futures, in the same order as all members.
    let first_year = |by: &[f64]| by[..=12].iter().sum::<f64>();
    assert!(found.sources[..6].windows(2).all(|pair| first_year(&pair[0].by) >= first_year(&pair[1].by)));
    assert!(found.sources[..6].iter().zip(&found.members).all(|(source, member)| source.name == member.name));
    let shares: f64 = found.members.iter().map(|member| member.now.share).sum();
    let bilateral: f64 = found.sources[..7].iter().map(|source| source.by[0]).sum();
    assert!((shares - bilateral).abs() < 1e-9, "{shares} against {bilateral}");
    let stays: f64 = found.members.iter().map(|member| member.in_now).sum();
    let later: f64 = found.members.iter().filter_map(|member| member.in_after_24).sum();
    assert!(later < stays, "some leave");
    assert!(found.pooled.iter().all(|one| one.runs_out <= one.flows && one.month.is_some() == (one.runs_out > 0.0)));
    assert!(found.pooled[0].name == "pooled" && found.pooled[0].flows > 0.0);
}

#[test]
fn the_calendar_has_the_days_of_the_scenario_and_what_they_may_turn() {
    let request = sample_request("ukraine-2025-12", 20);
    let week = make_breakdown(&request, &Log::empty(&request.scenario));
    for stated in &request.scenario.elections {
        let shown = week.upcoming.iter().find(|one| one.name == format!("election.{}", stated.name));
        assert!(
            shown.is_none_or(|one| one.date == stated.date.to_string() && one.precision == stated.precision.name())
        );
    }
    let set: Vec<&str> = week.upcoming.iter().map(|one| one.precision.as_str()).collect();
    assert!(["day", "month", "by", "about"].iter().all(|precision| set.contains(precision)), "{set:?}");
    let loss = week.upcoming.iter().find_map(|one| one.turn.as_ref().filter(|_| one.name.starts_with("election.")));
    let loss = loss.unwrap();
    assert!(loss.p > 0.1 && loss.p < 0.5, "{}", loss.p);
    assert!((loss.moves - 2.0 * loss.p * (1.0 - loss.p) * (loss.with - loss.without).abs()).abs() < 1e-12);
    for turn in week.upcoming.iter().filter_map(|one| one.turn.as_ref()) {
        assert_eq!(turn.told_from_chance, (turn.with - turn.without).abs() > 2.0 * turn.error);
        assert!(!turn.breaks_line || turn.with == 0.0, "{turn:?}");
    }
}

/// What an election is said to have turned is what it did: the member gives less after it.
#[test]
fn an_election_turns_where_the_member_gives_less() {
    let request = sample_request("ukraine-2025-12", 1);
    let scenario = &request.scenario;
    let design = request.design();
    let prepared = SolvedDraw::new(&design, 0, scenario.central_values()).unwrap();
    let war = &prepared.world.war;
    let of_member =
        |election: &Election| if let Electorate::Member(member) = election.of { Some(member) } else { None };
    let first = war.elections.iter().filter_map(|one| Some((one, of_member(one)?)));
    let (election, member) = first.min_by(|(one, _), (other, _)| one.months.total_cmp(&other.months)).unwrap();
    let futures = prepared.simulate_paths_with(0..200, |_, state| state.coalition.aid_rate_bn[member]).unwrap();
    let after = election.months.ceil() as usize;
    let mut sides = [Vec::new(), Vec::new()];
    for (run, efforts) in futures.iter().filter(|(_, efforts)| efforts.len() > after) {
        let turned = election_turns(war, election, &Draws::new(request.seed, run.draw as u32, run.path as u32));
        sides[usize::from(turned)].push((efforts[after] / efforts[after - 1]).ln());
    }
    let [kept, turned] = sides.map(|side| side.iter().sum::<f64>() / side.len() as f64);
    // It drops by .3, a logarithm of -.36, and monthly shocks average out.
    assert!(turned < kept - 0.2, "{turned} against {kept}");
}

#[test]
fn the_great_power_leaves_the_same_futures() {
    let stop = AtomicBool::new(false);
    let watch = ProgressMonitor::new(&stop, &|_| ());
    let own = sample_request("ukraine-2025-12", 6);
    let found = compare_without_great_power(&own.design(), watch).unwrap().unwrap();
    assert_eq!((found.draws, found.paths, found.runs), (6, 20, 120));
    assert_eq!(found.lever.date, own.scenario.start.to_string());
    assert_eq!(found.holds.iter().map(|one| one.months).collect::<Vec<_>>(), [12, 24]);
    for one in &found.holds {
        assert!((one.without.value - one.as_it_is.value - one.difference.value).abs() < 1e-12);
        assert!(one.error.is_some_and(|error| error > 0.0));
    }
    let forecast = run_forecast(&own, &stop, &|_| ()).unwrap().findings.hold;
    assert!(
        (found.holds[0].as_it_is.value - forecast.curve[12].p).abs() < 1e-12,
        "the futures are those of the forecast"
    );
    assert_eq!(compare_without_great_power(&sample_request("two-sided", 2).design(), watch).unwrap(), None);
}

#[test]
fn what_changed_is_the_sum_of_its_parts() {
    let stop = AtomicBool::new(false);
    let scenario = builtin::load("two-sided").unwrap();
    let rows = "a,area-held,2025-07-10,,invader,,,1010,km2,press,0.9,,,,\n\
                b,area-held,2025-08-03,,invader,,,1040,km2,press,0.9,,,,\n\
                c,ceasefire,2025-08-05,,invader;defender,,in-effect,,,press,0.99,,,,\n\
                d,sanction,2025-08-05,,invader,,imposed,,,press,1,,,,\n";
    let size = FilterSize { draws: 64, paths: 10, games: 4, kept: 8 };
    let (log, as_of) = (parse_log(&scenario, rows), date(2025, 8, 8));
    let request = standoff_assimilation::AssimilationRequest {
        scenario,
        log,
        as_of,
        size,
        seed: 1,
        resolution: Resolution::Coarse,
    };
    let found = attribute_changes(&request, date(2025, 8, 1), 160, ProgressMonitor::new(&stop, &|_| ())).unwrap();
    assert_eq!((found.from.as_str(), found.to.as_str()), ("2025-08-01", "2025-08-08"));
    for answer in &found.answers {
        let parts: Vec<Option<&str>> = answer.parts.iter().map(|part| part.known.as_deref()).collect();
        assert_eq!(parts, [None, Some("2025-08-03"), Some("2025-08-05")]);
        let sum: f64 = answer.parts.iter().map(|part| part.adds).sum();
        assert!((sum - answer.whole.difference).abs() < 1e-9 * (1.0 + sum.abs()), "{}", answer.whole.outcome);
    }
    let settled = found.answers.iter().find(|one| one.whole.outcome == "settled-12").unwrap();
    let strongest = settled.parts.iter().max_by(|one, other| one.adds.abs().total_cmp(&other.adds.abs())).unwrap();
    assert_eq!(strongest.events, ["c", "d"], "a ceasefire is the news: {settled:?}");
}

/// The draws of a request, each with one state that `moved` has changed.
fn posterior_moved_by(request: &ForecastRequest, moved: impl Fn(&mut State)) -> Option<Arc<Posterior>> {
    let prior = request.scenario.draws(request.seed, request.draws as u32);
    let updated = |draw: usize| {
        let values = prior.values(draw);
        let mut state = State::start(&World::new(request.scenario.war(&values)));
        moved(&mut state);
        PosteriorDraw { values, reasons: request.design().reason_draws(draw), states: vec![state], population: draw }
    };
    Some(Arc::new(Posterior {
        draws: (0..request.draws).map(updated).collect(),
        record: RecordSummary::default(),
        series: Default::default(),
    }))
}

#[test]
fn the_start_is_that_of_the_states_that_evidence_has_left() {
    let before = sample_request("ukraine-2025-12", 4);
    let posterior = posterior_moved_by(&before, |state| {
        state.front += 1;
        state.coalition.bilateral_bn = 7.0;
        state.coalition.coverage = 0.25;
        state.coalition.stance.fill(standoff_world::coalition::members::Stance::FreeRiding);
    });
    let (log, after) = (Log::empty(&before.scenario), ForecastRequest { posterior, ..before.clone() });
    let [before, after] = [&before, &after].map(|request| make_breakdown(request, &log));
    assert_eq!((before.today.states, after.today.states), (1, 4));
    assert_eq!((after.today.bilateral, after.today.coverage, after.today.members_in), (7.0, 0.25, 0.0));
    assert!(after.today.area_held > before.today.area_held && before.today.members_in > 10.0);
    let start = &after.forecast.start;
    assert_eq!((start.bilateral, start.coverage, start.need), (7.0, 0.25, after.today.need));
    assert!(start.need != before.forecast.start.need, "the need is that of the draws");
    let central = [start, &before.forecast.start].map(|start| start.central.packages.clone());
    assert_eq!(central[0], central[1], "the case beside the draws is that of the central values");
    assert!(start.packages != before.forecast.start.packages, "the draws are those of the posterior");
}

#[test]
fn games_of_their_own_begin_where_evidence_ends() {
    let before = sample_request("two-sided", 4);
    let posterior =
        posterior_moved_by(&before, |state| (state.front, state.regime) = (state.front + 2, Regime::Frozen));
    let (log, after) = (Log::empty(&before.scenario), ForecastRequest { posterior, ..before.clone() });
    let stop = AtomicBool::new(false);
    let watch = ProgressMonitor::new(&stop, &|_| ());
    let [before, after] = [&before, &after].map(|request| {
        let mut week = make_breakdown(request, &log);
        [SimulatedPart::Delay, SimulatedPart::Frontier]
            .iter()
            .for_each(|part| week.add_part(*part, request, None, watch).unwrap());
        (week.delay.unwrap(), week.frontier.unwrap())
    });
    assert!(before.0.today.value > 1.0 && after.0.today.value == 0.0, "it is quiet already");
    assert!(after.1.held > before.1.held, "the front has moved");
}
