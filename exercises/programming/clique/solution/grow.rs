//! Graphs of any size, for measuring how run time grows.

use contract::{Choices, Input};

/// Neighbours that a vertex can have on each side along the ring.
const REACH: u64 = 5;

/// A graph of `n` vertices on a ring: each knows most of its five neighbours on either side, and nobody far away.
///
/// The number of maximal cliques of a graph can be exponential in its vertices. Here no vertex knows more than ten
/// others, so there is a bounded number of cliques about each, and a search that stays among neighbours takes linear
/// time; one that goes through all vertices for each vertex takes quadratic time.
pub fn grow(n: u64) -> Input {
    let mut choices = Choices::seeded(n);
    let width = n.saturating_sub(1).to_string().len();
    let mut text = String::new();
    for vertex in 0..n {
        text.push_str(&format!("v{vertex:0width$}\n"));
        for step in 1..=REACH {
            // On a small ring the neighbours on one side are those on the other as well.
            if choices.chance(80) && 2 * step < n {
                let other = (vertex + step) % n;
                text.push_str(&format!("v{vertex:0width$} v{other:0width$}\n"));
            }
        }
    }
    Input {
        args: vec!["graph.txt".to_owned()],
        files: vec![("graph.txt".to_owned(), text.into_bytes())],
        ..Input::default()
    }
}
