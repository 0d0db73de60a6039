//! Against independent answers: brute force over all subsets, petgraph's own search, and closed forms.

use super::*;
use contract::{Choices, MemoryFiles, Report};
use petgraph::graph::UnGraph;
use proptest::prelude::*;
use std::collections::BTreeMap;

type Simple = UnGraph<(), ()>;

fn maximal(graph: &Simple) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    maximal_cliques(graph, |clique| found.push(sorted(clique.to_vec())));
    sorted(found)
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items
}

/// Every clique (not empty) of a graph of up to 16 vertices: all subsets are tried.
fn all_by_force(graph: &Simple) -> Vec<Vec<u32>> {
    let n = graph.node_count() as u32;
    let joined = |a: u32, b: u32| graph.contains_edge(a.into(), b.into());
    (1_u32..1 << n)
        .map(|set| (0..n).filter(|v| set >> v & 1 == 1).collect::<Vec<u32>>())
        .filter(|set| {
            set.iter()
                .all(|&a| set.iter().all(|&b| a == b || joined(a, b)))
        })
        .collect()
}

fn maximal_by_force(graph: &Simple) -> Vec<Vec<u32>> {
    let n = graph.node_count() as u32;
    let all = all_by_force(graph);
    let extended = |clique: &[u32]| {
        (0..n).any(|v| {
            !clique.contains(&v)
                && clique
                    .iter()
                    .all(|&u| graph.contains_edge(u.into(), v.into()))
        })
    };
    sorted(all.into_iter().filter(|clique| !extended(clique)).collect())
}

fn check(graph: &Simple, expected: &[Vec<u32>]) {
    assert_eq!(maximal(graph), expected);
    let ordered = Ordered::new(graph);
    let largest = expected.iter().map(Vec::len).max().unwrap_or(0);
    let (best, complete) = maximum_cliques(&ordered, &mut Budget::new(u64::MAX));
    assert!(complete);
    let best = sorted(best.into_iter().map(sorted).collect());
    let expected: Vec<Vec<u32>> = expected
        .iter()
        .filter(|c| c.len() == largest)
        .cloned()
        .collect();
    assert_eq!(best, expected);
}

/// A graph of up to `most` vertices of any density, with self-loops and parallel edges among its edges.
fn graphs(most: u32) -> impl Strategy<Value = Simple> {
    (0..=most, 0.0..1.0).prop_flat_map(|(n, density)| {
        let pairs = (n * n.saturating_sub(1) / 2) as usize;
        let loose = proptest::collection::vec((0..n.max(1), 0..n.max(1)), 0..4);
        (proptest::collection::vec(0.0..1.0, pairs), loose).prop_map(move |(draws, loose)| {
            let mut graph = Simple::default();
            (0..n).for_each(|_| {
                graph.add_node(());
            });
            let mut draws = draws.into_iter();
            for a in 0..n {
                for b in a + 1..n {
                    if draws.next().is_some_and(|draw: f64| draw < density) {
                        graph.add_edge(a.into(), b.into(), ());
                    }
                }
            }
            for (a, b) in loose {
                // Only what changes nothing: loops, and edges that are there.
                if n > 0 && (a == b || graph.contains_edge(a.into(), b.into())) {
                    graph.add_edge(b.into(), a.into(), ());
                }
            }
            graph
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn small_graphs_agree_with_brute_force(graph in graphs(10)) {
        check(&graph, &maximal_by_force(&graph));
        let mut by_size = BTreeMap::<usize, u128>::new();
        for clique in all_by_force(&graph) {
            *by_size.entry(clique.len()).or_default() += 1;
        }
        let (counts, complete) = count_cliques(&Ordered::new(&graph), &mut Budget::new(u64::MAX));
        let counts: Vec<u128> = counts.into_iter().flatten().collect();
        prop_assert!(complete);
        prop_assert_eq!(counts, by_size.into_values().collect::<Vec<_>>());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_graph_or_an_error_at_a_line(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        match read("g", bytes.as_slice()) {
            Ok(named) => prop_assert!(named.density() <= 1.0),
            Err(failure) => prop_assert!(failure.message.starts_with("g:"), "{}", failure),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn larger_graphs_agree_with_petgraph(graph in graphs(40)) {
        // petgraph counts a loop as adjacency: it gets the same graph without.
        let mut plain = graph.clone();
        plain.retain_edges(|graph, edge| graph.edge_endpoints(edge).is_some_and(|(a, b)| a != b));
        let theirs: Vec<Vec<u32>> = petgraph::algo::maximal_cliques(&plain)
            .into_iter()
            .map(|clique| sorted(clique.into_iter().map(|v| v.index() as u32).collect()))
            .filter(|clique: &Vec<u32>| !clique.is_empty())
            .collect();
        check(&graph, &sorted(theirs));
    }
}

/// The complement of `parts` triangles side by side: every choice of one vertex of each is a maximal clique (Moon and
/// Moser, 1965).
fn moon_moser(parts: u32) -> Simple {
    let n = parts * 3;
    let mut graph = Simple::default();
    (0..n).for_each(|_| {
        graph.add_node(());
    });
    for a in 0..n {
        for b in (a + 1..n).filter(|b| b / 3 != a / 3) {
            graph.add_edge(a.into(), b.into(), ());
        }
    }
    graph
}

#[test]
fn moon_moser_graphs_have_a_power_of_three() {
    for parts in 1..=9 {
        let graph = moon_moser(parts);
        assert_eq!(maximal(&graph).len(), 3_usize.pow(parts));
        // A clique of size k takes one of three vertices from each of k parts.
        let (counts, _) = count_cliques(&Ordered::new(&graph), &mut Budget::new(u64::MAX));
        assert_eq!(counts.len(), parts as usize);
        let mut choose = 1;
        for (index, count) in counts.iter().enumerate() {
            choose = choose * (parts as u128 - index as u128) / (index as u128 + 1);
            assert_eq!(*count, Some(choose * 3_u128.pow(index as u32 + 1)));
        }
    }
}

#[test]
fn wide_rows_take_the_same_way() {
    // Every width of row, and the general case: complete graphs with one edge missing have two maximal cliques.
    for n in [64, 65, 66, 129, 130, 193, 257] {
        let mut edges: Vec<(u32, u32)> = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        edges.retain(|&edge| edge != (7, 3));
        let graph = Simple::from_edges(edges);
        let both = maximal(&graph);
        let without = |gone: u32| (0..n).filter(|v| *v != gone).collect::<Vec<u32>>();
        assert_eq!(both, [without(7), without(3)], "{n}");
        check(&graph, &both);
    }
    // Two-part graphs: each edge is a maximal clique, and rows have up to 150 bits.
    let graph = Simple::from_edges((0..150).flat_map(|a| (150..300).map(move |b| (a, b))));
    assert_eq!(maximal(&graph).len(), 150 * 150);
}

#[test]
fn random_wide_graphs_agree_with_petgraph() {
    for (n, p, seed) in [(90, 0.3, 1), (140, 0.15, 2), (100, 0.4, 3), (400, 0.03, 4)] {
        let graph = random(n, p, seed).graph.map(|_, _| (), |_, ()| ());
        let theirs = petgraph::algo::maximal_cliques(&graph)
            .into_iter()
            .map(|clique| sorted(clique.into_iter().map(|v| v.index() as u32).collect()))
            .collect();
        check(&graph, &sorted(theirs));
    }
}

#[test]
fn a_deep_clique_needs_no_stack() {
    let graph = Simple::from_edges((0..700).flat_map(|a| (0..a).map(move |b| (a, b))));
    let ordered = Ordered::new(&graph);
    let mut sizes = Vec::new();
    assert!(visit_maximal(&ordered, &mut Budget::new(u64::MAX), |c| {
        sizes.push(c.len());
    }));
    assert_eq!(sizes, [700]);
    let (counts, _) = count_cliques(&ordered, &mut Budget::new(u64::MAX));
    assert_eq!(counts[1], Some(700 * 699 / 2));
    // C(700, 350) has 210 digits.
    assert_eq!(counts[349], None);
    assert_eq!(counts[699], Some(1));
}

#[test]
fn a_budget_stops_every_search() {
    let ordered = Ordered::new(&moon_moser(8));
    for limit in [0, 1, 20, 500] {
        let mut visited = 0;
        let mut budget = Budget::new(limit);
        assert!(!visit_maximal(&ordered, &mut budget, |_| visited += 1));
        assert_eq!(budget.used(), limit);
        assert!(visited <= limit);
    }
    let mut budget = Budget::new(5);
    assert!(!count_cliques(&ordered, &mut budget).1);
    assert!(!maximum_cliques(&ordered, &mut Budget::new(5)).1);
}

/// Runs the program over one file; status, stdout, stderr and the report.
fn program(args: &[&str], graph: &str) -> (u8, String, String, Report) {
    let mut files = MemoryFiles::new();
    files.insert("graph.txt", graph.as_bytes());
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
    let result = run(&mut Io {
        args: &args,
        env: &BTreeMap::new(),
        files: &files,
        stdin: &mut graph.as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    let mut stderr = String::from_utf8(stderr).unwrap();
    let status = result.unwrap_or_else(|failure| {
        stderr.push_str(&failure.message);
        failure.status
    });
    (status, String::from_utf8(stdout).unwrap(), stderr, report)
}

#[test]
fn bad_lines_name_file_and_line() {
    let (status, stdout, stderr, _) = program(&["graph.txt"], "a b\n# c\nd e f\n");
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with("graph.txt:3: "), "{stderr}");
    let (status, _, stderr, _) = program(&[], "a b\n1 2 3 4 5\n");
    assert_eq!(status, 1);
    assert!(
        stderr.starts_with("standard input:2: ") && stderr.contains('5'),
        "{stderr}"
    );
    let (status, _, stderr, _) = program(&["missing.txt"], "");
    assert_eq!(status, 1);
    assert!(stderr.starts_with("missing.txt: "), "{stderr}");
}

#[test]
fn a_partial_result_is_printed_and_said_to_be_one() {
    let mut graph = String::new();
    for a in 0..30 {
        (0..a)
            .filter(|b| b / 3 != a / 3)
            .for_each(|b| graph.push_str(&format!("{a} {b}\n")));
    }
    let (status, stdout, stderr, report) =
        program(&["--list", "--limit", "1000", "graph.txt"], &graph);
    assert_eq!(status, 3);
    let found = stdout.lines().count();
    assert!((1..1_000).contains(&found), "{found}");
    assert!(
        stderr.contains("1000 expansions") && stderr.contains(&found.to_string()),
        "{stderr}"
    );
    assert!(matches!(report.blocks[0], contract::report::Block::Text(_)));
    let (status, stdout, ..) = program(&["--limit", "1000", "graph.txt"], &graph);
    assert_eq!(status, 3);
    assert!(stdout.ends_with("\nincomplete\n"), "{stdout}");
}

#[test]
fn gzip_marks_and_line_ends_are_read() {
    use std::io::Write as _;
    let (.., plain) = (
        0,
        program(&["--list"], "\u{feff}a b\r\nb c # d e f\r\n\r\n\t d").1,
    );
    assert_eq!(plain, "a b\nb c\nd\n");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(b"a b\na\n").unwrap();
    let named = read("x.gz", zipped.finish().unwrap().as_slice()).unwrap();
    assert_eq!((named.graph.node_count(), named.graph.edge_count()), (2, 1));
    let error = read("x", &b"a\n\xff\n"[..]).unwrap_err();
    assert!(error.message.starts_with("x:2: "), "{error}");
}

#[test]
fn splitmix_draws_decide_the_edges() {
    // The published first outputs for seed 1234567 over 2^64: 0.350, 0.174, 0.532.
    let edges = |p| {
        let graph = random(3, p, 1_234_567).graph;
        graph
            .edge_indices()
            .map(|e| graph.edge_endpoints(e).unwrap())
            .map(|(a, b)| (a.index(), b.index()))
            .collect::<Vec<_>>()
    };
    assert_eq!(edges(0.2), [(0, 2)]);
    assert_eq!(edges(0.4), [(0, 1), (0, 2)]);
    assert_eq!(edges(0.6), [(0, 1), (0, 2), (1, 2)]);
    assert_eq!(random(101, 0.0, 1).graph.edge_count(), 0);
    assert_eq!(random(101, 1.0, 1).graph.edge_count(), 5_050);
    assert_eq!(random(101, 1.0, 1).names(&[7, 100]), ["007", "100"]);
}

#[test]
fn reports_stay_small() {
    let (status, _, _, report) = program(&["--random", "400", "0.1"], "");
    assert_eq!(status, 0);
    let drawn = report.blocks.iter().find_map(|block| match block {
        contract::report::Block::Graph(graph) => Some(graph),
        _ => None,
    });
    let drawn = drawn.unwrap();
    assert!(drawn.nodes.len() <= 200 && drawn.edges.len() <= 3_000);
    assert!(drawn.title.contains("of 400"), "{}", drawn.title);
    let lit = drawn.nodes.iter().filter(|node| node.lit).count();
    assert_eq!(
        drawn.edges.iter().filter(|edge| edge.lit).count(),
        lit * (lit - 1) / 2
    );
}

#[test]
fn generated_inputs_are_read_but_for_the_bad_lines() {
    let mut good = 0;
    for seed in 0..100 {
        let input = generate(&mut Choices::seeded(seed), 1 + seed as u32);
        let text = input
            .files
            .first()
            .map(|file| String::from_utf8(file.1.clone()).unwrap());
        let text = text.unwrap_or_default();
        let args: Vec<&str> = input.args.iter().map(String::as_str).collect();
        let (status, ..) = program(&args, &text);
        assert_eq!(status, u8::from(text.contains("a b c")), "{text}");
        good += u32::from(status == 0);
    }
    assert!(good > 80);
}

#[test]
fn a_report_names_the_largest_first() {
    let (_, listed, _, report) = program(&["--list", "--random", "30", "0.5"], "");
    let Some(contract::report::Block::Table(table)) = report.blocks.last() else {
        panic!("no table of cliques");
    };
    let mut expected: Vec<Vec<&str>> = listed
        .lines()
        .map(|line| line.split(' ').collect())
        .collect();
    // A stable sort keeps the canonical order within a size.
    expected.sort_by_key(|clique| std::cmp::Reverse(clique.len()));
    assert!(expected.len() > 100);
    assert_eq!(table.dropped as usize, expected.len() - 100);
    for (row, clique) in table.rows.iter().zip(expected) {
        assert_eq!(row.cells[1], contract::report::Cell::Code(clique.join(" ")));
    }
}
