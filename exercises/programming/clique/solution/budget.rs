//! A limit on the work of a search.

use contract::Progress;

/// How much a search may do and has done. The unit is one *expansion*: one vertex added to a growing clique.
pub struct Budget<'a> {
    limit: u64,
    used: u64,
    progress: Option<&'a mut dyn FnMut(Progress)>,
}

impl<'a> Budget<'a> {
    /// At most `limit` expansions; `u64::MAX` is as good as none.
    #[must_use]
    pub fn new(limit: u64) -> Self {
        Self {
            limit,
            used: 0,
            progress: None,
        }
    }

    /// Tells `progress` how many of the outer vertices are done.
    #[must_use]
    pub fn telling(mut self, progress: &'a mut dyn FnMut(Progress)) -> Self {
        self.progress = Some(progress);
        self
    }

    /// Expansions so far.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.used
    }

    /// Takes one expansion; `false` when there is none left.
    #[inline]
    pub(super) fn spend(&mut self) -> bool {
        if self.used >= self.limit {
            return false;
        }
        self.used += 1;
        true
    }

    /// Says that `done` of `total` outer vertices are finished.
    pub(super) fn tell(&mut self, done: usize, total: usize) {
        if let Some(progress) = &mut self.progress {
            progress(Progress {
                done: done as u64,
                total: total as u64,
            });
        }
    }
}
