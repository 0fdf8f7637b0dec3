//! `standoff brief`.

use crate::{ProgramOutput, documented_keys, run_standoff};
use std::fs;
use std::path::Path;

/// A small brief in a folder.
fn run_brief(folder: &Path, more: &[&str]) -> ProgramOutput {
    let out = folder.to_str().unwrap();
    let own = ["brief", "--runs", "32", "--draws", "4", "--quiet", "--out", out];
    run_standoff(own.into_iter().chain(more.iter().copied()))
}

fn read_text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Sections that every brief has.
const SECTIONS: [&str; 6] = ["answer", "pattern", "dilemma", "outside", "credibility", "method"];

#[test]
fn a_war_without_coalition_great_power_or_evidence_is_told_without_their_sections() {
    let folder = tempfile::tempdir().unwrap();
    let said = run_brief(folder.path(), &["two-sided"]);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""));
    let (page, markdown) = (read_text(folder.path(), "brief.html"), read_text(folder.path(), "brief.md"));
    for section in SECTIONS {
        assert!(page.contains(&format!("<section id=\"{section}\"")), "{section}");
    }
    for section in ["resistance", "order", "changes"] {
        assert!(!page.contains(&format!("<section id=\"{section}\"")), "{section}");
    }
    for part in ["five years' peace", "Months without a deal that each mechanism adds"] {
        assert!(page.contains(&part.replace('\'', "&#39;")) && markdown.contains(part), "{part}");
    }
    // Nothing is loaded from anywhere; hatches are parts of the page.
    let page = page.replace("url(#", "");
    for remote in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(remote), "{remote}");
    }
    // Every source that a sentence names is listed.
    let named = page.match_indices("href=\"#").map(|(at, _)| &page[at + 7..]);
    for link in named.map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

/// Built with the feature `pdf`, the brief is written for print as well.
#[cfg(feature = "pdf")]
#[test]
fn a_document_to_print_stands_beside_the_page_as_pdf() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_brief(folder.path(), &["two-sided", "--quick"]).status, 0);
    let again = folder.path().join("again");
    let bundle = folder.path().to_str().unwrap();
    assert_eq!(run_standoff(["brief", "--bundle", bundle, "--out", again.to_str().unwrap()]).status, 0);
    let pdf = |folder: &Path| fs::read(folder.join("brief.pdf")).unwrap();
    assert!(pdf(folder.path()).starts_with(b"%PDF-") && pdf(folder.path()) == pdf(&again));
}

#[test]
fn a_brief_is_written_again_from_its_own_data() {
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again");
    assert_eq!(run_brief(folder.path(), &["two-sided", "--quick"]).status, 0);
    let bundle = folder.path().to_str().unwrap();
    let said = run_standoff(["brief", "--bundle", bundle, "--out", again.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    for name in ["brief.html", "brief.md", "breakdown.json"] {
        assert_eq!(read_text(folder.path(), name), read_text(&again, name), "{name}");
    }
    let page = read_text(folder.path(), "brief.html");
    for left_out in ["Months without a deal that each mechanism adds", "What would be signed at one tabling"] {
        assert!(!page.contains(left_out), "{left_out}");
    }
}

/// The brief on one page is written from the same data, under the same names.
#[test]
fn one_page_has_three_pictures_and_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let short = folder.path().join("short");
    assert_eq!(run_brief(folder.path(), &["two-sided", "--quick"]).status, 0);
    let bundle = folder.path().to_str().unwrap();
    let said = run_standoff(["brief", "--short", "--bundle", bundle, "--out", short.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let headline = |folder: &Path| {
        let text = read_text(folder, "brief.md");
        text.lines().find(|line| line.starts_with("**")).unwrap().to_owned()
    };
    assert_eq!(headline(folder.path()), headline(&short));
    assert_eq!(read_text(folder.path(), "breakdown.json"), read_text(&short, "breakdown.json"));
    let page = read_text(&short, "brief.html");
    assert_eq!(page.matches("<figure ").count(), 3);
    assert!(!page.contains("<nav") && page.len() < read_text(folder.path(), "brief.html").len());
    let pictures = fs::read_dir(short.join("charts")).unwrap().count();
    assert_eq!(pictures, 6, "a picture and its data, three times");
}

#[test]
fn what_changed_is_told_where_there_is_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log.csv");
    let rows = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n\
                a,area-held,2025-07-10,,invader,,,260,km2,press,0.9,,,,\n\
                b,talks-round,2025-07-12,,invader;defender,,invader-refuses,,,press,0.9,,,,\n";
    fs::write(&log, rows).unwrap();
    let said = run_brief(folder.path(), &["two-sided", "--evidence", log.to_str().unwrap(), "--as-of", "2025-07-14"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let page = read_text(folder.path(), "brief.html");
    for part in ["what changed it, in order of time", "Time passing", "12 July 2025", "on the record of the war"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn hostile_names_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("war.toml");
    let hostile = "=cmd()<script>alert(1)</script>|*_`&'";
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-sided/scenario.toml");
    let own = fs::read_to_string(own).unwrap();
    let titles = own.lines().map(|line| match line.split_once('=') {
        Some((key, _)) if key.trim() == "title" => {
            format!("title = \"{hostile}\"")
        }
        _ => line.to_owned(),
    });
    fs::write(&file, titles.collect::<Vec<String>>().join("\n")).unwrap();
    let said = run_brief(folder.path(), &[file.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let (page, markdown) = (read_text(folder.path(), "brief.html"), read_text(folder.path(), "brief.md"));
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"));
    assert!(!markdown.contains("<script") && !markdown.contains("|*_"));
    let mut seen = (0, 0);
    for entry in fs::read_dir(folder.path().join("charts")).unwrap().map(|entry| entry.unwrap().path()) {
        let file = fs::read_to_string(&entry).unwrap();
        if entry.extension().is_some_and(|extension| extension == "csv") {
            seen.0 += usize::from(file.contains("'=cmd()"));
            assert!(["\n=", ",=", "\"="].iter().all(|cell| !file.contains(cell)), "{}", entry.display());
        } else {
            assert!(!file.contains("<script"), "{}", entry.display());
            seen.1 += usize::from(file.contains("&lt;script"));
        }
    }
    assert!(seen.0 > 0 && seen.1 > 0, "{seen:?}");
}

#[test]
fn wrong_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    run_brief(&out, &["two-sided", "--as-of", "2025-07-14", "--since", "2025-07-14"])
        .assert_refused(&["--since", "before 2025-07-14"]);
    run_brief(&out, &["--bundle", folder.path().to_str().unwrap()]).assert_refused(&[
        "--bundle",
        "cannot be read",
        "without --bundle",
    ]);
    fs::write(folder.path().join("breakdown.json"), "{\"format\": 99}").unwrap();
    run_brief(&out, &["--bundle", folder.path().to_str().unwrap()]).assert_refused(&["has format 99"]);
    fs::write(folder.path().join("breakdown.json"), "{\"format\": 4}").unwrap();
    run_brief(&out, &["--bundle", folder.path().to_str().unwrap()]).assert_refused(&["not a breakdown"]);
    assert!(!out.exists());
}

#[test]
fn the_bundle_of_a_forecast_makes_a_brief_too() {
    let folder = tempfile::tempdir().unwrap();
    let (bundle, out) = (folder.path().join("bundle"), folder.path().join("brief"));
    let small = ["forecast", "two-sided", "--runs", "32", "--draws", "4", "--quiet", "--out", bundle.to_str().unwrap()];
    assert_eq!(run_standoff(small).status, 0);
    let said = run_standoff(["brief", "--quiet", "--bundle", bundle.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""));
    let page = read_text(&out, "brief.html");
    assert!(SECTIONS.iter().all(|section| page.contains(&format!("<section id=\"{section}\""))));
    assert!(page.contains("standoff forecast two-sided"));
    let breakdown: serde_json::Value = serde_json::from_str(&read_text(&bundle, "breakdown.json")).unwrap();
    let documented = documented_keys("`breakdown.json`");
    for key in breakdown.as_object().unwrap().keys() {
        assert!(documented.contains(key), "{key}");
    }
}
