//! The digest of the sources from which the program is built. Shards of one run must come from the same sources, wherever they are
//! built: what one build has made, another must not put together with its own.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for place in fs::read_dir(&crates).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let sources = place.join("src");
        println!("cargo::rerun-if-changed={}", sources.display());
        find_sources(&sources, &mut files);
    }
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let name = file.strip_prefix(&crates).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        digest.update(name.as_bytes());
        digest.update(fs::read(&file).unwrap_or_default());
    }
    let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=STANDOFF_SOURCES={digits}");
}

fn find_sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            find_sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
