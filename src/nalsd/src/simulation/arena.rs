//! Slots for what comes and goes by the million: a freed one is used again, so that a steady state allocates nothing.

/// No slot.
pub(super) const NONE: u32 = u32::MAX;

/// Things in numbered slots.
pub(super) struct Arena<T> {
    all: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T: Default> Arena<T> {
    /// A slot that is free now; what was in it last is still there.
    #[inline]
    pub(super) fn take(&mut self) -> u32 {
        if let Some(at) = self.free.pop() {
            return at;
        }
        self.all.push(T::default());
        // There are never as many as that: see `World::is_full`.
        #[allow(clippy::cast_possible_truncation)]
        let at = (self.all.len() - 1) as u32;
        at
    }

    /// Gives a slot back.
    #[inline]
    pub(super) fn give(&mut self, at: u32) {
        self.free.push(at);
    }

    /// Slots in use.
    pub(super) fn used(&self) -> usize {
        self.all.len() - self.free.len()
    }

    /// Slots, used or free.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}

impl<T> std::ops::Index<u32> for Arena<T> {
    type Output = T;

    #[inline]
    fn index(&self, at: u32) -> &T {
        &self.all[at as usize]
    }
}

impl<T> std::ops::IndexMut<u32> for Arena<T> {
    #[inline]
    fn index_mut(&mut self, at: u32) -> &mut T {
        &mut self.all[at as usize]
    }
}
