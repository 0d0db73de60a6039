//! What a component needs of each resource.

use super::super::disk::DiskWork;
use super::super::reckoning::Reckoning;
use super::super::storage::Medium;
use super::super::{Figure, Resource};
use crate::model::{Field, Kind};
use crate::units::{self, Dimension, Quantity};

/// Machines for one resource.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) resource: Resource,
    /// To be planned with.
    pub(super) planned: Figure,
    pub(super) used: Used,
}

/// Machines that the peak loads in full, with nothing lost.
#[derive(Clone, Copy, Debug)]
pub(super) enum Used {
    /// However many there are.
    Always(f64),
    /// Work on disks, which grows with the copies that machines hold.
    Disks {
        work: DiskWork,
        /// Requests per second.
        rate: f64,
        /// Operations per second that a machine does.
        each: f64,
    },
}

impl Used {
    /// When so many machines stand there.
    pub(super) fn on(self, deployed: f64) -> f64 {
        match self {
            Self::Always(used) => used,
            Self::Disks { work, rate, each } => divide(rate * work.per_request(deployed), each),
        }
    }
}

/// All of a component's needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    pub(super) needs: Vec<Need>,
    pub(super) tasks: Option<Figure>,
}

/// What one node needs. Of what doesn't run on our machines: only whether it keeps within its limit.
pub(super) fn of(
    reckoning: &Reckoning,
    node: usize,
    sized_for: &Figure,
    (inward, outward): (f64, f64),
    stored: Option<&(Figure, Medium)>,
) -> Needs {
    let Some(flow) = reckoning.flows.nodes.get(node) else {
        return Needs::default();
    };
    let get = |field| reckoning.inputs.get(flow.id, field);
    let mut asker = Asker {
        load: reckoning
            .inputs
            .design(Field::MaxUtilisation)
            .filter(|share| *share > 0.0)
            .map_or(1.0, |share| share.min(1.0)),
        sized_for,
        growth: if flow.peak > 0.0 {
            sized_for.value() / flow.peak
        } else {
            1.0
        },
        needs: Vec::new(),
    };
    if !flow.kind.runs_on_machines() {
        if let Some(limit) = get(Field::MaxRate) {
            asker.limit(limit, None);
        }
        return Needs {
            needs: asker.needs,
            tasks: None,
        };
    }
    let class = reckoning.inputs.class(flow.id);
    let machine = |field| reckoning.inputs.machine(class, field).unwrap_or(0.0);
    let cores = machine(Field::Cores);

    if let Some(cpu) = get(Field::Cpu) {
        asker.per_request(Resource::Cpu, "busy cores", cpu, "cores", cores);
    }
    if let Some(service) = get(Field::Service) {
        let slots = get(Field::Slots).unwrap_or(cores);
        asker.per_request(Resource::Slots, "requests at once", service, "slots", slots);
    }
    if let Some(work) = DiskWork::of(reckoning, node) {
        asker.iops(work, machine(Field::Iops));
    }
    asker.network(inward, outward, machine(Field::Network));

    let task_memory = get(Field::TaskMemory);
    let mut tasks = None;
    if let Some(limit) = get(Field::MaxRate) {
        tasks = Some(asker.limit(limit, task_memory));
    }
    let in_memory = stored.filter(|(_, medium)| *medium == Medium::Memory);
    let held = held(
        get(Field::WorkingSet).map(|held| (held, get(Field::Copies).unwrap_or(1.0))),
        in_memory.map(|(figure, _)| figure),
        task_memory.zip(tasks.as_ref().map(Figure::value)),
    );
    // Without a limit there is a task on each machine, and what it holds is missing there.
    let alone = task_memory.filter(|_| tasks.is_none()).unwrap_or(0.0);
    if let Some(held) = held {
        asker.memory(held, machine(Field::Memory), alone);
    }
    if let Some((figure, Medium::Disk)) = stored
        && flow.kind != Kind::ObjectStore
    {
        asker.space(
            Resource::Disk,
            "machines for disk space",
            figure.clone(),
            machine(Field::Disk),
        );
    }
    Needs {
        needs: asker.needs,
        tasks,
    }
}

fn data(value: f64) -> Quantity {
    Quantity::new(value, Dimension::DATA)
}

fn machines(value: f64) -> Quantity {
    Quantity::new(value, Dimension::MACHINE)
}

/// What is held in memory: data, entries, tasks.
fn held(
    working_set: Option<(f64, f64)>,
    entries: Option<&Figure>,
    tasks: Option<(f64, f64)>,
) -> Option<Figure> {
    let mut parts: Vec<Figure> = Vec::new();
    if let Some((held, copies)) = working_set {
        let mut figure = Figure::given("held in memory", data(held));
        if (copies - 1.0).abs() > 1e-12 {
            let formula = format!(
                "{} × {} copies",
                units::operand(data(held)),
                units::operand_count(copies)
            );
            figure = figure.then("with copies", formula, data(held * copies));
        }
        parts.push(figure);
    }
    parts.extend(entries.cloned());
    if let Some((memory, tasks)) = tasks {
        let formula = format!(
            "{} tasks × {}",
            units::whole(tasks),
            units::operand(data(memory))
        );
        parts.push(Figure::from_formula(
            "memory of tasks",
            formula,
            data(tasks * memory),
        ));
    }
    let several = parts.len() > 1;
    let sum: f64 = parts.iter().map(Figure::value).sum();
    let formula = parts
        .iter()
        .map(Figure::operand)
        .collect::<Vec<_>>()
        .join(" + ");
    let mut parts = parts.into_iter();
    let mut all = parts.next()?;
    for part in parts {
        all.trail.extend(part.trail);
    }
    Some(if several {
        all.then("in memory in all", formula, data(sum))
    } else {
        all
    })
}

/// `amount ÷ each`; without bound where there is nothing of it but something is asked.
fn divide(amount: f64, each: f64) -> f64 {
    if amount <= 0.0 {
        0.0
    } else if each <= 0.0 {
        f64::INFINITY
    } else {
        amount / each
    }
}

struct Asker<'a> {
    /// The share that machines are planned to be loaded to.
    load: f64,
    sized_for: &'a Figure,
    /// How much more than the peak it is sized for.
    growth: f64,
    needs: Vec<Need>,
}

impl Asker<'_> {
    fn rate(&self) -> f64 {
        self.sized_for.value()
    }

    /// ` at 70 %`, where machines aren't planned to be full.
    fn at_load(&self) -> String {
        if self.load < 1.0 {
            format!(" ÷ {}", units::operand_share(self.load))
        } else {
            String::new()
        }
    }

    /// ` × 70 %`, where machines aren't planned to be full.
    fn times_load(&self) -> String {
        if self.load < 1.0 {
            format!(" × {}", units::operand_share(self.load))
        } else {
            String::new()
        }
    }

    fn push(&mut self, resource: Resource, planned: Figure, used: f64) {
        self.needs.push(Need {
            resource,
            planned,
            used: Used::Always(used),
        });
    }

    /// Cores and slots: how many are busy at once is rate × time (Little's law).
    fn per_request(&mut self, resource: Resource, busy: &str, time: f64, unit: &str, each: f64) {
        let at_once = self.rate() * time;
        let planned = self
            .sized_for
            .clone()
            .then(
                busy,
                format!(
                    "{} × {}",
                    self.sized_for.operand(),
                    units::operand(Quantity::new(time, Dimension::TIME))
                ),
                Quantity::number(at_once),
            )
            .then(
                &format!("machines for {}", resource.label()),
                format!(
                    "{} ÷ {} {unit}{}",
                    units::operand_count(at_once),
                    units::operand_count(each),
                    self.at_load()
                ),
                machines(divide(at_once, each) / self.load),
            );
        let used = divide(at_once / self.growth, each);
        self.push(resource, planned, used);
    }

    fn iops(&mut self, work: DiskWork, each: f64) {
        let rate = |value| Quantity::new(value, Dimension::RATE);
        let text = |value| units::operand(rate(value));
        let once = self.rate() * work.ops;
        let mut planned = self.sized_for.clone().then(
            "disk operations",
            format!(
                "{} × {}",
                self.sized_for.operand(),
                units::operand_count(work.ops)
            ),
            rate(once),
        );
        let asked = self.rate() * work.per_request(0.0);
        if asked > once {
            planned = planned.then(
                "with writes to every copy",
                format!(
                    "{} × (1 + {} × ({} − 1))",
                    text(once),
                    units::operand_share(work.writes),
                    units::operand_count(work.copies)
                ),
                rate(asked),
            );
        }
        let needed = work.machines(self.rate(), each * self.load);
        let spread = divide(asked, each) / self.load;
        let formula = match work.shards {
            // Each machine beyond the copies that there are holds one more, and takes its shard's writes.
            Some(shards) if needed > spread => format!(
                "{} of reads ÷ ({}{} − {} of writes to {})",
                text(once - work.written(self.rate())),
                text(each),
                self.times_load(),
                text(work.written(self.rate()) / shards),
                if shards > 1.0 {
                    "each shard"
                } else {
                    "the one shard"
                },
            ),
            _ => format!("{} ÷ {}{}", text(asked), text(each), self.at_load()),
        };
        self.needs.push(Need {
            resource: Resource::Iops,
            planned: planned.then("machines for disk operations", formula, machines(needed)),
            used: Used::Disks {
                work,
                rate: self.rate() / self.growth,
                each,
            },
        });
    }

    /// A machine's bandwidth is the same each way, so the busier way counts.
    fn network(&mut self, inward: f64, outward: f64, each: f64) {
        let bandwidth = |value| Quantity::new(value, Dimension::BANDWIDTH);
        let busier = inward.max(outward);
        if busier <= 0.0 {
            return;
        }
        let mut planned = Figure::from_formula(
            "the busier way",
            format!(
                "the larger of {} in and {} out",
                units::operand(bandwidth(inward)),
                units::operand(bandwidth(outward))
            ),
            bandwidth(busier),
        );
        let sized = busier * self.growth;
        if self.growth > 1.0 {
            planned = planned.then(
                "when zones are lost",
                format!(
                    "{} × {}",
                    units::operand(bandwidth(busier)),
                    units::operand_count(self.growth)
                ),
                bandwidth(sized),
            );
        }
        let planned = planned.then(
            "machines for network",
            format!(
                "{} ÷ {}{}",
                units::operand(bandwidth(sized)),
                units::operand(bandwidth(each)),
                self.at_load()
            ),
            machines(divide(sized, each) / self.load),
        );
        self.push(Resource::Network, planned, divide(busier, each));
    }

    /// The tasks that a limit per task takes. Where nothing says what a task holds, each has a machine of its own.
    fn limit(&mut self, limit: f64, task_memory: Option<f64>) -> Figure {
        let needed = divide(self.rate(), limit);
        let count = |value| {
            if task_memory.is_some() {
                Quantity::number(value)
            } else {
                machines(value)
            }
        };
        let exact = self.sized_for.clone().then(
            "tasks for the load",
            format!(
                "{} ÷ {}",
                self.sized_for.operand(),
                units::operand(Quantity::new(limit, Dimension::RATE))
            ),
            count(needed),
        );
        if task_memory.is_none() {
            self.push(Resource::Limit, exact.clone(), needed / self.growth);
        }
        exact.then("tasks", "rounded up", Quantity::number(round_up(needed)))
    }

    fn memory(&mut self, held: Figure, each: f64, alone: f64) {
        let mut held = held;
        let left = (each - alone).max(0.0);
        if alone > 0.0 {
            let formula = format!(
                "{} − {} of the task",
                units::operand(data(each)),
                units::operand(data(alone))
            );
            let amount = held.quantity;
            held = held.then("memory left on a machine", formula, data(left));
            held.quantity = amount;
        }
        self.space(Resource::Memory, "machines for memory", held, left);
    }

    fn space(&mut self, resource: Resource, name: &str, held: Figure, each: f64) {
        let needed = divide(held.value(), each);
        let formula = format!("{} ÷ {}", held.operand(), units::operand(data(each)));
        let planned = held.then(name, formula, machines(needed));
        self.push(resource, planned, needed);
    }
}

/// Up to the next whole number, with what floating point leaves over taken for nothing: 63.000000000001 is 63.
pub(super) fn round_up(value: f64) -> f64 {
    let nearest = value.round();
    if (value - nearest).abs() <= 1e-9 * nearest.abs().max(1.0) {
        nearest
    } else {
        value.ceil()
    }
}
