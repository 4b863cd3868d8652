//! The words of the closed vocabularies, in the types that callers see: the compiler holds what is said against the types, and this holds the
//! types against what can be said.

use smtp_lens::{Acts, MatchKind, Reason, Stage};

#[test]
fn the_types_name_every_word() {
    let types = include_str!("../js/index.d.ts");
    let schema = include_str!("../../../web/causes.schema.json");
    let words = Reason::ALL.iter().map(|it| it.word());
    let words = words.chain(Stage::ALL.iter().map(|it| it.word()));
    let words = words.chain(Acts::ALL.iter().map(|it| it.word()));
    for word in words {
        assert!(
            schema.contains(&format!("\"{word}\"")),
            "the schema does not name {word}"
        );
        assert!(types.contains(&format!("\"{word}\"")), "the types do not name {word}");
    }
    for word in MatchKind::ALL.iter().map(|it| it.word()) {
        assert!(types.contains(&format!("\"{word}\"")), "the types do not name {word}");
    }
}
