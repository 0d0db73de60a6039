//! Doubly linked lists over one `Vec`: links are indices, so the borrow checker and the allocator both stay out of the
//! way. A node is 8 bytes of links and its item; unlinking and pushing are O(1) and never allocate.

/// The index that stands for "none".
pub(super) const NIL: u32 = u32::MAX;

/// A node of some list.
#[derive(Clone, Debug)]
pub(super) struct Node<T> {
    /// Towards the first; `NIL` at the first.
    pub(super) prev: u32,
    /// Towards the last; `NIL` at the last.
    pub(super) next: u32,
    /// What the node holds.
    pub(super) item: T,
}

impl<T> Node<T> {
    /// A node in no list.
    pub(super) fn loose(item: T) -> Self {
        Self {
            prev: NIL,
            next: NIL,
            item,
        }
    }
}

/// The two ends of a list. Several lists can share one arena, as long as a node is in one of them at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    /// The first node, or `NIL`.
    pub(super) first: u32,
    /// The last node, or `NIL`.
    pub(super) last: u32,
}

impl Ends {
    /// An empty list.
    pub(super) const EMPTY: Self = Self {
        first: NIL,
        last: NIL,
    };

    /// Whether no node is in the list.
    pub(super) fn is_empty(self) -> bool {
        self.first == NIL
    }

    /// Puts a loose node first.
    pub(super) fn push_first<T>(&mut self, nodes: &mut [Node<T>], at: u32) {
        let node = &mut nodes[at as usize];
        node.prev = NIL;
        node.next = self.first;
        match self.first {
            NIL => self.last = at,
            first => nodes[first as usize].prev = at,
        }
        self.first = at;
    }

    /// Puts a loose node after `place`, which is in this list.
    pub(super) fn push_after<T>(&mut self, nodes: &mut [Node<T>], place: u32, at: u32) {
        let next = nodes[place as usize].next;
        let node = &mut nodes[at as usize];
        (node.prev, node.next) = (place, next);
        nodes[place as usize].next = at;
        match next {
            NIL => self.last = at,
            next => nodes[next as usize].prev = at,
        }
    }

    /// Takes a node of this list out of it; the node keeps its stale links.
    pub(super) fn unlink<T>(&mut self, nodes: &mut [Node<T>], at: u32) {
        let Node { prev, next, .. } = nodes[at as usize];
        match prev {
            NIL => self.first = next,
            prev => nodes[prev as usize].next = next,
        }
        match next {
            NIL => self.last = prev,
            next => nodes[next as usize].prev = prev,
        }
    }

    /// Says that a node of this list now lives at `at`: its neighbours, or the ends, are told.
    pub(super) fn moved<T>(&mut self, nodes: &mut [Node<T>], at: u32) {
        let Node { prev, next, .. } = nodes[at as usize];
        match prev {
            NIL => self.first = at,
            prev => nodes[prev as usize].next = at,
        }
        match next {
            NIL => self.last = at,
            next => nodes[next as usize].prev = at,
        }
    }
}
