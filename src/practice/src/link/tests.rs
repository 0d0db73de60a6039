use super::*;
use proptest::prelude::*;

fn run(exercise: &str, input: SharedInput, settings: &[(&str, &str)]) -> Shared {
    Shared::Run(SharedRun {
        exercise: exercise.to_owned(),
        input,
        settings: settings
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
    })
}

fn code(files: &[(&str, &str)], replay: Option<u64>) -> Shared {
    let own = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
    Shared::Code(SharedCode {
        exercise: "pstree".to_owned(),
        language: Language::Python,
        files: files.iter().map(own).collect(),
        replay,
    })
}

fn fixture(name: &str) -> SharedInput {
    SharedInput::Fixture(name.to_owned())
}

/// Seals a body with the right length and checksum, whatever it holds.
fn sealed(codec: Codec, body: &[u8]) -> String {
    seal(codec, body).unwrap()
}

fn deflated(json: &[u8]) -> String {
    sealed(
        Codec::Deflate,
        &miniz_oxide::deflate::compress_to_vec(json, 9),
    )
}

#[test]
fn the_shorter_codec_is_taken() {
    let small = encode(&run("lru-cache", fixture("a"), &[])).unwrap();
    assert!(small.starts_with("v1.j."), "{small}");
    let lines = "GET /api 200\n".repeat(300).into_bytes();
    let own = SharedInput::Own(vec![("access.log".to_owned(), lines)]);
    let large = encode(&run("log-filter", own, &[])).unwrap();
    assert!(large.starts_with("v1.d.") && large.len() < 300, "{large}");
}

#[test]
fn what_does_not_fit_is_refused_before_it_is_a_link() {
    // Noise doesn't pack: 6,400 bytes of it are over 8,533 characters.
    let mut choices = contract::Choices::seeded(1);
    let noise: Vec<u8> = (0..6_400).map(|_| choices.below(256) as u8).collect();
    let own = |bytes: Vec<u8>| SharedInput::Own(vec![("a".to_owned(), bytes)]);
    let error = encode(&run("clique", own(noise), &[])).unwrap_err();
    let LinkError::TooLarge {
        bytes,
        limit: MAX_TOKEN,
    } = error
    else {
        panic!("{error:?}");
    };
    assert!(bytes > 8_533, "{bytes}");
    // Zeros pack well, but a link that unpacks to this could not be opened again.
    for count in [MAX_JSON / 6, MAX_JSON + 1] {
        let error = encode(&run("clique", own(vec![0; count]), &[])).unwrap_err();
        assert!(
            matches!(
                error,
                LinkError::TooLarge {
                    limit: MAX_JSON,
                    ..
                }
            ),
            "{error:?}"
        );
    }
    let text = code(&[("main.py", &"#".repeat(MAX_JSON + 1))], None);
    let error = encode(&text).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("This is too large for a link"),
        "{error}"
    );
    let largest = run("clique", own(vec![b'a'; MAX_JSON - 100]), &[]);
    assert_eq!(decode(&encode(&largest).unwrap()), Ok(largest));
}

#[test]
fn a_design_is_carried_as_it_is_written() {
    let file = "{ \"dryrun\": \"design\",\n  \"of a later page\": [1e3, 0.10] }";
    let design = |file: &str| {
        Shared::Design(SharedDesign {
            file: file.to_owned(),
        })
    };
    let token = encode(&design(&format!(" {file}\r\n"))).unwrap();
    assert_eq!(decode(&token), Ok(design(file)));
    for file in ["", "{", "{} {}", "dryrun"] {
        let error = encode(&design(file)).unwrap_err();
        assert!(matches!(error, LinkError::Malformed(_)), "{file}: {error}");
    }
}

/// The meter shows what the link will have, also when there will be none.
#[test]
fn the_length_of_a_link_is_known_before_it_is_one() {
    let mut choices = contract::Choices::seeded(7);
    let mut fits = 0;
    for letters in [0, 1, 2, 3, 40, 500, 4_000, 9_000, 20_000, 120_000] {
        let text: String = (0..letters)
            .map(|_| char::from(b'a' + choices.below(26) as u8))
            .collect();
        let shared = Shared::Design(SharedDesign {
            file: format!("\"{text}\""),
        });
        let length = length(&shared).unwrap();
        match encode(&shared) {
            Ok(token) => {
                assert_eq!(length, token.len(), "{letters}");
                fits += 1;
            }
            Err(LinkError::TooLarge { bytes, .. }) => {
                assert!(length > MAX_TOKEN, "{letters}: {length}");
                // A body of more than 64 KiB is given up before it is a token.
                assert!(
                    bytes == length || bytes > 65_535,
                    "{letters}: {bytes} {length}"
                );
            }
            Err(error) => panic!("{letters}: {error}"),
        }
    }
    assert_eq!(fits, 8);
}

#[test]
fn what_is_wrong_is_told() {
    use LinkError::*;
    let newer = |version: &str| Newer(version.to_owned());
    let codec = |name: &str| UnknownCodec(name.to_owned());
    for (token, expected) in [
        ("", NotALink),
        ("hello", NotALink),
        ("v", NotALink),
        ("v01.d.AAAA", NotALink),
        ("v0.d.AAAA", NotALink),
        ("v99999999999.d.AAAA", NotALink),
        ("https://example.org/#/s/v1.d.AAAA", NotALink),
        ("v2.d.AAAA", newer("v2")),
        ("v2", newer("v2")),
        ("v11.z.", newer("v11")),
        ("v1", Truncated),
        ("v1.", Truncated),
        ("v1.d", Truncated),
        ("v1.d.", Truncated),
        ("v1.d.AA", Truncated),
        ("v1.z.AAAA", codec("z")),
        ("v1.br.AAAA", codec("br")),
        ("v1..AAAA", Altered),
        ("v1.dAAAABBBBCCCC", Altered),
        ("v1.d.AAAAAAAA", Altered),
        ("v1.d.AA AA", Altered),
        ("v1.d.ééé", Altered),
        ("v1.d.AAAA.AAAA", Altered),
    ] {
        assert_eq!(decode(token), Err(expected), "{token:?}");
    }
    let long = format!("v1.d.{}", "A".repeat(MAX_READ));
    let expected = TooLong {
        characters: MAX_READ + 5,
        limit: MAX_READ,
    };
    assert_eq!(decode(&long), Err(expected));
}

#[test]
fn a_whole_link_with_senseless_content_says_what_it_is_about() {
    for (json, words) in [
        ("", "EOF"),
        ("[]", "line 1"),
        (r#"{"kind":"run"}"#, "exercise"),
        (
            r#"{"kind":"run","exercise":"pstree"}"#,
            "either a fixture or files",
        ),
        (
            r#"{"kind":"run","exercise":"pstree","fixture":"a","files":[]}"#,
            "either a fixture or files",
        ),
        (
            r#"{"kind":"run","exercise":"../x","fixture":"a"}"#,
            "“../x”",
        ),
        (
            r#"{"kind":"run","exercise":"pstree","fixture":"A B"}"#,
            "“A B”",
        ),
        (
            r#"{"kind":"run","exercise":"pstree","files":[{"path":"p"}]}"#,
            "“p”",
        ),
        (
            r#"{"kind":"run","exercise":"pstree","files":[{"path":"p","base64":"*"}]}"#,
            "“p”",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"python","files":[]}"#,
            "it has no files",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"python","files":[{"path":"../x","text":""}]}"#,
            "“../x” can't be a file's name",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"python","files":[{"path":"a","text":""},{"path":"a","text":""}]}"#,
            "There is a file “a” already",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"python","files":[{"path":"a","base64":"AA"}]}"#,
            "missing field `text`",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"python","files":[{"path":"a","text":""}],"replay":-1}"#,
            "expected u64",
        ),
        (
            r#"{"kind":"code","exercise":"Pstree","language":"python","files":[{"path":"a","text":""}]}"#,
            "“Pstree” is not a name",
        ),
        (
            r#"{"kind":"code","exercise":"pstree","language":"prolog","files":[{"path":"a","text":""}]}"#,
            "newer Dryrun: it holds something called “a program in prolog”",
        ),
        (
            r#"{"kind":"drill","parts":[]}"#,
            "newer Dryrun: it holds something called “drill”",
        ),
        (r#"{"kind":"design","parts":[]}"#, "missing field `design`"),
        (
            r#"{"kind":"design","design":{"dryrun":}}"#,
            "expected value at line 1",
        ),
    ] {
        for token in [
            sealed(Codec::Json, json.as_bytes()),
            deflated(json.as_bytes()),
        ] {
            let said = decode(&token).unwrap_err().to_string();
            assert!(said.contains(words), "{json}: {said}");
        }
    }
    let deep = "[".repeat(40_000);
    assert!(matches!(
        decode(&deflated(deep.as_bytes())),
        Err(LinkError::Malformed(_))
    ));
    let not_deflate = sealed(Codec::Deflate, &[0xff; 20]);
    assert!(matches!(decode(&not_deflate), Err(LinkError::Malformed(_))));
}

#[test]
fn a_deflate_bomb_is_refused() {
    let bomb = deflated(&vec![b' '; 16 * 1024 * 1024]);
    assert!(bomb.len() < MAX_READ);
    assert_eq!(decode(&bomb), Err(LinkError::Inflates { limit: MAX_JSON }));
}

#[test]
fn a_link_in_a_sentence_is_read() {
    let shared = run("pstree", fixture("web-host"), &[("pids", "1")]);
    let token = encode(&shared).unwrap();
    for text in [
        format!(" {token}\n"),
        format!("{token}."),
        format!("{token}).\""),
    ] {
        assert_eq!(decode(&text).as_ref(), Ok(&shared), "{text}");
    }
}

fn names() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,12}(-[a-z0-9]{1,8}){0,2}"
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        ".{0,60}".prop_map(String::into_bytes)
    ]
}

fn runs() -> impl Strategy<Value = Shared> {
    let input = prop_oneof![
        names().prop_map(SharedInput::Fixture),
        prop::collection::vec((".{0,20}", bytes()), 0..4).prop_map(SharedInput::Own),
    ];
    let settings = prop::collection::btree_map(".{0,10}", ".{0,30}", 0..5);
    (names(), input, settings).prop_map(|(exercise, input, settings)| {
        Shared::Run(SharedRun {
            exercise,
            input,
            settings,
        })
    })
}

fn codes() -> impl Strategy<Value = Shared> {
    let files = prop::collection::btree_map("[a-zé._][a-z0-9._-]{0,9}", ".{0,60}", 1..4);
    let files = files.prop_filter("a directory's name", |files| {
        !files.contains_key(".") && !files.contains_key("..")
    });
    let language = prop::sample::select(Language::ALL.to_vec());
    let replay = prop::option::of(any::<u64>());
    (names(), language, files, replay).prop_map(|(exercise, language, files, replay)| {
        Shared::Code(SharedCode {
            exercise,
            language,
            files: files.into_iter().collect(),
            replay,
        })
    })
}

fn designs() -> impl Strategy<Value = Shared> {
    let parts = prop::collection::btree_map(".{0,10}", ".{0,30}", 0..6);
    parts.prop_map(|parts| {
        Shared::Design(SharedDesign {
            file: serde_json::json!({ "dryrun": "design", "version": 1, "design": parts })
                .to_string(),
        })
    })
}

fn shared() -> impl Strategy<Value = Shared> {
    prop_oneof![runs(), codes(), designs()]
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(shared in shared()) {
        let token = encode(&shared).unwrap();
        prop_assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
        let route = crate::route::Route::Shared(token.clone());
        prop_assert_eq!(crate::route::Route::parse(&route.format()), route);
        prop_assert_eq!(decode(&token), Ok(shared));
    }

    #[test]
    fn any_text_gives_a_value_or_a_sentence(text in prop_oneof![".{0,60}", "v[0-9]{0,3}\\.?[a-z]?\\.?[A-Za-z0-9_.-]{0,60}"]) {
        if let Err(error) = decode(&text) {
            prop_assert!(error.to_string().ends_with('.'));
        }
    }

    #[test]
    fn any_sealed_bytes_give_a_value_or_an_error(body in prop::collection::vec(any::<u8>(), 0..200)) {
        for token in [sealed(Codec::Deflate, &body), sealed(Codec::Json, &body), deflated(&body)] {
            let _ = decode(&token);
        }
    }
}

proptest! {
    // Each of these cases is some thousands of decodings.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_truncation_is_said_to_be_one(shared in shared()) {
        let token = encode(&shared).unwrap();
        for end in 2..token.len() {
            prop_assert_eq!(decode(&token[..end]), Err(LinkError::Truncated), "{} of {}", end, token);
        }
    }

    #[test]
    fn every_change_of_a_character_is_found(shared in shared(), other in any::<char>()) {
        let token = encode(&shared).unwrap();
        let alphabet = "AQgw_-z9.~=".chars().chain([other]);
        for (at, new) in (0..token.len()).flat_map(|at| alphabet.clone().map(move |new| (at, new))) {
            let altered = format!("{}{new}{}", &token[..at], &token[at + 1..]);
            match decode(&altered) {
                Ok(value) => prop_assert_eq!(&value, &shared, "{} at {}", new, at),
                Err(error) => prop_assert!(!matches!(error, LinkError::Malformed(_)), "{:?}", error),
            }
        }
    }
}
