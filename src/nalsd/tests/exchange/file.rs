//! Files.

use super::*;

#[test]
fn a_file_is_what_the_documentation_says() {
    let text = r#"{
        "dryrun": "design", "version": 1, "of a later page": [],
        "design": {
            "name": "Café", "iteration": 2, "problem": "log-joiner",
            "components": [
                {"id": 1, "kind": "load-balancer", "name": "Front", "rect": {"x": 0, "y": -8.5, "w": 152, "h": 56},
                 "in": 3, "set": {"machine": "large", "max-rate": "10k/s"}, "colour": "red"},
                {"id": 2, "kind": "nosql", "name": "Clicks", "rect": {"x": 240.001, "y": 0, "w": 152, "h": 56}}
            ],
            "links": [{"id": 4, "from": 1, "to": 2, "set": {"retry-budget": "10 %"}}],
            "areas": [{"id": 3, "kind": "zone", "name": "a", "rect": {"x": -50, "y": -50, "w": 250, "h": 150}}],
            "set": {"latency-slo": "1 s"},
            "next": 5
        }
    }"#;
    let design = from_file(text).unwrap();
    assert_eq!(design.components[0].area, Some(Id(3)));
    assert_eq!(design.components[0].rect, rect(0.0, -8.5, 152.0, 56.0));
    // To the hundredth of a pixel.
    assert_eq!(design.components[1].rect.x, 240.0);
    assert_eq!(design.problem.as_deref(), Some("log-joiner"));
    assert_eq!(from_file(&to_file(&design)), Ok(design));
}

#[test]
fn what_is_no_design_is_told_as_such() {
    let design =
        |inner: &str| format!("{{\"dryrun\":\"design\",\"version\":1,\n\"design\":{inner}}}");
    let part = |inner: &str| design(&format!(r#"{{"name":"","iteration":1,"next":9,{inner}}}"#));
    let at = r#""rect":{"x":0,"y":0,"w":9,"h":9}"#;
    let service = |id: u32| format!(r#"{{"id":{id},"kind":"service","name":"s",{at}}}"#);
    let service_with = |this: &str, that: &str| {
        let service = service(1).replace(this, that);
        part(&format!(r#""components":[{service}]"#))
    };
    let two = format!(r#""components":[{},{}]"#, service(1), service(2));
    for (text, expected) in [
        (
            String::new(),
            "line 1, column 0 (EOF while parsing a value)",
        ),
        ("flowchart LR".to_owned(), "stops being JSON in line 1"),
        (
            "{\n\"dryrun\": \"design\",\n\"version\": 1,,\n".to_owned(),
            "in line 3, column 14",
        ),
        ("[]".to_owned(), "This design can't be read: line 1"),
        ("7".to_owned(), "not a design of Dryrun"),
        ("{}".to_owned(), "not a design of Dryrun"),
        (
            "{\"type\":\"excalidraw\",\"version\":2}".to_owned(),
            "not a design of Dryrun",
        ),
        (
            "{\"dryrun\":\"parts\",\"version\":1}".to_owned(),
            "something else of Dryrun's (“parts”)",
        ),
        (
            "{\"dryrun\":\"design\",\"version\":2}".to_owned(),
            "newer Dryrun (format 2). Reload",
        ),
        (
            "{\"dryrun\":\"design\",\"version\":1}".to_owned(),
            "missing field `design`",
        ),
        (
            design("{\"name\":\"\"}"),
            "line 2, column 20: missing field `iteration`",
        ),
        (part(r#""set":{"warp":"9"}"#), "Line 2 speaks of “warp”"),
        (
            service_with("service", "mainframe"),
            "Line 2 speaks of “mainframe”, which this Dryrun doesn't know",
        ),
        (
            service_with("\"x\":0", "\"x\":1e999"),
            "number out of range",
        ),
        (
            service_with("\"x\":0", "\"x\":null"),
            "invalid type: null, expected f64",
        ),
        (
            service_with("\"w\":9", "\"w\":-9"),
            "“s” can't be drawn -9 by 9",
        ),
        (
            service_with("\"x\":0", "\"x\":1e7"),
            "“s” can't be drawn at 10000000, 0",
        ),
        (
            part(&format!(r#""components":[{},{}]"#, service(1), service(1))),
            "Two parts have the number 1",
        ),
        (
            part(&format!(r#""components":[{}]"#, service(9))),
            "there is one numbered 9 already",
        ),
        (
            service_with("\"id\"", "\"in\":7,\"id\""),
            "in the area 7, which isn't there",
        ),
        (
            part(&format!(r#"{two},"links":[{{"id":3,"from":1,"to":7}}]"#)),
            "7 is none",
        ),
        (
            part(&format!(r#"{two},"links":[{{"id":3,"from":1,"to":1}}]"#)),
            "linked to itself",
        ),
        (
            part(&format!(
                r#"{two},"links":[{{"id":3,"from":1,"to":2}},{{"id":4,"from":1,"to":2}}]"#
            )),
            "There is a link from 1 to 2 already",
        ),
        (
            // A ring of areas.
            part(&format!(
                r#""areas":[{{"id":1,"kind":"zone","name":"a","in":2,{at}}},{{"id":2,"kind":"zone","name":"b","in":1,{at}}}]"#
            )),
            "in the area 2, which isn't there, or stands after it",
        ),
        (
            part(&format!(
                r#""areas":[{{"id":1,"kind":"region","name":"a","in":1,{at}}}]"#
            )),
            "it can't be in another area",
        ),
        (
            part(&format!(
                r#""assumptions":[{{"name":"{}","value":""}}]"#,
                "n".repeat(2_001)
            )),
            "An assumption's name is 2001 characters long",
        ),
        (" ".repeat(MAX_FILE + 1), "too large for a design: 2.0 MB"),
        (
            design(&format!("{}1{}", "[".repeat(1_000), "]".repeat(1_000))),
            "invalid type: sequence",
        ),
        (
            part(&format!(
                r#""components":[{}]"#,
                vec![service(1); 5_001].join(",")
            )),
            "5001 parts are too many",
        ),
    ] {
        let error = from_file(&text).unwrap_err().to_string();
        let start: String = text.chars().take(200).collect();
        assert!(error.contains(expected), "{start}\n{error}");
        assert!(
            error.ends_with('.') && error.chars().count() < 400,
            "{error}"
        );
    }
}
