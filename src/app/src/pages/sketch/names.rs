//! What parts of a design are called, for people.

use nalsd::model::{AreaKind, Design, Id, Kind};

/// The name of a component, link or area; of one without a name what it is.
pub(crate) fn of(design: &Design, id: Id) -> String {
    let named = |name: &str, otherwise: &str| {
        let name = name.trim();
        (if name.is_empty() { otherwise } else { name }).to_owned()
    };
    if let Some(part) = design.component(id) {
        return named(&part.name, part.kind.label());
    }
    if let Some(area) = design.area(id) {
        return named(&area.name, area.kind.label());
    }
    design.link(id).map_or_else(
        || "a part that is gone".to_owned(),
        |link| {
            named(
                &link.name,
                &format!(
                    "{} \u{2192} {}",
                    of_end(design, link.from),
                    of_end(design, link.to)
                ),
            )
        },
    )
}

/// The name of a link's end.
fn of_end(design: &Design, id: Id) -> String {
    design
        .component(id)
        .map(|part| part.name.trim())
        .filter(|name| !name.is_empty())
        .map_or_else(|| format!("no. {}", id.0), str::to_owned)
}

/// What a part is: `Cache`, `Link`, `Zone`.
pub(crate) fn kind(design: &Design, id: Id) -> &'static str {
    if let Some(part) = design.component(id) {
        part.kind.label()
    } else if let Some(area) = design.area(id) {
        area.kind.label()
    } else if design.link(id).is_some() {
        "Link"
    } else {
        "Part"
    }
}

/// Which border is crossed.
pub(crate) const fn crossing(border: AreaKind) -> &'static str {
    match border {
        AreaKind::Zone => "from zone to zone",
        AreaKind::Region => "from region to region",
    }
}

/// Whether a part is a note.
pub(crate) fn is_note(design: &Design, id: Id) -> bool {
    let part = design.component(id);
    part.is_some_and(|part| part.kind == Kind::Note)
}
