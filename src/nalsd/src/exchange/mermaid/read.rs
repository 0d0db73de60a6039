//! In: the text.

use super::lex::{Cursor, unescaped};
use super::shape;
use crate::edit::MAX_PARTS;
use crate::exchange::MAX_FILE;
use crate::model::{AreaKind, Design};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Why a text is no flowchart that can be a design. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MermaidError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for MermaidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}.", self.line, self.what)
    }
}

impl std::error::Error for MermaidError {}

/// What a flowchart comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The design, laid out.
    pub design: Design,
    /// What was guessed or left out, in sentences.
    pub notes: Vec<String>,
}

/// Reads a flowchart: what [`to_mermaid`](super::to_mermaid) writes, and what people write elsewhere.
///
/// # Errors
/// Where the text isn't a flowchart.
pub fn from_mermaid(text: &str) -> Result<Imported, MermaidError> {
    if text.len() > MAX_FILE {
        let what = format!("this is too long: {} MB are read", MAX_FILE / 1_000_000);
        return Err(MermaidError { line: 1, what });
    }
    let mut chart = Chart::default();
    let mut cursor = Cursor::new(text);
    chart.header(&mut cursor)?;
    loop {
        cursor.skip_to_statement();
        if cursor.is_done() || cursor.take("```") {
            break;
        }
        chart.statement(&mut cursor)?;
    }
    if let Some(open) = chart.open.last() {
        let Subgraph { start, title, .. } = &chart.subgraphs[*open];
        return Err(start.error(format!(
            "the subgraph “{title}” isn't ended: “end” is missing"
        )));
    }
    chart.design()
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) label: String,
    pub(super) opening: &'static str,
    pub(super) within: Option<usize>,
}

/// A subgraph.
#[derive(Debug)]
pub(super) struct Subgraph<'a> {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) within: Option<usize>,
    start: Cursor<'a>,
}

/// A link between two nodes, by their names.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
    /// Whether its line is dotted: nobody waits for an answer.
    pub(super) dotted: bool,
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Chart<'a> {
    pub(super) title: Option<String>,
    pub(super) nodes: Vec<Node>,
    /// Nodes by their names.
    pub(super) known: BTreeMap<String, usize>,
    pub(super) subgraphs: Vec<Subgraph<'a>>,
    /// Subgraphs that are not yet ended.
    open: Vec<usize>,
    pub(super) links: Vec<Wanted>,
    /// Classes of nodes and subgraphs.
    pub(super) classes: BTreeMap<String, String>,
    pub(super) notes: BTreeSet<&'static str>,
}

impl<'a> Chart<'a> {
    /// Everything up to the first statement.
    fn header(&mut self, cursor: &mut Cursor<'_>) -> Result<(), MermaidError> {
        cursor.take("\u{feff}");
        cursor.skip_to_statement();
        if cursor.take("```") {
            cursor.take_while(|c| c != '\n');
            cursor.skip_to_statement();
        }
        if cursor.word() == "---" {
            let start = *cursor;
            cursor.statement();
            loop {
                cursor.take_while(char::is_whitespace);
                if cursor.is_done() {
                    return Err(start.error("what stands between “---” and “---” isn't ended"));
                }
                let line = cursor.take_while(|c| c != '\n').trim();
                if line == "---" {
                    break;
                }
                if let Some(title) = line.strip_prefix("title:") {
                    let title = title.trim().trim_matches(['"', '\'']);
                    self.title = Some(title.to_owned()).filter(|title| !title.is_empty());
                }
            }
            cursor.skip_to_statement();
        }
        let word = cursor.word();
        if !["flowchart", "graph", "flowchart-elk"].contains(&word) {
            let begins = if word.is_empty() {
                "there is nothing here".to_owned()
            } else {
                let word: String = word.chars().take(40).collect();
                format!("this begins with “{word}”")
            };
            return Err(cursor.error(format!(
                "{begins}, where “flowchart LR” or “graph TD” is expected"
            )));
        }
        let direction = cursor.statement().get(word.len()..).unwrap_or("").trim();
        if !["", "LR", "RL", "TB", "TD", "BT", "BR", "<", ">", "^", "v"].contains(&direction) {
            let direction: String = direction.chars().take(40).collect();
            return Err(cursor.error(format!(
                "“{direction}” is no direction: LR, RL, TB, TD and BT are"
            )));
        }
        Ok(())
    }

    fn statement(&mut self, cursor: &mut Cursor<'a>) -> Result<(), MermaidError> {
        match cursor.word() {
            "subgraph" => {
                let start = *cursor;
                let rest = cursor
                    .statement()
                    .strip_prefix("subgraph")
                    .unwrap_or("")
                    .trim();
                let (key, title) = named(rest);
                self.subgraphs.push(Subgraph {
                    key,
                    title,
                    within: self.open.last().copied(),
                    start,
                });
                self.bounded(cursor)?;
                self.open.push(self.subgraphs.len() - 1);
            }
            "end" => {
                if self.open.pop().is_none() {
                    return Err(cursor.error("this “end” ends nothing: no subgraph is open"));
                }
                cursor.statement();
            }
            "direction" => {
                cursor.statement();
            }
            "class" => {
                let rest = cursor.statement();
                let mut words = rest.split_whitespace().skip(1).collect::<Vec<_>>();
                let class = words.pop().unwrap_or("");
                for key in words.join(" ").split(',').map(str::trim) {
                    self.classify(key, class);
                }
            }
            "classDef" | "style" | "linkStyle" | "click" | "accTitle:" | "accDescr:"
            | "accTitle" | "accDescr" => {
                cursor.statement();
                self.notes
                    .insert("Styles, clicks and descriptions were left out.");
            }
            _ => self.chain(cursor)?,
        }
        Ok(())
    }

    /// `a & b --> c -- text --> d`.
    fn chain(&mut self, cursor: &mut Cursor<'_>) -> Result<(), MermaidError> {
        let mut before = self.group(cursor)?;
        while let Some(arrow) = cursor.arrow()? {
            // A link may end on the next line.
            cursor.take_while(char::is_whitespace);
            let behind = self.group(cursor)?;
            if !arrow.shown {
                self.notes
                    .insert("Links that aren't drawn (~~~) were left out.");
            } else {
                if !arrow.back && !arrow.forth {
                    self.notes
                        .insert("Links without an arrow go from the first to the second.");
                }
                if before.len() * behind.len() > MAX_PARTS {
                    return Err(cursor.error("this line joins too many parts"));
                }
                for from in &before {
                    for to in &behind {
                        let mut link = |from: &String, to: &String| {
                            self.links.push(Wanted {
                                from: from.clone(),
                                to: to.clone(),
                                label: arrow.label.clone(),
                                dotted: arrow.dotted,
                            });
                        };
                        if arrow.forth || !arrow.back {
                            link(from, to);
                        }
                        if arrow.back {
                            link(to, from);
                        }
                    }
                }
            }
            before = behind;
            self.bounded(cursor)?;
        }
        cursor.blanks();
        let rest = cursor.rest();
        if !(rest.is_empty() || rest.starts_with(['\n', ';']) || rest.starts_with("%%")) {
            let found: String = rest.lines().next().unwrap_or("").chars().take(20).collect();
            return Err(cursor.error(format!("“{found}” is neither a link nor the end of a line")));
        }
        Ok(())
    }

    /// Gives up where no design could hold it all.
    fn bounded(&self, cursor: &Cursor<'_>) -> Result<(), MermaidError> {
        if self.nodes.len() + self.links.len() + self.subgraphs.len() > MAX_PARTS {
            let what = format!("this has too many parts: a design has at most {MAX_PARTS}");
            return Err(cursor.error(what));
        }
        Ok(())
    }

    /// `a & b`.
    fn group(&mut self, cursor: &mut Cursor<'_>) -> Result<Vec<String>, MermaidError> {
        let mut keys = vec![self.node(cursor)?];
        loop {
            let start = *cursor;
            cursor.blanks();
            if !cursor.take("&") {
                *cursor = start;
                return Ok(keys);
            }
            cursor.take_while(char::is_whitespace);
            keys.push(self.node(cursor)?);
        }
    }

    fn node(&mut self, cursor: &mut Cursor<'_>) -> Result<String, MermaidError> {
        let Some(key) = cursor.id() else {
            let found: String = cursor
                .rest()
                .lines()
                .next()
                .unwrap_or("")
                .chars()
                .take(20)
                .collect();
            let found = if found.is_empty() {
                "the end".to_owned()
            } else {
                format!("“{found}”")
            };
            return Err(cursor.error(format!("a node's name is expected, not {found}")));
        };
        let data = cursor.data()?;
        let shape = cursor.shape()?;
        if cursor.take(":::") {
            let class = cursor.take_while(|c| c.is_alphanumeric() || c == '-' || c == '_');
            self.classify(key, class);
        }
        let within = self.open.last().copied();
        let is_area = self.subgraphs.iter().any(|area| area.key == key);
        let at = match self.known.get(key) {
            Some(at) => *at,
            // An area may be linked, and is no node for it.
            None if is_area && shape.is_none() => return Ok(key.to_owned()),
            None => {
                self.nodes.push(Node {
                    label: key.to_owned(),
                    opening: "",
                    within,
                });
                self.known.insert(key.to_owned(), self.nodes.len() - 1);
                self.nodes.len() - 1
            }
        };
        let node = &mut self.nodes[at];
        node.within = node.within.or(within);
        if let Some((opening, label)) = shape {
            node.label = label;
            node.opening = opening;
        }
        if let Some(label) = data.and_then(|data| member(data, "label")) {
            node.label = unescaped(label);
        }
        if let Some(name) = data.and_then(|data| member(data, "shape")) {
            node.opening = opening_of(name);
        }
        Ok(key.to_owned())
    }

    fn classify(&mut self, key: &str, class: &str) {
        let known = shape::kind(class).is_some() || area_kind(class).is_some();
        if known {
            self.classes.insert(key.to_owned(), class.to_owned());
        } else {
            self.notes
                .insert("Styles, clicks and descriptions were left out.");
        }
    }
}

pub(super) fn area_kind(class: &str) -> Option<AreaKind> {
    [AreaKind::Region, AreaKind::Zone]
        .into_iter()
        .find(|kind| shape::area_class(*kind) == class)
}

/// A subgraph's name and title: `a["Zone a"]`, `"Zone a"`, `Zone a`.
fn named(text: &str) -> (String, String) {
    let plain = |text: &str| {
        let text = text.trim();
        let inner = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        unescaped(inner.unwrap_or(text))
    };
    match text
        .split_once('[')
        .and_then(|(key, rest)| Some((key, rest.strip_suffix(']')?)))
    {
        Some((key, title)) if !text.starts_with('"') => (key.trim().to_owned(), plain(title)),
        _ => (text.trim_matches('"').to_owned(), plain(text)),
    }
}

/// A member of `shape: cyl, label: "Orders"`.
fn member<'a>(data: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = data.split_once(name)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([',', '\n']).next().map(str::trim),
    }
}

/// The brackets that a shape with a name has otherwise.
fn opening_of(name: &str) -> &'static str {
    match name {
        "cyl" | "cylinder" | "db" | "database" => "[(",
        "stadium" | "pill" | "terminal" => "([",
        "circle" | "circ" => "((",
        "diam" | "diamond" | "decision" | "question" => "{",
        "lean-r" | "lean-right" | "in-out" | "das" | "h-cyl" => "[/",
        "dbl-circ" | "double-circle" => "(((",
        "odd" | "comment" | "brace" | "text" => ">",
        _ => "[",
    }
}
