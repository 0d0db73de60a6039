//! The events of a plan, each a row to be changed.

use super::plan_form::Change;
use super::time_field::PlanField;
use crate::components::select::Select;
use crate::pages::sketch::figures::settings_of;
use crate::pages::sketch::names;
use nalsd::model::{AreaKind, Design, Id, Kind};
use nalsd::simulation::{Event, Shock};
use nalsd::units::{DIMENSIONLESS, Dimension};
use std::rc::Rc;
use yew::prelude::*;

/// A kind of shock, apart from what it strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Load,
    Lost,
    Slow,
    Down,
    Flushed,
}

impl Sort {
    const ALL: [Self; 5] = [
        Self::Load,
        Self::Lost,
        Self::Slow,
        Self::Down,
        Self::Flushed,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Load => "traffic multiplied",
            Self::Lost => "zone or region lost",
            Self::Slow => "takes longer",
            Self::Down => "is down",
            Self::Flushed => "cache flushed",
        }
    }

    const fn of(shock: &Shock) -> Self {
        match shock {
            Shock::Load { .. } => Self::Load,
            Shock::Lost { .. } => Self::Lost,
            Shock::Slow { .. } => Self::Slow,
            Shock::Down { .. } => Self::Down,
            Shock::Flushed { .. } => Self::Flushed,
        }
    }

    /// What it may strike.
    fn parts(self, design: &Design) -> Vec<Id> {
        let components = |wanted: fn(Kind) -> bool| {
            let all = design
                .components
                .iter()
                .filter(move |part| wanted(part.kind));
            all.map(|part| part.id).collect()
        };
        match self {
            Self::Load => components(|kind| kind == Kind::Client),
            // Zones first: a whole region seldom is lost, and takes all down with it.
            Self::Lost => {
                let of = |kind| {
                    let areas = design.areas.iter();
                    areas
                        .filter(move |area| area.kind == kind)
                        .map(|area| area.id)
                };
                of(AreaKind::Zone).chain(of(AreaKind::Region)).collect()
            }
            Self::Slow | Self::Down => {
                components(|kind| !matches!(kind, Kind::Client | Kind::Note))
            }
            Self::Flushed => components(|kind| matches!(kind, Kind::Cache | Kind::Cdn)),
        }
    }

    /// The shock of this kind on a part; `None` where it needs one and there is none.
    pub(super) fn shock(self, part: Option<Id>, factor: f64) -> Option<Shock> {
        Some(match self {
            Self::Load => Shock::Load {
                client: part,
                factor,
            },
            Self::Lost => Shock::Lost { area: part? },
            Self::Slow => Shock::Slow {
                component: part?,
                factor,
            },
            Self::Down => Shock::Down { component: part? },
            Self::Flushed => Shock::Flushed { component: part? },
        })
    }
}

/// Lets an event strike that, as hard as before; where it strikes nothing, it stays what it was.
fn strike(event: &mut Event, sort: Sort, part: Option<Id>) {
    if let Some(shock) = sort.shock(part, factor(&event.shock).unwrap_or(10.0)) {
        event.shock = shock;
    }
}

const fn factor(shock: &Shock) -> Option<f64> {
    match shock {
        Shock::Load { factor, .. } | Shock::Slow { factor, .. } => Some(*factor),
        _ => None,
    }
}

/// A further event for a run of so many seconds: ten times the load, for a while.
pub(super) fn next(seconds: f64) -> Event {
    Event {
        at: (seconds * 0.3).round(),
        until: Some((seconds * 0.5).round()),
        shock: Shock::Load {
            client: None,
            factor: 10.0,
        },
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct EventProps {
    pub(super) design: Rc<Design>,
    pub(super) event: Event,
    /// Which one, from 1.
    pub(super) number: usize,
    /// Told how it is to be changed.
    pub(super) on_change: Callback<Change<Event>>,
    /// Told that it is to be removed.
    pub(super) on_remove: Callback<()>,
}

/// One event.
#[component]
pub(super) fn EventRow(props: &EventProps) -> Html {
    let (design, event) = (&props.design, &props.event);
    let sort = Sort::of(&event.shock);
    let change = |with: fn(&mut Event, f64)| {
        let on_change = props.on_change.clone();
        Callback::from(move |value: Option<f64>| {
            if let Some(value) = value {
                on_change.emit(Rc::new(move |event| with(event, value)));
            }
        })
    };
    let on_until = {
        let on_change = props.on_change.clone();
        Callback::from(move |until| {
            on_change.emit(Rc::new(move |event: &mut Event| event.until = until));
        })
    };
    let on_sort = {
        let (on_change, design) = (props.on_change.clone(), Rc::clone(design));
        Callback::from(move |label: String| {
            let Some(sort) = Sort::ALL.into_iter().find(|sort| sort.label() == label) else {
                return;
            };
            let first = sort.parts(&design).first().copied();
            let part = first.filter(|_| sort != Sort::Load);
            on_change.emit(Rc::new(move |event| strike(event, sort, part)));
        })
    };
    let on_part = {
        let on_change = props.on_change.clone();
        Callback::from(move |id: String| {
            let part = id.parse().ok().map(Id);
            on_change.emit(Rc::new(move |event| {
                strike(event, Sort::of(&event.shock), part);
            }));
        })
    };
    let remove = {
        let on_remove = props.on_remove.clone();
        move |_| on_remove.emit(())
    };
    let part = event
        .shock
        .part()
        .map_or_else(|| "all".to_owned(), |id| id.0.to_string());
    let calendar = settings_of(design).calendar;
    html! {
        <li class="event-row">
            <span class="number" aria-hidden="true">{ props.number }</span>
            <PlanField {calendar} label="From" value={Some(event.at)} dimension={Dimension::TIME} on_set={change(|event, at| event.at = at)} />
            <PlanField {calendar} label="Until" value={event.until} dimension={Dimension::TIME} empty="the end" on_set={on_until} />
            <label class="plan-field"><span>{ "What" }</span>
                <Select value={sort.label().to_owned()} on_choose={on_sort}>
                    { for Sort::ALL.into_iter().filter(|each| *each == Sort::Load || !each.parts(design).is_empty() || *each == sort).map(|each| html! {
                        <option key={each.label()} value={each.label()}>{ each.label() }</option>
                    }) }
                </Select>
            </label>
            <label class="plan-field"><span>{ "To" }</span>
                <Select value={part} on_choose={on_part}>
                    if sort == Sort::Load { <option value="all">{ "all clients" }</option> }
                    { for sort.parts(design).into_iter().map(|id| html! { <option key={id.0} value={id.0.to_string()}>{ names::of(design, id) }</option> }) }
                </Select>
            </label>
            if let Some(factor) = factor(&event.shock) {
                <PlanField {calendar} label="Times" value={Some(factor)} dimension={DIMENSIONLESS} on_set={change(|event, value| match &mut event.shock {
                    Shock::Load { factor, .. } | Shock::Slow { factor, .. } => *factor = value,
                    _ => {}
                })} />
            }
            <button type="button" class="quiet" aria-label={format!("Remove event {}", props.number)} title="Remove" onclick={remove}>{ "\u{d7}" }</button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{Area, Rect};

    #[test]
    fn a_shock_that_strikes_a_part_needs_one() {
        for sort in Sort::ALL {
            assert_eq!(
                sort.shock(None, 2.0).is_some(),
                sort == Sort::Load,
                "{sort:?}"
            );
            let shock = sort.shock(Some(Id(3)), 2.0).unwrap();
            assert_eq!((Sort::of(&shock), shock.part()), (sort, Some(Id(3))));
        }
    }

    #[test]
    fn a_zone_is_lost_before_a_region_is() {
        let area = |id, kind| {
            Rc::new(Area {
                id: Id(id),
                kind,
                name: String::new(),
                rect: Rect::default(),
                area: None,
                set: Default::default(),
            })
        };
        let design = Design {
            areas: vec![
                area(1, AreaKind::Region),
                area(2, AreaKind::Zone),
                area(3, AreaKind::Zone),
            ],
            ..Design::default()
        };
        assert_eq!(Sort::Lost.parts(&design), [Id(2), Id(3), Id(1)]);
    }

    #[test]
    fn a_further_event_lies_within_the_run() {
        for seconds in [10.0, 300.0, 86_400.0] {
            let event = next(seconds);
            assert!(
                event.at > 0.0
                    && event
                        .until
                        .is_some_and(|until| until > event.at && until < seconds)
            );
        }
    }
}
