//! Delay by mechanism.

use standoff_analysis::explanation::attribution::{CauseOrders, Delay, DelayRequest, attribute_delay};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::outcome::named::Outcome;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::builtin;
use std::sync::atomic::AtomicBool;

fn attribute_two_sided_delay(draws: usize, orders: CauseOrders) -> Delay {
    let scenario = builtin::load("two-sided").expect("a built-in scenario");
    let outcome = Outcome::find("deal-months", &scenario).expect("an outcome");
    let (seed, resolution, paths, command) = (1, Resolution::Coarse, 60, String::new());
    let posterior = None;
    let request = DelayRequest { scenario, outcome, draws, paths, seed, resolution, orders, command, posterior };
    attribute_delay(&request, ProgressMonitor::new(&AtomicBool::new(false), &|_| ())).expect("an attribution")
}

/// The shares sum to the total, with all subsets and with sampled orders; both tell the same story; a mechanism that
/// has nothing to act on has no share.
#[test]
fn shares_sum_to_the_delay() {
    let [all, sampled] = [CauseOrders::All, CauseOrders::Pairs(4)].map(|orders| attribute_two_sided_delay(6, orders));
    assert!(all.residual.abs() < 1e-9 && sampled.residual.abs() < 1e-9);
    assert_eq!((all.today, all.without), (sampled.today, sampled.without));
    assert!(all.today.value > all.without.value + 5.0, "mechanisms delay a deal");
    assert!(all.no_deal_today.value > all.no_deal_without.value && all.no_deal_today.low.is_some());
    // Such futures count as the whole horizon, so that the mean cannot be less.
    assert!(all.today.value >= all.horizon_months as f64 * all.no_deal_today.value - 1e-9);
    assert_eq!(all.runs, all.draws * all.paths);
    for (exact, estimate) in all.shares.iter().zip(&sampled.shares) {
        let gap = (exact.adds.value - estimate.adds.value).abs();
        assert!(gap < 2.5, "{}: {} against {}", exact.cause, exact.adds.value, estimate.adds.value);
    }
    let waiting = all.shares.iter().find(|share| share.cause == "waiting").expect("a mechanism");
    assert_eq!(waiting.adds.value, 0.0, "nobody to wait for");
}
