//! The table of kinds: the meaning of each, its parties, subjects, answers and unit. The reader, its messages, the list of
//! kinds and the questions of the program all come from it.

use standoff_world::actors::roles::Role;

use super::answer::Answer::{self, *};
use super::kind::{About, Kind, KindDefinition, Need, Who};

impl Kind {
    /// Its definition.
    ///
    /// ```
    /// use standoff_scenario::evidence::Kind;
    /// let losses = Kind::find("losses").unwrap();
    /// assert_eq!((losses.name(), losses.unit()), ("losses", "people"));
    /// assert!(Kind::find("loses").is_none());
    /// ```
    pub fn definition(self) -> &'static KindDefinition {
        &KINDS[self as usize]
    }

    /// The kind with this word.
    pub fn find(name: &str) -> Option<Self> {
        KINDS.iter().find(|one| one.name == name).map(|one| one.kind)
    }

    /// Its word in a log.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// Its class in the PLOVER ontology; in brackets where none fits well.
    pub fn plover(self) -> &'static str {
        self.definition().plover
    }

    /// Its meaning, in one sentence.
    pub fn description(self) -> &'static str {
        self.definition().description
    }

    /// Unit of its magnitude; empty where it has none.
    pub fn unit(self) -> &'static str {
        self.definition().unit
    }

    /// Least and greatest magnitude.
    pub fn bounds(self) -> (f64, f64) {
        self.definition().bounds
    }
}

const INVADER: Who = Who::Role(Role::Invader);
const DEFENDER: Who = Who::Role(Role::Defender);
const GREAT_POWER: Who = Who::Role(Role::GreatPower);
const COALITION: Who = Who::Role(Role::Coalition);
const BELLIGERENTS: &[Who] = &[INVADER, DEFENDER];
const DONORS: &[Who] = &[Who::Member, Who::Group, COALITION, GREAT_POWER];

/// A kind of one party without subject, answer and value.
const fn plain_kind(
    kind: Kind,
    name: &'static str,
    plover: &'static str,
    parties: &'static [Who],
    description: &'static str,
) -> KindDefinition {
    KindDefinition {
        kind,
        name,
        plover,
        description,
        parties,
        count: (1, 1),
        about: &[],
        subject: Need::Never,
        answers: &[],
        answer: Need::Never,
        value: Need::Never,
        unit: "",
        bounds: (0.0, 0.0),
    }
}

impl KindDefinition {
    const fn with_parties(self, least: usize, most: usize) -> Self {
        Self { count: (least, most), ..self }
    }

    const fn with_subject(self, about: &'static [About], subject: Need) -> Self {
        Self { about, subject, ..self }
    }

    const fn with_answers(self, answers: &'static [Answer], answer: Need) -> Self {
        Self { answers, answer, ..self }
    }

    const fn with_value(self, value: Need, unit: &'static str, bounds: (f64, f64)) -> Self {
        Self { value, unit, bounds, ..self }
    }

    const fn with_money(self) -> Self {
        self.with_subject(&[About::Channel], Need::Optional).with_value(Need::Required, "bn EUR", (0.0, 200.0))
    }
}

const ROUND: &[Answer] =
    &[Deal, Truce, NotRatified, InvaderYesBut, InvaderRefuses, DefenderYesBut, DefenderRefuses, NoneKnown];

/// All kinds, in the order of [`Kind`].
pub static KINDS: [KindDefinition; 27] = [
    plain_kind(Kind::TalksRound, "talks-round", "CONSULT", &[Who::AnyRole], "A round of talks, and how it ended")
        .with_parties(1, 4)
        .with_subject(&[About::Track], Need::Optional)
        .with_answers(ROUND, Need::Optional),
    plain_kind(Kind::DraftIssued, "draft-issued", "REQUEST", &[Who::AnyRole], "A draft by the role that wrote it")
        .with_subject(&[About::Package], Need::Required),
    plain_kind(Kind::AidPledged, "aid-pledged", "SUPPORT", DONORS, "Aid promised").with_money(),
    plain_kind(Kind::AidAllocated, "aid-allocated", "AID", DONORS, "Aid set aside for a purpose over date to until")
        .with_money(),
    plain_kind(Kind::AidDelivered, "aid-delivered", "AID", DONORS, "Aid that arrived over date to until").with_money(),
    plain_kind(
        Kind::InstrumentOpened,
        "instrument-opened",
        "AGREE",
        &[COALITION],
        "A pooled instrument came into force",
    )
    .with_subject(&[About::Instrument], Need::Required),
    plain_kind(Kind::InstrumentClosed, "instrument-closed", "REJECT", &[COALITION], "A pooled instrument was closed")
        .with_subject(&[About::Instrument], Need::Required),
    plain_kind(Kind::AreaHeld, "area-held", "ASSAULT", &[INVADER], "Area held on date, by the measure of the scenario")
        .with_value(Need::Required, "km2", (0.0, 2e7)),
    plain_kind(Kind::FrontMoved, "front-moved", "ASSAULT", BELLIGERENTS, "Area gained over date to until, and by whom")
        .with_value(Need::Required, "km2", (0.0, 1e6)),
    plain_kind(Kind::Losses, "losses", "ASSAULT", BELLIGERENTS, "Killed and wounded over date to until, and whose")
        .with_value(Need::Required, "people", (0.0, 5e6)),
    plain_kind(
        Kind::PostureChanged,
        "posture-changed",
        "(COOPERATE)",
        &[GREAT_POWER],
        "The great power took a posture",
    )
    .with_subject(&[About::Posture], Need::Required),
    plain_kind(Kind::MemberJoined, "member-joined", "COOPERATE", &[Who::Member], "A member takes part"),
    plain_kind(
        Kind::MemberFreeRides,
        "member-free-rides",
        "RETREAT",
        &[Who::Member],
        "A member stays but stops paying",
    ),
    plain_kind(Kind::MemberBlocks, "member-blocks", "REJECT", &[Who::Member], "A member stays and blocks"),
    plain_kind(Kind::MemberLeft, "member-left", "RETREAT", &[Who::Member], "A member left"),
    plain_kind(
        Kind::ElectionResult,
        "election-result",
        "(CONSULT)",
        &[Who::Member, GREAT_POWER],
        "What an election did to support for the coalition's cause; of the great power also the posture it brings",
    )
    .with_subject(&[About::Posture], Need::Optional)
    .with_answers(&[Lost, Won, Unchanged], Need::Required),
    plain_kind(Kind::BackerJoined, "backer-joined", "COOPERATE", &[Who::Backer], "A backer began to back its side"),
    plain_kind(Kind::BackerLeft, "backer-left", "RETREAT", &[Who::Backer], "A backer stopped backing its side"),
    plain_kind(Kind::Sanction, "sanction", "SANCTION", &[Who::AnyRole, Who::Member], "Sanctions, and by whom")
        .with_answers(&[Imposed, Lifted, Renewed], Need::Required),
    plain_kind(Kind::Truce, "truce", "AGREE", &[Who::AnyRole], "A truce, whom it binds, and its announced length")
        .with_parties(1, 4)
        .with_subject(&[About::Scope], Need::Required)
        .with_answers(&[Mutual, Unilateral], Need::Required)
        .with_value(Need::Optional, "days", (0.0, 36500.0)),
    plain_kind(
        Kind::TruceBroken,
        "truce-broken",
        "ASSAULT",
        &[Who::AnyRole],
        "A truce broke, and by whom if that is known",
    )
    .with_parties(0, 1)
    .with_subject(&[About::Scope], Need::Required),
    plain_kind(
        Kind::LimitedTruce,
        "limited-truce",
        "AGREE",
        &[Who::AnyRole],
        "A limited truce over date to until, of which kind and whom it binds; how it ended, once that is known",
    )
    .with_parties(1, 4)
    .with_subject(&[About::LimitedTruce], Need::Required)
    .with_answers(&[Kept, Broken], Need::Optional),
    plain_kind(Kind::Ceasefire, "ceasefire", "AGREE", BELLIGERENTS, "A general ceasefire of both sides")
        .with_parties(2, 2)
        .with_answers(&[Agreed, InEffect], Need::Required)
        .with_value(Need::Optional, "days", (0.0, 36500.0)),
    plain_kind(Kind::Settlement, "settlement", "AGREE", BELLIGERENTS, "Both sides signed a settlement")
        .with_parties(2, 2)
        .with_subject(&[About::Package], Need::Optional),
    plain_kind(Kind::Ratification, "ratification", "AGREE", &[DEFENDER], "The defender's vote on a package")
        .with_subject(&[About::Package], Need::Required)
        .with_answers(&[Passed, Failed], Need::Required),
    plain_kind(
        Kind::Opinion,
        "opinion",
        "CONSULT",
        &[DEFENDER, Who::Member],
        "Share of the public in favour, by a poll",
    )
    .with_subject(&[About::Package, About::Topic], Need::Required)
    .with_value(Need::Required, "share", (0.0, 1.0)),
    plain_kind(Kind::Retract, "retract", "-", &[], "Withdraws the event that it replaces").with_parties(0, 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        assert!(KINDS.iter().enumerate().all(|(at, one)| one.kind as usize == at && one.kind.name() == one.name));
        assert!(KINDS.iter().all(|one| (one.value == Need::Never) == one.unit.is_empty()));
        assert!(KINDS.iter().all(|one| (one.answer == Need::Never) == one.answers.is_empty()));
        assert!(KINDS.iter().all(|one| (one.subject == Need::Never) == one.about.is_empty()));
    }
}
