//! A war calibrated to its start: the force ratio that gives the stated odds, the coverage and the values of the
//! packages from which everything else follows.

use crate::actors::backers::{left_to_pay, log_force};
use crate::actors::beliefs::View;
use crate::actors::great_power::Posture;
use crate::actors::roles::{ByRole, Role, Side};
use crate::actors::values::defender_security;
use crate::battlefield::front::{contest, defender_force, defender_supply, force_ratio};
use crate::battlefield::stamina::{cost_factor, strength_share};
use crate::peace::settlement::beyond_hazard;
use crate::state::backing::Backing;
use crate::state::coalition::CoalitionState;
use crate::talks::menu::following_settlement;
use crate::talks::packages::{PackageOrigin, Terms};
use crate::talks::ratification::{Survey, ratification_chance};
use crate::talks::reasons::LastingReasons;
use crate::talks::red_lines::RedLines;
use crate::war::figures::War;
use crate::war::position::Position;
use standoff_num::Draws;
use standoff_num::elementary::{logistic, logit};

/// A war calibrated to its start.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The war.
    pub war: War,
    /// Coverage at the start.
    pub coverage: f64,
    /// Force of the invader at full stamina, at which a move goes its way with the stated odds at the start.
    pub(crate) invader_force: f64,
    /// The defender's public when it was asked about the two surveyed packages; of no support where it was not.
    pub(crate) survey: Survey,
    /// What texts mean to the actors beyond their terms.
    pub reasons: LastingReasons,
    /// Random numbers of those reasons; none where there are no such reasons.
    pub(crate) reason_draws: Option<Draws>,
    /// The defender's value of fighting to the finish on the day of the survey, where it is not that of this world's own
    /// start (the first day of the forecast, on whose calendar what was due before is past): after an intervention the public still compares with the war it was asked in.
    pub survey_outlook: Option<f64>,
    /// What a month of fighting tells about the odds, in moves that each count `p(1-p)`, at the figures of the start.
    pub(crate) seen_monthly: f64,
    /// Turns of the tide that planners have seen: to the invader less to the defender.
    pub(crate) tide_turns: i8,
    /// Logarithm of what backers added to the invader's force on the first day, less what they added to the defender's: the
    /// stated odds were those with them.
    pub(crate) log_force_at_start: f64,
}

/// Rounding within which two securities are the same.
const SAME_SECURITY: f64 = 1e-12;

impl World {
    /// Calibrates a war to its start.
    pub fn new(war: War) -> Self {
        let coverage = CoalitionState::start(&war).coverage;
        let start = war.posture_start;
        let force = defender_force_in(&war, coverage, &war.postures[start], war.stamina_start.defender, 0.0);
        let ratio = force_ratio(war.front.odds, war.front.decisiveness);
        let invader_force = ratio * force / strength_share(&war.stamina.invader, war.stamina_start.invader);
        let held = war.front_start as f64 / war.front_steps as f64;
        let value = |package: usize| war.terms_value(Role::Defender, &war.packages[package].terms, held);
        let survey =
            war.anchors.map_or_else(Survey::default, |anchors| Survey::new(&war.ratification, anchors.map(value)));
        let reasons = LastingReasons::none(&war);
        let log_force_at_start = log_force(&war.backers, Backing::at_start(&war.backers));
        let seen_monthly = war.front.moves * war.front.odds * (1.0 - war.front.odds);
        Self {
            war,
            coverage,
            invader_force,
            survey,
            reasons,
            reason_draws: None,
            survey_outlook: None,
            tide_turns: 0,
            log_force_at_start,
            seen_monthly,
        }
    }

    /// The world in which texts mean to the actors what these random numbers say, beyond their terms (decision 20).
    pub fn with_reasons(mut self, draws: Draws) -> Self {
        self.reasons = LastingReasons::draw(&self.war, &draws);
        self.reason_draws = Some(draws);
        self
    }

    /// The world in which texts mean to the actors what they mean in another world of the same packages.
    pub fn with_reasons_of(mut self, other: &Self) -> Self {
        (self.reasons, self.reason_draws) = (other.reasons.clone(), other.reason_draws);
        self
    }

    /// The world as planners see it once the tide has turned to a side: from the other side it comes back to the middle, and
    /// where it was with this side it has turned as far again.
    pub fn with_tide(mut self, side: Side) -> Self {
        self.tide_turns += if side == Side::Invader { 1 } else { -1 };
        self
    }

    /// Each role's view of the war at the start, after what it has seen of the fighting before.
    pub fn views(&self) -> ByRole<View> {
        self.war.beliefs.views(self.seen_before())
    }

    /// Share of the disagreement about the odds at the start that is left once moves of the front have told as much as
    /// [`State::seen`](crate::state::State::seen) says.
    pub fn gap_left(&self, seen: f64) -> f64 {
        let beliefs = &self.war.beliefs;
        beliefs.gap_left(self.seen_before() + seen) / beliefs.gap_left(self.seen_before())
    }

    /// What a month of fighting tells about the odds, in moves that each count `p(1-p)`, at the figures of the start.
    pub fn seen_monthly(&self) -> f64 {
        self.seen_monthly
    }

    /// What the fighting before the start has told about the odds.
    fn seen_before(&self) -> f64 {
        self.war.beliefs.months_fought * self.seen_monthly
    }

    /// The same start with the figures of another war: what was calibrated to the start stays, and texts mean what they
    /// meant.
    pub(crate) fn recalibrated(&self, war: War, coverage: f64, invader_force: f64) -> Self {
        let reasons = match &self.reason_draws {
            Some(draws) => LastingReasons::draw(&war, draws),
            None => LastingReasons::none(&war),
        };
        Self { war, coverage, invader_force, reasons, ..self.clone() }
    }

    /// The invader's share of the stake with the front at a step.
    pub fn held_share(&self, step: usize) -> f64 {
        step as f64 / self.war.front_steps as f64
    }

    /// The invader's share of the stake on the first day.
    pub fn start_share(&self) -> f64 {
        self.held_share(self.war.front_start)
    }

    /// The position at the start.
    pub fn start_position(&self) -> Position {
        Position {
            truce: false,
            held: self.held_share(self.war.front_start),
            coverage: self.coverage,
            pooled: CoalitionState::start(&self.war).pooled(&self.war),
            posture: self.war.posture_start,
            backing: Backing::at_start(&self.war.backers),
            invader_stamina: self.war.stamina_start.invader,
            defender_stamina: self.war.stamina_start.defender,
            draft: self.war.draft_start,
            tide: None,
            gap_left: 1.0,
        }
    }

    /// Probability that a move of the front goes to the invader (theory 3.4) with the backers of the first day, with the
    /// defender's army capped by `cap`, the alignment term of a settlement that failed; zero in the war itself.
    pub fn move_odds(&self, coverage: f64, posture: usize, invader: usize, defender: usize, cap: f64) -> f64 {
        let war = &self.war;
        let force = defender_force_in(war, coverage, &war.postures[posture], defender, cap);
        let odds =
            contest(self.invader_force * strength_share(&war.stamina.invader, invader), force, war.front.decisiveness);
        if self.tide_turns == 0 {
            return odds;
        }
        let side = if self.tide_turns > 0 { Side::Invader } else { Side::Defender };
        let shift = war.tide.odds_shift(Some(side)) * f64::from(self.tide_turns.abs());
        logistic(logit(odds) + shift)
    }

    /// Shift of the log-odds of a move by the backers that stand behind their side, against those of the first day:
    /// `gam [ln(1+sum fb) - ln(1+sum fb)]` over the invader's and the defender's, less the same with those of the first day as
    /// they were when the war was calibrated.
    pub fn backing_shift(&self, backing: Backing) -> f64 {
        if self.war.backers.is_empty() {
            return 0.0;
        }
        self.war.front.decisiveness * (log_force(&self.war.backers, backing) - self.log_force_at_start)
    }

    /// Present value of terms to a role with the front at share `held` (theory 3.3).
    pub fn terms_value(&self, role: Role, terms: &Terms, held: f64) -> f64 {
        self.war.terms_value(role, terms, held)
    }

    /// Value of going on as things are: "nothing signed", with land as held (decision 8). The great power's
    /// is zero.
    pub fn unsigned_value(&self, role: Role, held: f64) -> f64 {
        match role {
            Role::GreatPower => 0.0,
            _ => self.terms_value(role, &self.war.unsigned, held),
        }
    }

    /// Value of a military end, with what may come after it: an invader that holds the stake may go beyond it
    /// (decision 24).
    pub fn end_value(&self, role: Role, winner: Side) -> f64 {
        let value = self.end_terms_value(role, winner);
        let loss = self.beyond_loss(role);
        if winner == Side::Defender || loss == 0.0 {
            return value;
        }
        let discount = self.monthly_discount(role);
        let hazard = self.beyond_hazard(&self.war.invader_wins, self.war.order.credibility);
        ((1.0 - discount) * value + discount * hazard * (value - loss)) / (1.0 - discount * (1.0 - hazard))
    }

    /// What a role loses when the invader goes beyond the stake.
    pub fn beyond_loss(&self, role: Role) -> f64 {
        match role {
            Role::Defender | Role::Coalition => self.war.peace.beyond_loss,
            Role::Invader | Role::GreatPower => 0.0,
        }
    }

    /// Hazard a month that the invader goes beyond the stake under terms, a guarantee counting by its credibility.
    pub fn beyond_hazard(&self, terms: &Terms, credibility: f64) -> f64 {
        beyond_hazard(&self.war.peace, self.effective_security(terms, credibility))
    }

    /// Security that terms leave the defender, a guarantee counting by its credibility.
    pub fn effective_security(&self, terms: &Terms, credibility: f64) -> f64 {
        defender_security(&self.war.defender, terms.believed_guarantee(credibility), terms.alignment)
    }

    /// Value of the terms of a military end: the invader has won, or the defender has.
    pub fn end_terms_value(&self, role: Role, winner: Side) -> f64 {
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
    ///
    /// A cost is given as the share of the stake that it would cost if it went on for ever, `c = K (1-d)`, so that it is
    /// tied to the stake whatever the actor's patience (decision 23).
    pub fn monthly_cost(&self, role: Role, position: &Position) -> f64 {
        (1.0 - self.monthly_discount(role)) * self.toll(role, position)
    }

    /// What the war as it is would cost a role if it went on for ever, as a share of its stake.
    pub fn toll(&self, role: Role, position: &Position) -> f64 {
        let war = &self.war;
        let effects = &war.postures[position.posture].effects;
        let fighting = if position.truce { war.truce.cost } else { 1.0 };
        match role {
            Role::Invader => {
                let worn = cost_factor(&war.stamina.invader, position.invader_stamina);
                let left = left_to_pay(&war.backers, position.backing, Side::Invader);
                let toll = fighting * war.invader.toll * worn * left + effects.toll_invader;
                (1.0 - war.invader.unborne) * toll - fighting * war.invader.leader_gain
            }
            Role::Defender => {
                let worn = cost_factor(&war.stamina.defender, position.defender_stamina);
                let paid =
                    if war.has(Role::Coalition) { war.coalition_values.cost_paid * position.coverage } else { 0.0 };
                let left = left_to_pay(&war.backers, position.backing, Side::Defender);
                let toll = fighting * war.defender.toll * worn * (1.0 - paid) * left + effects.toll_defender;
                (1.0 - war.defender.unborne) * toll - fighting * war.defender.leader_gain
            }
            Role::GreatPower => fighting * effects.toll_great_power,
            Role::Coalition => {
                let alone = if war.postures[position.posture].out { war.coalition_values.toll_alone } else { 0.0 };
                fighting * (war.coalition_values.toll * position.coverage + alone)
            }
        }
    }

    /// Support for a package among the defender's public when its war has become better by `outlook` since the start
    /// (decision 25).
    pub fn support(&self, package: usize, held: f64, outlook: f64) -> f64 {
        let value = self.terms_value(Role::Defender, &self.war.packages[package].terms, held);
        self.survey.support_for(value, outlook, self.reasons.public[package])
    }

    /// Chance that the defender's public ratifies a package, when its war has become better by `outlook` since the start
    /// (theory 3.8, decision 25). A ceasefire first needs no vote.
    pub fn ratification_chance(&self, package: usize, held: f64, outlook: f64) -> f64 {
        let value = self.terms_value(Role::Defender, &self.war.packages[package].terms, held);
        self.ratification_chance_of_value(package, value, outlook)
    }

    /// The same of a package whose terms are worth `value` to the defender, for whoever asks about many states of one
    /// position of the front.
    pub fn ratification_chance_of_value(&self, package: usize, value: f64, outlook: f64) -> f64 {
        if !self.war.ratification_needed || self.war.packages[package].ceasefire_first {
            return 1.0;
        }
        let support = self.survey.support_for(value, outlook, self.reasons.public[package]);
        ratification_chance(&self.war.ratification, support)
    }

    /// Whether terms lie beyond the coalition's red lines: more land or more of a legal form than it accepts, or less
    /// security than if nothing were signed, a guarantee counting by its credibility (decisions 12 and 26).
    pub fn beyond_red_lines(&self, terms: &Terms, held: f64, credibility: f64) -> bool {
        let RedLines { land, form } = self.war.red_lines;
        let floor = self.effective_security(&self.war.unsigned, credibility);
        let secured = self.effective_security(terms, credibility) >= floor - SAME_SECURITY;
        terms.ceded(held) > land || terms.form > form || !secured
    }

    /// The draft on the table once a truce has begun with a package: the settlement of the same terms (decision 27).
    pub fn draft_in_truce(&self, package: usize) -> usize {
        following_settlement(&self.war.packages, package)
    }

    /// Number of packages that can lie on the table as planners see it: drafts, and settlements that follow a truce.
    pub fn tabled_count(&self) -> usize {
        let mixed = |origin: PackageOrigin| matches!(origin, PackageOrigin::Mixture(_));
        self.war.packages.iter().position(|package| mixed(package.origin)).unwrap_or(self.war.packages.len())
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
    // A cap that takes the whole army leaves a trace of it: the contest takes logarithms of forces.
    defender_force(&war.front, manpower, supply) * (1.0 - war.peace.cap_effect * cap).max(1e-6)
}
