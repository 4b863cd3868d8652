//! Lines of mail servers' logs: one story per message and recipient.

use super::{ReadFinding, Reading, hints};
use crate::analysis::{Kind, Outcome};
use crate::reply;
use crate::text::Text;
use smtp_lens_catalog::EnhancedStatus;
use std::collections::BTreeMap;

/// The stories of one log are kept up to here.
const STORIES: usize = 5000;

struct Dialect {
    name: &'static str,
    marks: &'static [&'static str],
}

const DIALECTS: [Dialect; 9] = [
    Dialect {
        name: "postfix",
        marks: &["postfix/", "status=bounced", "status=deferred", "NOQUEUE: reject"],
    },
    Dialect {
        name: "sendmail",
        marks: &["stat=Deferred", "stat=User unknown", "mailer=esmtp", ", stat="],
    },
    Dialect {
        name: "exim",
        marks: &[
            " R=",
            " T=remote_smtp",
            " == ",
            " ** ",
            "rejected RCPT",
            " authenticator failed",
        ],
    },
    Dialect {
        name: "opensmtpd",
        marks: &["result=\"", "smtpd[", " mta ", "|bounce|", "stat=\""],
    },
    Dialect {
        name: "courier",
        marks: &["courieresmtp:", "courierd:"],
    },
    Dialect {
        name: "dma",
        marks: &[" dma[", "remote delivery"],
    },
    Dialect {
        name: "nullmailer",
        marks: &["Starting delivery", "smtp: Failed:", "Rescanning queue"],
    },
    Dialect {
        name: "msmtp",
        marks: &["smtpstatus=", "exitcode=EX_"],
    },
    Dialect {
        name: "ssmtp",
        marks: &["sSMTP["],
    },
];

/// Reads a log; `false` when the text is none.
pub fn read(text: &Text, part: usize, reading: &mut Reading) -> bool {
    let source = text.as_str();
    let end = source.floor_char_boundary(30_000);
    let head = &source[..end];
    let dated = head.lines().take(40).filter(|it| is_dated(it)).count();
    let dialect = DIALECTS
        .iter()
        .map(|it| (it, it.marks.iter().filter(|mark| head.contains(**mark)).count()))
        .filter(|it| it.1 > 0)
        .max_by_key(|it| it.1);
    let Some((dialect, _)) = dialect else { return false };
    let strong = dialect.name == "msmtp"
        || dialect.name == "nullmailer"
        || head.contains("status=bounced")
        || head.contains("status=deferred")
        || head.contains("|bounce|")
        || head.contains(", stat=");
    if dated == 0 && !strong {
        return false;
    }
    let mut stories: BTreeMap<(String, u16, String), usize> = BTreeMap::new();
    let mut senders: BTreeMap<String, String> = BTreeMap::new();
    let mut findings: Vec<ReadFinding> = Vec::new();
    let mut last_recipient: Option<String> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let queue = queue_id(line);
        if let (Some(queue), Some(from)) = (&queue, between(line, "from=<", '>')) {
            senders.insert(queue.clone(), from.to_string());
        }
        let recipient = between(line, " to=<", '>')
            .or_else(|| between(line, "to=<", '>'))
            .or_else(|| between(line, "addr=<", '>'))
            .or_else(|| between(line, "recipients=", ' '))
            .or_else(|| between(line, "to: <", '>'))
            .or_else(|| between(line, ": to=", ','))
            .or_else(|| between(line, " ** ", ' '))
            .or_else(|| between(line, " == ", ' '))
            .map(|it| it.trim_end_matches(':').trim_matches(['<', '>']).to_string())
            .filter(|it| it.contains('@'));
        if recipient.is_some() {
            last_recipient.clone_from(&recipient);
        }
        let bytes = line.as_bytes();
        if !bytes.iter().any(|it| matches!(it, b'4' | b'5')) {
            continue;
        }
        let found = reply::find(source, start, start + line.len());
        let Some(reply) = found
            .into_iter()
            .filter(|it| it.strength > 1 || it.code.is_some())
            .max_by_key(|it| (it.strength, it.text.len()))
        else {
            continue;
        };
        let deferred = line.contains("status=deferred")
            || line.contains(" == ")
            || line.contains("Deferred")
            || line.contains("TempFail")
            || line.contains("deferred");
        let outcome = if deferred
            || (reply.code.is_some_and(|it| it < 500) && !line.contains("bounced") && !line.contains(" ** "))
        {
            Outcome::Delayed
        } else {
            Outcome::Failed
        };
        let status = reply.status.or_else(|| {
            between(line, "dsn=", ',')
                .and_then(EnhancedStatus::parse)
                .filter(|it| !it.is_vague())
        });
        let recipient = recipient
            .or_else(|| last_recipient.clone())
            .or_else(|| hints::address_in(&reply.text));
        let key = (
            recipient.clone().unwrap_or_default(),
            reply.code.unwrap_or_default(),
            status.map(|it| it.to_string()).unwrap_or_default(),
        );
        if let Some(&have) = stories.get(&key) {
            if outcome == Outcome::Failed {
                findings[have].outcome = Outcome::Failed;
            }
            if findings[have]
                .reply
                .as_ref()
                .is_none_or(|it| it.text.len() < reply.text.len())
            {
                findings[have].reply = Some(reply);
            }
            continue;
        }
        if findings.len() >= STORIES {
            continue;
        }
        stories.insert(key, findings.len());
        findings.push(ReadFinding {
            outcome,
            sender: queue
                .as_ref()
                .and_then(|it| senders.get(it).cloned())
                .or_else(|| between(line, "from=<", '>').map(str::to_string))
                .filter(|it| !it.is_empty()),
            recipient,
            stage: hints::stage_near(source, reply.start, reply.end),
            status,
            part,
            remote_mta: hints::host_near(source, reply.start, start),
            at: Some(stamp(line).to_string()).filter(|it| !it.is_empty()),
            reply: Some(reply),
            ..ReadFinding::default()
        });
    }
    if findings.is_empty() {
        return false;
    }
    // A log line by ssmtp is one line of the conversation: its last failing one is what counts.
    findings.sort_by_key(|it| {
        (
            it.outcome != Outcome::Failed,
            it.reply.as_ref().is_some_and(|it| it.strength < 2),
        )
    });
    reading.kind = Kind::Log;
    reading.format = Some(dialect.name);
    reading.software = Some(dialect.name.to_string());
    reading.findings = findings;
    true
}

fn is_dated(line: &str) -> bool {
    !stamp(line).is_empty()
}

/// The date and time with which a line begins, as it stands.
fn stamp(line: &str) -> &str {
    let bytes = line.as_bytes();
    if bytes.len() > 15 && bytes[3] == b' ' && bytes[9] == b':' && bytes[12] == b':' && bytes[0].is_ascii_uppercase() {
        return line.get(..15).unwrap_or_default();
    }
    if bytes.len() > 19 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-' && bytes[13] == b':' {
        let end = bytes
            .iter()
            .skip(19)
            .position(|it| *it == b' ')
            .map_or(19, |it| (19 + it).min(40));
        return line.get(..end).unwrap_or_default();
    }
    ""
}

fn queue_id(line: &str) -> Option<String> {
    let at = line.find("]: ")? + 3;
    let id: String = line[at..].chars().take_while(|it| it.is_ascii_alphanumeric()).collect();
    (id.len() >= 6 && line[at + id.len()..].starts_with(':')).then_some(id)
}

fn between<'a>(line: &'a str, mark: &str, end: char) -> Option<&'a str> {
    let at = line.find(mark)? + mark.len();
    let rest = &line[at..];
    let stop = rest.find(end).unwrap_or(rest.len());
    Some(&rest[..stop])
}
