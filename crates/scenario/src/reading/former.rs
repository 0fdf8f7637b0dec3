//! Keys of earlier builds in a file, converted before the file is checked.

mod amount;
pub(super) mod convert;
mod notes;
mod paths;
