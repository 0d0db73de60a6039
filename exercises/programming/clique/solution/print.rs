//! What goes to standard output.

use super::counting::next_binomial;
use super::findings::{Cliques, Counts, Findings};
use super::graph::Named;
use super::options::Mode;
use std::io::{self, Write};

/// Prints what the mode asks for; whether it is all there is.
pub(super) fn findings(
    out: &mut dyn Write,
    mode: Mode,
    named: &Named,
    p: f64,
    found: &Findings,
) -> io::Result<bool> {
    match mode {
        Mode::Summary => summary(out, named, p, found),
        Mode::List => match &found.maximal {
            Some(maximal) => cliques(out, named, &maximal.list).map(|()| maximal.complete),
            None => Ok(false),
        },
        Mode::Count => match &found.counts {
            Some(counts) => table(out, named, p, counts).map(|()| counts.complete),
            None => Ok(false),
        },
        Mode::Max => match &found.largest {
            Some(largest) => cliques(out, named, &largest.list).map(|()| largest.complete),
            None => Ok(false),
        },
    }
}

/// The facts that need no search come first, so that they are there even when the search was not completed.
fn summary(out: &mut dyn Write, named: &Named, p: f64, found: &Findings) -> io::Result<bool> {
    writeln!(out, "vertices {}", named.graph.node_count())?;
    writeln!(out, "edges {}", named.graph.edge_count())?;
    writeln!(out, "duplicates {}", named.duplicates)?;
    writeln!(out, "self-loops {}", named.loops)?;
    writeln!(out, "density {:.6}", named.density())?;
    if let (Some(maximal), Some(counts)) = (&found.maximal, &found.counts)
        && maximal.complete
        && counts.complete
    {
        writeln!(out, "maximal cliques {}", maximal.count)?;
        writeln!(out, "clique number {}", maximal.largest().len())?;
        table(out, named, p, counts)?;
        return Ok(true);
    }
    // What has been found by now depends on the order of the search: it goes to stderr.
    writeln!(out, "incomplete")?;
    Ok(false)
}

fn table(out: &mut dyn Write, named: &Named, p: f64, counts: &Counts) -> io::Result<()> {
    writeln!(out, "size cliques expected")?;
    for (index, count) in counts.by_size.iter().enumerate() {
        let size = index + 1;
        match count {
            Some(count) => write!(out, "{size} {count}")?,
            None => write!(out, "{size} overflow")?,
        }
        writeln!(out, " {:.3}", expected(named.graph.node_count(), size, p))?;
    }
    Ok(())
}

fn cliques(out: &mut dyn Write, named: &Named, list: &Cliques) -> io::Result<()> {
    for clique in list.sorted() {
        for (index, name) in named.names(clique).into_iter().enumerate() {
            if index > 0 {
                out.write_all(b" ")?;
            }
            out.write_all(name.as_bytes())?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The expected number of cliques of `k` vertices in G(n, p): C(n, k) · p^(k(k-1)/2) (Bollobás and Erdős, 1976). The
/// binomial coefficient is exact while it fits `u128`, and infinite where not even a double holds it.
pub(super) fn expected(n: usize, k: usize, p: f64) -> f64 {
    let pairs = k as f64 * (k as f64 - 1.0) / 2.0;
    binomial(n, k) * p.powf(pairs)
}

fn binomial(n: usize, k: usize) -> f64 {
    let Some(rest) = n.checked_sub(k) else {
        return 0.0;
    };
    let k = k.min(rest);
    let exact = (0..k).try_fold(1_u128, |ways, chosen| next_binomial(ways, n, chosen));
    exact.map_or_else(
        || {
            (0..k).fold(1.0, |ways, chosen| {
                ways * (n - chosen) as f64 / (chosen + 1) as f64
            })
        },
        |ways| ways as f64,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations_by_hand() {
        assert_eq!(expected(5, 1, 0.0), 5.0);
        assert_eq!(expected(5, 2, 0.5), 5.0);
        assert_eq!(expected(6, 3, 0.5), 2.5);
        assert_eq!(expected(4, 5, 1.0), 0.0);
        assert_eq!(expected(60, 30, 1.0), 118_264_581_564_861_424.0);
        // C(400, 200) = 1.0295e119 is past u128.
        assert!((expected(400, 200, 1.0) / 1.029_525_001_354_144_4e119 - 1.0).abs() < 1e-9);
    }
}
