//! A whole war in numbers: the structure of a scenario with its figures, ready to be moved.

use crate::actors::backers::{Backer, BackerFigures};
use crate::actors::beliefs::Beliefs;
use crate::actors::great_power::{Posture, PostureEffects};
use crate::actors::roles::{ByRole, BySide, Role};
use crate::actors::values::{
    CoalitionValues, DefenderValues, GreatPowerValues, InvaderValues, coalition_value, defender_security,
    defender_value, great_power_value, invader_value,
};
use crate::battlefield::front::Front;
use crate::battlefield::losses::Costs;
use crate::battlefield::season::Season;
use crate::battlefield::stamina::Stamina;
use crate::battlefield::tide::Tide;
use crate::coalition::instruments::{Instrument, InstrumentFigures};
use crate::coalition::members::{Aggregation, Coalition, Member, MemberFigures};
use crate::coalition::needs::{Need, NeedFigures};
use crate::peace::order::Order;
use crate::peace::settlement::Peace;
use crate::peace::truce::Truce;
use crate::quantity::Figures;
use crate::record::reporting::Reporting;
use crate::record::start::RecordStart;
use crate::talks::guarantors::{Guarantor, GuarantorFigures, joined};
use crate::talks::issues::{Issue, IssueFigures, MOST_ISSUES, positions, value_with_issues};
use crate::talks::limited_truces::{LimitedTruce, LimitedTruceFigures};
use crate::talks::packages::{IssueSpace, IssueSteps, Package, PackageOrigin, Terms};
use crate::talks::ratification::Ratification;
use crate::talks::red_lines::RedLines;
use crate::talks::stages::Stages;
use crate::talks::tracks::{Talks, Track};
use crate::war::elections::{Direction, Election};
use crate::war::numerics::Numerics;
use crate::war::outline::{
    BackerOutline, ElectionOutline, GuarantorOutline, InstrumentOutline, IssueOutline, LimitedTruceOutline,
    MemberOutline, NeedOutline, PackageOutline, PostureOutline, Structure, TrackOutline,
};

/// A whole war in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct War {
    /// Name for people of each role; a role that is absent has none.
    pub roles: ByRole<Option<String>>,
    /// The front.
    pub front: Front,
    /// Moves of the front by month of the year.
    pub season: Season,
    /// Turns of the tide.
    pub tide: Tide,
    /// Months into the year on the first day, from 0 on 1 January to 12.
    pub start_month_of_year: f64,
    /// Steps in which the front is cut.
    pub front_steps: usize,
    /// Position of the front at the start, in steps.
    pub front_start: usize,
    /// Stamina of both sides.
    pub stamina: BySide<Stamina>,
    /// Stamina at the start.
    pub stamina_start: BySide<usize>,
    /// Values of the invader.
    pub invader: InvaderValues,
    /// Values of the defender.
    pub defender: DefenderValues,
    /// Values of the great power.
    pub great_power: GreatPowerValues,
    /// Values of the coalition.
    pub coalition_values: CoalitionValues,
    /// Postures.
    pub postures: Vec<Posture>,
    /// Rates between postures a month, `[from][to]`.
    pub posture_rates: Vec<Vec<f64>>,
    /// Posture at the start.
    pub posture_start: usize,
    /// Backers of either side.
    pub backers: Vec<Backer>,
    /// Terms of "nothing signed": the terms in force during the war, with land as held (decision 8).
    pub unsigned: Terms,
    /// Issues of the war's own.
    pub issues: Vec<Issue>,
    /// Guarantors besides the great power.
    pub guarantors: Vec<Guarantor>,
    /// Packages.
    pub packages: Vec<Package>,
    /// Step sizes of the issues.
    pub issue_steps: IssueSteps,
    /// Draft on the table at the start.
    pub draft_start: usize,
    /// Talks.
    pub talks: Talks,
    /// The way of a settlement to its effect.
    pub stages: Stages,
    /// Tracks.
    pub tracks: Vec<Track>,
    /// Ratification.
    pub ratification: Ratification,
    /// Whether a draft must be ratified.
    pub ratification_needed: bool,
    /// Packages with measured support: refused, accepted; none where there is no vote.
    pub anchors: Option<[usize; 2]>,
    /// Figures that the members share.
    pub coalition: Coalition,
    /// Rule by which bilateral contributions add up.
    pub aggregation: Aggregation,
    /// Members.
    pub members: Vec<Member>,
    /// Elections, in order of time.
    pub elections: Vec<Election>,
    /// Pooled instruments.
    pub instruments: Vec<Instrument>,
    /// Needs that several instruments could meet.
    pub needs: Vec<Need>,
    /// Kinds of limited truces.
    pub limited_truces: Vec<LimitedTruce>,
    /// Truce.
    pub truce: Truce,
    /// Peace.
    pub peace: Peace,
    /// Beliefs.
    pub beliefs: Beliefs,
    /// Order.
    pub order: Order,
    /// Red lines.
    pub red_lines: RedLines,
    /// Terms of a military end for the invader, with land 1 whatever they say.
    pub invader_wins: Terms,
    /// Terms of a military end for the defender, with land 0 whatever they say.
    pub defender_wins: Terms,
    /// Costs.
    pub costs: Costs,
    /// Figures of what is reported.
    pub reporting: Reporting,
    /// Beginning of the record.
    pub record: RecordStart,
    /// Constants of the method.
    pub numerics: Numerics,
}

impl War {
    /// Builds the war of a structure and its figures.
    pub fn new(structure: &Structure, figures: &dyn Figures) -> Self {
        let names: Vec<&str> = structure.postures.iter().map(|posture| posture.name.as_str()).collect();
        let issues: Vec<Issue> = structure.issues.iter().map(|outline| read_issue(outline, figures)).collect();
        let guarantors: Vec<Guarantor> =
            structure.guarantors.iter().map(|outline| read_guarantor(outline, figures)).collect();
        Self {
            roles: structure.roles.clone(),
            front: Front::read(figures, "front"),
            season: Season::read(figures, "season"),
            tide: Tide::read(figures, "tide"),
            start_month_of_year: structure.start_month_of_year,
            front_steps: structure.front_steps,
            front_start: structure.front_start,
            stamina: BySide {
                invader: Stamina::read(figures, "stamina.invader"),
                defender: Stamina::read(figures, "stamina.defender"),
            },
            stamina_start: structure.stamina_start,
            invader: InvaderValues::read(figures, "values.invader"),
            defender: DefenderValues::read(figures, "values.defender"),
            great_power: GreatPowerValues::read(figures, "values.great_power"),
            coalition_values: CoalitionValues::read(figures, "values.coalition"),
            postures: structure.postures.iter().map(|outline| read_posture(outline, figures)).collect(),
            posture_rates: names.iter().map(|from| read_rates(from, &names, figures)).collect(),
            posture_start: structure.posture_start,
            backers: structure.backers.iter().map(|outline| read_backer(outline, figures)).collect(),
            unsigned: Terms {
                land: 0.0,
                issues: positions(&issues, |issue| issue.unsigned),
                ..Terms::read(figures, "unsigned")
            },
            packages: PackageReader { issues: &issues, guarantors: &guarantors, figures }.read(&structure.packages),
            issue_steps: IssueSteps::read(figures, "issue_steps"),
            draft_start: structure.draft_start,
            talks: Talks::read(figures, "talks"),
            stages: Stages::read(figures, "stages"),
            tracks: structure.tracks.iter().map(|outline| read_track(outline, figures)).collect(),
            ratification: Ratification::read(figures, "ratification"),
            ratification_needed: structure.anchors.is_some(),
            anchors: structure.anchors,
            coalition: Coalition::read(figures, "coalition"),
            aggregation: structure.aggregation,
            members: structure.members.iter().map(|outline| read_member(outline, figures)).collect(),
            elections: structure.elections.iter().map(|outline| read_election(outline, structure, figures)).collect(),
            instruments: structure
                .instruments
                .iter()
                .map(|outline| read_instrument(outline, structure, figures))
                .collect(),
            needs: structure.needs.iter().map(|outline| read_need(outline, figures)).collect(),
            limited_truces: structure
                .limited_truces
                .iter()
                .map(|outline| read_limited_truce(outline, figures))
                .collect(),
            truce: Truce::read(figures, "truce"),
            peace: Peace::read(figures, "peace"),
            beliefs: Beliefs::read(figures, "beliefs"),
            order: Order::read(figures, "order"),
            red_lines: RedLines::read(figures, "red_lines"),
            invader_wins: Terms {
                land: 1.0,
                issues: positions(&issues, |issue| issue.invader_wins),
                ..Terms::read(figures, "ends.invader")
            },
            defender_wins: Terms {
                land: -1.0,
                issues: positions(&issues, |issue| issue.defender_wins),
                ..Terms::read(figures, "ends.defender")
            },
            costs: Costs::read(figures, "costs"),
            reporting: Reporting::read(figures, "reporting"),
            record: RecordStart::read(figures, "record"),
            numerics: Numerics::read(figures, "numerics"),
            issues,
            guarantors,
        }
    }

    /// Present value of terms to a role with the front at share `held` (theory 3.3), with the war's own issues.
    pub fn terms_value(&self, role: Role, terms: &Terms, held: f64) -> f64 {
        let built_in = match role {
            Role::Invader => invader_value(&self.invader, terms, held),
            Role::Defender => defender_value(&self.defender, terms, held),
            Role::GreatPower => great_power_value(&self.great_power, terms, held),
            Role::Coalition => {
                let security = defender_security(&self.defender, terms.written_guarantee(), terms.alignment);
                coalition_value(&self.coalition_values, security, terms, held)
            }
        };
        value_with_issues(&self.issues, role, built_in, &terms.issues)
    }

    /// The need that an instrument is a route to, with its place in the order of preference.
    pub fn need_of(&self, instrument: usize) -> Option<(&Need, usize)> {
        self.needs.iter().find_map(|need| {
            let rank = need.routes.iter().position(|&route| route == instrument)?;
            Some((need, rank))
        })
    }

    /// The space in which packages lie: the steps of the issues, and the front of the first day.
    pub fn issue_space(&self) -> IssueSpace {
        let mut own_steps = [1.0; MOST_ISSUES];
        for (step, issue) in own_steps.iter_mut().zip(&self.issues) {
            *step = issue.figures.step;
        }
        IssueSpace { steps: self.issue_steps, held: self.front_start as f64 / self.front_steps as f64, own_steps }
    }

    /// Whether a role takes part.
    pub fn has(&self, role: Role) -> bool {
        self.roles[role].is_some()
    }
}

fn read_rates(from: &str, names: &[&str], figures: &dyn Figures) -> Vec<f64> {
    let rate = |to: &&str| if *to == from { 0.0 } else { figures.figure(&format!("posture.{from}.rate.{to}")) };
    names.iter().map(rate).collect()
}

fn read_posture(outline: &PostureOutline, figures: &dyn Figures) -> Posture {
    Posture {
        name: outline.name.clone(),
        title: outline.title.clone(),
        presses: outline.presses,
        out: outline.out,
        effects: PostureEffects::read(figures, &format!("posture.{}", outline.name)),
    }
}

fn read_backer(outline: &BackerOutline, figures: &dyn Figures) -> Backer {
    Backer {
        name: outline.name.clone(),
        title: outline.title.clone(),
        side: outline.side,
        backs_at_start: outline.backs_at_start,
        figures: BackerFigures::read(figures, &format!("backer.{}", outline.name)),
    }
}

fn read_issue(outline: &IssueOutline, figures: &dyn Figures) -> Issue {
    Issue {
        name: outline.name.clone(),
        title: outline.title.clone(),
        figures: IssueFigures::read(figures, &format!("issue.{}", outline.name)),
    }
}

fn read_guarantor(outline: &GuarantorOutline, figures: &dyn Figures) -> Guarantor {
    Guarantor {
        name: outline.name.clone(),
        title: outline.title.clone(),
        figures: GuarantorFigures::read(figures, &format!("guarantor.{}", outline.name)),
    }
}

struct PackageReader<'a> {
    issues: &'a [Issue],
    guarantors: &'a [Guarantor],
    figures: &'a dyn Figures,
}

impl PackageReader<'_> {
    /// Packages in their order. What is derived stands after what it is derived from.
    fn read(&self, outlines: &[PackageOutline]) -> Vec<Package> {
        let mut packages: Vec<Package> = Vec::new();
        for outline in outlines {
            let terms = match outline.origin {
                PackageOrigin::Draft => self.read_terms(outline),
                PackageOrigin::Following(draft) => packages[draft].terms,
                PackageOrigin::Mixture(mixture) => mixture.terms(&packages),
            };
            packages.push(Package {
                name: outline.name.clone(),
                title: outline.title.clone(),
                origin: outline.origin,
                ceasefire_first: outline.ceasefire_first,
                ceasefire_at_signature: outline.ceasefire_at_signature,
                terms,
            });
        }
        packages
    }

    /// Terms of a draft. An issue that it does not name stays where it stands while nothing is signed.
    fn read_terms(&self, outline: &PackageOutline) -> Terms {
        let path = format!("package.{}", outline.name);
        let mut terms = Terms::read(self.figures, &path);
        terms.issues = positions(self.issues, |issue| issue.unsigned);
        for &issue in &outline.issues {
            terms.issues[issue] = self.figures.figure(&format!("{path}.issue.{}", self.issues[issue].name));
        }
        for &guarantor in &outline.guarantors {
            let Guarantor { name, figures, .. } = &self.guarantors[guarantor];
            let written = self.figures.figure(&format!("{path}.guarantor.{name}"));
            terms.pledged = joined(terms.pledged, written);
            terms.believed = joined(terms.believed, figures.credibility * written);
        }
        terms
    }
}

fn read_track(outline: &TrackOutline, figures: &dyn Figures) -> Track {
    Track {
        name: outline.name.clone(),
        title: outline.title.clone(),
        owner: outline.owner,
        share: figures.figure(&format!("track.{}.share", outline.name)),
    }
}

fn read_member(outline: &MemberOutline, figures: &dyn Figures) -> Member {
    Member {
        name: outline.name.clone(),
        title: outline.title.clone(),
        groups: outline.groups.clone(),
        stance: outline.stance,
        figures: MemberFigures::read(figures, &format!("member.{}", outline.name)),
    }
}

fn read_election(outline: &ElectionOutline, structure: &Structure, figures: &dyn Figures) -> Election {
    let chance = |&posture: &usize| {
        let to = &structure.postures[posture].name;
        (posture, figures.figure(&format!("election.{}.turn.{to}", outline.name)))
    };
    let own = |&direction: &Direction| {
        (direction, figures.figure(&format!("election.{}.chance.{}", outline.name, direction.name())))
    };
    Election {
        name: outline.name.clone(),
        of: outline.of,
        months: outline.months,
        turns: outline.turns.iter().map(chance).collect(),
        chances: outline.chances.iter().map(own).collect(),
    }
}

fn read_need(outline: &NeedOutline, figures: &dyn Figures) -> Need {
    Need {
        name: outline.name.clone(),
        title: outline.title.clone(),
        routes: outline.routes.clone(),
        by_months: outline.by_months,
        figures: NeedFigures::read(figures, &format!("need.{}", outline.name)),
    }
}

fn read_limited_truce(outline: &LimitedTruceOutline, figures: &dyn Figures) -> LimitedTruce {
    LimitedTruce {
        name: outline.name.clone(),
        title: outline.title.clone(),
        figures: LimitedTruceFigures::read(figures, &format!("limited_truce.{}", outline.name)),
    }
}

fn read_instrument(outline: &InstrumentOutline, structure: &Structure, figures: &dyn Figures) -> Instrument {
    let chance = |&voter: &usize| {
        let name = &structure.members[voter].name;
        (voter, figures.figure(&format!("instrument.{}.doubtful.{name}", outline.name)))
    };
    Instrument {
        name: outline.name.clone(),
        title: outline.title.clone(),
        kind: outline.kind,
        rule: outline.rule,
        opt_out: outline.opt_out,
        abstain: outline.abstain,
        voters: outline.voters.clone(),
        doubtful: outline.doubtful.iter().map(chance).collect(),
        start: outline.start,
        new_at_start: false,
        retries: outline.retries,
        key: outline.key,
        requires: outline.requires,
        route: outline.route,
        pool: outline.pool.clone(),
        figures: InstrumentFigures::read(figures, &format!("instrument.{}", outline.name)),
    }
}
