//! Pages whose headers claim no more than they hold.
//!
//! The decoder makes room for as many values of a dictionary as the header of its page says, before it looks at the page: a few
//! kilobytes could ask for gigabytes. A value of a dictionary takes a byte at least.

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// Pages of a reader, of which those that claim too much are refused.
pub struct CheckedPages<P> {
    /// The pages as they are.
    pub pages: P,
}

impl<P: PageReader> PageReader for CheckedPages<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(check_page).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl<P: PageReader> Iterator for CheckedPages<P> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn check_page(page: Page) -> Result<Page> {
    match &page {
        Page::DictionaryPage { buf, num_values, .. } if *num_values as usize > buf.len() => {
            Err(ParquetError::General("a dictionary claims more than it holds".to_owned()))
        }
        _ => Ok(page),
    }
}
