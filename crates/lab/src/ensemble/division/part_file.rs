//! A part on disk: what one shard has made of one phase.
//!
//! The file is one line of JSON, which says of which run, phase and shard it is, followed by the units in the postcard format,
//! which is exact for every float. It appears whole or not at all (decision 77).

use crate::atomic_write::{IfExists, atomic_write_in_folder};
use crate::ensemble::division::shard::Shard;
use crate::error::LabError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use standoff_scenario::{Diagnostic, Diagnostics, Source, sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Version of the format.
const FORMAT: u32 = 1;
/// Name by which the file identifies itself.
const KIND: &str = "standoff part";
/// Ending of the names of parts.
pub const ENDING: &str = "part";
/// Letters of a phase's name that the name of its folder shows.
const SHOWN_LETTERS: usize = 48;

/// Which part a file is.
#[derive(Debug, Clone)]
pub struct PartName<'a> {
    /// Folder of the parts.
    pub folder: &'a Path,
    /// Digest of everything that the run depends on.
    pub run: &'a str,
    /// Name of the phase.
    pub phase: String,
    /// The shard, from zero; none for what all share.
    pub shard: Option<usize>,
    /// Number of shards.
    pub shards: usize,
}

impl PartName<'_> {
    /// The file: in a folder of the phase, by the number of the shard, from one.
    pub fn path(&self) -> PathBuf {
        let file = match self.shard {
            Some(shard) => format!("{:04}-of-{:04}.{ENDING}", shard + 1, self.shards),
            None => format!("shared.{ENDING}"),
        };
        self.folder.join(folder_of_phase(&self.phase)).join(file)
    }

    /// Whether there is something under its name.
    ///
    /// # Errors
    ///
    /// [`PartFault::Foreign`] where the folder cannot be looked into.
    pub fn exists(&self) -> Result<bool, PartFault> {
        let path = self.path();
        path.try_exists().map_err(|error| unreadable(&path, &error))
    }

    /// Checks that the folder of the phase holds no other parts than those of this cut: a unit could be in two of them.
    ///
    /// # Errors
    ///
    /// [`PartFault::Foreign`] for the first that is of another cut, or a copy; and where the folder cannot be read.
    pub fn check_folder(&self) -> Result<(), PartFault> {
        let own: BTreeSet<PathBuf> =
            (0..self.shards).map(|shard| Self { shard: Some(shard), ..self.clone() }.path()).collect();
        let folder = self.folder.join(folder_of_phase(&self.phase));
        let is_part = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
        match list_folder(&folder)?.iter().filter(is_part).find(|path| !own.contains(*path)) {
            Some(strange) => Err(PartFault::Foreign(about(strange, strange_part(self.shards)))),
            None => Ok(()),
        }
    }

    fn header(&self, body: &[u8]) -> Header {
        Header {
            kind: KIND.to_owned(),
            format: FORMAT,
            run: self.run.to_owned(),
            phase: self.phase.clone(),
            shard: self.shard.map(|shard| shard + 1),
            shards: self.shards,
            units: sha256(body),
        }
    }
}

/// Checks that every folder of parts is that of a phase which was entered: the parts of any other would be left out.
///
/// # Errors
///
/// [`PartFault::Foreign`] for the first that is not.
pub fn check_phase_folders(folder: &Path, phases: &[String]) -> Result<(), PartFault> {
    let own: BTreeSet<PathBuf> = phases.iter().map(|phase| folder.join(folder_of_phase(phase))).collect();
    match list_folder(folder)?.iter().find(|path| !own.contains(*path) && !is_hidden(path)) {
        Some(strange) => {
            let diagnostic = Diagnostic::error("foreign-part", "no phase of this run keeps its parts here")
                .allowed("the folders that its shards have made")
                .hint("move it away");
            Err(PartFault::Foreign(about(strange, diagnostic)))
        }
        None => Ok(()),
    }
}

/// What a folder holds, in order of the names; nothing where it does not exist.
fn list_folder(folder: &Path) -> Result<Vec<PathBuf>, PartFault> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(|error| unreadable(folder, &error))?,
    };
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    Ok(paths)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Name of the folder of a phase: its first letters for people, and a part of its digest, since two may begin alike.
fn folder_of_phase(phase: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let shown: String = phase.chars().take(SHOWN_LETTERS).map(letter).collect();
    format!("{}-{}", shown.trim_matches('-'), &sha256(phase.as_bytes())[..8])
}

/// First line of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Header {
    kind: String,
    format: u32,
    /// Digest of the run.
    run: String,
    phase: String,
    /// The shard, from one; none for what all share.
    shard: Option<usize>,
    shards: usize,
    /// SHA-256 of the units.
    units: String,
}

/// Units that one shard has made of one phase, in the order of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<T> {
    /// The units.
    pub units: Vec<T>,
}

/// Why a part is not used.
#[derive(Debug)]
pub enum PartFault {
    /// It was cut off or changed.
    Damaged(Diagnostics),
    /// It is whole and belongs elsewhere, or cannot be read.
    Foreign(Diagnostics),
}

impl From<PartFault> for LabError {
    fn from(fault: PartFault) -> Self {
        match fault {
            PartFault::Damaged(found) | PartFault::Foreign(found) => Self::Input(found),
        }
    }
}

impl<T: DeserializeOwned> Part<T> {
    /// Reads the part of a name, which holds these units of its phase; none where there is no file. `fits` tells whether what is read
    /// has the form of that unit.
    ///
    /// # Errors
    ///
    /// [`PartFault`] where it is no part, belongs to another run, phase or shard, or was cut off or changed.
    pub fn read(
        name: &PartName<'_>,
        units: &[usize],
        fits: impl Fn(usize, &T) -> bool,
    ) -> Result<Option<Self>, PartFault> {
        let path = name.path();
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|error| unreadable(&path, &error))?,
        };
        let body = check_header(name, &bytes)?;
        let strange = || damaged(name, "its units are not those of this phase");
        let (read, rest): (Vec<T>, &[u8]) = postcard::take_from_bytes(body).map_err(|_| strange())?;
        let fit = read.len() == units.len()
            && rest.is_empty()
            && units.iter().zip(&read).all(|(&unit, made)| fits(unit, made));
        if fit { Ok(Some(Self { units: read })) } else { Err(strange()) }
    }
}

impl<T: Serialize> Part<T> {
    /// Writes units as the part of a name. Where the same part is there already, it stays: a shard may be made twice.
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where it cannot be written; [`LabError::Input`] where a part of other bytes is there.
    pub fn write(name: &PartName<'_>, units: &[T]) -> Result<(), LabError> {
        let bytes = Self::bytes(name, units)?;
        match write_bytes(name, &bytes, IfExists::Keep) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => keep_or_mend(name, &bytes),
            other => other.map_err(|error| file_error(&name.path(), &error)),
        }
    }

    /// Writes units as the part of a name, whatever is there.
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where it cannot be written.
    pub fn replace(name: &PartName<'_>, units: &[T]) -> Result<(), LabError> {
        let bytes = Self::bytes(name, units)?;
        write_bytes(name, &bytes, IfExists::Replace).map_err(|error| file_error(&name.path(), &error))
    }

    fn bytes(name: &PartName<'_>, units: &[T]) -> Result<Vec<u8>, LabError> {
        let unwritable = |reason: String| LabError::File { path: name.path().display().to_string(), reason };
        let body = postcard::to_stdvec(units).map_err(|error| unwritable(error.to_string()))?;
        let mut bytes = serde_json::to_vec(&name.header(&body)).map_err(|error| unwritable(error.to_string()))?;
        bytes.push(b'\n');
        bytes.extend(body);
        Ok(bytes)
    }
}

/// Writes the bytes of a part. The folders of parts and of the phase are made where they are missing, but never that of the run:
/// whoever has removed it wants nothing written.
fn write_bytes(name: &PartName<'_>, bytes: &[u8], standing: IfExists) -> Result<(), Error> {
    let path = name.path();
    for folder in [name.folder, path.parent().unwrap_or(name.folder)] {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Error::new(ErrorKind::NotFound, "the folder of the run is gone"));
            }
            other => other?,
        }
    }
    atomic_write_in_folder(&path, bytes, standing)
}

/// Compares bytes with those of the part that is there: the same ones stay, damaged ones are replaced, others are a fault.
fn keep_or_mend(name: &PartName<'_>, bytes: &[u8]) -> Result<(), LabError> {
    let path = name.path();
    let there = fs::read(&path).map_err(|error| file_error(&path, &error))?;
    if there == bytes {
        return Ok(());
    }
    match check_header(name, &there) {
        Err(PartFault::Damaged(_)) => {
            write_bytes(name, bytes, IfExists::Replace).map_err(|error| file_error(&path, &error))
        }
        Err(fault) => Err(fault.into()),
        Ok(_) => {
            let diagnostic = Diagnostic::error(
                "twice-different",
                "this shard was made twice, and came out differently",
            )
            .allowed("the same bytes each time")
            .hint(
                "one of the two was made by another build of the program: remove the part, and make all with one build",
            );
            Err(LabError::Input(about(&path, diagnostic)))
        }
    }
}

/// The bytes after the header of a part, if it is whole and the one that was asked for.
fn check_header<'b>(name: &PartName<'_>, bytes: &'b [u8]) -> Result<&'b [u8], PartFault> {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let (line, body) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let header: Header =
        serde_json::from_slice(line).map_err(|_| damaged(name, "its first line is not that of a part"))?;
    if header.kind != KIND || header.format != FORMAT {
        let reason = format!(
            "it is a {} of format {}, and this program reads a {KIND} of format {FORMAT}",
            header.kind, header.format
        );
        return Err(foreign(name, &reason));
    }
    let wanted = name.header(body);
    if header.run != wanted.run {
        return Err(foreign(name, "it belongs to another run: of another scenario, record, size or seed"));
    }
    if (&header.phase, header.shard, header.shards) != (&wanted.phase, wanted.shard, wanted.shards) {
        return Err(foreign(name, &format!("it is the part {} under another name", words_for(&header))));
    }
    if header.units != wanted.units {
        return Err(damaged(name, "it was cut off or changed"));
    }
    Ok(body)
}

fn words_for(header: &Header) -> String {
    let shard = |index: usize| Shard { index: index.saturating_sub(1), count: header.shards }.to_string();
    format!(
        "of {} for {}",
        header.shard.map_or("all shards".to_owned(), |one| format!("shard {}", shard(one))),
        header.phase
    )
}

fn damaged(name: &PartName<'_>, reason: &str) -> PartFault {
    let diagnostic = Diagnostic::error("damaged-part", format!("this part cannot be used: {reason}"))
        .allowed("a whole file, as a shard wrote it")
        .hint("run the shard again, or `standoff resume`: it is then made anew");
    PartFault::Damaged(about(&name.path(), diagnostic))
}

fn foreign(name: &PartName<'_>, reason: &str) -> PartFault {
    let diagnostic = Diagnostic::error("foreign-part", format!("this part does not belong here: {reason}"))
        .allowed("the parts of one run, each under its own name")
        .hint("move it away, and run `standoff resume`");
    PartFault::Foreign(about(&name.path(), diagnostic))
}

fn strange_part(shards: usize) -> Diagnostic {
    Diagnostic::error("foreign-part", "this part overlaps with others: it is of another cut, or a copy")
        .allowed(format!("one part for each of the {shards} shards, under the name that the shard gave it"))
        .hint("move it away")
}

fn unreadable(path: &Path, error: &std::io::Error) -> PartFault {
    let diagnostic = Diagnostic::error("unreadable-part", format!("this cannot be read: {error}"))
        .allowed("the parts that shards have written, and their folders")
        .hint("look at its rights, or move it away");
    PartFault::Foreign(about(path, diagnostic))
}

fn about(path: &Path, diagnostic: Diagnostic) -> Diagnostics {
    Diagnostics::one(Source::new(path.display().to_string(), ""), diagnostic)
}

fn file_error(path: &Path, error: &std::io::Error) -> LabError {
    LabError::File { path: path.display().to_string(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: [f64; 3] = [0.1 + 0.2, f64::INFINITY, -0.0];

    fn name(folder: &Path, shard: usize) -> PartName<'_> {
        PartName { folder, run: "run", phase: "futures".to_owned(), shard: Some(shard), shards: 3 }
    }

    fn read(name: &PartName<'_>) -> Result<Option<Part<f64>>, PartFault> {
        Part::read(name, &[0, 1, 2], |_, _| true)
    }

    fn bits(part: Part<f64>) -> Vec<u64> {
        part.units.iter().map(|unit| unit.to_bits()).collect()
    }

    #[test]
    fn a_part_comes_back_bit_by_bit_and_may_be_made_twice() {
        let folder = tempfile::tempdir().unwrap();
        let name = name(folder.path(), 0);
        assert!(read(&name).unwrap().is_none());
        for _ in 0..2 {
            Part::write(&name, &UNITS).unwrap();
            assert_eq!(bits(read(&name).unwrap().unwrap()), UNITS.map(f64::to_bits));
        }
        let found = Part::write(&name, &[1.0, 2.0, 3.0]).unwrap_err();
        assert!(matches!(&found, LabError::Input(found) if found.to_string().contains("made twice")), "{found}");
        assert_eq!(bits(read(&name).unwrap().unwrap()), UNITS.map(f64::to_bits));
    }

    #[test]
    fn a_part_of_a_run_that_was_removed_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run");
        let parts = run.join("parts");
        fs::create_dir(&run).unwrap();
        Part::write(&name(&parts, 0), &UNITS).unwrap();
        fs::remove_dir_all(&run).unwrap();
        for write in [Part::write, Part::replace] {
            let found = write(&name(&parts, 1), &UNITS).unwrap_err().to_string();
            assert!(found.contains("the folder of the run is gone"), "{found}");
            assert!(!run.exists());
        }
    }

    /// However it is cut off, and whichever byte is changed, it is told or still says the same.
    #[test]
    fn what_is_damaged_is_told_and_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let name = name(folder.path(), 0);
        Part::write(&name, &UNITS).unwrap();
        let whole = fs::read(name.path()).unwrap();
        let cut = (0..whole.len()).map(|length| whole[..length].to_vec());
        let changed = (0..whole.len()).map(|at| [&whole[..at], &[whole[at] ^ 1], &whole[at + 1..]].concat());
        for bytes in cut.chain(changed) {
            fs::write(name.path(), &bytes).unwrap();
            assert!(read(&name).is_err(), "{}", String::from_utf8_lossy(&bytes));
        }
        fs::write(name.path(), &whole[..whole.len() - 1]).unwrap();
        assert!(matches!(read(&name), Err(PartFault::Damaged(_))));
        Part::write(&name, &UNITS).unwrap();
        assert_eq!(fs::read(name.path()).unwrap(), whole);
    }

    /// A digest shows that nothing was changed, not that whoever wrote it meant well.
    #[test]
    fn what_does_not_fit_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let name = name(folder.path(), 0);
        Part::write(&name, &UNITS).unwrap();
        for (units, most) in [(&[0, 1][..], f64::INFINITY), (&[0, 1, 2, 3], f64::INFINITY), (&[0, 1, 2], 1.0)] {
            let found = Part::<f64>::read(&name, units, |_, made| *made <= most);
            assert!(matches!(found, Err(PartFault::Damaged(_))), "{units:?} {most}");
        }
        assert!(matches!(Part::<u8>::read(&name, &[0, 1, 2], |_, _| true), Err(PartFault::Damaged(_))));
        fs::create_dir(name.path().with_file_name("0002-of-0003.part")).unwrap();
        assert!(matches!(read(&self::name(folder.path(), 1)), Err(PartFault::Foreign(_))));
    }

    #[test]
    fn what_belongs_elsewhere_is_told_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let own = name(folder.path(), 0);
        let others = [
            PartName { run: "another", ..own.clone() },
            PartName { phase: "delay".to_owned(), ..own.clone() },
            PartName { shards: 4, ..own.clone() },
            PartName { shard: None, ..own.clone() },
            name(folder.path(), 1),
        ];
        for other in others {
            Part::write(&other, &UNITS).unwrap();
            let bytes = fs::read(other.path()).unwrap();
            fs::create_dir_all(own.path().parent().unwrap()).unwrap();
            fs::write(own.path(), &bytes).unwrap();
            assert!(matches!(read(&own), Err(PartFault::Foreign(_))), "{other:?}");
            assert!(Part::write(&own, &UNITS).is_err());
            assert_eq!(fs::read(own.path()).unwrap(), bytes, "{other:?}");
            fs::remove_file(own.path()).unwrap();
            fs::remove_file(other.path()).unwrap_or_default();
        }
    }

    #[test]
    fn parts_of_another_cut_and_copies_overlap() {
        let folder = tempfile::tempdir().unwrap();
        Part::write(&name(folder.path(), 2), &UNITS).unwrap();
        assert!(name(folder.path(), 0).check_folder().is_ok());
        let beside = |file: &str| name(folder.path(), 0).path().with_file_name(file);
        fs::write(beside(".tmpx1"), "half").unwrap();
        assert!(name(folder.path(), 0).check_folder().is_ok(), "what a killed shard leaves is nobody's part");
        for strange in ["0001-of-0004.part", "0003-of-0003 (copy).part", "0004-of-0003.part"] {
            fs::write(beside(strange), "").unwrap();
            assert!(matches!(name(folder.path(), 0).check_folder(), Err(PartFault::Foreign(_))), "{strange}");
            fs::remove_file(beside(strange)).unwrap();
        }
    }
}
