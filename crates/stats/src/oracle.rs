//! Reads the tables of the oracle files in tests.

include!("../../num/src/oracle.rs");
