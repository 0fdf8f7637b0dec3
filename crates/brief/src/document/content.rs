//! Content of a document, the same in every format.

use serde::Serialize;

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Subject and day, in one line.
    pub subtitle: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Whether it is laid out on one page.
    #[serde(skip)]
    pub one_page: bool,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Section {
    /// Name for links: letters, digits and hyphens.
    pub slug: &'static str,
    /// Heading.
    pub heading: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", content = "of", rename_all = "lowercase")]
pub enum Block {
    /// Sentences that form a paragraph.
    Text(Vec<Sentence>),
    /// The one answer that a reader takes away.
    Headline(Sentence),
    /// Sentences one below the other.
    List(Vec<Sentence>),
    /// Figures in rows.
    Table(Figures),
    /// A picture.
    Picture(Drawn),
    /// A command that makes the same again.
    Command(String),
}

/// A sentence, and where its numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Sentence {
    /// The words.
    pub words: String,
    /// The key of the findings from which its numbers are taken, such as `forecast.hold.survival`; none where it has none.
    #[schema(required)]
    pub from: Option<String>,
}

impl Block {
    /// The same table or picture, shown only when asked; on paper all are shown.
    pub(crate) fn folded(mut self) -> Self {
        match &mut self {
            Self::Table(figures) => figures.folded = true,
            Self::Picture(drawn) => drawn.folded = true,
            Self::Text(_) | Self::Headline(_) | Self::List(_) | Self::Command(_) => {}
        }
        self
    }
}

impl Sentence {
    /// A sentence without a number.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), from: None }
    }

    /// A sentence whose numbers come from a key of the findings.
    pub fn sourced(from: impl Into<String>, words: impl Into<String>) -> Self {
        Self { words: words.into(), from: Some(from.into()) }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = Table)]
pub struct Figures {
    /// Caption.
    pub caption: String,
    /// The key of the findings from which it is taken.
    pub from: String,
    /// Heads of the columns, and whether each holds figures.
    pub heads: Vec<(String, bool)>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// Whether a page shows it only when asked.
    #[serde(skip)]
    pub folded: bool,
}

impl Figures {
    /// A table that is shown.
    pub(crate) fn new(
        caption: impl Into<String>,
        from: impl Into<String>,
        heads: &[(&str, bool)],
        rows: Vec<Vec<String>>,
    ) -> Self {
        let heads = heads.iter().map(|(head, figures)| ((*head).to_owned(), *figures)).collect();
        Self { caption: caption.into(), from: from.into(), heads, rows, folded: false }
    }
}

/// A picture as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = Picture)]
pub struct Drawn {
    /// Name of its files.
    pub slug: String,
    /// Title: what it shows, as a finding.
    pub title: String,
    /// Description for readers who do not see the picture.
    pub alt: String,
    /// As part of a page, for wide and narrow screens.
    pub wide: String,
    /// For narrow screens.
    pub narrow: String,
    /// As a file of its own.
    pub alone: String,
    /// For a document to print.
    #[serde(skip)]
    pub printed: String,
    /// For half the width of a document to print.
    #[serde(skip)]
    pub printed_narrow: String,
    /// Whether a page shows it only when asked.
    #[serde(skip)]
    pub folded: bool,
    /// The same data, CSV.
    pub csv: String,
}

impl Document {
    /// Its pictures, in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Drawn> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| if let Block::Picture(drawn) = block { Some(drawn) } else { None })
    }

    /// The keys from which its numbers are taken, each once, in alphabetical order.
    pub(super) fn source_keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> =
            self.sections.iter().flat_map(|section| &section.blocks).flat_map(block_keys).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The keys of a block.
fn block_keys(block: &Block) -> Vec<&str> {
    match block {
        Block::Text(sentences) | Block::List(sentences) => {
            sentences.iter().filter_map(|sentence| sentence.from.as_deref()).collect()
        }
        Block::Headline(sentence) => sentence.from.as_deref().into_iter().collect(),
        Block::Table(figures) => vec![&figures.from],
        Block::Picture(_) | Block::Command(_) => Vec::new(),
    }
}
