//! Questions asked of a scenario in addition to its own.

use jiff::civil::Date;

use super::event::QuestionEvent;
use super::question::Question;
use super::wording::Wording;
use crate::scenario::Scenario;
use crate::time::clock::months_between;

impl Question {
    /// The question of an event and its fine print by a day, asked of a scenario.
    ///
    /// ```
    /// use standoff_scenario::{PRESETS, Question, builtin, date};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// let ask = |by| Question::of_wording(PRESETS[0].event, PRESETS[0].wording, by, &scenario).resolvable;
    /// assert!(ask(date(2026, 1, 1)) && !ask(date(2999, 1, 1)));
    /// ```
    pub fn of_wording(event: QuestionEvent, wording: Wording, by: Date, scenario: &Scenario) -> Self {
        let question = Self {
            name: event.name().to_owned(),
            text: String::new(),
            event,
            wording,
            by,
            months: months_between(scenario.start, by),
            preset: None,
            resolvable: false,
            note: None,
        };
        Self { resolvable: question.is_resolvable(scenario.horizon_months), ..question }
    }
}
