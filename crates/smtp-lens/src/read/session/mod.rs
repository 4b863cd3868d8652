//! SMTP sessions as any program prints them.
//!
//! Marks are learned from the file itself: whatever stands before a line that is a command marks the client, whatever stands before
//! a line that is a reply marks the server. So programs that nobody has seen are read too, and arrows that mean opposite things
//! in different programs do no harm.

mod lines;
mod program;

use self::lines::{Says, content_of, lines_of, mark_of};
use self::program::{host_said, program};
use super::{ReadFinding, Reading, secrets};
use crate::analysis::Outcome;
use crate::reply::{self, FoundReply};
use crate::text::Text;
use smtp_lens_catalog::{EnhancedStatus, Stage};
use std::collections::HashMap;

/// Lines of a conversation are kept up to here.
const LINES: usize = 4000;

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

/// Reads the sessions of a text.
pub fn read(text: &Text, part: usize, reading: &mut Reading) {
    let source = text.as_str();
    let lines = lines_of(source);
    // First pass: which marks stand before commands, which before replies?
    let mut marks: HashMap<String, (u32, u32)> = HashMap::new();
    let mut read_lines: Vec<(usize, usize, usize, Says<'_>)> = Vec::with_capacity(lines.len().min(LINES));
    let (mut commands, mut replies) = (0, 0);
    for &(start, end) in lines.iter().take(LINES * 4) {
        let (content, says) = content_of(source, start, end);
        match says {
            Says::Command(..) => {
                marks.entry(mark_of(&source[start..content])).or_default().0 += 1;
                commands += 1;
            }
            Says::Reply(_) => {
                marks.entry(mark_of(&source[start..content])).or_default().1 += 1;
                replies += 1;
            }
            Says::Nothing => {}
        }
        read_lines.push((start, end, content, says));
    }
    if commands == 0 || replies == 0 || commands + replies < 3 {
        return;
    }
    let mut session = ReadSession::default();
    let mut sessions = Vec::new();
    let mut stage = Stage::Connect;
    let mut in_message = false;
    let mut waits_for_credential = false;
    let mut open: Option<(FoundReply, Stage)> = None;
    let mut last_reply: Option<(Option<u16>, Option<EnhancedStatus>, String)> = None;
    let mut kept = Vec::new();
    let mut asked = secrets::Asked::Other;
    let mut mechanism = String::new();
    let mut answers = 0;

    for (index, &(start, end, content, says)) in read_lines.iter().enumerate() {
        let line = &source[start..end];
        let mark = mark_of(&source[start..content]);
        let mut role = LineRole::Program;
        let mut key = String::new();
        let mut refuses = false;
        match says {
            Says::Command(verb, at)
                if !in_message
                    || matches!(verb, "quit" | "rset") && index + 2 >= read_lines.len()
                    || marks.get(&mark).is_some_and(|it| it.0 > 1 && !mark.is_empty()) =>
            {
                in_message = false;
                finish(&mut open, &mut session);
                role = LineRole::Client;
                stage = at;
                key = format!("command.{verb}");
                let range = (content, end);
                let duplicate = session.exchanges.last().is_some_and(|it| {
                    it.reply.is_none()
                        && it
                            .command
                            .is_some_and(|it| source[it.0..it.1] == source[range.0..range.1])
                });
                if !duplicate {
                    match verb {
                        "ehlo" | "helo" | "lhlo" => {
                            session.client = source[content..end]
                                .split_whitespace()
                                .nth(1)
                                .map(|it| clean_word(it).to_string());
                            session.capabilities.clear();
                        }
                        "auth" => {
                            if let Some(word) = source[content..end].split_whitespace().nth(1) {
                                let named = clean_word(word).to_ascii_uppercase();
                                key = format!("command.auth-{}", named.to_ascii_lowercase());
                                mechanism.clone_from(&named);
                                answers = usize::from(source[content..end].split_whitespace().count() > 2);
                                if !session.mechanisms.contains(&named) {
                                    session.mechanisms.push(named);
                                }
                            }
                        }
                        _ => {}
                    }
                    session.exchanges.push(ReadExchange {
                        command: Some(range),
                        stage: Some(at),
                        reply: None,
                    });
                }
            }
            Says::Reply(prefix) if !in_message || prefix.code.is_some_and(|it| it >= 250 && it != 354) => {
                role = LineRole::Server;
                let code = prefix.code.unwrap_or_default();
                let words = words_of(source, content, end, prefix.length);
                let again = last_reply
                    .as_ref()
                    .is_some_and(|(a, b, c)| *a == prefix.code && *b == prefix.status && *c == words)
                    && !prefix.more
                    && open.is_none();
                if code >= 250 {
                    in_message = false;
                }
                let continues = open.as_ref().is_some_and(|(it, _)| it.code == prefix.code);
                refuses = code >= 400;
                key = reply_key(code, stage, &words, continues, &session);
                if stage == Stage::Helo && code == 250 && !words.is_empty() {
                    let first = open.is_none()
                        && session
                            .exchanges
                            .last()
                            .is_none_or(|it| it.reply.as_ref().is_none_or(|it| it.code != Some(250)));
                    let capability = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
                    if !first && is_capability(&capability) && !session.capabilities.contains(&words) {
                        session.capabilities.push(words.clone());
                    }
                }
                if continues {
                    if let Some((open, _)) = &mut open {
                        open.end = open.end.max(end);
                    }
                } else if !again {
                    finish(&mut open, &mut session);
                    if code == 220
                        && stage != Stage::Tls
                        && (session.banner.is_some() || session.exchanges.iter().any(|it| it.command.is_some()))
                        && !matches!(stage, Stage::Connect)
                    {
                        sessions.push(std::mem::take(&mut session));
                        stage = Stage::Connect;
                    }
                    let line_start = source[..content].rfind('\n').map_or(0, |it| it + 1);
                    let found = if code >= 400 {
                        reply::reply_at(source, content, line_start, source.len())
                    } else {
                        None
                    };
                    let found = found.unwrap_or_else(|| FoundReply {
                        code: prefix.code,
                        status: prefix.status,
                        text: words.clone(),
                        start: content,
                        end,
                        code_range: (content, content + 3),
                        strength: 2,
                        ..FoundReply::default()
                    });
                    if code == 220 && stage == Stage::Connect {
                        session.banner = Some(words.clone());
                        session.server = words
                            .split_whitespace()
                            .next()
                            .map(|it| clean_word(it).to_string())
                            .filter(|it| it.contains('.'));
                    }
                    if code == 220 && stage == Stage::Tls {
                        session.tls = true;
                    }
                    open = Some((found, stage));
                }
                if code == 334 {
                    asked = secrets::asks_for(words.split_whitespace().next().unwrap_or_default());
                }
                last_reply = Some((prefix.code, prefix.status, words));
                if code == 354 {
                    in_message = true;
                    stage = Stage::Message;
                }
                waits_for_credential = code == 334;
            }
            _ => {
                let learned = marks.get(&mark);
                if in_message {
                    role = LineRole::Message;
                    key = "command.message".into();
                    if source[content..end].trim() == "." || line.trim_end().ends_with("> .") {
                        role = LineRole::Client;
                        key = "command.end-of-data".into();
                    }
                } else if waits_for_credential
                    && !line.trim().is_empty()
                    && learned.is_none_or(|it| it.0 >= it.1 || mark.is_empty())
                    && let Some((from, to)) = secrets::answer(line)
                {
                    role = LineRole::Client;
                    let user = asked == secrets::Asked::User
                        || (asked == secrets::Asked::Other && mechanism == "LOGIN" && answers == 0);
                    if !user {
                        reading.secrets.push((part, start + from, start + to));
                    }
                    key = if user {
                        "command.credential-user"
                    } else {
                        "command.credential-password"
                    }
                    .into();
                    answers += 1;
                }
                if line.contains("TLS started")
                    || line.contains("SSL connection using")
                    || line.contains("Connection upgraded with STARTTLS")
                {
                    session.tls = true;
                }
            }
        }
        if session.server.is_none()
            && let Some(host) = host_said(line)
        {
            session.server = Some(host);
        }
        if kept.len() < LINES {
            kept.push(ReadLine {
                part,
                range: (start, end),
                role,
                key,
                refuses,
            });
        }
    }
    finish(&mut open, &mut session);
    sessions.push(session);
    for it in &sessions {
        findings(source, part, it, reading);
    }
    reading.lines = kept;
    let program = program(source);
    reading.format = reading.format.or(Some(program));
    reading.software = Some(program.to_string()).filter(|it| it != "session");
    reading.sessions = sessions;
}

fn finish(open: &mut Option<(FoundReply, Stage)>, session: &mut ReadSession) {
    let Some((reply, stage)) = open.take() else { return };
    match session.exchanges.last_mut() {
        Some(last) if last.reply.is_none() || last.reply.as_ref().is_some_and(|it| it.code == Some(334)) => {
            last.stage = Some(stage);
            last.reply = Some(reply);
        }
        _ => session.exchanges.push(ReadExchange {
            command: None,
            stage: Some(stage),
            reply: Some(reply),
        }),
    }
}

/// The refusals of a session: the decisive one first, what only follows from it marked so.
fn findings(source: &str, part: usize, session: &ReadSession, reading: &mut Reading) {
    let (mut recipient, mut sender): (Option<String>, Option<String>) = (None, None);
    let mut found: Vec<ReadFinding> = Vec::new();
    let mut pipelined: Vec<Stage> = Vec::new();
    for it in &session.exchanges {
        if let Some((start, end)) = it.command {
            let words = &source[start..end];
            match it.stage {
                Some(Stage::Mail) => sender = super::hints::address_in(words),
                Some(Stage::Rcpt) => recipient = super::hints::address_in(words),
                _ => {}
            }
            if it.reply.is_none() {
                pipelined.push(it.stage.unwrap_or(Stage::Data));
            }
        }
        let Some(reply) = &it.reply else { continue };
        let mut stage = it.stage;
        // Pipelining: several commands stand before their replies.
        if !pipelined.is_empty() {
            let behind = it.stage.unwrap_or(Stage::Data);
            pipelined.push(behind);
            stage = Some(pipelined.remove(0));
            if pipelined.len() == 1 && it.command.is_none() {
                pipelined.clear();
            }
        }
        if !reply.refuses() {
            continue;
        }
        let echo = reply.code == Some(503) && !found.is_empty();
        let same = found.iter().any(|have| {
            have.reply
                .as_ref()
                .is_some_and(|have| have.code == reply.code && have.status == reply.status && have.text == reply.text)
        });
        if same {
            continue;
        }
        let about = match stage {
            Some(Stage::Rcpt | Stage::Data | Stage::Message) => recipient.clone(),
            _ => None,
        };
        found.push(ReadFinding {
            outcome: Outcome::Failed,
            recipient: about,
            sender: sender.clone(),
            stage,
            status: reply.status,
            reply: Some(reply.clone()),
            part,
            remote_mta: session.server.clone(),
            banner: session.banner.clone(),
            follows: echo,
            ..ReadFinding::default()
        });
    }
    found.sort_by_key(|it| it.follows);
    reading.findings.extend(found);
}

fn words_of(source: &str, content: usize, end: usize, length: usize) -> String {
    let line = source[content..end].get(length..).unwrap_or_default();
    clean_word(line).to_string()
}

/// A word or line without the quotes and escapes that a program puts around it.
fn clean_word(line: &str) -> &str {
    line.trim()
        .trim_end_matches(['"', '\''])
        .trim_end_matches("\\r\\n")
        .trim_end_matches("\\n")
        .trim_end_matches("<CRLF>")
        .trim()
}

fn is_capability(word: &str) -> bool {
    word.len() >= 3
        && word
            .bytes()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'-' || it == b'=')
        && word != "OK"
}

fn reply_key(code: u16, stage: Stage, words: &str, continues: bool, session: &ReadSession) -> String {
    let first = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
    let key = match (code, stage) {
        (220, Stage::Tls) => "reply.starttls-ready",
        (220, _) => "reply.greeting",
        (221, _) => "reply.closing",
        (250, Stage::Helo) => {
            if is_capability(&first)
                && (continues
                    || session
                        .exchanges
                        .last()
                        .is_some_and(|it| it.reply.is_some() || it.stage == Some(Stage::Helo)))
                && !words.contains('.')
            {
                return format!("capability.{first}");
            }
            "reply.ehlo-ok"
        }
        (250 | 251, Stage::Mail) => "reply.mail-ok",
        (250 | 251, Stage::Rcpt) => "reply.rcpt-ok",
        (250, Stage::Message) => "reply.message-accepted",
        (235, _) => "reply.auth-ok",
        (334, _) => match words {
            "VXNlcm5hbWU6" | "VXNlciBOYW1lAA==" => "reply.auth-user-prompt",
            "UGFzc3dvcmQ6" | "UGFzc3dvcmQA" => "reply.auth-password-prompt",
            _ => "reply.auth-challenge",
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
