use super::*;
use crate::{Matcher, Question, Scratch};

fn built_in() -> Tables {
    let entry = |id: &str, provider| CauseEntry {
        id: id.into(),
        provider,
        standard: false,
        stage: None,
        reason: Reason::Undefined,
        acts: Acts::Sender,
        permanent: None,
        draft: false,
        vague: false,
    };
    let pattern = |cause, text: &str| Pattern {
        cause,
        pieces: pieces(text),
        replies: Vec::new(),
        statuses: Vec::new(),
        stages: 0,
        provider: false,
        client: false,
        server: false,
        order: 9,
    };
    Tables {
        causes: vec![entry("acme/full", Some(0)), entry("general/full", None)],
        patterns: vec![pattern(0, "acme mailbox full"), pattern(1, "mailbox full")],
        providers: vec![crate::Provider {
            id: "acme".into(),
            name: "Acme".into(),
            ..crate::Provider::default()
        }],
        ..Tables::default()
    }
}

fn first(own: &str, text: &str, code: Option<u16>) -> Option<String> {
    let mut tables = built_in();
    let own = OwnCauses::read(own, &tables).expect("it is right");
    own.add_to_tables(&mut tables);
    let matcher = Matcher::new(tables);
    let question = Question {
        text,
        code,
        ..Question::default()
    };
    let (candidates, _) = matcher.answer(&question, &mut Scratch::default());
    let first = candidates.first()?;
    Some(matcher.tables().causes[usize::from(first.cause)].id.clone())
}

/// A file with one cause.
fn with(id: &str, matches: &str) -> String {
    format!(
        r#"{{"causes": [{{"id": "{id}", "acts": "sender", "match": [{matches}],
            "fr": {{"title": "Titre", "explanation": "Parce que"}}}}]}}"#
    )
}

#[test]
fn own_causes_come_before_all_others() {
    let text = "Acme mailbox full";
    assert_eq!(first("{}", text, None).as_deref(), Some("acme/full"));
    assert_eq!(
        first(&with("our/full", r#"{"text": "full"}"#), text, None).as_deref(),
        Some("our/full")
    );
    // Even by a code alone: the site knows what its own server means by it.
    assert_eq!(
        first(&with("our/full", r#"{"reply": [552]}"#), text, Some(552)).as_deref(),
        Some("our/full")
    );
    assert_eq!(
        first(&with("our/full", r#"{"reply": [552]}"#), text, Some(550)).as_deref(),
        Some("acme/full")
    );
}

#[test]
fn own_causes_replace_and_hide() {
    let text = "Acme mailbox full";
    assert_eq!(
        first(r#"{"hide": "acme/full"}"#, text, None).as_deref(),
        Some("general/full")
    );
    assert_eq!(first(r#"{"hide": ["acme/full", "general/full"]}"#, text, None), None);
    assert_eq!(
        first(&with("acme/full", r#"{"text": "something else"}"#), text, None).as_deref(),
        Some("general/full")
    );
}

#[test]
fn words_are_said_in_the_language_or_in_the_one_that_is_there() {
    let own = OwnCauses::read(&with("our/full", r#"{"text": ["a", "b"]}"#), &built_in()).expect("it is right");
    for language in ["en", "fr"] {
        let mut pack = Pack {
            language: language.into(),
            ..Pack::default()
        };
        own.add_to_pack(&mut pack);
        assert_eq!(pack.causes[0].title, "Titre");
    }
}

#[test]
fn faults_are_named_by_line() {
    let text = r#"{
  "hide": ["no/such"],
  "causes": [
    {
      "id": "Our Cause",
      "acts": "somebody",
      "reason": "userunknown",
      "match": [
        { "reply": [999] },
        { "texts": "x" },
        { "text": "*" }
      ],
      "source": [{ "title": "x",
                   "url": "javascript:alert(1)" }],
      "en": { "title": "x",
              "explanation": "",
              "steps": [{ "do": 5 }] }
    },
    5
  ],
  "more": 1
}"#;
    let faults = OwnCauses::read(text, &built_in()).expect_err("it is full of faults");
    let lines: Vec<u32> = faults.iter().map(|it| it.line).collect();
    for line in [2, 5, 6, 9, 10, 11, 14, 15, 17, 19, 21] {
        assert!(lines.contains(&line), "line {line}: {faults:#?}");
    }
    assert!(!lines.contains(&7) && !lines.contains(&13), "{faults:#?}");
    let fault = OwnCauses::read("{\n}}", &built_in()).expect_err("it is no JSON");
    assert_eq!(
        fault[0].to_string(),
        "line 2: nothing may come after the end of the value"
    );
}

/// A stranger's file is an error at worst.
#[test]
fn any_text_is_read_without_a_panic() {
    let text = with(
        "our/full",
        r#"{"text": ["é*x", "*"], "status": ["5.7.1-5.7.9", "X.X"], "reply": [550, "5XX", -1, 99999], "order": 300}"#,
    );
    let tables = built_in();
    for (at, _) in text.char_indices() {
        drop(OwnCauses::read(&text[..at], &tables));
        for other in ["\"", "{", "]", "\\u", "9", "\u{0}", "é"] {
            let mut changed = text.clone();
            changed.insert_str(at, other);
            drop(OwnCauses::read(&changed, &tables));
        }
    }
}
