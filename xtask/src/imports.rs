//! The paths that a source file uses inside its own crate.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, UseTree};

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Imports {
    /// Paths from the root of the crate.
    pub paths: Vec<Vec<String>>,
    /// Modules in files of their own that are compiled for tests only.
    pub test_modules: Vec<Vec<String>>,
}

/// Reads the file of a module.
///
/// # Errors
///
/// Where it is not Rust.
pub fn read(text: &str, module: &[String]) -> Result<Imports, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut reader = Reader { module: module.to_vec(), children: children(&file.items), imports: Imports::default() };
    reader.visit_file(&file);
    Ok(reader.imports)
}

/// Names of the modules that some items declare, whose first segment leads into them.
fn children(items: &[Item]) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

struct Reader {
    module: Vec<String>,
    children: Vec<String>,
    imports: Imports,
}

impl Reader {
    /// A path from the root of the crate, if it stays inside.
    fn resolve(&self, segments: &[String]) -> Option<Vec<String>> {
        let mut base = self.module.clone();
        let mut rest = segments;
        match segments.first()?.as_str() {
            "crate" => (base, rest) = (Vec::new(), &segments[1..]),
            "self" => rest = &segments[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            first if self.children.iter().any(|child| child == first) => {}
            _ => return None,
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn take(&mut self, segments: &[String]) {
        let resolved = self.resolve(segments);
        self.imports.paths.extend(resolved);
    }

    fn take_use(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.take_use(&with(&path.ident), &path.tree),
            UseTree::Name(name) if name.ident == "self" => self.take(before),
            UseTree::Name(name) => self.take(&with(&name.ident)),
            UseTree::Rename(rename) => self.take(&with(&rename.ident)),
            UseTree::Glob(_) => self.take(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take_use(before, tree)),
        }
    }

    /// Paths in the arguments of a macro, which are not parsed: `crate::` or `super::` and the names that follow.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.take_tokens(group.stream()),
                TokenTree::Ident(ident) if *ident == "crate" || *ident == "super" => {
                    let segments = path_at(&tokens[at..]);
                    self.take(&segments);
                }
                _ => {}
            }
        }
    }
}

/// The names at the beginning of some tokens that `::` joins.
fn path_at(tokens: &[TokenTree]) -> Vec<String> {
    let mut segments = Vec::new();
    for part in tokens.chunks(3) {
        let Some(TokenTree::Ident(ident)) = part.first() else { break };
        segments.push(ident.to_string());
        let joined =
            part.len() == 3 && part[1..].iter().all(|one| matches!(one, TokenTree::Punct(dot) if dot.as_char() == ':'));
        if !joined {
            break;
        }
    }
    segments
}

/// Whether something is compiled for tests only.
fn only_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Const(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !only_tests(attributes) {
            visit::visit_item(self, item);
        } else if let Item::Mod(ItemMod { content: None, ident, .. }) = item {
            self.imports.test_modules.push([&self.module[..], &[ident.to_string()]].concat());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let Some((_, items)) = &item.content else { return };
        let outer = std::mem::replace(&mut self.children, children(items));
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
        self.children = outer;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.take_use(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.take(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        self.take_tokens(found.tokens.clone());
        visit::visit_macro(self, found);
    }

    /// A visibility such as `pub(in crate::a)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}
