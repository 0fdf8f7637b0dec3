//! How options hold up over the draws.

use standoff_analysis::options::policy::{MeasureRequest, Policies, PolicyRequest, compare_policies};
use standoff_analysis::options::robustness::Better;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::ensemble::lever_setting::LeverSetting;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Lever, builtin};
use std::sync::atomic::AtomicBool;

fn policy_request(scenario: &str, options: &[&str], draws: usize, paths: usize) -> PolicyRequest {
    let scenario = builtin::load(scenario).expect("a built-in scenario");
    let setting = |name: &str| LeverSetting::as_stated(Lever::find(name, &scenario).expect("a lever"));
    PolicyRequest {
        options: options.iter().map(|names| names.split('+').map(setting).collect()).collect(),
        measures: MeasureRequest::default_measures(&scenario),
        draws,
        paths,
        seed: 1,
        resolution: Resolution::Coarse,
        posterior: None,
        command: String::new(),
        scenario,
    }
}

fn run_policies(request: &PolicyRequest) -> Policies {
    compare_policies(request, ProgressMonitor::new(&AtomicBool::new(false), &|_| ())).expect("policies")
}

/// Four cards of the same form, doing nothing first, and levels from its median.
#[test]
fn every_actor_has_the_same_card() {
    let found = run_policies(&policy_request("ukraine-2025-12", &["us-withdraws", "assets-used+us-withdraws"], 4, 12));
    let names: Vec<&str> = found.options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!(names, ["none", "us-withdraws", "assets-used+us-withdraws"]);
    let roles: Vec<&str> = found.measures.iter().filter_map(|measure| measure.role.as_deref()).collect();
    assert_eq!(roles, ["invader", "defender", "great_power", "coalition"]);
    assert!(found.measures.iter().take(4).all(|measure| measure.actor.is_some() && measure.better == Better::More));
    let others: Vec<&str> = found.measures[4..].iter().map(|measure| measure.outcome.as_str()).collect();
    assert_eq!(others, ["holds-24", "settled-24", "fighting-months"]);
    assert_eq!(found.measures[6].better, Better::Fewer);
    for measure in &found.measures {
        assert_eq!(measure.scores.len(), 3);
        assert!(measure.scores[0].draws_met >= 2, "{}", measure.outcome);
        assert!(measure.scores.iter().all(|score| score.regret.max >= 0.0));
    }
    assert_eq!((found.dominance.len(), found.tenth, found.draws, found.paths), (3, 1, 4, 12));
}

/// A lever that changes nothing scores as doing nothing does, and neither dominates the other.
#[test]
fn nothing_pulled_in_another_way_scores_the_same() {
    let mut request = policy_request("two-sided", &["none"], 9, 20);
    request.options[0][0].lever.name = "another-none".to_owned();
    let found = run_policies(&request);
    for measure in &found.measures {
        let [one, other] = &measure.scores[..] else { panic!("two options") };
        assert_eq!(one.worst, other.worst);
        assert_eq!((one.regret.max, &one.meets), (0.0, &other.meets));
    }
    assert!(found.dominance.iter().all(|one| one.undominated_worst && one.resampled == Some(1.0)));
}

/// A war of two has two cards; the measures asked for bring their level and direction.
#[test]
fn a_war_of_two_and_a_level() {
    let mut request = policy_request("two-sided", &["stalemate"], 8, 20);
    let ask = |name: &str| MeasureRequest::by_convention(Outcome::find(name, &request.scenario).expect("an outcome"));
    let months = MeasureRequest { better: Better::More, level: Some(1.0), ..ask("fighting-months") };
    let value = MeasureRequest { level: Some(-9.0), ..ask("value.defender") };
    request.measures = vec![months, value];
    let found = run_policies(&request);
    let names: Vec<&str> = found.measures.iter().map(|measure| measure.outcome.as_str()).collect();
    assert_eq!(names, ["value.invader", "value.defender", "fighting-months"]);
    assert_eq!(found.measures.iter().map(|measure| measure.level_given).collect::<Vec<bool>>(), [false, true, true]);
    assert!(found.measures[1].scores.iter().all(|score| score.draws_met == 8));
    assert_eq!(found.measures[2].better, Better::More);
}

#[test]
fn the_same_bytes_on_one_and_two_threads() {
    let request = policy_request("ukraine-2025-12", &["us-withdraws"], 8, 10);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        serde_json::to_string(&pool.install(|| run_policies(&request))).expect("policies are JSON")
    };
    assert_eq!(on(1), on(2));
}
