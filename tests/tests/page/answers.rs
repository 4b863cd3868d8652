//! From what somebody has to what they are told.

use smtp_lens_page_tests::{Page, fixture, fixture_text, part};

/// Words that a verdict in French cannot do without, and one in English does not have.
const FRENCH: [&str; 8] = [" le ", " la ", " les ", " l’", " une ", " un ", " des ", " de "];

/// Whether a part says something else than it did.
const ANOTHER: &str = "const it = document.querySelector(arguments[0]); return it && it.innerText !== arguments[1]";

fn is_french(text: &str) -> bool {
    let text = format!(" {} ", text.to_lowercase());
    FRENCH.iter().any(|it| text.contains(it))
}

#[test]
fn a_code_is_answered_while_typing_and_in_the_language_chosen() {
    let page = Page::open();
    page.type_in("535 5.7.3");
    page.wait_for(part::VERDICT);
    page.wait_for_words(part::ANSWER, "SmtpClientAuthenticationDisabled");
    let english = page.text_of(part::VERDICT);
    assert!(!is_french(&english), "{english}");

    page.click(part::LANGUAGE);
    page.wait_until(
        "the verdict is another",
        ANOTHER,
        &[part::VERDICT.into(), english.clone().into()],
    );
    let french = page.text_of(part::VERDICT);
    assert!(is_french(&french), "{french}");
    assert_eq!(page.language(), "fr");
    // What a machine wants is the same in every language.
    page.wait_for_words(part::ANSWER, "SmtpClientAuthenticationDisabled");

    page.click(part::LANGUAGE);
    page.wait_for_words(part::VERDICT, &english);
}

#[test]
fn the_two_codes_of_a_client_that_may_not_send_are_told_apart() {
    let page = Page::open();
    page.paste("5.7.57");
    page.wait_for_words(part::ANSWER, "5.7.57");
    page.wait_for(part::STEP);
    let never_signed_in = page.text_of(part::VERDICT);
    page.paste("535 5.7.3 Authentication unsuccessful");
    page.wait_until(
        "the verdict is another",
        ANOTHER,
        &[part::VERDICT.into(), never_signed_in.into()],
    );
}

#[test]
fn an_answer_has_steps_and_documents() {
    let page = Page::open();
    page.paste("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.");
    page.wait_for(part::STEP);
    assert!(page.texts_of(part::STEP).len() >= 2, "{:?}", page.texts_of(part::STEP));
    assert!(
        page.text_of(part::ANSWER).contains("Set-CASMailbox"),
        "the command to type is there"
    );
    let sources = page.run(
        "return [...document.querySelectorAll(arguments[0])].map(it => it.href)",
        &[part::SOURCE.into()],
    );
    let is_documented = |it: &serde_json::Value| {
        it.as_str()
            .is_some_and(|it| it.starts_with("https://learn.microsoft.com/"))
    };
    assert!(
        sources.as_array().is_some_and(|it| it.iter().any(is_documented)),
        "{sources}"
    );
}

#[test]
fn a_transcript_is_told_line_by_line_and_proved() {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.unfold();
    page.wait_for_words(part::CONVERSATION, "AUTH LOGIN");
    page.wait_for_words(part::EVIDENCE, "535");
    page.wait_for_words(part::EVIDENCE, "5.7.3");
}

#[test]
fn a_file_can_be_opened_and_dropped() {
    let page = Page::open();
    page.open_file(&fixture("postfix-550-5.1.1.eml"));
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");

    page.reload();
    page.drop_file("bounce.eml", &fixture_text("postfix-550-5.1.1.eml"));
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
}

#[test]
fn an_example_shows_what_the_page_does() {
    let page = Page::open();
    page.click(part::EXAMPLE);
    page.wait_for(part::VERDICT);
}

/// A word that nobody said to anybody is no failure of any mail.
#[test]
fn a_word_is_a_question_and_no_verdict() {
    let page = Page::open();
    for words in ["spam", "mailbox full", "relay access denied"] {
        page.paste(words);
        page.wait_for_words(part::QUESTION, words);
        assert_eq!(page.texts_of(part::VERDICT), [""; 0], "{words}");
        assert!(page.texts_of(part::CAUSE).len() > 1, "{words}");
        // The likeliest is open.
        page.wait_for("#answer .maybe > li:first-child .step");
    }
    page.click(part::LANGUAGE);
    page.wait_for_words(part::QUESTION, "peut vouloir dire");
    // What fits the words comes first, in whatever language they are.
    page.paste("mailbox full");
    page.wait_for_words("#answer .maybe > li:first-child", "La boîte aux lettres est pleine");
}

#[test]
fn what_was_given_up_is_not_refused_for_now() {
    let page = Page::open();
    page.paste("4.4.7");
    page.wait_for_words(part::ANSWER, "given up");
    page.wait_for_words(part::ANSWER, "Not delivered");
    assert!(!page.text_of(part::ANSWER).contains("for now"));
}

#[test]
fn an_empty_file_and_an_archive_of_nothing_are_said_to_be_that() {
    let page = Page::open();
    page.drop_file("empty.eml", "");
    page.wait_for_words(part::VERDICT, "nothing in this file");
    // The end of a directory that has no entries.
    page.drop_file("archive.zip", "PK\u{5}\u{6}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    page.wait_for_words("section.input [role=alert]", "could not be opened");
}

#[test]
fn what_is_not_understood_is_said() {
    let page = Page::open();
    page.paste("The quick brown fox jumps over the lazy dog.");
    page.wait_for(part::VERDICT);
    assert_eq!(page.texts_of(part::STEP), [""; 0], "there is nothing to do");
}
