//! The paths that a source file uses inside its own crate.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, UseTree};

/// Paths that a file uses, and the modules it keeps for tests.
#[derive(Debug, Default)]
pub struct Imports {
    /// Paths from the root of the crate.
    pub paths: Vec<Vec<String>>,
    /// Modules in files of their own that are compiled for tests only.
    pub test_modules: Vec<Vec<String>>,
}

/// Reads the imports and paths of the file of a module.
///
/// # Errors
///
/// A text that is not Rust.
pub fn read_imports(text: &str, module: &[String]) -> Result<Imports, syn::Error> {
    let file = syn::parse_file(text)?;
    let mut reader =
        ImportReader { module: module.to_vec(), children: child_modules(&file.items), imports: Imports::default() };
    reader.visit_file(&file);
    Ok(reader.imports)
}

/// Names of the modules that some items declare, whose first segment leads into them.
fn child_modules(items: &[Item]) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

/// Visitor of a file that collects its paths.
struct ImportReader {
    module: Vec<String>,
    children: Vec<String>,
    imports: Imports,
}

impl ImportReader {
    /// The path from the root of the crate, if it stays inside the crate.
    fn resolve_path(&self, segments: &[String]) -> Option<Vec<String>> {
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

    /// Adds a path, if it stays inside the crate.
    fn add_path(&mut self, segments: &[String]) {
        let resolved = self.resolve_path(segments);
        self.imports.paths.extend(resolved);
    }

    /// Adds the paths of a `use`, whose first names are `before`.
    fn add_use_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_use_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) if name.ident == "self" => self.add_path(before),
            UseTree::Name(name) => self.add_path(&with(&name.ident)),
            UseTree::Rename(rename) => self.add_path(&with(&rename.ident)),
            UseTree::Glob(_) => self.add_path(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use_tree(before, tree)),
        }
    }

    /// Adds paths in the arguments of a macro, which are not parsed: `crate::` or `super::` and the names that follow.
    fn add_token_paths(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.add_token_paths(group.stream()),
                TokenTree::Ident(ident) if *ident == "crate" || *ident == "super" => {
                    let segments = path_at(&tokens[at..]);
                    self.add_path(&segments);
                }
                _ => {}
            }
        }
    }
}

/// Names at the beginning of some tokens that `::` joins.
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

/// Tests whether something is compiled for tests only.
fn is_for_tests_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl<'ast> Visit<'ast> for ImportReader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Const(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_for_tests_only(attributes) {
            visit::visit_item(self, item);
        } else if let Item::Mod(ItemMod { content: None, ident, .. }) = item {
            self.imports.test_modules.push([&self.module[..], &[ident.to_string()]].concat());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let Some((_, items)) = &item.content else { return };
        let outer = std::mem::replace(&mut self.children, child_modules(items));
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
        self.children = outer;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_use_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.add_path(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        self.add_token_paths(found.tokens.clone());
        visit::visit_macro(self, found);
    }

    /// Skips visibilities: one such as `pub(in crate::a)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}
