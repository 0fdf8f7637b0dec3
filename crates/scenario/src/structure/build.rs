//! The parts of a war that are not numbers with a range: names to places, and what makes no war.

use std::ops::Range;

use jiff::civil::Date;
use standoff_world::coalition::{Aggregation, Stance};
use standoff_world::record::RecordOutline;
use standoff_world::roles::{ByRole, BySide, Role, Side};
use standoff_world::war::{
    ElectionOutline, Electorate, MemberOutline, PackageOutline, PostureOutline, Structure, TrackOutline,
};

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::Table;
use crate::structure::instruments;
use crate::time::clock::months_between;
use crate::words::{one_of, short};

/// Longest record, in months.
const LONGEST_RECORD: f64 = 120.0;

/// Builds the structure; every fault goes to `found`, and after a fault some places in it have no meaning.
pub(crate) fn build(root: &Table, start: Date, found: &mut Diagnostics) -> Structure {
    let roles = roles(root);
    present(root, &roles, found);
    let (postures, packages, members) = (postures(root), packages(root), members(root));
    let builder = Builder { root, start, roles: &roles };
    let front = builder.front(found);
    let instruments = instruments::build(root, &members, found);
    let posture_start = builder.at_start("posture", &names(&postures, |posture| &posture.name), found);
    let draft_start = builder.at_start("draft", &names(&packages, |package| &package.name), found);
    let structure = Structure {
        front_steps: front.0,
        front_start: front.1,
        stamina_start: builder.stamina(),
        posture_start,
        draft_start,
        tracks: builder.tracks(found),
        anchors: builder.anchors(&packages, found),
        aggregation: aggregation(root),
        elections: builder.elections(&members, &postures, found),
        record: builder.record(&postures, &packages, (posture_start, draft_start), found),
        roles: roles.clone(),
        postures,
        packages,
        members,
        instruments,
    };
    counts(root, &structure, found);
    structure
}

fn names<T>(items: &[T], name: impl Fn(&T) -> &String) -> Vec<&str> {
    items.iter().map(|item| name(item).as_str()).collect()
}

fn roles(root: &Table) -> ByRole<Option<String>> {
    let table = root.table("roles");
    ByRole::from_fn(|role| table.and_then(|roles| roles.text(role.name())).map(str::to_owned))
}

pub(crate) fn title(table: &Table, name: &str) -> String {
    table.text("title").unwrap_or(name).to_owned()
}

/// The place of a name in a list; a fault where the list has none.
pub(crate) fn place_of(
    kind: &str,
    names: &[&str],
    name: &str,
    place: &Range<usize>,
    found: &mut Diagnostics,
) -> Option<usize> {
    let at = names.iter().position(|known| *known == name);
    if at.is_none() && !found.is_full() {
        let message = format!("no {kind} is called `{}`", short(name));
        let diagnostic = Diagnostic::error("unknown-name", message).at(place).allowed(one_of(names.iter().copied()));
        found.push(diagnostic.nearest(name, names.iter().copied()));
    }
    at
}

/// Tables of a role that does not take part.
fn present(root: &Table, roles: &ByRole<Option<String>>, found: &mut Diagnostics) {
    let absent = |role: Role| roles[role].is_none();
    let values = root.table("values");
    for role in [Role::GreatPower, Role::Coalition].into_iter().filter(|&role| absent(role)) {
        if let Some(entry) = values.and_then(|values| values.get(role.name())) {
            found.push(absent_role(role, &format!("[values.{}]", role.name()), &entry.key));
        }
    }
    for (key, entry) in ["member", "instrument"].iter().filter_map(|key| Some((key, root.get(key)?))) {
        if absent(Role::Coalition) {
            found.push(absent_role(Role::Coalition, &format!("[{key}.*]"), &entry.key));
        }
    }
    if let Some(entry) = root.get("coalition").filter(|_| absent(Role::Coalition)) {
        let message = "[coalition] is not used, as no coalition takes part";
        found.push(Diagnostic::warning("not-used", message).at(&entry.key).hint("name it in [roles], or remove this"));
    }
}

fn absent_role(role: Role, what: &str, place: &Range<usize>) -> Diagnostic {
    let message = format!("{what} belongs to `{}`, which does not take part", role.name());
    Diagnostic::error("absent-role", message)
        .at(place)
        .hint(format!("name `{}` in [roles], or remove this", role.name()))
}

fn postures(root: &Table) -> Vec<PostureOutline> {
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| PostureOutline {
        name: name.to_owned(),
        title: title(table, name),
        presses: table.text("presses").and_then(side),
        out: table.flag("out").unwrap_or(false),
    };
    root.named("posture").into_iter().map(outline).collect()
}

fn side(name: &str) -> Option<Side> {
    match name {
        "invader" => Some(Side::Invader),
        "defender" => Some(Side::Defender),
        _ => None,
    }
}

fn packages(root: &Table) -> Vec<PackageOutline> {
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| PackageOutline {
        name: name.to_owned(),
        title: title(table, name),
        cluster: table.text("cluster").unwrap_or(name).to_owned(),
        ceasefire_first: table.flag("ceasefire_first").unwrap_or(false),
    };
    root.named("package").into_iter().map(outline).collect()
}

fn members(root: &Table) -> Vec<MemberOutline> {
    let outline = |(name, _, table): (&str, &Range<usize>, &Table)| MemberOutline {
        name: name.to_owned(),
        title: title(table, name),
        groups: groups(table),
        stance: match table.text("stance") {
            Some("free-riding") => Stance::FreeRiding,
            Some("blocking") => Stance::Blocking,
            _ => Stance::In,
        },
    };
    root.named("member").into_iter().map(outline).collect()
}

fn groups(table: &Table) -> Vec<String> {
    let mut groups: Vec<String> = table.texts("groups").into_iter().map(|(name, _)| name.to_owned()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn aggregation(root: &Table) -> Aggregation {
    match root.table("coalition").and_then(|table| table.text("aggregation")) {
        Some("equal-share") => Aggregation::EqualShare,
        Some("weakest-link") => Aggregation::WeakestLink,
        Some("best-shot") => Aggregation::BestShot,
        _ => Aggregation::Voluntary,
    }
}

/// Nothing where there must be something.
fn counts(root: &Table, structure: &Structure, found: &mut Diagnostics) {
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

struct Builder<'a> {
    root: &'a Table,
    start: Date,
    roles: &'a ByRole<Option<String>>,
}

impl Builder<'_> {
    fn start_table(&self) -> Option<&Table> {
        self.root.table("at_start")
    }

    fn front(&self, found: &mut Diagnostics) -> (usize, usize) {
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

    fn stamina(&self) -> BySide<usize> {
        let level = |key: &str| self.start_table().and_then(|table| table.count(key)).unwrap_or(2);
        BySide { invader: level("stamina_invader"), defender: level("stamina_defender") }
    }

    fn at_start(&self, key: &str, names: &[&str], found: &mut Diagnostics) -> usize {
        let kind = if key == "draft" { "package" } else { key };
        let table = self.start_table();
        match table.and_then(|table| Some((table.text(key)?, table.span(key)?))) {
            Some((name, place)) => place_of(kind, names, name, place, found).unwrap_or(0),
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

    /// Where the record begins: what it does not say is as at the start.
    fn record(
        &self,
        postures: &[PostureOutline],
        packages: &[PackageOutline],
        at_start: (usize, usize),
        found: &mut Diagnostics,
    ) -> Option<RecordOutline> {
        let table = self.root.table("record")?;
        let needed = [
            ("start", "the first day of the record", format!("a date before {}", self.start)),
            ("area", "the area that the invader held at the start, as the record measures it", "an area".to_owned()),
            ("front", "where the front stood on the first day, in steps", "a number of steps".to_owned()),
        ];
        for (key, meaning, allowed) in needed.into_iter().filter(|(key, ..)| !table.has(key)) {
            let place = self.root.get("record").map_or(0..0, |entry| entry.key.clone());
            let message = format!("`record.{key}` is missing: {meaning}");
            found.push(Diagnostic::error("missing-key", message).at(&place).allowed(allowed));
        }
        let start = table.date("start")?;
        let months = -months_between(self.start, start);
        if months <= 0.0 {
            let place = table.span("start").cloned().unwrap_or(0..0);
            let message = format!("the record begins on {start}, not before the start {}", self.start);
            found.push(
                Diagnostic::error("date-after-start", message).at(&place).allowed(format!("before {}", self.start)),
            );
        } else if months > LONGEST_RECORD {
            let place = table.span("start").cloned().unwrap_or(0..0);
            let message = format!("the record begins on {start}, more than {LONGEST_RECORD} months before the start");
            found.push(Diagnostic::error("out-of-bounds", message).at(&place).allowed("at most 120 months before"));
        }
        let named = |key: &str, kind: &str, names: &[&str], found: &mut Diagnostics| {
            let (name, place) = table.text(key).zip(table.span(key))?;
            place_of(kind, names, name, place, found)
        };
        let posture = named("posture", "posture", &names(postures, |posture| &posture.name), found);
        let draft = named("draft", "package", &names(packages, |package| &package.name), found);
        let (as_posture, as_draft) = at_start;
        let areas = table.date("areas_from").map_or(months, |day| -months_between(self.start, day));
        let (posture, draft) = (posture.unwrap_or(as_posture), draft.unwrap_or(as_draft));
        Some(RecordOutline { months, posture, draft, areas })
    }

    fn tracks(&self, found: &mut Diagnostics) -> Vec<TrackOutline> {
        let mut outline = |(name, place, table): (&str, &Range<usize>, &Table)| {
            let owner = table.text("owner").and_then(|owner| Role::ALL.into_iter().find(|role| role.name() == owner));
            let owner = owner.unwrap_or(Role::Invader);
            let optional = matches!(owner, Role::GreatPower | Role::Coalition);
            if optional && self.roles[owner].is_none() {
                let what = format!("the owner of the track `{name}`");
                found.push(absent_role(owner, &what, table.span("owner").unwrap_or(place)));
            }
            TrackOutline { name: name.to_owned(), title: title(table, name), owner }
        };
        self.root.named("track").into_iter().map(&mut outline).collect()
    }

    fn anchors(&self, packages: &[PackageOutline], found: &mut Diagnostics) -> [usize; 2] {
        let names = names(packages, |package| &package.name);
        let table = self.root.table("ratification");
        let mut anchor = |key: &str| {
            let stated = table.and_then(|table| Some((table.text(key)?, table.span(key)?)));
            stated.and_then(|(name, place)| place_of("package", &names, name, place, found))
        };
        let (refused, accepted) = (anchor("refused"), anchor("accepted"));
        if let (Some(place), true) = (table.and_then(|t| t.span("refused")), refused.is_some() && refused == accepted) {
            let message = "the accepted and the refused package are the same";
            found.push(Diagnostic::error("same-anchors", message).at(place).allowed("two packages"));
        }
        [refused.unwrap_or(0), accepted.unwrap_or(0)]
    }

    fn elections(
        &self,
        members: &[MemberOutline],
        postures: &[PostureOutline],
        found: &mut Diagnostics,
    ) -> Vec<ElectionOutline> {
        let members = names(members, |member| &member.name);
        let postures = names(postures, |posture| &posture.name);
        let tables = self.root.named("election");
        let mut elections: Vec<ElectionOutline> = tables
            .into_iter()
            .map(|(name, place, table)| {
                let of = self.electorate(name, place, table, &members, found);
                ElectionOutline {
                    name: name.to_owned(),
                    of,
                    months: self.election_date(name, table, found),
                    turns: turns(name, of, table, &postures, found),
                }
            })
            .collect();
        elections.sort_by(|one, other| one.months.total_cmp(&other.months).then_with(|| one.name.cmp(&other.name)));
        elections
    }

    fn electorate(
        &self,
        name: &str,
        place: &Range<usize>,
        table: &Table,
        members: &[&str],
        found: &mut Diagnostics,
    ) -> Electorate {
        let of = table.text("of").unwrap_or(name);
        let place = table.span("of").unwrap_or(place);
        if of == Role::GreatPower.name() {
            if self.roles.great_power.is_none() {
                found.push(absent_role(Role::GreatPower, &format!("the election `{name}`"), place));
            }
            return Electorate::GreatPower;
        }
        Electorate::Member(place_of("member", members, of, place, found).unwrap_or(0))
    }

    fn election_date(&self, name: &str, table: &Table, found: &mut Diagnostics) -> f64 {
        let Some((date, place)) = table.date("date").zip(table.span("date")) else { return 0.0 };
        if date <= self.start {
            let message = format!("the election `{name}` is on {date}, not after the start {}", self.start);
            found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("after {}", self.start)));
        }
        months_between(self.start, date)
    }
}

fn turns(name: &str, of: Electorate, table: &Table, postures: &[&str], found: &mut Diagnostics) -> Vec<usize> {
    let Some(turn) = table.table("turn") else { return Vec::new() };
    if let (Electorate::Member(_), Some(entry)) = (of, table.get("turn")) {
        let message = format!("[election.{name}.turn] turns the great power, but a member votes");
        found.push(Diagnostic::error("not-used", message).at(&entry.key).hint("of = \"great_power\", or remove this"));
        return Vec::new();
    }
    let mut places: Vec<usize> =
        turn.0.iter().filter_map(|(to, entry)| place_of("posture", postures, to, &entry.key, found)).collect();
    places.sort_unstable();
    places
}

/// Postures named in tables of rates.
pub(crate) fn check_rates(root: &Table, found: &mut Diagnostics) {
    let postures = root.named("posture");
    let names: Vec<&str> = postures.iter().map(|(name, ..)| *name).collect();
    for (from, _, table) in &postures {
        for (to, entry) in table.table("rate").into_iter().flat_map(|rates| &rates.0) {
            if to == from {
                let message = format!("a rate from `{from}` to itself");
                let allowed = one_of(names.iter().copied().filter(|name| name != from));
                found.push(Diagnostic::error("self-rate", message).at(&entry.key).allowed(allowed).hint("remove it"));
            } else {
                place_of("posture", &names, to, &entry.key, found);
            }
        }
    }
}
