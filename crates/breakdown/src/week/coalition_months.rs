//! States of the coalition, recorded month by month while futures are simulated.

use standoff_lab::future::run::Run;

/// First months, over which members are ranked by payment.
const FIRST_MONTHS: usize = 12;

/// The means at the end of a month.
#[derive(Debug)]
pub(super) struct CoalitionMonth {
    /// Need a year, billions.
    pub need: f64,
    /// Payment of each member, billions a year.
    pub paid: Vec<f64>,
    /// `true` for each member that is in.
    pub stays: Vec<bool>,
    /// `true` for each instrument whose money flows.
    pub flows: Vec<bool>,
    pub bilateral: f64,
    pub pooled: f64,
    pub other: f64,
}

/// The futures with their months.
pub(super) struct CoalitionFutures {
    pub futures: Vec<(Run, Vec<CoalitionMonth>)>,
}

impl CoalitionFutures {
    /// Mean of a number over the futures that are contested in a month; none where no future is.
    pub(super) fn mean_at(&self, month: usize, number: impl Fn(&CoalitionMonth) -> f64) -> Option<f64> {
        let contested = self.futures.iter().filter(|(run, _)| run.contested_at(month));
        let numbers: Vec<f64> = contested.filter_map(|(_, notes)| notes.get(month)).map(number).collect();
        (!numbers.is_empty()).then(|| standoff_num::sums::mean(&numbers))
    }

    /// Members in order of the share of the need that they meet over the first months.
    pub(super) fn members_by_share(&self, members: usize) -> Vec<usize> {
        let share =
            |member: usize, month: usize| self.mean_at(month, |note| note.paid[member] / note.need).unwrap_or(0.0);
        let over = |member: usize| (0..=FIRST_MONTHS).map(|month| share(member, month)).sum::<f64>();
        let mut order: Vec<(usize, f64)> = (0..members).map(|member| (member, over(member))).collect();
        order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        order.into_iter().map(|(member, _)| member).collect()
    }
}
