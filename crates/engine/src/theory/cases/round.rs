//! The stage game of the equilibrium engine over two months of a frozen war (V22).

use super::case::Case;
use crate::negotiation::choice::{LogitChoice, package_pulls};
use crate::negotiation::round::NegotiationRound;
use crate::state_space::Layout;
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs};
use serde_json::{Map, Value, json};
use standoff_num::elementary::{exp, logistic};
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;

/// Names of the roles in inputs and outputs, in the order of the engine, [`Role::ALL`].
const NAMES: [&str; 4] = ["R", "U", "A", "C"];
/// Number of drafts.
const DRAFTS: usize = 2;

type Values = [f64; NAMES.len()];

/// Backward induction with logit agents; the great power proposes, the coalition consents.
pub(in crate::theory) struct TwoMonths {
    sharpness: f64,
    discount: f64,
    consented: [[f64; DRAFTS]; NAMES.len()],
    withheld: [[f64; DRAFTS]; NAMES.len()],
    terminal: Values,
    flow: Values,
    noise_sharpness: f64,
    deficit: f64,
}

/// A month that was played.
struct Month {
    proposes_first: f64,
    deals: [f64; DRAFTS],
    values: Values,
}

impl Month {
    fn deal_chance(&self) -> f64 {
        self.proposes_first * self.deals[0] + (1.0 - self.proposes_first) * self.deals[1]
    }

    fn outputs(&self) -> Value {
        let values: Map<String, Value> =
            NAMES.iter().zip(self.values).map(|(name, value)| ((*name).into(), json!(value))).collect();
        json!({
            "prob_offer1": self.proposes_first,
            "prob_deal_if_offer1": self.deals[0],
            "prob_deal_if_offer2": self.deals[1],
            "prob_deal": self.deal_chance(),
            "V": values,
        })
    }
}

impl TwoMonths {
    fn logit_choice(&self, sharpness: f64) -> LogitChoice<f64> {
        LogitChoice { sharpness, form_sharpness: sharpness, refusal_cost: 0.0 }
    }

    fn going_on_values(&self, next: &Values) -> Values {
        std::array::from_fn(|actor| self.flow[actor] + self.discount * next[actor])
    }

    /// One month through the engine's own round: no blame, so that every no leads to the same place.
    fn play_month(&self, next: &Values) -> Month {
        let going_on = self.going_on_values(next);
        let layout = Layout::of_round(NAMES.len(), DRAFTS);
        let mut round = NegotiationRound::new(layout);
        for (actor, value) in going_on.iter().enumerate() {
            for draft in 0..DRAFTS {
                round.signed[layout.menu_row(actor)][draft] = self.signed_value(actor, draft);
            }
            round.going_on[layout.menu_row(actor)].fill(*value);
        }
        round.play(&self.logit_choice(self.sharpness));
        self.propose_draft(&round)
    }

    /// The great power draws a draft by logit.
    fn propose_draft(&self, round: &NegotiationRound<f64>) -> Month {
        let mut pulls = [0.0; DRAFTS];
        let tabled = &round.tabled_values(actor_index(Role::GreatPower))[..DRAFTS];
        package_pulls(self.sharpness, &[1.0; DRAFTS], tabled, &mut pulls);
        let weights = pulls.map(exp);
        let proposes_first = weights[0] / (weights[0] + weights[1]);
        let value = |actor: usize| {
            let tabled = round.tabled_values(actor);
            proposes_first * tabled[0] + (1.0 - proposes_first) * tabled[1]
        };
        Month {
            proposes_first,
            deals: std::array::from_fn(|draft| round.answers[0].accepts[draft] * round.answers[1].accepts[draft]),
            values: std::array::from_fn(value),
        }
    }

    /// Value of a signed draft, expected over the coalition's answer.
    fn signed_value(&self, actor: usize, draft: usize) -> f64 {
        let coalition = actor_index(Role::Coalition);
        let gain = self.consented[coalition][draft] - self.withheld[coalition][draft];
        let chance = logistic(self.sharpness * gain);
        chance * self.consented[actor][draft] + (1.0 - chance) * self.withheld[actor][draft]
    }

    /// Chance that a draft which is worth less than going on by the deficit is accepted all the same.
    fn noise_chance(&self) -> f64 {
        self.logit_choice(self.noise_sharpness).answer(0.0, self.deficit, self.deficit).accepts
    }

    fn outputs(&self, month: impl Fn(&Values) -> Month, noise: f64) -> Value {
        let last = month(&self.terminal);
        let first = month(&last.values);
        json!({
            "last_month": last.outputs(),
            "first_month": first.outputs(),
            "noise_accept_prob_per_month": noise,
            "noise_deal_prob_per_year": hazard_over(noise, 12.0),
        })
    }

    /// The month written out node by node.
    fn month_by_hand(&self, next: &Values) -> Month {
        let logit = |yes: f64, no: f64| 1.0 / (1.0 + libm::exp((self.sharpness * (no - yes)).clamp(-1e6, 1e6)));
        let [r, u, a, c] = [0, 1, 2, 3];
        let on = self.going_on_values(next);
        let (mut deals, mut offered) = ([0.0; DRAFTS], [[0.0; NAMES.len()]; DRAFTS]);
        for draft in 0..DRAFTS {
            let agrees = logit(self.consented[c][draft], self.withheld[c][draft]);
            let worth: Values = std::array::from_fn(|i| {
                self.withheld[i][draft] + agrees * (self.consented[i][draft] - self.withheld[i][draft])
            });
            let second = logit(worth[u], on[u]);
            let first = logit(second * worth[r] + (1.0 - second) * on[r], on[r]);
            deals[draft] = first * second;
            offered[draft] = std::array::from_fn(|i| deals[draft] * worth[i] + (1.0 - deals[draft]) * on[i]);
        }
        let proposes_first = logit(offered[0][a], offered[1][a]);
        let mean = |i: usize| proposes_first * offered[0][i] + (1.0 - proposes_first) * offered[1][i];
        Month { proposes_first, deals, values: std::array::from_fn(mean) }
    }
}

/// Place of a role among the actors of a round.
fn actor_index(role: Role) -> usize {
    role as usize
}

fn read_roles<T>(
    inputs: &Inputs,
    name: &str,
    read: impl Fn(&Inputs, &str) -> Result<T, TheoryError>,
) -> Result<[T; 4], TheoryError>
where
    T: Copy,
{
    let nested = inputs.read_nested(name)?;
    let [r, u, a, c] = NAMES.map(|role| read(&nested, role));
    Ok([r?, u?, a?, c?])
}

impl Case for TwoMonths {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        inputs.check_description("order")?;
        let pair = |inputs: &Inputs, name: &str| inputs.read_array::<DRAFTS>(name, Allowed::Any);
        let one = |inputs: &Inputs, name: &str| inputs.read_number(name, Allowed::Any);
        let noise = inputs.read_nested("noise_case")?;
        Ok(Self {
            sharpness: inputs.read_number("lambda_", Allowed::Positive)?,
            discount: inputs.read_number("delta", Allowed::Share)?,
            consented: read_roles(inputs, "W_consent", pair)?,
            withheld: read_roles(inputs, "W_no_consent", pair)?,
            terminal: read_roles(inputs, "terminal", one)?,
            flow: read_roles(inputs, "flow", one)?,
            noise_sharpness: noise.read_number("lambda_", Allowed::Positive)?,
            deficit: noise.read_number("deficit", Allowed::Any)?,
        })
    }

    fn compute(&self) -> Value {
        self.outputs(|next| self.play_month(next), self.noise_chance())
    }

    fn textbook(&self) -> Value {
        let noise = 1.0 / (1.0 + libm::exp(self.noise_sharpness * self.deficit));
        self.outputs(|next| self.month_by_hand(next), noise)
    }
}
