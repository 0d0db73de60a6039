//! What the page draws: counts, the whole tree with states told apart, and what was left out.

use super::forest::{Forest, Id};
use super::options::Options;
use super::procfs::{Capture, Process};
use super::stat::Arguments;
use contract::report::{Block, Figure, Line, Lines, Report, Text, Tone, Tree, TreeNode, Unit};
use regex::bytes::Regex;

/// Lines listed of what was left out.
const LISTED: usize = 200;

/// Adds the blocks.
pub(super) fn fill(report: &mut Report, capture: &Capture, forest: &Forest<'_>, options: &Options) {
    report.push(Block::Figures(figures(capture)));
    let nodes = nodes(capture, forest, options);
    if nodes.is_empty() {
        report.push(Block::Text(Text {
            title: "No such process".to_owned(),
            body: format!(
                "There is no process or thread {} to start at.",
                options.start
            ),
            tone: Tone::Bad,
        }));
    } else {
        report.push(Block::Tree(Tree {
            title: format!("Below PID {}", options.start),
            nodes,
        }));
    }
    let loops = forest.on_loops();
    if !loops.is_empty() {
        let pids: Vec<String> = loops.iter().take(LISTED).map(ToString::to_string).collect();
        report.push(Block::Text(Text {
            title: "Parent loops".to_owned(),
            body: format!(
                "Each of these PIDs is its own ancestor: {}. No tree that starts elsewhere reaches them.",
                pids.join(", ")
            ),
            tone: Tone::Bad,
        }));
    }
    if !capture.vanished.is_empty() || !capture.malformed.is_empty() {
        report.push(Block::Lines(left_out(capture)));
    }
}

fn figures(capture: &Capture) -> Vec<Figure> {
    let count = |number: usize| number as f64;
    let zombies = capture.processes.iter().filter(|p| p.state == b'Z').count();
    let threads: usize = capture.processes.iter().map(|p| p.threads.len()).sum();
    let bad_if_any = |number: usize| if number > 0 { Tone::Bad } else { Tone::Plain };
    let mut figures = vec![
        Figure::new("Processes", count(capture.processes.len()), Unit::Number),
        Figure::new("Threads", count(threads), Unit::Number).note("beside each process's first"),
        Figure::new("Zombies", count(zombies), Unit::Number)
            .note("ended, not yet waited for")
            .tone(bad_if_any(zombies)),
        Figure::new("Vanished", count(capture.vanished.len()), Unit::Number)
            .note("listed, but gone when read"),
    ];
    if !capture.malformed.is_empty() {
        figures.push(
            Figure::new("Malformed", count(capture.malformed.len()), Unit::Number)
                .note("a stat that is none")
                .tone(Tone::Bad),
        );
    }
    figures
}

/// The tree in pre-order. Threads of one name are one node; processes are never merged, for their states may differ.
fn nodes(capture: &Capture, forest: &Forest<'_>, options: &Options) -> Vec<TreeNode> {
    // Real, effective, saved and file-system UID: the second is who the process acts as.
    let uid = Regex::new(r"(?m)^Uid:\s+\d+\s+(\d+)").ok();
    let Some(start) = forest.find(options.start) else {
        return Vec::new();
    };
    let mut nodes = Vec::with_capacity(forest.nodes.len());
    let mut pending: Vec<(Id, u32, u32)> = vec![(start, 0, 1)];
    while let Some((id, depth, count)) = pending.pop() {
        nodes.push(tree_node(capture, forest, (id, depth, count), uid.as_ref()));
        let first = pending.len();
        for &child in &forest.nodes[id as usize].children {
            let node = &forest.nodes[child as usize];
            // A parent loop ends where it would begin again.
            if child == start {
                continue;
            }
            let twin = pending.last_mut().filter(|(before, ..)| {
                let before = &forest.nodes[*before as usize];
                node.thread && before.thread && node.name == before.name && node.children.is_empty()
            });
            match twin {
                Some((_, twin_depth, threads)) if *twin_depth == depth + 1 => *threads += 1,
                _ => pending.push((child, depth + 1, 1)),
            }
        }
        pending[first..].reverse();
    }
    nodes
}

fn tree_node(
    capture: &Capture,
    forest: &Forest<'_>,
    (id, depth, count): (Id, u32, u32),
    uid: Option<&Regex>,
) -> TreeNode {
    let node = &forest.nodes[id as usize];
    let record = node
        .record
        .and_then(|index| capture.processes.get(index as usize));
    let (tag, tone) = match record {
        _ if node.thread && count > 1 => (format!("{count} threads"), Tone::Muted),
        _ if node.thread => ("thread".to_owned(), Tone::Muted),
        Some(record) => state(record.state),
        None => ("not seen".to_owned(), Tone::Info),
    };
    TreeNode {
        depth,
        label: shown(node.name),
        detail: detail(node.pid, record, uid),
        tag,
        tone,
    }
}

/// PID, owner and arguments, as far as they are known.
fn detail(pid: i32, record: Option<&Process>, uid: Option<&Regex>) -> String {
    let mut detail = pid.to_string();
    let status = record.and_then(|record| record.status.as_deref());
    let owner = status
        .zip(uid)
        .and_then(|(status, uid)| uid.captures(status));
    if let Some(owner) = owner.and_then(|captures| captures.get(1)) {
        detail.push_str(" · uid ");
        detail.push_str(&String::from_utf8_lossy(owner.as_bytes()));
    }
    if let Some(Arguments::Known(arguments)) = record.map(|record| &record.arguments) {
        let words: Vec<String> = arguments.iter().map(|a| shown(a)).collect();
        let words = words.join(" ");
        if !words.trim().is_empty() {
            detail.push_str(" · ");
            detail.push_str(words.trim_end());
        }
    }
    detail
}

/// A state in the words of proc_pid_stat(5).
fn state(state: u8) -> (String, Tone) {
    let (word, tone) = match state {
        b'R' => ("running", Tone::Ok),
        b'S' => ("sleeping", Tone::Plain),
        b'D' => ("disk sleep", Tone::Accent),
        b'Z' => ("zombie", Tone::Bad),
        b'T' => ("stopped", Tone::Accent),
        b't' => ("traced", Tone::Accent),
        b'I' => ("idle", Tone::Muted),
        b'X' | b'x' => ("dead", Tone::Bad),
        other => return (char::from(other).escape_default().to_string(), Tone::Info),
    };
    (word.to_owned(), tone)
}

/// Bytes as text: control characters escaped, what is not UTF-8 replaced.
fn shown(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for c in String::from_utf8_lossy(bytes).chars() {
        if c.is_control() {
            text.extend(c.escape_default());
        } else {
            text.push(c);
        }
    }
    text
}

fn left_out(capture: &Capture) -> Lines {
    let malformed = capture
        .malformed
        .iter()
        .map(|problem| (problem.clone(), Tone::Bad));
    let vanished = capture.vanished.iter().map(|pid| {
        (
            format!("{pid}: no stat, or an empty one: it ended while the others were read"),
            Tone::Muted,
        )
    });
    let all = capture.malformed.len() + capture.vanished.len();
    Lines {
        title: "Left out".to_owned(),
        lines: malformed
            .chain(vanished)
            .take(LISTED)
            .map(|(text, tone)| Line {
                text,
                tone,
                ..Line::default()
            })
            .collect(),
        dropped: all.saturating_sub(LISTED) as u64,
    }
}
