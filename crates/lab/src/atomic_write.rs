//! Writing of files that appear whole or not at all (decision 77).

use std::fs::{self, File, Permissions};
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

/// Treatment of a file that exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// The file is replaced once the new one is safe on disk.
    Replace,
    /// The file is kept, and writing is an error.
    Keep,
}

/// Writes a temporary file in the same folder and renames it, so that a reader finds the old file or the new one and never
/// a part of it.
///
/// The temporary file is in the same folder because a rename is atomic only within one file system.
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
/// An input or output error where the folder cannot be written to, and `AlreadyExists` where the file is to be kept.
pub fn atomic_write(path: &Path, bytes: &[u8], standing: IfExists) -> Result<(), Error> {
    fs::create_dir_all(folder_of(path))?;
    atomic_write_in_folder(path, bytes, standing)
}

/// Writes as [`atomic_write`] does, into a folder that must be there.
///
/// # Errors
///
/// Those of [`atomic_write`], and `NotFound` where there is no such folder.
pub fn atomic_write_in_folder(path: &Path, bytes: &[u8], standing: IfExists) -> Result<(), Error> {
    let mut file = create_temporary_file(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    put_in_place(file, path, standing)
}

/// Writes several files into a folder: all are on disk before the first gets its name. Each of them appears whole or not at all;
/// whoever is killed while they get their names leaves some of the old ones and some of the new.
///
/// # Errors
///
/// An input or output error where one of them cannot be written, and `AlreadyExists` where one is to be kept.
pub fn write_together(folder: &Path, files: &[(String, Vec<u8>)], standing: IfExists) -> Result<(), Error> {
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above)?;
        let mut file = create_temporary_file(above)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        written.push((file, path));
    }
    written.into_iter().try_for_each(|(file, path)| put_in_place(file, &path, standing))
}

/// Gives a file that is on disk its name.
fn put_in_place(file: tempfile::NamedTempFile, path: &Path, standing: IfExists) -> Result<(), Error> {
    let put = match standing {
        IfExists::Replace => file.persist(path),
        IfExists::Keep => file.persist_noclobber(path),
    };
    put.map_err(|error| error.error)?;
    // The new name survives a crash only once the folder itself is on disk. Some systems cannot open a folder as a file;
    // there the rename is as safe as it can be made.
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Tries whether a file could be written, without leaving anything behind: a long run must not end at a target that was
/// never usable.
///
/// ```
/// use standoff_lab::atomic_write::{IfExists, try_target};
/// let folder = tempfile::tempdir().unwrap();
/// assert!(try_target(&folder.path().join("new/one"), IfExists::Keep).is_ok());
/// assert!(try_target(folder.path(), IfExists::Replace).is_err());
/// assert!(!folder.path().join("new").exists());
/// ```
///
/// # Errors
///
/// `AlreadyExists` where a file is to be kept, and the input or output error that writing would meet.
pub fn try_target(path: &Path, standing: IfExists) -> Result<(), Error> {
    match path.symlink_metadata() {
        Ok(_) if path.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(_) if standing == IfExists::Keep => return Err(ErrorKind::AlreadyExists.into()),
        _ => {}
    }
    try_folder(path.parent().unwrap_or(path))
}

/// Tries whether something could be created in a folder, or in the nearest one above it where it does not exist yet.
///
/// # Errors
///
/// The input or output error that creating would meet.
pub fn try_folder(folder: &Path) -> Result<(), Error> {
    let nearest = folder.ancestors().find(|above| above.symlink_metadata().is_ok());
    let nearest = nearest.filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !nearest.is_dir() {
        return Err(Error::new(ErrorKind::NotADirectory, format!("{} is not a folder", nearest.display())));
    }
    create_temporary_file(nearest).map(drop)
}

/// Creates a temporary file with the permissions of an ordinary file: `tempfile` alone would make it readable by its owner
/// only, and the rename would keep that.
fn create_temporary_file(folder: &Path) -> Result<tempfile::NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}
