//! Payments by member and by instrument: rates now and later, members that stay in, and the exhaustion of pooled money.

use super::coalition_months::{CoalitionFutures, CoalitionMonth};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_num::quantile::quantiles;
use standoff_world::coalition::instruments::Kind;
use standoff_world::war::War;

/// Months after which payments are reported.
const LATER_MONTHS: usize = 12;
/// Months after which membership is reported.
const STAYS_MONTHS: [usize; 2] = [12, 24];

/// Payments of one member, and the shares of futures in which it stays in. Means and shares are over the futures that
/// are contested in the month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemberOutlook {
    /// Stable name.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Payment at the start.
    pub now: Payment,
    /// Payment after twelve months; null where no future is contested then.
    pub after_12: Option<Payment>,
    /// Share of the futures in which it is in at the start.
    pub in_now: f64,
    /// Share of the futures in which it is in after twelve months; null where no future is contested then.
    pub in_after_12: Option<f64>,
    /// The same after 24 months.
    pub in_after_24: Option<f64>,
}

/// A rate of payment.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Payment {
    /// Billions a year.
    pub a_year: f64,
    /// Share of the need.
    pub share: f64,
}

/// The exhaustion of one instrument's money, or of all pooled money, while the war is contested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MoneyExhaustion {
    /// Name of the instrument; `pooled` for all together.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Share of the futures in which its money flows in some month.
    pub flows: f64,
    /// Share of the futures in which it flows and then stops within the horizon.
    pub runs_out: f64,
    /// Median month in those; null where there is none.
    pub month: Option<f64>,
}

/// Describes all members in the order given.
pub(super) fn list_members(war: &War, noted: &CoalitionFutures, order: &[usize]) -> Vec<MemberOutlook> {
    order.iter().map(|&member| describe_member(war, noted, member)).collect()
}

fn describe_member(war: &War, noted: &CoalitionFutures, member: usize) -> MemberOutlook {
    let pays = |month: usize| {
        let a_year = noted.mean_at(month, |note| note.paid[member])?;
        Some(Payment { a_year, share: noted.mean_at(month, |note| note.paid[member] / note.need)? })
    };
    let stays = |month: usize| noted.mean_at(month, |note| f64::from(u8::from(note.stays[member])));
    MemberOutlook {
        name: war.members[member].name.clone(),
        title: war.members[member].title.clone(),
        now: pays(0).unwrap_or_default(),
        after_12: pays(LATER_MONTHS),
        in_now: stays(0).unwrap_or(0.0),
        in_after_12: stays(STAYS_MONTHS[0]),
        in_after_24: stays(STAYS_MONTHS[1]),
    }
}

/// Measures all pooled money, then each instrument of money.
pub(super) fn list_exhaustions(war: &War, noted: &CoalitionFutures) -> Vec<MoneyExhaustion> {
    let money = (0..war.instruments.len()).filter(|&place| war.instruments[place].kind == Kind::Money);
    let each = money.map(|place| {
        let instrument = &war.instruments[place];
        measure_exhaustion(noted, (&instrument.name, &instrument.title), &|note| note.flows[place])
    });
    let all = measure_exhaustion(noted, ("pooled", "Pooled money"), &|note| note.flows.contains(&true));
    std::iter::once(all).chain(each).collect()
}

fn measure_exhaustion(
    noted: &CoalitionFutures,
    (name, title): (&str, &str),
    flows: &dyn Fn(&CoalitionMonth) -> bool,
) -> MoneyExhaustion {
    let share = |count: usize| count as f64 / noted.futures.len().max(1) as f64;
    let contested = |(run, notes): &(standoff_lab::future::run::Run, Vec<CoalitionMonth>)| -> Vec<bool> {
        let months = notes.iter().enumerate().take_while(|(month, _)| run.contested_at(*month));
        months.map(|(_, note)| flows(note)).collect()
    };
    let courses: Vec<Vec<bool>> = noted.futures.iter().map(contested).collect();
    let stops: Vec<f64> = courses.iter().filter_map(|course| first_stop(course)).map(|month| month as f64).collect();
    MoneyExhaustion {
        name: name.to_owned(),
        title: title.to_owned(),
        flows: share(courses.iter().filter(|course| course.contains(&true)).count()),
        runs_out: share(stops.len()),
        month: (!stops.is_empty()).then(|| quantiles(&stops, &[0.5])[0]),
    }
}

/// First month in which nothing flows after something has.
fn first_stop(course: &[bool]) -> Option<usize> {
    let first = course.iter().position(|flows| *flows)?;
    course[first..].iter().position(|flows| !*flows).map(|later| first + later)
}

#[cfg(test)]
mod tests {
    use super::first_stop;

    #[test]
    fn money_runs_out_after_it_has_flowed() {
        assert_eq!(first_stop(&[false, true, true, false, true]), Some(3));
        assert_eq!(first_stop(&[true, true]), None);
        assert_eq!(first_stop(&[false, false]), None);
    }
}
