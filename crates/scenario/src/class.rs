//! Classes of wars: what a scenario leaves out takes the value that is usual among wars like it.
//!
//! A scenario that names a class states what is its own, and takes the rest from there: how fast a side tires, what a round
//! of talks is worth, how long a truce holds. Without a class the defaults of the declarations count, as they always did.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::parse::parse_toml;
use crate::document::source::Source;
use crate::document::tree::{Entry, Table};
use crate::path::{matches_pattern, names_in_pattern};
use crate::quantities::book::SourceBook;
use crate::quantities::declarations::definition_of_pattern;
use crate::quantities::provenance::Provenance;
use crate::quantities::quantity::Quantity;
use crate::quantities::read::read_quantity;

const INTERSTATE: &str = include_str!("../../../scenarios/reference/interstate.toml");

/// Names of the classes.
pub const NAMES: &[&str] = &["interstate"];

/// Figures that are usual among wars of one kind.
#[derive(Debug)]
pub struct WarClass {
    /// Title for people.
    pub title: String,
    /// Figures by path; a path may hold `*` for any name, and the one with fewest of them counts.
    figures: BTreeMap<String, ClassFigure>,
    /// Concentrations of weights that vary together, by the path of their table.
    concentrations: BTreeMap<String, f64>,
}

/// One figure of a class, with where it comes from.
#[derive(Debug)]
pub(crate) struct ClassFigure {
    pub quantity: Quantity,
    pub provenance: Provenance,
}

impl WarClass {
    /// The class of a name; none where there is no such class.
    ///
    /// ```
    /// use standoff_scenario::WarClass;
    /// assert!(WarClass::find("interstate").is_some_and(|class| class.title.contains("interstate")));
    /// assert!(WarClass::find("naval").is_none());
    /// ```
    pub fn find(name: &str) -> Option<&'static Self> {
        static INTERSTATE_CLASS: OnceLock<Option<WarClass>> = OnceLock::new();
        let name = NAMES.iter().copied().find(|&known| known == name)?;
        // Its file is part of the program; a test reads it and shows every fault.
        INTERSTATE_CLASS.get_or_init(|| Self::read(name, INTERSTATE).ok()).as_ref()
    }

    /// The figure at a path: its own, or that of the closest pattern.
    pub(crate) fn figure(&self, path: &str) -> Option<&ClassFigure> {
        if let Some(figure) = self.figures.get(path) {
            return Some(figure);
        }
        let fitting = self.figures.iter().filter(|(pattern, _)| matches_pattern(pattern, path));
        fitting.max_by_key(|(pattern, _)| names_in_pattern(pattern)).map(|(_, figure)| figure)
    }

    /// The concentration of the weights in a table.
    pub(crate) fn concentration(&self, path: &str) -> Option<f64> {
        self.concentrations.get(path).copied()
    }

    fn read(name: &'static str, text: &str) -> Result<Self, Diagnostics> {
        let source = Source::new(format!("{name}.toml"), text);
        let mut found = Diagnostics::new(source.clone());
        let root = parse_toml(&source, &mut found).unwrap_or_default();
        let reader = ClassReader { book: SourceBook::read(&root, Date::MAX, &mut found) };
        let class = Self {
            title: root.text("title").unwrap_or_default().to_owned(),
            figures: reader.read_figures(root.table("quantities"), &mut found),
            concentrations: read_concentrations(root.table("concentrations")),
        };
        found.finish().map(|_| class)
    }
}

struct ClassReader<'a> {
    book: SourceBook<'a>,
}

impl ClassReader<'_> {
    fn read_figures(&self, table: Option<&Table>, found: &mut Diagnostics) -> BTreeMap<String, ClassFigure> {
        let Some(table) = table else { return BTreeMap::new() };
        let read = |(path, entry): (&String, &Entry)| Some((path.clone(), self.read_figure(path, entry, found)?));
        table.0.iter().filter_map(read).collect()
    }

    fn read_figure(&self, path: &str, entry: &Entry, found: &mut Diagnostics) -> Option<ClassFigure> {
        let Some(definition) = definition_of_pattern(path) else {
            found.push(Diagnostic::error("unknown-path", format!("no quantity fits `{path}`")).at(&entry.key));
            return None;
        };
        let quantity = read_quantity(path, definition, &entry.node, found)?;
        let Some(stated) = self.book.provenance_of(path, &quantity, found) else {
            found.push(Diagnostic::error("no-source", format!("`{path}` has neither source nor grade")).at(&entry.key));
            return None;
        };
        // The key means something in the file of the class alone: readers of a scenario get the title.
        let provenance = Provenance { source: None, title: format!("class of wars: {}", stated.title), ..stated };
        Some(ClassFigure { quantity, provenance })
    }
}

fn read_concentrations(table: Option<&Table>) -> BTreeMap<String, f64> {
    let Some(table) = table else { return BTreeMap::new() };
    table.0.keys().filter_map(|path| Some((path.clone(), table.number(path)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_read_without_a_fault() {
        let class = WarClass::read(NAMES[0], INTERSTATE);
        assert!(class.is_ok(), "{}", class.unwrap_err().render(false));
        assert!(NAMES.iter().all(|name| WarClass::find(name).is_some()));
    }

    #[test]
    fn faults_of_a_class_are_found() {
        let code = |text: &str| WarClass::read(NAMES[0], text).map_err(|found| found.render(false)).unwrap_err();
        assert!(code("[quantities]\n\"front.speed\" = 1").contains("unknown-path"));
        assert!(code("[quantities]\n\"front.moves\" = 1").contains("no-source"));
        assert!(code("[quantities]\n\"front.moves\" = { value = 1, source = \"x\" }").contains("unknown-source"));
        assert!(code("[quantities]\n\"front.moves\" = { value = -1, grade = \"assumption\" }").contains("front.moves"));
    }

    #[test]
    fn the_closest_pattern_counts() {
        let figure = |value: f64| format!("{{ value = {value}, grade = \"assumption\" }}");
        let text = format!(
            "[quantities]\n\"posture.*.rounds\" = {}\n\"posture.backing.rounds\" = {}\n",
            figure(1.0),
            figure(2.0)
        );
        let class = WarClass::read(NAMES[0], &text).unwrap();
        let value = |path: &str| class.figure(path).map(|figure| figure.quantity.value);
        assert_eq!(value("posture.backing.rounds"), Some(2.0));
        assert_eq!(value("posture.out.rounds"), Some(1.0));
        assert_eq!(value("posture.out.arms"), None);
    }
}
