//! Many literals looked for at one place of a text.
//!
//! The words of the catalogue begin where a word begins, so no automaton has to follow every byte of a text: from each beginning of a word
//! a tree of the literals is descended as far as the text goes with it. The tree has a node only where literals part, and its nodes lie in
//! a double array: it is a quarter of an automaton's size and stays in a processor's cache.

/// A set of literals, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    nodes: Vec<Node>,
    /// For each byte its number among those that occur, from 1; 0 occurs in none.
    class: Vec<u8>,
    /// What the nodes have to be told by, one after the other.
    labels: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The node that it belongs to; [`NONE`] when nothing stands here.
    parent: u32,
    /// Its children stand from here on, by the class of the byte that leads to them.
    children: u32,
    /// The bytes after the one that leads here, in which all that hangs on it agrees: where they are, how many, and the first of them.
    label: u32,
    length: u16,
    first: u8,
    /// The number of the literal that ends here, or [`NONE`].
    value: u32,
}

/// No reply is compared so far.
pub(crate) const LONGEST: usize = u16::MAX as usize;

const NONE: u32 = u32::MAX;
const FREE: Node = Node {
    parent: NONE,
    children: 0,
    label: 0,
    length: 0,
    first: 0,
    value: NONE,
};

/// The literals that begin alike, and where they stand in the array.
struct Branch {
    node: usize,
    from: usize,
    to: usize,
    /// So many bytes were compared on the way there.
    depth: usize,
}

impl Literals {
    /// Prepares `literals`, which are sorted, distinct and not empty, and no longer than [`LONGEST`].
    pub(crate) fn new(literals: &[(&[u8], u32)]) -> Self {
        let mut it = Self {
            nodes: vec![FREE],
            class: vec![0; 256],
            labels: Vec::new(),
        };
        for byte in literals.iter().flat_map(|it| it.0) {
            it.class[usize::from(*byte)] = 1;
        }
        let mut classes = 0u8;
        for class in it.class.iter_mut().filter(|it| **it > 0) {
            classes = classes.saturating_add(1);
            *class = classes;
        }
        let mut waiting = Vec::new();
        if !literals.is_empty() {
            waiting.push(Branch {
                node: 0,
                from: 0,
                to: literals.len(),
                depth: 0,
            });
        }
        let (mut next, mut free) = (0, 1);
        // Those that are near the root first: they are asked most, and lie together.
        while let Some(&Branch { node, from, to, depth }) = waiting.get(next) {
            next += 1;
            it.place(literals, Branch { node, from, to, depth }, &mut free, &mut waiting);
        }
        it
    }

    fn place(&mut self, literals: &[(&[u8], u32)], branch: Branch, free: &mut usize, waiting: &mut Vec<Branch>) {
        let Branch {
            node,
            mut from,
            to,
            depth,
        } = branch;
        let (first, last) = (literals[from].0, literals[to - 1].0);
        let same = first[depth..]
            .iter()
            .zip(&last[depth..])
            .take_while(|(a, b)| a == b)
            .count();
        self.nodes[node].label = self.labels.len() as u32;
        self.nodes[node].length = same as u16;
        self.nodes[node].first = first.get(depth).copied().unwrap_or_default();
        self.labels.extend(&first[depth..depth + same]);
        let depth = depth + same;
        if first.len() == depth {
            self.nodes[node].value = literals[from].1;
            from += 1;
        }
        if from == to {
            return;
        }
        let begin = waiting.len();
        while from < to {
            let byte = literals[from].0[depth];
            let end = from + literals[from..to].partition_point(|it| it.0[depth] == byte);
            waiting.push(Branch {
                node: usize::from(self.class[usize::from(byte)]),
                from,
                to: end,
                depth: depth + 1,
            });
            from = end;
        }
        let children = &mut waiting[begin..];
        while self.nodes.get(*free).is_some_and(|it| it.parent != NONE) {
            *free += 1;
        }
        let mut base = free.saturating_sub(children[0].node);
        let taken = |at: usize| self.nodes.get(at).is_some_and(|it| it.parent != NONE) || at == 0;
        while children.iter().any(|it| taken(base + it.node)) {
            base += 1;
        }
        self.nodes[node].children = base as u32;
        for it in children {
            it.node += base;
            if self.nodes.len() <= it.node {
                self.nodes.resize(it.node + 1, FREE);
            }
            self.nodes[it.node].parent = node as u32;
        }
    }

    /// Every literal that stands in `text` at `at`, the shortest first: where it ends, and its number.
    pub(crate) fn at(&self, text: &[u8], at: usize, mut found: impl FnMut(usize, u32)) {
        let Some(mut rest) = text.get(at..) else { return };
        let mut here = 0;
        while let Some(node) = self.nodes.get(here) {
            if node.length > 0 {
                if rest.first() != Some(&node.first) {
                    return;
                }
                let label = &self.labels[node.label as usize..][..usize::from(node.length)];
                match rest.strip_prefix(label) {
                    Some(it) => rest = it,
                    None => return,
                }
            }
            if node.value != NONE {
                found(text.len() - rest.len(), node.value);
            }
            let Some((byte, after)) = rest.split_first() else {
                return;
            };
            let next = node.children as usize + usize::from(self.class[usize::from(*byte)]);
            if self.nodes.get(next).is_none_or(|it| it.parent as usize != here) {
                return;
            }
            here = next;
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(literals: &[&str], text: &str) -> Vec<(usize, usize, String)> {
        let mut sorted: Vec<(&[u8], u32)> = literals.iter().map(|it| it.as_bytes()).zip(0..).collect();
        sorted.sort_unstable();
        let it = Literals::new(&sorted);
        let mut found = Vec::new();
        for start in 0..=text.len() {
            it.at(text.as_bytes(), start, |end, value| {
                found.push((start, end, literals[value as usize].to_owned()));
            });
        }
        found
    }

    #[test]
    fn all_that_stand_at_a_place_are_found() {
        let literals = [
            "user",
            "user unknown",
            "users",
            "unknown",
            "u",
            "mailbox full",
            "mailbox is full",
            "boîte",
        ];
        for text in [
            "user unknown",
            "users",
            "no such user",
            "the mailbox is full",
            "mailbox i",
            "boîte",
            "",
            "bo\u{ee}",
        ] {
            let plain: Vec<(usize, usize, String)> = (0..text.len())
                .flat_map(|start| {
                    let mut here: Vec<&str> = literals
                        .iter()
                        .copied()
                        .filter(|it| text.as_bytes()[start..].starts_with(it.as_bytes()))
                        .collect();
                    here.sort_by_key(|it| it.len());
                    here.into_iter().map(move |it| (start, start + it.len(), it.to_owned()))
                })
                .collect();
            assert_eq!(found(&literals, text), plain, "{text}");
        }
    }

    #[test]
    fn no_literals_are_found_nowhere() {
        assert_eq!(found(&[], "user unknown"), []);
    }
}
