//! What a run that is played back says of the parts at its moment. The marks are drawn with the parts once, when a run is opened;
//! each moment writes what has changed in them, without a render.

use crate::platform::canvas::Drawn;
use nalsd::model::{Component, Id, Point, Rect};
use nalsd::sketch::{Face, fit, number};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::prelude::*;

/// The height of the level in a part's foot, and its distance from the sides and the foot.
const LEVEL: f64 = 5.0;
const INSET: f64 = 7.0;
const ABOVE: f64 = 2.5;
/// A flag: its height, how wide a character of it is, and what its cross and its ends take.
const FLAG: f64 = 18.0;
const CHARACTER: f64 = 6.7;
const CROSS: f64 = 25.0;
/// How wide the one flag is that areas have: `lost`.
const LOST: f64 = CROSS + 4.0 * CHARACTER;

/// How a part fares. The style sheet has a colour for each; words or a shape always say it, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// There is room.
    #[default]
    Well,
    /// Most of it is in use.
    Busy,
    /// All of it is in use, or it fails.
    Bad,
    /// It isn't there: lost, or down.
    Gone,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Busy => "busy",
            Self::Bad => "bad",
            Self::Gone => "gone",
        }
    }
}

/// How a component, link or area is at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Standing {
    /// How full its level is, in percent; none where it has none.
    pub(crate) level: Option<u8>,
    /// What the level says of it.
    pub(crate) used: Tone,
    /// How it fares in all, what it fails at counted.
    pub(crate) tone: Tone,
    /// What is said first: `97 %`.
    pub(crate) told: String,
    /// What is said after that where there is room: ` · 12 wait`.
    pub(crate) more: String,
    /// What its flag says: `240/s timed out`; no flag when it is empty.
    pub(crate) flag: String,
}

/// A handle on what is said of the parts; clones share it. Equal while the same parts are marked.
#[derive(Clone)]
pub(crate) struct Live {
    /// The parts that something is said of.
    parts: Rc<BTreeSet<Id>>,
    board: Rc<Board>,
    mark: Callback<BTreeSet<Id>>,
}

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts && Rc::ptr_eq(&self.board, &other.board)
    }
}

impl Live {
    /// Marks parts, in place of those that were; none ends it.
    pub(crate) fn mark(&self, parts: BTreeSet<Id>) {
        if parts.is_empty() {
            self.board.show(BTreeMap::new());
        }
        self.mark.emit(parts);
    }

    /// Shows a moment: what has changed is written.
    pub(crate) fn show(&self, now: BTreeMap<Id, Standing>) {
        self.board.show(now);
    }

    /// Whether something is said of a part.
    pub(super) fn marks(&self, id: Id) -> bool {
        self.parts.contains(&id)
    }

    /// Writes all of the moment again: the parts were drawn anew.
    pub(super) fn repaint(&self) {
        self.board.repaint();
    }
}

/// What is written.
#[derive(Default)]
struct Board {
    now: RefCell<BTreeMap<Id, Standing>>,
    marks: RefCell<BTreeMap<Id, Mark>>,
}

impl Board {
    fn show(&self, now: BTreeMap<Id, Standing>) {
        let mut marks = self.marks.borrow_mut();
        for (id, standing) in &now {
            if !marks.contains_key(id)
                && let Some(mark) = Mark::find(*id)
            {
                marks.insert(*id, mark);
            }
            if let Some(mark) = marks.get_mut(id) {
                mark.write(standing);
            }
        }
        drop(marks);
        *self.now.borrow_mut() = now;
    }

    fn repaint(&self) {
        self.marks.borrow_mut().clear();
        let now = self.now.take();
        self.show(now);
    }
}

/// The elements that say how a part is, and what they say.
struct Mark {
    whole: Drawn,
    level: Option<Drawn>,
    told: Option<Drawn>,
    more: Option<Drawn>,
    flag: Option<[Drawn; 2]>,
    /// What they say; `None` when that isn't known.
    written: Option<Standing>,
}

impl Mark {
    /// The elements of a part; `None` where none are drawn.
    fn find(id: Id) -> Option<Self> {
        let whole = Drawn::find(&format!("live-{}", id.0))?;
        Some(Self {
            level: whole.part(".level"),
            told: whole.part(".told > .first"),
            more: whole.part(".told > .more"),
            flag: whole
                .part(".flag rect")
                .and_then(|plate| Some([plate, whole.part(".flag text")?])),
            whole,
            written: None,
        })
    }

    /// Writes what differs from what was written; all of it when that isn't known.
    fn write(&mut self, now: &Standing) {
        let before = self.written.replace(now.clone());
        if before.as_ref() == Some(now) {
            return;
        }
        let before = before.as_ref();
        if before.is_none_or(|before| before.tone != now.tone) {
            self.whole.set("data-tone", now.tone.name());
        }
        if before.is_none_or(|before| before.used != now.used) {
            self.whole.set("data-used", now.used.name());
        }
        if let (true, Some(level)) = (
            before.is_none_or(|before| before.level != now.level),
            &self.level,
        ) {
            let share = f64::from(now.level.unwrap_or(0)) / 100.0;
            level.set("transform", &format!("scale({share} 1)"));
            self.whole.flag("data-level", now.level.is_some());
        }
        if let (true, Some(told)) = (
            before.is_none_or(|before| before.told != now.told),
            &self.told,
        ) {
            told.say(&now.told);
        }
        if let (true, Some(more)) = (
            before.is_none_or(|before| before.more != now.more),
            &self.more,
        ) {
            more.say(&now.more);
        }
        if let (true, Some([plate, text])) = (
            before.is_none_or(|before| before.flag != now.flag),
            &self.flag,
        ) {
            text.say(&now.flag);
            let width = CROSS + CHARACTER * now.flag.chars().count() as f64;
            plate.set("width", &number(width));
            self.whole.flag("data-flag", !now.flag.is_empty());
        }
    }
}

/// How large a name is from afar, and how far its baseline is below the part's top.
const AFAR: f64 = 22.0;
const AFAR_BASE: f64 = 23.0;

/// What is drawn on a component that is marked; `base` is how far below its top the line of its words is. Its flag hangs below
/// it, where it covers no name.
pub(super) fn on_part(part: &Component, base: f64) -> Html {
    let (id, rect) = (part.id, part.rect);
    let name = fit(&part.name, Face::Sans(AFAR), rect.w - 2.0 * INSET);
    let width = number(rect.w - 2.0 * INSET);
    let top = number(rect.h - ABOVE - LEVEL);
    html! {
        <g id={format!("live-{}", id.0)} class="live" aria-hidden="true" transform={format!("translate({} {})", number(rect.x), number(rect.y))}>
            <rect class="wash" width={number(rect.w)} height={number(rect.h)} rx="6" />
            <g transform={format!("translate({} {top})", number(INSET))}>
                <rect class="track" width={width.clone()} height={number(LEVEL)} rx="1" />
                <rect class="level" {width} height={number(LEVEL)} rx="1" transform="scale(0 1)" />
            </g>
            <text class="told" x="12" y={number(base)}><tspan class="first" /><tspan class="more" /></text>
            <text class="afar" x={number(INSET)} y={number(AFAR_BASE)}>{ name }</text>
            { flag(Point { x: 0.0, y: rect.h + 3.0 }, 0.0) }
        </g>
    }
}

/// What is drawn on an area that is marked: its flag is at the end of its upper edge, away from its title.
pub(super) fn on_area(id: Id, rect: Rect) -> Html {
    html! {
        <g id={format!("live-{}", id.0)} class="live" aria-hidden="true" transform={format!("translate({} {})", number(rect.x), number(rect.y))}>
            <rect class="wash" width={number(rect.w)} height={number(rect.h)} rx="8" />
            { flag(Point { x: rect.w - 12.0, y: -9.0 }, LOST) }
        </g>
    }
}

/// What is drawn in the middle of a link that is marked, below its line: its name is above.
pub(super) fn on_link(id: Id, middle: Point) -> Html {
    html! {
        <g id={format!("live-{}", id.0)} class="live" aria-hidden="true" transform={format!("translate({} {})", number(middle.x), number(middle.y))}>
            { flag(Point { x: -54.0, y: 5.0 }, 0.0) }
        </g>
    }
}

/// A plate with a cross and words; the style sheet hides it until there are some. It begins so far left of its place: from afar
/// it grows from there.
fn flag(at: Point, before: f64) -> Html {
    html! {
        <g transform={format!("translate({} {})", number(at.x), number(at.y))}>
            <g class="flag"><g transform={format!("translate({} 0)", number(-before))}>
                <rect height={number(FLAG)} rx="4" />
                <path d="M7 5.5l7 7M14 5.5l-7 7" />
                <text x="19" y="13" />
            </g></g>
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct LiveProps {
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Provides [`Live`] to the drawing and to whoever plays a run back.
#[component]
pub(crate) fn LivePlace(props: &LiveProps) -> Html {
    let parts = use_state_eq(Rc::<BTreeSet<Id>>::default);
    let board = use_memo((), |()| Board::default());
    let mark = use_callback(parts.setter(), |marked: BTreeSet<Id>, parts| {
        parts.set(Rc::new(marked));
    });
    let live = Live {
        parts: Rc::clone(&parts),
        board,
        mark,
    };
    html! { <ContextProvider<Live> context={live}>{ props.children.clone() }</ContextProvider<Live>> }
}

/// What [`LivePlace`] provides; marks that nobody sees where nothing is.
#[hook]
pub(crate) fn use_live() -> Live {
    use_context::<Live>().unwrap_or_else(|| Live {
        parts: Rc::default(),
        board: Rc::default(),
        mark: Callback::noop(),
    })
}
