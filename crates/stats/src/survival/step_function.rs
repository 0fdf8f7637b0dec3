//! Step functions of time.

/// A right-continuous step function of time: `start` before the first time, then `values[i]` from `times[i]` on.
///
/// # Examples
///
/// ```
/// use standoff_stats::StepFunction;
/// let step = StepFunction { start: 1.0, times: vec![2.0, 5.0], values: vec![0.5, 0.25] };
/// assert_eq!([step.at(1.9), step.at(2.0), step.at(9.0)], [1.0, 0.5, 0.25]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StepFunction {
    /// The value before the first step.
    pub start: f64,
    /// The times of the steps, ascending, in the unit of the data.
    pub times: Vec<f64>,
    /// The value from each time on.
    pub values: Vec<f64>,
}

impl StepFunction {
    /// The value at a time, that of the last step at or before it.
    pub fn at(&self, time: f64) -> f64 {
        let passed = self.times.partition_point(|&step| step <= time);
        if passed == 0 { self.start } else { self.values[passed - 1] }
    }

    /// The area under the function between two times; 0 if the second is not after the first.
    ///
    /// ```
    /// use standoff_stats::StepFunction;
    /// let step = StepFunction { start: 1.0, times: vec![2.0, 5.0], values: vec![0.5, 0.25] };
    /// assert_eq!(step.area(1.0, 6.0), 1.0 + 1.5 + 0.25);
    /// ```
    pub fn area(&self, from: f64, until: f64) -> f64 {
        let inner = self.times.iter().copied().filter(|&time| time > from && time < until);
        let starts: Vec<f64> = std::iter::once(from).chain(inner).collect();
        let ends = starts[1..].iter().copied().chain([until]);
        let terms = starts.iter().zip(ends).map(|(&start, end)| (end - start).max(0.0) * self.at(start));
        standoff_num::sums::sum_of(terms)
    }

    /// The time of the first step at or below `level`, if there is one.
    ///
    /// ```
    /// use standoff_stats::StepFunction;
    /// let step = StepFunction { start: 1.0, times: vec![2.0, 5.0], values: vec![0.5, 0.25] };
    /// assert_eq!(step.first_at_or_below(0.5), Some(2.0));
    /// assert_eq!(step.first_at_or_below(0.1), None);
    /// ```
    pub fn first_at_or_below(&self, level: f64) -> Option<f64> {
        self.values.iter().position(|&value| value <= level).map(|index| self.times[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_steps_the_value_is_the_start() {
        let step = StepFunction { start: 0.3, times: vec![], values: vec![] };
        assert_eq!(step.at(7.0), 0.3);
        assert_eq!(step.at(f64::NAN), 0.3);
    }
}
