//! The inputs of a search.

/// The kind of an input, which decides how it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputKind {
    /// A number: limits lie midway between neighbouring values, and equal values stay together.
    Real,
    /// A whole number: limits are values that occur.
    Integer,
    /// A code without order: categories are excluded one by one.
    Category,
}

/// One input: a value for each row.
///
/// # Examples
///
/// ```
/// use standoff_stats::discovery::{Input, InputKind};
/// let input = Input::real("front.moves", &[0.3, 0.9]);
/// assert_eq!((input.name, input.kind), ("front.moves", InputKind::Real));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input<'a> {
    /// Its name, different from all others.
    pub name: &'a str,
    /// Its value in each row.
    pub values: &'a [f64],
    /// Its kind.
    pub kind: InputKind,
}

impl<'a> Input<'a> {
    /// A real input.
    pub const fn real(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: InputKind::Real }
    }

    /// An input of whole numbers.
    pub const fn integer(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: InputKind::Integer }
    }

    /// An input of categories.
    pub const fn category(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: InputKind::Category }
    }
}
