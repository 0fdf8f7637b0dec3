//! Drawing: elements of SVG, text, colours, hatches, marks and keys.

pub(crate) mod callout;
pub(crate) mod hatch;
pub(crate) mod key;
pub(crate) mod mark;
pub(crate) mod palette;
pub(crate) mod patch;
pub(crate) mod sheet;
pub(crate) mod svg;
pub(crate) mod swatch;
pub(crate) mod text;
