//! Header fields inside running text: of a forwarded message, of the returned one, of what Exchange tells of it.

/// The fields of one run of header lines.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct HeaderBlock {
    /// Where it begins and ends.
    pub range: (usize, usize),
    /// From.
    pub from: Option<String>,
    /// To.
    pub to: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Message-ID.
    pub message_id: Option<String>,
    /// Return-Path.
    pub return_path: Option<String>,
    /// Fields that only servers write: this is a message's own header section, not what a mail program shows of it.
    pub transport: bool,
    /// Fields of a delivery report, which are no header.
    pub report: bool,
    /// How many fields were known.
    pub fields: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    To,
    Subject,
    Date,
    MessageId,
    ReturnPath,
    Transport,
    Report,
    Else,
}

/// The names of fields, in lower case, as messages have them and as mail programs of several languages show them.
const NAMES: &[(&str, Field)] = &[
    ("from", Field::From),
    ("to", Field::To),
    ("subject", Field::Subject),
    ("date", Field::Date),
    ("sent", Field::Date),
    ("message-id", Field::MessageId),
    ("return-path", Field::ReturnPath),
    ("received", Field::Transport),
    ("x-received", Field::Transport),
    ("dkim-signature", Field::Transport),
    ("arc-seal", Field::Transport),
    ("authentication-results", Field::Transport),
    ("mime-version", Field::Transport),
    ("content-type", Field::Else),
    ("content-transfer-encoding", Field::Else),
    ("cc", Field::Else),
    ("bcc", Field::Else),
    ("reply-to", Field::Else),
    ("sender", Field::Else),
    ("importance", Field::Else),
    ("delivered-to", Field::Transport),
    ("x-original-to", Field::Transport),
    ("x-mailer", Field::Transport),
    ("user-agent", Field::Transport),
    ("in-reply-to", Field::Else),
    ("references", Field::Else),
    ("final-recipient", Field::Report),
    ("original-recipient", Field::Report),
    ("status", Field::Report),
    ("action", Field::Report),
    ("reporting-mta", Field::Report),
    ("diagnostic-code", Field::Report),
    ("de", Field::From),
    ("expéditeur", Field::From),
    ("envoyé", Field::Date),
    ("à", Field::To),
    ("objet", Field::Subject),
    ("von", Field::From),
    ("gesendet", Field::Date),
    ("datum", Field::Date),
    ("an", Field::To),
    ("betreff", Field::Subject),
    ("para", Field::To),
    ("asunto", Field::Subject),
    ("enviado", Field::Date),
    ("fecha", Field::Date),
    ("da", Field::From),
    ("a", Field::To),
    ("oggetto", Field::Subject),
    ("inviato", Field::Date),
    ("data", Field::Date),
    ("assunto", Field::Subject),
    ("van", Field::From),
    ("verzonden", Field::Date),
    ("aan", Field::To),
    ("onderwerp", Field::Subject),
    ("差出人", Field::From),
    ("宛先", Field::To),
    ("件名", Field::Subject),
    ("送信日時", Field::Date),
    ("от", Field::From),
    ("кому", Field::To),
    ("тема", Field::Subject),
    ("дата", Field::Date),
];

/// The runs of header lines in a text: two fields at least, a blank line between them at most.
pub fn blocks(source: &str) -> Vec<HeaderBlock> {
    let mut found = Vec::new();
    let mut current: Option<HeaderBlock> = None;
    let (mut at, mut blank) = (0, 0);
    let close = |current: &mut Option<HeaderBlock>, found: &mut Vec<HeaderBlock>| {
        found.extend(current.take().filter(|it| it.fields >= 2 && !it.report));
    };
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank += 1;
            if blank > 1 || current.as_ref().is_some_and(|it| it.transport) {
                close(&mut current, &mut found);
            }
            continue;
        }
        let header = field(trimmed);
        match (header, current.as_mut()) {
            (Some((field, value)), Some(block)) => {
                block.take(field, value);
                block.range.1 = at;
            }
            (Some((field, value)), None) => {
                let mut block = HeaderBlock {
                    range: (start, at),
                    ..HeaderBlock::default()
                };
                block.take(field, value);
                current = Some(block);
            }
            (None, Some(block)) => {
                let folded = line.starts_with([' ', '\t']) || (block.transport && named(trimmed));
                if folded && blank == 0 {
                    block.range.1 = at;
                } else {
                    close(&mut current, &mut found);
                }
            }
            (None, None) => {}
        }
        blank = 0;
    }
    close(&mut current, &mut found);
    found
}

impl HeaderBlock {
    fn take(&mut self, field: Field, value: &str) {
        let slot = match field {
            Field::From => &mut self.from,
            Field::To => &mut self.to,
            Field::Subject => &mut self.subject,
            Field::Date => &mut self.date,
            Field::MessageId => &mut self.message_id,
            Field::ReturnPath => &mut self.return_path,
            Field::Transport => {
                self.transport = true;
                self.fields += 1;
                return;
            }
            Field::Report => {
                self.report = true;
                return;
            }
            Field::Else => {
                self.fields += 1;
                return;
            }
        };
        if slot.is_none() {
            self.fields += 1;
            *slot = Some(value.to_string());
        }
    }
}

fn field(line: &str) -> Option<(Field, &str)> {
    let line = line.trim_start_matches(['*', '_', '|', ' ']);
    let (name, value) = at_colon(line)?;
    let name = name.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    if name.is_empty() || name.len() > 26 {
        return None;
    }
    let lower = smtp_lens_catalog::lower(name);
    let (_, field) = NAMES.iter().find(|it| it.0 == lower)?;
    Some((*field, value.trim_start_matches(['*', '_']).trim()))
}

/// What stands before and behind the first colon, the wide one of the Far East included.
fn at_colon(line: &str) -> Option<(&str, &str)> {
    const WIDE: &[u8] = "：".as_bytes();
    memchr::memchr2_iter(b':', WIDE[0], line.as_bytes()).find_map(|at| {
        let length = match &line.as_bytes()[at..] {
            [b':', ..] => 1,
            rest if rest.starts_with(WIDE) => WIDE.len(),
            _ => return None,
        };
        Some((&line[..at], &line[at + length..]))
    })
}

/// Any `Name: value`.
fn named(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.len() < 60
            && name
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_program_shows() {
        let text = "Can you help?\n\n---- Forwarded ----\nFrom: Mail <mailer-daemon@example.org>\nDate: Mon\nSubject: Failure\nTo: a@example.net\n\nNot delivered: b@example.com\n";
        let found = blocks(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].to.as_deref(), Some("a@example.net"));
        assert!(!found[0].transport);
        assert!(text[found[0].range.1..].starts_with("\nNot delivered"));
    }

    #[test]
    fn fields_of_a_report_are_no_header() {
        assert_eq!(
            blocks("Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.0.0\nTo: x\nFrom: y\n"),
            []
        );
    }

    #[test]
    fn a_line_with_a_colon_is_no_header() {
        assert_eq!(blocks("To: see below\nit failed\nerror: 550\n"), []);
    }
}
