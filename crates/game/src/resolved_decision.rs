//! A decision in places of the scenario's lists, checked against what the chair may decide.

use crate::decision::{Decision, Form};
use crate::options::{InstrumentOption, Options};
use crate::refusal::{Place, listed};
use standoff_scenario::Diagnostic;
use standoff_world::intervention::Orders;

/// A decision that the chair may take.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ResolvedDecision {
    /// Package to table.
    pub propose: Option<usize>,
    /// Whether to say yes, by package.
    pub accept: Option<Vec<bool>>,
    /// How to say no.
    pub no: Option<Form>,
    /// Whether to deliver, by package.
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
    /// Reads a decision for the month of the options.
    ///
    /// # Errors
    ///
    /// Everything in it that the chair may not decide, that the scenario does not have or that is out of range.
    pub(super) fn read(decision: &Decision, options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader { options, found: Vec::new() };
        let choice = reader.choice(decision);
        if reader.found.is_empty() { Ok(choice) } else { Err(reader.found) }
    }

    /// What it brings about in the state at the start of the month.
    pub(super) fn orders(&self) -> Orders {
        Orders { posture: self.posture, opened: self.opened.clone(), closed: self.closed.clone() }
    }
}

struct Reader<'a> {
    options: &'a Options,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn choice(&mut self, decision: &Decision) -> ResolvedDecision {
        self.check_rights(decision);
        let accept = decision.accept.as_deref().map(|names| self.packages("accept", names));
        let evades = accept.is_some().then_some(Form::Evade);
        let choice = ResolvedDecision {
            propose: decision.propose.as_deref().and_then(|name| self.package("propose", name)),
            accept,
            no: decision.no.or(evades),
            consent: decision.consent.as_deref().map(|names| self.packages("consent", names)),
            posture: decision.posture.as_deref().and_then(|name| self.posture(name)),
            aid: decision.aid.filter(|&factor| self.in_range(factor)),
            opened: self.instruments("open", &decision.open),
            closed: self.instruments("close", &decision.close),
        };
        if self.found.is_empty() {
            self.check_instruments(&choice);
        }
        choice
    }

    fn place(&self, field: &'static str) -> Place {
        Place { month: self.options.month, field }
    }

    /// Every field that is filled must be one that the chair fills.
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
            let fault = self.place(field).fault("not-this-chair", "the chair does not decide this now");
            self.found.push(fault.allowed(listed(options.fields().into_iter())));
        }
    }

    fn package(&mut self, field: &'static str, name: &str) -> Option<usize> {
        let names = self.options.packages.iter().map(|one| one.name.as_str());
        self.find(field, ["unknown-package", "package"], name, names)
    }

    fn posture(&mut self, name: &str) -> Option<usize> {
        let names = self.options.postures.iter().map(|one| one.name.as_str());
        self.find("posture", ["unknown-posture", "posture"], name, names)
    }

    fn find<'b>(
        &mut self,
        field: &'static str,
        [code, kind]: [&'static str; 2],
        name: &str,
        mut names: impl Iterator<Item = &'b str> + Clone,
    ) -> Option<usize> {
        let known = names.clone();
        let found = names.position(|known| known == name);
        if found.is_none() {
            self.found.push(self.place(field).unknown(code, kind, name, known));
        }
        found
    }

    fn packages(&mut self, field: &'static str, names: &[String]) -> Vec<bool> {
        let mut yes = vec![false; self.options.packages.len()];
        for name in names {
            if let Some(place) = self.package(field, name) {
                yes[place] = true;
            }
        }
        yes
    }

    fn in_range(&mut self, factor: f64) -> bool {
        let fits = (0.0..=2.0).contains(&factor);
        if !fits {
            self.found.push(self.place("aid").fault("out-of-range", factor).allowed("a factor from 0 to 2"));
        }
        fits
    }

    fn instruments(&mut self, field: &'static str, names: &[String]) -> Vec<usize> {
        let known = self.options.instruments.iter().map(|one| one.name.as_str());
        let find = |name: &String| self.find(field, ["unknown-instrument", "instrument"], name, known.clone());
        let mut places: Vec<usize> = names.iter().filter_map(find).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// An instrument opens that is tabled, has what it needs and a free pool; one closes that is open.
    fn check_instruments(&mut self, choice: &ResolvedDecision) {
        for &place in &choice.opened {
            if let Some(why) = self.shut(place, choice) {
                self.refuse_instrument("open", place, &why, |one| one.open);
            }
        }
        for &place in choice.closed.iter().filter(|&&place| !self.options.instruments[place].close) {
            let why = format!("is {}", self.options.instruments[place].status);
            self.refuse_instrument("close", place, &why, |one| one.close);
        }
    }

    /// Why an instrument cannot open.
    fn shut(&self, place: usize, choice: &ResolvedDecision) -> Option<String> {
        let all = &self.options.instruments;
        let one = &all[place];
        // What is open once the month has begun.
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
        let fault = self.place(field).fault("instrument-status", format!("`{}` {why}", all[place].name));
        let fault = fault.allowed(listed(all.iter().filter(|one| may(one)).map(|one| one.name.as_str())));
        self.found.push(fault);
    }
}
