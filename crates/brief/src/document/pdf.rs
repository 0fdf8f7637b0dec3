//! A document to print: A4, made by Typst from the same document, with pictures and fonts in it.

use super::content::Document;
use serde_json::Value;
use standoff_prose::layout::strip_controls;
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

/// Layout of a document.
const TEMPLATE: &str = include_str!("template.typ");
/// Name of the layout among the files.
const MAIN: &str = "main.typ";

/// Failure to make a document to print.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document to print could not be made: {0}")]
pub struct PdfError(String);

impl Document {
    /// A document to print on A4: the same bytes for the same document.
    ///
    /// # Errors
    ///
    /// Errors of the typesetter; no document made here is known to cause any.
    pub fn pdf(&self) -> Result<Vec<u8>, PdfError> {
        write_pdf(self)
    }
}

/// The bytes of a PDF: the same for the same document.
fn write_pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let json = serde_json::to_value(document).map_err(|error| PdfError(error.to_string()))?;
    let layout =
        serde_json::json!({ "document": json, "sources": document.source_keys(), "one-page": document.one_page });
    let mut files = BTreeMap::from([("document.json".to_owned(), strip_all_controls(layout).to_string().into_bytes())]);
    for one in document.pictures() {
        for (form, picture) in [("", &one.printed), ("-narrow", &one.printed_narrow)] {
            files.insert(format!("charts/{}{form}.svg", one.slug), picture.clone().into_bytes());
        }
    }
    let world = DocumentWorld::new(files)?;
    let laid_out = typst::compile::<PagedDocument>(&world).output;
    let said = |errors: typst::diag::EcoVec<typst::diag::SourceDiagnostic>| {
        PdfError(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let options = PdfOptions { ident: Smart::Custom(document.title.clone()), ..PdfOptions::default() };
    pdf(&laid_out.map_err(said)?, &options).map_err(said)
}

/// Removes control characters from all text, so that no name can turn or hide the text around it.
fn strip_all_controls(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.split('\n').map(strip_controls).collect::<Vec<_>>().join("\n")),
        Value::Array(all) => all.into_iter().map(strip_all_controls).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, strip_all_controls(value))).collect(),
        other => other,
    }
}

/// The only files that there are: nothing is read from disk or from a network.
struct DocumentWorld {
    library: LazyHash<Library>,
    fonts: FontStore,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl DocumentWorld {
    fn new(files: BTreeMap<String, Vec<u8>>) -> Result<Self, PdfError> {
        let mut fonts = FontStore::new();
        fonts.extend(embedded());
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        let main = Source::new(file_id(MAIN)?, TEMPLATE.to_owned());
        Ok(Self { library: LazyHash::new(Library::default()), fonts, main, files })
    }
}

fn file_id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|_| PdfError(format!("no file can be called {name}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for DocumentWorld {
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
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(missing_file(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash().to_owned();
        self.files.get(&name).cloned().ok_or_else(|| missing_file(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock may reach the document: the same findings give the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing_file(id: FileId) -> FileError {
    FileError::NotFound(Path::new(id.vpath().get_without_slash()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::content::{Block, Drawn, Figures, Section, Sentence};
    use super::*;
    use standoff_picture::{Bar, BarGroup, Bars, Chart, Estimate, Frame, Hatch, Hue, Look, Size, Swatch};

    const HOSTILE: &str = "#panic() $x <b> \\ \u{202e}\u{7} ] `r` \"=1+1\"";

    fn picture() -> Drawn {
        let frame = Frame { slug: "one".to_owned(), title: HOSTILE.to_owned(), ..Frame::default() };
        let bar = Bar { name: HOSTILE.to_owned(), value: Estimate::exact(1.0), group: 0, marked: f64::NAN, step: 0.0 };
        let group = BarGroup { name: HOSTILE.to_owned(), swatch: Swatch::new(Hue::Blue, Hatch::Solid) };
        let chart =
            Bars { frame, axis: HOSTILE.to_owned(), groups: vec![group], marked: String::new(), bars: vec![bar] };
        let draw = |look| chart.draw(look, Size::Wide);
        Drawn {
            slug: "one".to_owned(),
            title: HOSTILE.to_owned(),
            alt: HOSTILE.to_owned(),
            wide: draw(Look::PAGE),
            narrow: draw(Look::PAGE),
            alone: draw(Look::ALONE),
            printed: draw(Look::PRINTED),
            printed_narrow: draw(Look::PRINTED),
            folded: false,
            csv: String::new(),
        }
    }

    fn hostile() -> Document {
        let one = || Sentence::sourced(HOSTILE, HOSTILE);
        let heads = vec![(HOSTILE.to_owned(), false), (HOSTILE.to_owned(), true)];
        let rows = vec![vec![HOSTILE.to_owned(), HOSTILE.to_owned()]; 80];
        let figures = Figures { caption: HOSTILE.to_owned(), from: HOSTILE.to_owned(), heads, rows, folded: true };
        let blocks = vec![
            Block::Headline(one()),
            Block::Text(vec![one(), one()]),
            Block::List(vec![one()]),
            Block::Table(figures),
            Block::Picture(picture()),
            Block::Command(HOSTILE.to_owned()),
        ];
        let section = Section { slug: "a", heading: HOSTILE.to_owned(), blocks };
        Document { title: HOSTILE.to_owned(), subtitle: HOSTILE.to_owned(), sections: vec![section], one_page: false }
    }

    #[test]
    fn names_are_text_and_the_bytes_are_the_same() {
        let bytes = hostile().pdf().unwrap();
        assert!(bytes.starts_with(b"%PDF-") && bytes == hostile().pdf().unwrap());
    }

    #[test]
    fn nothing_beside_its_own_files_is_read() {
        let desk = DocumentWorld::new(BTreeMap::new()).unwrap();
        assert!(
            desk.file(file_id("document.json").unwrap()).is_err()
                && desk.source(file_id("other.typ").unwrap()).is_err()
        );
        assert!(desk.today(None).is_none());
    }
}
