//! Follows a conversation line by line: who speaks, which reply answers which command, where a secret is said.

mod answers;
mod other;

use super::lines::{Says, Spoken, mark_of};
use super::meaning::{clean_word, reply_key};
use super::program::host_said;
use super::{LineRole, Marks, Offered, ReadExchange, ReadLine, ReadSession, clock};
use crate::read::secrets::{self, Asked};
use crate::reply::{self, FoundReply};
use smtp_lens_catalog::{CodePrefix, EnhancedStatus, Stage};
use std::collections::VecDeque;

/// A part and a range in it.
type Place = (usize, usize, usize);

/// The final dot of a message is looked for over so many lines.
const MESSAGE: usize = 2000;

pub struct Dialogue<'a> {
    source: &'a str,
    part: usize,
    marks: &'a Marks,
    session: ReadSession,
    sessions: Vec<ReadSession>,
    kept: Vec<ReadLine>,
    secrets: Vec<Place>,
    stage: Stage,
    /// After 354, until the server speaks again.
    in_message: bool,
    /// Where the message ends, when the recording shows its final dot and marks no speakers.
    message_until: usize,
    /// Commands that wait for their reply: the exchange and its stage.
    pending: VecDeque<(Option<usize>, Stage)>,
    /// The reply whose lines go on.
    open: Option<Open>,
    last: Option<LastReply>,
    sign_in: SignIn,
    offered: Offered,
    /// Whether the last thing said was a reply.
    answered: bool,
    /// Where the next command or reply begins: no reply goes on beyond it.
    until: usize,
    /// The code of the reply that the program's words before this line repeat.
    repeats: Option<u16>,
    /// Whether commands before the first line wait for their replies.
    cut: bool,
    /// When the session began, when its last command was given, and the last time seen.
    clock: [Option<u64>; 3],
}

struct Open {
    reply: FoundReply,
    stage: Stage,
    exchange: Option<usize>,
    /// Whether it only repeats the reply before it.
    echo: bool,
}

/// The reply before, to know when a program prints it again.
struct LastReply {
    code: Option<u16>,
    status: Option<EnhancedStatus>,
    words: String,
    mark: String,
}

struct SignIn {
    asked: Asked,
    waits: bool,
    mechanism: String,
    answers: usize,
}

impl<'a> Dialogue<'a> {
    pub fn new(source: &'a str, part: usize, marks: &'a Marks) -> Self {
        Self {
            source,
            part,
            marks,
            session: ReadSession::default(),
            sessions: Vec::new(),
            kept: Vec::new(),
            secrets: Vec::new(),
            stage: Stage::Connect,
            in_message: false,
            message_until: 0,
            pending: VecDeque::new(),
            open: None,
            last: None,
            sign_in: SignIn {
                asked: Asked::Other,
                waits: false,
                mechanism: String::new(),
                answers: 0,
            },
            offered: Offered::default(),
            answered: false,
            until: source.len(),
            repeats: None,
            cut: false,
            clock: [None; 3],
        }
    }

    /// Takes the lines in, in order.
    pub fn follow(&mut self, lines: &[Spoken<'_>]) {
        self.cut_head(lines);
        // Where the next command or reply begins, from each line.
        let mut ends = vec![self.source.len(); lines.len()];
        let mut next = self.source.len();
        for (end, line) in ends.iter_mut().zip(lines).rev() {
            *end = next;
            if line.by.is_some() || !matches!(line.says, Says::Nothing) {
                next = line.start;
            }
        }
        for (index, (line, until)) in lines.iter().zip(ends).enumerate() {
            self.until = until.max(line.end);
            self.line(line, index + 2 >= lines.len());
        }
    }

    /// When the head is cut off inside of a pipelined group, more replies come than commands are left: MAIL, RCPT were before.
    fn cut_head(&mut self, lines: &[Spoken<'_>]) {
        let said = || lines.iter().filter(|it| !matches!(it.says, Says::Nothing));
        let commands = said().take_while(|it| matches!(it.says, Says::Command(..))).count();
        let Some(Spoken {
            says: Says::Command("rcpt" | "data", _),
            ..
        }) = said().next()
        else {
            return;
        };
        let replies = said()
            .skip(commands)
            .map_while(|it| match it.says {
                Says::Reply(prefix) => Some(prefix.more),
                _ => None,
            })
            .filter(|more| !more)
            .count();
        for missing in (0..replies.saturating_sub(commands)).rev() {
            let stage = if missing == 0 { Stage::Rcpt } else { Stage::Mail };
            self.pending.push_back((None, stage));
        }
        self.cut = !self.pending.is_empty();
    }

    /// The sessions, the lines, the secrets.
    pub fn finish(mut self) -> (Vec<ReadSession>, Vec<ReadLine>, Vec<Place>) {
        self.close();
        (self.sessions, self.kept, self.secrets)
    }

    fn line(&mut self, line: &Spoken<'_>, last: bool) {
        let words = &self.source[line.start..line.end];
        let mark = mark_of(&self.source[line.start..line.content]);
        if let Some(now) = clock::time_of(words) {
            self.clock[0] = self.clock[0].or(Some(now));
            self.clock[2] = Some(now);
        }
        let kept = self.kept.len();
        self.kept.push(ReadLine {
            part: self.part,
            range: (line.start, line.end),
            role: LineRole::Program,
            key: String::new(),
            refuses: false,
        });
        let repeats = std::mem::take(&mut self.repeats);
        let (role, key, refuses) = match line.says {
            Says::Reply(prefix) if repeats.is_some() && prefix.code == repeats && mark.is_empty() => {
                self.repeats = repeats.filter(|_| prefix.more);
                (LineRole::Program, String::new(), false)
            }
            Says::Command(verb, stage)
                if !self.in_message
                    || line.by.is_some()
                    || matches!(verb, "quit" | "rset") && last
                    || self.marks.leads_commands(&mark) =>
            {
                (LineRole::Client, self.command(verb, stage, line), false)
            }
            Says::Reply(prefix)
                if (!self.marks.is_foreign(line, self.source)
                    || self.open.as_ref().is_some_and(|it| it.reply.code == prefix.code))
                    && !(self.in_message && line.by.is_none() && line.start < self.message_until)
                    && (!self.in_message || prefix.code.is_some_and(|it| it >= 250 && it != 354)) =>
            {
                let key = self.reply(prefix, mark, line);
                (LineRole::Server, key, prefix.code.is_some_and(|it| it >= 400))
            }
            _ => {
                self.repeats = self.repeated(words);
                let (role, key) = self.other(line, &mark);
                (role, key.to_string(), false)
            }
        };
        if let Some(line) = self.kept.get_mut(kept) {
            line.role = role;
            line.key = key;
            line.refuses = refuses;
        }
        if self.session.server.is_none() {
            self.session.server = host_said(words);
        }
    }

    fn command(&mut self, verb: &str, stage: Stage, line: &Spoken<'_>) -> String {
        self.end_reply();
        self.in_message = false;
        self.sign_in.waits = false;
        let source = self.source;
        let (start, end) = (line.content, line.end);
        let words = &source[start..end];
        let mut key = format!("command.{verb}");
        if verb == "auth"
            && let Some(named) = words.split_whitespace().nth(1)
        {
            key = format!("command.auth-{}", clean_word(named).to_ascii_lowercase());
        }
        // Some programs print a command twice, as it is made and as it is sent.
        if self.session.exchanges.last().is_some_and(|it| {
            it.reply.is_none()
                && it
                    .command
                    .is_some_and(|it| clean_word(&source[it.0..it.1]) == clean_word(words))
        }) {
            return key;
        }
        // Only what may be sent without waiting (RFC 2920) leaves replies outstanding.
        if (self.answered && !std::mem::take(&mut self.cut))
            || !matches!(verb, "mail" | "rcpt" | "data" | "rset" | "quit" | "bdat" | "noop")
        {
            self.pending.clear();
        }
        self.answered = false;
        self.stage = stage;
        self.clock[1] = self.clock[2];
        match verb {
            "ehlo" | "helo" | "lhlo" => {
                self.session.client = words.split_whitespace().nth(1).map(|it| clean_word(it).to_string());
                self.session.capabilities.clear();
            }
            "auth" => {
                if let Some(named) = words.split_whitespace().nth(1) {
                    let named = clean_word(named).to_ascii_uppercase();
                    self.sign_in.answers = usize::from(words.split_whitespace().count() > 2);
                    self.sign_in.mechanism.clone_from(&named);
                    if !self.session.mechanisms.contains(&named) {
                        self.session.mechanisms.push(named);
                    }
                }
            }
            _ => {}
        }
        self.pending.push_back((Some(self.session.exchanges.len()), stage));
        self.session.exchanges.push(ReadExchange {
            command: Some((start, end)),
            stage: Some(stage),
            reply: None,
            offered: self.offered,
        });
        key
    }

    fn reply(&mut self, prefix: CodePrefix, mark: String, line: &Spoken<'_>) -> String {
        let code = prefix.code.unwrap_or_default();
        let words = clean_word(
            self.source[line.content..line.end]
                .get(prefix.length..)
                .unwrap_or_default(),
        );
        if code >= 250 {
            self.in_message = false;
        }
        self.sign_in.waits = code == 334;
        if code == 334 {
            self.sign_in.asked = secrets::asks_for(words.split_whitespace().next().unwrap_or_default());
        }
        let goes_on = self.open.as_ref().is_some_and(|it| it.reply.code == prefix.code);
        if goes_on {
            let stage = self.stage;
            let key = reply_key(code, stage, words, false);
            let end = self.end_of(line);
            if let Some(open) = &mut self.open {
                open.reply.goes_on(self.source, line.content, end);
            }
            if stage == Stage::Helo && code == 250 {
                self.capability(words);
            }
            if !prefix.more {
                self.end_reply();
            }
            return key;
        }
        self.end_reply();
        let echo = self.last.as_ref().is_some_and(|it| {
            it.code == prefix.code
                && it.status == prefix.status
                && it.words == words
                && (it.mark != mark || self.pending.is_empty())
        });
        let (exchange, stage) = if echo { (None, self.stage) } else { self.answers(code) };
        if !echo {
            self.begins(code, stage, words);
            self.last = Some(LastReply {
                code: prefix.code,
                status: prefix.status,
                words: words.to_string(),
                mark,
            });
        }
        let key = reply_key(code, stage, words, true);
        let reply = self.said(prefix, line);
        self.open = Some(Open {
            reply,
            stage,
            exchange,
            echo,
        });
        self.stage = stage;
        self.answered = true;
        if code == 354 {
            self.in_message = true;
            self.stage = Stage::Message;
            self.message_until = if line.by.is_none() { self.final_dot(line.end) } else { 0 };
        }
        if !prefix.more {
            self.end_reply();
        }
        key
    }

    /// The code of the last reply, when a program's words repeat it and it goes on: `command failed: 535-5.7.8 …`.
    fn repeated(&self, words: &str) -> Option<u16> {
        let code = self.last.as_ref()?.code?;
        let at = words.find(": ").map(|it| it + 2)?;
        let again = words[at..]
            .match_indices(&code.to_string())
            .any(|(found, it)| words[at + found + it.len()..].starts_with('-') && words[..at + found].ends_with(": "));
        again.then_some(code)
    }

    /// Where the line with nothing but a dot is, behind `from`; 0 when another message begins before, or no reply comes after.
    fn final_dot(&self, from: usize) -> usize {
        let mut at = from;
        let mut lines = self.source[from..].split_inclusive('\n').take(MESSAGE).map(|line| {
            let start = at;
            at += line.len();
            (start, line)
        });
        while let Some((start, line)) = lines.next() {
            if line.trim_end() == "." {
                let mut next = lines.map(|it| it.1.trim()).filter(|it| !it.is_empty());
                let replied = next.next().is_none_or(|it| CodePrefix::of(it).code.is_some());
                return if replied { start } else { 0 };
            }
            if line.trim_start().starts_with("354") {
                return 0;
            }
        }
        0
    }

    /// The reply that begins in a line.
    fn said(&self, prefix: CodePrefix, line: &Spoken<'_>) -> FoundReply {
        let source = self.source;
        // A refusal of one line may have been wrapped by its program: the words decide where it ends.
        if prefix.code.is_some_and(|it| it >= 400) && !prefix.more && line.by.is_none() {
            let line_start = source[..line.content].rfind('\n').map_or(0, |it| it + 1);
            // What the program puts behind the line is no word of the reply.
            let cut = source[line.end..].starts_with(", referer: ");
            let until = if cut { line.end } else { self.until };
            if let Some(found) = reply::reply_at(source, line.content, line_start, until) {
                return found;
            }
        }
        reply::whole(source, line.content, self.end_of(line))
    }

    /// Where a line's words end, without the quotes and escapes around them.
    fn end_of(&self, line: &Spoken<'_>) -> usize {
        let words = &self.source[line.content..line.end];
        line.content + (words.len() - words.trim_start().len()) + clean_word(words).len()
    }

    /// The reply that went on is complete.
    fn end_reply(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.echo {
            return;
        }
        match open.exchange.and_then(|it| self.session.exchanges.get_mut(it)) {
            Some(exchange) => {
                exchange.stage = Some(open.stage);
                exchange.reply = Some(open.reply);
                if open.stage == Stage::Data && exchange.reply.as_ref().is_some_and(|it| it.code == Some(354)) {
                    // What follows is answered too.
                    self.pending
                        .push_front((Some(self.session.exchanges.len()), Stage::Message));
                    self.session.exchanges.push(ReadExchange {
                        command: None,
                        stage: Some(Stage::Message),
                        reply: None,
                        offered: self.offered,
                    });
                }
            }
            None => self.session.exchanges.push(ReadExchange {
                command: None,
                stage: Some(open.stage),
                reply: Some(open.reply),
                offered: self.offered,
            }),
        }
    }

    /// The session is over.
    fn close(&mut self) {
        self.end_reply();
        let mut session = std::mem::take(&mut self.session);
        session.tls &= session.unencrypted.is_none();
        session.milliseconds = self.clock[0]
            .zip(self.clock[2])
            .map(|(from, to)| clock::between(from, to))
            .filter(|it| *it < 12 * 60 * 60 * 1000);
        // A message that was begun and never answered is no exchange.
        session
            .exchanges
            .retain(|it| it.command.is_some() || it.reply.is_some());
        if !session.exchanges.is_empty() {
            self.sessions.push(session);
        }
        self.pending.clear();
        self.offered = Offered::default();
        self.stage = Stage::Connect;
        self.clock = [None; 3];
    }
}
