//! What is asked on the command line.

/// How to use it.
pub const HELP: &str = "\
Usage: smtp-lens [--lang en|fr] [--format text|markdown|json|jsonl|csv] [FILE…|-]

Reads bounces, SMTP sessions, errors, logs and bare codes, and says what happened,
who has to act, what to do in which order, and which document says so.
Without a file, or with -, standard input is read. An mbox gives an answer for each message.

  --lang LANGUAGE    the language of the answer (default: en)
  --format FORMAT    text, markdown, json (an array), jsonl (a line for each), csv (default: text)
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
                    "json" => Format::Json,
                    "jsonl" => Format::JsonLines,
                    "csv" => Format::Csv,
                    other => return Err(format!("no format {other:?}: text, markdown, json, jsonl or csv")),
                };
            }
            other => return Err(format!("no option {other}")),
        }
    }
    if it.files.is_empty() {
        it.files.push("-".into());
    }
    Ok(Wanted::Run(it))
}
