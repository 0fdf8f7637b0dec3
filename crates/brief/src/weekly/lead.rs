//! The first paragraph: how long the line holds, what breaks it, whether a settlement comes, what the news changed, and the
//! day to watch. Each sentence has one number, with its band where it has one.

use super::resistance::{CriticalWords, critical_words};
use super::upcoming_day::{UpcomingTurn, ranked_turns};
use crate::document::Sentence;
use crate::likelihood::{clear_likelihood_word, likely_that};
use crate::precision::way_of_change;
use crate::wording::{band_clause, difference_words, horizon_month, name_of, odds, percent, points_between};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::changes::{ChangedAnswer, Changes};
use standoff_lab::forecast::findings::{Cause, Findings, ProbabilityAt, leading_causes};
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{Chance, format_rounded};
use standoff_prose::words::{capitalize, count_months, join_list, next_months, spell_number, spell_part};
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
    let line = name_of(findings, "defender").owning("line");
    let event = format!("{line} holds for {}", next_months(at.months));
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

/// Causes of a break that are named where they are too close to rank: one fewer than there are.
const MOST_CAUSES: usize = 4;

/// The chance that the line has broken by the last month, and what breaks it most often.
fn broken_sentence(findings: &Findings) -> Option<Sentence> {
    let at = findings.hold.survival.last()?;
    let broken = Chance::new(1.0 - at.p, at.mc_error, findings.runs);
    let leading = leading_causes(&findings.hold.causes);
    let because: Vec<String> =
        leading.iter().map(|cause| format!("because {}", cause_words(findings, cause))).collect();
    let why = match &because[..] {
        [] => String::new(),
        [one] => format!(", most often {one}"),
        [first @ .., last] if because.len() <= MOST_CAUSES => {
            format!(", most often {} or {last}: these are too close to rank", first.join(", "))
        }
        // Where all are too close, nothing is said of what matters most.
        _ => "; no cause is clearly the most frequent".to_owned(),
    };
    let by = horizon_month(findings);
    let words = format!("The chance that it has broken by {by} is {}{why}.", odds(broken));
    Some(Sentence::sourced("forecast.hold", words))
}

/// A way to break as a clause that says who does what.
pub(super) fn cause_words(findings: &Findings, cause: &Cause) -> String {
    let [invader, defender, coalition] = ["invader", "defender", "coalition"].map(|role| name_of(findings, role));
    match cause.cause.as_str() {
        "coverage" => {
            format!("money for {defender} stays below what {} for too long", defender.pronoun_with_verb("needs"))
        }
        "instrument" => format!("an instrument on which {} lapses", defender.with_verb("depends")),
        "consent-beyond" => {
            format!("{} out a deal beyond {} own red lines", coalition.with_verb("carries"), coalition.its())
        }
        "signature-beyond" => {
            format!("{} terms beyond {}", defender.with_verb("signs"), coalition.owning("red lines"))
        }
        "military" => format!("{} all the land in dispute", invader.with_verb("takes")),
        _ => cause.title.clone(),
    }
}

/// The member or instrument that fails most often, where the line breaks most often by money or by an instrument.
fn critical_sentence(week: &Breakdown) -> Option<Sentence> {
    let findings = &week.forecast;
    let by_money = |cause: &&&Cause| ["coverage", "instrument"].contains(&cause.cause.as_str());
    leading_causes(&findings.hold.causes).first().filter(|cause| by_money(cause))?;
    let names = match critical_words(week)? {
        CriticalWords::One(name, _) => name,
        CriticalWords::Several(names) => format!("{names}: these are too close to rank"),
        CriticalWords::Any => return None,
    };
    let words = format!("Where money or an instrument fails, it is most often {names}.");
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
            let change = way_of_change(changed);
            let by = points_between(change.from, change.to, change.step);
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

/// What stands in a sign between the posture and its title.
const POSTURE: &str = " is: ";

/// The day of the calendar that moves the answer most; without one, the sign that does.
pub(super) fn watch_sentences(week: &Breakdown) -> Vec<Sentence> {
    let holds = format!("the chance that the line holds {}", vocabulary::near_words(&week.forecast));
    if let Some(first) = ranked_turns(&week.upcoming).first() {
        return turn_sentences(first, &holds);
    }
    let Some(sign) = week.watch.first() else { return Vec::new() };
    let differs = difference_words(sign.with, sign.without, sign.error);
    let within = count_months(sign.within);
    let words = match sign.what.split_once(POSTURE) {
        Some((posture, title)) => {
            format!("Watch {posture} within {within}: with “{title}” {holds} is {differs}.")
        }
        None => format!("Watch whether {} within {within}: {holds} is then {differs}.", sign.what),
    };
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
    let differs = difference_words(turn.with, turn.without, turn.error);
    sentences.push(Sentence::sourced("upcoming", format!("{comes}.")));
    sentences.push(Sentence::sourced("upcoming", format!("With it {holds} is {differs}.")));
    sentences
}

/// The most frequent end by the last month, or all that are too close to it to rank; where those are all there are, none is named.
pub(super) fn end_sentence(findings: &Findings) -> Sentence {
    let by = horizon_month(findings);
    let leading = vocabulary::leading_end_chances(findings);
    let outcomes: Vec<String> = leading.iter().map(|(end, _)| outcome_words(&end.end, &end.title)).collect();
    let words = match &outcomes[..] {
        [] => return Sentence::plain("What ends the war is not known."),
        [outcome] => {
            format!("The most frequent outcome by {by}, in {} of futures, is {outcome}.", percent(&leading[0].1))
        }
        all if all.len() == findings.ends.len() => {
            format!("{} outcomes by {by} are too close to rank.", capitalize(&spell_part(all.len(), all.len())))
        }
        several => {
            let count = capitalize(&spell_number(several.len()));
            format!("{count} outcomes by {by} are too close to rank: {}.", join_list(several))
        }
    };
    Sentence::sourced("forecast.ends", words)
}

/// An end as an outcome that a sentence can name.
fn outcome_words(end: &str, title: &str) -> String {
    match end {
        "still-at-war" => "a war that still goes on".to_owned(),
        "frozen" => "a truce that has lasted".to_owned(),
        _ => title.to_owned(),
    }
}
