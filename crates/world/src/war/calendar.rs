//! A war on another calendar: everything dated keeps its day.

use crate::battlefield::season::MONTHS_PER_YEAR;
use crate::quantity::ROUNDING_MONTHS;
use crate::record::start::RecordOutline;
use crate::war::figures::War;

impl War {
    /// The same war on a calendar whose zero lies `months` after the start, or before it where negative: elections and
    /// votes come that much sooner or later. Elections that are past by then are none.
    pub fn seen_from(mut self, months: f64) -> Self {
        self.start_month_of_year = (self.start_month_of_year + months).rem_euclid(MONTHS_PER_YEAR);
        self.elections.iter_mut().for_each(|election| election.months -= months);
        self.elections.retain(|election| election.months > ROUNDING_MONTHS);
        if self.beliefs.learn() {
            self.beliefs.months_fought = (self.beliefs.months_fought + months).max(0.0);
        }
        self.coalition.other_flows_last = (self.coalition.other_flows_last - months).max(0.0);
        for by in self.needs.iter_mut().filter_map(|need| need.by_months.as_mut()) {
            *by -= months;
        }
        for instrument in &mut self.instruments {
            let figures = &mut instrument.figures;
            figures.first_vote -= months;
            if instrument.start == crate::coalition::instruments::Status::Open {
                // Bounds keep a scenario's durations well above the floor; it only keeps a war made by hand from dividing by zero.
                // A renewal that comes round: the next one after the new zero. Looking ahead, the first one stays where
                // it is until it is past.
                let turns = (figures.first_vote / figures.duration.max(1e-9) - 1.0).ceil();
                figures.first_vote -= figures.duration * if months < 0.0 { turns } else { turns.min(0.0) };
            }
            figures.first_vote = figures.first_vote.max(0.0);
        }
        self
    }

    /// The war as its record moves it: on the record's calendar, and with stamina worn as the record says. Its actors play the
    /// games of the scenario's start, with what is left of disagreement and hope by then.
    pub fn for_record(self, outline: &RecordOutline) -> Self {
        let mut war = self.seen_from(-outline.months);
        // Who has left is reported, not drawn: the stances are the scenario's, and change by events.
        war.coalition.exit = 0.0;
        // So are elections, on their day or before it.
        war.coalition.early_elections = 0.0;
        war.beliefs.front_trust = 0.0;
        for stamina in [&mut war.stamina.invader, &mut war.stamina.defender] {
            stamina.down *= war.record.wear;
            stamina.up *= war.record.wear;
        }
        war
    }
}
