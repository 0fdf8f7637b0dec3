//! The two games that are compared: the engine's solution, and the files of the reference.

use super::game::{describe_game, describe_world};
use crate::equilibrium::Equilibrium;
use crate::planning::Planning;
use serde_json::Value;
use standoff_num::Draws;
use standoff_scenario::{Scenario, Source, builtin, template};
use standoff_world::actors::backers::{Backer, BackerFigures};
use standoff_world::actors::roles::Side;
use standoff_world::switches::Mechanisms;
use standoff_world::war::{War, World};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Random numbers of the lasting reasons.
const REASON_DRAWS: Draws = Draws::new(5, 0, 0);
/// Random numbers with which planners foresee the coalition.
const FORESIGHT_DRAWS: Draws = Draws::new(7, 0, 0);

/// Plain steps after which neither game moves by more than 1e-12: the reference takes 345, and 1,709 where sides hope for a turn
/// (551 without).
const PLAIN_STEPS: usize = 1800;

/// One game, solved by the engine and by the reference.
pub(super) struct Case {
    /// Name of its files.
    pub name: &'static str,
    /// The world.
    pub world: World,
    /// The engine's solution, by plain steps.
    pub game: Equilibrium,
    /// The game as the engine describes it.
    pub description: Value,
    /// The solution of the reference.
    pub expected: Value,
}

/// Two roles, one posture, no coalition. The front moves by single steps, so that shares of futures can be worked out.
pub(super) static TWO_ROLES: LazyLock<Case> = LazyLock::new(|| {
    let mut scenario = builtin::load("two-sided").expect("it comes with the program").with_menu(14);
    (scenario.structure.front_steps, scenario.structure.front_start) = (6, 2);
    let mut war = scenario.war(&scenario.central_values());
    (war.front.momentum, war.front.collapse) = (0.0, 0.0);
    let mut case = Case::new("two-roles", World::new(war), &Planning::plain(6, 1.0, PLAIN_STEPS));
    case.description["world"] = describe_world(&case.world, &case.game.problem.grid);
    case
});

/// Two roles, and a backer of the defender that joins and leaves. The reference knows no backers: it is told a second coverage
/// cell, with the front and the costs of a war that is backed.
pub(super) static BACKED: LazyLock<Case> = LazyLock::new(|| {
    let scenario = builtin::load("two-sided").expect("it comes with the program").with_menu(8);
    let mut war = scenario.war(&scenario.central_values());
    let figures = BackerFigures { force: 0.4, pays: 0.3, joins: 0.06, leaves: 0.03, alarm: 0.0 };
    let (name, title) = ("north".to_owned(), "North".to_owned());
    war.backers = vec![Backer { name, title, side: Side::Defender, backs_at_start: false, figures }];
    Case::new("backed", World::new(war), &Planning::plain(4, 1.0, PLAIN_STEPS))
});

/// Four roles, two postures and a coalition that may withhold its parts, on a front coarser than that of the world.
pub(super) static FOUR_ROLES: LazyLock<Case> = LazyLock::new(|| {
    let source = Source::new("mine.toml", template::text("mine"));
    let scenario: Scenario = Scenario::parse(&source).expect("the template is a scenario").0.with_menu(10);
    let mut war = scenario.war(&scenario.central_values());
    set_idle_figures(&mut war);
    Case::new("four-roles", World::new(war), &Planning::plain(4, 1.0, PLAIN_STEPS))
});

/// Sets figures that the template leaves where their terms vanish from the equations, so that every term is compared.
fn set_idle_figures(war: &mut War) {
    let [backing, out] = &mut war.postures[..] else { panic!("the template has two postures") };
    out.presses = Some(Side::Defender);
    (backing.effects.toll_invader, backing.effects.toll_great_power) = (0.10, 0.05);
    (out.effects.toll_defender, out.effects.sanctions) = (0.15, 0.30);
    (war.defender.leader_gain, war.defender.unborne, war.defender.land_exponent) = (0.05, 0.10, 1.3);
    // Both sides expect a turn of the tide, and third parties more of one than of the other.
    (war.beliefs.turn_expected, war.tide.invader_size, war.tide.defender_size) = (0.05, 0.5, 0.3);
    // Attacking again must be neither free nor out of the question.
    (war.peace.renewal_cost, war.peace.honoured_cost, war.peace.monitors) = (0.0, 0.2, -0.2);
}

/// All games.
pub(super) fn cases() -> [&'static Case; 3] {
    [&TWO_ROLES, &BACKED, &FOUR_ROLES]
}

impl Case {
    fn new(name: &'static str, world: World, planning: &Planning) -> Self {
        let world = world.with_reasons(REASON_DRAWS);
        let game = Equilibrium::solve(&world, &Mechanisms::default(), planning, FORESIGHT_DRAWS);
        let description = describe_game(&world, &game.problem, &REASON_DRAWS);
        Self { name, world, game, description, expected: read_json(&format!("{name}.expected.json")) }
    }

    /// The game as the reference read it.
    pub fn stored_description(&self) -> Value {
        read_json(&format!("{}.json", self.name))
    }

    /// Writes the game anew for the reference.
    pub fn store_description(&self) {
        std::fs::write(fixture_path(&format!("{}.json", self.name)), one_key_a_line(&self.description))
            .expect("the directory of the fixtures can be written");
    }
}

/// JSON of an object with a line for each key, so that a change of one is a change of one line.
fn one_key_a_line(object: &Value) -> String {
    let entries = object.as_object().expect("a game is an object").iter();
    let lines: Vec<String> = entries.map(|(key, value)| format!("\"{key}\": {value}")).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// A file of the reference; null where there is none, as before it is first written.
fn read_json(name: &str) -> Value {
    let text = std::fs::read_to_string(fixture_path(name)).unwrap_or_else(|_| "null".to_owned());
    serde_json::from_str(&text).expect("it is JSON")
}

fn fixture_path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../fixtures/oracle/bargain", name].iter().collect()
}
