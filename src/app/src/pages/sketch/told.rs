//! What was done, in words, for those who don't see it.

use nalsd::edit::Command;
use nalsd::model::{Design, Id};

/// What commands did; `None` when the design is as it was.
pub(crate) fn words(
    commands: &[Command],
    before: &Design,
    after: &Design,
    label: &str,
) -> Option<String> {
    if before == after {
        return None;
    }
    let [command] = commands else {
        return Some(format!("Done: {label}"));
    };
    Some(match command {
        Command::Move { ids, .. } => {
            let area = |design: &Design| {
                let mut areas = ids.iter().map(|id| area_of(design, *id));
                let first = areas.next().flatten();
                areas.all(|area| area == first).then_some(first).flatten()
            };
            let (from, to) = (area(before), area(after));
            let moved = format!("Moved {}", named(after, ids));
            match (from == to, to.or(from).and_then(|id| after.area(id))) {
                (false, Some(area)) if to.is_some() => format!("{moved} into {}", area.name),
                (false, Some(area)) => format!("{moved} out of {}", area.name),
                _ => moved,
            }
        }
        Command::Remove(ids) => format!("Removed {}", named(before, ids)),
        Command::Rename { name, .. } => format!("Renamed to {name}"),
        Command::Add {
            components,
            links,
            areas,
        } => match (components.as_slice(), links.as_slice(), areas.as_slice()) {
            ([part], [], []) => format!("Added {}", part.name),
            ([], [], [area]) => format!("Added {}", area.name),
            ([], [link], []) => format!(
                "Linked {} to {}",
                named(after, &[link.from]),
                named(after, &[link.to])
            ),
            ([part], [link], []) => {
                let end = if link.to == part.id {
                    link.from
                } else {
                    link.to
                };
                format!("Added {}, linked to {}", part.name, named(after, &[end]))
            }
            _ => format!("Added {} parts", components.len() + areas.len()),
        },
        _ => format!("Done: {label}"),
    })
}

/// A part by its name, several by their number.
pub(crate) fn named(design: &Design, ids: &[Id]) -> String {
    let [id] = ids else {
        return format!("{} parts", ids.len());
    };
    if let Some(part) = design.component(*id) {
        part.name.lines().next().unwrap_or_default().to_owned()
    } else if let Some(area) = design.area(*id) {
        area.name.clone()
    } else if let Some(link) = design.link(*id) {
        format!(
            "the link from {} to {}",
            design.component(link.from).map_or("", |part| &part.name),
            design.component(link.to).map_or("", |part| &part.name)
        )
    } else {
        "1 part".to_owned()
    }
}

fn area_of(design: &Design, id: Id) -> Option<Id> {
    design
        .component(id)
        .and_then(|part| part.area)
        .or_else(|| design.area(id).and_then(|area| area.area))
}
