//! All that a design shows: areas at the back, links above them, components in front.

use super::area::AreaView;
use super::link::{LabelView, LinkView};
use super::live::use_live;
use super::part::PartView;
use super::words;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::use_panels;
use nalsd::model::{Design, Id};
use nalsd::sketch::Routes;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct SceneProps {
    pub(super) desk: Desk,
    pub(super) routes: Rc<RefCell<Routes>>,
    /// Asks for the findings.
    pub(super) on_findings: Callback<()>,
}

impl PartialEq for SceneProps {
    fn eq(&self, other: &Self) -> bool {
        self.desk == other.desk && self.on_findings == other.on_findings
    }
}

/// What is lost when an area is: it, what is in it, and the components there.
fn lost(design: &Design, area: Option<Id>) -> BTreeSet<Id> {
    let area = area.into_iter().collect();
    nalsd::edit::with_contents(design, &area)
}

/// The parts of a design.
#[component]
pub(super) fn Scene(props: &SceneProps) -> Html {
    let desk = &props.desk;
    let design = &desk.design;
    let routes = &props.routes;
    use_memo(RcKey(Rc::clone(design)), |design| {
        routes.borrow_mut().update(&design.0, &BTreeMap::new());
    });
    let panels = use_panels();
    let words = use_memo(
        (
            RcKey(Rc::clone(design)),
            RcKey(Rc::clone(&desk.analysis)),
            desk.lost,
            panels.withheld,
        ),
        |(design, analysis, lost, withheld)| words::all(&design.0, &analysis.0, *lost, withheld),
    );
    // The badge of a part leads to its findings.
    let on_findings = use_callback(
        (props.on_findings.clone(), desk.act.clone()),
        |id: Id, (on_findings, act)| {
            act.emit(Act::Select(vec![id]));
            on_findings.emit(());
        },
    );
    let live = use_live();
    use_effect({
        let live = live.clone();
        move || live.repaint()
    });
    let lost = lost(design, desk.lost);
    let selected: BTreeSet<Id> = desk.selection.iter().copied().collect();
    let stop = desk.selection.last().copied();
    let mut counts: BTreeMap<Id, usize> = BTreeMap::new();
    for area in design.components.iter().filter_map(|part| part.area) {
        *counts.entry(area).or_default() += 1;
    }
    let decouples: BTreeSet<Id> = design
        .components
        .iter()
        .filter(|part| part.kind.decouples())
        .map(|part| part.id)
        .collect();
    let areas = design.areas.iter().map(|area| {
        html! {
            <AreaView key={area.id.0} area={Rc::clone(area)} selected={selected.contains(&area.id)}
                stop={stop == Some(area.id)} lost={lost.contains(&area.id)}
                parts={counts.get(&area.id).copied().unwrap_or_default()} live={live.marks(area.id)} />
        }
    });
    let led = routes.borrow();
    let links = design.links.iter().filter_map(|link| {
        let path = Rc::clone(led.get(link.id)?);
        let is_selected = selected.contains(&link.id);
        let said: AttrValue = if is_selected {
            words::link_in_full(link, design, &desk.analysis).into()
        } else {
            AttrValue::default()
        };
        let dashed = words::is_async(link, decouples.contains(&link.from)) || lost.contains(&link.from) || lost.contains(&link.to);
        Some(html! {
            <LinkView key={link.id.0} id={link.id} {path} {said} stop={stop == Some(link.id)} selected={is_selected} {dashed}
                live={live.marks(link.id)} />
        })
    });
    let labels = design.links.iter().filter_map(|link| {
        let text = if selected.contains(&link.id) {
            words::link(link, &desk.analysis)
        } else {
            link.name.clone()
        };
        let path = Rc::clone(led.get(link.id).filter(|_| !text.is_empty())?);
        Some(html! { <LabelView key={link.id.0} id={link.id} {path} routes={Rc::clone(routes)} {text} /> })
    });
    let parts = design.components.iter().map(|part| {
        html! {
            <PartView key={part.id.0} part={Rc::clone(part)} selected={selected.contains(&part.id)}
                words={words.get(&part.id).cloned().unwrap_or_default()}
                stop={stop == Some(part.id)} lost={lost.contains(&part.id)} live={live.marks(part.id)}
                on_findings={on_findings.clone()} />
        }
    });
    html! {
        <>
            <g class="areas">{ for areas }</g>
            <g class="links">{ for links }</g>
            <g class="labels" aria-hidden="true">{ for labels }</g>
            <g class="parts">{ for parts }</g>
        </>
    }
}

/// Something shared, told apart by where it is and not by what it holds.
struct RcKey<T>(Rc<T>);

impl<T> PartialEq for RcKey<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
