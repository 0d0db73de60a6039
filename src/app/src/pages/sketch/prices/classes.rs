//! What can be done to a design's machine classes, as commands.

use nalsd::edit::Command;
use nalsd::model::{Design, Field, Id, Machine};

/// Whether there is a generic class of that name.
pub(super) fn is_generic(name: &str) -> bool {
    Machine::generic().iter().any(|class| class.name == name)
}

/// Writes a number of a class. A generic one becomes the design's own by that.
pub(super) fn set(design: &Design, name: &str, field: Field, value: Option<String>) -> Command {
    let mut own = design.machines.clone();
    if own.iter().all(|class| class.name != name) {
        own.extend(
            Machine::generic()
                .into_iter()
                .filter(|class| class.name == name),
        );
    }
    if let Some(class) = own.iter_mut().find(|class| class.name == name) {
        match value {
            Some(value) => class.set.insert(field, value),
            None => class.set.remove(&field),
        };
    }
    Command::Machines(own)
}

/// Takes away what the design says of a class: a generic one stands again as it was.
pub(super) fn remove(design: &Design, name: &str) -> Command {
    let own = design.machines.iter().filter(|class| class.name != name);
    Command::Machines(own.cloned().collect())
}

/// Adds a class with the numbers of another.
pub(super) fn add(design: &Design, like: &str) -> (String, Command) {
    let all = design.machine_classes();
    let name = (1..)
        .map(|number| format!("own {number}"))
        .find(|name| all.iter().all(|class| class.name != *name))
        .unwrap_or_default();
    let set = all
        .iter()
        .find(|class| class.name == like)
        .map(|class| class.set.clone())
        .unwrap_or_default();
    let mut own = design.machines.clone();
    own.push(Machine {
        name: name.clone(),
        set,
    });
    (name, Command::Machines(own))
}

/// Renames a class of the design's own; what runs on it follows.
///
/// # Errors
/// Why that can't be its name.
pub(super) fn rename(design: &Design, before: &str, after: &str) -> Result<Vec<Command>, String> {
    let after = after.trim();
    if after.is_empty() || after.len() > 40 {
        return Err("A name has 1 to 40 letters.".to_owned());
    }
    if design
        .machine_classes()
        .iter()
        .any(|class| class.name == after)
    {
        return Err(format!("There is a class “{after}” already."));
    }
    let mut own = design.machines.clone();
    for class in own.iter_mut().filter(|class| class.name == before) {
        after.clone_into(&mut class.name);
    }
    let mut commands = vec![Command::Machines(own)];
    let ids: Vec<Id> = design
        .components
        .iter()
        .filter(|part| {
            part.set
                .get(&Field::Machine)
                .is_some_and(|name| name == before)
        })
        .map(|part| part.id)
        .collect();
    if !ids.is_empty() {
        commands.push(Command::Set {
            ids,
            field: Field::Machine,
            value: Some(after.to_owned()),
        });
    }
    Ok(commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::edit::apply;

    fn after(design: &Design, command: &Command) -> Design {
        apply(design, command).unwrap().design
    }

    fn cores<'a>(design: &'a Design, name: &str) -> Option<&'a str> {
        let class = design.machines.iter().find(|class| class.name == name)?;
        class.set.get(&Field::Cores).map(String::as_str)
    }

    #[test]
    fn a_generic_class_that_is_written_on_becomes_the_designs_own() {
        let design = Design::default();
        let changed = after(
            &design,
            &set(&design, "small", Field::Cores, Some("4".to_owned())),
        );
        assert_eq!(cores(&changed, "small"), Some("4"));
        assert_eq!(changed.machines.len(), 1);
        assert_eq!(
            changed.machines[0].set.len(),
            6,
            "its other numbers come along"
        );
        assert_eq!(after(&changed, &remove(&changed, "small")), design);
    }

    #[test]
    fn a_new_class_takes_the_numbers_of_another_and_a_free_name() {
        let mut design = Design::default();
        for expected in ["own 1", "own 2"] {
            let (name, command) = add(&design, "large");
            assert_eq!(name, expected);
            design = after(&design, &command);
            assert_eq!(cores(&design, expected), Some("16"));
        }
    }

    #[test]
    fn names_are_taken_once() {
        let (_, command) = add(&Design::default(), "large");
        let design = after(&Design::default(), &command);
        assert!(rename(&design, "own 1", "small").is_err());
        assert!(rename(&design, "own 1", " ").is_err());
        let commands = rename(&design, "own 1", "edge").unwrap();
        assert_eq!(commands.len(), 1, "nothing runs on it");
        assert_eq!(cores(&after(&design, &commands[0]), "edge"), Some("16"));
    }
}
