//! The pattern of talks: rounds held and to come, the drafts, "yes, but" by side, deals that exist today, and what stalls
//! them.

use super::event_words::{answer_words, kind_words, party_name};
use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::{error_of_estimate, way_of_delay};
use crate::wording::{between, name_of, percent, percent_of};
use standoff_analysis::explanation::attribution::{CauseShare, Delay};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::pattern::{Draft, TalksEvent};
use standoff_lab::forecast::findings::{Band, Findings, LimitedTruceOutlook};
use standoff_prose::numbers::{Chance, UNKNOWN, format_count, format_rounded, format_two_digits};
use standoff_prose::words::{self, capitalize, count_months, format_signed_share, join_list, next_months};
use standoff_terminal::vocabulary::{self, BandedMean};

/// Events of the record that are listed: the last ones.
const SHOWN: usize = 15;
/// Mechanisms that are named.
const NAMED: usize = 3;

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut talks: Vec<Sentence> = held_sentence(week).into_iter().collect();
    talks.push(coming_rounds_sentence(findings));
    talks.extend(yes_but_sentences(findings));
    talks.push(motion_sentence(findings));
    talks.extend(limited_truce_sentence(findings));
    let mut deals = deal_today_sentences(week);
    deals.extend(land_sentences(findings));
    deals.extend(week.delay.as_ref().map(stall_sentence));
    let mut blocks = vec![Block::Text(talks), Block::Text(deals)];
    blocks.extend(pictures::draw_drafts(week));
    blocks.push(Block::Table(draft_table(week)).folded());
    blocks.extend(week.delay.as_ref().map(|delay| Block::Table(delay_table(delay)).folded()));
    blocks.extend(pictures::draw_delay(week).map(Block::folded));
    if !findings.talks.limited_truces.is_empty() {
        blocks.push(Block::Table(limited_truce_table(findings)).folded());
    }
    blocks.extend(pictures::draw_timeline(week).map(Block::folded));
    if !week.pattern.held.is_empty() {
        blocks.push(Block::Table(record_table(week)).folded());
    }
    Section { slug: "pattern", heading: "The pattern: rounds, drafts, and what stalls them".to_owned(), blocks }
}

/// Meetings of the past year; none where no record was read.
fn held_sentence(week: &Breakdown) -> Option<Sentence> {
    let words = match week.pattern.rounds_past_year {
        0 if week.pattern.held.is_empty() => return None,
        0 => "No meeting is on record in the past twelve months.".to_owned(),
        1 => "One meeting is on record in the past twelve months.".to_owned(),
        many => format!("{} meetings are on record in the past twelve months.", format_count(many)),
    };
    Some(Sentence::sourced("pattern.rounds_past_year", words))
}

fn coming_rounds_sentence(findings: &Findings) -> Sentence {
    let near = BandedMean::of_futures(findings, findings.talks.rounds_near.rounds);
    let band = between(near.ends());
    let words = format!(
        "In {} both sides answer about {} drafts, {band} in nine of ten futures.",
        next_months(findings.talks.rounds_near.months),
        near.mean(),
    );
    Sentence::sourced("forecast.talks.rounds_near", words)
}

/// How often a round ends in "yes, but", and who says it.
fn yes_but_sentences(findings: &Findings) -> Vec<Sentence> {
    let talks = &findings.talks;
    let rounds = talks.rounds.mean * findings.runs as f64;
    let share = |of: f64| percent_of(vocabulary::share_of_cases(findings, of, rounds));
    let said = |(role, of): (&str, &str)| {
        let name = format!("{role} says yes, but");
        let result = talks.results.iter().find(|one| one.name == name)?;
        let says = capitalize(&name_of(findings, role).with_verb("says"));
        Some(format!("{says} it in {}{of}.", share(result.share)))
    };
    let whole =
        format!("Of the rounds without a deal {} end in “yes, but” and not in an open no.", share(talks.yes_but));
    let told =
        std::iter::once(whole).chain([("invader", " of all rounds"), ("defender", "")].into_iter().filter_map(said));
    told.map(|words| Sentence::sourced("forecast.talks.results", words)).collect()
}

fn motion_sentence(findings: &Findings) -> Sentence {
    Sentence::sourced(
        "forecast.talks.draft_motion",
        format!(
            "Drafts move without arriving: they take {} steps for each step by which the last differs from the first.",
            format_two_digits(findings.talks.motion_without_movement)
        ),
    )
}

/// The kind of limited truce that is most likely within the months ahead; none where the scenario names no kind.
fn limited_truce_sentence(findings: &Findings) -> Option<Sentence> {
    let kinds = findings.talks.limited_truces.iter().filter_map(|kind| Some((kind, kind.by.last()?.p)));
    let (kind, _) = kinds.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let words = format!(
        "Of truces that leave the front open, the one most often seen within {} is for {}, in {} of futures.",
        count_months(findings.talks.rounds_near.months),
        kind.title,
        last_chance(findings, kind)
    );
    Some(Sentence::sourced("forecast.talks.limited_truces", words))
}

/// The chance of a kind of limited truce within all months that are told.
fn last_chance(findings: &Findings, kind: &LimitedTruceOutlook) -> String {
    vocabulary::tell_chances(findings, &kind.by).last().map_or(UNKNOWN.to_owned(), |told| percent(told))
}

fn limited_truce_table(findings: &Findings) -> Figures {
    let row = |kind: &LimitedTruceOutlook| vec![capitalize(&kind.title), last_chance(findings, kind)];
    let within = count_months(findings.talks.rounds_near.months);
    Figures::new(
        format!("Limited truces within {within}, none of which stops the front"),
        "forecast.talks.limited_truces",
        &[("For", false), ("chance", true)],
        findings.talks.limited_truces.iter().map(row).collect(),
    )
}

/// The draft that is most often a deal over the draws, and what stops it most often where it is none.
fn deal_today_sentences(week: &Breakdown) -> Vec<Sentence> {
    let (findings, drafts) = (&week.forecast, &week.pattern.drafts);
    let Some(best) = drafts.iter().max_by(|one, other| one.deal.total_cmp(&other.deal)) else { return Vec::new() };
    let told = if best.deal > 0.0 {
        let deal = format!(
            "The draft on record that comes closest to a deal, preferred by both belligerents, ratified and delivered, is “{}”: it is one in {} of the assumptions drawn.",
            best.title,
            draw_share(findings, best.deal)
        );
        vec![deal, format!("What stops it most often: {}.", main_refusal(findings, best))]
    } else {
        vec!["Under none of the assumptions drawn is any draft on record a deal: preferred by both belligerents, ratified and delivered.".to_owned()]
    };
    told.into_iter().map(|words| Sentence::sourced("pattern.drafts", words)).collect()
}

/// The refusals of a draft, in the order in which they are told, each with its share of the draws.
fn refusals(findings: &Findings, draft: &Draft) -> Vec<(String, f64)> {
    let prefers = draft.prefers_going_on.iter().rev();
    let words = |role: &str| format!("{} going on", name_of(findings, role).with_verb("prefers"));
    let mut all: Vec<(String, f64)> = prefers.map(|(role, share)| (words(role), *share)).collect();
    let coalition = name_of(findings, "coalition");
    all.extend(
        draft.withheld.map(|share| (format!("{} {} part", coalition.with_verb("withholds"), coalition.its()), share)),
    );
    all.push(("the public would not ratify".to_owned(), draft.not_ratified));
    all
}

fn main_refusal(findings: &Findings, draft: &Draft) -> String {
    let all = refusals(findings, draft);
    let most = all.into_iter().reduce(|most, one| if one.1 > most.1 { one } else { most });
    most.map_or(String::new(), |(words, share)| format!("{words} ({})", draw_share(findings, share)))
}

fn refusal_words(findings: &Findings, draft: &Draft) -> String {
    let told = refusals(findings, draft).into_iter();
    told.map(|(words, share)| format!("{words} {}", draw_share(findings, share))).collect::<Vec<_>>().join("; ")
}

fn draw_share(findings: &Findings, share: f64) -> String {
    percent_of(Chance::share(share, findings.start.draws as f64))
}

/// The least land that the invader asks for and the most that the defender gives, in drafts that they prefer to going on. Less
/// than nothing is land that changes hands the other way.
fn land_sentences(findings: &Findings) -> Vec<Sentence> {
    let land = findings.start.land;
    let share = |share: Band| {
        let figure = percent(&BandedMean::of_draws(findings, share).into_share().mean());
        figure.strip_prefix('−').map_or((figure.clone(), false), |size| (size.to_owned(), true))
    };
    let told =
        |role, verb: &str, rest: String| format!("{} {rest}.", capitalize(&name_of(findings, role).with_verb(verb)));
    let asks = match land.asks.map(share) {
        Some((size, false)) => told(
            "invader",
            "asks",
            format!("on average for at least {size} of the disputed land beyond the line of contact"),
        ),
        Some((size, true)) => told("invader", "gives", format!("back at most {size} of the disputed land on average")),
        None => told("invader", "prefers", "going on to every package, whatever land it brings".to_owned()),
    };
    let gives = match land.gives.map(share) {
        Some((size, false)) => told("defender", "gives", format!("at most {size} of the disputed land")),
        Some((size, true)) => told("defender", "asks", format!("for at least {size} of the disputed land back")),
        None => told("defender", "prefers", "going on to every package, whatever land it costs".to_owned()),
    };
    [asks, gives].into_iter().map(|words| Sentence::sourced("forecast.start.land", words)).collect()
}

fn draft_table(week: &Breakdown) -> Figures {
    let findings = &week.forecast;
    let roles = vocabulary::roles_taking_part(&findings.provenance.scenario);
    let row = |(at, draft): (usize, &Draft)| {
        let gain =
            |key: &str| draft.gain.get(key).map_or(UNKNOWN.to_owned(), |gain| percent(&format_signed_share(*gain)));
        let mut cells = vec![pictures::numbered_title(at, &draft.title)];
        cells.extend(roles.iter().map(|(key, _, _)| gain(key)));
        cells.extend([draw_share(findings, draft.deal), refusal_words(findings, draft)]);
        cells
    };
    let mut heads = vec![("Draft", false)];
    heads.extend(roles.iter().map(|(_, _, name)| (*name, true)));
    heads.extend([("a deal", true), ("who would stop it, and how", false)]);
    Figures::new(
        "What each draft is worth to each actor over going on, in percent of its own stake (medians), and who would stop it, in percent of the assumptions drawn",
        "pattern.drafts",
        &heads,
        week.pattern.drafts.iter().enumerate().map(row).collect(),
    )
}

fn record_table(week: &Breakdown) -> Figures {
    let scenario = &week.forecast.provenance.scenario;
    let from = week.pattern.held.len().saturating_sub(SHOWN);
    let row = |held: &TalksEvent| {
        let who: Vec<String> = held.who.iter().map(|party| party_name(scenario, party)).collect();
        let came = answer_words(scenario, &held.answer);
        vec![held.date.clone(), capitalize(&kind_words(&held.kind)), held.about.clone(), who.join(", "), came]
    };
    let shown = week.pattern.held.len() - from;
    let caption =
        if shown == 1 { "The event on record".to_owned() } else { format!("The last {shown} events on record") };
    Figures::new(
        caption,
        "pattern.held",
        &["Day", "Event", "About", "Who", "What came of it"].map(|head| (head, false)),
        week.pattern.held[from..].iter().map(row).collect(),
    )
}

/// Mechanisms with what they add as it is told, the largest first.
fn ranked_shares(delay: &Delay) -> Vec<(&CauseShare, f64)> {
    let mut shares: Vec<_> = delay.shares.iter().zip(way_of_delay(delay).parts).collect();
    shares.sort_by(|(one, _), (other, _)| other.adds.value.abs().total_cmp(&one.adds.value.abs()));
    shares
}

fn stall_sentence(delay: &Delay) -> Sentence {
    let step = way_of_delay(delay).step;
    let clear = ranked_shares(delay).into_iter();
    let clear = clear.filter(|(share, _)| share.adds.value > 2.0 * error_of_estimate(&share.adds)).take(NAMED);
    let clear: Vec<(&CauseShare, f64)> = clear.collect();
    let words = match &clear[..] {
        [] => "No mechanism delays a deal by more than this many futures can tell from none.".to_owned(),
        [(most, adds), rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|(share, _)| format!("because {}", share.title)).collect();
            let then = if rest.is_empty() { String::new() } else { format!("; further, {}", join_list(&rest)) };
            format!("A deal is delayed most, by {} months, because {}{then}.", format_rounded(*adds, step), most.title)
        }
    };
    Sentence::sourced("delay.shares", words)
}

fn delay_table(delay: &Delay) -> Figures {
    let way = way_of_delay(delay);
    let step = way.step;
    let row = |(share, adds): (&CauseShare, f64)| {
        let interval = share.adds.low.zip(share.adds.high);
        let interval = interval.map(|(low, high)| words::format_band(low, high, step));
        vec![capitalize(&share.title), words::format_signed(adds, step), interval.unwrap_or(UNKNOWN.to_owned())]
    };
    Figures::new(
        format!(
            "Months without a deal that each mechanism adds, from {} without any to {} as things are; where none comes, all count",
            format_rounded(way.from, step),
            format_rounded(way.to, step)
        ),
        "delay.shares",
        &[("Mechanism", false), ("adds, months", true), ("95 % interval", true)],
        ranked_shares(delay).into_iter().map(row).collect(),
    )
}
