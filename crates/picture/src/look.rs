//! Ground and letters of a picture.

/// Ground of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A page: colours are its custom properties, with light ones where it has none.
    Page,
    /// Nothing: own light colours, on its own paper.
    Alone,
}

/// Look of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look<'a> {
    /// Its ground.
    pub ground: Ground,
    /// Families of letters, as CSS names them.
    pub font: &'a str,
}

/// The families that a reader's system has, least surprising first.
const FONT: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

impl Look<'_> {
    /// On a page, in the letters of the reader's system.
    pub const PAGE: Look<'static> = Look { ground: Ground::Page, font: FONT };
    /// Alone, in the letters of the reader's system.
    pub const ALONE: Look<'static> = Look { ground: Ground::Alone, font: FONT };
    /// In a document to print, in its letters.
    pub const PRINTED: Look<'static> = Look { ground: Ground::Alone, font: "Libertinus Serif" };
}
