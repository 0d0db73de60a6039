//! Mermaid, out and in.

use super::*;

/// What a flowchart comes to: `kind name<area`, then links, then areas.
pub(super) fn told(design: &Design) -> Vec<String> {
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

/// A dotted line is a call that nobody waits for; what a queue hands on is one anyway, and nothing is written for that.
#[test]
fn dotted_links_are_those_that_nobody_waits_for() {
    let text = "flowchart LR\n a[API] -.-> b[Mailer]\n a --> q[Jobs queue]\n q -.-> w[Worker]\n w -. done .-> a";
    let design = from_mermaid(text).unwrap().design;
    let modes: Vec<_> = design
        .links
        .iter()
        .map(|link| link.set.get(&Field::Mode).map(String::as_str))
        .collect();
    assert_eq!(modes, [Some("async"), None, None, Some("async")]);
    let out = to_mermaid(&design);
    let lines: Vec<&str> = out.lines().filter(|line| line.contains("->")).collect();
    let dotted = lines.iter().map(|line| line.contains("-.->"));
    assert_eq!(
        dotted.collect::<Vec<_>>(),
        [true, false, true, true],
        "{out}"
    );
    let again = from_mermaid(&out).unwrap().design;
    let sets =
        |design: &Design| -> Vec<_> { design.links.iter().map(|link| link.set.clone()).collect() };
    assert_eq!(sets(&again), sets(&design));
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
