//! Standoff for Python: a call of the program within the process, and tables that other libraries read as they are.
//!
//! The typed layer over this module is in `package/standoff`.

mod call;
mod rule;
mod table;

use pyo3::prelude::*;

/// The compiled part of the package.
#[pymodule]
mod _standoff {
    #[pymodule_export]
    use super::call::call;
    #[pymodule_export]
    use super::table::Table;
}
