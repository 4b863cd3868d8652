//! What a line of a conversation means: the keys of the small words.

use crate::read::secrets::{self, Asked};
use smtp_lens_catalog::Stage;

/// A word or line without the quotes and escapes that a program puts around it.
pub fn clean_word(line: &str) -> &str {
    line.trim()
        .trim_end_matches(['"', '\''])
        .trim_end_matches("\\\\r\\\\n")
        .trim_end_matches("\\r\\n")
        .trim_end_matches("\\n")
        .trim_end_matches("<CRLF>")
        .trim()
}

/// Whether a word of an EHLO reply names something that is offered.
pub fn is_capability(word: &str) -> bool {
    word.len() >= 3
        && word
            .bytes()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'-' || it == b'=')
        && word != "OK"
}

/// The key of what a reply's line means.
pub fn reply_key(code: u16, stage: Stage, words: &str, first: bool) -> String {
    let key = match (code, stage) {
        (220, Stage::Tls) => "reply.starttls-ready",
        (220, _) => "reply.greeting",
        (221, _) => "reply.closing",
        (250, Stage::Helo) => {
            let name = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            if !first && is_capability(&name) {
                return format!("capability.{name}");
            }
            "reply.ehlo-ok"
        }
        (250 | 251, Stage::Mail) => "reply.mail-ok",
        (250 | 251, Stage::Rcpt) => "reply.rcpt-ok",
        (250, Stage::Message) => "reply.message-accepted",
        (235, _) => "reply.auth-ok",
        (334, _) => match secrets::asks_for(words) {
            Asked::User => "reply.auth-user-prompt",
            Asked::Password => "reply.auth-password-prompt",
            Asked::Other => "reply.auth-challenge",
        },
        (354, _) => "reply.data-go-ahead",
        (400.., Stage::Connect) => "reply.greeting-refused",
        (400.., Stage::Tls) => "reply.starttls-refused",
        (400.., Stage::Auth) => "reply.auth-refused",
        (400.., Stage::Mail) => "reply.mail-refused",
        (400.., Stage::Rcpt) => "reply.rcpt-refused",
        (400.., Stage::Data) => "reply.data-refused",
        (400.., Stage::Message) => "reply.message-refused",
        (400..=499, _) => "reply.temporary",
        (500.., _) => "reply.permanent",
        _ => "reply.ok",
    };
    key.to_string()
}
