//! Member by member and instrument by instrument: what is paid now and later, who stays in, and when pooled money runs out.

use super::notes::{Note, Noted};

use serde::{Deserialize, Serialize};
use standoff_num::quantile::quantiles;
use standoff_world::coalition::instruments::Kind;
use standoff_world::war::War;

/// Months after which payments are told.
const LATER: usize = 12;
/// Months after which it is told whether a member is still in.
const STAYS: [usize; 2] = [12, 24];

/// What one member pays, and whether it stays in. Means and shares over the futures that are contested in the month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Stable name.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What it pays at the start.
    pub now: Pays,
    /// What it pays after twelve months; null where no future is contested then.
    pub after_12: Option<Pays>,
    /// Share of the futures in which it is in at the start.
    pub in_now: f64,
    /// Share of the futures in which it is in after twelve months; null where no future is contested then.
    pub in_after_12: Option<f64>,
    /// The same after 24 months.
    pub in_after_24: Option<f64>,
}

/// What is paid.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Pays {
    /// Billions a year.
    pub a_year: f64,
    /// Share of the need.
    pub share: f64,
}

/// When money of an instrument, or all pooled money, runs out while the war is contested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunsOut {
    /// Name of the instrument; `pooled` for all together.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Share of the futures in which its money flows in some month.
    pub flows: f64,
    /// Share of the futures in which it flows and then stops within the horizon.
    pub runs_out: f64,
    /// Of those, the month in the middle; null where there is none.
    pub month: Option<f64>,
}

/// All members in an order.
pub(super) fn members(war: &War, noted: &Noted, order: &[usize]) -> Vec<Member> {
    order.iter().map(|&member| one(war, noted, member)).collect()
}

fn one(war: &War, noted: &Noted, member: usize) -> Member {
    let pays = |month: usize| {
        let a_year = noted.at(month, |note| note.paid[member])?;
        Some(Pays { a_year, share: noted.at(month, |note| note.paid[member] / note.need)? })
    };
    let stays = |month: usize| noted.at(month, |note| f64::from(u8::from(note.stays[member])));
    Member {
        name: war.members[member].name.clone(),
        title: war.members[member].title.clone(),
        now: pays(0).unwrap_or_default(),
        after_12: pays(LATER),
        in_now: stays(0).unwrap_or(0.0),
        in_after_12: stays(STAYS[0]),
        in_after_24: stays(STAYS[1]),
    }
}

/// All pooled money, then each instrument of money.
pub(super) fn runs_out(war: &War, noted: &Noted) -> Vec<RunsOut> {
    let money = (0..war.instruments.len()).filter(|&place| war.instruments[place].kind == Kind::Money);
    let each = money.map(|place| {
        let instrument = &war.instruments[place];
        ends(noted, (&instrument.name, &instrument.title), &|note| note.flows[place])
    });
    let all = ends(noted, ("pooled", "Pooled money"), &|note| note.flows.contains(&true));
    std::iter::once(all).chain(each).collect()
}

fn ends(noted: &Noted, (name, title): (&str, &str), flows: &dyn Fn(&Note) -> bool) -> RunsOut {
    let share = |count: usize| count as f64 / noted.futures.len().max(1) as f64;
    let contested = |(run, notes): &(standoff_lab::future::run::Run, Vec<Note>)| -> Vec<bool> {
        let months = notes.iter().enumerate().take_while(|(month, _)| run.contested_at(*month));
        months.map(|(_, note)| flows(note)).collect()
    };
    let courses: Vec<Vec<bool>> = noted.futures.iter().map(contested).collect();
    let stops: Vec<f64> = courses.iter().filter_map(|course| stop(course)).map(|month| month as f64).collect();
    RunsOut {
        name: name.to_owned(),
        title: title.to_owned(),
        flows: share(courses.iter().filter(|course| course.contains(&true)).count()),
        runs_out: share(stops.len()),
        month: (!stops.is_empty()).then(|| quantiles(&stops, &[0.5])[0]),
    }
}

/// First month in which nothing flows after something has.
fn stop(course: &[bool]) -> Option<usize> {
    let first = course.iter().position(|flows| *flows)?;
    course[first..].iter().position(|flows| !*flows).map(|later| first + later)
}

#[cfg(test)]
mod tests {
    use super::stop;

    #[test]
    fn money_runs_out_after_it_has_flowed() {
        assert_eq!(stop(&[false, true, true, false, true]), Some(3));
        assert_eq!(stop(&[true, true]), None);
        assert_eq!(stop(&[false, false]), None);
    }
}
