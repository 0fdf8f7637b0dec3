//! The questions of a scenario, read and checked.

use jiff::civil::Date;

use super::event::QuestionEvent;
use super::event_reader::EventReader;
use super::horizon::{Visibility, answer_visibility};
use super::preset::{IN_EFFECT, PRESETS, Preset};
use super::question::Question;
use super::question_reader::QuestionReader;
use super::wording::{SCOPE_WORDS, Scope, Stage, Wording};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::scenario::Scenario;
use crate::time::clock::months_between;

/// Reads the questions; every fault goes to `found`.
pub(crate) fn read_questions(root: &Table, scenario: &Scenario, found: &mut Diagnostics) -> Vec<Question> {
    let tables = root.named_tables("question").into_iter();
    tables
        .filter_map(|(name, place, table)| QuestionReader { name, place, table, scenario, found }.read_question())
        .collect()
}

impl QuestionReader<'_> {
    fn read_question(&mut self) -> Option<Question> {
        let preset = self.table.text("preset").and_then(|name| PRESETS.iter().find(|preset| preset.name == name));
        let event = self.read_event(preset)?;
        let wording = self.read_wording(preset.map_or(IN_EFFECT, |preset| preset.wording));
        let by = self.table.date("by")?;
        self.warn_unused(event);
        let resolvable = self.check_date(by, event, &wording) & self.check_scope(wording.scope);
        Some(Question {
            name: self.name.to_owned(),
            text: self.table.text("text").unwrap_or_default().to_owned(),
            event,
            wording,
            by,
            months: months_between(self.scenario.start, by),
            preset,
            resolvable,
            note: self.table.text("note").map(str::to_owned),
        })
    }

    fn read_wording(&self, preset: Wording) -> Wording {
        let scope = self.table.text("scope").and_then(|word| SCOPE_WORDS.iter().position(|scope| *scope == word));
        Wording {
            scope: scope.map_or(preset.scope, |place| [Scope::General, Scope::Sectoral, Scope::Local][place]),
            mutual: self.table.flag("mutual").unwrap_or(preset.mutual),
            min_days: self.table.count("min_days").map_or(preset.min_days, |days| days as u32),
            intended: self.table.flag("intended").unwrap_or(preset.intended),
            stage: match self.table.text("stage") {
                Some("agreed") => Stage::Agreed,
                Some("signed") => Stage::Signed,
                Some(_) => Stage::InEffect,
                None => preset.stage,
            },
        }
    }

    fn read_event(&mut self, preset: Option<&'static Preset>) -> Option<QuestionEvent> {
        match self.table.text("event") {
            None if self.table.has("event") => None,
            None => {
                if preset.is_none() && !self.table.has("preset") {
                    self.reject_missing("event", "an event, or a preset that has one");
                }
                preset.map(|preset| preset.event)
            }
            Some("ceasefire") => Some(QuestionEvent::Ceasefire),
            Some("settlement") => Some(QuestionEvent::Settlement),
            Some("truce-lasts") => Some(QuestionEvent::TruceLasts),
            Some("line-breaks") => Some(QuestionEvent::LineBreaks),
            Some("front-beyond") => {
                self.read_value("km2 beyond the line at the start", (0.0, 1e9)).map(QuestionEvent::FrontBeyond)
            }
            Some("coverage-below") => self.read_coverage(),
            Some("great-power-out") => self.read_great_power_out(),
            Some(word) => EventReader { asked: self }.read_event(word),
        }
    }

    fn read_coverage(&mut self) -> Option<QuestionEvent> {
        if self.scenario.structure.roles.coalition.is_none() {
            self.reject_absent("a coalition takes part");
        }
        self.read_value("a share from 0 to 1", (0.0, 1.0)).map(QuestionEvent::CoverageBelow)
    }

    fn read_great_power_out(&mut self) -> Option<QuestionEvent> {
        if !self.scenario.structure.postures.iter().any(|posture| posture.out) {
            self.reject_absent("a posture has `out = true`");
        }
        Some(QuestionEvent::GreatPowerOut)
    }

    fn warn_unused(&mut self, event: QuestionEvent) {
        let lasts = event.has_duration();
        let fine_print = [("stage", lasts), ("mutual", lasts), ("min_days", lasts), ("intended", lasts)];
        let changes = matches!(event, QuestionEvent::ElectionResult(..));
        let member = changes || event.member().is_some();
        let own = [
            ("value", event.value().is_some()),
            ("instrument", event.instrument().is_some()),
            ("kind", matches!(event, QuestionEvent::LimitedTruce(_))),
            ("member", member),
            ("change", changes),
        ];
        for (key, used) in own.into_iter().chain(fine_print) {
            if let Some(entry) = self.table.get(key).filter(|_| !used) {
                let message = format!("`{key}` is not used by the event `{}`", event.name());
                self.found.push(Diagnostic::warning("not-used", message).at(&entry.key).hint("remove it"));
            }
        }
    }

    fn check_scope(&mut self, scope: Scope) -> bool {
        if scope != Scope::General {
            let place = self.table.span("scope").unwrap_or(self.place);
            let message = format!("the question `{}` cannot be answered: its scope is {}", self.name, scope.name());
            let diagnostic = Diagnostic::warning("not-resolvable", message).at(place);
            let diagnostic = diagnostic.label("the model knows general ceasefires only");
            let has_kinds = !self.scenario.structure.limited_truces.is_empty();
            self.found.push(if has_kinds {
                diagnostic.hint("ask for `event = \"limited-truce\"` with its `kind`")
            } else {
                diagnostic
            });
        }
        scope == Scope::General
    }

    fn check_date(&mut self, by: Date, event: QuestionEvent, wording: &Wording) -> bool {
        let (start, horizon) = (self.scenario.start, self.scenario.horizon_months);
        let place = self.table.span("by").unwrap_or(self.place);
        if by <= start {
            let message = format!("the question `{}` ends on {by}, not after the start {start}", self.name);
            self.found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("after {start}")));
            return true;
        }
        let message = match answer_visibility(event, wording, months_between(start, by), horizon) {
            Visibility::Within => return true,
            Visibility::Late => format!("the question `{}` ends beyond the horizon of {horizon} months", self.name),
            Visibility::HeldLate => format!(
                "whether it holds for {} days shows only beyond the horizon of {horizon} months: question `{}`",
                wording.min_days, self.name
            ),
        };
        let diagnostic = Diagnostic::warning("beyond-horizon", message).at(place);
        self.found.push(diagnostic.hint("raise `horizon`, or the question has no answer"));
        false
    }
}
