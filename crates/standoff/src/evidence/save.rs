//! A log is written whole or not at all: what stood there stays until the new text is safe on disk.

use crate::output::Failure;
use standoff::scenario::{Diagnostic, Source, evidence};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The text of a log that may not exist yet.
pub fn read(path: &Path) -> Result<Source, Failure> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Source::new(path.display().to_string(), "")),
        _ => evidence::read_file(path).map_err(|found| Failure::input(&found)),
    }
}

/// Writes a new text in place of the one that was read.
pub fn replace(path: &Path, before: &Source, after: &Source) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::run(format!("{}: {error}; the log is as it was", path.display()));
    // A link stays a link: what it points to is written.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder(&target);
    let mut file = builder().tempfile_in(&folder).map_err(failed)?;
    if let Ok(metadata) = std::fs::metadata(&target) {
        file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
    }
    file.write_all(after.text().as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    if read(path)?.text() != before.text() {
        let diagnostic = Diagnostic::error("log-changed", "the log was changed by another program and left as it is");
        return Err(Failure::argument("--evidence", &path.display().to_string(), diagnostic.hint("try again")));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    // The name is safe once the folder is; where a folder cannot be opened there is nothing to do.
    let _ = std::fs::File::open(&folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn folder(target: &Path) -> PathBuf {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// A file of its own name that others may read as far as the system's rules for new files let them.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
