//! The folder with a scenario's record: the files of it that are read, and those that are not, with the reason.
//!
//! A file that looks like evidence and is not read would be missed only in the numbers. Each is therefore told, and a
//! folder that cannot be read is an error. Files that systems and programs leave behind are nobody's evidence.

use standoff::scenario::{Diagnostic, Diagnostics, Source};
use std::fs::DirEntry;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Name of the folder, beside the scenario's file.
const FOLDER: &str = "evidence";
/// Endings of the names of logs, in whatever case.
const ENDINGS: [&str; 2] = ["csv", "json"];

/// Contents of the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFolder {
    /// Logs, in the order of their names.
    pub logs: Vec<PathBuf>,
    /// Files and folders that are not read, with the reason.
    pub left_out: Vec<(PathBuf, &'static str)>,
}

/// Finds the files of the record that comes with a scenario; a folder that does not exist is empty.
///
/// # Errors
///
/// Diagnostics where `evidence` is no folder, or cannot be read.
pub fn find_record_files(scenario: &Path) -> Result<RecordFolder, Diagnostics> {
    let folder = if scenario.is_dir() { scenario.join(FOLDER) } else { scenario.with_file_name(FOLDER) };
    match std::fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(name_variants(&folder)),
        Err(error) => Err(unreadable(&folder, &error)),
        Ok(_) => read_folder(&folder),
    }
}

fn read_folder(folder: &Path) -> Result<RecordFolder, Diagnostics> {
    let metadata = std::fs::metadata(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => refuse(folder, "this is a link that leads nowhere", "mend the link, or remove it"),
        _ => unreadable(folder, &error),
    })?;
    if !metadata.is_dir() {
        return Err(refuse(
            folder,
            "this is a file",
            "put the log into a folder of that name, or give it with --evidence",
        ));
    }
    let failed = |error: Error| unreadable(folder, &error);
    let entries: Vec<DirEntry> =
        std::fs::read_dir(folder).map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    let mut found = RecordFolder::default();
    for path in entries.into_iter().map(|entry| entry.path()) {
        match reason_against(&path) {
            None => found.logs.push(path),
            Some(reason) if !reason.is_empty() => found.left_out.push((path, reason)),
            Some(_) => (),
        }
    }
    found.logs.sort();
    found.left_out.sort();
    Ok(found)
}

/// The reason why a file of the folder is not read; empty where nobody would expect it to be.
fn reason_against(path: &Path) -> Option<&'static str> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let parts: Vec<&str> = name.split('.').collect();
    let is_log = |ending: &&str| ENDINGS.contains(ending);
    match () {
        () if is_left_behind(&name) => Some(""),
        () if path.is_dir() => Some("folders in it are not searched"),
        () if parts.len() > 1 && parts.last().is_some_and(is_log) => None,
        () if name.starts_with("readme") => Some(""),
        () if parts.iter().skip(1).any(is_log) => Some("its name must end in .csv or .json"),
        () => Some("it is neither .csv nor .json"),
    }
}

/// `true` for hidden files, and for those that systems and table programs leave behind.
fn is_left_behind(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || ["thumbs.db", "desktop.ini"].contains(&name)
}

/// Folders whose name is that of the record in another spelling, which on this system is another name.
fn name_variants(folder: &Path) -> RecordFolder {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A scenario whose own folder cannot be listed is read all the same, and has no record.
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path());
    let variant = |path: &PathBuf| path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(FOLDER));
    let left_out = entries.filter(variant).map(|path| (path, "the name of the folder must be `evidence`"));
    RecordFolder { logs: Vec::new(), left_out: left_out.collect() }
}

fn unreadable(folder: &Path, error: &Error) -> Diagnostics {
    refuse(folder, &format!("the folder cannot be read: {error}"), "look at its rights, or use --no-record")
}

fn refuse(folder: &Path, message: &str, hint: &str) -> Diagnostics {
    let diagnostic = Diagnostic::error("unreadable", message).allowed("a folder of logs, CSV or JSON");
    Diagnostics::one(Source::new(folder.display().to_string(), ""), diagnostic.hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_its_reason() {
        let reason = |name: &str| reason_against(Path::new(name));
        for name in ["a.csv", "JULY.CSV", "b.Json", "a.b.csv", "readme.csv"] {
            assert_eq!(reason(name), None, "{name}");
        }
        for name in [".DS_Store", "._log.csv", ".~lock.log.csv#", "~$log.csv", "log.csv~", "Thumbs.db", "README.md"] {
            assert_eq!(reason(name), Some(""), "{name}");
        }
        for name in ["log.csv.txt", "log.json.gz", "log.csv.bak"] {
            assert_eq!(reason(name), Some("its name must end in .csv or .json"), "{name}");
        }
        for name in ["log.xlsx", "notes", "csv", "log.tsv"] {
            assert_eq!(reason(name), Some("it is neither .csv nor .json"), "{name}");
        }
    }
}
