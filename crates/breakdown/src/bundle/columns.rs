//! The columns of a bundle's tables, each described once: the reference of the book is made from this list, and a bundle
//! that lacks one of them is refused.

/// Type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Real numbers.
    Number,
    /// Whole numbers from zero.
    Count,
    /// True or false.
    Flag,
    /// Words.
    Text,
}

impl ColumnType {
    /// Its name for readers.
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "whole number",
            Self::Flag => "true or false",
            Self::Text => "text",
        }
    }
}

/// Description of a column. Capitals in its name stand for something that differs from scenario to scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleColumn {
    /// Name.
    pub name: &'static str,
    /// Type of its values.
    pub kind: ColumnType,
    /// Unit; empty where it has none.
    pub unit: &'static str,
    /// True if a row may have no value.
    pub nullable: bool,
    /// Meaning, and when there is no value.
    pub meaning: &'static str,
}

impl BundleColumn {
    const fn new(name: &'static str, kind: ColumnType, unit: &'static str, meaning: &'static str) -> Self {
        Self { name, kind, unit, nullable: false, meaning }
    }

    const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The words before and after what differs from scenario to scenario; none where the name is always the same.
    fn pattern(&self) -> Option<(&'static str, &'static str)> {
        let start = self.name.find(|letter: char| letter.is_ascii_uppercase())?;
        let end = self.name.rfind(|letter: char| letter.is_ascii_uppercase())? + 1;
        Some((&self.name[..start], &self.name[end..]))
    }

    /// Tests whether every bundle has a column of exactly this name.
    pub fn is_in_every_bundle(&self) -> bool {
        self.pattern().is_none()
    }

    /// Tests whether a column of this name is described by this entry.
    ///
    /// ```
    /// use standoff_breakdown::bundle::columns::RUN_COLUMNS;
    /// let parameter = RUN_COLUMNS.iter().find(|column| column.name == "parameter.PATH").unwrap();
    /// assert!(parameter.describes("parameter.front.odds") && !parameter.describes("end"));
    /// ```
    pub fn describes(&self, name: &str) -> bool {
        match self.pattern() {
            None => self.name == name,
            Some((before, after)) => {
                name.len() > before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
            }
        }
    }
}

use ColumnType::{Count, Flag, Number, Text};

/// Columns of `runs.parquet`, one row for each future.
pub const RUN_COLUMNS: &[BundleColumn] = &[
    BundleColumn::new("draw", Count, "", "Number of the draw of the uncertain parameters."),
    BundleColumn::new("path", Count, "", "Number of the future within its draw."),
    BundleColumn::new(
        "failure",
        Text,
        "",
        "Reason why the future could not be made; null for one that was. All months and sums of a future that failed are empty or zero.",
    )
    .or_null(),
    BundleColumn::new("end", Text, "", "What ended the war, as in `ends` of the findings; `failed` where the future could not be made."),
    BundleColumn::new("winner", Text, "", "Role that won a military end: `invader` or `defender`; null for every other end.").or_null(),
    BundleColumn::new("end_month", Number, "months", "Month of the end; null where the war is still on.").or_null(),
    BundleColumn::new("package", Text, "", "Package that was signed, the last of several; null where none was.").or_null(),
    BundleColumn::new("consented", Flag, "", "True if the coalition delivers its parts of that package; null where none was signed.").or_null(),
    BundleColumn::new("hazard_per_month", Number, "chance per month", "Hazard at signing that the peace fails; null where nothing was signed.").or_null(),
    BundleColumn::new("signatures", Count, "", "Settlements that took effect."),
    BundleColumn::new("peace_failed_month", Number, "months", "First month in which a settlement or a frozen conflict failed; null where none did.").or_null(),
    BundleColumn::new("rounds", Count, "rounds", "Rounds of talks that were held."),
    BundleColumn::new("months_fighting", Number, "months", "Months of fighting until the horizon."),
    BundleColumn::new("months_truce", Number, "months", "Months of truce until the horizon."),
    BundleColumn::new("bilateral", Number, "billions of the scenario's currency", "Bilateral aid that members gave, in all."),
    BundleColumn::new("pooled", Number, "billions of the scenario's currency", "Money from common instruments, in all."),
    BundleColumn::new("break_CAUSE_month", Number, "months", "Month in which this condition for a break of the line was first met, first of all or not; one column for each `cause` in `hold` of the findings; null where it never was.").or_null(),
    BundleColumn::new("outcome.NAME", Number, "that of the outcome", "An outcome by name, as `standoff compare` and `standoff explain` know it; yes is 1, no is 0; null where the future failed, or where the outcome does not apply.").or_null(),
    BundleColumn::new("parameter.PATH", Number, "base unit of the parameter", "Value of an uncertain parameter in this draw; those that do not vary are in the manifest alone."),
];

/// Columns of `paths.parquet`, one row for each month of about a thousand futures.
pub const PATH_COLUMNS: &[BundleColumn] = &[
    BundleColumn::new("draw", Count, "", "Number of the draw."),
    BundleColumn::new("path", Count, "", "Number of the future within its draw."),
    BundleColumn::new("months", Count, "months", "Months from the start; 0 is the start."),
    BundleColumn::new(
        "area",
        Number,
        "km²",
        "Area gained by the invader since the start, as in `paths` of the findings.",
    ),
    BundleColumn::new("coverage", Number, "share", "Coverage of the defender's need."),
    BundleColumn::new(
        "posture",
        Text,
        "",
        "Posture of the great power, by its name in the scenario; null where there is no great power.",
    )
    .or_null(),
    BundleColumn::new("credibility", Number, "share", "Credibility of guarantees."),
    BundleColumn::new(
        "backer.NAME",
        Count,
        "",
        "1 while the backer stands behind its side, 0 while it does not; one column for each backer.",
    ),
];
