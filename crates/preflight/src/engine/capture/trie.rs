use super::path::{CaptureFilter, Step};
use crate::smithy::{Kind, Model, ShapeId, Text};

/// A node of the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CaptureId(u16);

/// Which of the plain strings that meet their constraints are captured at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainStrings {
    All,
    Matching,
    None,
}

impl CaptureId {
    /// No rule reads this place or anything inside it.
    pub(crate) const NONE: CaptureId = CaptureId(0);
    /// The input itself.
    pub(crate) const ROOT: CaptureId = CaptureId(1);

    // The filter of the place, so that the validator need not look up the node: no flag is `CaptureFilter::All`.
    const REPEATS: u16 = 1 << 15;
    const MATCHING: u16 = 1 << 14;
    const IRREGULAR: u16 = 1 << 13;
    const FLAGS: u16 = CaptureId::REPEATS | CaptureId::MATCHING | CaptureId::IRREGULAR;

    #[inline]
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether both ids are of the same place, whatever their filters.
    pub(crate) fn is_same_place(self, other: CaptureId) -> bool {
        self.index() == other.index()
    }

    /// Whether a list is captured only if two of its items look alike.
    #[inline]
    pub(crate) fn captures_repeats_only(self) -> bool {
        self.0 & CaptureId::REPEATS != 0
    }

    /// Returns which of the plain strings that meet their constraints are captured.
    #[inline]
    pub(super) fn plain_strings(self) -> PlainStrings {
        match self.0 & (CaptureId::MATCHING | CaptureId::IRREGULAR) {
            0 => PlainStrings::All,
            CaptureId::MATCHING => PlainStrings::Matching,
            _ => PlainStrings::None,
        }
    }

    /// Returns the id of the same place with the flag of a filter.
    fn with_filter(self, filter: CaptureFilter) -> CaptureId {
        let flag = match filter {
            CaptureFilter::All => 0,
            CaptureFilter::Repeats => CaptureId::REPEATS,
            CaptureFilter::Matching(_) => CaptureId::MATCHING,
            CaptureFilter::Irregular => CaptureId::IRREGULAR,
        };
        CaptureId(self.0 & !CaptureId::FLAGS | flag)
    }

    #[inline]
    pub(super) fn index(self) -> usize {
        usize::from(self.0 & !CaptureId::FLAGS)
    }
}

/// The paths that rules read of an operation's input, as a trie over its shapes.
#[derive(Debug, Default)]
pub(crate) struct CaptureTrie {
    nodes: Vec<Node>,
    /// The children of all nodes: one for each member of a structure, one for a list, two for a map.
    children: Vec<CaptureId>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    shape: ShapeId,
    step: Step,
    /// The name of the member; empty if the step leads to an item or entry.
    name: Text,
    /// The keys of the map are sensitive and must not be shown.
    redacted: bool,
    /// This shape or a shape on the path to it is sensitive.
    sensitive: bool,
    filter: CaptureFilter,
    /// Index of the first child; `None` while the node has no children.
    first_child: Option<u32>,
}

impl CaptureTrie {
    /// Returns a trie with the root alone. `name` is the name of the root if it is a member.
    pub(crate) fn new(model: &Model<'_>, root: ShapeId, name: Text) -> CaptureTrie {
        let sensitive = model.shape(root).sensitive;
        let filter = CaptureFilter::All;
        let node = Node { shape: root, step: Step::Item, name, redacted: false, sensitive, filter, first_child: None };
        // The first node is `CaptureId::NONE`, the second is `CaptureId::ROOT`.
        CaptureTrie { nodes: vec![node, node], children: Vec::new() }
    }

    /// Returns the node for a part of `from`, and adds it if it is missing; `None` if the trie is full.
    ///
    /// A place that checks read with different filters captures everything.
    pub(crate) fn add(
        &mut self,
        model: &Model<'_>,
        from: CaptureId,
        step: Step,
        shape: ShapeId,
        filter: CaptureFilter,
    ) -> Option<CaptureId> {
        let parent = *self.nodes.get(from.index())?;
        let first = match parent.first_child {
            Some(first) => first,
            None => {
                let first = u32::try_from(self.children.len()).ok()?;
                let count = match &model.shape(parent.shape).kind {
                    Kind::List { .. } => 1,
                    Kind::Map { .. } => 2,
                    _ => model.members_of(Some(parent.shape)).len(),
                };
                self.children.resize(self.children.len() + count, CaptureId::NONE);
                self.nodes.get_mut(from.index())?.first_child = Some(first);
                first
            }
        };
        let index = first as usize + offset(step);
        let child = self.children.get_mut(index)?;
        if !child.is_none() {
            let node = self.nodes.get_mut(child.index())?;
            node.filter = node.filter.merge(filter);
            *child = child.with_filter(node.filter);
            return Some(*child);
        }
        let id = u16::try_from(self.nodes.len()).ok().filter(|id| id & CaptureId::FLAGS == 0)?;
        let id = CaptureId(id).with_filter(filter);
        let name = match step {
            Step::Member(index) => model.members_of(Some(parent.shape)).get(index)?.name,
            _ => Text::default(),
        };
        let redacted = match &model.shape(parent.shape).kind {
            Kind::Map { key, .. } => parent.sensitive || model.shape(*key).sensitive,
            _ => false,
        };
        let sensitive = parent.sensitive || model.shape(shape).sensitive;
        self.nodes.push(Node { shape, step, name, redacted, sensitive, filter, first_child: None });
        *self.children.get_mut(index)? = id;
        Some(id)
    }

    /// Returns the child of a node; `CaptureId::NONE` if nothing is read there.
    #[inline]
    fn child(&self, id: CaptureId, offset: usize) -> CaptureId {
        let Some(Node { first_child: Some(first), .. }) = self.nodes.get(id.index()) else { return CaptureId::NONE };
        self.children.get(*first as usize + offset).copied().unwrap_or(CaptureId::NONE)
    }

    #[inline]
    pub(crate) fn member(&self, id: CaptureId, index: usize) -> CaptureId {
        self.child(id, index)
    }

    /// Returns the nodes of a structure's members, in the model's order; empty if no member is read.
    #[inline]
    pub(crate) fn members(&self, id: CaptureId, count: usize) -> &[CaptureId] {
        let Some(Node { first_child: Some(first), .. }) = self.nodes.get(id.index()) else { return &[] };
        self.children.get(*first as usize..*first as usize + count).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn item(&self, id: CaptureId) -> CaptureId {
        self.child(id, 0)
    }

    #[inline]
    pub(crate) fn key(&self, id: CaptureId) -> CaptureId {
        self.child(id, 0)
    }

    #[inline]
    pub(crate) fn value(&self, id: CaptureId) -> CaptureId {
        self.child(id, 1)
    }

    /// Returns the name of the member at a node; empty for an item or entry.
    pub(crate) fn name<'a>(&self, model: &Model<'a>, id: CaptureId) -> &'a str {
        model.str(self.step(id).1)
    }

    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the filter of a place lets a value through.
    pub(super) fn matches(&self, id: CaptureId, value: &[u8]) -> bool {
        match self.nodes.get(id.index()).map(|node| node.filter) {
            Some(CaptureFilter::Matching(matches)) => matches(value),
            _ => true,
        }
    }

    pub(super) fn step(&self, id: CaptureId) -> (Step, Text) {
        self.nodes.get(id.index()).map_or((Step::Item, Text::default()), |node| (node.step, node.name))
    }

    /// Whether entries are identified by their position because their keys are sensitive.
    #[inline]
    pub(crate) fn is_redacted(&self, id: CaptureId) -> bool {
        self.nodes.get(id.index()).is_some_and(|node| node.redacted)
    }

    pub(crate) fn shape(&self, id: CaptureId) -> Option<ShapeId> {
        self.nodes.get(id.index()).map(|node| node.shape)
    }
}

fn offset(step: Step) -> usize {
    match step {
        Step::Member(index) => index,
        Step::Item | Step::Key => 0,
        Step::Value => 1,
    }
}
