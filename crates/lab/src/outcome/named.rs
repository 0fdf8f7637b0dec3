//! Outcomes by name: the numbers that comparisons, sensitivities, boxes and thresholds are about.

use crate::outcome::answer::{QuestionContext, is_answered_yes};
use crate::outcome::ledger;
use crate::outcome::ledger::{LEDGER_ITEMS, LedgerItem};

use crate::future::run::Run;
use crate::report_months::answer_months;
use standoff_scenario::{Diagnostic, Diagnostics, Question, Scenario, Source, Values};
use standoff_world::actors::roles::Role;
use standoff_world::state::{End, possible_ends};
use standoff_world::war::War;

/// Part of the forecast that an outcome belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForecastPart {
    /// Duration for which the line holds.
    Hold,
    /// End of the war.
    Ends,
    /// Costs of the war to each actor.
    Costs,
    /// Realised value to an actor, by its own values.
    Values,
    /// A dated question.
    Question,
}

impl ForecastPart {
    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Ends => "ends",
            Self::Costs => "costs",
            Self::Values => "values",
            Self::Question => "question",
        }
    }
}

/// Number that can be read off every future; yes is 1, no is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Stable name.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// Unit; `chance` for yes or no.
    pub unit: String,
    /// Part of the forecast that it belongs to.
    pub part: ForecastPart,
    reading: Reading,
}

#[derive(Debug, Clone, PartialEq)]
enum Reading {
    Holds(usize),
    Breaks(usize),
    HoldMonths,
    SettledBy(usize),
    DealMonths,
    Fighting,
    End(&'static [End]),
    Item(usize),
    Value(usize),
    Peace,
    PooledMonths,
    Question(Box<Question>),
}

/// Patterns of outcome names, for help and hints.
pub const OUTCOME_PATTERNS: &str = "holds-M, breaks-M, settled-M (M in months), hold-months, deal-months, fighting-months, \
                            pooled-months, peace-5-years, end.NAME, value.ROLE, cost.ROLE.ITEM, question.NAME";

impl Outcome {
    fn new(name: String, title: String, unit: &str, part: ForecastPart, reading: Reading) -> Self {
        Self { name, title, unit: unit.to_owned(), part, reading }
    }

    /// Finds an outcome of a scenario by name.
    ///
    /// ```
    /// use standoff_lab::outcome::named::Outcome;
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let holds = Outcome::find("holds-24", &scenario).unwrap();
    /// assert_eq!((holds.title.as_str(), holds.unit.as_str()), ("the line holds for 24 months", "chance"));
    /// assert!(Outcome::find("holds-9000", &scenario).is_err());
    /// assert!(Outcome::find("hold-month", &scenario).unwrap_err().render(false).contains("`hold-months`"));
    /// ```
    ///
    /// # Errors
    ///
    /// `unknown-outcome`, with the nearest name; it points into `name`.
    pub fn find(name: &str, scenario: &Scenario) -> Result<Self, Diagnostics> {
        Self::find_for("--outcome", name, scenario)
    }

    /// The same for the argument of this name, to which a refusal points.
    ///
    /// # Errors
    ///
    /// Those of [`Outcome::find`].
    pub fn find_for(argument: &str, name: &str, scenario: &Scenario) -> Result<Self, Diagnostics> {
        let known = Self::list(scenario);
        if let Some(found) = known.iter().find(|outcome| outcome.name == name) {
            return Ok(found.clone());
        }
        if let Some((stem, months)) = name.rsplit_once('-').and_then(|(stem, end)| Some((stem, end.parse().ok()?))) {
            let within = (1..=scenario.horizon_months as usize).contains(&months);
            if let Some(found) = outcome_by_month(stem, months).filter(|_| within) {
                return Ok(found);
            }
        }
        let message = format!("there is no outcome called `{name}`");
        let diagnostic = Diagnostic::error("unknown-outcome", message).at(&(0..name.len()));
        let allowed = format!("{OUTCOME_PATTERNS}; M from 1 to {}", scenario.horizon_months);
        let diagnostic = diagnostic.allowed(allowed).nearest(name, known.iter().map(|outcome| outcome.name.as_str()));
        Err(Diagnostics::one(Source::new(argument, name), diagnostic))
    }

    /// Lists the outcomes of a scenario, in the order of the forecast's four questions.
    pub fn list(scenario: &Scenario) -> Vec<Self> {
        let present = |role: Role| scenario.structure.roles[role].is_some();
        let months = answer_months(scenario.horizon_months as usize);
        let mut all: Vec<Self> = months.iter().filter_map(|&month| outcome_by_month("holds", month)).collect();
        all.push(fixed_outcome(
            "hold-months",
            "months the line holds, within the horizon",
            "months",
            ForecastPart::Hold,
            Reading::HoldMonths,
        ));
        if present(Role::Coalition) {
            let title = "months of the war with pooled money, within the horizon";
            all.push(fixed_outcome("pooled-months", title, "months", ForecastPart::Hold, Reading::PooledMonths));
        }
        all.extend(months.iter().filter_map(|&month| outcome_by_month("settled", month)));
        let title = "months to a settlement or lasting quiet, within the horizon";
        all.push(fixed_outcome("deal-months", title, "months", ForecastPart::Ends, Reading::DealMonths));
        all.push(fixed_outcome(
            "fighting-months",
            "months of fighting, within the horizon",
            "months",
            ForecastPart::Ends,
            Reading::Fighting,
        ));
        let title = "a peace is signed that holds for five years";
        all.push(fixed_outcome("peace-5-years", title, "chance", ForecastPart::Ends, Reading::Peace));
        all.extend(possible_ends(present(Role::Coalition)).into_iter().map(|(name, title, ends)| {
            fixed_outcome(&format!("end.{name}"), title, "chance", ForecastPart::Ends, Reading::End(ends))
        }));
        let war = scenario.war(&scenario.central_values());
        let items = LEDGER_ITEMS.iter().enumerate().filter(|(_, item)| item.belongs_to(&war));
        all.extend(items.map(|(place, item)| ledger_outcome(place, item, scenario)));
        all.extend(Role::ALL.into_iter().filter(|&role| present(role)).map(|role| value_outcome(role, scenario)));
        all.extend(scenario.questions.iter().filter(|question| question.resolvable).map(question_outcome));
        all
    }

    /// True if the outcome is yes or no.
    pub fn is_chance(&self) -> bool {
        self.unit == "chance"
    }

    /// Reads the outcome off a future. `war` gives names and counts, `values` the figures of the draw.
    pub fn read_from(&self, war: &War, values: &Values, run: &Run) -> f64 {
        let yes = |happened: bool| f64::from(u8::from(happened));
        let horizon = run.horizon_months;
        match &self.reading {
            Reading::Holds(months) => yes(run.holds(*months)),
            Reading::Breaks(months) => yes(!run.holds(*months)),
            Reading::HoldMonths => run.first_break().map_or(horizon, |(_, when)| when.min(horizon)),
            Reading::SettledBy(months) => yes(run.settled_by(*months)),
            Reading::DealMonths => run.first_peace_month().unwrap_or(horizon),
            Reading::Fighting => run.fighting_months,
            Reading::End(ends) => yes(run.end.map_or(ends.is_empty(), |(end, _)| ends.contains(&end))),
            Reading::Item(place) => LEDGER_ITEMS[*place].read_from(war, values, run),
            Reading::Value(place) => run.welfare[*place],
            Reading::Peace => ledger::five_year_peace_chance(run),
            Reading::PooledMonths => run.funding.pooled_months,
            Reading::Question(question) => yes(is_answered_yes(question, run, &QuestionContext::new(values, war))),
        }
    }
}

fn fixed_outcome(name: &str, title: &str, unit: &str, part: ForecastPart, reading: Reading) -> Outcome {
    Outcome::new(name.to_owned(), title.to_owned(), unit, part, reading)
}

fn outcome_by_month(stem: &str, months: usize) -> Option<Outcome> {
    let (title, part, reading) = match stem {
        "holds" => (format!("the line holds for {months} months"), ForecastPart::Hold, Reading::Holds(months)),
        "breaks" => (format!("the line breaks within {months} months"), ForecastPart::Hold, Reading::Breaks(months)),
        "settled" => (
            format!("settlement or lasting quiet within {months} months"),
            ForecastPart::Ends,
            Reading::SettledBy(months),
        ),
        _ => return None,
    };
    Some(Outcome::new(format!("{stem}-{months}"), title, "chance", part, reading))
}

fn ledger_outcome(place: usize, item: &LedgerItem, scenario: &Scenario) -> Outcome {
    let name = format!("cost.{}.{}", item.role.name(), item.key);
    let actor = scenario.structure.roles[item.role].as_deref().unwrap_or_default();
    let title = format!("{actor}: {}", item.title);
    Outcome::new(name, title, &item.unit.words(&scenario.currency), ForecastPart::Costs, Reading::Item(place))
}

fn value_outcome(role: Role, scenario: &Scenario) -> Outcome {
    let actor = scenario.structure.roles[role].as_deref().unwrap_or_default();
    let title = format!("{actor}: what it turned out to be worth, by its own values");
    let name = format!("value.{}", role.name());
    Outcome::new(name, title, "share of its stake", ForecastPart::Values, Reading::Value(role as usize))
}

fn question_outcome(question: &Question) -> Outcome {
    let reading = Reading::Question(Box::new(question.clone()));
    Outcome::new(
        format!("question.{}", question.name),
        question.text.clone(),
        "chance",
        ForecastPart::Question,
        reading,
    )
}
