//! Notes on former keys: one for each key and kind of place, which counts the places.

use std::ops::Range;

use super::amount::ConvertedCost;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::keys::former::{Fate, FormerKey};
use crate::words::{format_number, format_rounded, shorten};

/// Code of all notes on former keys.
pub(super) const CODE: &str = "former-key";

/// Kind of place at which a former key was found, and what was done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PlaceKind {
    /// The key itself, converted or dropped.
    Stated,
    /// The key itself, not used because the key that replaced it is stated too.
    Superseded,
    /// A pattern of [[provenance]].
    Provenance,
    /// The path of a lever's change.
    Lever,
}

/// A former key found at one place of a file.
pub(super) struct Sighting {
    pub key: &'static FormerKey,
    pub kind: PlaceKind,
    /// Its path there, with names or `*`.
    pub path: String,
    pub place: Range<usize>,
    /// Name of the lever.
    pub lever: Option<String>,
    /// The converted cost, where there was one to convert.
    pub cost: Option<ConvertedCost>,
    /// Whether a range was dropped.
    pub lost_range: bool,
}

impl Sighting {
    pub fn new(key: &'static FormerKey, kind: PlaceKind, path: String, place: &Range<usize>) -> Self {
        Self { key, kind, path, place: place.clone(), lever: None, cost: None, lost_range: false }
    }
}

/// Writes the notes. Equal ones are tiresome, so each stands at its first place and counts the others.
pub(super) fn push_notes(mut sightings: Vec<Sighting>, found: &mut Diagnostics) {
    sightings.sort_by_key(|one| (one.key.path, one.kind, one.place.start));
    let notes = sightings.chunk_by(|one, next| (one.key.path, one.kind) == (next.key.path, next.kind));
    notes.filter_map(Note::of_group).for_each(|note| found.push(note.diagnostic()));
}

/// One note.
struct Note<'a> {
    first: &'a Sighting,
    count: usize,
    lost_range: bool,
}

impl<'a> Note<'a> {
    fn of_group(group: &'a [Sighting]) -> Option<Self> {
        let lost_range = group.iter().any(|sighting| sighting.lost_range);
        group.first().map(|first| Self { first, count: group.len(), lost_range })
    }

    fn diagnostic(&self) -> Diagnostic {
        Diagnostic::warning(CODE, self.message()).at(&self.first.place).hint(self.hint())
    }

    fn message(&self) -> String {
        let (key, kind, where_found) = (self.first.key, self.first.kind, self.describe_places());
        let old = format!("`{}`{where_found}", shorten(self.path()));
        match (key.successor_of(self.path()), kind) {
            (Some(new), PlaceKind::Superseded) => {
                format!("{old} is not used: `{}`, which replaced it, is stated too", shorten(&new))
            }
            (Some(new), _) => format!("{old} is now `{}`{}", shorten(&new), self.describe_conversion()),
            (None, _) => format!("{old} is no longer a key and is left out{}", self.describe_change()),
        }
    }

    /// The path where there is one place, and else the pattern of the key.
    fn path(&self) -> &str {
        if self.count == 1 { &self.first.path } else { self.first.key.path }
    }

    fn describe_places(&self) -> String {
        let count = self.count;
        match (self.first.kind, &self.first.lever) {
            (PlaceKind::Stated | PlaceKind::Superseded, _) if count == 1 => String::new(),
            (PlaceKind::Stated | PlaceKind::Superseded, _) => format!(", stated in {count} places,"),
            (PlaceKind::Provenance, _) if count == 1 => " in [[provenance]]".to_owned(),
            (PlaceKind::Provenance, _) => format!(" in {count} patterns of [[provenance]]"),
            (PlaceKind::Lever, Some(lever)) if count == 1 => format!(" in the lever `{}`", shorten(lever)),
            (PlaceKind::Lever, _) => format!(" in {count} changes of levers"),
        }
    }

    fn describe_conversion(&self) -> String {
        let here = if self.count == 1 { "" } else { "here " };
        let range = if self.lost_range { ", a constant: its range is left out" } else { "" };
        let figures = self.first.cost.as_ref().map_or(String::new(), |cost| {
            let (written, unit) = cost.written;
            let (value, discount) = (format_rounded(cost.value), format_number(cost.discount));
            let written = format_number(written);
            format!(": {here}{written} {unit} = {value} at a discount factor of {discount} a month")
        });
        format!("{range}{figures}{}", self.describe_change())
    }

    /// The change of meaning. Rules of provenance need none: they have no meaning but that of their key.
    fn describe_change(&self) -> String {
        let change = self.first.key.change;
        if change.is_empty() || self.first.kind == PlaceKind::Provenance {
            String::new()
        } else {
            format!("; {change}")
        }
    }

    fn hint(&self) -> String {
        let Some(new) = self.first.key.successor_of(&self.first.path) else {
            return if self.first.kind == PlaceKind::Lever { "remove the change" } else { "remove it" }.to_owned();
        };
        let name = new.rsplit('.').next().unwrap_or_default();
        match (self.first.kind, &self.first.cost) {
            (PlaceKind::Superseded, _) => "remove it".to_owned(),
            (PlaceKind::Stated, Some(cost)) => format!("write `{name} = {}`", describe_number(cost)),
            (PlaceKind::Lever, Some(cost)) => format!("write `{}`, and {}", shorten(&new), format_rounded(cost.value)),
            (PlaceKind::Stated, None) => self.hint_without_figures(&new),
            _ => format!("write `{}`", shorten(&new)),
        }
    }

    /// A cost without figures was not written as one could be.
    fn hint_without_figures(&self, new: &str) -> String {
        let write = format!("write `{}`", shorten(new));
        match self.first.key.fate {
            Fate::TiedToStake { discount, .. } => {
                format!("{write}, a number: what is meant per month, divided by 1 - `{discount}`")
            }
            Fate::Renamed { .. } | Fate::Constant { .. } | Fate::Dropped => write,
        }
    }
}

fn describe_number(cost: &ConvertedCost) -> String {
    let value = format_rounded(cost.value);
    match cost.range.map(|ends| ends.map(format_rounded)) {
        Some([low, high]) => format!("{{ value = {value}, range = [{low}, {high}] }}"),
        None => value,
    }
}
