//! Bundles on disk.

pub mod draw_table;
pub mod read;
pub mod table;
pub mod write;
