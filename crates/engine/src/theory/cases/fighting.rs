//! Fighting on: collapse month by month (V04), bargaining while fighting (V05), the walk over forts (V06), open
//! disagreement about who is winning (V11).

use super::case::Case;
use crate::classic::bargaining::{FortPeriod, Forts, Reservations};
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs, MANY};
use serde_json::{Map, Value, json};
use standoff_world::battlefield::finish::Fight;
use standoff_world::battlefield::front::lazy_step;

/// Wagner's costly process: in every month either side may collapse.
pub(in crate::theory) struct Collapse {
    chances: [f64; 2],
    costs: [f64; 2],
    discount: f64,
    prize: f64,
}

impl Collapse {
    /// One fort each way: the front moves with the chance that anybody collapses.
    fn fight_to_finish(&self, side: usize) -> Fight {
        let [invader, defender] = self.chances;
        let moves = invader + defender;
        let odds = if moves > 0.0 { invader / moves } else { 0.5 };
        let ends = if side == 0 { [0.0, self.prize] } else { [self.prize, 0.0] };
        Fight { steps: 2, step: lazy_step(moves, odds), discount: self.discount, cost: self.costs[side], ends }
    }
}

impl Case for Collapse {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let chances =
            [inputs.read_number("prob_R_wins", Allowed::Share)?, inputs.read_number("prob_U_wins", Allowed::Share)?];
        if chances[0] + chances[1] > 1.0 + 1e-12 {
            let found = format!("{}, with prob_R_wins {}", chances[1], chances[0]);
            return Err(inputs.refuse_input("prob_U_wins", &found, "a number that with prob_R_wins sums to at most 1"));
        }
        Ok(Self {
            chances,
            costs: [inputs.read_number("c_R", Allowed::NotNegative)?, inputs.read_number("c_U", Allowed::NotNegative)?],
            discount: inputs.read_number("delta", Allowed::Share)?,
            prize: inputs.read_number("prize", Allowed::NotNegative)?,
        })
    }

    fn compute(&self) -> Value {
        let (invader, defender) = (self.fight_to_finish(0), self.fight_to_finish(1));
        let values = [invader.values()[1], defender.values()[1]];
        let ends = self.chances[0] + self.chances[1] > 0.0;
        json!({
            "F_R": values[0],
            "F_U": values[1],
            "range_for_R": [values[0], self.prize - values[1]],
            "range_width": self.prize - values[0] - values[1],
            "prob_R_wins_eventually": if ends { json!(invader.reach_top()[1]) } else { Value::Null },
            "mean_months": invader.duration()[1],
            "F_R_if_prize_paid_same_month": invader.values_paid_on_the_day()[1],
        })
    }

    fn textbook(&self) -> Value {
        let ([a, b], [c_r, c_u], d) = (self.chances, self.costs, self.discount);
        let lasting = (1.0 - d) + d * (a + b);
        let f_r = (d * a * self.prize - c_r) / lasting;
        let f_u = (d * b * self.prize - c_u) / lasting;
        json!({
            "F_R": f_r,
            "F_U": f_u,
            "range_for_R": [f_r, self.prize - f_u],
            "range_width": self.prize - f_r - f_u,
            "prob_R_wins_eventually": a / (a + b),
            "mean_months": 1.0 / (a + b),
            "F_R_if_prize_paid_same_month": (a * self.prize - c_r) / lasting,
        })
    }
}

/// Rubinstein on a front: shared beliefs, no end date.
pub(in crate::theory) struct Common(Forts);

impl Case for Common {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let odds = inputs.read_number("p", Allowed::Share)?;
        Ok(Self(Forts {
            steps: inputs.read_whole("N", 2..=MANY)?,
            move_chance: 1.0,
            odds: [odds, odds],
            discount: inputs.read_number("delta", Allowed::Share)?,
            costs: [inputs.read_number("c_R", Allowed::NotNegative)?, inputs.read_number("c_U", Allowed::NotNegative)?],
            invader_proposes: inputs.read_number("prob_R_proposes", Allowed::Share)?,
            ends: inputs.read_array("end_values_R", Allowed::Share)?,
        }))
    }

    fn compute(&self) -> Value {
        let period = self.0.stationary();
        let all = period.positions_with_a_deal().len() == self.0.steps - 1;
        json!({
            "V_R_at_n1_n2_n3": first_three_values(&period.invader),
            "V_U_at_n2": period.defender[2],
            "months_to_settlement": if all { json!(0) } else { Value::Null },
        })
    }

    /// `V(n) = d E V(n') + rho(1-d+c_U) - (1-rho)c_R`, a tridiagonal system.
    fn textbook(&self) -> Value {
        let Forts { steps, odds: [p, _], discount: d, costs: [c_r, c_u], invader_proposes: rho, ends, .. } = self.0;
        let gain = rho * (1.0 - d + c_u) - (1.0 - rho) * c_r;
        let values = solve_tridiagonal(steps, d * (1.0 - p), d * p, gain, ends);
        json!({
            "V_R_at_n1_n2_n3": first_three_values(&values),
            "V_U_at_n2": 1.0 - values[2],
            "months_to_settlement": 0,
        })
    }
}

/// Values at n = 1, 2, 3, as far as the front goes.
fn first_three_values(values: &[f64]) -> Value {
    json!(values[1..values.len().min(4)])
}

/// Solves `V(n) = down V(n-1) + up V(n+1) + gain` between two ends.
fn solve_tridiagonal(steps: usize, down: f64, up: f64, gain: f64, ends: [f64; 2]) -> Vec<f64> {
    let mut sweep = vec![(0.0, ends[0])];
    for place in 1..steps {
        let (slope, constant) = sweep[place - 1];
        let pivot = 1.0 - down * slope;
        sweep.push((up / pivot, (gain + down * constant) / pivot));
    }
    let mut values = vec![ends[1]; steps + 1];
    for place in (0..steps).rev() {
        values[place] = sweep[place].0 * values[place + 1] + sweep[place].1;
    }
    values
}

/// Gambler's ruin on the front.
pub(in crate::theory) struct Walk {
    steps: usize,
    start: usize,
    odds: f64,
    discount: f64,
    moves: f64,
    fair: f64,
}

impl Walk {
    fn fight_to_finish(&self, moves: f64, odds: f64) -> Fight {
        Fight { steps: self.steps, step: lazy_step(moves, odds), discount: self.discount, cost: 0.0, ends: [0.0, 1.0] }
    }

    /// Discount factor between moves: what one unit is worth that is paid at the next move of the front.
    fn waiting_discount(&self) -> f64 {
        Fight { steps: 2, step: lazy_step(self.moves, 1.0), discount: self.discount, cost: 0.0, ends: [0.0, 1.0] }
            .discounted_top()[1]
    }
}

impl Case for Walk {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let steps = inputs.read_whole("N", 1..=MANY)?;
        Ok(Self {
            steps,
            start: inputs.read_whole("n", 0..=steps)?,
            odds: inputs.read_number("p", Allowed::Share)?,
            discount: inputs.read_number("delta", Allowed::Share)?,
            moves: inputs.read_number("step_probability", Allowed::Share)?,
            fair: inputs.read_number("mirror_p", Allowed::Share)?,
        })
    }

    fn compute(&self) -> Value {
        let (battles, fair, lazy) = (
            self.fight_to_finish(1.0, self.odds),
            self.fight_to_finish(1.0, self.fair),
            self.fight_to_finish(self.moves, self.odds),
        );
        json!({
            "prob_top": battles.reach_top()[self.start],
            "prob_top_fair_n3": fair.reach_top().get(3),
            "mean_battles": battles.duration()[self.start],
            "mean_battles_fair": fair.duration()[self.start],
            "mean_months_with_lazy_step": lazy.duration()[self.start],
            "E_delta_T_at_top": battles.discounted_top()[self.start],
            "E_delta_T_at_top_lazy": lazy.discounted_top()[self.start],
            "effective_delta_lazy": self.waiting_discount(),
        })
    }

    fn textbook(&self) -> Value {
        let (steps, start, p, d, l) = (self.steps, self.start, self.odds, self.discount, self.moves);
        let battles = mean_battles(steps, start, p);
        let effective = if l == 0.0 { 0.0 } else { l * d / (1.0 - d * (1.0 - l)) };
        json!({
            "prob_top": ruin_chance(steps, start, p),
            "prob_top_fair_n3": (steps >= 3).then(|| ruin_chance(steps, 3, self.fair)),
            "mean_battles": battles,
            "mean_battles_fair": mean_battles(steps, start, self.fair),
            "mean_months_with_lazy_step": if battles == 0.0 { 0.0 } else { battles / l },
            "E_delta_T_at_top": discounted_top(steps, start, p, d),
            "E_delta_T_at_top_lazy": discounted_top(steps, start, p, effective),
            "effective_delta_lazy": effective,
        })
    }
}

/// `(1-(q/p)^n)/(1-(q/p)^N)`, in the form that does not overflow on either side of one half.
fn ruin_chance(steps: usize, start: usize, p: f64) -> f64 {
    let (n, all) = (start as f64, steps as f64);
    if p == 0.0 {
        return f64::from(u8::from(start == steps));
    }
    let log_odds = libm::log1p(-p) - libm::log(p);
    if log_odds == 0.0 {
        n / all
    } else if log_odds < 0.0 {
        libm::expm1(n * log_odds) / libm::expm1(all * log_odds)
    } else {
        libm::exp((n - all) * log_odds) * libm::expm1(-n * log_odds) / libm::expm1(-all * log_odds)
    }
}

/// `n/(q-p) - N/(q-p) P`, and `n(N-n)` for a fair walk.
fn mean_battles(steps: usize, start: usize, p: f64) -> f64 {
    let (n, all) = (start as f64, steps as f64);
    let drift = (1.0 - p) - p;
    if drift == 0.0 { n * (all - n) } else { (n - all * ruin_chance(steps, start, p)) / drift }
}

/// `(r1^n - r2^n)/(r1^N - r2^N)` with r the roots of `d p r² - r + d q = 0`.
fn discounted_top(steps: usize, start: usize, p: f64, d: f64) -> f64 {
    if start == steps || start == 0 || p == 0.0 || d == 0.0 {
        return f64::from(u8::from(start == steps));
    }
    let q = 1.0 - p;
    let root = (1.0 - 4.0 * d * d * p * q).max(0.0).sqrt();
    let large = (1.0 + root) / (2.0 * d * p);
    let ratio = q / p / (large * large);
    let (n, all) = (start as f64, steps as f64);
    let share = if root == 0.0 { n / all } else { (1.0 - libm::pow(ratio, n)) / (1.0 - libm::pow(ratio, all)) };
    libm::exp((n - all) * libm::log(large)) * share
}

/// Smith and Stam: fixed, open disagreement.
pub(in crate::theory) struct Disagreement {
    war: Forts,
    months: usize,
    cases: Vec<(String, [f64; 2])>,
}

/// Gaps between the two sides' odds around .55 that are scanned.
const GAPS: [f64; 5] = [0.0, 0.04, 0.08, 0.12, 0.16];

impl Disagreement {
    fn with_odds(&self, odds: [f64; 2]) -> Forts {
        Forts { odds, ..self.war }
    }

    /// All outputs, given the number of deals and the state of the talks for a pair of beliefs.
    fn outputs(&self, solve: impl Fn(&Forts) -> FortPeriod) -> Value {
        let mut outputs = Map::new();
        for (name, odds) in &self.cases {
            outputs.insert(name.clone(), outputs_at_five(&solve(&self.with_odds(*odds))));
        }
        let scanned =
            |gap: &f64| solve(&self.with_odds([0.55 + gap / 2.0, 0.55 - gap / 2.0])).positions_with_a_deal().len();
        let counts: Vec<usize> = GAPS.iter().map(scanned).collect();
        outputs.insert("number_of_agreement_states_by_gap".into(), json!(counts));
        Value::Object(outputs)
    }
}

/// The period of bargaining at n = 5, whatever the length of the front.
fn outputs_at_five(period: &FortPeriod) -> Value {
    let inside = period.agreed.len() > 6;
    let sum = |at: &Reservations| at.invader + at.defender;
    json!({
        "V_R_n5": period.invader.get(5),
        "V_U_n5": period.defender.get(5),
        "sum_of_reservations_n5": if inside { json!(sum(&period.reservations[5])) } else { Value::Null },
        "states_with_agreement": period.positions_with_a_deal(),
    })
}

impl Case for Disagreement {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        for text in ["gap_scan", "order", "terminal"] {
            inputs.check_description(text)?;
        }
        let (cases, names) = inputs.read_cases("beliefs_p_R_wins_step")?;
        let read = |name: &str| Ok((name.to_string(), cases.read_array(name, Allowed::Share)?));
        Ok(Self {
            war: Forts {
                steps: inputs.read_whole("N", 2..=MANY)?,
                move_chance: 1.0,
                odds: [0.5; 2],
                discount: inputs.read_number("delta", Allowed::Share)?,
                costs: [
                    inputs.read_number("c_R", Allowed::NotNegative)?,
                    inputs.read_number("c_U", Allowed::NotNegative)?,
                ],
                invader_proposes: inputs.read_number("prob_R_proposes", Allowed::Share)?,
                ends: [0.0, 1.0],
            },
            months: inputs.read_whole("horizon_months", 1..=20_000)?,
            cases: names.into_iter().map(read).collect::<Result<_, TheoryError>>()?,
        })
    }

    fn compute(&self) -> Value {
        self.outputs(|war| war.finite(self.months))
    }

    fn textbook(&self) -> Value {
        self.outputs(|war| textbook_recursion(war, self.months))
    }
}

/// The recursion written out once more.
fn textbook_recursion(war: &Forts, months: usize) -> FortPeriod {
    let (all, rho, d) = (war.steps, war.invader_proposes, war.discount);
    let mut period = war.divided_at_the_front();
    for _ in 0..months {
        let (r, u) = (period.invader.clone(), period.defender.clone());
        for n in 1..all {
            let own = |v: &[f64], p: f64, c: f64| d * (p * v[n + 1] + (1.0 - p) * v[n - 1]) - c;
            let (mine, theirs) = (own(&r, war.odds[0], war.costs[0]), own(&u, war.odds[1], war.costs[1]));
            let over = 1.0 - mine - theirs;
            period.invader[n] = mine + rho * over.max(0.0);
            period.defender[n] = theirs + (1.0 - rho) * over.max(0.0);
            period.agreed[n] = over > -1e-12;
            period.reservations[n] = Reservations { invader: mine, defender: theirs };
        }
    }
    period
}
