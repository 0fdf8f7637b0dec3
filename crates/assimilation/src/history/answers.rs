//! The answers of a history, as they are read off a future.

use standoff_lab::future::months::happened_by;
use standoff_lab::future::run::Run;
use standoff_world::state::End;

/// Question of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Holds,
    Settled,
    Military,
}

/// One answer: a question, and the months within which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryAnswer {
    asked: Asked,
    /// Months from the date.
    pub months: usize,
}

const fn answer(asked: Asked, months: usize) -> HistoryAnswer {
    HistoryAnswer { asked, months }
}

/// Number of answers.
pub(super) const ANSWER_COUNT: usize = 9;

/// A number for each answer, in their order.
pub(super) type Answers = [f64; ANSWER_COUNT];

/// Most months that a future of a history is played on for.
pub(super) const MOST_MONTHS: usize = 36;

/// All answers. A military end is asked for within 24 months only: within 60, every future would take two thirds longer.
pub const HISTORY_ANSWERS: [HistoryAnswer; ANSWER_COUNT] = [
    answer(Asked::Holds, 6),
    answer(Asked::Holds, 12),
    answer(Asked::Holds, 24),
    answer(Asked::Holds, MOST_MONTHS),
    answer(Asked::Settled, 6),
    answer(Asked::Settled, 12),
    answer(Asked::Settled, 24),
    answer(Asked::Settled, MOST_MONTHS),
    answer(Asked::Military, 24),
];

impl HistoryAnswer {
    /// Stable name of the question: `holds`, `settled` or `military`.
    pub fn name(self) -> &'static str {
        match self.asked {
            Asked::Holds => "holds",
            Asked::Settled => "settled",
            Asked::Military => "military",
        }
    }

    /// The answer in words.
    ///
    /// ```
    /// use standoff_assimilation::history::HISTORY_ANSWERS;
    /// assert_eq!(HISTORY_ANSWERS[1].title(), "the line holds for 12 months");
    /// ```
    pub fn title(self) -> String {
        match self.asked {
            Asked::Holds => format!("the line holds for {} months", self.months),
            Asked::Settled => format!("settlement or lasting quiet within {} months", self.months),
            Asked::Military => format!("a military end within {} months", self.months),
        }
    }

    /// True if the answer is yes in a future.
    pub fn is_yes(self, run: &Run) -> bool {
        match self.asked {
            Asked::Holds => run.holds(self.months),
            Asked::Settled => run.settled_by(self.months),
            Asked::Military => run.end.is_some_and(|(end, month)| {
                matches!(end, End::InvaderWins | End::DefenderWins) && happened_by(month, self.months as f64)
            }),
        }
    }
}

/// All answers of a future, 1 for yes and 0 for no.
pub(super) fn read_answers(run: &Run) -> Answers {
    HISTORY_ANSWERS.map(|answer| f64::from(u8::from(answer.is_yes(run))))
}
