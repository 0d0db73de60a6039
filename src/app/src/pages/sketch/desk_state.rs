//! What stands behind the desk: the history of the design, what is tried, what is selected, and what the analysis says.

use super::desk::{Act, Desk};
use super::{histories, told};
use crate::room::use_room;
use nalsd::analysis::{Analysis, analyse};
use nalsd::edit::{self, Command, History, Refusal};
use nalsd::model::{Design, Id};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use yew::prelude::*;

/// Something that was said: each has a number of its own, so that the same words twice are said twice.
#[derive(Clone, PartialEq, Default)]
struct Said {
    count: u32,
    text: AttrValue,
}

impl Said {
    fn next(&self, text: impl Into<AttrValue>) -> Self {
        Self {
            count: self.count.wrapping_add(1),
            text: text.into(),
        }
    }
}

/// How many states of a design it is known of what was selected in them.
const MAX_CHOSEN: usize = 200;

/// What was selected in which state of a design, the latest last.
type Chosen = VecDeque<(Rc<Design>, Rc<Vec<Id>>)>;

/// The state. Every act gives the next one.
#[derive(Clone)]
struct State {
    history: Rc<History>,
    /// Whose history that is: the name of the design within the storage.
    of: String,
    chosen: Rc<Chosen>,
    /// The design with what is tried; the kept one while nothing is.
    shown: Rc<Design>,
    analysis: Rc<Analysis>,
    selection: Rc<Vec<Id>>,
    lost: Option<Id>,
    /// How many designs were opened.
    opened: u32,
    /// What was done, for those who don't see it.
    told: Said,
    /// Why something wasn't done, for everybody.
    refused: Said,
}

impl State {
    fn new(of: String, history: Rc<History>) -> Self {
        let shown = Rc::clone(history.design());
        Self {
            analysis: Rc::new(analyse(&shown)),
            history,
            of,
            chosen: Rc::default(),
            shown,
            selection: Rc::default(),
            lost: None,
            opened: 0,
            told: Said::default(),
            refused: Said::default(),
        }
    }

    fn after(&mut self, act: Act) -> Result<(), Refusal> {
        match act {
            Act::Do(command) => {
                let label = command.label(self.history.design());
                self.commit(&[command], &label)?;
            }
            Act::All { commands, label } => self.commit(&commands, &label)?,
            Act::Try(None) => self.show(Rc::clone(self.history.design())),
            Act::Try(Some(command)) => {
                // What can't be done now may be half typed: that is no refusal to tell.
                let tried = edit::apply(self.history.design(), &command);
                self.show(tried.map_or_else(
                    |_| Rc::clone(self.history.design()),
                    |applied| Rc::new(applied.design),
                ));
            }
            Act::Select(ids) => self.select(ids),
            Act::Undo => self.travel(History::undo, "Undone"),
            Act::Redo => self.travel(History::redo, "Done again"),
            Act::Open { design, of } => {
                histories::put(&self.of, &self.history);
                let history = histories::take(&of, &design)
                    .unwrap_or_else(|| Rc::new(History::new(Design::clone(&design))));
                let (told, refused) = (self.told.clone(), self.refused.clone());
                *self = Self {
                    opened: self.opened.wrapping_add(1),
                    told: told.next(format!("Opened {}", design.name)),
                    refused,
                    ..Self::new(of, history)
                };
            }
            Act::Follow(design) => {
                let label = "what another tab changed";
                Rc::make_mut(&mut self.history).follow(Design::clone(&design), label);
                let words = format!("Another tab changed {}", design.name);
                self.told = self.told.next(words);
                self.show(Rc::clone(self.history.design()));
            }
            Act::Lose(area) => {
                self.lost = area.filter(|id| self.shown.area(*id).is_some());
                if let Some(area) = self.lost.and_then(|id| self.shown.area(id)) {
                    self.told = self.told.next(format!("{} is shown as lost", area.name));
                }
            }
        }
        Ok(())
    }

    fn commit(&mut self, commands: &[Command], label: &str) -> Result<(), Refusal> {
        let before = Rc::clone(self.history.design());
        let chosen = Rc::clone(&self.selection);
        let added = Rc::make_mut(&mut self.history).commit_all(commands, label)?;
        let after = Rc::clone(self.history.design());
        if let Some(words) = told::words(commands, &before, &after, label) {
            self.told = self.told.next(words);
        }
        self.show(after);
        // What was drawn is selected. Not so a link: whoever draws one from a port will draw the next from there, too.
        let drawn: Vec<Id> = added
            .into_iter()
            .filter(|id| self.shown.link(*id).is_none())
            .collect();
        if !drawn.is_empty() {
            self.select(drawn);
        }
        self.remember(before, chosen);
        self.remember(Rc::clone(self.history.design()), Rc::clone(&self.selection));
        Ok(())
    }

    /// Remembers what is selected in a state of the design: whoever comes back to it by undoing goes on from there.
    fn remember(&mut self, design: Rc<Design>, selection: Rc<Vec<Id>>) {
        let chosen = Rc::make_mut(&mut self.chosen);
        chosen.push_back((design, selection));
        if chosen.len() > MAX_CHOSEN {
            chosen.pop_front();
        }
    }

    fn travel(&mut self, step: fn(&mut History) -> bool, word: &str) {
        let label = match word {
            "Undone" => self.history.can_undo(),
            _ => self.history.can_redo(),
        };
        let words = label.map_or_else(
            || format!("Nothing is left to be {}", word.to_lowercase()),
            |label| format!("{word}: {label}"),
        );
        step(Rc::make_mut(&mut self.history));
        self.told = self.told.next(words);
        let design = Rc::clone(self.history.design());
        self.show(Rc::clone(&design));
        // What was selected went with the step.
        if self.selection.is_empty() {
            let mut known = self.chosen.iter().rev();
            let known = known.find(|(state, _)| Rc::ptr_eq(state, &design));
            let before = known.map(|(_, selection)| Vec::clone(selection));
            self.select(before.unwrap_or_default());
        }
    }

    /// Shows a design: what is known of it follows, and what isn't there any more can't be selected.
    fn show(&mut self, design: Rc<Design>) {
        if Rc::ptr_eq(&design, &self.shown) {
            return;
        }
        let before = std::mem::replace(&mut self.shown, design);
        self.lost = self.lost.filter(|id| self.shown.area(*id).is_some());
        if !same_system(&before, &self.shown) {
            self.analysis = Rc::new(analyse(&self.shown));
        }
        let selection = Vec::clone(&self.selection);
        self.select(selection);
    }

    fn select(&mut self, ids: Vec<Id>) {
        let ids: Vec<Id> = ids
            .into_iter()
            .filter(|id| is_there(&self.shown, *id))
            .collect();
        if *self.selection != ids {
            self.selection = Rc::new(ids);
        }
    }
}

/// The state, changed at once by each act; renders follow when the browser has time.
#[derive(Clone)]
struct Hub {
    state: Rc<RefCell<State>>,
    changed: UseForceUpdateHandle,
}

impl Hub {
    fn act(&self, act: Act) {
        let mut next = self.state.borrow().clone();
        if let Err(refusal) = next.after(act) {
            next = self.state.borrow().clone();
            next.refused = next.refused.next(refusal.message().to_owned());
        }
        *self.state.borrow_mut() = next;
        self.changed.force_update();
    }

    fn desk(&self) -> Desk {
        let state = self.state.borrow();
        let step = |label: Option<&str>| label.map(|label| AttrValue::from(label.to_owned()));
        let (acting, asked) = (self.clone(), self.clone());
        Desk {
            design: Rc::clone(&state.shown),
            kept: Rc::clone(state.history.design()),
            analysis: Rc::clone(&state.analysis),
            selection: Rc::clone(&state.selection),
            lost: state.lost,
            opened: state.opened,
            undo: step(state.history.can_undo()),
            redo: step(state.history.can_redo()),
            act: Callback::from(move |act| acting.act(act)),
            latest: Rc::new(move || asked.desk()),
        }
    }
}

fn is_there(design: &Design, id: Id) -> bool {
    design.component(id).is_some() || design.link(id).is_some() || design.area(id).is_some()
}

/// Whether two designs differ at most in how they are drawn: then the same is known of both.
pub(super) fn same_system(a: &Design, b: &Design) -> bool {
    a.components.len() == b.components.len()
        && a.links == b.links
        && a.areas.len() == b.areas.len()
        && a.assumptions == b.assumptions
        && a.machines == b.machines
        && a.set == b.set
        && a.components.iter().zip(&b.components).all(|(a, b)| {
            Rc::ptr_eq(a, b)
                || (a.id, a.kind, &a.name, a.area, &a.set)
                    == (b.id, b.kind, &b.name, b.area, &b.set)
        })
        && a.areas.iter().zip(&b.areas).all(|(a, b)| {
            Rc::ptr_eq(a, b)
                || (a.id, a.kind, &a.name, a.area, &a.set)
                    == (b.id, b.kind, &b.name, b.area, &b.set)
        })
}

#[derive(Properties, PartialEq)]
pub(crate) struct DeskProps {
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Provides the desk to everything below it, and tells what was done on it.
#[component]
pub(crate) fn DeskPlace(props: &DeskProps) -> Html {
    let room = use_room();
    let state = use_mut_ref(|| {
        let empty = Rc::new(History::new(Design::default()));
        State::new(String::new(), empty)
    });
    use_effect_with((), {
        let state = Rc::clone(&state);
        move |()| {
            move || {
                let state = state.borrow();
                histories::put(&state.of, &state.history);
            }
        }
    });
    let hub = Hub {
        state: Rc::clone(&state),
        changed: use_force_update(),
    };
    let act = use_callback((), {
        let hub = hub.clone();
        move |act: Act, ()| hub.act(act)
    });
    let (told, refused) = {
        let state = state.borrow();
        (state.told.clone(), state.refused.clone())
    };
    use_effect_with(refused, move |refused| {
        if refused.count > 0 {
            room.say.emit(refused.text.to_string());
        }
    });
    let desk = Desk { act, ..hub.desk() };
    html! {
        <ContextProvider<Desk> context={desk}>
            { props.children.clone() }
            // The words alternate between two places: the same ones again are news to a screen reader, too.
            <p class="visually-hidden" role="status">{ if told.count % 2 == 0 { &*told.text } else { "" } }</p>
            <p class="visually-hidden" role="status">{ if told.count % 2 == 1 { &*told.text } else { "" } }</p>
        </ContextProvider<Desk>>
    }
}

/// The desk that [`DeskPlace`] provides.
#[hook]
pub(crate) fn use_desk() -> Desk {
    use_context::<Desk>().unwrap_or_else(nowhere)
}

/// A desk on which nothing can be done: where none is provided.
fn nowhere() -> Desk {
    Desk {
        design: Rc::default(),
        kept: Rc::default(),
        analysis: Rc::default(),
        selection: Rc::default(),
        lost: None,
        opened: 0,
        undo: None,
        redo: None,
        act: Callback::noop(),
        latest: Rc::new(nowhere),
    }
}
