//! A game's file: what is read is written and read again to the same, and what may be decided is played.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_fuzz::json_edits::{JsonEdit, edit_json};
use standoff_fuzz::made::{LARGE, SMALL};
use standoff_game::{Decision, FormOfNo, Game, Match, PlayerRole, player_roles};
use standoff_lab::LabError;
use standoff_scenario::Scenario;
use std::sync::LazyLock;

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Text(&'a str),
    Game { large: bool, chair: u8, months: Vec<Month>, edits: Vec<JsonEdit<'a>> },
}

#[derive(Debug, Arbitrary)]
struct Month {
    propose: Option<u8>,
    accept: Option<[Option<u8>; 3]>,
    refuses: Option<bool>,
    consent: Option<[Option<u8>; 2]>,
    posture: Option<u8>,
    aid: Option<f64>,
    open: Option<u8>,
    close: Option<u8>,
}

const SEED: u64 = 7;
static SMALL_MATCH: LazyLock<Match<'static>> = LazyLock::new(|| Match::new(&SMALL, SEED).expect("it is solved"));
static LARGE_MATCH: LazyLock<Match<'static>> = LazyLock::new(|| Match::new(&LARGE, SEED).expect("it is solved"));

fuzz_target!(|input: Input<'_>| {
    let (text, large) = match &input {
        Input::Text(text) => ((*text).to_owned(), false),
        Input::Game { large, chair, months, edits } => (game_text(*large, *chair, months, edits), *large),
    };
    let game = match Game::read(&text) {
        Ok(game) => game,
        Err(error) => return refused(error),
    };
    let written = serde_json::to_string(&game).expect("it is written as JSON");
    assert_eq!(Game::read(&written).expect("what was written is read"), game);
    let solved = if large { &LARGE_MATCH } else { &SMALL_MATCH };
    match solved.play_game(&game) {
        Ok(played) => {
            assert_eq!(played.months.len(), game.months.len());
            serde_json::to_string(&played).expect("it is written as JSON");
            assert_eq!(solved.play_game(&game).expect("it was played before"), played);
        }
        Err(error) => refused(error),
    }
});

fn refused(error: LabError) {
    match error {
        LabError::Input(found) => assert_refusal(&found),
        other => panic!("refused without a place: {other}"),
    }
}

fn game_text(large: bool, chair: u8, months: &[Month], edits: &[JsonEdit<'_>]) -> String {
    let scenario: &Scenario = if large { &LARGE } else { &SMALL };
    let roles = player_roles(scenario);
    let chair: PlayerRole = roles[usize::from(chair) % roles.len()].name.parse().expect("it is a role");
    let mut game = Game::new(scenario, Vec::new(), SEED, chair);
    game.months = months.iter().take(24).map(|month| decision(scenario, month)).collect();
    let value = serde_json::to_value(&game).expect("it is written as JSON");
    edit_json(value, &edits[..edits.len().min(4)]).to_string()
}

fn decision(scenario: &Scenario, month: &Month) -> Decision {
    let structure = &scenario.structure;
    let draft = |place: u8| structure.packages[usize::from(place) % structure.packages.len()].name.clone();
    let name =
        |place: u8, names: Vec<&str>| names.get(usize::from(place) % names.len().max(1)).map(|&name| name.to_owned());
    let instruments = || structure.instruments.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    Decision {
        propose: month.propose.map(draft),
        accept: month.accept.map(|all| all.into_iter().flatten().map(draft).collect()),
        no: month.refuses.map(|refuses| if refuses { FormOfNo::Refuse } else { FormOfNo::Evade }),
        consent: month.consent.map(|all| all.into_iter().flatten().map(draft).collect()),
        posture: month
            .posture
            .and_then(|place| name(place, structure.postures.iter().map(|one| one.name.as_str()).collect())),
        aid: month.aid,
        open: month.open.and_then(|place| name(place, instruments())).into_iter().collect(),
        close: month.close.and_then(|place| name(place, instruments())).into_iter().collect(),
    }
}
