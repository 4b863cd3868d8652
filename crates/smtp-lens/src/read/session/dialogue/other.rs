//! Lines that are neither a command nor a reply: the message, the answers of a sign-in, the program's own words.

use super::Dialogue;
use crate::phrases::Phrases;
use crate::read::secrets::{self, Asked};
use crate::read::session::LineRole;
use crate::read::session::clock;
use crate::read::session::lines::{Speaker, Spoken};
use smtp_lens_catalog::Stage;

/// What a program says when the connection is encrypted.
static ENCRYPTED: Phrases = Phrases::new(&[
    "TLS started",
    "SSL connection using",
    "Connection upgraded with STARTTLS",
    "TLS connection using",
    "connection encrypted",
    "TLS connection established",
    "isSSL true",
    "TLS negotiation succeeded",
    "smtps://",
    "ssl://",
    "- Handshake was completed",
    "New, TLSv1",
]);

/// What a program says when the connection was lost.
static LOST: Phrases = Phrases::new(&[
    "Remote host closed connection unexpectedly",
    "Connection closed by foreign host",
    "lost connection",
    "Connection unexpectedly closed",
    "onnection reset by peer",
    "onnection timed out",
    "erver closed the connection",
    "closed connection without",
    "Broken pipe",
    "read:errno",
    "Timeout - closing connection",
    "Timeout waiting",
    "timed out waiting",
    "[EOF]",
    "end of file",
    "unexpected EOF",
]);

/// What a program says when something went wrong.
static FAULT: Phrases = Phrases::new(&[
    "rror",
    "ailed",
    "ailure",
    "Exception",
    "Unable to",
    "Cannot ",
    "ould not",
]);

/// What stands in the place of a sign-in that a program does not show.
static HIDDEN: Phrases = Phrases::new(&[
    "ogging suppressed",
    "command trace suppressed",
    "contained auth information",
    "contained authentication information",
]);

impl Dialogue<'_> {
    pub(super) fn other(&mut self, line: &Spoken<'_>, mark: &str) -> (LineRole, &'static str) {
        let words = &self.source[line.start..line.end];
        let content = self.source[line.content..line.end].trim();
        let ends_message = content == "." || words.trim_end().ends_with("> .") || words.trim_end().ends_with(": .");
        let client = line.by != Some(Speaker::Server) && line.by != Some(Speaker::Program);
        if self.in_message {
            if ends_message {
                return (LineRole::Client, "command.end-of-data");
            }
            return (LineRole::Message, "command.message");
        }
        if self.sign_in.waits
            && client
            && !words.trim().is_empty()
            && self.marks.is_client(mark)
            && let Some((from, to)) = secrets::answer(words, self.sign_in.asked, &self.sign_in.mechanism)
        {
            let user = self.sign_in.asked == Asked::User
                || (self.sign_in.asked == Asked::Other
                    && self.sign_in.mechanism == "LOGIN"
                    && self.sign_in.answers == 0);
            if !user {
                self.secrets.push((self.part, line.start + from, line.start + to));
            }
            self.sign_in.answers += 1;
            self.clock[1] = self.clock[2];
            let key = if user {
                "command.credential-user"
            } else if matches!(self.sign_in.mechanism.as_str(), "LOGIN" | "PLAIN" | "") {
                "command.credential-password"
            } else {
                "command.credential"
            };
            return (LineRole::Client, key);
        }
        // Any other line in front of a reply may be somebody's question about it.
        self.session.opened |= self.session.exchanges.is_empty()
            && ["onnect", "CONNECT", "rying ", "esolv"]
                .iter()
                .any(|it| content.contains(it));
        // Programs that hide what they send to sign in say so.
        if HIDDEN.any(words) && !self.session.exchanges.is_empty() && self.stage != Stage::Auth {
            self.pending.clear();
            self.stage = Stage::Auth;
            return (LineRole::Client, "command.auth");
        }
        if ends_message && self.session.exchanges.is_empty() {
            // The head is cut off, and what is left begins at the message's end.
            self.stage = Stage::Message;
            return (LineRole::Client, "command.end-of-data");
        }
        self.session.tls |= ENCRYPTED.any(words);
        let ready =
            self.session.exchanges.last().is_some_and(|it| {
                it.stage == Some(Stage::Tls) && it.reply.as_ref().is_some_and(|it| it.code == Some(220))
            });
        if ready && self.session.unencrypted.is_none() && (FAULT.any(words) || LOST.any(words)) {
            self.session.unencrypted = Some((line.start, line.end));
        }
        if self.session.lost.is_none() && LOST.any(words) {
            self.session.lost = Some((line.start, line.end));
            if !self.pending.is_empty() || self.session.exchanges.is_empty() {
                self.session.waited = self.clock[1]
                    .zip(self.clock[2])
                    .map(|(from, to)| clock::between(from, to));
            }
        }
        (LineRole::Program, "")
    }
}
