//! Which figure is looked into: by its place, so that its trail follows the design as it changes.

use nalsd::analysis::{Analysis, Figure, Resource};
use nalsd::model::{Design, Id};

/// A figure of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Total {
    /// Machines deployed.
    Machines,
    /// Until clients have their answer.
    Latency,
    /// The share of time that clients are answered.
    Availability,
    /// How long the design may be down, and is.
    Budget,
    /// Bytes per second over all links.
    Network,
    /// Bytes stored.
    Storage,
    /// Money.
    Cost,
}

/// A figure of a component, link or area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    /// Requests or calls per second.
    Demand,
    /// Bytes per second through it.
    Traffic,
    /// Bytes that it stores.
    Storage,
    /// Machines for one resource.
    Load(Resource),
    /// Tasks, where a limit per task is known.
    Tasks,
    /// Machines deployed.
    Machines,
    /// Up by itself.
    Availability,
    /// Money.
    Cost,
    /// Bytes per second to the callee.
    Requests,
    /// Bytes per second back to the caller.
    Responses,
}

/// The figure that is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Of the whole.
    Total(Total),
    /// Of a part.
    Part(Id, Aspect),
}

impl Total {
    /// All, in the strip's order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Machines,
        Self::Latency,
        Self::Availability,
        Self::Budget,
        Self::Network,
        Self::Storage,
        Self::Cost,
    ];

    /// Its name.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Machines => "Machines",
            Self::Latency => "Latency",
            Self::Availability => "Availability",
            Self::Budget => "Error budget",
            Self::Network => "Network",
            Self::Storage => "Storage",
            Self::Cost => "Cost",
        }
    }
}

impl Aspect {
    /// Its name.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Demand => "Demand at the peak",
            Self::Traffic => "Traffic at the peak",
            Self::Storage => "Stored, with copies",
            Self::Load(resource) => resource.label(),
            Self::Tasks => "Tasks",
            Self::Machines => "Machines",
            Self::Availability => "Up by itself",
            Self::Cost => "Cost",
            Self::Requests => "To the callee",
            Self::Responses => "Back to the caller",
        }
    }
}

impl Aspect {
    /// The figure of the whole that it gives away: it is a part of that.
    const fn part_of(self) -> Option<Total> {
        match self {
            Self::Load(_) | Self::Tasks | Self::Machines => Some(Total::Machines),
            Self::Traffic | Self::Requests | Self::Responses => Some(Total::Network),
            Self::Storage => Some(Total::Storage),
            Self::Cost => Some(Total::Cost),
            Self::Demand | Self::Availability => None,
        }
    }
}

impl Reading {
    /// The figure of the whole that it gives away.
    pub(super) const fn total(self) -> Option<Total> {
        match self {
            Self::Total(total) => Some(total),
            Self::Part(_, aspect) => aspect.part_of(),
        }
    }

    /// What it is a figure of: `Query store: machines`.
    pub(crate) fn title(self, design: &Design) -> String {
        match self {
            Self::Total(total) => total.label().to_owned(),
            Self::Part(id, aspect) => {
                format!(
                    "{}: {}",
                    super::super::names::of(design, id),
                    lower(aspect.label())
                )
            }
        }
    }

    /// The figures that it stands for, each with its name; the first is the one that was asked for.
    pub(crate) fn figures(self, analysis: &Analysis) -> Vec<(&'static str, &Figure)> {
        let found: Vec<(&'static str, Option<&Figure>)> = match self {
            Self::Total(total) => total_figures(total, analysis),
            Self::Part(id, aspect) => part_figures(id, aspect, analysis),
        };
        found
            .into_iter()
            .filter_map(|(name, figure)| Some((name, figure?)))
            .collect()
    }
}

fn total_figures(total: Total, analysis: &Analysis) -> Vec<(&'static str, Option<&Figure>)> {
    let totals = &analysis.totals;
    match total {
        Total::Machines => vec![("Machines", totals.machines.as_ref())],
        Total::Latency => Vec::new(),
        Total::Availability => vec![("Availability", totals.availability.as_ref())],
        Total::Budget => vec![
            ("Allowed", totals.budget.as_ref()),
            ("Expected", totals.downtime.as_ref()),
            ("Requests that may fail", totals.budget_requests.as_ref()),
        ],
        Total::Network => vec![
            ("Over all links", totals.network.as_ref()),
            ("Across zones and regions", totals.crossing.as_ref()),
        ],
        Total::Storage => vec![("Stored, with copies", totals.storage.as_ref())],
        Total::Cost => vec![
            ("Cost", totals.cost.as_ref()),
            ("Per million requests", totals.cost_per_million.as_ref()),
        ],
    }
}

fn part_figures(
    id: Id,
    aspect: Aspect,
    analysis: &Analysis,
) -> Vec<(&'static str, Option<&Figure>)> {
    if let Some(part) = analysis.components.get(&id) {
        return match aspect {
            Aspect::Machines => {
                let mut found = vec![
                    ("Deployed", part.machines.as_ref()),
                    ("Needed", part.needed.as_ref()),
                ];
                if let Some(load) = part
                    .loads
                    .iter()
                    .find(|load| Some(load.resource) == part.binds)
                {
                    found.push((load.resource.label(), Some(&load.needed)));
                }
                found
            }
            Aspect::Load(resource) => {
                let load = part.loads.iter().find(|load| load.resource == resource);
                vec![(resource.label(), load.map(|load| &load.needed))]
            }
            Aspect::Demand => vec![(aspect.label(), Some(&part.demand))],
            Aspect::Traffic => vec![(aspect.label(), Some(&part.traffic))],
            Aspect::Storage => vec![(aspect.label(), part.storage.as_ref())],
            Aspect::Tasks => vec![(aspect.label(), part.tasks.as_ref())],
            Aspect::Availability => vec![(aspect.label(), Some(&part.availability))],
            Aspect::Cost => vec![(aspect.label(), Some(&part.cost))],
            Aspect::Requests | Aspect::Responses => Vec::new(),
        };
    }
    if let Some(link) = analysis.links.get(&id) {
        return match aspect {
            Aspect::Demand => vec![("Calls at the peak", Some(&link.calls))],
            Aspect::Requests => vec![(aspect.label(), Some(&link.request_bandwidth))],
            Aspect::Responses => vec![(aspect.label(), Some(&link.response_bandwidth))],
            Aspect::Cost => vec![(aspect.label(), Some(&link.cost))],
            _ => Vec::new(),
        };
    }
    match (analysis.areas.get(&id), aspect) {
        (Some(area), Aspect::Machines) => vec![("Machines", Some(&area.machines))],
        (Some(area), Aspect::Traffic) => vec![("In and out", Some(&area.crossing))],
        _ => Vec::new(),
    }
}

/// A label within a sentence; what is written in capitals stays so.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::analysis::LinkFigures;
    use nalsd::units::{Dimension, Quantity};

    #[test]
    fn labels_go_into_sentences() {
        for (label, expected) in [
            ("Machines", "machines"),
            ("CPU", "CPU"),
            ("Up by itself", "up by itself"),
        ] {
            assert_eq!(lower(label), expected);
        }
    }

    #[test]
    fn a_reading_of_something_that_is_gone_has_no_figures() {
        let analysis = Analysis::default();
        assert!(
            Reading::Part(Id(7), Aspect::Demand)
                .figures(&analysis)
                .is_empty()
        );
        assert!(Reading::Total(Total::Budget).figures(&analysis).is_empty());
    }

    #[test]
    fn the_figure_asked_for_comes_first() {
        let figure = |value| Figure::given("x", Quantity::new(value, Dimension::BANDWIDTH));
        let link = LinkFigures {
            calls: figure(1.0),
            amplification: 1.0,
            request_bandwidth: figure(2.0),
            response_bandwidth: figure(3.0),
            crosses: None,
            cost: figure(4.0),
        };
        let mut analysis = Analysis::default();
        analysis.links.insert(Id(1), link);
        for (aspect, expected) in [
            (Aspect::Demand, 1.0),
            (Aspect::Requests, 2.0),
            (Aspect::Responses, 3.0),
            (Aspect::Cost, 4.0),
        ] {
            let figures = Reading::Part(Id(1), aspect).figures(&analysis);
            assert_eq!(
                figures.first().map(|(_, figure)| figure.value()),
                Some(expected)
            );
        }
    }
}
