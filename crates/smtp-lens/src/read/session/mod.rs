//! SMTP sessions as any program prints them.
//!
//! Marks are learned from the file itself: whatever stands before a line that is a command marks the client, whatever stands before
//! a line that is a reply marks the server. So programs that nobody has seen are read too, and arrows that mean opposite things
//! in different programs do no harm.

mod clock;
mod damage;
mod dialogue;
mod findings;
mod insights;
mod lines;
mod marks;
mod meaning;
mod program;
mod protocol;

use self::dialogue::Dialogue;
use self::marks::{Labels, Marks};
use super::{ReadFinding, Reading};
use crate::reply::FoundReply;
use crate::text::Text;
use smtp_lens_catalog::Stage;

/// Lines of a conversation are kept up to here.
const LINES: usize = 4000;
/// So many lines are looked at.
const LOOKED_AT: usize = LINES * 4;

/// A session as read.
#[derive(Debug, Default)]
pub struct ReadSession {
    /// The name that the client gave.
    pub client: Option<String>,
    /// The server's name, out of its greeting or of what the program said.
    pub server: Option<String>,
    /// Its greeting.
    pub banner: Option<String>,
    /// Whether STARTTLS succeeded, or the program said that the connection is encrypted.
    pub tls: bool,
    /// What the last EHLO offered.
    pub capabilities: Vec<String>,
    /// Mechanisms that were tried.
    pub mechanisms: Vec<String>,
    /// Commands and replies.
    pub exchanges: Vec<ReadExchange>,
    /// Milliseconds from its first line to its last, when it shows times.
    pub milliseconds: Option<u64>,
    /// Milliseconds from the last command, which nobody answered, to what the program said then.
    pub waited: Option<u64>,
    /// Whether the program tells how the connection was opened, so that the first reply is the greeting.
    pub opened: bool,
    /// Where the program says that the connection was lost.
    pub lost: Option<(usize, usize)>,
    /// Where the program says that something went wrong right after the server had been ready to encrypt.
    pub unencrypted: Option<(usize, usize)>,
}

/// A command and its reply.
#[derive(Debug, Default)]
pub struct ReadExchange {
    /// The command's range.
    pub command: Option<(usize, usize)>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// What was answered.
    pub reply: Option<FoundReply>,
    /// What the server had offered when it was said: an index into nothing when no EHLO was answered yet.
    pub offered: Offered,
}

/// What was on offer when a command was given.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// An EHLO had been answered.
    pub known: bool,
    /// STARTTLS.
    pub starttls: bool,
    /// AUTH.
    pub auth: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// The client speaks.
    Client,
    /// The server speaks.
    Server,
    /// The program speaks.
    Program,
    /// The message.
    Message,
}

/// A line of a conversation.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// The part.
    pub part: usize,
    /// The line without its end.
    pub range: (usize, usize),
    /// Who speaks.
    pub role: LineRole,
    /// The key of its meaning among the small words (`command.ehlo`), empty for none.
    pub key: String,
    /// Whether it refuses.
    pub refuses: bool,
}

/// What is worth saying of a text as a whole, a session or not.
pub fn remarks(text: &Text, part: usize, reading: &mut Reading) {
    insights::of_text(text.as_str(), part, &reading.sessions, &mut reading.remarks);
}

/// The program that printed a text, by marks that only it prints.
pub fn program(source: &str) -> Option<String> {
    Some(program::program(source))
        .filter(|it| *it != "session")
        .map(str::to_string)
}

/// Reads the sessions of a text.
pub fn read(text: &Text, part: usize, reading: &mut Reading) {
    let source = &*damage::unwrapped(text.as_str());
    let groups = match protocol::groups(source) {
        Some(groups) => groups,
        None => {
            let mut lines = damage::lines_of(source);
            lines.truncate(LOOKED_AT);
            let labels = Labels::of(source, &lines);
            vec![
                lines
                    .into_iter()
                    .flat_map(|(start, end)| lines::spoken(source, start, end, &labels))
                    .collect(),
            ]
        }
    };
    let marks = Marks::of(groups.first().map_or(&[], |it| it.as_slice()), source);
    let program = program::program(source);
    let recorded = groups.len() > 1 || protocol::is(source);
    let talks = marks.commands > 0 && marks.replies > 0 && marks.commands + marks.replies > 2;
    // The head may be cut off: then a known program's marks, or a challenge, still show a conversation.
    let rest = marks.challenges > 0 || (program != "session" && program != "sendmail" && marks.marked > 0);
    if !(talks || recorded || rest) {
        return;
    }
    let mut lines = Vec::new();
    for group in &groups {
        let mut dialogue = Dialogue::new(source, part, &marks);
        dialogue.follow(group);
        let (sessions, kept, secrets) = dialogue.finish();
        // One of many recorded sessions that never came about.
        if recorded
            && sessions.is_empty()
            && let Some(it) = kept.iter().rev().find(|it| {
                let words = &source[it.range.0..it.range.1];
                words.contains("ailed to connect") || words.contains("Winsock error")
            })
        {
            reading.findings.push(ReadFinding {
                stage: Some(Stage::Connect),
                words: Some(it.range),
                part,
                ..ReadFinding::default()
            });
        }
        reading.secrets.extend(secrets);
        lines.extend(kept);
        reading.sessions.extend(sessions);
    }
    lines.truncate(LINES);
    for it in &reading.sessions {
        let found = findings::of(source, part, it);
        insights::of(source, part, it, &found, &mut reading.remarks);
        reading.findings.extend(found);
    }
    reading.lines = lines;
    reading.format = reading.format.or(Some(program));
    reading.software = Some(program.to_string()).filter(|it| it != "session");
}
