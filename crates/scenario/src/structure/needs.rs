//! Needs: the instruments that are routes to one, in order of preference.

use std::ops::Range;

use standoff_world::coalition::instruments::Kind;
use standoff_world::war::{InstrumentOutline, NeedOutline};

use super::builder::StructureBuilder;
use super::lookup::{find_place, list_names, title_or_name};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::time::clock::months_between;

impl StructureBuilder<'_> {
    /// Reads the needs; every fault goes to `found`.
    pub fn read_needs(&self, instruments: &[InstrumentOutline], found: &mut Diagnostics) -> Vec<NeedOutline> {
        let mut needs: Vec<NeedOutline> = Vec::new();
        for (name, _, table) in self.root.named_tables("need") {
            let routes = read_routes(name, table, instruments, &needs, found);
            let by_months = self.read_need_date(name, table, found);
            needs.push(NeedOutline { name: name.to_owned(), title: title_or_name(table, name), routes, by_months });
        }
        needs
    }

    fn read_need_date(&self, name: &str, table: &Table, found: &mut Diagnostics) -> Option<f64> {
        let (date, place) = table.date("by").zip(table.span("by"))?;
        if date <= self.start {
            let message = format!("the need `{name}` must be met by {date}, not after the start {}", self.start);
            found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("after {}", self.start)));
        }
        Some(months_between(self.start, date))
    }
}

fn read_routes(
    name: &str,
    table: &Table,
    instruments: &[InstrumentOutline],
    earlier: &[NeedOutline],
    found: &mut Diagnostics,
) -> Vec<usize> {
    let names = list_names(instruments, |instrument| &instrument.name);
    let mut routes: Vec<usize> = Vec::new();
    let stated: Vec<(&str, &Range<usize>)> = table.texts("routes");
    if let (true, Some(place)) = (stated.is_empty(), table.span("routes")) {
        let message = format!("the need `{name}` has no route");
        found
            .push(Diagnostic::error("no-route", message).at(place).allowed("at least one instrument that gives money"));
    }
    for (route, place) in stated {
        let Some(at) = find_place("instrument", &names, route, place, found) else { continue };
        let taken = earlier.iter().find(|need| need.routes.contains(&at)).map(|need| need.name.as_str());
        if let Some(fault) = route_fault(&instruments[at], taken, routes.contains(&at)) {
            found.push(Diagnostic::error("no-route", fault).at(place).hint("remove it from `routes`"));
        }
        routes.push(at);
    }
    routes
}

/// The reason for which an instrument cannot be a route; `taken` names another need that it is a route to.
fn route_fault(instrument: &InstrumentOutline, taken: Option<&str>, repeated: bool) -> Option<String> {
    let route = &instrument.name;
    match taken {
        _ if instrument.kind != Kind::Money => {
            Some(format!("`{route}` gives authority and not money, and meets no need"))
        }
        _ if repeated => Some(format!("`{route}` stands twice in the order of preference")),
        Some(other) => Some(format!("`{route}` is a route to the need `{other}` already")),
        None => None,
    }
}
