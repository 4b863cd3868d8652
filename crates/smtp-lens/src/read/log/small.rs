//! Programs whose lines are simple: OpenSMTPD, Courier, dma, msmtp, Dovecot, nullmailer.

use super::between;
use super::ledger::{Answer, Attempt, Ledger, outcome_of};
use super::line::Entry;
use crate::analysis::Outcome;
use crate::read::hints;
use smtp_lens_catalog::Stage;

/// The offset of `part` in the source, `part` being a piece of the entry's words.
fn offset(it: &Entry<'_>, part: &str) -> usize {
    it.start + (part.as_ptr() as usize).saturating_sub(it.words.as_ptr() as usize)
}

fn range(it: &Entry<'_>, part: &str) -> (usize, usize) {
    let from = offset(it, part);
    (from, from + part.len())
}

/// `… mta delivery evpid=… to=<b> … relay="ip (host)" … result="PermFail" stat="550 …"`
pub fn opensmtpd<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    if let Some(reason) = words.split_once(" mta error reason=").map(|it| it.1) {
        let (command, said) = reason.split_once(" rejected: ").unwrap_or(("", reason));
        ledger.loose = Some(Answer {
            range: range(it, said),
            stage: hints::stage_word(command),
            ..Answer::default()
        });
        return;
    }
    if let Some(command) = between(words, "failed-command command=\"", "\"") {
        let said = between(words, "result=\"", "\"").unwrap_or_default();
        ledger.refused_here(
            between(words, "address=", " ").unwrap_or_default(),
            None,
            Attempt {
                recipient: between(command, "RCPT TO:<", ">").unwrap_or_default(),
                outcome: outcome_of(said),
                at: it.stamp,
                answer: Answer {
                    range: range(it, said),
                    stage: hints::stage_word(command),
                    ..Answer::default()
                },
            },
        );
        return;
    }
    let expires = words.starts_with("relay: Expire for ");
    let queue = match between(words, "evpid=", " ").or_else(|| between(words, "Expire for ", ":")) {
        Some(queue) => queue,
        None => return,
    };
    let recipient = between(words, " to=<", ">").unwrap_or_default();
    if words.contains(" envelope evpid=") {
        ledger.received(queue, it.stamp);
        ledger.sender(queue, between(words, "from=<", ">").unwrap_or_default());
        return;
    }
    let outcome = match between(words, "result=\"", "\"").or_else(|| between(words, "result=", " ")) {
        Some("Ok") => Outcome::Delivered,
        Some("TempFail") => Outcome::Delayed,
        Some(_) => Outcome::Failed,
        None if expires => Outcome::Failed,
        None => return,
    };
    let stat = between(words, "stat=\"", "\"").or_else(|| words.rsplit_once("stat=").map(|it| it.1.trim_end()));
    let relay = between(words, "relay=\"", "\"").unwrap_or_default();
    ledger.attempt(
        queue,
        Attempt {
            recipient,
            outcome,
            at: it.stamp,
            answer: Answer {
                range: stat.map_or((it.start, it.start), |stat| range(it, stat)),
                host: between(relay, "(", ")").or(Some(relay)).filter(|it| it.contains('.')),
                ..Answer::default()
            },
        },
    );
}

/// Courier's delivery of one recipient, a log line a line of the reply.
#[derive(Default)]
pub struct Courier<'a> {
    key: (&'a str, &'a str),
    answer: Option<Answer<'a>>,
}

impl<'a> Courier<'a> {
    /// `id=…,from=<a>,addr=<b>: 550 …` and at its end `id=…,status: failure`
    pub fn line(&mut self, it: &Entry<'a>, ledger: &mut Ledger<'a>) {
        let words = it.words;
        if words.starts_with("error,relay=") {
            courier_refused(it, ledger);
            return;
        }
        let Some(queue) = between(words, "id=", ",") else {
            return;
        };
        let queue = queue.trim_end_matches(':');
        if let Some(rest) = words.strip_prefix("newmsg,") {
            let id = between(rest, "id=", ":").unwrap_or(queue);
            ledger.received(id, it.stamp);
            return;
        }
        if words.starts_with("completed,") {
            return;
        }
        let Some(recipient) = between(words, "addr=<", ">") else {
            return;
        };
        if let Some(sender) = between(words, "from=<", ">") {
            ledger.sender(queue, sender);
        }
        let key = (queue, recipient);
        if self.key != key {
            self.key = key;
            self.answer = None;
        }
        let outcome = if words.contains("status: failure") {
            Outcome::Failed
        } else if words.contains("status: deferred") {
            Outcome::Delayed
        } else if words.contains("success: ") {
            Outcome::Delivered
        } else {
            if let Some((_, said)) = words.split_once(">: ") {
                let here = range(it, said.trim_end());
                match &mut self.answer {
                    Some(answer) => answer.more.push(here),
                    None => {
                        self.answer = Some(Answer {
                            range: here,
                            ..Answer::default()
                        });
                    }
                }
            }
            return;
        };
        let answer = self.answer.take().unwrap_or_default();
        ledger.attempt(
            queue,
            Attempt {
                recipient,
                outcome,
                at: it.stamp,
                answer,
            },
        );
    }

    /// What was said and never concluded: the end of the log is cut off.
    pub fn finish(self, ledger: &mut Ledger<'a>) {
        if let Some(answer) = self.answer {
            let outcome = Outcome::Failed;
            let (queue, recipient) = self.key;
            ledger.attempt(
                queue,
                Attempt {
                    recipient,
                    outcome,
                    at: "",
                    answer,
                },
            );
        }
    }
}

/// dma names the recipient when it begins: `<b> trying delivery`.
#[derive(Default)]
pub struct Dma<'a> {
    recipient: &'a str,
    host: Option<&'a str>,
}

impl<'a> Dma<'a> {
    pub fn line(&mut self, it: &Entry<'a>, ledger: &mut Ledger<'a>) {
        let words = it.words;
        let tag = between(it.tag, "[", "]").unwrap_or(it.tag);
        if let Some(sender) = between(words, "envelope_from=<", ">") {
            ledger.sender(tag, sender);
        } else if let Some(queued) = words.split_once(" queued as ").map(|it| it.1.trim_end()) {
            ledger.received(queued, it.stamp);
        } else if let Some(host) = between(words, "trying remote delivery to ", " ") {
            self.host = Some(host);
        } else if words.ends_with(" trying delivery") {
            self.recipient = between(words, "<", ">").unwrap_or_default();
        } else if words.contains("remote delivery") && (words.contains(" failed") || words.contains("deferred")) {
            let after = words
                .split_once(" failed after ")
                .or_else(|| words.split_once("delivery failed: "))
                .map_or(words, |it| it.1);
            let said = after.split_once(": ").map_or(after, |it| it.1);
            ledger.weak(
                tag,
                it.stamp,
                Answer {
                    range: range(it, said.trim_end()),
                    stage: hints::stage_word(after.split(": ").next().unwrap_or_default()),
                    host: between(words, "delivery to ", " ").or(self.host),
                    ..Answer::default()
                },
            );
        }
        let outcome = if words.starts_with("delivery failed") {
            Outcome::Failed
        } else if words.starts_with("delivery deferred") || words.contains("remote delivery deferred") {
            Outcome::Delayed
        } else if words.ends_with("delivery successful") {
            Outcome::Delivered
        } else {
            return;
        };
        ledger.attempt(
            tag,
            Attempt {
                recipient: between(words, "<", "> delivery").unwrap_or(self.recipient),
                outcome,
                at: it.stamp,
                answer: Answer::default(),
            },
        );
    }
}

/// What Courier refused itself: `error,relay=::ffff:192.0.2.1,from=<a>,to=<b>: 550 …`, or with `msg="535 …",cmd: AUTH …`.
fn courier_refused<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    let (said, stage) = match between(words, "msg=\"", "\"") {
        Some(said) => (said, words.rsplit_once("cmd: ").and_then(|it| hints::stage_word(it.1))),
        None => match words.split_once(">: ") {
            Some((_, said)) => (said.trim_end(), Some(Stage::Rcpt)),
            None => return,
        },
    };
    let client = between(words, "relay=", ",").unwrap_or_default();
    ledger.refused_here(
        client.trim_start_matches("::ffff:"),
        between(words, "from=<", ">"),
        Attempt {
            recipient: between(words, ",to=<", ">").unwrap_or_default(),
            outcome: outcome_of(said),
            at: it.stamp,
            answer: Answer {
                range: range(it, said),
                stage,
                ..Answer::default()
            },
        },
    );
}

/// msmtp's log file: `host=… from=… recipients=… smtpstatus=550 smtpmsg='…' errormsg='…' exitcode=EX_…`
pub fn msmtp<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    let Some(exit) = words.split_once("exitcode=").map(|it| it.1) else {
        return;
    };
    let outcome = if exit.starts_with("EX_OK") {
        Outcome::Delivered
    } else if exit.starts_with("EX_TEMPFAIL")
        || exit.starts_with("EX_UNAVAILABLE")
            && between(words, "smtpstatus=", " ").is_some_and(|it| it.starts_with('4'))
    {
        Outcome::Delayed
    } else {
        Outcome::Failed
    };
    let error = between(words, "errormsg='", "' ");
    let said = between(words, "smtpmsg='", "' ").or(error);
    let stage = error.map(str::to_ascii_lowercase).and_then(|it| {
        Some(if it.contains("authentication") {
            Stage::Auth
        } else if it.contains("recipient") {
            Stage::Rcpt
        } else if it.contains("envelope from") {
            Stage::Mail
        } else if it.contains("did not accept the mail") || it.contains("the mail") {
            Stage::Message
        } else if it.contains("tls") {
            Stage::Tls
        } else if it.contains("connect") || it.contains("greet") {
            Stage::Connect
        } else {
            return None;
        })
    });
    let recipients = between(words, "recipients=", " ").unwrap_or_default();
    let sender = between(words, "from=", " ").unwrap_or_default();
    for recipient in recipients.split(',').take(100) {
        let answer = Answer {
            range: said.map_or((it.start, it.start), |said| range(it, said)),
            stage,
            host: between(words, "host=", " "),
            ..Answer::default()
        };
        ledger.sender("", sender);
        ledger.attempt(
            "",
            Attempt {
                recipient,
                outcome,
                at: it.stamp,
                answer,
            },
        );
    }
}

/// Dovecot: a message that could not be saved, a sign-in that failed.
pub fn dovecot<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    if words.starts_with("submission-login: ")
        && let Some(found) = words.find("auth failed")
    {
        let client = between(words, "rip=", ",").unwrap_or_default();
        ledger.sign_in_refused_here(client, range(it, &words[found..]), it.stamp);
        return;
    }
    let Some(reason) = ["save failed to ", "Save failed", "failed to store into mailbox "]
        .iter()
        .find_map(|mark| words.split_once(mark))
        .and_then(|it| it.1.split_once(": "))
        .map(|it| it.1.trim_end())
    else {
        return;
    };
    let answer = Answer {
        range: range(it, reason),
        ..Answer::default()
    };
    // "lmtp(a@example.com)<12><session>: …"
    if let Some(recipient) = between(words, "lmtp(", ")").filter(|it| it.contains('@')) {
        ledger.told_elsewhere(Attempt {
            recipient,
            outcome: Outcome::Failed,
            at: it.stamp,
            answer: answer.clone(),
        });
    }
    if ledger.loose.is_none() {
        ledger.loose = Some(answer);
    }
}

/// Haraka's outbound: `[NOTICE] [id] [outbound] recipient <b> deferred: 450 …`, `bouncing mail: …`, `delivered file=… host=…`
pub fn haraka<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let Some((head, words)) = it.words.split_once("] [outbound] ") else {
        return;
    };
    let queue = head.rsplit('[').next().unwrap_or_default();
    let mut attempt = |recipient: &'a str, outcome, said: &'a str, host| {
        ledger.attempt(
            queue,
            Attempt {
                recipient,
                outcome,
                at: it.stamp,
                answer: Answer {
                    range: range(it, said),
                    host,
                    stage: (!recipient.is_empty() && outcome != Outcome::Delivered).then_some(Stage::Rcpt),
                    ..Answer::default()
                },
            },
        );
    };
    if let Some(rest) = words.strip_prefix("recipient ") {
        let recipient = between(rest, "<", ">").unwrap_or_default();
        if let Some((_, said)) = rest.split_once(" deferred: ") {
            attempt(recipient, Outcome::Delayed, said.trim_end(), None);
        } else if let Some((_, said)) = rest.split_once(" rejected: ") {
            attempt(recipient, Outcome::Failed, said.trim_end(), None);
        }
    } else if let Some(said) = words.strip_prefix("bouncing mail: ") {
        attempt("", Outcome::Failed, said.trim_end(), None);
    } else if words.starts_with("delivered ") {
        let response = between(words, "response=\"", "\"").unwrap_or_default();
        let host = between(words, "host=", " ").map(|it| it.trim_matches('"'));
        attempt("", Outcome::Delivered, response, host);
    }
}

/// nullmailer-send: no dates, one delivery after the other.
pub fn nullmailer<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> bool {
    if !source.contains("Starting delivery") && !source.contains("smtp: Failed: ") {
        return false;
    }
    let (mut queue, mut recipients, mut host, mut answer) = ("", "", None, Answer::default());
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        // The system's log may stand around it.
        let head = line.find("nullmailer[").map_or(0, |found| {
            line[found..].find("]: ").map_or(0, |close| found + close + 3)
        });
        let start = at + head;
        at += line.len();
        let words = line[head..].trim_end();
        if let Some(file) = between(words, "file: ", " ").or_else(|| words.split_once("file: ").map(|it| it.1)) {
            queue = file;
            host = between(words, "host: ", " ");
            answer = Answer::default();
        } else if words.starts_with("From: <") && words.contains("to: <") {
            ledger.sender(queue, between(words, "From: <", ">").unwrap_or_default());
            recipients = words.split_once("to: ").map_or("", |it| it.1);
        } else if let Some(found) = words.find("smtp: Failed: ").map(|it| it + 14) {
            answer.range = (start + found, start + words.len());
            answer.host = host;
        } else if words.starts_with("Sending failed")
            || words.starts_with("Sent file")
            || words.contains("smtp: Succeeded: ") && queue.is_empty()
        {
            let outcome = if words.starts_with("Sent") || words.contains("Succeeded") {
                Outcome::Delivered
            } else if words.contains("Permanent") || words.contains("ermanent error") {
                Outcome::Failed
            } else {
                Outcome::Delayed
            };
            if words.contains("authenticate") {
                answer.stage = Some(Stage::Auth);
            }
            // "Connect failed", "Host not found": its own two sentences belong together.
            if !answer.has_code(source) && outcome != Outcome::Delivered {
                let from = if answer.range.0 < answer.range.1 {
                    answer.range.0
                } else {
                    start
                };
                answer.range = (from, start + words.len());
            }
            for recipient in recipients.split([',', ' ']).filter(|it| it.contains('@')).take(100) {
                ledger.attempt(
                    queue,
                    Attempt {
                        recipient: recipient.trim_matches(['<', '>']),
                        outcome,
                        at: "",
                        answer: answer.clone(),
                    },
                );
            }
            answer = Answer::default();
        }
    }
    if answer.range.0 < answer.range.1 {
        ledger.loose = Some(answer);
    }
    true
}
