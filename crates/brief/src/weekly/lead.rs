//! The first paragraph: how long the line holds, what breaks it, whether a settlement comes, what the news changed, and the
//! day to watch. Each sentence has one number, with its band where it has one.

use super::upcoming_day::{UpcomingTurn, ranked_turns};
use crate::document::Sentence;
use crate::likelihood::{clear_likelihood_word, likely_that};
use crate::wording::{band_clause, horizon_month, name_of, name_of_critical, odds, owner_of, percent, points};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::changes::{ChangedAnswer, Changes};
use standoff_lab::forecast::findings::{Cause, Findings, ProbabilityAt};
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{Chance, format_rounded};
use standoff_prose::words::{capitalize, count_months};
use standoff_terminal::vocabulary;

/// All sentences of the first paragraph but the headline.
pub(super) fn lead_sentences(week: &Breakdown) -> Vec<Sentence> {
    let findings = &week.forecast;
    let mut sentences: Vec<Sentence> = broken_sentence(findings).into_iter().collect();
    sentences.extend(critical_sentence(week));
    sentences.push(settled_sentence(findings));
    sentences.extend(week.changes.as_ref().map(news_sentence));
    sentences.extend(watch_sentences(week));
    sentences
}

/// A chance at the month that is told first.
pub(super) fn chance_near<'f>(findings: &Findings, chances: &'f [ProbabilityAt]) -> Option<&'f ProbabilityAt> {
    let months = near_months(findings.horizon_months);
    chances.iter().find(|at| at.months == months)
}

/// The one answer that a reader takes away.
pub(super) fn headline_sentence(findings: &Findings) -> Sentence {
    let Some(at) = chance_near(findings, &findings.hold.survival) else {
        return Sentence::plain("How long the line holds is not known.");
    };
    let event = format!("{} line holds for the next {}", owner_of(findings, "defender"), count_months(at.months));
    Sentence::sourced("forecast.hold", chance_sentence(findings, at, &event))
}

/// A sentence on the chance of an event, with the word for it and its band.
fn chance_sentence(findings: &Findings, at: &ProbabilityAt, event: &str) -> String {
    let chance = vocabulary::chance_at(findings, at);
    let sentence = capitalize(&likely_that(clear_likelihood_word(at.p, chance.error), event, &odds(chance)));
    // A chance that cannot be told from none or from all has no band to speak of.
    match vocabulary::has_bands(findings) && !chance.is_bounded() {
        true => format!("{sentence}, and {} across plausible assumptions.", band_clause(at.low, at.high)),
        false => format!("{sentence}."),
    }
}

/// The chance that the line has broken by the last month, and what breaks it most often.
fn broken_sentence(findings: &Findings) -> Option<Sentence> {
    let at = findings.hold.survival.last()?;
    let broken = Chance::new(1.0 - at.p, at.mc_error, findings.runs);
    let leading = leading_causes(findings);
    let because = |cause: &&Cause| format!("because {}", cause_words(findings, cause));
    let why = match &leading[..] {
        [] => String::new(),
        [one] => format!(", most often {}", because(one)),
        [one, other] => format!(", most often {} or {}", because(one), because(other)),
        // More that cannot be told apart say nothing of what matters most.
        _ => "; no cause is clearly the most frequent".to_owned(),
    };
    let by = horizon_month(findings);
    let words = format!("The chance that it has broken by {by} is {}{why}.", odds(broken));
    Some(Sentence::sourced("forecast.hold", words))
}

/// The most frequent first cause, and the others that cannot be told from it.
fn leading_causes(findings: &Findings) -> Vec<&Cause> {
    let share = |cause: &Cause| cause.by.last().map_or(0.0, |at| at.p);
    let error = |cause: &Cause| vocabulary::share_of_cases(findings, share(cause), findings.runs as f64).error;
    let mut causes: Vec<&Cause> = findings.hold.causes.iter().filter(|cause| share(cause) > 0.0).collect();
    causes.sort_by(|one, other| share(other).total_cmp(&share(one)));
    let Some(first) = causes.first().copied() else { return Vec::new() };
    causes.retain(|one| share(first) - share(one) <= 2.0 * error(first).hypot(error(one)));
    causes
}

/// A way to break as a clause that says who does what.
pub(super) fn cause_words(findings: &Findings, cause: &Cause) -> String {
    let name = |role| name_of(findings, role);
    match cause.cause.as_str() {
        "coverage" => format!("money for {} stays below what it needs for too long", name("defender")),
        "instrument" => format!("an instrument on which {} depends lapses", name("defender")),
        "consent-beyond" => format!("{} carries out a deal beyond its own red lines", name("coalition")),
        "signature-beyond" => {
            format!("{} signs terms beyond {} red lines", name("defender"), owner_of(findings, "coalition"))
        }
        "military" => format!("{} takes all the land in dispute", name("invader")),
        _ => cause.title.clone(),
    }
}

/// The member or instrument that fails most often, where the line breaks most often by money or by an instrument.
fn critical_sentence(week: &Breakdown) -> Option<Sentence> {
    let findings = &week.forecast;
    let by_money = |cause: &&Cause| ["coverage", "instrument"].contains(&cause.cause.as_str());
    let leading = leading_causes(findings);
    let first = leading.into_iter().take(1).find(by_money).and(findings.hold.critical.first())?;
    let words =
        format!("Where money or an instrument fails, it is most often {}.", name_of_critical(week, &first.name));
    Some(Sentence::sourced("forecast.hold.critical", words))
}

/// The chance of a settlement or a truce that lasts.
pub(super) fn settled_sentence(findings: &Findings) -> Sentence {
    let Some(at) = chance_near(findings, &findings.war_ends.settled_or_quiet) else {
        return Sentence::plain("Whether a settlement comes is not known.");
    };
    let event = format!("a settlement or a lasting truce comes within {}", count_months(at.months));
    Sentence::sourced("forecast.war_ends", chance_sentence(findings, at, &event))
}

/// What became known since the last brief, in one sentence on the first answer.
pub(super) fn news_sentence(changes: &Changes) -> Sentence {
    let since = &changes.from;
    let held = |one: &&ChangedAnswer| one.whole.outcome.starts_with("holds-");
    match changes.answers.iter().find(held).filter(|one| one.whole.is_clear()) {
        None => {
            let words = format!(
                "What became known since {since} did not move the chance that the line holds by more than its error."
            );
            Sentence::sourced("changes.answers", words)
        }
        Some(changed) => {
            let way = if changed.whole.difference > 0.0 { "risen" } else { "fallen" };
            let by = points(changed.whole.difference, changed.whole.error);
            let words =
                format!("Since {since} the chance that the line holds has {way} by {by}{}.", cause_of_change(changed));
            Sentence::sourced(format!("changes.answers.{}", changed.whole.outcome), words)
        }
    }
}

/// The day whose news moved an answer most, if it is clear of chance and went the way of the whole.
fn cause_of_change(changed: &ChangedAnswer) -> String {
    let same_way = changed.parts.iter().filter(|part| part.adds * changed.whole.difference > 0.0);
    let clear = same_way.filter(|part| part.adds.abs() > 2.0 * part.error && !part.news.is_empty());
    let most = clear.max_by(|one, other| one.adds.abs().total_cmp(&other.adds.abs()));
    most.and_then(|part| part.known.as_ref()).map_or(String::new(), |day| format!(", above all with the news of {day}"))
}

/// The day of the calendar that moves the answer most; without one, the sign that does.
pub(super) fn watch_sentences(week: &Breakdown) -> Vec<Sentence> {
    let holds = format!("the chance that the line holds {}", vocabulary::near_words(&week.forecast));
    if let Some(first) = ranked_turns(&week.upcoming).first() {
        return turn_sentences(first, &holds);
    }
    let Some(sign) = week.watch.first() else { return Vec::new() };
    let (way, by) = difference_words(sign.with - sign.without, sign.error);
    let within = count_months(sign.within);
    let words = format!("Watch whether {} within {within}: {holds} is then {by} {way}.", sign.what);
    vec![Sentence::sourced("watch", words)]
}

fn turn_sentences(first: &UpcomingTurn<'_>, holds: &str) -> Vec<Sentence> {
    let turn = first.turn;
    let watch = format!("Watch {} {}.", first.event_words(), first.when_words());
    let chance = percent(&format_rounded(turn.p, 0.01));
    let comes = match turn.what.strip_prefix("it is ") {
        Some(how) => format!("It is {how} in {chance} of futures"),
        None => format!("{} comes in {chance} of futures", capitalize(&turn.what)),
    };
    let mut sentences = vec![Sentence::sourced("upcoming", watch)];
    if turn.breaks_line {
        sentences.push(Sentence::sourced("upcoming", format!("{comes}, and that breaks the line.")));
        return sentences;
    }
    let (way, by) = difference_words(turn.with - turn.without, turn.error);
    sentences.push(Sentence::sourced("upcoming", format!("{comes}.")));
    sentences.push(Sentence::sourced("upcoming", format!("With it {holds} is {by} {way}.")));
    sentences
}

/// A difference of chances: its direction, and its size in points.
fn difference_words(difference: f64, error: f64) -> (&'static str, String) {
    (if difference > 0.0 { "higher" } else { "lower" }, points(difference, error))
}

/// The most frequent end by the last month, or the first two where they cannot be ranked.
pub(super) fn end_sentence(findings: &Findings) -> Sentence {
    let mut ends: Vec<_> = findings.ends.iter().zip(vocabulary::end_chances(findings)).collect();
    ends.sort_by(|(one, _), (other, _)| other.p.total_cmp(&one.p));
    let by = horizon_month(findings);
    let words = match &ends[..] {
        [] => return Sentence::plain("What ends the war is not known."),
        [(one, _), (two, _), ..] if one.p - two.p <= 2.0 * one.mc_error.hypot(two.mc_error) => {
            let [one, two] = [one, two].map(|end| outcome_words(&end.end, &end.title));
            format!("Two outcomes by {by} are too close to rank: {one}, and {two}.")
        }
        [(one, number), ..] => {
            let outcome = outcome_words(&one.end, &one.title);
            format!("The most frequent outcome by {by}, in {} of futures, is {outcome}.", percent(number))
        }
    };
    Sentence::sourced("forecast.ends", words)
}

/// An end as an outcome that a sentence can name.
fn outcome_words(end: &str, title: &str) -> String {
    match end {
        "still-at-war" => "that the war goes on".to_owned(),
        "frozen" => "a truce that has lasted".to_owned(),
        _ => title.to_owned(),
    }
}
