//! Bundles on disk: written, read and checked, and turned into tables.

pub mod columns;
pub mod draw_table;
mod file_error;
pub mod inputs;
pub mod manifest;
pub mod read;
pub mod run_tables;
pub mod table;
pub mod write;
