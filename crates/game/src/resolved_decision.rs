//! A decision resolved to places in the scenario's lists and checked against the options of the role.

use crate::decision::{Decision, FormOfNo};
use crate::options::{DecisionOptions, InstrumentOption};
use crate::refusal::{FieldPlace, list_names};
use standoff_scenario::Diagnostic;
use standoff_world::intervention::Orders;

/// A decision that the role may take.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ResolvedDecision {
    /// Package to table.
    pub propose: Option<usize>,
    /// True for each package to which it says yes.
    pub accept: Option<Vec<bool>>,
    /// Form of a no.
    pub no: Option<FormOfNo>,
    /// True for each package whose parts it delivers.
    pub consent: Option<Vec<bool>>,
    /// Posture to take, and to keep for the month.
    pub posture: Option<usize>,
    /// Factor on aid.
    pub aid: Option<f64>,
    /// Instruments that open.
    pub opened: Vec<usize>,
    /// Instruments that close for good.
    pub closed: Vec<usize>,
}

impl ResolvedDecision {
    /// Resolves a decision for the month of the options.
    ///
    /// # Errors
    ///
    /// A diagnostic for each field that the role may not fill, each name that the scenario does not have, and each
    /// number out of range (decision 64).
    pub(super) fn resolve(decision: &Decision, options: &DecisionOptions) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = DecisionReader { options, found: Vec::new() };
        let choice = reader.resolve_fields(decision);
        if reader.found.is_empty() { Ok(choice) } else { Err(reader.found) }
    }

    /// Orders for the state at the start of the month.
    pub(super) fn orders(&self) -> Orders {
        Orders { posture: self.posture, opened: self.opened.clone(), closed: self.closed.clone() }
    }
}

struct DecisionReader<'a> {
    options: &'a DecisionOptions,
    found: Vec<Diagnostic>,
}

impl DecisionReader<'_> {
    fn resolve_fields(&mut self, decision: &Decision) -> ResolvedDecision {
        self.check_rights(decision);
        let accept = decision.accept.as_deref().map(|names| self.package_flags("accept", names));
        let evades = accept.is_some().then_some(FormOfNo::Evade);
        let choice = ResolvedDecision {
            propose: decision.propose.as_deref().and_then(|name| self.package_place("propose", name)),
            accept,
            no: decision.no.or(evades),
            consent: decision.consent.as_deref().map(|names| self.package_flags("consent", names)),
            posture: decision.posture.as_deref().and_then(|name| self.posture_place(name)),
            aid: decision.aid.filter(|&factor| self.check_aid_factor(factor)),
            opened: self.instrument_places("open", &decision.open),
            closed: self.instrument_places("close", &decision.close),
        };
        if self.found.is_empty() {
            self.check_instruments(&choice);
        }
        choice
    }

    fn field_place(&self, field: &'static str) -> FieldPlace {
        FieldPlace { month: self.options.month, field }
    }

    /// Checks that every field that is filled is one that the role may fill.
    fn check_rights(&mut self, decision: &Decision) {
        let options = self.options;
        let Decision { propose, accept, no, consent, posture, aid, open, close } = decision;
        let leads = |some: fn(&InstrumentOption) -> bool| options.instruments.iter().any(some);
        let filled = [
            ("propose", propose.is_some(), options.propose),
            ("accept", accept.is_some(), options.accept),
            ("no", no.is_some(), options.accept),
            ("consent", consent.is_some(), options.consent),
            ("posture", posture.is_some(), options.posture),
            ("aid", aid.is_some(), options.aid),
            ("open", !open.is_empty(), options.consent || leads(|one| one.open)),
            ("close", !close.is_empty(), options.consent || leads(|one| one.close)),
        ];
        for (field, _, _) in filled.into_iter().filter(|(_, filled, may)| *filled && !may) {
            let fault = self.field_place(field).fault_here("not-this-chair", "the chair does not decide this now");
            self.found.push(fault.allowed(list_names(options.open_fields().into_iter())));
        }
    }

    fn package_place(&mut self, field: &'static str, name: &str) -> Option<usize> {
        let names = self.options.packages.iter().map(|one| one.name.as_str());
        self.find_or_refuse(field, ["unknown-package", "package"], name, names)
    }

    fn posture_place(&mut self, name: &str) -> Option<usize> {
        let names = self.options.postures.iter().map(|one| one.name.as_str());
        self.find_or_refuse("posture", ["unknown-posture", "posture"], name, names)
    }

    /// Place of a name among `names`. Where it is none of them, notes the fault at `field`: `code` names the fault, `kind`
    /// says what was looked for.
    fn find_or_refuse<'b>(
        &mut self,
        field: &'static str,
        [code, kind]: [&'static str; 2],
        name: &str,
        mut names: impl Iterator<Item = &'b str> + Clone,
    ) -> Option<usize> {
        let known = names.clone();
        let found = names.position(|known| known == name);
        if found.is_none() {
            self.found.push(self.field_place(field).unknown_name(code, kind, name, known));
        }
        found
    }

    fn package_flags(&mut self, field: &'static str, names: &[String]) -> Vec<bool> {
        let mut yes = vec![false; self.options.packages.len()];
        for name in names {
            if let Some(place) = self.package_place(field, name) {
                yes[place] = true;
            }
        }
        yes
    }

    fn check_aid_factor(&mut self, factor: f64) -> bool {
        let fits = (0.0..=2.0).contains(&factor);
        if !fits {
            self.found.push(self.field_place("aid").fault_here("out-of-range", factor).allowed("a factor from 0 to 2"));
        }
        fits
    }

    fn instrument_places(&mut self, field: &'static str, names: &[String]) -> Vec<usize> {
        let known = self.options.instruments.iter().map(|one| one.name.as_str());
        let find =
            |name: &String| self.find_or_refuse(field, ["unknown-instrument", "instrument"], name, known.clone());
        let mut places: Vec<usize> = names.iter().filter_map(find).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Checks that every instrument to be opened is tabled, has what it requires and a free pool, and that every one to
    /// be closed is open.
    fn check_instruments(&mut self, choice: &ResolvedDecision) {
        for &place in &choice.opened {
            if let Some(why) = self.reason_not_to_open(place, choice) {
                self.refuse_instrument("open", place, &why, |one| one.open);
            }
        }
        for &place in choice.closed.iter().filter(|&&place| !self.options.instruments[place].close) {
            let why = format!("is {}", self.options.instruments[place].status);
            self.refuse_instrument("close", place, &why, |one| one.close);
        }
    }

    /// Reason why an instrument cannot open; none where it can.
    fn reason_not_to_open(&self, place: usize, choice: &ResolvedDecision) -> Option<String> {
        let all = &self.options.instruments;
        let one = &all[place];
        // Open once the decisions of this month are carried out.
        let open = |other: usize| {
            !choice.closed.contains(&other) && (choice.opened.contains(&other) || all[other].status == "open")
        };
        let lacks = one
            .requires
            .as_ref()
            .filter(|needed| !(0..all.len()).any(|other| all[other].name == **needed && open(other)));
        let rival = (0..all.len())
            .find(|&other| other != place && one.pool.is_some() && all[other].pool == one.pool && open(other));
        if !one.open {
            Some(format!("is {}", one.status))
        } else if let Some(needed) = lacks {
            Some(format!("requires `{needed}`, which is not open"))
        } else {
            rival.map(|rival| format!("shares a pool with `{}`, which is open", all[rival].name))
        }
    }

    fn refuse_instrument(&mut self, field: &'static str, place: usize, why: &str, may: fn(&InstrumentOption) -> bool) {
        let all = &self.options.instruments;
        let fault = self.field_place(field).fault_here("instrument-status", format!("`{}` {why}", all[place].name));
        let fault = fault.allowed(list_names(all.iter().filter(|one| may(one)).map(|one| one.name.as_str())));
        self.found.push(fault);
    }
}
