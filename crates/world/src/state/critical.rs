//! The member or instrument that the line cannot lose.

use super::coalition::CoalitionState;
use crate::coalition::instruments::{Instrument, Kind, Status};
use crate::war::figures::War;
use serde::{Deserialize, Serialize};

/// The member or instrument that the line cannot lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Critical {
    /// A member: place in the list.
    Member(usize),
    /// An instrument: place in the list.
    Instrument(usize),
}

impl CoalitionState {
    /// Largest gap when the line breaks for want of coverage: the member whose aid has fallen most since the
    /// start, or the pooled money that was open or tabled at the start and does not flow, nor an alternative to it.
    /// Of equal gaps the first counts, members before instruments.
    pub fn most_missed(&self, war: &War, start: &Self) -> Option<Critical> {
        let fallen = |member| start.member_aid_bn(member) - self.member_aid_bn(member);
        let members = (0..self.aid_rate_bn.len()).map(|member| (Critical::Member(member), fallen(member)));
        let instruments = war.instruments.iter().enumerate();
        let instruments =
            instruments.map(|(place, one)| (Critical::Instrument(place), self.missing_bn(war, start, place, one)));
        members
            .chain(instruments)
            .filter(|(_, missing_bn)| *missing_bn > 0.0)
            .fold(None, |worst: Option<(Critical, f64)>, (which, missing_bn)| match worst {
                Some((_, most)) if most >= missing_bn => worst,
                _ => Some((which, missing_bn)),
            })
            .map(|(which, _)| which)
    }

    /// Money a year that an instrument could give and does not, or not yet.
    fn missing_bn(&self, war: &War, start: &Self, place: usize, instrument: &Instrument) -> f64 {
        let never = start.instruments[place].status == Status::Closed || instrument.kind == Kind::Authority;
        let now = &self.instruments[place];
        match now.status {
            _ if never => 0.0,
            Status::Open => instrument.figures.size - now.money_bn(instrument),
            _ if self.alternative_open(war, place) => 0.0,
            _ => instrument.figures.size,
        }
    }
}
