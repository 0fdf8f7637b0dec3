//! Whether runs that were kept have the form of those of a draw. What was read from a file is not trusted: places in lists that are
//! none of the scenario's would be looked up.

use crate::ensemble::design::Design;
use crate::future::monthly_trace::MonthlyTrace;
use crate::future::run::Run;
use crate::future::watched::Watched;
use standoff_engine::equilibrium::Situation;
use standoff_scenario::Values;
use standoff_world::state::Critical;
use standoff_world::war::War;

/// Form of the runs of a draw.
pub(crate) struct RunForm<'a> {
    design: &'a Design<'a>,
    war: War,
    watched: Vec<Watched>,
}

impl<'a> RunForm<'a> {
    /// The form of the runs of a design with some values.
    pub(crate) fn new(design: &'a Design<'a>, values: &Values) -> Self {
        let scenario = design.scenario;
        Self { design, war: scenario.war(values), watched: Watched::of_questions(&scenario.questions) }
    }

    /// True if these can be the runs of a draw.
    pub(crate) fn fits(&self, draw: usize, runs: &[Run]) -> bool {
        let own = |(path, run): (usize, &Run)| run.draw == draw && run.path == path && self.run_fits(run);
        runs.len() == self.design.paths && runs.iter().enumerate().all(own)
    }

    fn run_fits(&self, run: &Run) -> bool {
        if run.failure.is_some() {
            return *run == Run { failure: run.failure.clone(), draw: run.draw, path: run.path, ..Run::default() };
        }
        let (members, instruments) = (self.war.members.len(), self.war.instruments.len());
        let critical = run.critical.is_none_or(|critical| match critical {
            Critical::Member(place) => place < members,
            Critical::Instrument(place) => place < instruments,
        });
        critical
            && run.horizon_months == f64::from(self.design.scenario.horizon_months)
            && run.signatures().all(|signature| signature.draft < self.war.packages.len())
            && run.funding.member_aid_bn.len() == members
            && run.funding.instrument_open_month.len() == instruments
            && run.talks.track_rounds.len() == self.war.tracks.len()
            && run.talks.limited_truce_month.len() == self.war.limited_truces.len()
            && run.watched.iter().map(|record| &record.watched).eq(&self.watched)
            && self.months_fit(&run.monthly)
    }

    /// True if all columns of a trace have the same number of months, none beyond the horizon, and postures that there are.
    fn months_fit(&self, months: &MonthlyTrace) -> bool {
        let MonthlyTrace { front_steps, coverage, posture, backing, credibility, rounds } = months;
        let count = front_steps.len();
        let others = [coverage.len(), posture.len(), backing.len(), credibility.len(), rounds.len()];
        (1..=self.design.scenario.horizon_months as usize + 1).contains(&count)
            && others.iter().all(|&other| other == count)
            && posture.iter().all(|&posture| usize::from(posture) < self.war.postures.len().max(1))
    }

    /// True if this can be the situation of the draw at the start.
    pub(crate) fn situation_fits(&self, situation: &Situation) -> bool {
        let roles = situation.reservation.len();
        situation.packages.len() == self.war.packages.len()
            && situation.reservation.iter().all(|(role, _)| self.war.has(*role))
            && situation.packages.iter().all(|package| package.gain.len() == roles)
    }
}
