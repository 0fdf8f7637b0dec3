//! Postures, packages and members, without their numbers.

use std::ops::Range;

use standoff_world::coalition::members::{Aggregation, Stance};
use standoff_world::talks::packages::PackageOrigin;
use standoff_world::war::{GuarantorOutline, IssueOutline, MemberOutline, PackageOutline, PostureOutline};

use super::lookup::{find_place, list_names, side_named, title_or_name};
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;

pub(super) fn read_postures(root: &Table) -> Vec<PostureOutline> {
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| PostureOutline {
        name: name.to_owned(),
        title: title_or_name(table, name),
        presses: table.text("presses").and_then(side_named),
        out: table.flag("out").unwrap_or(false),
    };
    root.named_tables("posture").into_iter().map(outline).collect()
}

/// Drafts, with the places of the issues and guarantors that each names.
pub(super) fn read_drafts(
    root: &Table,
    issues: &[IssueOutline],
    guarantors: &[GuarantorOutline],
    found: &mut Diagnostics,
) -> Vec<PackageOutline> {
    let issues = list_names(issues, |issue| &issue.name);
    let guarantors = list_names(guarantors, |guarantor| &guarantor.name);
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| PackageOutline {
        name: name.to_owned(),
        title: title_or_name(table, name),
        origin: PackageOrigin::Draft,
        ceasefire_first: table.flag("ceasefire_first").unwrap_or(false),
        ceasefire_at_signature: table.flag("ceasefire_at_signature").unwrap_or(false),
        issues: find_places("issue", &issues, table, found),
        guarantors: find_places("guarantor", &guarantors, table, found),
    };
    root.named_tables("package").into_iter().map(outline).collect()
}

/// Places of the names in a table of a table, ascending; a fault for each name that the list does not have.
fn find_places(kind: &str, names: &[&str], table: &Table, found: &mut Diagnostics) -> Vec<usize> {
    let named = table.table(kind).into_iter().flat_map(|table| &table.0);
    let mut places: Vec<usize> =
        named.filter_map(|(name, entry)| find_place(kind, names, name, &entry.key, found)).collect();
    places.sort_unstable();
    places
}

pub(super) fn read_members(root: &Table) -> Vec<MemberOutline> {
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| MemberOutline {
        name: name.to_owned(),
        title: title_or_name(table, name),
        groups: read_member_groups(table),
        stance: match table.text("stance") {
            Some("free-riding") => Stance::FreeRiding,
            Some("blocking") => Stance::Blocking,
            _ => Stance::In,
        },
    };
    root.named_tables("member").into_iter().map(outline).collect()
}

fn read_member_groups(table: &Table) -> Vec<String> {
    let mut groups: Vec<String> = table.texts("groups").into_iter().map(|(name, _)| name.to_owned()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

pub(super) fn read_aggregation(root: &Table) -> Aggregation {
    match root.table("coalition").and_then(|table| table.text("aggregation")) {
        Some("equal-share") => Aggregation::EqualShare,
        Some("weakest-link") => Aggregation::WeakestLink,
        Some("best-shot") => Aggregation::BestShot,
        _ => Aggregation::Voluntary,
    }
}
