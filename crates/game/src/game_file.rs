//! The file of a game: everything on which its course depends.

use crate::decision::Decision;
use crate::player::PlayerRole;
use crate::refusal::refusal_error;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Scenario};

/// Version of the keys of [`Game`].
pub const FORMAT: u32 = 1;

/// Version of the program: another version may play a game differently.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Largest seed of a game: readers of JSON that hold numbers as floating point, such as browsers, still have it
/// exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;

/// A game: everything on which its course depends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// Version of the keys.
    pub format: u32,
    /// Version of the program with which it is played.
    pub version: String,
    /// Name of the scenario.
    pub scenario: String,
    /// [`Scenario::digest`] of the scenario with the numbers below set.
    pub digest: String,
    /// Numbers set by hand, as the command line takes them. They are applied when the scenario is loaded, not here.
    #[serde(default)]
    #[schema(required)]
    pub set: Vec<String>,
    /// Record that the game starts from; absent for a game from the scenario's own start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    pub record: Option<GameRecord>,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Role that the person plays.
    #[schema(value_type = String)]
    pub chair: PlayerRole,
    /// Decisions, month by month.
    #[serde(default)]
    #[schema(required)]
    pub months: Vec<Decision>,
}

/// The record that a game starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GameRecord {
    /// SHA-256 of the evidence that was known on the day.
    pub evidence: String,
    /// Day of which it is, and on which the game begins.
    pub as_of: String,
}

impl Game {
    /// A game in which nothing is decided yet; `set` are the numbers that the scenario already has.
    pub fn new(scenario: &Scenario, set: Vec<String>, seed: u64, chair: PlayerRole) -> Self {
        let (name, digest) = (scenario.name.clone(), scenario.digest());
        Self {
            format: FORMAT,
            version: VERSION.to_owned(),
            scenario: name,
            digest,
            set,
            record: None,
            seed,
            chair,
            months: Vec::new(),
        }
    }

    /// The same game from a record.
    #[must_use]
    pub fn on_record(self, record: GameRecord) -> Self {
        Self { record: Some(record), ..self }
    }

    /// Checks that the game starts from the record that was taken, or from none where none was.
    ///
    /// # Errors
    ///
    /// `wrong-record`.
    pub fn check_record(&self, taken: Option<&RecordSummary>) -> Result<(), LabError> {
        let taken = taken.map(|record| GameRecord { evidence: record.evidence.clone(), as_of: record.until.clone() });
        if self.record == taken {
            return Ok(());
        }
        let named = |record: &Option<GameRecord>| match record {
            Some(record) => format!(
                "the evidence with digest {} as of {}",
                record.evidence.escape_debug(),
                record.as_of.escape_debug()
            ),
            None => "no record".to_owned(),
        };
        let message = format!("the game starts from {}", named(&self.record));
        Err(refusal_error(vec![Diagnostic::error("wrong-record", message).allowed(named(&taken))]))
    }

    /// Checks that the game can be played here: its format, the version of the program, the seed, the scenario as set.
    ///
    /// # Errors
    ///
    /// [`LabError::Input`] with the first of these that does not fit.
    pub fn check(&self, scenario: &Scenario) -> Result<(), LabError> {
        refuse_foreign_game(self, scenario, &scenario.digest())
    }

    /// Reads a game from its file.
    ///
    /// # Errors
    ///
    /// `bad-game` where the text is not a game: wrong keys, wrong types, or a role that no war has.
    ///
    /// ```
    /// use standoff_game::Game;
    /// let text = r#"{"format":1,"version":"","scenario":"x","digest":"","seed":1,"chair":"lead","months":[{"ade":1}]}"#;
    /// assert!(Game::read(text).unwrap_err().to_string().contains("unknown field `ade`"));
    /// ```
    pub fn read(text: &str) -> Result<Self, LabError> {
        serde_json::from_str(text).map_err(|fault| {
            let message = format!("the file is not a game: {fault}");
            refusal_error(vec![Diagnostic::error("bad-game", message)])
        })
    }
}

/// Refuses a game of another format, version, scenario or digest, or with a seed out of range.
pub(super) fn refuse_foreign_game(game: &Game, scenario: &Scenario, digest: &str) -> Result<(), LabError> {
    let fault = if game.format != FORMAT {
        let message = format!("the game has format {}", game.format);
        Diagnostic::error("game-format", message).allowed(FORMAT.to_string())
    } else if game.version != VERSION {
        let message = format!("the game was played with version `{}`", game.version.escape_debug());
        let hint = "another version may play it otherwise; to play it with this one all the same, write its version into the file";
        Diagnostic::error("game-version", message).allowed(VERSION).hint(hint)
    } else if game.seed > LARGEST_SEED {
        let allowed = format!("0 to {}", LARGEST_SEED);
        Diagnostic::error("out-of-range", format!("seed {}", game.seed)).allowed(allowed)
    } else if game.scenario != scenario.name {
        let message = format!("the game is one of the scenario `{}`", game.scenario.escape_debug());
        Diagnostic::error("wrong-scenario", message).allowed(format!("`{}`", scenario.name))
    } else if game.digest != digest {
        let message = "the game was begun with another version of the scenario, or with other numbers set by hand";
        Diagnostic::error("wrong-scenario", message).allowed(digest).hint("load the scenario as `set` in the game says")
    } else {
        return Ok(());
    };
    Err(refusal_error(vec![fault]))
}
