//! Designs as files, as Mermaid, as SVG.

#![allow(clippy::unwrap_used)]

mod edit_common;

use edit_common::design;
use nalsd::edit::{History, check};
use nalsd::exchange::{
    Annotation, MAX_FILE, Style, from_file, from_mermaid, svg, to_compact, to_file, to_mermaid,
};
use nalsd::model::{AreaKind, Component, Design, Id, Kind, Rect};
use nalsd::sketch::gesture::{add_area, add_component_in, add_link};
use nalsd::sketch::{Routes, figure};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// One of every kind, the first linked to all but the note, half of them in a zone of a region.
fn everything() -> Design {
    let mut history = History::new(Design {
        name: "Every <kind> & more".to_owned(),
        ..Design::default()
    });
    for (kind, at) in [
        (AreaKind::Region, rect(-40.0, -80.0, 900.0, 500.0)),
        (AreaKind::Zone, rect(-20.0, -40.0, 850.0, 150.0)),
    ] {
        history
            .commit(&add_area(history.design(), kind, at))
            .unwrap();
    }
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        let (x, y) = ((at % 4) as f64 * 208.0, (at / 4) as f64 * 120.0);
        let command = add_component_in(history.design(), kind, rect(x, y, 152.0, 56.0));
        let id = history.commit(&command).unwrap()[0];
        if kind != Kind::Client && kind != Kind::Note {
            history.commit(&add_link(Id(3), id)).unwrap();
        }
    }
    Design::clone(history.design())
}

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
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("service", "mainframe")
            )),
            "Line 2 speaks of “mainframe”, which this Dryrun doesn't know",
        ),
        (
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("\"x\":0", "\"x\":1e999")
            )),
            "number out of range",
        ),
        (
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("\"x\":0", "\"x\":null")
            )),
            "invalid type: null, expected f64",
        ),
        (
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("\"w\":9", "\"w\":-9")
            )),
            "“s” can't be drawn -9 by 9",
        ),
        (
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("\"x\":0", "\"x\":1e7")
            )),
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
            part(&format!(
                r#""components":[{}]"#,
                service(1).replace("\"id\"", "\"in\":7,\"id\"")
            )),
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

/// What a flowchart comes to: `kind name<area`, then links, then areas.
fn told(design: &Design) -> Vec<String> {
    let within = |area: Option<Id>| {
        design
            .within(area)
            .iter()
            .map(|area| format!("<{}", area.name))
            .collect::<String>()
    };
    let part = |part: &Component| format!("{:?} {}{}", part.kind, part.name, within(part.area));
    let parts = design.components.iter().map(|one| part(one));
    let links = design.links.iter().map(|link| {
        let end = |id: Id| part(design.component(id).unwrap());
        format!("{} -{}-> {}", end(link.from), link.name, end(link.to))
    });
    let areas = design
        .areas
        .iter()
        .map(|area| format!("{:?} {}{}", area.kind, area.name, within(area.area)));
    let mut all: Vec<String> = parts.chain(links).chain(areas).collect();
    all.sort();
    all
}

#[test]
fn what_goes_out_as_mermaid_comes_back() {
    let design = everything();
    let text = to_mermaid(&design);
    let imported = from_mermaid(&text).unwrap();
    assert_eq!(told(&imported.design), told(&design), "{text}");
    assert_eq!(imported.notes, Vec::<String>::new());
    assert_eq!(imported.design.components.len(), Kind::ALL.len());
    for line in [
        "flowchart LR",
        "    subgraph a1[\"Region a\"]",
        "        subgraph a2[\"Zone a\"]",
        "            c3([\"Client\"]):::client",
        "    c3 --> c4",
        "    class a2 zone",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

/// What people write elsewhere, after Mermaid's own documentation of flowcharts.
#[test]
fn flowcharts_of_others_are_read() {
    for (text, expected) in [
        ("flowchart LR\n    id", "Service id"),
        (
            "graph TD\n  a[This is the (text)] --> b",
            "Service This is the (text), Service This is the (text) --> Service b, Service b",
        ),
        (
            "graph TD;A-->B;A-->C;B-->A",
            "Service A, Service A --> Service B, Service A --> Service C, Service B, Service B --> Service A, Service C",
        ),
        (
            "flowchart LR\n a -- text --> b -- \"text 2\" --> c",
            "Service a, Service a -text-> Service b, Service b, Service b -text 2-> Service c, Service c",
        ),
        (
            "flowchart LR\n a---|text|b\n a -.-> c\n a -. dots .-> d\n a ==> e\n a == thick ==> f",
            "Service a, Service a --> Service c, Service a --> Service e, Service a -dots-> Service d, Service a -text-> Service b, Service a -thick-> Service f, Service b, Service c, Service d, Service e, Service f",
        ),
        (
            "flowchart TB\n a & b--> c & d",
            "Service a, Service a --> Service c, Service a --> Service d, Service b, Service b --> Service c, Service b --> Service d, Service c, Service d",
        ),
        (
            "flowchart LR\n a ----> b <--> c",
            "Service a, Service a --> Service b, Service b, Service b --> Service c, Service c, Service c --> Service b",
        ),
        (
            "flowchart LR\n a --o b --x c o--o d x--x e",
            "Service a, Service a --> Service b, Service b, Service b --> Service c, Service c, Service c --> Service d, Service d, Service d --> Service e, Service e",
        ),
        (
            "flowchart LR\n e1 l1@==> e2 ~~~ e3",
            "Service e1, Service e1 --> Service e2, Service e2, Service e3",
        ),
        (
            "flowchart LR\n  dev-ops.1 e1@--> x_1",
            "Service dev-ops.1, Service dev-ops.1 --> Service x_1, Service x_1",
        ),
        (
            "flowchart LR\n a[\"`**The** text`\"]\n b[\"say #quot;hi#quot; #9829; &amp; <br/>\"]",
            "Service **The** text, Service say \"hi\" ♥ & \n",
        ),
        (
            "flowchart LR\n  u((Users)) --> lb{Load balancer} --> api[API server] --> db[(Orders)]\n api --> r[Redis]\n api --> k[/Kafka/]\n k --> w[[Worker]]\n api --> s3[S3 bucket]",
            "Cache Redis, Client Users, Client Users --> LoadBalancer Load balancer, LoadBalancer Load balancer, LoadBalancer Load balancer --> Service API server, ObjectStore S3 bucket, Service API server, Service API server --> Cache Redis, Service API server --> ObjectStore S3 bucket, Service API server --> Sql Orders, Service API server --> Stream Kafka, Sql Orders, Stream Kafka, Stream Kafka --> Worker Worker, Worker Worker",
        ),
        (
            "flowchart LR\n A@{ shape: cyl, label: \"Ledger\" } --> B@{shape: stadium}",
            "Client B, Sql Ledger, Sql Ledger --> Client B",
        ),
        (
            "---\ntitle: \"The front\"\nconfig:\n  theme: dark\n---\n%%{init: {}}%%\n\nflowchart LR\n%% a comment\n a %% no comment",
            "Service a",
        ),
        (
            "---\ntitle: The front\n---\n%%{init: {}}%%\n\nflowchart LR\n%% a comment\n a",
            "Service a",
        ),
        (
            "```mermaid\nflowchart LR\n a-->b\n```\nand prose",
            "Service a, Service a --> Service b, Service b",
        ),
        (
            "graph LR\n subgraph one\n a-->b\n end\n subgraph two [The second]\n direction TB\n c\n end\n b --> c\n one --> two\n classDef big fill:#f00\n class a,b big\n style a fill:#000\n linkStyle 0 stroke:red\n click a \"javascript:x\"",
            "Service a<one, Service a<one --> Service b<one, Service b<one, Service b<one --> Service c<The second, Service c<The second, Zone The second, Zone one",
        ),
        (
            "graph LR\n subgraph r[eu]\n subgraph z[eu-1]\n a\n subgraph deep\n b\n end\n end\n end\n a --> b",
            "Region eu, Service a<eu-1<eu, Service a<eu-1<eu --> Service b<eu-1<eu, Service b<eu-1<eu, Zone eu-1<eu",
        ),
        (
            "graph LR\n a --> b\n a --> b\n a --> a",
            "Service a, Service a --> Service b, Service b",
        ),
        ("flowchart\n", ""),
        (
            "sequenceDiagram\n a->>b: hi",
            "error Line 1: this begins with “sequenceDiagram”, where “flowchart LR” or “graph TD” is expected",
        ),
        ("", "error Line 1: there is nothing here"),
        (
            "flowchart SIDEWAYS\n a",
            "error Line 1: “SIDEWAYS” is no direction",
        ),
        (
            "flowchart LR\n a[text\n b",
            "error Line 2: the text that begins with “[” isn't closed: “]” is missing",
        ),
        (
            "flowchart LR\n a[/text]\n b",
            "error Line 2: the text that begins with “[/” isn't closed: “/]” or “\\]” is missing",
        ),
        (
            "flowchart LR\n a[\"text]\n b",
            "error Line 2: a quotation mark is missing",
        ),
        (
            "flowchart LR\n a -->\n",
            "error Line 3: a node's name is expected, not the end",
        ),
        (
            "flowchart LR\n a -- text b",
            "error Line 2: a link begins here that isn't ended",
        ),
        (
            "flowchart LR\n a -->|text b",
            "error Line 2: a link's text isn't closed",
        ),
        (
            "flowchart LR\n a b",
            "error Line 2: “b” is neither a link nor the end of a line",
        ),
        (
            "flowchart LR\n\n subgraph x\n a\n",
            "error Line 3: the subgraph “x” isn't ended: “end” is missing",
        ),
        (
            "flowchart LR\n end",
            "error Line 2: this “end” ends nothing",
        ),
        (
            "flowchart LR\n a@{ shape: cyl",
            "error Line 2: “@{” isn't closed",
        ),
    ] {
        match (from_mermaid(text), expected.strip_prefix("error ")) {
            (Ok(imported), None) => {
                assert_eq!(told(&imported.design).join(", "), expected, "{text}");
                check(&imported.design).unwrap();
            }
            (Err(error), Some(expected)) => {
                let error = error.to_string();
                assert!(
                    error.contains(expected) && error.ends_with('.'),
                    "{text}\n{error}"
                );
            }
            (Ok(imported), Some(_)) => panic!("{text}\n{:?}", told(&imported.design)),
            (Err(error), None) => panic!("{text}\n{error}"),
        }
    }
    let title = from_mermaid("---\ntitle: The front\n---\nflowchart LR\n a").unwrap();
    assert_eq!(title.design.name, "The front");
}

#[test]
fn what_is_guessed_or_left_out_is_told() {
    let text =
        "flowchart LR\n a --- b\n a --> a\n style a fill:#000\n a ~~~ b\n n>Note]:::note --> a";
    let notes = from_mermaid(text).unwrap().notes;
    for expected in [
        "2 links were left out",
        "The kinds of 2 of 3 components were guessed",
        "Links without an arrow",
        "Styles, clicks and descriptions",
        "Links that aren't drawn",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(expected)),
            "{expected}: {notes:?}"
        );
    }
    let many: String = (0..6_000)
        .map(|at| format!("n{at} --> n{}\n", at + 1))
        .collect();
    let error = from_mermaid(&format!("flowchart LR\n{many}"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("too many parts: a design has at most 5000"),
        "{error}"
    );
}

/// An XML document's tags, closed in order; attributes quoted; entities known.
fn check_xml(text: &str) {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "{before}");
        for entity in before.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot"].contains(&name), "{entity}");
        }
        let (tag, after) = after.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        rest = after;
    }
    assert_eq!(open, Vec::<&str>::new());
    let forbidden = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(forbidden) && !text.contains(['\u{fffe}', '\u{ffff}']));
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn the_picture_shows_what_the_screen_shows() {
    let design = everything();
    let said = Annotation {
        note: "63 machines \u{b7} 97 %".to_owned(),
        bad: true,
        ..Annotation::default()
    };
    let lost = Annotation {
        note: "lost".to_owned(),
        lost: true,
        ..Annotation::default()
    };
    let dashed = Annotation {
        dashed: true,
        ..Annotation::default()
    };
    let link = design.links[1].id;
    let annotations = BTreeMap::from([(Id(8), said), (Id(2), lost), (link, dashed)]);
    let text = svg(&design, &annotations, &Style::default());
    check_xml(&text);
    assert!(text.contains("<title>Every &lt;kind&gt; &amp; more</title>"));
    assert!(
        text.contains("Zone a \u{b7} lost</text>")
            && text.contains("63 machines \u{b7} 97 %</text>")
    );
    let routes = Routes::new(&design);
    for link in &design.links {
        assert!(text.contains(&format!(" d=\"{}\"/>", routes.get(link.id).unwrap().d)));
    }
    // The one link that nobody waits for, and no other.
    assert!(text.contains(&format!(
        "<path class=\"l d\" d=\"{}\"",
        routes.get(link).unwrap().d
    )));
    assert_eq!(text.matches("class=\"l d\"").count(), 1);
    // A zone is dashed, a region isn't.
    assert_eq!(text.matches("<rect class=\"a z\"").count(), 1);
    assert_eq!(text.matches("<rect class=\"a\"").count(), 1);
    for part in &design.components {
        let figure = figure(part.kind, part.rect, &part.name, "");
        assert!(
            figure.icon.is_none_or(|icon| text.contains(icon)),
            "{:?}",
            part.kind
        );
        assert!(
            text.contains(&format!(">{}</text>", figure.name[0])),
            "{:?}",
            part.kind
        );
    }
    // 13 components with a border and a note, 2 areas, the ground.
    assert_eq!(text.matches("<rect").count(), 17);
    check_xml(&svg(
        &Design::default(),
        &BTreeMap::new(),
        &Style::default(),
    ));
}

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
