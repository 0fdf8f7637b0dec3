//! Losses of people: a base rate, the fighting that they follow, and months that are worse than others (theory 3.21,
//! decision 45).

use crate::quantity::{half_life_share, quantities};
use standoff_num::elementary::exp;

quantities! {
    /// Rates of loss while the war is fought.
    Costs {
        casualties_invader: PeopleRate, 0.0 => 1e7, 0.0, "lR", "Killed and wounded of the invader";
        casualties_defender: PeopleRate, 0.0 => 1e7, 0.0, "lU", "Killed and wounded of the defender";
        truce_share @class: Share, 0.0 => 1.0, 0.05, "lQ", "Losses in a truce against losses in war";
        follows @class: Share, 0.0 => 1.0, 0.0, "lF", "Share of the losses in war that follows the moves of the front, both ways; 0 where losses are the same whether it moves or not";
        month_spread @class: Number, 0.0 => 2.0, 0.0, "lS", "Standard deviation of the losses of a month in the long run, in log, beside what follows the moves; 0 not at all";
        month_half_life @class: Duration, 0.25 => 60.0, 6.0, "lH", "Time after which half of such a deviation is left";
    }
}

/// Months over which the fighting that losses follow is averaged, as a half-life: readings come by the month.
const FIGHTING_HALF_LIFE_MONTHS: f64 = 1.0;

impl Costs {
    /// Losses of a day of war against their long-run mean: `[(1 - lF) + lF f] exp(lS z - lS^2/2)`, where `fighting` is the moves
    /// of the front against their mean and `score` the deviation of the month in standard deviations; none counts as the mean.
    ///
    /// ```
    /// use standoff_world::battlefield::losses::Costs;
    /// use standoff_world::quantity::{Definition, Figures};
    ///
    /// struct AThirdFollows;
    /// impl Figures for AThirdFollows {
    ///     fn figure(&self, path: &str) -> f64 {
    ///         if path == "costs.follows" { 0.3 } else { 0.0 }
    ///     }
    /// }
    ///
    /// let costs = Costs::read(&AThirdFollows, "costs");
    /// assert!((costs.war_factor(0.5, None) - 0.85).abs() < 1e-12);
    /// ```
    pub fn war_factor(&self, fighting: f64, score: Option<f64>) -> f64 {
        let month =
            score.map_or(1.0, |score| exp(self.month_spread * score - 0.5 * self.month_spread * self.month_spread));
        (1.0 - self.follows + self.follows * fighting) * month
    }
}

/// The fighting after a step in which the front moved `relative` times as often as on average: an average in which the months
/// past count half as much for each month.
pub(crate) fn fighting_after(fighting: f64, relative: f64, months: f64) -> f64 {
    let kept = half_life_share(FIGHTING_HALF_LIFE_MONTHS, months);
    kept * fighting + (1.0 - kept) * relative
}
