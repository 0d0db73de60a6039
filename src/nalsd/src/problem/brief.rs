//! What a design problem gives and asks.

use super::Timed;
use crate::analysis::FindingKind;
use crate::model::{
    AreaKind, Assumption, Component, Design, Field, Id, Kind, Machine, Rect, Written,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A design problem, as `design.toml` holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The numbers given. Each may name those before it, and every other expression of the brief may name them all.
    #[serde(rename = "given")]
    pub givens: Vec<Given>,
    /// Who asks, how often.
    #[serde(rename = "demand")]
    pub demands: Vec<Demand>,
    /// Objectives, prices and distances that hold; they may name what is given.
    #[serde(default, skip_serializing_if = "Written::is_empty")]
    pub set: Written,
    /// Machine classes beside or instead of the generic ones.
    #[serde(rename = "machine", default, skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<Machine>,
    /// What designs are checked for; iterations name them.
    #[serde(rename = "check")]
    pub checks: Vec<Check>,
    /// The four questions, in their order.
    #[serde(rename = "iteration")]
    pub iterations: Vec<Iteration>,
    /// The timed mode.
    pub timed: Timed,
}

/// A number given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What expressions call it.
    pub name: String,
    /// What it is, for people: `Queries answered`.
    pub text: String,
    /// Its value with its unit.
    pub value: String,
    /// Where it is from: a source, a convention, or the problem's own choice.
    pub from: String,
}

/// What a client must ask of the design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// What the client is called in the design.
    pub client: String,
    /// How often it asks on average: requests per second.
    pub rate: String,
    /// How many times the average the busiest hour has; once when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak: Option<String>,
    /// Bytes of a request at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Bytes of an answer at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
}

/// The questions of an iteration (The Site Reliability Workbook, chapter 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Would it work at all, with unlimited means?
    Possible,
    /// Could it be faster, smaller, simpler, more efficient?
    Better,
    /// Does it fit the money, the machines, the time there is?
    Feasible,
    /// What when a part fails, or a datacentre?
    Resilient,
}

impl Question {
    /// All, in their order.
    pub const ALL: [Self; 4] = [
        Self::Possible,
        Self::Better,
        Self::Feasible,
        Self::Resilient,
    ];

    /// As it is asked.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Possible => "Is it possible?",
            Self::Better => "Can we do better?",
            Self::Feasible => "Is it feasible?",
            Self::Resilient => "Is it resilient?",
        }
    }

    /// Its place, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Possible => 1,
            Self::Better => 2,
            Self::Feasible => 3,
            Self::Resilient => 4,
        }
    }
}

/// One pass over the design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Iteration {
    /// What is asked of the design as it is now.
    pub question: Question,
    /// What that means here: a few sentences of plain text, paragraphs parted by empty lines.
    pub prompt: String,
    /// The names of the checks that the design must pass.
    pub checks: Vec<String>,
    /// What is to be guessed before anything is drawn.
    #[serde(rename = "estimate", default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<Estimate>,
}

/// Something to be guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Its name within the brief.
    pub name: String,
    /// What is asked.
    pub question: String,
    /// A unit that an answer may have: `TB/day`. The guess may come in any other of the same dimension.
    pub unit: String,
    /// How it is worked out; the last step gives the answer.
    pub working: Vec<Working>,
    /// What to learn from it.
    pub lesson: String,
}

/// A step of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Working {
    /// What it gives: `log per day`.
    pub gives: String,
    /// How: an expression over what is given and the steps that have a name.
    pub formula: String,
    /// What later steps call it.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its name within the brief.
    pub name: String,
    /// What it asks, for people: `Every part has the machines its load needs`.
    pub title: String,
    /// What it asks of the analysis.
    #[serde(flatten)]
    pub rule: Rule,
}

/// A percentile that analyses tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Percentile {
    /// The median.
    #[serde(rename = "p50")]
    P50,
    /// 90 of 100 are faster.
    #[serde(rename = "p90")]
    P90,
    /// 99 of 100 are faster.
    #[serde(rename = "p99")]
    P99,
    /// 999 of 1,000 are faster.
    #[serde(rename = "p99.9")]
    P999,
}

/// What a check asks. Texts are expressions over what is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// All that is demanded really is in the design, and goes somewhere.
    Demand,
    /// Every component has the machines its load needs.
    Capacity,
    /// Answers come in time.
    Latency {
        /// To this client; to the slowest when none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// At this percentile.
        percentile: Percentile,
        /// Within this time.
        within: String,
    },
    /// Requests are answered.
    Availability {
        /// Those of this client; of the worst when none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// At least this share of them.
        at_least: String,
    },
    /// The rest carries the load when any one zone, or any one region, is lost.
    Survives {
        /// What is lost.
        lose: AreaKind,
        /// The share of clients' requests that must still succeed.
        share: String,
    },
    /// It costs no more than this.
    Cost {
        /// Money per time.
        at_most: String,
    },
    /// It takes no more machines than this.
    Machines {
        /// How many.
        at_most: String,
    },
    /// What a client sends is kept, for as long and as often as asked.
    Kept {
        /// Whose.
        from: String,
        /// How many entries per second, on average.
        rate: String,
        /// Bytes of an entry.
        entry: String,
        /// For how long.
        retention: String,
        /// How often.
        copies: String,
    },
    /// What a client sends has had its effect everywhere in time: waiting, work and the filling of batches on the way.
    Fresh {
        /// Whose.
        from: String,
        /// At this percentile.
        percentile: Percentile,
        /// Within this time.
        within: String,
    },
    /// None of these is found.
    Free {
        /// Of what.
        of: Vec<FindingKind>,
    },
    /// A number is not wished better, or worse, than the problem has it.
    Bounds {
        /// On components of these kinds. There must be one, unless it may be absent.
        on: Vec<Kind>,
        /// The number.
        field: Field,
        /// At least this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<String>,
        /// At most this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<String>,
        /// Whether a design without such a component passes.
        #[serde(default)]
        may_be_absent: bool,
    },
}

impl Brief {
    /// The iteration that asks this.
    #[must_use]
    pub fn iteration(&self, question: Question) -> Option<&Iteration> {
        self.iterations
            .iter()
            .find(|iteration| iteration.question == question)
    }

    /// The check of that name.
    #[must_use]
    pub fn check(&self, name: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    /// The checks of an iteration, in its order.
    #[must_use]
    pub fn checks_of(&self, question: Question) -> Vec<&Check> {
        self.iteration(question)
            .map(|iteration| {
                iteration
                    .checks
                    .iter()
                    .filter_map(|name| self.check(name))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Every estimate, in the order of the iterations.
    pub fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.iterations
            .iter()
            .flat_map(|iteration| &iteration.estimates)
    }

    /// What is given, as a design's assumptions.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        self.givens
            .iter()
            .map(|given| Assumption {
                name: given.name.clone(),
                value: given.value.clone(),
                note: format!("{}. {}", given.text, given.from),
            })
            .collect()
    }

    /// Where a learner begins: the clients with their rates, the given numbers, the objectives; nothing else.
    #[must_use]
    pub fn start(&self, problem: &str, title: &str) -> Design {
        let client = |(at, demand): (u32, &Demand)| {
            let mut set = Written::from([(Field::Rate, demand.rate.clone())]);
            if let Some(peak) = &demand.peak {
                set.insert(Field::Peak, peak.clone());
            }
            Rc::new(Component {
                id: Id(at),
                kind: Kind::Client,
                name: demand.client.clone(),
                rect: Rect {
                    x: 48.0,
                    y: 120.0 * f64::from(at) - 24.0,
                    w: 128.0,
                    h: 56.0,
                },
                area: None,
                set,
            })
        };
        let components: Vec<Rc<Component>> = (1..).zip(&self.demands).map(client).collect();
        Design {
            name: title.to_owned(),
            problem: Some(problem.to_owned()),
            next: (1..).zip(&components).last().map_or(1, |(at, _)| at + 1),
            components,
            assumptions: self.assumptions(),
            machines: self.machines.clone(),
            set: self.set.clone(),
            ..Design::default()
        }
    }

    /// The design as it is judged: with the given numbers, objectives, prices and machine classes, whatever it says of them.
    /// Its own further assumptions stay, after the given ones.
    #[must_use]
    pub fn over(&self, design: &Design) -> Design {
        let mut assumptions = self.assumptions();
        let own = design
            .assumptions
            .iter()
            .filter(|own| self.givens.iter().all(|given| given.name != own.name));
        assumptions.extend(own.cloned());
        let mut set = self.set.clone();
        // Asking for more than the problem does is the learner's to choose.
        if let Some(survive) = design.set.get(&Field::Survive) {
            set.entry(Field::Survive).or_insert_with(|| survive.clone());
        }
        Design {
            assumptions,
            machines: self.machines.clone(),
            set,
            ..design.clone()
        }
    }
}
