//! Any commands to any design.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done: it is done or refused, designs stay sound, what isn't changed stays the same part, and undoing
    /// all of it and redoing it leads through the very same designs.
    #[test]
    fn any_acts_can_be_undone_and_redone(acts in acts()) {
        let mut history = History::new(Design::default());
        let mut seen = vec![Rc::clone(history.design())];
        for act in &acts {
            let before = Rc::clone(history.design());
            let Some(command) = act.command(&before) else { continue };
            if history.commit(&command).is_err() {
                prop_assert!(Rc::ptr_eq(&before, history.design()));
                continue;
            }
            let after = history.design();
            prop_assert_eq!(check(after), Ok(()));
            for part in &after.components {
                if let Some(old) = before.component(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            for part in &after.links {
                if let Some(old) = before.link(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            for part in &after.areas {
                if let Some(old) = before.area(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            if !Rc::ptr_eq(&before, after) {
                prop_assert!(before != *after);
                seen.push(Rc::clone(after));
            }
        }
        let told: Vec<Design> = seen.iter().map(|design| Design::clone(design)).collect();
        for at in (1..seen.len()).rev() {
            prop_assert!(history.undo());
            prop_assert!(Rc::ptr_eq(history.design(), &seen[at - 1]));
        }
        prop_assert!(!history.undo());
        for design in &seen[1..] {
            prop_assert!(history.redo());
            prop_assert!(Rc::ptr_eq(history.design(), design));
        }
        prop_assert!(!history.redo());
        // Sharing parts must not let one step change another.
        for (design, told) in seen.iter().zip(&told) {
            prop_assert_eq!(&**design, told);
        }
    }

    /// A part that a command has moved is where the pointer would find it.
    #[test]
    fn what_is_moved_is_in_the_area_where_it_is_drawn(design in design(), id in 0..24_u32, x in -500.0..500.0_f64) {
        let id = Id(id);
        if let Some(part) = design.component(id) {
            let command = Command::Move { ids: vec![id], by: Point { x, y: x } };
            if let Ok(after) = apply(&design, &command) {
                let moved = after.design.component(id).unwrap();
                prop_assert_eq!(moved.area, area_at(&after.design, moved.rect));
                prop_assert!((moved.rect.x - part.rect.x - x).abs() <= 0.01);
            }
        }
    }

    #[test]
    fn labels_are_short(design in design(), command in command()) {
        let label = command.label(&design);
        prop_assert!(!label.is_empty() && label.chars().count() < 100 && !label.contains('\n'), "{}", label);
    }
}
