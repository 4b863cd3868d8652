//! SMTP sessions as any program prints them.
//!
//! Marks are learned from the file itself: whatever stands before a line that is a command marks the client, whatever stands before
//! a line that is a reply marks the server. So programs that nobody has seen are read too, and arrows that mean opposite things
//! in different programs do no harm.

use super::{ReadFinding, Reading, secrets};
use crate::analysis::Outcome;
use crate::phrases::Phrases;
use crate::reply::{self, FoundReply};
use crate::text::Text;
use smtp_lens_catalog::{CodePrefix, EnhancedStatus, Stage};
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

#[derive(Debug, Clone, Copy, PartialEq)]
enum Says<'a> {
    Command(&'a str, Stage),
    Reply(CodePrefix),
    Nothing,
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
    let mut first_failed_auth = false;
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
                        && !session
                            .exchanges
                            .last()
                            .is_some_and(|it| it.reply.as_ref().is_some_and(|it| it.code == Some(250)));
                    let capability = words.split(' ').next().unwrap_or_default().to_ascii_uppercase();
                    if !first && is_capability(&capability) && !session.capabilities.iter().any(|it| *it == words) {
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
                    first_failed_auth |= stage == Stage::Auth && code >= 500;
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
                {
                    if let Some((from, to)) = secrets::answer(line) {
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
        findings(source, part, it, first_failed_auth, reading);
    }
    reading.lines = kept;
    reading.format = reading.format.or(Some(program(source)));
    reading.software = Some(program(source).to_string()).filter(|it| it != "session");
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
fn findings(source: &str, part: usize, session: &ReadSession, _: bool, reading: &mut Reading) {
    let (mut recipient, mut sender): (Option<String>, Option<String>) = (None, None);
    let mut accepted: Vec<String> = Vec::new();
    let mut found: Vec<ReadFinding> = Vec::new();
    let mut pipelined: Vec<Stage> = Vec::new();
    for it in &session.exchanges {
        if let Some((start, end)) = it.command {
            let words = &source[start..end];
            match it.stage {
                Some(Stage::Mail) => sender = super::prose::address_in(words),
                Some(Stage::Rcpt) => recipient = super::prose::address_in(words),
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
        if stage == Some(Stage::Rcpt) && reply.code.is_some_and(|it| it < 300) {
            accepted.extend(recipient.clone());
        }
        if !reply.refuses() {
            continue;
        }
        let echo = reply.code == Some(503) && !found.is_empty();
        let same = found.iter().position(|have| {
            have.reply
                .as_ref()
                .is_some_and(|have| have.code == reply.code && have.status == reply.status && have.text == reply.text)
        });
        if same.is_some() {
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
    // A refusal before the mail was accepted in the end (a second server, a second mechanism) is no failure of the mail.
    found.sort_by_key(|it| it.follows);
    reading.findings.extend(found);
}

/// The lines, and the parts of a line into which many were collapsed.
fn lines_of(source: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split('\n') {
        let end = at + line.len();
        if line.len() > 240 {
            split(source, at, end, &mut lines);
        } else {
            lines.push((at, end));
        }
        at = end + 1;
    }
    lines
}

static OPENERS: Phrases = Phrases::new(&[
    "<-  ",
    " -> ",
    " ~> ",
    "<~  ",
    "<** ",
    "<~* ",
    "=== ",
    "*** ",
    "--> ",
    "<-- ",
    "send: '",
    "reply: b'",
    "reply: retcode",
    " C: ",
    " S: ",
    "CLIENT -> SERVER: ",
    "SERVER -> CLIENT: ",
    "SMTP INBOUND: ",
    ">>> ",
    "<<< ",
    "[->] ",
    "[<-] ",
    " In:  ",
    " In: ",
    " Out: ",
    "DEBUG SMTP: ",
    "SMTP ERROR: ",
    " < ",
    " > ",
    " * ",
    "<- \"",
    "-> \"",
    " EHLO ",
    " HELO ",
    " MAIL FROM:",
    " RCPT TO:",
    " AUTH ",
    " STARTTLS ",
    " DATA ",
    " QUIT",
    " 334 ",
    " 235 ",
    " 354 ",
    "<CRLF>",
    "Wrote: ",
    "<< ",
    "Received: \t",
]);

/// Splits a long line where marks, commands and replies begin in it.
fn split(source: &str, start: usize, end: usize, lines: &mut Vec<(usize, usize)>) {
    let line = &source[start..end];
    let mut cuts: Vec<usize> = Vec::new();
    OPENERS.starts(line, |at| cuts.push(at));
    let bytes = line.as_bytes();
    for at in 0..bytes.len().saturating_sub(4) {
        // " 250-", " 550 5.1.1": a reply after a blank; "250-" glued to the text before (HTML debug output).
        if matches!(bytes[at], b'2'..=b'5')
            && bytes[at + 1].is_ascii_digit()
            && bytes[at + 2].is_ascii_digit()
            && matches!(bytes[at + 3], b' ' | b'-')
            && bytes[at + 4].is_ascii_alphanumeric()
        {
            let before = at.checked_sub(1).map(|it| bytes[it]);
            if before == Some(b' ') && (bytes[at + 3] == b'-' || bytes[at + 4].is_ascii_digit() || cuts.len() > 3) {
                cuts.push(at);
            }
        }
    }
    if cuts.len() < 3 {
        lines.push((start, end));
        return;
    }
    cuts.sort_unstable();
    cuts.dedup_by(|b, a| *b < *a + 3);
    let mut from = 0;
    for cut in cuts {
        if cut > from {
            lines.push((start + from, start + cut));
            from = cut;
        }
    }
    lines.push((start + from, end));
}

/// Where the content of a line begins, and what it is: the first place where a command or a reply can begin.
fn content_of(source: &str, start: usize, end: usize) -> (usize, Says<'_>) {
    let line = &source[start..end];
    let bytes = line.as_bytes();
    let mut at = 0;
    let limit = bytes.len().min(140);
    while at < limit {
        let before = at.checked_sub(1).map(|it| bytes[it]);
        let can_begin = before.is_none_or(|it| matches!(it, b' ' | b'\t' | b'"' | b'\'' | b'>' | b'<' | b']' | b')'));
        if can_begin && bytes[at].is_ascii_alphanumeric() {
            let rest = &line[at..];
            let mark = &line[..at];
            if let Some((verb, stage)) = command(rest)
                && mark_fits(mark, true)
            {
                return (start + at, Says::Command(verb, stage));
            }
            if matches!(bytes[at], b'2'..=b'5') {
                let prefix = CodePrefix::of(rest.trim_end_matches(['"', '\'']));
                if prefix.code.is_some() && mark_fits(mark, false) && reply_fits(rest) {
                    return (start + at, Says::Reply(prefix));
                }
            }
        }
        at += 1;
    }
    (start, Says::Nothing)
}

fn reply_fits(rest: &str) -> bool {
    let after = &rest[3.min(rest.len())..];
    !after.starts_with(" bytes") && !after.starts_with(" ms") && !after.starts_with(" octets")
}

/// Whether a mark can stand before a line of a conversation: nothing, or it ends with a sign, not in the middle of a sentence.
fn mark_fits(mark: &str, command: bool) -> bool {
    let trimmed = mark.trim_end_matches([' ', '\t']);
    if trimmed.is_empty() {
        return true;
    }
    let trimmed = trimmed
        .trim_end_matches(['"', '\''])
        .trim_end_matches(" b")
        .trim_end_matches([' ', '\t']);
    if trimmed.ends_with("code:")
        || trimmed.ends_with("Msg:")
        || trimmed.ends_with("response:")
        || trimmed.ends_with("with response:")
        || trimmed.ends_with("ERROR:")
        || trimmed.ends_with("failed:")
        || trimmed.ends_with("message")
        || trimmed.contains("Exception")
    {
        return false;
    }
    let Some(&last) = trimmed.as_bytes().last() else {
        return true;
    };
    if matches!(last, b'>' | b'<' | b'~' | b'*' | b'|' | b'=')
        || trimmed.ends_with("->")
        || trimmed.ends_with("<-")
        || trimmed.ends_with("--")
        || trimmed.ends_with("<b")
    {
        return true;
    }
    if last == b'-' {
        return trimmed.len() < 4;
    }
    if last == b']' {
        return trimmed.len() < 60;
    }
    if last == b':' {
        let word = trimmed[..trimmed.len() - 1]
            .rsplit([' ', '\t', ']', '\u{1b}'])
            .next()
            .unwrap_or_default();
        const WORDS: [&str; 20] = [
            "C",
            "S",
            "CLIENT",
            "SERVER",
            "In",
            "Out",
            "Send",
            "Recv",
            "Sending",
            "Received",
            "reply",
            "send",
            "Wrote",
            "INBOUND",
            "0000",
            "Client",
            "Server",
            "connection",
            "SMTP",
            "smtp",
        ];
        return WORDS.contains(&word)
            || word.ends_with(']')
            || trimmed.ends_with("]:")
            || (word.is_empty() && command)
            || word.starts_with("sSMTP");
    }
    // A time stamp alone.
    last.is_ascii_digit()
        && trimmed
            .bytes()
            .all(|it| it.is_ascii_digit() || matches!(it, b':' | b'.' | b'-' | b' ' | b'T' | b'Z' | b'[' | b']' | b'/'))
}

/// The mark before a line's content, without what changes from line to line.
fn mark_of(mark: &str) -> String {
    mark.chars()
        .filter(|it| !it.is_ascii_digit())
        .map(|it| if it == '\t' { ' ' } else { it })
        .collect::<String>()
        .trim_end()
        .to_string()
}

/// The command at the start of a line.
fn command(line: &str) -> Option<(&'static str, Stage)> {
    const VERBS: [(&str, &str, Stage); 15] = [
        ("EHLO ", "ehlo", Stage::Helo),
        ("HELO ", "helo", Stage::Helo),
        ("LHLO ", "lhlo", Stage::Helo),
        ("STARTTLS", "starttls", Stage::Tls),
        ("AUTH ", "auth", Stage::Auth),
        ("MAIL FROM:", "mail", Stage::Mail),
        ("RCPT TO:", "rcpt", Stage::Rcpt),
        ("DATA", "data", Stage::Data),
        ("BDAT ", "bdat", Stage::Message),
        ("QUIT", "quit", Stage::Connect),
        ("RSET", "rset", Stage::Connect),
        ("NOOP", "noop", Stage::Connect),
        ("VRFY ", "vrfy", Stage::Rcpt),
        ("MAIL From:", "mail", Stage::Mail),
        ("RCPT To:", "rcpt", Stage::Rcpt),
    ];
    let bytes = line.as_bytes();
    VERBS.iter().find_map(|&(verb, name, stage)| {
        let head = bytes.get(..verb.len())?;
        if !head.eq_ignore_ascii_case(verb.as_bytes()) {
            return None;
        }
        let mixed = !(head.iter().all(|it| !it.is_ascii_lowercase())
            || head.iter().all(|it| !it.is_ascii_uppercase())
            || verb.ends_with(':'));
        if mixed {
            return None;
        }
        let rest = &line[verb.len()..];
        let bare = matches!(name, "starttls" | "data" | "quit" | "rset" | "noop");
        let ends = rest
            .trim_start_matches("\\r\\n")
            .trim_start_matches("<CRLF>")
            .trim_start_matches(['\'', '"'])
            .trim_end()
            .is_empty();
        if bare && !ends {
            return None;
        }
        if name == "auth" && !rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
            return None;
        }
        Some((name, stage))
    })
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

/// The host that a program says it connects to.
fn host_said(line: &str) -> Option<String> {
    const BEFORE: [&str; 12] = [
        "=== Trying ",
        "Connected to ",
        "connect: to ('",
        "Connection: opening to ",
        "opening to ",
        "Connection opened: ",
        "host = ",
        "trying to connect to host \"",
        "Trying ",
        "Connecting to ",
        "... while talking to ",
        "-connect ",
    ];
    BEFORE.iter().find_map(|it| {
        let rest = &line[line.find(it)? + it.len()..];
        let rest = rest
            .trim_start_matches("tls://")
            .trim_start_matches("ssl://")
            .trim_start_matches("tcp://");
        let host: String = rest
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
            .collect();
        let host = host.trim_end_matches('.').to_string();
        (host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic())).then_some(host)
    })
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

/// The program that printed the session, by its marks.
fn program(source: &str) -> &'static str {
    let mut end = source.len().min(20_000);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let head = &source[..end];
    let has = |it: &str| head.contains(it);
    if has("=== Trying") || has("<~ ") || (has(" -> ") && has("<-  ")) {
        "swaks"
    } else if has("CLIENT -> SERVER") || has("SMTP INBOUND") {
        "phpmailer"
    } else if has("reply: b'") || has("reply: retcode") {
        "smtplib"
    } else if has("Net::SMTP") {
        "net-smtp"
    } else if has("DEBUG SMTP") {
        "javamail"
    } else if has("s-nail:") {
        "s-nail"
    } else if has("<-- 2") || has("msmtp") {
        "msmtp"
    } else if has("lettre::") {
        "lettre"
    } else if has("sendemail[") {
        "sendemail"
    } else if has("nodemailer") || (has(" S: 2") && has(" C: ")) {
        "nodemailer"
    } else if has("[<-] ") {
        "ssmtp"
    } else if has("== Info:") || has("* Connected to") || has("*   Trying") {
        "curl"
    } else if has("openssl s_client") || has("verify return:") {
        "openssl"
    } else if has("Connection opened:") || has("net/smtp.rb") {
        "ruby"
    } else if has("4< 2") {
        "mutt"
    } else if has("Symfony") || has("Expected response code") {
        "symfony"
    } else if has("Escape character is") {
        "telnet"
    } else {
        "session"
    }
}
