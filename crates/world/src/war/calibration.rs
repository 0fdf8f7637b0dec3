//! A war calibrated to its start: the force ratio that gives the stated odds, the coverage and the values of the
//! packages from which everything else follows.

use crate::actors::great_power::Posture;
use crate::actors::roles::{Role, Side};
use crate::actors::values::{coalition_value, defender_security, defender_value, great_power_value, invader_value};
use crate::battlefield::front::{contest, defender_force, defender_supply, force_ratio};
use crate::battlefield::stamina::{LEVELS, cost_factor, strength_share};
use crate::state::coalition::CoalitionState;
use crate::talks::packages::Terms;
use crate::talks::ratification::{draft_support, ratification_chance};
use crate::talks::red_lines::RedLines;
use crate::war::figures::War;
use crate::war::position::Position;

/// A war calibrated to its start.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The war.
    pub war: War,
    /// Coverage at the start.
    pub coverage: f64,
    /// Force of the invader at full stamina, at which a move goes its way with the stated odds at the start.
    pub(crate) invader_force: f64,
    /// The defender's values of the two anchor packages at the start: refused, accepted.
    pub(crate) anchors: [f64; 2],
}

impl World {
    /// Calibrates a war to its start.
    pub fn new(war: War) -> Self {
        let coverage = CoalitionState::start(&war).coverage;
        let start = war.posture_start;
        let force = defender_force_in(&war, coverage, &war.postures[start], war.stamina_start.defender, 0.0);
        let ratio = force_ratio(war.front.odds, war.front.decisiveness);
        let invader_force = ratio * force / strength_share(&war.stamina.invader, war.stamina_start.invader);
        let held = war.front_start as f64 / war.front_steps as f64;
        let anchors = war.anchors.map(|package| defender_value(&war.defender, &war.packages[package].terms, held));
        Self { war, coverage, invader_force, anchors }
    }

    /// The invader's share of the stake with the front at a step.
    pub fn held_share(&self, step: usize) -> f64 {
        step as f64 / self.war.front_steps as f64
    }

    /// The position at the start.
    pub fn start_position(&self) -> Position {
        Position {
            truce: false,
            held: self.held_share(self.war.front_start),
            coverage: self.coverage,
            pooled: CoalitionState::start(&self.war).pooled(&self.war),
            posture: self.war.posture_start,
            invader_stamina: self.war.stamina_start.invader,
            defender_stamina: self.war.stamina_start.defender,
            draft: self.war.draft_start,
        }
    }

    /// Probability that a move of the front goes to the invader (theory 3.4), with the defender's army capped by
    /// `cap`, the alignment term of a settlement that failed; zero in the war itself.
    pub fn move_odds(&self, coverage: f64, posture: usize, invader: usize, defender: usize, cap: f64) -> f64 {
        let war = &self.war;
        let force = defender_force_in(war, coverage, &war.postures[posture], defender, cap);
        contest(self.invader_force * strength_share(&war.stamina.invader, invader), force, war.front.decisiveness)
    }

    /// Present value of terms to a role with the front at share `held` (theory 3.3).
    pub fn terms_value(&self, role: Role, terms: &Terms, held: f64) -> f64 {
        let war = &self.war;
        match role {
            Role::Invader => invader_value(&war.invader, terms, held),
            Role::Defender => defender_value(&war.defender, terms, held),
            Role::GreatPower => great_power_value(&war.great_power, terms),
            Role::Coalition => {
                let security = defender_security(&war.defender, terms.guarantee, terms.alignment);
                coalition_value(&war.coalition_values, security, terms, held)
            }
        }
    }

    /// Value of going on as things are: "nothing signed", with land as held (decision 8). The great power's
    /// is zero.
    pub fn unsigned_value(&self, role: Role, held: f64) -> f64 {
        match role {
            Role::GreatPower => 0.0,
            _ => self.terms_value(role, &self.war.unsigned, held),
        }
    }

    /// Value of a military end: the invader has won, or the defender has.
    pub fn end_value(&self, role: Role, winner: Side) -> f64 {
        let (terms, held) = match winner {
            Side::Invader => (&self.war.invader_wins, 1.0),
            Side::Defender => (&self.war.defender_wins, 0.0),
        };
        match role {
            Role::GreatPower => 0.0,
            _ => self.terms_value(role, &Terms { land: 0.0, ..*terms }, held),
        }
    }

    /// Discount factor of a role a month.
    pub fn monthly_discount(&self, role: Role) -> f64 {
        let war = &self.war;
        match role {
            Role::Invader => war.invader.discount,
            Role::Defender => war.defender.discount,
            Role::GreatPower => war.great_power.discount,
            Role::Coalition => war.coalition_values.discount,
        }
    }

    /// Net cost of a month of war to a role, in shares of its stake: what it pays and is pressed with, less what a
    /// leader does not bear or gains in private (theory 3.3). In a truce the cost of fighting shrinks.
    pub fn monthly_cost(&self, role: Role, position: &Position) -> f64 {
        let war = &self.war;
        let effects = &war.postures[position.posture].effects;
        let fighting = if position.truce { war.truce.cost } else { 1.0 };
        match role {
            Role::Invader => {
                let worn = cost_factor(&war.stamina.invader, position.invader_stamina);
                let cost = fighting * war.invader.cost * worn + effects.pressure_invader;
                (1.0 - war.invader.unborne) * cost - fighting * war.invader.private_benefit
            }
            Role::Defender => {
                let worn = cost_factor(&war.stamina.defender, position.defender_stamina);
                let paid =
                    if war.has(Role::Coalition) { war.coalition_values.cost_paid * position.coverage } else { 0.0 };
                let cost = fighting * war.defender.cost * worn * (1.0 - paid) + effects.pressure_defender;
                (1.0 - war.defender.unborne) * cost - fighting * war.defender.private_benefit
            }
            Role::GreatPower => fighting * effects.burden,
            Role::Coalition => {
                let alone = if war.postures[position.posture].out { war.coalition_values.alone } else { 0.0 };
                fighting * (war.coalition_values.burden * position.coverage + alone)
            }
        }
    }

    /// Chance that the defender's public ratifies a package (theory 3.8, decision 9).
    pub fn ratification_chance(&self, package: usize, held: f64, defender_stamina: usize) -> f64 {
        let war = &self.war;
        if !war.ratification_needed {
            return 1.0;
        }
        let value = defender_value(&war.defender, &war.packages[package].terms, held);
        let lost = (LEVELS - 1 - defender_stamina) as f64;
        ratification_chance(&war.ratification, draft_support(&war.ratification, value, self.anchors, lost))
    }

    /// Whether terms lie beyond the coalition's red lines, a guarantee counting by its credibility
    /// (decision 12).
    pub fn beyond_red_lines(&self, terms: &Terms, credibility: f64) -> bool {
        let RedLines { land, form, security: floor } = self.war.red_lines;
        let effective = defender_security(&self.war.defender, credibility * terms.guarantee, terms.alignment);
        terms.land > land || terms.form > form || effective < floor
    }

    /// The terms that are in force when a package is signed, with or without the coalition's parts (theory 3.8).
    pub fn signed_terms(&self, package: usize, consent: bool) -> Terms {
        let terms = self.war.packages[package].terms;
        let talks = &self.war.talks;
        if consent || !self.war.has(Role::Coalition) {
            terms
        } else {
            terms.without_coalition_parts(talks.withheld_guarantee, talks.withheld_relief)
        }
    }
}

fn defender_force_in(war: &War, coverage: f64, posture: &Posture, stamina: usize, cap: f64) -> f64 {
    let manpower = strength_share(&war.stamina.defender, stamina);
    let supply = defender_supply(&war.front, coverage, posture.effects.arms);
    defender_force(&war.front, manpower, supply) * (1.0 - war.peace.cap_effect * cap).max(1e-6)
}
