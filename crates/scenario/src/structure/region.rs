//! Regions of the land in dispute, for readers: the model has one front, and no map.

use jiff::civil::Date;

use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::quantities::book::SourceBook;
use crate::quantities::grade::Grade;

/// A region and how much of it the invader held at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Name.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its area in km².
    pub area: f64,
    /// Share of it that the invader held, 0 to 1.
    pub held: f64,
    /// Key of the source in the scenario.
    pub source: Option<String>,
    /// Day that the share describes.
    pub date: Option<Date>,
    /// Grade of the evidence.
    pub grade: Grade,
    /// Its place on a tile map, from the left and from the top; none where the scenario states none.
    pub tile: Option<[usize; 2]>,
}

/// The regions in alphabetical order; unknown sources and late dates go to `found`.
pub(crate) fn read_regions(root: &Table, book: &SourceBook<'_>, found: &mut Diagnostics) -> Vec<Region> {
    let regions = root.named_tables("region").into_iter();
    let read = |(name, _, table): (&str, _, &Table)| {
        let grade = table.text("grade").and_then(Grade::from_name);
        let source = table.text("source");
        book.check_origin(source.zip(table.span("source")), table.date("date").zip(table.span("date")), grade, found);
        Some(Region {
            name: name.to_owned(),
            title: table.text("title").unwrap_or(name).to_owned(),
            area: table.number("area")?,
            held: table.number("held")?,
            source: source.map(str::to_owned),
            date: table.date("date"),
            grade: grade.unwrap_or(Grade::Assumption),
            tile: table.count("column").zip(table.count("row")).map(|(column, row)| [column, row]),
        })
    };
    let mut regions: Vec<Region> = regions.filter_map(read).collect();
    regions.sort_by(|one, other| one.name.cmp(&other.name));
    regions
}
