//! The crate as others use it.

mod parquet_files;
