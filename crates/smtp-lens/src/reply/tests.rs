use super::*;

fn check(source: &str, expected: &[(Option<u16>, Option<&str>, &str)]) {
    let found = find(source, 0, source.len());
    let got: Vec<_> = found
        .iter()
        .map(|it| (it.code, it.status.map(|it| it.to_string()), it.text.as_str()))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|it| (it.0, it.1.map(str::to_string), it.2))
        .collect();
    assert_eq!(got, expected, "{source}");
}

#[test]
fn a_bare_reply() {
    check("535 5.7.3", &[(Some(535), Some("5.7.3"), "")]);
    check("5.7.57", &[(None, Some("5.7.57"), "")]);
    check("error 5.7.57 when I send", &[(None, Some("5.7.57"), "when I send")]);
}

#[test]
fn a_reply_over_several_lines_is_one() {
    check(
        "550-5.1.1 The account does\n550 5.1.1 not exist",
        &[(Some(550), Some("5.1.1"), "The account does not exist")],
    );
    check(
        "host x said: 550-5.1.1 The account 550-5.1.1 does 550 5.1.1 not exist (in reply to RCPT TO command)",
        &[(Some(550), Some("5.1.1"), "The account does not exist")],
    );
}

#[test]
fn a_tuple() {
    check(
        "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Bad\\n5.7.8 password')",
        &[(Some(535), Some("5.7.8"), "Bad password")],
    );
}

#[test]
fn other_numbers_are_no_replies() {
    for it in [
        "File \"x.py\", line 474, in login",
        "smtp.rb:535:in `x'",
        "port 587",
        "delay=550",
        "we sold 550 cars",
        "550 bytes were sent",
        "2026-11-23 12:00",
        "Version 5.1.1",
        "[Version] => 5.2.22",
        "PHPMailer version: 5.2.22",
        "The certificate for smtp.example.com:465 expired on 1 November.",
        "Connection to \"ssl://smtp.example.com:465\": timed out",
    ] {
        check(it, &[]);
    }
}

#[test]
fn words_that_a_program_prints_twice_are_said_once() {
    check(
        "whole response: 550-5.1.2 Mailbox does not exist.\n550 5.1.2 Mailbox does not exist.",
        &[(Some(550), Some("5.1.2"), "Mailbox does not exist.")],
    );
}

#[test]
fn the_place_on_a_page_is_no_code() {
    check(
        "451 Internal resource temporarily unavailable - https://example.com/docs/DOC-1369#451 [x7Q]",
        &[(
            Some(451),
            None,
            "Internal resource temporarily unavailable - https://example.com/docs/DOC-1369#451 [x7Q]",
        )],
    );
}

#[test]
fn what_a_colon_announces_belongs_to_it() {
    check(
        "SMTPAddressFailedException: 550 5.1.1 <no address>: Recipient address rejected: \n User unknown in virtual mailbox table\n\n\tat x.y\n",
        &[(
            Some(550),
            Some("5.1.1"),
            "<no address>: Recipient address rejected: User unknown in virtual mailbox table",
        )],
    );
}

#[test]
fn a_quoted_reply_with_a_full_stop_after_its_code() {
    check(
        "Server Response: '553. To send mail, first check\nyour mail. (#5.7.1)', Port: 25",
        &[(
            Some(553),
            Some("5.7.1"),
            "To send mail, first check your mail. (#5.7.1)",
        )],
    );
}

#[test]
fn what_a_program_says_behind_a_reply_is_not_the_servers() {
    check(
        "The server response was: 5.7.0 Authentication Required. at Shop.Form.Send(String to, String text) in D:\\Shop.cs:line 7",
        &[(None, Some("5.7.0"), "Authentication Required.")],
    );
    check(
        "Net::SMTPFatalError (555 5.5.2 Syntax error. x7sm15qcb.26\n):\n  app/mailers/shop.rb:24:in `deliver'\n",
        &[(Some(555), Some("5.5.2"), "Syntax error. x7sm15qcb.26")],
    );
}

#[test]
fn words_that_only_look_like_units() {
    check(
        "552 MS-Office file with macros",
        &[(Some(552), None, "MS-Office file with macros")],
    );
    check(
        "550 Messages from this server are refused",
        &[(Some(550), None, "Messages from this server are refused")],
    );
    check("took 552 ms - done", &[]);
    check(
        "550 192.0.2.1 is not welcome",
        &[(Some(550), None, "192.0.2.1 is not welcome")],
    );
    check("host 10 550 192.0.2.1 was up", &[]);
}

#[test]
fn codes_that_end_a_line_before_the_recipient() {
    check(
        "The mail server responded: 5.7.1\n<a@example.com>...Relaying denied.",
        &[(None, Some("5.7.1"), "<a@example.com>...Relaying denied.")],
    );
}

#[test]
fn words_that_a_program_quotes_without_their_codes() {
    let quoted = |it| super::quoted(it).map(|it| it.1);
    assert_eq!(
        quoted("Mailbox unavailable. The server response was: User unknown"),
        Some("User unknown")
    );
    assert_eq!(
        quoted(
            "The mail server responded: User unknown. Please check the message recipient \"a@example.com\" and try again."
        ),
        Some("User unknown")
    );
    assert_eq!(
        quoted("Failure sending mail. ---> WebException: Unable to connect ---> SocketException: actively refused"),
        Some("SocketException: actively refused")
    );
    assert_eq!(
        quoted(
            "The mail server responded: mailbox unavailable\ninvalid DNS record. Please check the message recipient a@example.com and try again."
        ),
        Some("mailbox unavailable\ninvalid DNS record")
    );
    assert_eq!(
        quoted("The mail server responded: User unknown\nTry again later."),
        Some("User unknown")
    );
    assert_eq!(quoted("The server did not answer."), None);
}

#[test]
fn a_status_behind_a_colon_is_no_word() {
    check(
        "554: 5.7.9 Message not accepted for policy reasons.",
        &[(Some(554), Some("5.7.9"), "Message not accepted for policy reasons.")],
    );
}
