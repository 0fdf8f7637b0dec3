//! Quantities declared once: name, symbol, unit, bounds, default, range and meaning.
//!
//! Every number a scenario can set is one line of a `quantities!` table in the file of its concept. The
//! struct field, its documentation, the checks of the scenario reader, the schema and the reference page all come
//! from that line.

/// Kind of number: it decides which units a scenario may write it in.
///
/// The world stores every quantity in the base unit named here; a scenario may write any of
/// [`Unit::spellings`] and the reader converts exactly (decision 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A share or probability; base unit 1.
    Share,
    /// A plain number, weight or factor.
    Number,
    /// A recurring rate; base unit events a month. Scales with the step, `q·dt`.
    Rate,
    /// A once-only hazard; base unit probability a month. Scales as `1-(1-h)^dt`.
    Hazard,
    /// A discount factor; base unit a month. Scales as `d^dt`.
    Discount,
    /// A cost in shares of the actor's own stake; base unit a month. Scales as `c(1-d_step)/(1-d_month)`.
    Cost,
    /// A length of time; base unit months.
    Duration,
    /// An area; base unit km².
    Area,
    /// An amount of money; base unit billions of the scenario's currency.
    Money,
    /// A flow of money; base unit billions a year.
    MoneyRate,
    /// A flow of money against income; base unit share of GDP a year.
    Effort,
    /// A shift in log-odds.
    LogOdds,
    /// A count of people a month.
    PeopleRate,
}

/// Conversion of a spelling of a unit into the base unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Conversion {
    /// Multiply by this factor.
    Factor(f64),
    /// A probability over this many months.
    ProbabilityOver(f64),
    /// A factor over this many months.
    PowerOver(f64),
}

/// Months in a week: 12 months are 52 weeks (decision 2).
pub const MONTHS_PER_WEEK: f64 = 12.0 / 52.0;

/// Months by which two moments may differ and still be one: durations are sums of steps, and round.
pub(crate) const ROUNDING_MONTHS: f64 = 1e-9;

impl Conversion {
    /// The value in the base unit.
    pub fn apply(self, value: f64) -> f64 {
        match self {
            Self::Factor(factor) => value * factor,
            Self::ProbabilityOver(months) => hazard_over(value, 1.0 / months),
            Self::PowerOver(months) => libm::pow(value, 1.0 / months),
        }
    }
}

/// The probability that a once-only event of probability `hazard` a month happens within `months`:
/// `1-(1-h)^m` (decision 1).
///
/// ```
/// use standoff_world::quantity::hazard_over;
/// assert!((hazard_over(0.5, 2.0) - 0.75).abs() < 1e-15);
/// ```
pub fn hazard_over(hazard: f64, months: f64) -> f64 {
    1.0 - libm::pow(1.0 - hazard.clamp(0.0, 1.0), months)
}

/// Share of a deviation that is left after `months`, where half of it is left after `half_life` months.
///
/// ```
/// use standoff_world::quantity::half_life_share;
/// assert!((half_life_share(3.0, 6.0) - 0.25).abs() < 1e-15);
/// ```
pub fn half_life_share(half_life: f64, months: f64) -> f64 {
    // Bounds keep a scenario's half-lives well above the floor; it only keeps a war made by hand from dividing by zero.
    libm::pow(0.5, months / half_life.max(1e-9))
}

impl Unit {
    /// The words a scenario may use, each with its conversion; the first is the base unit.
    pub fn spellings(self) -> &'static [(&'static str, Conversion)] {
        use Conversion::{Factor, PowerOver, ProbabilityOver};
        match self {
            Self::Share => &[("share", Factor(1.0)), ("percent", Factor(0.01))],
            Self::Number => &[("number", Factor(1.0))],
            Self::Rate => {
                &[("per month", Factor(1.0)), ("per week", Factor(52.0 / 12.0)), ("per year", Factor(1.0 / 12.0))]
            }
            Self::Hazard => &[
                ("per month", ProbabilityOver(1.0)),
                ("per week", ProbabilityOver(MONTHS_PER_WEEK)),
                ("per year", ProbabilityOver(12.0)),
            ],
            Self::Discount => &[
                ("per month", PowerOver(1.0)),
                ("per week", PowerOver(MONTHS_PER_WEEK)),
                ("per year", PowerOver(12.0)),
            ],
            Self::Cost => &[("per month", Factor(1.0)), ("per year", Factor(1.0 / 12.0))],
            Self::Duration => &[("months", Factor(1.0)), ("weeks", Factor(MONTHS_PER_WEEK)), ("years", Factor(12.0))],
            Self::Area => &[("km2", Factor(1.0))],
            Self::Money => &[("bn", Factor(1.0)), ("m", Factor(0.001))],
            Self::MoneyRate => &[("bn per year", Factor(1.0)), ("bn per month", Factor(12.0))],
            Self::Effort => &[("share of GDP per year", Factor(1.0)), ("percent of GDP per year", Factor(0.01))],
            Self::LogOdds => &[("log-odds", Factor(1.0))],
            Self::PeopleRate => &[("people per month", Factor(1.0)), ("people per year", Factor(1.0 / 12.0))],
        }
    }

    /// The base unit in words.
    pub fn base(self) -> &'static str {
        self.spellings()[0].0
    }
}

/// What a quantity belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One war: its ground, its actors, what they want. Many wars can give no more than what is usual.
    War,
    /// All wars of a class alike: how a front, talks or a peace work. Many wars can teach its value.
    Class,
}

impl Scope {
    /// The word for it in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::War => "war",
            Self::Class => "class",
        }
    }
}

/// One quantity, declared once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Definition {
    /// Field name, the last part of its path in a scenario.
    pub name: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// What it belongs to.
    pub scope: Scope,
    /// Kind of number.
    pub unit: Unit,
    /// Smallest and largest value allowed, in the base unit.
    pub bounds: (f64, f64),
    /// Value where a scenario does not set it; `None` means that it must.
    pub default: Option<f64>,
    /// Plausible range that goes with the default.
    pub range: Option<(f64, f64)>,
    /// Meaning in one sentence.
    pub meaning: &'static str,
}

/// A group of quantities under one place of a scenario, such as `front` or `member.*`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Section {
    /// Path of the group; `*` stands for a name the scenario chooses.
    pub path: &'static str,
    /// Its quantities.
    pub definitions: &'static [Definition],
}

/// Source of a war's figures: a checked scenario, a draw from its ranges, a test.
pub trait Figures {
    /// The figure at a path such as `front.moves`, in its base unit.
    fn figure(&self, path: &str) -> f64;

    /// The figures of a group under a path such as `front`, in the order of its definitions.
    fn group(&self, path: &str, definitions: &[Definition], figures: &mut [f64]) {
        for (figure, definition) in figures.iter_mut().zip(definitions) {
            *figure = self.figure(&format!("{path}.{}", definition.name));
        }
    }
}

/// Declares a struct of quantities: one line each.
///
/// `name: Unit, bounds, default, "symbol", "meaning";` where `default` is `required`, `value` or
/// `value in (low, high)`. A quantity belongs to one war; `name @class: ...` belongs to all wars of a class. Lines after `and` are fields that are no quantities: they start with their default.
macro_rules! quantities {
    ($(#[$attribute:meta])* $struct:ident {
        $($field:ident $(@ $scope:ident)?: $unit:ident, $low:expr => $high:expr, $default:tt $(in ($range_low:expr, $range_high:expr))?, $symbol:literal, $meaning:literal;)*
    } $(and { $($(#[$other_attribute:meta])* $other:ident: $kind:ty;)* })?) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $struct {
            $(#[doc = $meaning] pub $field: f64,)*
            $($($(#[$other_attribute])* pub $other: $kind,)*)?
        }

        impl $struct {
            /// The quantities of this group, in order.
            pub const DEFINITIONS: &'static [$crate::quantity::Definition] = &[
                $($crate::quantity::Definition {
                    name: stringify!($field),
                    symbol: $symbol,
                    scope: $crate::quantity::quantities!(@scope $($scope)?),
                    unit: $crate::quantity::Unit::$unit,
                    bounds: ($low, $high),
                    default: $crate::quantity::quantities!(@default $default),
                    range: $crate::quantity::quantities!(@range $($range_low, $range_high)?),
                    meaning: $meaning,
                },)*
            ];

            /// Reads the group's figures under `path`.
            pub fn read(figures: &dyn $crate::quantity::Figures, path: &str) -> Self {
                let mut all = [0.0; Self::DEFINITIONS.len()];
                figures.group(path, Self::DEFINITIONS, &mut all);
                let [$($field),*] = all;
                Self { $($field,)* $($($other: Default::default(),)*)? }
            }
        }
    };
    (@default required) => { None };
    (@default $value:expr) => { Some($value) };
    (@scope) => { $crate::quantity::Scope::War };
    (@scope class) => { $crate::quantity::Scope::Class };
    (@range) => { None };
    (@range $low:expr, $high:expr) => { Some(($low, $high)) };
}
pub(crate) use quantities;
