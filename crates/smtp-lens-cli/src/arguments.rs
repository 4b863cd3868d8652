//! What is asked on the command line.

use smtp_lens::Masks;

/// How to use it.
pub const HELP: &str = "\
Usage: smtp-lens [--lang en|fr] [--format text|markdown|html|json|jsonl|csv] [--redact[=KINDS]] [FILE…|-]

Reads bounces, SMTP sessions, errors, logs and bare codes, and says what happened,
who has to act, what to do in which order, and which document says so.
Without a file, or with -, standard input is read. An mbox gives an answer for each message.

  --lang LANGUAGE    the language of the answer (default: en)
  --format FORMAT    text, markdown, html, json (an array), jsonl (a line for each), csv (default: text)
  --redact[=KINDS]   replace what is private, the same value by the same word everywhere; KINDS is any of
                     addresses,names,hosts,ips,ids (default: all of them). Text, Markdown and HTML then hold
                     the input too, redacted: a report to show to others. Passwords and tokens are always hidden.
  --help, --version

Exit status: 0 everything was read, whatever it said; 1 some input could not be read; 2 wrong usage.
";

/// What was asked.
pub enum Wanted {
    /// To analyse.
    Run(Arguments),
    /// The help.
    Help,
    /// The version.
    Version,
}

/// What to analyse, and how to print it.
pub struct Arguments {
    /// The language of the answer.
    pub language: String,
    /// The format of the answer.
    pub format: Format,
    /// What to replace; `None` when nothing was said about it.
    pub redact: Option<Masks>,
    /// The inputs, `-` being standard input.
    pub files: Vec<String>,
}

/// Formats of the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Text,
    /// For a ticket.
    Markdown,
    /// A page of its own.
    Html,
    /// One array.
    Json,
    /// One object a line.
    JsonLines,
    /// One finding a line.
    Csv,
}

/// Reads the arguments.
///
/// # Errors
/// A sentence about what is wrong.
pub fn parse(given: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut it = Arguments {
        language: "en".into(),
        format: Format::Text,
        redact: None,
        files: Vec::new(),
    };
    let mut given = given.peekable();
    let mut options = true;
    while let Some(word) = given.next() {
        if !options || !word.starts_with('-') || word == "-" {
            it.files.push(word);
            continue;
        }
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name.to_string(), Some(value.to_string())),
            None => (word, None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| given.next())
                .ok_or(format!("{name} needs a value"))
        };
        match name.as_str() {
            "--" => options = false,
            "--help" | "-h" => return Ok(Wanted::Help),
            "--version" | "-V" => return Ok(Wanted::Version),
            "--lang" => {
                let language = value()?;
                if !matches!(language.split(['-', '_']).next(), Some("en" | "fr")) {
                    return Err(format!("no language {language:?}: en or fr"));
                }
                it.language = language;
            }
            "--format" => {
                it.format = match value()?.as_str() {
                    "text" => Format::Text,
                    "markdown" => Format::Markdown,
                    "html" => Format::Html,
                    "json" => Format::Json,
                    "jsonl" => Format::JsonLines,
                    "csv" => Format::Csv,
                    other => return Err(format!("no format {other:?}: text, markdown, html, json, jsonl or csv")),
                };
            }
            "--redact" => {
                let mut masks = inline.as_ref().map_or(Masks::ALL, |_| Masks::NONE);
                for kind in inline.iter().flat_map(|it| it.split(',')) {
                    if !masks.add(kind.trim()) {
                        let kinds = Masks::NAMES.join(", ");
                        return Err(format!("{kind:?} cannot be redacted: {kinds} can"));
                    }
                }
                it.redact = Some(masks);
            }
            other => return Err(format!("no option {other}")),
        }
    }
    if it.files.is_empty() {
        it.files.push("-".into());
    }
    Ok(Wanted::Run(it))
}
