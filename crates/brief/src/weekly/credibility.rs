//! Credibility of the model: a score of its own from 0 to 4 for each of eight factors, in the manner of
//! NASA-STD-7009B (2024), Standard for Models and Simulations.
//!
//! The factors are those of the Credibility Assessment Scale of the standard's first edition (NASA-STD-7009, 2008).
//! Edition B keeps the levels, 0 for insufficient evidence to 4, and has eleven factors: results uncertainty is called
//! uncertainty characterization there, use history is part of use assessment, management is process and product
//! management, and two technical reviews are factors of their own. No such review has been held. A score is given by
//! the authors, and is that of the lowest level that is met in full.

use crate::document::{Block, Figures, Section, Sentence};
use crate::wording::percent;
use standoff_breakdown::week::{Breakdown, GradeCount};
use standoff_prose::numbers::{format_count, format_rounded};
use standoff_prose::words::{capitalize, join_list};

/// A factor of credibility and its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Name of the factor.
    pub name: &'static str,
    /// Level, 0 for insufficient evidence to 4.
    pub score: u8,
    /// Reason for the score.
    pub reason: &'static str,
    /// Page of the book that has the evidence.
    pub page: &'static str,
}

/// Name of the factor whose score follows from the scenario.
const PEDIGREE: &str = "Input pedigree";

/// The factors with their scores, for the default scenario.
pub const FACTORS: [Factor; 8] = [
    Factor {
        name: "Verification",
        score: 3,
        reason: "Eighteen classic models, independent oracles and properties check the code at every change, and tests bound \
                 the error of steps and horizons; nobody outside the project has repeated them.",
        page: "theory-checks.md",
    },
    Factor {
        name: "Validation",
        score: 1,
        reason: "Front, aid and rounds were scored against the record of one war, with that record in view and with mixed \
                 results; ends of twenty past wars are forecast worse than by methods that know only how long wars last.",
        page: "wars.md",
    },
    Factor {
        name: PEDIGREE,
        score: 1,
        reason: "Every number carries a grade, and most are graded assumption.",
        page: "scenario-format.md",
    },
    Factor {
        name: "Results uncertainty",
        score: 3,
        reason: "Chance, parameters and the error of finitely many futures are kept apart and shown; what another engine would \
                 say is not known.",
        page: "first-forecast.md",
    },
    Factor {
        name: "Results robustness",
        score: 3,
        reason: "Drivers, screening, shares of variance, thresholds and mechanisms cover all uncertain parameters, but not the \
                 form of the model.",
        page: "explain.md",
    },
    Factor {
        name: "Use history",
        score: 0,
        reason: "No sealed forecast has been scored, and no decision is known to have used one.",
        page: "score.md",
    },
    Factor {
        name: "Management of the model",
        score: 2,
        reason: "Rules are written down and checked by machine at every change, and changes of results are logged; no outsider \
                 has audited them.",
        page: "validation.md",
    },
    Factor {
        name: "People's qualifications",
        score: 0,
        reason: "Nothing is stated about the authors, and no panel of experts has judged the ranges.",
        page: "limits.md",
    },
];

/// Level of the inputs where a share of the parameters is graded assumption: 0 where all are, 1 where more than half,
/// 2 where more than a tenth, otherwise 3. The fourth level, inputs that agree with the real system throughout, follows
/// from no count.
///
/// ```
/// use standoff_brief::weekly::pedigree_score;
/// assert_eq!([1.0, 0.76, 0.5, 0.1, 0.0].map(pedigree_score), [0, 1, 2, 3, 3]);
/// ```
pub fn pedigree_score(assumed: f64) -> u8 {
    match assumed {
        share if share >= 1.0 => 0,
        share if share > 0.5 => 1,
        share if share > 0.1 => 2,
        _ => 3,
    }
}

/// Composes the section.
pub fn compose_section(week: &Breakdown) -> Section {
    let table = credibility_table(&week.grades);
    let lowest: Vec<String> = table.rows.iter().filter(|row| row[1] == "0").map(|row| row[0].to_lowercase()).collect();
    let weakest = match &lowest[..] {
        [] => String::new(),
        lowest => format!(" The lowest score, none, is that of {}.", join_list(lowest)),
    };
    let text = format!(
        "The authors score the model themselves, from 0 for insufficient evidence to 4, on the eight factors of NASA-STD-7009; the \
         lowest score counts, not the mean.{weakest} No outside review has been held."
    );
    Section {
        slug: "credibility",
        heading: "How far to trust it".to_owned(),
        blocks: vec![Block::Text(vec![Sentence::sourced("grades", text)]), Block::Table(table).folded()],
    }
}

/// A page of the book by its title.
fn page_title(file: &str) -> String {
    capitalize(&file.trim_end_matches(".md").replace('-', " "))
}

/// The scores for a scenario whose parameters have these grades.
fn credibility_table(grades: &[GradeCount]) -> Figures {
    let all: usize = grades.iter().map(|one| one.parameters).sum();
    let assumed: usize = grades.iter().filter(|one| one.grade == "assumption").map(|one| one.parameters).sum();
    let share = if all > 0 { assumed as f64 / all as f64 } else { 1.0 };
    let row = |factor: &Factor| {
        let (score, reason) = if factor.name == PEDIGREE {
            let told = format!(
                "Every number carries a grade; {} of {} parameters, {}, are graded assumption.",
                format_count(assumed),
                format_count(all),
                percent(&format_rounded(share, 0.01))
            );
            (pedigree_score(share), told)
        } else {
            (factor.score, factor.reason.to_owned())
        };
        vec![factor.name.to_owned(), score.to_string(), reason, page_title(factor.page)]
    };
    Figures::new(
        "Credibility by factor, 0 to 4; input pedigree from the grades of this scenario",
        "grades",
        &[("Factor", false), ("score", true), ("why", false), ("page of the book", false)],
        FACTORS.iter().map(row).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page of the book with the same table.
    const PAGE: &str = include_str!("../../../../docs/src/validation.md");

    fn grades(assumption: usize, expert: usize) -> Vec<GradeCount> {
        let one = |grade: &str, parameters| GradeCount { grade: grade.to_owned(), parameters, uncertain: 0 };
        vec![one("assumption", assumption), one("expert", expert)]
    }

    #[test]
    fn all_eight_factors_have_a_score_on_the_scale() {
        let rows = credibility_table(&grades(3, 1)).rows;
        let mut names: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 8);
        assert!(FACTORS.iter().all(|factor| factor.score <= 4 && factor.reason.ends_with('.')));
        assert!(rows.iter().all(|row| row[1].parse::<u8>().is_ok_and(|score| score <= 4)), "{rows:?}");
    }

    #[test]
    fn the_book_says_the_same() {
        for Factor { name, score, reason, page } in FACTORS {
            let row = format!("| {name} | {score} | {reason} | [{page}]({page}) |");
            assert!(PAGE.lines().any(|line| line == row), "{row}");
        }
    }

    #[test]
    fn inputs_are_scored_by_their_grades() {
        let score = |grades: &[GradeCount]| credibility_table(grades).rows[2][1].clone();
        assert_eq!(score(&grades(4, 0)), "0");
        assert_eq!(score(&grades(404, 125)), FACTORS[2].score.to_string());
        assert_eq!(score(&grades(0, 4)), "3");
        assert_eq!(score(&[]), "0");
    }
}
