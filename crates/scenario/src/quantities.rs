//! The numbers of a scenario: as they are written, where they come from, the list of all of them, and draws from their
//! ranges.

pub(crate) mod book;
pub(crate) mod declarations;
pub(crate) mod distribution;
pub(crate) mod draws;
pub(crate) mod grade;
pub(crate) mod group;
pub(crate) mod index;
pub(crate) mod list;
pub(crate) mod matching;
pub(crate) mod overrides;
pub(crate) mod parameter;
pub(crate) mod provenance;
pub(crate) mod quantity;
mod quantity_reader;
pub(crate) mod read;
mod read_table;
mod rows;
pub(crate) mod stated;
pub(crate) mod sums;
pub(crate) mod unit;
pub(crate) mod values;

pub use distribution::DISTRIBUTIONS;
pub use draws::Draws;
pub use grade::Grade;
pub use group::Group;
pub use overrides::Override;
pub use parameter::Parameter;
pub use provenance::{Provenance, Reference};
pub use quantity::KEYS;
pub use rows::{ParameterRow, parameter_rows, written_bounds};
pub use values::Values;
