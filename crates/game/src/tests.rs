use super::*;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::LabError;
use standoff_scenario::{Override, Scenario, Values, builtin};
use standoff_world::state::State;
use std::sync::atomic::AtomicBool;

const TWO_SIDED: &str = "two-sided";

fn game_of_months(name: &str, chair: PlayerRole, months: usize) -> (Scenario, Game) {
    let scenario = builtin::load(name).unwrap();
    let mut game = Game::new(&scenario, Vec::new(), 7, chair);
    game.months = vec![Decision::default(); months];
    (scenario, game)
}

fn refusal_text(scenario: &Scenario, game: &Game) -> String {
    let Err(LabError::Input(found)) = play_game(scenario, game) else { panic!("it is played") };
    found.render(false)
}

fn small_effort() -> DebriefEffort {
    DebriefEffort { futures: 40, paths: 8, months: 2, alternatives: 4 }
}

fn debrief_of(scenario: &Scenario, game: &Game, effort: DebriefEffort) -> Debrief {
    Match::for_game(scenario, game, None)
        .unwrap()
        .debrief_game(game, effort, &AtomicBool::new(false), &|_, _| ())
        .unwrap()
}

#[test]
fn months_left_to_the_engine_are_the_first_future_of_an_ensemble() {
    let scenario = builtin::load(builtin::DEFAULT).unwrap();
    check_months_left_to_the_engine(&scenario, PlayerRole::GreatPower);
    // A great power that chooses its posture chooses it for the engine's reasons, whoever is played.
    let chooses = Override::parse("values.great_power.choice=30", &scenario).unwrap();
    let scenario = scenario.with_overrides(&[chooses]).unwrap();
    for chair in [PlayerRole::GreatPower, PlayerRole::Defender] {
        check_months_left_to_the_engine(&scenario, chair);
    }
}

fn check_months_left_to_the_engine(scenario: &Scenario, chair: PlayerRole) {
    let mut game = Game::new(scenario, Vec::new(), 7, chair);
    game.months = vec![Decision::default(); 14];
    let played = play_game(scenario, &game).unwrap();
    let design = Design { draws: 1, paths: 1, seed: 7, ..Design::new(scenario) };
    let prepared = SolvedDraw::new(&design, 0, scenario.central_values()).unwrap();
    let run = prepared.simulate_paths(&[], 0..1).unwrap().remove(0);
    let step = standoff_world::quantity::Figures::figure(&prepared.values, "front.area_per_step");
    for (month, report) in played.months.iter().enumerate() {
        let gained = (f64::from(run.monthly.front_steps[month + 1]) - f64::from(run.monthly.front_steps[0])) * step;
        assert_eq!(report.standing.gained_km2, gained, "month {}", month + 1);
        let posture = usize::from(run.monthly.posture[month + 1]);
        assert_eq!(report.standing.posture, prepared.world.war.postures[posture].name, "month {}", month + 1);
        assert_eq!(report.standing.coverage as f32, run.monthly.coverage[month + 1], "month {}", month + 1);
    }
    assert!(played.months.iter().any(|month| !month.rounds.is_empty()), "nothing happened in a year");
}

#[test]
fn the_same_file_gives_the_same_bytes_on_any_number_of_threads() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Invader, 2);
    game.months[0].accept = Some(Vec::new());
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| serde_json::to_string(&debrief_of(&scenario, &game, small_effort())).unwrap())
    };
    assert_eq!(made(1), made(4));
    let played = || serde_json::to_string(&play_game(&scenario, &game).unwrap()).unwrap();
    assert_eq!(played(), played());
}

#[test]
fn a_game_is_read_as_it_was_written() {
    let (_, mut game) = game_of_months(TWO_SIDED, PlayerRole::Member("alba".to_owned()), 1);
    game.months[0] = Decision { aid: Some(0.5), open: vec!["loan".to_owned()], ..Decision::default() };
    let text = serde_json::to_string_pretty(&game).unwrap();
    assert_eq!(Game::read(&text).unwrap(), game);
    assert!(Game::read("[]").is_err() && Game::read("{\"format\":1}").is_err());
}

#[test]
fn every_chair_plays_in_every_scenario() {
    for one in builtin::ALL {
        let scenario = builtin::load(one.name).unwrap();
        // Solved once: games of all roles share the seed.
        let game_match = Match::new(&scenario, 7).unwrap();
        for chair in player_roles(&scenario) {
            let (_, game) = game_of_months(one.name, chair.name.parse().unwrap(), 1);
            let played = game_match.play_game(&game).unwrap();
            // A member that does not pay has nothing to decide until it does.
            let waits = chair.name.starts_with("member:") || played.over.is_some();
            assert!(waits || !played.options.is_empty(), "{} {}", one.name, chair.name);
            assert!(chair.name != "great-power" || played.options.posture || played.position.regime != "war");
        }
    }
}

#[test]
fn what_a_chair_may_not_decide_is_refused_with_what_it_may() {
    let (scenario, mut game) = game_of_months(builtin::DEFAULT, PlayerRole::Defender, 1);
    game.months[0].posture = Some("presses".to_owned());
    let told = refusal_text(&scenario, &game);
    assert!(told.contains("not-this-chair") && told.contains("posture") && told.contains("accept"), "{told}");
    game.months[0] = Decision { accept: Some(vec!["peace".to_owned()]), ..Decision::default() };
    let told = refusal_text(&scenario, &game);
    assert!(told.contains("unknown-package") && told.contains("`peace`"), "{told}");
    game.chair = PlayerRole::Lead;
    game.months[0] = Decision { aid: Some(2.5), ..Decision::default() };
    assert!(refusal_text(&scenario, &game).contains("a factor from 0 to 2"));
    game.chair = PlayerRole::Member("nowhere".to_owned());
    assert!(refusal_text(&scenario, &game).contains("unknown-chair"));
}

#[test]
fn a_game_of_another_scenario_is_refused() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 0);
    game.digest = "0".repeat(64);
    assert!(refusal_text(&scenario, &game).contains("wrong-scenario"));
    let other = builtin::load(builtin::DEFAULT).unwrap();
    assert!(refusal_text(&other, &game).contains("wrong-scenario"));
}

#[test]
fn nothing_is_decided_after_the_end() {
    let (scenario, game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 2000);
    assert!(refusal_text(&scenario, &game).contains("game-over"));
}

#[test]
fn a_posture_is_kept_for_the_months_that_decide_on_it() {
    let (scenario, mut game) = game_of_months(builtin::DEFAULT, PlayerRole::GreatPower, 18);
    // Solved once: it is the same war after every month.
    let game_match = Match::for_game(&scenario, &game, None).unwrap();
    let start = game_match.play_game(&Game { months: Vec::new(), ..game.clone() }).unwrap();
    let names: Vec<String> = start.options.postures.iter().map(|one| one.name.clone()).collect();
    for name in names.iter().take(2) {
        game.months.clear();
        while game_match.play_game(&game).unwrap().options.posture && game.months.len() < 18 {
            game.months.push(Decision { posture: Some(name.clone()), ..Decision::default() });
        }
        let played = game_match.play_game(&game).unwrap();
        let kept = played.months.iter().filter(|month| matches!(month.standing.regime.as_str(), "war" | "truce"));
        assert!(kept.clone().count() > 0 && kept.clone().all(|month| month.standing.posture == *name), "{name}");
    }
}

/// Aid that the person's role gave in each month of a game.
fn aid_of_months(scenario: &Scenario, game: &Game) -> Vec<f64> {
    play_game(scenario, game).unwrap().months.iter().map(|month| month.aid.chair).collect()
}

#[test]
fn aid_is_a_factor_on_what_is_given_anyway_and_for_its_month_alone() {
    let (scenario, mut game) = game_of_months(builtin::DEFAULT, PlayerRole::Lead, 4);
    let engine = aid_of_months(&scenario, &game);
    game.months[0].aid = Some(0.0);
    game.months[2].aid = Some(2.0);
    game.months[3].aid = Some(2.0);
    let decided = aid_of_months(&scenario, &game);
    assert_eq!(decided[0], 0.0);
    for (month, factor) in [(1, 1.0), (2, 2.0), (3, 2.0)] {
        let by = decided[month] / engine[month] / factor;
        assert!((0.9..1.1).contains(&by), "month {}: {by}", month + 1);
    }
}

#[test]
fn a_month_left_open_is_left_to_the_engine_whatever_was_decided_before() {
    let (scenario, mut game) = game_of_months(builtin::DEFAULT, PlayerRole::GreatPower, 0);
    let start = play_game(&scenario, &game).unwrap();
    let now = start.options.postures.iter().find(|one| one.now).unwrap().name.clone();
    // A posture that is kept is not turned by chance; one that was kept is, as often as any.
    game.months = vec![Decision { posture: Some(now.clone()), ..Decision::default() }; 2];
    let game_match = Match::for_game(&scenario, &game, None).unwrap();
    let replay = game_match.replay_game(&game).unwrap();
    let turned = |path: usize| {
        let run = replay.state.clone().finish_with_engine(&game_match, replay.player, &game_match.draws_of_path(path));
        run.monthly.posture.iter().any(|&posture| start.options.postures[usize::from(posture)].name != now)
    };
    assert!((1..=20).any(turned), "the posture was never turned after it was left open");
}

#[test]
fn a_game_of_another_version_or_with_a_seed_that_json_does_not_hold_is_refused() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 1);
    game.version = "0.0.1".to_owned();
    assert!(refusal_text(&scenario, &game).contains("game-version"));
    let (_, mut game) = self::game_of_months(TWO_SIDED, PlayerRole::Defender, 1);
    game.seed = LARGEST_SEED + 1;
    assert!(refusal_text(&scenario, &game).contains("out-of-range"));
}

#[test]
fn a_month_says_nothing_that_the_actors_could_not_see() {
    let (scenario, game) = game_of_months(builtin::DEFAULT, PlayerRole::Lead, 3);
    let text = serde_json::to_string(&play_game(&scenario, &game).unwrap()).unwrap();
    for word in ["chance", "value", "alternative", "quantile", "probab"] {
        assert!(!text.contains(&format!("\"{word}")), "{word}");
    }
}

#[test]
fn a_debrief_sets_the_path_among_the_futures() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 3);
    game.months[1].accept = Some(Vec::new());
    let found = debrief_of(&scenario, &game, small_effort());
    assert_eq!((found.decided, found.futures, found.months.len(), found.interrupted), (1, 40, 1, false));
    assert!((found.ends.iter().map(|end| end.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(found.ends.iter().filter(|end| end.played).count(), 1);
    for line in &found.lines {
        assert!(line.quantiles.is_sorted() && (0.0..=1.0).contains(&line.below), "{line:?}");
        assert!(line.played > line.quantiles[4] || line.below <= 0.96, "{line:?}");
        assert!(line.played < line.quantiles[0] || line.below >= 0.04, "{line:?}");
    }
    let look = &found.months[0];
    assert_eq!((look.month, look.alternatives.len()), (2, 4));
    assert!(look.alternatives[0].decision.is_empty(), "the engine comes first");
    for alternative in &look.alternatives {
        for one in &alternative.differences {
            assert!((one.alternative - one.decided - one.difference).abs() < 1e-9, "{one:?}");
            assert!(!one.clear || (one.differ >= 8 && one.difference.abs() > 1.9 * one.error), "{one:?}");
        }
    }
}

/// Saying yes instead of no to every draft makes a difference, and the decision of the game is no alternative to
/// itself.
#[test]
fn an_alternative_differs_by_what_it_changes() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 1);
    game.months[0] = Decision { accept: Some(Vec::new()), no: Some(FormOfNo::Refuse), ..Decision::default() };
    let effort = DebriefEffort { paths: 64, alternatives: 12, ..small_effort() };
    let found = debrief_of(&scenario, &game, effort);
    let all = &found.months[0].alternatives;
    assert!(all.iter().all(|one| one.decision != game.months[0]), "what was decided is no alternative");
    let yes = all.iter().find(|one| one.decision.accept.as_ref().is_some_and(|names| !names.is_empty())).unwrap();
    let same = |one: &&Difference| one.difference == 0.0;
    assert!(!yes.differences.iter().all(|one| same(&one)), "{yes:?}");
}

#[test]
fn who_stops_gets_what_there_is() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 1);
    game.months[0].accept = Some(Vec::new());
    let game_match = Match::for_game(&scenario, &game, None).unwrap();
    let stopped = game_match.debrief_game(&game, small_effort(), &AtomicBool::new(true), &|_, _| ());
    assert!(matches!(stopped, Err(LabError::NothingDone)));
    let stop = AtomicBool::new(false);
    let last = |done: usize, _: usize| stop.store(done == 40, std::sync::atomic::Ordering::Relaxed);
    let found = game_match.debrief_game(&game, small_effort(), &stop, &last).unwrap();
    assert!(found.interrupted && found.months.is_empty() && found.futures == 40);
    let none = DebriefEffort { futures: 0, ..small_effort() };
    assert!(matches!(
        game_match.debrief_game(&game, none, &AtomicBool::new(false), &|_, _| ()),
        Err(LabError::Counts(_))
    ));
}

/// A game, its replay and a month of its debrief as they were written while keys had hyphens.
#[test]
fn what_was_written_with_hyphens_in_its_keys_is_read() {
    let saved = r#"{
      "format": 1, "version": "0.1.0", "scenario": "two-sided", "digest": "abc", "set": ["front.odds=0.6"], "seed": 7,
      "chair": "defender", "months": [{"accept": [], "no": "refuse"}, {}]
    }"#;
    let game = Game::read(saved).unwrap();
    assert_eq!((game.chair, game.months.len()), (PlayerRole::Defender, 2));
    let (scenario, game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 2);
    let played = play_game(&scenario, &game).unwrap();
    let text = serde_json::to_string(&played).unwrap();
    let old = ["gained_km2", "ceasefire_first", "on_table"].iter().fold(text.clone(), |text, key| {
        assert!(text.contains(&format!("\"{key}\":")), "{key}");
        text.replace(key, &key.replace('_', "-"))
    });
    assert_eq!(serde_json::from_str::<PlayedGame>(&text).unwrap(), played);
    assert_eq!(serde_json::from_str::<PlayedGame>(&old).unwrap(), played);
    let looked = r#"{"month": 2, "decided": {}, "alternatives": [], "left-out": 3}"#;
    assert_eq!(serde_json::from_str::<ReviewedMonth>(looked).unwrap().left_out, 3);
}

/// A record of the small scenario with two draws, which leaves the front further on by some steps.
fn posterior_moved_by(scenario: &Scenario, steps: usize) -> Posterior {
    let draw = |values: Values, place: u32| {
        let world = standoff_world::war::World::new(scenario.war(&values));
        let start = State::start(&world);
        let states = vec![State { front: start.front + steps, ..start }];
        PosteriorDraw { values, reasons: standoff_num::Draws::new(1, place, 0), states, population: place as usize }
    };
    let draws = scenario.draws(1, 2);
    let record = RecordSummary { evidence: "ab".to_owned(), until: scenario.start.to_string(), ..Default::default() };
    Posterior {
        draws: (0..2).map(|place| draw(draws.values(place as usize), place)).collect(),
        record,
        series: Default::default(),
    }
}

#[test]
fn a_game_on_a_record_begins_where_the_record_ends() {
    let (scenario, game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 1);
    let posterior = posterior_moved_by(&scenario, 2);
    let record = GameRecord { evidence: "ab".to_owned(), as_of: scenario.start.to_string() };
    let game = game.on_record(record.clone());
    let played = play_game_on_record(&scenario, &game, Some(&posterior)).unwrap();
    let game_match = Match::for_game(&scenario, &game, Some(&posterior)).unwrap();
    assert!(posterior.draws.iter().any(|draw| draw.values == *game_match.values()));
    assert_eq!(game_match.gained_km2(posterior.draws[0].states[0].front), 0.0, "gains count from the day of the game");
    // The game is its file, and a file that names a record is not played from another, nor from none.
    let text = serde_json::to_string(&game).unwrap();
    assert_eq!(play_game_on_record(&scenario, &Game::read(&text).unwrap(), Some(&posterior)).unwrap(), played);
    assert!(refusal_text(&scenario, &game).contains("wrong-record"));
    let other = game.clone().on_record(GameRecord { evidence: "cd".to_owned(), ..record });
    assert!(play_game_on_record(&scenario, &other, Some(&posterior)).unwrap_err().to_string().contains("wrong-record"));
    // Seeds spread over the draws.
    let chosen = |seed: u64| Match::on_record(&scenario, seed, &posterior).unwrap().values().clone();
    assert!((0..12).map(chosen).any(|values| values == posterior.draws[0].values));
    assert!((0..12).map(chosen).any(|values| values == posterior.draws[1].values));
}

/// The game that a record gives is taken for the truth: a debrief knows what chance would have made of it, and nothing of the
/// other populations of the record.
#[test]
fn the_error_of_a_debrief_is_that_of_its_own_futures() {
    let (scenario, mut game) = game_of_months(TWO_SIDED, PlayerRole::Defender, 2);
    game.months[0] = Decision { accept: Some(Vec::new()), ..Decision::default() };
    let game = game.on_record(GameRecord { evidence: "ab".to_owned(), as_of: scenario.start.to_string() });
    let equal_draws = |populations: [usize; 6]| {
        let of_two = posterior_moved_by(&scenario, 2);
        let draws = populations.map(|population| PosteriorDraw { population, ..of_two.draws[0].clone() });
        Posterior { draws: draws.to_vec(), ..of_two }
    };
    let debrief_on = |posterior: &Posterior| {
        let game_match = Match::for_game(&scenario, &game, Some(posterior)).unwrap();
        game_match.debrief_game(&game, small_effort(), &AtomicBool::new(false), &|_, _| ()).unwrap()
    };
    let debrief = debrief_on(&equal_draws([0, 0, 1, 1, 2, 2]));
    assert_eq!(debrief, debrief_on(&equal_draws([0, 1, 2, 3, 4, 5])));
    let differences = debrief.months.iter().flat_map(|month| &month.alternatives).flat_map(|one| &one.differences);
    let errors: Vec<f64> = differences.map(|difference| difference.error).collect();
    assert!(errors.iter().all(|error| error.is_finite()) && errors.iter().any(|error| *error > 0.0));
    assert!(debrief.ends.iter().any(|end| end.error > 0.0));
}
