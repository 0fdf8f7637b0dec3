//! Needs: money that several instruments could give, and the order in which the coalition prefers them (decision 46).

use crate::quantity::quantities;

quantities! {
    /// Figures of a need.
    NeedFigures {
        amount: MoneyRate, 0.0 => 1e6, 0.0, "NA", "Money a year that the need asks for; 0: all that the defender needs from outside";
        notice: Duration, 0.1 => 120.0, 6.0, "nn", "How long before its date the need begins to press";
    }
}

/// Money that several instruments could give, of which one is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// The instruments that meet it, in order of preference: places in the list.
    pub routes: Vec<usize>,
    /// When it must be met, in months from the start; negative where that is past.
    pub by_months: Option<f64>,
    /// Its figures.
    pub figures: NeedFigures,
}

impl Need {
    /// How near the date is: 0 up to `notice` before it, rising evenly to 1 on the day, and 1 from then on.
    ///
    /// ```
    /// use standoff_world::coalition::needs::{Need, NeedFigures};
    /// let figures = NeedFigures { amount: 0.0, notice: 6.0 };
    /// let need = Need { name: "2026".into(), title: "2026".into(), routes: vec![0], by_months: Some(9.0), figures };
    /// assert_eq!([1.0, 6.0, 9.0, 20.0].map(|now| need.urgency(now)), [0.0, 0.5, 1.0, 1.0]);
    /// ```
    pub fn urgency(&self, now_months: f64) -> f64 {
        self.by_months.map_or(0.0, |by| (1.0 - (by - now_months) / self.figures.notice).clamp(0.0, 1.0))
    }

    /// Share of the amount that is missing, with `shortfall_bn` of the defender's need not covered out of `need_bn`.
    pub fn gap(&self, shortfall_bn: f64, need_bn: f64) -> f64 {
        let asked_bn = if self.figures.amount > 0.0 { self.figures.amount } else { need_bn };
        if asked_bn > 0.0 { (shortfall_bn / asked_bn).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// The order of votes in which the routes of each need come by preference, and every other instrument keeps its place.
pub(crate) fn voting_order(instruments: usize, needs: &[Need]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..instruments).collect();
    for need in needs {
        let mut places = need.routes.clone();
        places.sort_unstable();
        for (place, &route) in places.into_iter().zip(&need.routes) {
            order[place] = route;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(routes: Vec<usize>, by_months: Option<f64>, amount: f64) -> Need {
        Need { name: "n".into(), title: "n".into(), routes, by_months, figures: NeedFigures { amount, notice: 6.0 } }
    }

    #[test]
    fn preferred_routes_are_voted_first() {
        assert_eq!(voting_order(3, &[]), [0, 1, 2]);
        assert_eq!(voting_order(5, &[need(vec![3, 1], None, 0.0)]), [0, 3, 2, 1, 4]);
    }

    #[test]
    fn a_need_without_a_date_never_presses() {
        assert_eq!(need(vec![0], None, 0.0).urgency(1e6), 0.0);
    }

    #[test]
    fn the_gap_is_a_share_of_the_amount() {
        assert_eq!(need(vec![], None, 40.0).gap(10.0, 80.0), 0.25);
        assert_eq!(need(vec![], None, 0.0).gap(10.0, 80.0), 0.125);
        assert_eq!([need(vec![], None, 5.0).gap(10.0, 80.0), need(vec![], None, 0.0).gap(0.0, 0.0)], [1.0, 0.0]);
    }
}
