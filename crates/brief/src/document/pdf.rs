//! A document to print: A4, made by Typst from the same document, with pictures and fonts in it.

use super::Document;
use std::collections::BTreeMap;
use std::path::Path;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, pdf};

/// How a document is laid out.
const TEMPLATE: &str = include_str!("template.typ");
/// Name of the layout among the files.
const MAIN: &str = "main.typ";

/// Why no document to print could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document to print could not be made: {0}")]
pub struct PdfError(String);

/// The bytes of a PDF: the same for the same document.
pub fn write(document: &Document) -> Result<Vec<u8>, PdfError> {
    let json = serde_json::to_string(document).map_err(|error| PdfError(error.to_string()))?;
    let mut files = BTreeMap::from([("document.json".to_owned(), json.into_bytes())]);
    files.extend(document.pictures().map(|one| (format!("charts/{}.svg", one.slug), one.printed.clone().into_bytes())));
    let world = Desk::new(files)?;
    let laid_out = typst::compile::<PagedDocument>(&world).output;
    let said = |errors: typst::diag::EcoVec<typst::diag::SourceDiagnostic>| {
        PdfError(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let options = PdfOptions { ident: Smart::Custom(document.title.clone()), ..PdfOptions::default() };
    pdf(&laid_out.map_err(said)?, &options).map_err(said)
}

/// The only files that there are: nothing is read from disk or from a network.
struct Desk {
    library: LazyHash<Library>,
    fonts: FontStore,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl Desk {
    fn new(files: BTreeMap<String, Vec<u8>>) -> Result<Self, PdfError> {
        let mut fonts = FontStore::new();
        fonts.extend(embedded());
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        let main = Source::new(id(MAIN)?, TEMPLATE.to_owned());
        Ok(Self { library: LazyHash::new(Library::default()), fonts, main, files })
    }
}

fn id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|_| PdfError(format!("no file can be called {name}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash().to_owned();
        self.files.get(&name).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock may reach the document: the same findings give the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(Path::new(id.vpath().get_without_slash()).to_owned())
}
