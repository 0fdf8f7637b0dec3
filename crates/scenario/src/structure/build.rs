//! The structure of a war from its tables, and what makes no war.

use std::ops::Range;

use jiff::civil::Date;
use standoff_world::actors::roles::{BySide, Role};
use standoff_world::war::{PackageOutline, Structure, TrackOutline};

use super::builder::StructureBuilder;
use super::instruments::build_instruments;
use super::lookup::{find_place, list_names, title_or_name};
use super::menu::following_settlements;
use super::outlines::{read_aggregation, read_drafts, read_members, read_postures};
use super::roles::{absent_role, check_absent_roles, read_roles};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::words::one_of;

/// Builds the structure; every fault goes to `found`.
///
/// After a fault a missing place is zero, so that the rest can be checked too; such a structure is not used.
pub(crate) fn build_structure(root: &Table, start: Date, found: &mut Diagnostics) -> Structure {
    let roles = read_roles(root);
    check_absent_roles(root, &roles, found);
    let (postures, members) = (read_postures(root), read_members(root));
    let builder = StructureBuilder { root, start, roles: &roles };
    let (issues, guarantors) = (builder.read_issues(found), builder.read_guarantors());
    let packages = read_drafts(root, &issues, &guarantors, found);
    let front = builder.read_front(found);
    let instruments = build_instruments(root, &members, found);
    let posture_start = builder.read_place_at_start("posture", &list_names(&postures, |posture| &posture.name), found);
    let draft_start = builder.read_place_at_start("draft", &list_names(&packages, |package| &package.name), found);
    let anchors = builder.read_anchors(&packages, found);
    let backers = builder.read_backers(found);
    let record = builder.read_record((&postures, &packages, &backers), (posture_start, draft_start), found);
    let settlements = following_settlements(&packages);
    let structure = Structure {
        start_month_of_year: month_of_year(start),
        front_steps: front.0,
        front_start: front.1,
        stamina_start: builder.read_stamina(),
        posture_start,
        draft_start,
        tracks: builder.read_tracks(found),
        anchors,
        aggregation: read_aggregation(root),
        elections: builder.read_elections(&members, &postures, found),
        record,
        needs: builder.read_needs(&instruments, found),
        limited_truces: builder.read_limited_truces(found),
        backers,
        roles: roles.clone(),
        postures,
        issues,
        guarantors,
        packages: [packages, settlements].concat(),
        members,
        instruments,
    };
    check_counts(root, &structure, found);
    structure
}

/// Rejects a scenario without postures, packages, tracks or members where these are needed.
fn check_counts(root: &Table, structure: &Structure, found: &mut Diagnostics) {
    let place = |key: &str| root.get(key).map_or(0..0, |entry| entry.key.clone());
    let none = |code, message: &str, key: &str| Diagnostic::error(code, message).at(&place(key));
    if structure.postures.is_empty() {
        let hint = "where there is no great power, one posture with its `rounds` of talks";
        found.push(none("no-posture", "the scenario has no posture", "posture").allowed("[posture.NAME]").hint(hint));
    }
    if structure.packages.is_empty() {
        found.push(none("no-package", "the scenario has no package", "package").allowed("[package.NAME]"));
    }
    if structure.tracks.is_empty() {
        found.push(none("no-track", "the scenario has no track of talks", "track").allowed("[track.NAME]"));
    }
    if structure.roles.coalition.is_some() && structure.members.is_empty() {
        let message = "the coalition takes part but has no member";
        found.push(none("empty-coalition", message, "roles").allowed("at least one [member.NAME]"));
    }
    if structure.roles.great_power.is_none() && structure.postures.len() > 1 {
        let message = "several postures, but no great power takes part";
        found
            .push(none("absent-role", message, "posture").allowed("one posture").hint("name `great_power` in [roles]"));
    }
}

/// Months into the year on a day, each calendar month as one.
fn month_of_year(day: Date) -> f64 {
    f64::from(day.month() - 1) + f64::from(day.day() - 1) / f64::from(day.days_in_month())
}

impl StructureBuilder<'_> {
    fn read_front(&self, found: &mut Diagnostics) -> (usize, usize) {
        let table = self.start_table();
        let steps = table.and_then(|table| table.count("front_steps")).unwrap_or(24);
        let front = table.and_then(|table| Some((table.count("front")?, table.span("front")?)));
        let Some((front, place)) = front else { return (steps, 1) };
        if front == 0 || front >= steps {
            let message =
                format!("the front at {front} of {steps} steps is the end of a war, not the start of a forecast");
            let diagnostic = Diagnostic::error("out-of-bounds", message).at(place);
            found.push(diagnostic.allowed(format!("1 to {}", steps.saturating_sub(1))));
        }
        (steps, front)
    }

    fn read_stamina(&self) -> BySide<usize> {
        let level = |key: &str| self.start_table().and_then(|table| table.count(key)).unwrap_or(2);
        BySide { invader: level("stamina_invader"), defender: level("stamina_defender") }
    }

    fn read_place_at_start(&self, key: &str, names: &[&str], found: &mut Diagnostics) -> usize {
        let kind = if key == "draft" { "package" } else { key };
        let table = self.start_table();
        match table.and_then(|table| Some((table.text(key)?, table.span(key)?))) {
            Some((name, place)) => find_place(kind, names, name, place, found).unwrap_or(0),
            None => {
                if names.len() > 1 && !table.is_some_and(|table| table.has(key)) {
                    let place = self.root.get("at_start").map_or(0..0, |entry| entry.key.clone());
                    let message = format!("`at_start.{key}` is missing, and there are {} to choose from", names.len());
                    found.push(
                        Diagnostic::error("missing-key", message).at(&place).allowed(one_of(names.iter().copied())),
                    );
                }
                0
            }
        }
    }

    fn read_tracks(&self, found: &mut Diagnostics) -> Vec<TrackOutline> {
        let mut outline = |(name, place, table): (&str, &Range<usize>, &Table)| {
            let owner = table.text("owner").and_then(|owner| Role::ALL.into_iter().find(|role| role.name() == owner));
            let owner = owner.unwrap_or(Role::Invader);
            let optional = matches!(owner, Role::GreatPower | Role::Coalition);
            if optional && self.roles[owner].is_none() {
                let what = format!("the owner of the track `{name}`");
                found.push(absent_role(owner, &what, table.span("owner").unwrap_or(place)));
            }
            TrackOutline { name: name.to_owned(), title: title_or_name(table, name), owner }
        };
        self.root.named_tables("track").into_iter().map(&mut outline).collect()
    }

    fn read_anchors(&self, packages: &[PackageOutline], found: &mut Diagnostics) -> Option<[usize; 2]> {
        let names = list_names(packages, |package| &package.name);
        let table = self.root.table("ratification")?;
        let mut anchor = |key: &str| {
            let stated = table.text(key).zip(table.span(key));
            stated.and_then(|(name, place)| find_place("package", &names, name, place, found))
        };
        let (refused, accepted) = (anchor("refused"), anchor("accepted"));
        if let (Some(place), true) = (table.span("refused"), refused.is_some() && refused == accepted) {
            let message = "the accepted and the refused package are the same";
            found.push(Diagnostic::error("same-anchors", message).at(place).allowed("two packages"));
        }
        Some([refused.unwrap_or(0), accepted.unwrap_or(0)])
    }
}

/// Checks the postures named in tables of rates.
pub(crate) fn check_rates(root: &Table, found: &mut Diagnostics) {
    let postures = root.named_tables("posture");
    let names: Vec<&str> = postures.iter().map(|(name, ..)| *name).collect();
    for (from, _, table) in &postures {
        for (to, entry) in table.table("rate").into_iter().flat_map(|rates| &rates.0) {
            if to == from {
                let message = format!("a rate from `{from}` to itself");
                let allowed = one_of(names.iter().copied().filter(|name| name != from));
                found.push(Diagnostic::error("self-rate", message).at(&entry.key).allowed(allowed).hint("remove it"));
            } else {
                find_place("posture", &names, to, &entry.key, found);
            }
        }
    }
}
