//! Reads a design's figures off in a terminal, and judges it when it answers a problem:
//! `cargo run -p nalsd --example readings -- FILE.dryrun.json [design.toml]`.

use nalsd::analysis::{Analysis, Figure, analyse};
use nalsd::exchange::from_file;
use nalsd::model::Design;
use nalsd::problem::{Brief, Question, judge};
use nalsd::units::{self, Dimension, Quantity};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = std::env::args().skip(1);
    let file = files.next().ok_or("which design? Name its file.")?;
    let design = from_file(&std::fs::read_to_string(file)?)?;
    print(&design, &analyse(&design));
    if let Some(brief) = files.next() {
        let brief: Brief = toml::from_str(&std::fs::read_to_string(brief)?)?;
        let question = Question::ALL
            .into_iter()
            .find(|question| question.number() == design.iteration)
            .ok_or("no question has the number of its iteration")?;
        for verdict in judge(&brief, question, &design) {
            let mark = if verdict.passed { "ok  " } else { "FAIL" };
            println!("{mark} {}: {}", verdict.title, verdict.reason);
        }
    }
    Ok(())
}

fn print(design: &Design, analysis: &Analysis) {
    let text = |figure: &Option<Figure>| figure.as_ref().map_or(String::new(), Figure::text);
    let time = |seconds| units::format(Quantity::new(seconds, Dimension::TIME));
    println!("{}", design.name);
    for part in &design.components {
        let Some(figures) = analysis.components.get(&part.id) else {
            continue;
        };
        let area = part.area.and_then(|id| design.area(id));
        println!(
            "  {:<24}{:>9}  {:>14}  needs {:>14}  {:<16} {:>5.1} %  {:>9}  p99 {:>8}  {}  {}",
            format!(
                "{}{}",
                part.name,
                area.map_or(String::new(), |area| format!(" ({})", area.name))
            ),
            figures.demand.text(),
            text(&figures.machines),
            text(&figures.needed),
            figures.binds.map_or("", |binds| binds.label()),
            figures.utilisation.unwrap_or(0.0) * 100.0,
            text(&figures.storage),
            figures
                .own_latency
                .map_or("unbounded".to_owned(), |own| time(own.p99)),
            units::significant(figures.availability.value() * 100.0, 7),
            figures.cost.text(),
        );
    }
    for (id, area) in &analysis.areas {
        println!(
            "  {:<24}{:>24}  crossing {:>10}  without it {:.2} %",
            design.area(*id).map_or("", |area| &area.name),
            area.machines.text(),
            area.crossing.text(),
            area.without * 100.0
        );
    }
    for journey in &analysis.journeys {
        println!(
            "  {:<24}p50 {}  p99 {}  p99.9 {}  available {} %",
            design
                .component(journey.client)
                .map_or("", |part| &part.name),
            journey
                .latency
                .map_or("unbounded".to_owned(), |own| time(own.p50)),
            journey
                .latency
                .map_or("unbounded".to_owned(), |own| time(own.p99)),
            journey
                .latency
                .map_or("unbounded".to_owned(), |own| time(own.p999)),
            units::significant(journey.availability.value() * 100.0, 7),
        );
    }
    let totals = &analysis.totals;
    println!(
        "  {}, {}, stored {}, crossing {}, network {}",
        text(&totals.machines),
        text(&totals.cost),
        text(&totals.storage),
        text(&totals.crossing),
        text(&totals.network)
    );
    for finding in &analysis.findings {
        println!(
            "  {:?} {:?}: {}",
            finding.severity, finding.kind, finding.text
        );
    }
}
