//! Seasons of the front: how much the front moves in each month of the year (decision 44).

use crate::quantity::quantities;
use standoff_num::elementary::{exp, ln};

/// Months in a year.
pub(crate) const MONTHS_PER_YEAR: f64 = 12.0;

quantities! {
    /// Moves of the front by month of the year.
    Season {
        strength: Number, 0.0 => 3.0, 0.0, "ky", "How strongly the season sets the pace of the front: 0 not at all, 1 as the months say, in proportion in log";
        january: Number, 0.02 => 50.0, 1.0, "y1", "Moves of the front in January against the other months";
        february: Number, 0.02 => 50.0, 1.0, "y2", "Moves of the front in February against the other months";
        march: Number, 0.02 => 50.0, 1.0, "y3", "Moves of the front in March against the other months";
        april: Number, 0.02 => 50.0, 1.0, "y4", "Moves of the front in April against the other months";
        may: Number, 0.02 => 50.0, 1.0, "y5", "Moves of the front in May against the other months";
        june: Number, 0.02 => 50.0, 1.0, "y6", "Moves of the front in June against the other months";
        july: Number, 0.02 => 50.0, 1.0, "y7", "Moves of the front in July against the other months";
        august: Number, 0.02 => 50.0, 1.0, "y8", "Moves of the front in August against the other months";
        september: Number, 0.02 => 50.0, 1.0, "y9", "Moves of the front in September against the other months";
        october: Number, 0.02 => 50.0, 1.0, "y10", "Moves of the front in October against the other months";
        november: Number, 0.02 => 50.0, 1.0, "y11", "Moves of the front in November against the other months";
        december: Number, 0.02 => 50.0, 1.0, "y12", "Moves of the front in December against the other months";
    }
}

impl Season {
    /// Factors on the moves of the front from January to December, with a mean of one over the year; none where there is no
    /// season.
    ///
    /// ```
    /// use standoff_world::battlefield::season::Season;
    /// use standoff_world::quantity::{Definition, Figures};
    ///
    /// struct MudInMarch;
    /// impl Figures for MudInMarch {
    ///     fn figure(&self, path: &str) -> f64 {
    ///         if path == "season.march" { 0.5 } else { 1.0 }
    ///     }
    /// }
    ///
    /// let factors = Season::read(&MudInMarch, "season").monthly_factors().unwrap();
    /// assert!((factors.iter().sum::<f64>() - 12.0).abs() < 1e-12);
    /// assert!((factors[2] - 0.5 * factors[0]).abs() < 1e-12);
    /// ```
    pub fn monthly_factors(&self) -> Option<[f64; 12]> {
        let months = [
            self.january,
            self.february,
            self.march,
            self.april,
            self.may,
            self.june,
            self.july,
            self.august,
            self.september,
            self.october,
            self.november,
            self.december,
        ];
        if self.strength == 0.0 || months.iter().all(|&month| month == months[0]) {
            return None;
        }
        let factors = months.map(|month| exp(self.strength * ln(month)));
        let mean = factors.iter().sum::<f64>() / MONTHS_PER_YEAR;
        Some(factors.map(|factor| factor / mean))
    }
}

/// The year of a season, from which the mean factor over any stretch of it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct SeasonYear {
    /// Factors summed up to the beginning of each month.
    summed: [f64; 13],
}

impl SeasonYear {
    /// The year with these factors by month.
    pub fn new(factors: &[f64; 12]) -> Self {
        let mut summed = [0.0; 13];
        for (month, factor) in factors.iter().enumerate() {
            summed[month + 1] = summed[month] + factor;
        }
        Self { summed }
    }

    /// Mean factor over `months` that begin `from` months into a year.
    ///
    /// It is the mean over the stretch and not the factor of one day, so that steps of any length add up to the same year.
    ///
    /// ```
    /// use standoff_world::battlefield::season::SeasonYear;
    /// let year = SeasonYear::new(&[0.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    /// assert!((year.mean_factor(0.5, 1.0) - 1.0).abs() < 1e-12);
    /// assert!((year.mean_factor(11.5, 12.0) - 1.0).abs() < 1e-12);
    /// ```
    pub fn mean_factor(&self, from: f64, months: f64) -> f64 {
        (self.sum_until(from + months) - self.sum_until(from)) / months
    }

    fn sum_until(&self, months: f64) -> f64 {
        let years = (months / MONTHS_PER_YEAR).floor();
        let within = months - MONTHS_PER_YEAR * years;
        let month = (within as usize).min(11);
        let begun = (self.summed[month + 1] - self.summed[month]) * (within - month as f64);
        years * self.summed[12] + self.summed[month] + begun
    }
}
