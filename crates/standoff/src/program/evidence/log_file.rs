//! The file of a log. It is written whole or not at all: the old text stays until the new one is safe on disk
//! (decision 77).

use crate::program::output::Failure;
use standoff::scenario::{Diagnostic, Source, evidence};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Reads a log that may not exist yet; one that does not is empty.
pub fn read_log_file(path: &Path) -> Result<Source, Failure> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Source::new(path.display().to_string(), "")),
        _ => evidence::read_file(path).map_err(|found| Failure::input(&found)),
    }
}

/// Writes a new text in place of the one that was read. If another program has changed the file since then, nothing is
/// written.
pub fn replace_log_file(path: &Path, before: &Source, after: &Source) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::run(format!("{}: {error}; the log is as it was", path.display()));
    // A link stays a link: what it points to is written.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = parent_folder(&target);
    let mut file = temporary_file_builder().tempfile_in(&folder).map_err(failed)?;
    if let Ok(metadata) = std::fs::metadata(&target) {
        file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
    }
    file.write_all(after.text().as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    if read_log_file(path)?.text() != before.text() {
        let diagnostic = Diagnostic::error("log-changed", "the log was changed by another program and left as it is");
        return Err(Failure::argument("--evidence", &path.display().to_string(), diagnostic.hint("try again")));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    // The name is safe once the folder is; where a folder cannot be opened there is nothing to do.
    let _ = std::fs::File::open(&folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn parent_folder(target: &Path) -> PathBuf {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// Builder of a temporary file with the rights of any new file. Without it the log would become unreadable to others:
/// temporary files are private by default.
fn temporary_file_builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
