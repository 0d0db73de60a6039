//! Any design, and any text.

use super::mermaid::told;
use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_file_holds_the_whole_design(design in design()) {
        prop_assert_eq!(from_file(&to_file(&design)), Ok(design.clone()));
        prop_assert_eq!(from_file(&to_compact(&design)), Ok(design));
    }

    #[test]
    fn mermaid_holds_names_kinds_links_and_areas(design in design()) {
        let text = to_mermaid(&design);
        match from_mermaid(&text) {
            Ok(imported) => {
                prop_assert_eq!(told(&imported.design), told(&design), "{}", text);
                prop_assert_eq!(imported.notes, Vec::<String>::new());
            }
            Err(error) => prop_assert!(false, "{}\n{}", text, error),
        }
    }

    #[test]
    fn any_design_is_a_picture(design in design()) {
        check_xml(&svg(&design, &BTreeMap::new(), &Style::default()));
    }

    #[test]
    fn any_text_is_a_design_or_an_error(text in ".{0,80}", at in 0..2_000_usize, put in ".{0,3}") {
        _ = from_file(&text);
        _ = from_mermaid(&text);
        _ = from_mermaid(&format!("flowchart LR\n{text}"));
        // A good text with a bad place in it.
        for good in [to_compact(&everything()), to_mermaid(&everything())] {
            let at = at % good.len();
            if good.is_char_boundary(at) {
                let bad = format!("{}{put}{}", &good[..at], &good[at..]);
                for design in [from_file(&bad).ok(), from_mermaid(&bad).ok().map(|found| found.design)] {
                    prop_assert!(design.is_none_or(|design| check(&design).is_ok()));
                }
            }
        }
    }

    #[test]
    fn any_flowchart_is_a_design_or_an_error(text in "([a-c]|-->|---|--|\\[|\\]|\\(|\\)|\\{|\\}|\"|\\||&|;|\n| |subgraph |end\n|:::sql|-\\.|==|~~~|@\\{|<|%%|#35;){0,25}") {
        if let Ok(imported) = from_mermaid(&format!("graph\n{text}")) {
            prop_assert_eq!(check(&imported.design), Ok(()));
        }
    }
}
