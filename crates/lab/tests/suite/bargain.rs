//! Properties that the bargain must have at the settings of ensembles, on the default scenario (decisions 19 to 31).
//!
//! Each variant is played on the same draws and the same random numbers, so that differences are paired. They take
//! minutes and run apart from the README's test command.

use rayon::prelude::*;
use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::Planning;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::future::run::Run;
use standoff_num::Draws;
use standoff_scenario::{Override, Scenario, Source, builtin};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::{NOTABLE_LOSS, Signature};
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;
use std::sync::OnceLock;

/// Draws whose games are solved.
const DRAWS: usize = 64;
/// Draws that are played: a share over them has a standard error of .07, and a paired difference a fraction of that.
const PLAYED: usize = 32;
/// Futures of each draw that is played.
const PATHS: usize = 32;

/// What came of one draw.
struct Played {
    /// Share of futures with a settlement or lasting quiet by 12 and by 24 months.
    deals: [f64; 2],
    signed: Vec<Signature>,
}

fn scenario_with(settings: &[&str]) -> Scenario {
    let scenario = builtin::load("ukraine-2025-12").unwrap();
    let set = |text: &&str| Override::parse(text, &scenario).unwrap();
    scenario.with_overrides(&settings.iter().map(set).collect::<Vec<_>>()).unwrap()
}

fn play(scenario: &Scenario, mechanisms: Mechanisms) -> Vec<Played> {
    play_paths(scenario, mechanisms, PATHS)
}

fn play_paths(scenario: &Scenario, mechanisms: Mechanisms, paths: usize) -> Vec<Played> {
    let design = Design { draws: PLAYED, paths, seed: 1, mechanisms, ..Design::new(scenario) };
    let values = design.draw_values();
    let draw = |draw: usize| {
        let solved = SolvedDraw::new(&design, draw, values(draw)).unwrap();
        let runs = solved.simulate_paths(&[], 0..paths).unwrap();
        let share = |months: usize| runs.iter().filter(|run| run.settled_by(months)).count() as f64 / paths as f64;
        Played { deals: [share(12), share(24)], signed: runs.iter().flat_map(Run::signatures).collect() }
    };
    (0..PLAYED).into_par_iter().with_max_len(1).map(draw).collect()
}

/// The default scenario as it is, played once for all tests.
fn base() -> &'static [Played] {
    static BASE: OnceLock<Vec<Played>> = OnceLock::new();
    BASE.get_or_init(|| play(&scenario_with(&[]), Mechanisms::default()))
}

/// Mean over draws of a paired difference, and its standard error.
fn difference(variant: &[Played], other: &[Played], number: impl Fn(&Played) -> f64) -> (f64, f64) {
    let apart: Vec<f64> = variant.iter().zip(other).map(|(one, two)| number(one) - number(two)).collect();
    let count = apart.len() as f64;
    let mean = apart.iter().sum::<f64>() / count;
    let variance = apart.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

fn deals_moved(variant: &[Played]) -> (f64, f64) {
    difference(variant, base(), |played| played.deals[1])
}

fn share_of_signed(played: &[Played], such: impl Fn(&Signature) -> bool) -> f64 {
    let signed: Vec<&Signature> = played.iter().flat_map(|draw| &draw.signed).collect();
    signed.iter().filter(|signature| such(signature)).count() as f64 / signed.len() as f64
}

fn five_year_peace(played: &[Played]) -> f64 {
    let signed: Vec<f64> = played.iter().flat_map(|draw| &draw.signed).map(Signature::five_year_peace).collect();
    signed.iter().sum::<f64>() / signed.len() as f64
}

/// The values of invader and defender at the start of every draw, in the game that `solved` makes of its world.
fn values_by_draw(solved: impl Fn(&Design<'_>, usize, &World) -> [f64; 2] + Sync) -> Vec<[f64; 2]> {
    let scenario = scenario_with(&["talks.blame_invader=0", "talks.blame_defender=0"]);
    let design = Design { draws: DRAWS, paths: 1, seed: 1, ..Design::new(&scenario) };
    let values = design.draw_values();
    let one = |draw: usize| solved(&design, draw, &design.calibrated_world(draw, &values(draw)).unwrap());
    (0..DRAWS).into_par_iter().with_max_len(1).map(one).collect()
}

fn played_values(game: &Equilibrium, world: &World) -> [f64; 2] {
    [Role::Invader, Role::Defender].map(|role| game.value(role, &world.start_position()))
}

/// Decision 32: nobody does better by refusing everything than by playing, but for rounding.
#[test]
#[ignore = "solves three games for each of 64 draws"]
fn play_is_rational() {
    let gains = values_by_draw(|design, draw, world| {
        let game = design.solve_game(world, draw);
        let [invader, defender] = played_values(&game, world);
        let refusing = |side: Side| game.value_of_refusing(side, &world.start_position());
        [invader - refusing(Side::Invader), defender - refusing(Side::Defender)]
    });
    let worst = gains.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    assert!(worst > -0.005, "{worst}");
}

/// Decision 32: to be asked more often does not hurt. Blame is left out: who is asked more often and refuses is blamed more
/// often, which costs something by design. Even so it is no theorem for a single draw: where rounds are frequent the other
/// side can afford to wait for a better draft. In most draws and on average nobody loses.
#[test]
#[ignore = "solves two games for each of 64 draws"]
fn more_invitations_do_not_hurt() {
    let once = values_by_draw(|design, draw, world| played_values(&design.solve_game(world, draw), world));
    let often = values_by_draw(|design, draw, world| {
        let mut asked = world.war.clone();
        asked.postures.iter_mut().for_each(|posture| posture.effects.rounds *= 1.5);
        played_values(&design.solve_game(&world.with_war(asked), draw), world)
    });
    for side in 0..2 {
        let gained: Vec<f64> = once.iter().zip(&often).map(|(once, often)| often[side] - once[side]).collect();
        let mean = gained.iter().sum::<f64>() / gained.len() as f64;
        let hurt = gained.iter().filter(|&&gained| gained < -0.005).count();
        assert!(mean > -0.002 && hurt <= DRAWS / 12, "side {side}: mean {mean}, hurt in {hurt} of {DRAWS}: {gained:?}");
    }
}

/// Decisions 21 and 31: what is signed is wanted, and five-year peace is where past agreements put it.
#[test]
#[ignore = "plays 32 draws"]
fn what_is_signed_is_wanted_and_lasts() {
    let losing = share_of_signed(base(), |signature| signature.least_gain() < 0.0);
    let worse = share_of_signed(base(), |signature| signature.least_gain() < -NOTABLE_LOSS);
    assert!(losing <= 0.35 && worse <= 0.10, "at a loss {losing}, by more than a sixtieth {worse}");
    let peace = five_year_peace(base());
    assert!((0.4..=0.85).contains(&peace), "five-year peace {peace}");
}

/// Decisions 19 and 20: numbers that no actor has move no answer.
#[test]
#[ignore = "plays six times 32 draws"]
fn constants_of_the_method_move_no_answer() {
    let mechanisms = Mechanisms::default();
    for settings in ["numerics.sharpness=240", "numerics.sharpness=960", "numerics.kernel=0.5", "numerics.kernel=2"] {
        let (moved, error) = deals_moved(&play(&scenario_with(&[settings]), mechanisms));
        assert!(moved.abs() < 0.03 + error, "{settings} moves deals by {moved} ± {error}");
    }
    for menu in [48, 64] {
        let (moved, error) = deals_moved(&play(&scenario_with(&[]).with_menu(menu), mechanisms));
        assert!(moved.abs() < 0.03 + error, "a menu of {menu} moves deals by {moved} ± {error}");
    }
}

/// The default scenario with one draft more, whose terms are those of the revised text but for a hair.
fn with_near_copy() -> Scenario {
    let text = include_str!("../../../../scenarios/ukraine-2025-12/scenario.toml");
    let copy = "\n[package.revised-copy]\ntitle = \"A copy\"\nland = 0.0005\nguarantee = 0.601\nalignment = 0.599\n\
                relief = 0.501\nform = 0.301\n\n[package.e3-counter-text]\n";
    let text = text.replace("\n[package.e3-counter-text]\n", copy);
    let (scenario, _) = Scenario::parse(&Source::new("near-copy", text)).unwrap();
    assert!(scenario.structure.packages.iter().any(|package| package.name == "revised-copy"));
    scenario
}

/// Decision 19: a near copy of a draft moves nothing worth telling. Other drafts are tabled at the same random numbers, so that
/// it takes more futures than elsewhere to see so little.
#[test]
#[ignore = "plays 32 draws"]
fn a_near_copy_moves_nothing() {
    let copied = with_near_copy();
    let menu = copied.menu_size();
    let played =
        [scenario_with(&[]), copied.with_menu(menu + 1)].map(|one| play_paths(&one, Mechanisms::default(), 16 * PATHS));
    let (moved, error) = difference(&played[1], &played[0], |played| played.deals[1]);
    assert!(moved.abs() < 0.005 + error, "a near copy moves deals by {moved} ± {error}");
}

/// Signs of theory (decisions 23, 24 and 31): each beyond its error, or not against it.
#[test]
#[ignore = "plays eleven times 32 draws"]
fn signs_are_those_of_theory() {
    let mechanisms = Mechanisms::default();
    let set = |text: &str| play(&scenario_with(&[text]), mechanisms);
    // Where nobody learns from the front and nobody hopes for a turn, so that the gap is all there is.
    let gaps = ["0.4", "1.3", "2.2"].map(|gap| {
        let gap = format!("beliefs.disagreement={gap}");
        play(&scenario_with(&["beliefs.front_trust=0", "beliefs.turn_expected=0", &gap]), mechanisms)
    });
    // More hope than this brings fewer settlements still, but more truces that last, which count here.
    let hopes = ["0", "0.08"].map(|hope| set(&format!("beliefs.turn_expected={hope}")));
    for (what, played) in [("a wider gap", &gaps[..]), ("hope of a turn", &hopes[..])] {
        for pair in played.windows(2) {
            let (moved, error) = difference(&pair[1], &pair[0], |played| played.deals[1]);
            assert!(moved < -2.0 * error, "{what} moves deals by {moved} ± {error}");
        }
    }
    for name in ["disagreement", "agency", "ratification"] {
        let off = standoff_world::switches::without(&[name.to_owned()]).unwrap();
        let (moved, error) = deals_moved(&play(&scenario_with(&[]), off));
        assert!(moved > 2.0 * error, "without {name} deals move by {moved} ± {error}");
    }
    for name in ["durability", "veto", "waiting"] {
        let off = standoff_world::switches::without(&[name.to_owned()]).unwrap();
        let (moved, error) = deals_moved(&play(&scenario_with(&[]), off));
        assert!(moved > -2.0 * error, "without {name} deals move by {moved} ± {error}");
    }
}

/// Decision 24: where starting again costs something, a guarantee that deters brings no fewer deals, and more peace.
#[test]
#[ignore = "plays twice 32 draws"]
fn a_guarantee_that_deters_brings_peace() {
    let with = |cost: f64| {
        let settings = ["peace.renewal_cost=0.10".to_owned(), format!("peace.honoured_cost={cost}")];
        play(&scenario_with(&settings.each_ref().map(String::as_str)), Mechanisms::default())
    };
    let (weak, strong) = (with(0.2), with(0.8));
    let (moved, error) = difference(&strong, &weak, |played| played.deals[0]);
    assert!(moved > -2.0 * error, "deals move by {moved} ± {error}");
    let (before, after) = (five_year_peace(&weak), five_year_peace(&strong));
    assert!(after > before, "five-year peace {before} to {after}");
}

/// Decision 23: at worse odds the defender has less, at every step.
#[test]
fn worse_odds_leave_the_defender_less() {
    let value = |odds: f64| {
        let scenario = scenario_with(&[&format!("front.odds={odds}")]);
        let world = World::new(scenario.war(&scenario.central_values()));
        let game = Equilibrium::solve(&world, &Mechanisms::default(), &Planning::coarse(&world), Draws::new(1, 0, 0));
        game.value(Role::Defender, &world.start_position())
    };
    let values = [0.55, 0.65, 0.72, 0.80].map(value);
    assert!(values.windows(2).all(|pair| pair[0] > pair[1]), "{values:?}");
}
