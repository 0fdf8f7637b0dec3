//! Coverage of the defender's need: what members and instruments give, against what is needed (theory 3.6).

use super::coalition::{CoalitionState, InstrumentState};
use crate::coalition::instruments::Instrument;
use crate::coalition::members::{Aggregation, MemberFigures, Stance};
use crate::coalition::sharing;
use crate::war::figures::War;

/// Levels of coverage that planners tell apart: a quarter, a half, three quarters, all of the need.
pub const COVERAGE_LEVELS: usize = 4;

/// What the defender needs from outside, in billions a year: under a posture of the great power, and in a truce less.
pub(crate) fn need_bn(war: &War, posture: usize, truce: bool) -> f64 {
    let need_bn = war.coalition.need * (1.0 - war.postures[posture].effects.need_met);
    need_bn * if truce { war.truce.need } else { 1.0 }
}

impl CoalitionState {
    /// The coalition at the start.
    pub fn start(war: &War) -> Self {
        let willingness = war.coalition.willingness;
        let rate = |figures: &MemberFigures| willingness * figures.willingness * figures.income;
        let mut state = Self {
            aid_rate_bn: war.members.iter().map(|member| rate(&member.figures)).collect(),
            stance: war.members.iter().map(|member| member.stance).collect(),
            instruments: war.instruments.iter().map(InstrumentState::start).collect(),
            // A war without a coalition needs nothing from outside: `measure` leaves these as they are.
            coverage: 1.0,
            war_coverage: 1.0,
            order: (0..war.members.len()).collect(),
            bits: vec![[0; 4]; war.members.len()],
            ..Self::default()
        };
        state.renumber();
        state.measure(war, war.posture_start, false, 0.0);
        state
    }

    /// Measures bilateral aid, pooled money and coverage. `now_months` counts from the start.
    pub fn measure(&mut self, war: &War, posture: usize, truce: bool, now_months: f64) {
        if war.members.is_empty() {
            return;
        }
        self.bilateral_bn = self.sum_bilateral(war);
        self.pooled_bn = self.sum_instruments(war);
        let all_bn = self.flows_bn(war, now_months);
        // Compared before the division: a need of nothing is covered.
        let covers = |need_bn: f64| if need_bn <= all_bn { 1.0 } else { all_bn / need_bn };
        self.war_coverage = covers(need_bn(war, posture, false));
        self.coverage = covers(need_bn(war, posture, truce));
    }

    /// Lowers what members give of their own until coverage in war is lower by a level, as far as their own aid goes; the
    /// lowest level is kept.
    pub(crate) fn lose_level(&mut self, war: &War, posture: usize, now_months: f64) {
        if war.members.is_empty() {
            return;
        }
        // In peace nothing was measured, and other flows and the great power's share of the need may have changed.
        self.measure(war, posture, false, now_months);
        let level = 1.0 / COVERAGE_LEVELS as f64;
        let left = (self.war_coverage - level).max(level.min(self.war_coverage));
        let cut_bn = self.flows_bn(war, now_months) - left * need_bn(war, posture, false);
        if self.bilateral_bn > 0.0 && cut_bn > 0.0 {
            let kept = (1.0 - cut_bn / self.bilateral_bn).max(0.0);
            self.aid_rate_bn.iter_mut().for_each(|rate| *rate *= kept);
        }
        self.measure(war, posture, false, now_months);
    }

    /// All money that flows, in billions a year.
    fn flows_bn(&self, war: &War, now_months: f64) -> f64 {
        self.bilateral_bn + self.pooled_bn + war.coalition.other_flows_at(now_months)
    }

    fn sum_bilateral(&mut self, war: &War) -> f64 {
        let aid = |member: usize| self.member_aid_bn(member);
        match war.aggregation {
            Aggregation::Voluntary => (0..self.aid_rate_bn.len()).map(aid).sum(),
            Aggregation::BestShot => (0..self.aid_rate_bn.len()).map(aid).fold(0.0, f64::max),
            Aggregation::WeakestLink | Aggregation::EqualShare => self.sum_shared(war),
        }
    }

    /// Aid under the aggregators in which one member's will binds the others, over the members that are in.
    fn sum_shared(&mut self, war: &War) -> f64 {
        let income = |member: usize| war.members[member].figures.income;
        let paying: Vec<usize> = (0..self.aid_rate_bn.len()).filter(|&j| self.stance[j] == Stance::In).collect();
        let incomes: Vec<f64> = paying.iter().map(|&j| income(j)).collect();
        // A member without income is willing to give a finite share of it.
        let willing: Vec<f64> = paying.iter().map(|&j| self.aid_rate_bn[j] / income(j).max(1e-12)).collect();
        if war.aggregation == Aggregation::WeakestLink {
            return sharing::weakest_link(&willing, &incomes);
        }
        self.order.clear();
        self.order.extend(0..paying.len());
        sharing::equal_share(&willing, &incomes, &mut self.order).budget
    }

    fn sum_instruments(&self, war: &War) -> f64 {
        let money = |(state, instrument): (&InstrumentState, &Instrument)| state.money_bn(instrument);
        self.instruments.iter().zip(&war.instruments).map(money).sum()
    }
}
