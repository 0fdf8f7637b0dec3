use super::*;

fn text_file(path: &str, text: &str) -> TextFile {
    TextFile { path: path.to_owned(), text: text.to_owned() }
}

fn small_index() -> CitationIndex {
    CitationIndex::of_files(&[
        text_file("docs/src/decisions/01-time.md", ""),
        text_file("docs/src/decisions/11-ways.md", ""),
        text_file("docs/src/decisions/README.md", "| 2 | not a record |"),
        text_file(
            THEORY,
            "| section | what |\n|---|---|\n| 3.1 | time |\n| 3.8 | talks |\n| 4 | checks |\n| E01 | wars |",
        ),
        text_file(CHECKS, "| V06 | walk |"),
    ])
}

fn faults_in(path: &str, text: &str) -> Vec<String> {
    file_faults(&text_file(path, text), &small_index(), &|path| path == "docs/src/model.md")
}

#[test]
fn what_resolves_is_no_fault() {
    let text =
        "//! Talks (theory 3.1, 3.8; decisions 1 and 11), check V06, fact E01, theory 4.\n//! Theory\n//! 3.8: too";
    assert_eq!(faults_in("a.rs", text), Vec::<String>::new());
}

#[test]
fn unknown_numbers_are_faults() {
    assert_eq!(faults_in("a.rs", "/// Ways (decision 12)."), ["a.rs:1: decision 12 is not in docs/src/decisions"]);
    assert_eq!(faults_in("a.md", "see decision 2"), ["a.md:1: decision 2 is not in docs/src/decisions"]);
    assert_eq!(faults_in("a.rs", "// (theory 3.1 and 3.9)"), [format!("a.rs:1: theory 3.9 is not in {THEORY}")]);
    assert_eq!(faults_in("a.toml", "note = \"Coding of theory 3.11.\"").len(), 1);
    assert_eq!(faults_in("a.md", "checks V06 and V99").len(), 1);
    assert_eq!(faults_in("a.rs", "// fact E02").len(), 1);
}

#[test]
fn every_number_of_a_list_is_looked_up() {
    assert_eq!(faults_in("a.rs", "// decisions 1, 3 and 4").len(), 2);
    assert_eq!(faults_in("a.rs", "// decisions 1 to 9").len(), 1);
    assert_eq!(faults_in("a.rs", "// decisions 1–9").len(), 1);
}

#[test]
fn a_citation_may_go_on_in_the_next_line() {
    assert_eq!(
        faults_in("a.rs", "/// Ways (theory 3.8, decision\n/// 13)."),
        ["a.rs:2: decision 13 is not in docs/src/decisions"]
    );
}

#[test]
fn old_forms_are_faults() {
    for text in ["(model-decisions 1)", "Model-decisions 11: ways", "(design §2)", "mission S6", "(theory §3)"] {
        assert_eq!(faults_in("a.rs", &format!("// {text}")).len(), 1, "{text}");
    }
    assert_eq!(faults_in("a.rs", "// the model, design of a mission").len(), 0);
}

#[test]
fn numbers_that_cite_nothing_are_left_alone() {
    let text = "// A decision. 3 of them: the theory, 95 wars; decisions (2 of each); V6, x-V77, `key_V88`";
    assert_eq!(faults_in("a.rs", text), Vec::<String>::new());
    assert_eq!(faults_in("a.rs", "let text = \"decision 99\";"), Vec::<String>::new());
}

#[test]
fn links_to_missing_files_are_faults() {
    let page = "docs/src/model/talks.md";
    assert_eq!(faults_in(page, "[a](../model.md#time) [b](#here) [c](https://example.org/x)"), Vec::<String>::new());
    assert_eq!(
        faults_in(page, "\n[a](../modal.md)"),
        ["docs/src/model/talks.md:2: no file for the link `../modal.md`"]
    );
    assert_eq!(faults_in(page, "[a]: ../model.md\n[b]: ../modal.md").len(), 1);
    assert_eq!(faults_in(page, "```text\n[a](b.md)\n```"), Vec::<String>::new());
}
