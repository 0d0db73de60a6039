//! From "who is my parent" to "who are my children": the inversion of the parent table.

use super::procfs::Process;
use super::stat::Arguments;
use std::collections::HashMap;

/// An index into [`Forest::nodes`].
pub(super) type Id = u32;

/// Stands for "no parent".
const NONE: Id = Id::MAX;

/// The PID that collects those whose parent can't be seen.
const ROOT: i32 = 1;

/// A process, a thread, or a parent that was only heard of.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) pid: i32,
    /// The shown name: threads in braces, `?` for a parent that was only heard of.
    pub(super) name: &'a [u8],
    pub(super) arguments: &'a Arguments,
    /// Whether it is a thread (of its parent).
    pub(super) thread: bool,
    /// The process's index in the records; `None` for threads and for parents that were only heard of.
    pub(super) record: Option<u32>,
    parent: Id,
    /// Children in the order they are shown.
    pub(super) children: Vec<Id>,
}

/// All processes and threads, linked.
#[derive(Debug, Default)]
pub(super) struct Forest<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    by_pid: HashMap<i32, Id>,
}

impl<'a> Forest<'a> {
    /// Links the records. Siblings are sorted by name and then by PID, or by PID alone; those whose parent is not
    /// there hang below a `?` of the parent's PID, and that below PID 1 (which is a `?` too when it is missing).
    ///
    /// Takes O(n log n) in the number of processes and threads.
    pub(super) fn build(processes: &'a [Process], sort_by_pid: bool) -> Self {
        let mut forest = Self {
            nodes: Vec::with_capacity(processes.len() + 2),
            by_pid: HashMap::with_capacity(processes.len() + 2),
        };
        for (index, process) in processes.iter().enumerate() {
            for (tid, name) in &process.threads {
                let id = forest.node(*tid);
                forest.nodes[id as usize].name = name;
                forest.nodes[id as usize].thread = true;
                forest.link(id, process.pid);
            }
            if process.gone {
                continue;
            }
            let id = forest.node(process.pid);
            let node = &mut forest.nodes[id as usize];
            node.name = &process.name;
            node.arguments = &process.arguments;
            node.record = Some(index as u32);
            // A process can't be its own parent: such a one hangs below PID 0.
            let parent = if process.parent == process.pid {
                0
            } else {
                process.parent
            };
            let parent_id = forest.node(parent);
            if process.pid != 0 {
                forest.link_ids(id, parent_id);
            }
        }
        forest.adopt_orphans();
        forest.sort(sort_by_pid);
        forest
    }

    /// The node of a PID or TID.
    pub(super) fn find(&self, pid: i32) -> Option<Id> {
        self.by_pid.get(&pid).copied()
    }

    /// The node of a PID, made as a `?` when it is not known yet.
    fn node(&mut self, pid: i32) -> Id {
        let next = self.nodes.len() as Id;
        let id = *self.by_pid.entry(pid).or_insert(next);
        if id == next {
            self.nodes.push(Node {
                pid,
                name: b"?",
                arguments: &Arguments::Unknown,
                thread: false,
                record: None,
                parent: NONE,
                children: Vec::new(),
            });
        }
        id
    }

    fn link(&mut self, child: Id, parent: i32) {
        let parent = self.node(parent);
        self.link_ids(child, parent);
    }

    fn link_ids(&mut self, child: Id, parent: Id) {
        self.nodes[child as usize].parent = parent;
        self.nodes[parent as usize].children.push(child);
    }

    /// Hangs what has no parent below PID 1, the last heard of first (that is psmisc's order between two `?`).
    fn adopt_orphans(&mut self) {
        let root = self.node(ROOT);
        for id in (0..self.nodes.len() as Id).rev() {
            let node = &self.nodes[id as usize];
            if node.parent == NONE && node.pid != 0 && node.pid != ROOT {
                self.link_ids(id, root);
            }
        }
    }

    fn sort(&mut self, by_pid: bool) {
        for id in 0..self.nodes.len() {
            if self.nodes[id].children.len() < 2 {
                continue;
            }
            let mut children = std::mem::take(&mut self.nodes[id].children);
            // Stable: equal names stay in PID order.
            if by_pid {
                children.sort_by_key(|&child| self.nodes[child as usize].pid);
            } else {
                children.sort_by_key(|&child| self.nodes[child as usize].name);
            }
            self.nodes[id].children = children;
        }
    }

    /// The nodes from the leaves up: each after all of its children. Nodes on a parent loop have no such place and are
    /// left out. No recursion: chains may be long.
    fn leaves_first(&self) -> Vec<Id> {
        let mut waiting: Vec<u32> = self.nodes.iter().map(|n| n.children.len() as u32).collect();
        let mut order: Vec<Id> = (0..self.nodes.len() as Id)
            .filter(|&id| waiting[id as usize] == 0)
            .collect();
        let mut next = 0;
        while let Some(&id) = order.get(next) {
            next += 1;
            let parent = self.nodes[id as usize].parent;
            if parent != NONE {
                waiting[parent as usize] -= 1;
                if waiting[parent as usize] == 0 {
                    order.push(parent);
                }
            }
        }
        order
    }

    /// The PIDs on parent loops, ascending: each is its own ancestor.
    pub(super) fn on_loops(&self) -> Vec<i32> {
        let mut looping = vec![true; self.nodes.len()];
        for id in self.leaves_first() {
            looping[id as usize] = false;
        }
        let mut pids: Vec<i32> = (self.nodes.iter().zip(looping))
            .filter_map(|(node, looping)| looping.then_some(node.pid))
            .collect();
        pids.sort_unstable();
        pids
    }

    /// Numbers the shapes of subtrees: two nodes have the same number exactly when their names are equal and their
    /// children have the same numbers, in order. Comparing subtrees is then comparing two numbers.
    ///
    /// Nodes on a parent loop are endless trees, equal to nothing: each gets a number of its own.
    pub(super) fn shapes(&self) -> Vec<u32> {
        let mut shapes = vec![u32::MAX; self.nodes.len()];
        let mut known: HashMap<(&[u8], Vec<u32>), u32> = HashMap::new();
        for id in self.leaves_first() {
            let node = &self.nodes[id as usize];
            let children = node.children.iter().map(|&c| shapes[c as usize]).collect();
            let next = known.len() as u32;
            shapes[id as usize] = *known.entry((node.name, children)).or_insert(next);
        }
        let endless = shapes.iter_mut().filter(|shape| **shape == u32::MAX);
        for (shape, own) in endless.zip(known.len() as u32..) {
            *shape = own;
        }
        shapes
    }
}
