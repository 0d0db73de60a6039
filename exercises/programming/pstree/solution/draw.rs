//! Printing the tree.
//!
//! Without arguments, first children go on in their parent's line and leaves end it. With arguments each process has a
//! line. A stack of frames stands for the recursion that the task suggests, for chains may be tens of thousands deep.

use super::forest::{Forest, Id};
use super::line::{Line, is_printable};
use super::options::Options;
use super::stat::Arguments;
use std::io::{self, Write};

/// Line drawing characters.
struct Symbols {
    empty: &'static str,
    branch: &'static str,
    vertical: &'static str,
    last: &'static str,
    single: &'static str,
    first: &'static str,
}

const ASCII: Symbols = Symbols {
    empty: "  ",
    branch: "|-",
    vertical: "| ",
    last: "`-",
    single: "---",
    first: "-+-",
};

const UNICODE: Symbols = Symbols {
    empty: "  ",
    branch: "├─",
    vertical: "│ ",
    last: "└─",
    single: "───",
    first: "─┬─",
};

/// Widths above this are as good as none for a parent loop: it ends where it would begin again.
const LOOP_WIDTH: i64 = 1000;

/// A child to be printed.
#[derive(Clone, Copy)]
struct Group {
    node: Id,
    /// How many identical siblings it stands for, itself included.
    count: u32,
}

/// A node whose children are being printed.
struct Frame {
    groups: Vec<Group>,
    next: usize,
    /// Brackets that a leaf below has to close.
    closing: u32,
    /// Columns of the node's text: what its children's lines are indented by.
    width: i64,
    /// Whether siblings follow the node.
    more: bool,
}

struct Drawing<'a, 'f> {
    forest: &'a Forest<'f>,
    options: &'a Options,
    symbols: &'static Symbols,
    line: Line<'a>,
    shapes: Vec<u32>,
    /// By shape: the listing of children in which it was met last, and the group that it opened there.
    met: Vec<(u32, u32)>,
    /// How many listings of children there have been.
    listings: u32,
    /// Whether a node was printed with its count: in an endless tree it comes again, and psmisc has forgotten it then.
    counted: Vec<bool>,
    start: Id,
    frames: Vec<Frame>,
    cut_loop: bool,
}

/// Prints the tree below `start`. Gives whether a parent loop was cut.
///
/// Where a parent loop leads back to `start`, the tree is endless: without `-a` and `-l` it is drawn until the lines
/// are full, as psmisc does; otherwise (where psmisc runs out of stack) it ends where `start` would come up again.
///
/// # Errors
/// Those of the writer.
pub(super) fn tree(
    forest: &Forest<'_>,
    start: Id,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let shapes = if options.compact {
        forest.shapes()
    } else {
        Vec::new()
    };
    let endless = options.arguments || options.width.is_none_or(|width| width > LOOP_WIDTH);
    let mut drawing = Drawing {
        forest,
        options,
        symbols: if options.unicode { &UNICODE } else { &ASCII },
        line: Line::new(out, options.width),
        // There are at most as many shapes as nodes, numbered from 0.
        met: vec![(0, 0); shapes.len()],
        shapes,
        listings: 0,
        counted: vec![false; forest.nodes.len()],
        start,
        frames: Vec::new(),
        cut_loop: false,
    };
    drawing.run(endless)?;
    drawing.line.flush()?;
    Ok(drawing.cut_loop)
}

impl Drawing<'_, '_> {
    fn run(&mut self, cut_loops: bool) -> io::Result<()> {
        let first = Group {
            node: self.start,
            count: 1,
        };
        self.node(first, true, false, 0, cut_loops)?;
        while let Some(frame) = self.frames.last_mut() {
            let Some(&(mut group)) = frame.groups.get(frame.next) else {
                self.frames.pop();
                continue;
            };
            let leads = frame.next == 0;
            frame.next += 1;
            let more = frame.next < frame.groups.len();
            if std::mem::replace(&mut self.counted[group.node as usize], true) {
                group.count = 1;
            }
            let counted = group.count > 1;
            if self.options.arguments {
                // Here only threads are merged, and their line closes their bracket.
                self.node(group, false, more, u32::from(counted), cut_loops)?;
                continue;
            }
            let closing = frame.closing + u32::from(counted);
            if leads {
                self.line.symbols(if more {
                    self.symbols.first
                } else {
                    self.symbols.single
                });
            }
            self.node(group, leads, more, closing, cut_loops)?;
        }
        Ok(())
    }

    /// Prints one node, and lines up its children in a new frame.
    fn node(
        &mut self,
        group: Group,
        in_line: bool,
        more: bool,
        closing: u32,
        cut_loops: bool,
    ) -> io::Result<()> {
        if !in_line {
            self.indent(more);
        }
        let node = &self.forest.nodes[group.node as usize];
        let start = self.line.column();
        if group.count > 1 {
            self.line.number(group.count as i32);
            self.line.text(b"*[");
        }
        let in_parentheses = self.options.arguments && *node.arguments == Arguments::Empty;
        if in_parentheses {
            self.line.text(b"(");
        }
        let name_columns = self.line.escaped(node.name);
        if self.options.pids {
            self.line
                .text(if self.options.arguments { b"," } else { b"(" });
            self.line.number(node.pid);
        }
        if in_parentheses || (self.options.pids && !self.options.arguments) {
            self.line.text(b")");
        }
        let mut width = self.line.column() - start;
        if self.options.arguments {
            self.arguments(node.arguments);
            // One column for the name, two when it is longer.
            width = i64::from(name_columns > 1);
        }
        let start = self.start;
        let leaf = if cut_loops && node.children.contains(&start) {
            self.cut_loop = true;
            node.children.len() == 1
        } else {
            node.children.is_empty()
        };
        if self.options.arguments || leaf {
            for _ in 0..closing {
                self.line.text(b"]");
            }
            self.line.end()?;
        } else if self.line.full() {
            self.line.symbols(self.symbols.first);
            self.line.text(b"+");
            return self.line.end();
        }
        if leaf {
            return Ok(());
        }
        let groups = self.groups(group.node, cut_loops);
        self.frames.push(Frame {
            groups,
            next: 0,
            closing,
            width,
            more,
        });
        Ok(())
    }

    /// What stands left of a node that begins a line: a vertical for each ancestor with siblings to come.
    fn indent(&mut self, more: bool) {
        let depth = self.frames.len();
        for (level, frame) in self.frames.iter().enumerate() {
            if self.line.closed() {
                // Deep below a narrow screen there is nothing more to see.
                return;
            }
            self.line.spaces(frame.width + 1);
            self.line.symbols(if level + 1 == depth {
                if more {
                    self.symbols.branch
                } else {
                    self.symbols.last
                }
            } else if self.frames[level + 1].more {
                self.symbols.vertical
            } else {
                self.symbols.empty
            });
        }
    }

    /// Prints arguments as far as they fit, each after a space but the last.
    ///
    /// The last is what follows the final NUL of `cmdline`: mostly nothing at all.
    fn arguments(&mut self, arguments: &Arguments) {
        let Arguments::Known(arguments) = arguments else {
            return;
        };
        for (index, argument) in arguments.iter().enumerate() {
            let last = index + 1 == arguments.len();
            if !last {
                self.line.text(b" ");
            }
            let columns = argument
                .iter()
                .map(|&b| if is_printable(b) { 1 } else { 4 })
                .sum();
            if !self.line.fits(columns, if last { 0 } else { 4 }) {
                self.line.text(b"...");
                return;
            }
            self.line.escaped(argument);
        }
    }

    /// The children of a node, identical ones merged.
    fn groups(&mut self, id: Id, cut_loops: bool) -> Vec<Group> {
        let forest = self.forest;
        let children = &forest.nodes[id as usize].children;
        let mut groups: Vec<Group> = Vec::with_capacity(children.len());
        self.listings += 1;
        for &child in children {
            if cut_loops && child == self.start {
                continue;
            }
            let one = Group {
                node: child,
                count: 1,
            };
            if !self.options.compact {
                groups.push(one);
                continue;
            }
            let met = &mut self.met[self.shapes[child as usize] as usize];
            if met.0 == self.listings {
                if let Some(group) = groups.get_mut(met.1 as usize) {
                    group.count += 1;
                }
                continue;
            }
            // With arguments, processes keep a line each; threads take in whatever looks the same.
            if !self.options.arguments || forest.nodes[child as usize].thread {
                *met = (self.listings, groups.len() as u32);
            }
            groups.push(one);
        }
        groups
    }
}
