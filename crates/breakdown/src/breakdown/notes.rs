//! What is noted of the coalition month by month while futures are played.

use standoff_lab::future::run::Run;

/// The first months, over which it is judged who pays most.
const FIRST_MONTHS: usize = 12;

/// The means at the end of a month.
#[derive(Debug)]
pub(super) struct Note {
    /// Need a year, billions.
    pub need: f64,
    /// What each member pays a year, billions.
    pub paid: Vec<f64>,
    /// Whether each member is in.
    pub stays: Vec<bool>,
    /// Whether money of each instrument flows.
    pub flows: Vec<bool>,
    pub bilateral: f64,
    pub pooled: f64,
    pub other: f64,
}

/// The futures with their months.
pub(super) struct Noted {
    pub futures: Vec<(Run, Vec<Note>)>,
}

impl Noted {
    /// Mean of a number over the futures that are contested in a month; none where no future is.
    pub(super) fn at(&self, month: usize, number: impl Fn(&Note) -> f64) -> Option<f64> {
        let contested = self.futures.iter().filter(|(run, _)| run.contested_at(month));
        let numbers: Vec<f64> = contested.filter_map(|(_, notes)| notes.get(month)).map(number).collect();
        (!numbers.is_empty()).then(|| standoff_num::sums::mean(&numbers))
    }

    /// Members in order of the share of the need that they meet over the first months.
    pub(super) fn most_first(&self, members: usize) -> Vec<usize> {
        let share = |member: usize, month: usize| self.at(month, |note| note.paid[member] / note.need).unwrap_or(0.0);
        let over = |member: usize| (0..=FIRST_MONTHS).map(|month| share(member, month)).sum::<f64>();
        let mut order: Vec<(usize, f64)> = (0..members).map(|member| (member, over(member))).collect();
        order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        order.into_iter().map(|(member, _)| member).collect()
    }
}
