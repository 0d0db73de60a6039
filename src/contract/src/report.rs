//! What a reference run shows: a closed list of blocks that the page draws without knowing the exercise.
//!
//! Numbers in a report are ready to be drawn, not formatted: a [`Unit`] says how to print them.

use serde::{Deserialize, Serialize};

/// A report: blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Adds a block at the end.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }
}

/// What a thing means; the page gives each tone a colour *and* a shape, so that colour never speaks alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Of less weight.
    Muted,
    /// What one should look at.
    Accent,
    /// Good.
    Ok,
    /// Bad.
    Bad,
    /// Neither good nor bad, but of another kind.
    Info,
}

/// How a number is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A count or a plain number.
    #[default]
    Number,
    /// Bytes, printed in binary prefixes.
    Bytes,
    /// Seconds, printed as µs, ms, s, min as fits.
    Seconds,
    /// A ratio from 0 to 1, printed in per cent.
    Ratio,
    /// Seconds since the Unix epoch, printed as a UTC date and time.
    Epoch,
}

/// One block of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// Headline numbers, side by side.
    Figures(Vec<Figure>),
    /// A paragraph.
    Text(Text),
    /// Rows and columns.
    Table(Table),
    /// A collapsible tree.
    Tree(Tree),
    /// Bars or lines over an axis.
    Series(Series),
    /// Bars in lanes over time.
    Timeline(Timeline),
    /// Nodes and edges, laid out.
    Graph(Graph),
    /// Numbered lines with coloured spans.
    Lines(Lines),
    /// A sequence of states of a row of cells, to step through.
    Steps(Steps),
}

/// A headline number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it counts, in one or two words.
    pub label: String,
    /// The number.
    pub value: f64,
    /// How to print it.
    pub unit: Unit,
    /// A few words under it: of what, where from.
    pub note: String,
    /// Its meaning.
    pub tone: Tone,
}

impl Figure {
    /// A plain figure without a note.
    pub fn new(label: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self {
            label: label.into(),
            value,
            unit,
            note: String::new(),
            tone: Tone::Plain,
        }
    }

    /// With words under it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// With a meaning.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Heading; may be empty.
    pub title: String,
    /// Plain text; newlines are kept.
    pub body: String,
    /// Its meaning.
    pub tone: Tone,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Words, left-aligned.
    Text(String),
    /// Data or code in the monospace face, left-aligned.
    Code(String),
    /// A number, right-aligned, in its column's digits.
    Number(f64, Unit),
    /// Nothing to say (drawn as a dash).
    Empty,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Heading.
    pub title: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Rows; each as long as `columns`.
    pub rows: Vec<Row>,
    /// How many rows were left out after these.
    pub dropped: u64,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Its meaning.
    pub tone: Tone,
}

/// A tree, flattened in pre-order so that no depth can overflow a stack.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// Heading.
    pub title: String,
    /// The nodes in pre-order: a node's children follow it with `depth + 1`.
    pub nodes: Vec<TreeNode>,
}

/// A node of a tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TreeNode {
    /// 0 for a root.
    pub depth: u32,
    /// Its name, in the monospace face.
    pub label: String,
    /// Words after the name, muted: a PID, arguments.
    pub detail: String,
    /// A short tag: a state, "thread", "4 merged"; empty for none.
    pub tag: String,
    /// The tag's meaning.
    pub tone: Tone,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeriesKind {
    /// Bars, several series stacked.
    #[default]
    Bars,
    /// Lines over each other.
    Lines,
}

/// Numbers over an axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Heading.
    pub title: String,
    /// How it is drawn.
    pub kind: SeriesKind,
    /// What the x axis is.
    pub x_label: String,
    /// The x values, ascending; for bars the start of each bucket.
    pub x: Vec<f64>,
    /// How to print x.
    pub x_unit: Unit,
    /// What the y axis is.
    pub y_label: String,
    /// How to print y.
    pub y_unit: Unit,
    /// The series, each with as many values as `x`.
    pub sets: Vec<SeriesSet>,
}

/// One named run of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeriesSet {
    /// Its name in the legend.
    pub name: String,
    /// Its meaning.
    pub tone: Tone,
    /// One value per x.
    pub values: Vec<f64>,
}

/// Bars in lanes over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Heading.
    pub title: String,
    /// How to print times.
    pub unit: Unit,
    /// The lanes, top to bottom.
    pub lanes: Vec<Lane>,
    /// How many bars were left out.
    pub dropped: u64,
}

/// A lane of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// A few words under the name: percentiles.
    pub note: String,
    /// Its bars; they may overlap.
    pub bars: Vec<Bar>,
}

/// A bar of a lane.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Where it starts, in the timeline's unit.
    pub start: f64,
    /// Where it ends; infinite when it never does.
    pub end: f64,
    /// What it is, shown on focus and hover.
    pub label: String,
    /// Its meaning.
    pub tone: Tone,
}

/// A graph with positions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// Heading.
    pub title: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges, as indices into `nodes`.
    pub edges: Vec<Edge>,
}

/// A node of a graph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Its name.
    pub label: String,
    /// Position from 0 (left) to 1 (right).
    pub x: f64,
    /// Position from 0 (top) to 1 (bottom).
    pub y: f64,
    /// Whether it is lit: part of what the report is about.
    pub lit: bool,
}

/// An edge of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// One end.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Whether it is lit.
    pub lit: bool,
}

/// Numbered lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// Heading.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// How many lines were left out after these.
    pub dropped: u64,
}

/// A line with coloured spans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in its file, from 1; 0 for none.
    pub number: u64,
    /// Its text; bytes that are not UTF-8 have been replaced.
    pub text: String,
    /// Spans, ascending and not overlapping.
    pub spans: Vec<Span>,
    /// The whole line's meaning.
    pub tone: Tone,
}

/// A coloured part of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Byte offset of its start in the text.
    pub start: u32,
    /// Byte offset of its end.
    pub end: u32,
    /// What it is: a field or group name.
    pub name: String,
    /// Its meaning.
    pub tone: Tone,
}

/// States of a row of cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// Heading.
    pub title: String,
    /// What the left end of the row is ("most recent").
    pub first: String,
    /// What the right end of the row is ("next to go").
    pub last: String,
    /// The steps.
    pub steps: Vec<Step>,
    /// How many steps were left out after these.
    pub dropped: u64,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The act, as the input has it: `get user:1`.
    pub caption: String,
    /// What came of it: `hit`, `miss`, `evicted user:7`.
    pub outcome: String,
    /// The outcome's meaning.
    pub tone: Tone,
    /// The cells after the act, first to last.
    pub cells: Vec<StepCell>,
}

/// A cell of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCell {
    /// Its key: cells with the same key are the same cell moved.
    pub key: String,
    /// What it holds.
    pub value: String,
    /// A few words: a count, a time to live.
    pub note: String,
    /// Its meaning (touched just now, about to go).
    pub tone: Tone,
}
