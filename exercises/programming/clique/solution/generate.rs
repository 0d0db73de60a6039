//! Random inputs.

use contract::{Choices, Input};

/// Words that vertices are called; their order as text is not that of the list.
const NAMES: [&str; 12] = [
    "a", "b", "c", "d", "web", "db", "cache", "n10", "n9", "B", "queue-1", "z",
];

/// An edge list of up to about 24 vertices at size 100 with every oddity that the format allows, or a seeded G(n, p).
pub fn generate(choices: &mut Choices, size: u32) -> Input {
    let mut args: Vec<String> = Vec::new();
    if let Some(mode) = choices.pick(&["", "--list", "--count", "--max"])
        && !mode.is_empty()
    {
        args.push((*mode).to_owned());
    }
    if choices.chance(20) {
        let n = choices.below(u64::from(size) / 3 + 2);
        // Per mille, for probabilities that no binary fraction equals.
        let p = choices.below(1_001) as f64 / 1_000.0;
        let seed = choices.below(1_000);
        args.extend(["--random".to_owned(), n.to_string(), p.to_string()]);
        args.extend(["--seed".to_owned(), seed.to_string()]);
        return Input {
            args,
            ..Input::default()
        };
    }
    args.push("graph.txt".to_owned());
    Input {
        args,
        files: vec![(
            "graph.txt".to_owned(),
            edge_list(choices, size).into_bytes(),
        )],
        ..Input::default()
    }
}

fn edge_list(choices: &mut Choices, size: u32) -> String {
    let vertices = 1 + choices.below(u64::from(size) / 4 + 2);
    let name = |vertex: u64| {
        let word = NAMES[vertex as usize % NAMES.len()];
        match vertex as usize / NAMES.len() {
            0 => word.to_owned(),
            round => format!("{word}{round}"),
        }
    };
    // From nearly no edge to nearly all: cliques of every size get their turn.
    let density = choices.below(100);
    let mut lines = Vec::new();
    for a in 0..vertices {
        for b in a + 1..vertices {
            if choices.chance(density) {
                let turned = choices.chance(30);
                let (a, b) = if turned { (b, a) } else { (a, b) };
                lines.push(format!("{} {}", name(a), name(b)));
                // Again, perhaps the other way round.
                if choices.chance(8) {
                    lines.push(format!("{} {}", name(b), name(a)));
                }
            }
        }
        if choices.chance(12) {
            lines.push(name(a));
        }
        if choices.chance(8) {
            lines.push(format!("{0} {0}", name(a)));
        }
        if choices.chance(6) {
            lines.push("# a comment".to_owned());
        }
        if choices.chance(6) {
            lines.push(format!("  {}\t{}  # spaced", name(a), name(0)));
        }
        if choices.chance(4) {
            lines.push(String::new());
        }
    }
    if choices.chance(3) {
        let at = choices.below(lines.len() as u64 + 1) as usize;
        lines.insert(at, "a b c".to_owned());
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
