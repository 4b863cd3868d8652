//! Reads what mail systems say when mail fails (bounces, SMTP sessions, errors of programs, logs, bare codes) and explains it:
//! what happened, at which step, who has to act, what to do, and which document says so.
//!
//! ```
//! let lens = smtp_lens::Lens::for_language("en").unwrap();
//! let said = lens.analyze(b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", &Default::default());
//! assert_eq!(said.findings[0].causes[0].id, "microsoft-365/smtp-auth-disabled-tenant");
//! ```
//!
//! The data goes one way: `input` (bytes to readable text) → `read` (text to findings) → `diagnose` (findings against the catalogue) →
//! [`Analysis`]. Nothing goes up.
//!
//! Invariants: no files, clocks, networks or browsers; the same bytes give the same answer; any bytes at all give an answer, without a
//! panic, in linear time; every span lies inside the input.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod container;
mod diagnose;
mod input;
mod look_up;
mod phrases;
mod read;
mod reason;
mod redact;
mod reply;
pub mod report;
mod text;
mod words;

pub use analysis::*;
pub use input::Charsets;
pub use redact::Masks;
pub use report::{Format, Redacted};

pub use smtp_lens_catalog::{Fault, OwnCauses};

use diagnose::Wording;
use smtp_lens_catalog::{Matcher, Pack, Scratch, Tables};
use std::fmt;
use std::sync::Arc;

/// The compiled catalogue, ready to answer in one language.
pub struct Lens {
    matcher: Arc<Matcher>,
    pack: Wording,
    own: Option<Arc<OwnCauses>>,
}

/// How to analyse.
#[derive(Default)]
pub struct Options<'a> {
    /// The name to report as `input.name`.
    pub name: Option<String>,
    /// Who decodes character sets other than UTF-8; without it the library's own tables, when it was built with them.
    pub charsets: Option<&'a dyn Charsets>,
}

/// Why a language pack was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackError {
    /// The bytes are no pack.
    Malformed,
    /// The pack belongs to another build of the catalogue.
    OtherBuild,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PackError::Malformed => "these bytes are no language pack",
            PackError::OtherBuild => {
                "this language pack was built from another catalogue than the engine: take both from one release"
            }
        })
    }
}

impl std::error::Error for PackError {}

/// So many findings are explained whole; of the further ones of a long log the first cause is named, without its explanation.
const TOLD_WHOLE: usize = 200;

const TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin"));

/// The words of every language, compiled in.
#[cfg(feature = "packs")]
pub mod packs {
    /// English.
    pub const EN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack-en.bin"));
    /// French.
    pub const FR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack-fr.bin"));

    /// The words of a language, `en` or `fr`, with or without a region.
    pub fn of(language: &str) -> Option<&'static [u8]> {
        match language.split(['-', '_']).next() {
            Some("en") => Some(EN),
            Some("fr") => Some(FR),
            _ => None,
        }
    }
}

impl Lens {
    /// Prepares the catalogue with a language pack, compressed or (without the feature `compressed`, only) not. Costs some milliseconds: keep it.
    ///
    /// # Errors
    /// When the pack does not fit this engine.
    pub fn new(pack: &[u8]) -> Result<Self, PackError> {
        Self::with_causes(pack, None)
    }

    /// The same with a site's own causes, which come before all others.
    ///
    /// # Errors
    /// When the pack does not fit this engine.
    pub fn with_causes(pack: &[u8], own: Option<Arc<OwnCauses>>) -> Result<Self, PackError> {
        let mut tables = tables()?;
        let mut pack = read_pack(pack, tables.build)?;
        if let Some(own) = &own {
            own.add_to_tables(&mut tables);
            own.add_to_pack(&mut pack);
        }
        Ok(Self {
            matcher: Arc::new(Matcher::new(tables)),
            pack: pack.into(),
            own,
        })
    }

    /// A lens that speaks `language` (`en`, `fr`, with or without a region); `None` when that language is not compiled in.
    #[cfg(feature = "packs")]
    pub fn for_language(language: &str) -> Option<Self> {
        Self::new(packs::of(language)?).ok()
    }

    /// The same catalogue in another language: what was prepared is shared, so this costs no more than reading the words.
    ///
    /// # Errors
    /// When the pack does not fit this engine.
    pub fn in_language(&self, pack: &[u8]) -> Result<Self, PackError> {
        let mut pack = read_pack(pack, self.matcher.tables().build)?;
        if let Some(own) = &self.own {
            own.add_to_pack(&mut pack);
        }
        Ok(Self {
            pack: pack.into(),
            matcher: Arc::clone(&self.matcher),
            own: self.own.clone(),
        })
    }

    /// Reads any bytes and explains what they say. Never fails; what cannot be read is [`Kind::Unknown`] without findings.
    pub fn analyze(&self, input: &[u8], options: &Options<'_>) -> Analysis {
        // Spans are 32 bits wide: the rest of a larger input is not read.
        let bytes = &input[..input.len().min(u32::MAX as usize)];
        let messages = container::messages(bytes);
        if messages.len() > 1 {
            return self.mailbox(&messages, options);
        }
        self.message(bytes, options)
    }

    fn message(&self, bytes: &[u8], options: &Options<'_>) -> Analysis {
        let charsets = options.charsets.unwrap_or(DEFAULT_CHARSETS);
        let document = input::Document::open(bytes, charsets);
        let mut reading = read::read(&document);
        self.explain(&document, &mut reading, None, bytes.len(), options)
    }

    /// All that the messages of a mailbox say; what they are is told by the first of them that says something.
    fn mailbox(&self, messages: &[&[u8]], options: &Options<'_>) -> Analysis {
        let mut whole: Option<Analysis> = None;
        let mut start = 0;
        for message in messages {
            let mut it = self.message(message, options);
            it.shift(start);
            start += message.len() as u32;
            match &mut whole {
                Some(have) if have.findings.is_empty() && !it.findings.is_empty() => {
                    let secrets = std::mem::take(&mut have.secrets);
                    *have = it;
                    have.secrets.splice(0..0, secrets);
                }
                Some(have) => {
                    have.findings.extend(it.findings);
                    have.secrets.extend(it.secrets);
                }
                None => whole = Some(it),
            }
        }
        let mut whole = whole.unwrap_or_default();
        whole.input.format = Some("mbox".into());
        whole.input.size = start;
        whole
    }

    /// Explains what was read. With a redactor, everything that is filled in from the input is what it makes of it.
    fn explain(
        &self,
        document: &input::Document,
        reading: &mut read::Reading,
        mut redactor: Option<&mut redact::Redactor<'_>>,
        size: usize,
        options: &Options<'_>,
    ) -> Analysis {
        let mut scratch = Scratch::default();
        let mut not_understood = Vec::new();
        // What was read of a finding goes as soon as it is explained: a long log's are not held twice.
        let mut findings: Vec<Finding> = std::mem::take(&mut reading.findings)
            .into_iter()
            .enumerate()
            .map(|(index, it)| {
                let it = &it;
                let masked = redactor.as_deref_mut().map(|redactor| redactor.finding(it));
                let shown = masked.as_ref().unwrap_or(it);
                let brief = index >= TOLD_WHOLE;
                let about = (document, reading.kind);
                let told = diagnose::explain(it, shown, brief, about, &self.matcher, &self.pack, &mut scratch);
                not_understood.extend(diagnose::not_understood(it, &told, document));
                told
            })
            .collect();
        // Words without any reply say something only when the catalogue knows them.
        findings.retain(|it| {
            it.reply.is_some()
                || it.status.is_some()
                || !it.causes.is_empty()
                || matches!(
                    reading.kind,
                    Kind::Bounce | Kind::Notice | Kind::Complaint | Kind::AutoReply | Kind::Log
                )
        });
        let mut kind = reading.kind;
        // An absence note that was pasted without its header.
        if kind == Kind::Error && !findings.is_empty() && findings.iter().all(|it| it.outcome == Outcome::AutoReply) {
            kind = Kind::AutoReply;
        }
        if findings.is_empty() && matches!(kind, Kind::Error | Kind::Reply) {
            kind = Kind::Unknown;
        }
        if kind == Kind::Unknown || kind == Kind::Message {
            not_understood.clear();
        }
        let secrets: Vec<Span> = reading
            .secrets
            .iter()
            .filter_map(|&(part, start, end)| Some(document.parts.get(part)?.text.span(start, end)))
            .collect();
        let original = match &mut redactor {
            Some(it) => it.original(reading),
            None => reading.original.clone(),
        };
        let mut analysis = Analysis {
            input: Input {
                name: options.name.clone(),
                kind,
                format: reading.format.map(str::to_string),
                software: reading.software.clone(),
                language: reading.language.map(str::to_string),
                size: size as u32,
                subject: original
                    .subject
                    .clone()
                    .or_else(|| document.head.as_ref().map(|it| it.subject.clone())),
                from: original.from.clone(),
                message_id: original.message_id.clone(),
            },
            lines: diagnose::lines(reading, document, &secrets, &self.pack),
            sessions: diagnose::sessions(reading, document),
            findings,
            secrets,
            not_understood,
            remarks: reading
                .remarks
                .iter()
                .map(|it| diagnose::remark(it, document, &self.pack))
                .collect(),
            hops: diagnose::hops(document, kind),
        };
        if let Some(it) = &mut redactor {
            it.rest(&mut analysis);
        }
        analysis
    }

    /// What [`analyze`](Self::analyze) says, with every value of the input that `masks` names replaced, the same value by the same
    /// word everywhere; and the readable text of the input, replaced alike. The body of a returned message is never part of it.
    pub fn redact(&self, input: &[u8], options: &Options<'_>, masks: Masks) -> Redacted {
        report::redact(self, input, options, masks)
    }

    /// A report for a help desk, in this lens's language.
    pub fn report(&self, redacted: &Redacted, format: Format) -> String {
        report::write(redacted, format, &self.pack)
    }
}

#[cfg(feature = "charsets")]
const DEFAULT_CHARSETS: &dyn Charsets = &input::EncodingRs;
#[cfg(not(feature = "charsets"))]
const DEFAULT_CHARSETS: &dyn Charsets = &input::NoCharsets;

fn tables() -> Result<Tables, PackError> {
    #[cfg(feature = "compressed")]
    let tables = &smtp_lens_catalog::decompress(TABLES).ok_or(PackError::Malformed)?;
    #[cfg(not(feature = "compressed"))]
    let tables = TABLES;
    postcard::from_bytes(tables).map_err(|_| PackError::Malformed)
}

/// Reads a site's own causes: JSON in the catalogue's terms.
///
/// # Errors
/// All that is wrong with it, by line.
pub fn read_causes(text: &str) -> Result<OwnCauses, Vec<Fault>> {
    OwnCauses::read(text, &tables().unwrap_or_default())
}

fn read_pack(bytes: &[u8], build: u64) -> Result<Pack, PackError> {
    #[cfg(feature = "compressed")]
    if smtp_lens_catalog::is_compressed(bytes) {
        let pack = smtp_lens_catalog::decompress(bytes).ok_or(PackError::Malformed)?;
        return read_plain_pack(&pack, build);
    }
    read_plain_pack(bytes, build)
}

fn read_plain_pack(bytes: &[u8], build: u64) -> Result<Pack, PackError> {
    let pack: Pack = postcard::from_bytes(bytes).map_err(|_| PackError::Malformed)?;
    if pack.build == build {
        Ok(pack)
    } else {
        Err(PackError::OtherBuild)
    }
}
