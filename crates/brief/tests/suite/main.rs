//! The brief through its public interface.

mod pictures;
