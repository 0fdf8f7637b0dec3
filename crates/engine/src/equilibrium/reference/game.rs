//! A game in the format of `fixtures/oracle/bargain/specification.md`, from the figures that the engine solves.

use crate::induction::problem::Problem;
use crate::payoff::hope::BOTH;
use crate::state_space::{Cell, Grid, REGIMES};
use crate::transition::kernel::{ActorKernel, Kernel, front_rows};
use crate::transition::support::{SparseRow, SupportRows};
use serde_json::{Map, Value, json};
use standoff_num::Draws;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::front::lazy_step;
use standoff_world::battlefield::stamina::{LEVELS, Stamina, birth_death, cost_factor, fall_chance};
use standoff_world::step::Purpose;
use standoff_world::talks::packages::{PackageOrigin, Terms};
use standoff_world::war::{War, World};

/// Random Fourier features of a lasting reason.
const FEATURES: u32 = 192;
/// Random numbers are addressed in blocks of two; a feature has room for this many blocks and uses three.
const FEATURE_BLOCKS: u32 = 4;

/// Everything that the reference needs to solve the same game. Each part is a few keys at the top of the file.
pub(super) fn describe_game(world: &World, problem: &Problem, reason_draws: &Draws) -> Value {
    let parts = [
        describe_size(&problem.grid),
        describe_moves(world, problem),
        describe_posture(world, problem),
        describe_costs(world, &problem.grid),
        describe_values(&world.war),
        describe_packages(&world.war),
        describe_talks(world, problem),
        json!({ "reasons": describe_reasons(&world.war, reason_draws) }),
        describe_peace(&world.war),
        json!({ "start": describe_start(world, &problem.grid) }),
    ];
    let entries = parts.into_iter().filter_map(|part| match part {
        Value::Object(entries) => Some(entries),
        _ => None,
    });
    Value::Object(entries.flatten().collect::<Map<_, _>>())
}

/// The chances by which the simulated war moves, whatever anybody believes: one posture, and no coalition.
pub(super) fn describe_world(world: &World, grid: &Grid) -> Value {
    let war = &world.war;
    let front = |place: usize| {
        let cell = grid.cell_at(1, place);
        let odds = world.move_odds(world.coverage, cell.posture, cell.invader, cell.defender, 0.0);
        lazy_step(war.front.moves, odds)
    };
    let stamina = |stamina: &Stamina, sanctions: f64| {
        let rows = |down: f64, up: f64| (0..LEVELS).map(|level| birth_death(level, LEVELS, down, up)).collect();
        let regimes: [Vec<[f64; 3]>; REGIMES] =
            [rows(fall_chance(stamina, sanctions), stamina.up), rows(0.0, stamina.rest)];
        regimes
    };
    let owner = |role: Role| grid.actor_index(role);
    let effects = &war.postures[0].effects;
    json!({
        "front": (0..grid.places()).map(front).collect::<Vec<_>>(),
        "defender_stamina": stamina(&war.stamina.defender, 0.0),
        "invader_stamina": stamina(&war.stamina.invader, effects.sanctions),
        "rounds": effects.rounds,
        "truce_rounds": war.truce.rounds,
        "truce_breaks": war.truce.breaks,
        "frozen_after": war.truce.frozen_after,
        "track_shares": war.tracks.iter().map(|track| json!([owner(track.owner), track.share])).collect::<Vec<_>>(),
    })
}

fn describe_size(grid: &Grid) -> Value {
    json!({
        "roles": grid.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
        "front_steps": grid.front_steps,
        "coverage_cells": grid.support_cells(),
        "postures": grid.postures,
    })
}

/// How the war moves in a month, as each actor believes.
fn describe_moves(world: &World, problem: &Problem) -> Value {
    let grid = &problem.grid;
    let kernel = problem.kernel(world, 1.0);
    let front = |world: &World, cap: f64| -> Vec<Vec<[f64; 3]>> {
        let views = world.views();
        grid.roles.iter().map(|&role| front_rows(world, grid, 1.0, &views[role], cap).at(0).to_vec()).collect()
    };
    let turned = |cap: f64| BOTH.map(|side| front(&world.clone().with_tide(side), cap));
    let each = |part: &dyn Fn(&ActorKernel) -> Value| -> Vec<Value> { kernel.actors.iter().map(part).collect() };
    json!({
        "discount": each(&|actor| json!(actor.discount)),
        "front": front(world, 0.0),
        "front_capped": front(world, 1.0),
        "turns": each(&|actor| json!(actor.turns)),
        "front_turned": turned(0.0),
        "front_turned_capped": turned(1.0),
        "coverage": each(&|actor| json!(dense_coverage(actor, grid.support_cells()))),
        "defender_stamina": each(&|actor| json!(actor.defender)),
        "invader_stamina": each(&|actor| json!(actor.invader)),
    })
}

/// Chances of coverage, `[regime][posture][from][to]`.
fn dense_coverage(actor: &ActorKernel, cells: usize) -> Vec<Vec<Vec<Vec<f64>>>> {
    let dense = |row: &SparseRow| {
        let mut all = vec![0.0; cells];
        row.iter().for_each(|&(to, chance)| all[to] = chance);
        all
    };
    let posture = |rows: &Vec<SparseRow>| rows.iter().map(dense).collect();
    let regime = |rows: &SupportRows| rows.at(0).iter().map(posture).collect();
    actor.support.iter().map(regime).collect()
}

fn describe_posture(world: &World, problem: &Problem) -> Value {
    let Kernel { posture, blamed, tilts, rounds, truce_rounds, truce_breaks, .. } = problem.kernel(world, 1.0);
    let side = |presses: Option<Side>| presses.map(|side| usize::from(side == Side::Defender));
    let postures = &world.war.postures;
    json!({
        "posture": posture,
        "blamed": blamed,
        "tilts": tilts,
        "rounds": rounds,
        "truce_rounds": truce_rounds,
        "truce_breaks": truce_breaks,
        "presses": postures.iter().map(|posture| side(posture.presses)).collect::<Vec<_>>(),
        "credibility": postures.iter().map(|posture| posture.effects.credibility).collect::<Vec<_>>(),
    })
}

fn describe_costs(world: &World, grid: &Grid) -> Value {
    let War { invader, defender, coalition_values, postures, stamina, truce, .. } = &world.war;
    let factors = |stamina: &Stamina| (0..LEVELS).map(|level| cost_factor(stamina, level)).collect::<Vec<_>>();
    let (paid, levels) = shares_paid(&world.war, grid);
    json!({ "costs": {
        "invader": {
            "K": invader.toll,
            "leader_gain": invader.leader_gain,
            "unborne": invader.unborne,
            "factor": factors(&stamina.invader),
        },
        "defender": {
            "K": defender.toll,
            "leader_gain": defender.leader_gain,
            "unborne": defender.unborne,
            "factor": factors(&stamina.defender),
            "cost_paid": paid,
        },
        "coalition": { "K": coalition_values.toll, "K_alone": coalition_values.toll_alone },
        "truce": truce.cost,
        "pressure_invader": postures.iter().map(|posture| posture.effects.toll_invader).collect::<Vec<_>>(),
        "pressure_defender": postures.iter().map(|posture| posture.effects.toll_defender).collect::<Vec<_>>(),
        "great_power": postures.iter().map(|posture| posture.effects.toll_great_power).collect::<Vec<_>>(),
        "out": postures.iter().map(|posture| posture.out).collect::<Vec<_>>(),
        "coverage_level": levels,
    }})
}

/// The share of the defender's cost that is paid at full coverage, and the coverage of every cell. The reference knows no
/// backers: what those of the defender pay is told as coverage.
fn shares_paid(war: &War, grid: &Grid) -> (f64, Vec<f64>) {
    let cells = 0..grid.support_cells();
    if war.backers.is_empty() {
        let paid = if war.has(Role::Coalition) { war.coalition_values.cost_paid } else { 0.0 };
        return (paid, cells.map(|cell| grid.coverage_level(cell)).collect());
    }
    let by_backers = |cell: usize| {
        let backers = war.backers.iter().enumerate();
        backers.filter(|(place, _)| cell >> place & 1 == 1).map(|(_, backer)| backer.figures.pays).sum()
    };
    (1.0, cells.map(by_backers).collect())
}

fn describe_values(war: &War) -> Value {
    let War { invader, defender, coalition_values: coalition, great_power, .. } = war;
    json!({ "values": {
        "invader": {
            "land": invader.land,
            "guarantee": invader.guarantee,
            "alignment": invader.alignment,
            "relief": invader.relief,
            "form": invader.form,
        },
        "defender": {
            "land": defender.land,
            "security": defender.security,
            "autonomy": defender.autonomy,
            "assets": defender.assets,
            "land_exponent": defender.land_exponent,
            "legal_bar": defender.legal_bar,
            "guarantee_weight": defender.guarantee_weight,
            "security_substitution": defender.security_substitution,
        },
        "coalition": {
            "land": coalition.land,
            "security": coalition.security,
            "autonomy": coalition.autonomy,
            "assets": coalition.assets,
            "precedent": coalition.precedent,
        },
        "great_power": {
            "deal": great_power.deal,
            "relief": great_power.relief,
            "reputation": great_power.reputation,
            "guarantee": great_power.guarantee,
            "tolerated_land": great_power.tolerated_land,
        },
    }})
}

/// The drafts, from which the reference finds its own menu. Land of what is in force and of the ends is always zero.
fn describe_packages(war: &War) -> Value {
    let drafts = war.packages.iter().filter(|package| package.origin == PackageOrigin::Draft);
    let draft = |package: &standoff_world::talks::packages::Package| {
        json!({
            "name": package.name,
            "ceasefire_first": package.ceasefire_first,
            "terms": describe_terms(&package.terms),
        })
    };
    let follows = |origin: PackageOrigin| matches!(origin, PackageOrigin::Following(_));
    let in_force = |terms: &Terms| describe_terms(&Terms { land: 0.0, ..*terms });
    let steps = &war.issue_steps;
    json!({
        "unsigned": in_force(&war.unsigned),
        "ends": { "invader": in_force(&war.invader_wins), "defender": in_force(&war.defender_wins) },
        "drafts": drafts.map(draft).collect::<Vec<_>>(),
        "menu": war.packages.iter().filter(|package| !follows(package.origin)).count(),
        "issue_steps": {
            "land": steps.land,
            "guarantee": steps.guarantee,
            "alignment": steps.alignment,
            "relief": steps.relief,
            "form": steps.form,
            "sequence": steps.sequence,
        },
    })
}

fn describe_terms(terms: &Terms) -> Value {
    json!({
        "land": terms.land,
        "guarantee": terms.guarantee,
        "alignment": terms.alignment,
        "relief": terms.relief,
        "form": terms.form,
    })
}

fn describe_talks(world: &World, problem: &Problem) -> Value {
    let War { talks, numerics, ratification, anchors, .. } = &world.war;
    json!({
        "talks": {
            "sharpness": numerics.sharpness,
            "form_sharpness": numerics.form_sharpness,
            "kernel": numerics.kernel,
            "refusal_cost": talks.refusal_cost,
            "proximity": talks.proximity,
            "withheld_guarantee": talks.withheld_guarantee,
            "withheld_relief": talks.withheld_relief,
        },
        "withholding": world.war.has(Role::Coalition),
        "owners": problem.owners,
        "ratification": {
            "half": ratification.half,
            "spread": ratification.vote_spread,
            "support_accepted": ratification.support_accepted,
            "support_refused": ratification.support_refused,
            "anchors": anchors,
        },
    })
}

/// The raw numbers of the lasting reasons, read at the same addresses as the world reads them.
fn describe_reasons(war: &War, draws: &Draws) -> Value {
    let frequency = |uniform: f64| libm::tan(std::f64::consts::PI * (uniform - 0.5));
    let feature = |holder: u16, place: u32| {
        let pair = |block: u32| draws.uniform_pair(Purpose::Reason as u16, holder, FEATURE_BLOCKS * place + block);
        let [[land, guarantee], [alignment, relief], [form, phase]] = [pair(0), pair(1), pair(2)];
        let [land, guarantee, alignment, relief, form] = [land, guarantee, alignment, relief, form].map(frequency);
        [land, guarantee, alignment, relief, form, std::f64::consts::TAU * phase]
    };
    let field = |holder: u16| (0..FEATURES).map(|place| feature(holder, place)).collect::<Vec<_>>();
    json!({
        "length": war.talks.reasons_reach,
        "spread": war.talks.reasons,
        "public_spread": war.ratification.reasons,
        "features": { "invader": field(0), "defender": field(1), "public": field(2) },
    })
}

fn describe_peace(war: &War) -> Value {
    let peace = &war.peace;
    json!({
        "credibility_start": war.order.credibility,
        "peace": {
            "occasions": peace.occasions,
            "sharpness": peace.sharpness,
            "honoured_cost": peace.honoured_cost,
            "renewal_cost": peace.renewal_cost,
            "guarantee_help": peace.guarantee_help,
            "beyond": peace.beyond,
            "beyond_loss": peace.beyond_loss,
            "forced": peace.forced,
            "monitors": peace.monitors,
        },
    })
}

/// The cell of the start at the nearest interior position of the front.
pub(super) fn start_cell(world: &World, grid: &Grid) -> Cell {
    let start = world.start_position();
    let nearest = (start.held * grid.front_steps as f64).round() as usize;
    grid.cell_of(&start, nearest.clamp(1, grid.front_steps - 1))
}

fn describe_start(world: &World, grid: &Grid) -> Value {
    let start = world.start_position();
    let cell = start_cell(world, grid);
    json!({ "front_step": cell.front, "place": grid.place_of(&cell), "held": start.held, "draft": start.draft })
}
