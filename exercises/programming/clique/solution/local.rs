//! The neighbourhood of one vertex as rows of bits.

use super::order::Ordered;

/// Bits in a word.
const BITS: usize = u64::BITS as usize;

/// The later neighbours of one vertex, numbered from 0, and who of them knows whom: row `i` has bit `j` set when
/// neighbours `i` and `j` are adjacent. Earlier neighbours may be added as further rows over the same bits.
///
/// A degeneracy order keeps these rows short, so that a whole search stays in the cache. The buffers are reused from
/// one vertex to the next.
#[derive(Debug)]
pub(super) struct Local {
    /// The rows, each of `width` words.
    pub(super) rows: Vec<u64>,
    /// Words per row.
    pub(super) width: usize,
    /// The vertices behind the bits, as indices of the original graph.
    pub(super) vertices: Vec<u32>,
    /// Local number plus one of each rank that is a later neighbour; 0 elsewhere.
    number: Vec<u32>,
}

impl Local {
    pub(super) fn new(graph: &Ordered) -> Self {
        Self {
            rows: Vec::new(),
            width: 0,
            vertices: Vec::new(),
            number: vec![0; graph.len()],
        }
    }

    /// Numbers the later neighbours of `rank` and gives each an empty row. [`Local::forget`] must follow.
    pub(super) fn number(&mut self, graph: &Ordered, rank: u32) {
        let later = graph.later(rank);
        self.rows.clear();
        self.width = later.len().div_ceil(BITS);
        self.rows.resize(later.len() * self.width, 0);
        self.vertices.clear();
        for (index, &u) in later.iter().enumerate() {
            self.number[u as usize] = index as u32 + 1;
            self.vertices.push(graph.vertex(u));
        }
    }

    /// Fills the square of rows among the later neighbours of `rank`: the first rows of all.
    pub(super) fn fill(&mut self, graph: &Ordered, rank: u32) {
        let later = graph.later(rank);
        for (i, &u) in later.iter().enumerate() {
            for &other in graph.later(u) {
                let Some(j) = (self.number[other as usize] as usize).checked_sub(1) else {
                    continue;
                };
                self.rows[i * self.width + j / BITS] |= 1 << (j % BITS);
                self.rows[j * self.width + i / BITS] |= 1 << (i % BITS);
            }
        }
    }

    /// Adds the row of an earlier neighbour; how many bits it has. A row without bits is not kept.
    pub(super) fn push_earlier(&mut self, graph: &Ordered, earlier: u32) -> usize {
        let from = self.rows.len();
        self.rows.resize(from + self.width, 0);
        let mut bits = 0;
        for &other in graph.later(earlier) {
            let Some(j) = (self.number[other as usize] as usize).checked_sub(1) else {
                continue;
            };
            self.rows[from + j / BITS] |= 1 << (j % BITS);
            bits += 1;
        }
        if bits == 0 {
            self.rows.truncate(from);
        }
        bits
    }

    /// Forgets the numbers again, in time proportional to how many there are.
    pub(super) fn forget(&mut self, graph: &Ordered, rank: u32) {
        for &u in graph.later(rank) {
            self.number[u as usize] = 0;
        }
    }
}

/// How many bits two rows share.
#[inline]
pub(super) fn common(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

/// Whether a row has a bit.
#[inline]
pub(super) fn has(row: &[u64], bit: usize) -> bool {
    row[bit / BITS] >> (bit % BITS) & 1 != 0
}

/// Clears a bit of a row.
#[inline]
pub(super) fn clear(row: &mut [u64], bit: usize) {
    row[bit / BITS] &= !(1 << (bit % BITS));
}

/// The lowest bit of a row.
#[inline]
pub(super) fn first(row: &[u64]) -> Option<usize> {
    let word = row.iter().position(|&word| word != 0)?;
    Some(word * BITS + row[word].trailing_zeros() as usize)
}

/// Calls `each` with every bit of a row, ascending, until it returns `false`.
#[inline]
pub(super) fn each(row: &[u64], mut each: impl FnMut(usize) -> bool) {
    for (index, &word) in row.iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            if !each(index * BITS + rest.trailing_zeros() as usize) {
                return;
            }
            rest &= rest - 1;
        }
    }
}

/// Appends a row of `width` words whose first `bits` bits are set.
pub(super) fn push_full(words: &mut Vec<u64>, width: usize, bits: usize) {
    for index in 0..width {
        let left = bits.saturating_sub(index * BITS);
        words.push(if left >= BITS {
            u64::MAX
        } else {
            (1 << left) - 1
        });
    }
}
