//! Files that are written whole or not at all (decision 77).

use std::fs::{self, File, Permissions};
use std::io::{Error, Write};
use std::path::Path;

/// The action where a file exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// It is replaced once the new one is safe on disk.
    Replace,
    /// It is kept, and writing is an error.
    Keep,
}

/// Writes a file beside its target and renames it, so that a reader finds either the old file or the new one.
///
/// ```
/// use standoff_lab::atomic_write::IfExists;
/// use standoff_lab::atomic_write::atomic_write;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("one");
/// atomic_write(&path, b"first", IfExists::Keep).unwrap();
/// assert!(atomic_write(&path, b"second", IfExists::Keep).is_err());
/// assert_eq!(std::fs::read(&path).unwrap(), b"first");
/// ```
///
/// # Errors
///
/// An error of the system, or that the file exists and is to be kept.
pub fn atomic_write(path: &Path, bytes: &[u8], if_exists: IfExists) -> Result<(), Error> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = temporary_file_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let put = match if_exists {
        IfExists::Replace => file.persist(path),
        IfExists::Keep => file.persist_noclobber(path),
    };
    put.map_err(|error| error.error)?;
    // The new name survives a crash only once the folder is on disk too. Some systems cannot open folders; there this
    // step is left out.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Creates a temporary file with the permissions of an ordinary new file. The default of `tempfile` would let only its
/// owner read it.
fn temporary_file_in(folder: &Path) -> Result<tempfile::NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}
