//! Regions of the land in dispute, for readers: the model has one front, and no map.

use jiff::civil::Date;

use crate::document::diagnostic::Diagnostics;
use crate::document::tree::Table;
use crate::quantities::provenance::Book;
use crate::quantities::quantity::Grade;

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
}

/// The regions in alphabetical order; unknown sources and late dates go to `found`.
pub(crate) fn read(root: &Table, book: &Book<'_>, found: &mut Diagnostics) -> Vec<Region> {
    let regions = root.named("region").into_iter();
    let read = |(name, _, table): (&str, _, &Table)| {
        let grade = table.text("grade").and_then(Grade::from_name);
        let source = table.text("source");
        book.check(source.zip(table.span("source")), table.date("date").zip(table.span("date")), grade, found);
        Some(Region {
            name: name.to_owned(),
            title: table.text("title").unwrap_or(name).to_owned(),
            area: table.number("area")?,
            held: table.number("held")?,
            source: source.map(str::to_owned),
            date: table.date("date"),
            grade: grade.unwrap_or(Grade::Assumption),
        })
    };
    let mut regions: Vec<Region> = regions.filter_map(read).collect();
    regions.sort_by(|one, other| one.name.cmp(&other.name));
    regions
}

#[cfg(test)]
mod tests {
    use crate::{Scenario, Source, template};

    fn with(regions: &str) -> Result<Scenario, String> {
        let text = format!("{}\n{regions}", template::text("small"));
        let found = Scenario::parse(&Source::new("small.toml", text));
        found.map(|(scenario, _)| scenario).map_err(|found| found.to_string())
    }

    #[test]
    fn regions_change_no_result() {
        let own = "[region.west]\narea = 200\nheld = 0.25\n[region.east]\ntitle = \"East\"\narea = 100\nheld = 1\n";
        let scenario = with(own).unwrap();
        let regions: Vec<(&str, f64)> =
            scenario.regions.iter().map(|region| (region.title.as_str(), region.area * region.held)).collect();
        assert_eq!(regions, [("East", 100.0), ("west", 50.0)]);
        assert_eq!(scenario.digest(), with("").unwrap().digest());
    }

    #[test]
    fn what_is_wrong_is_told() {
        let wrong = [
            ("area = 1\nheld = 1.5", "from 0 to 1"),
            ("area = 1", "held"),
            ("area = 1\nheld = 1\nsource = \"nobody\"", "no source is called `nobody`"),
            ("area = 1\nheld = 1\ndate = 9999-01-01", "after the start"),
        ];
        for (keys, word) in wrong {
            let said = with(&format!("[region.one]\n{keys}\n")).unwrap_err();
            assert!(said.contains(word), "{said}");
        }
    }
}
