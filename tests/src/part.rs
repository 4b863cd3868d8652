//! Where the parts of the page are. The page's structure and these tests meet here and nowhere else: when a part moves, this
//! file changes and no test does.

/// The text box that is pasted into; it makes room for [`SHOWN`] once a text was given.
pub const INPUT: &str = "section.input textarea";
/// The control that opens a file.
pub const FILE: &str = "section.input input[type=file]";
/// The text as it is shown once it was read: secrets masked, proof highlighted.
pub const SHOWN: &str = "section.input .marked";
/// Words of the text that prove something.
pub const EVIDENCE: &str = "section.input .marked mark";
/// What stands where a secret stood.
pub const SECRET: &str = "section.input .marked .secret";
/// The switch to the other language.
pub const LANGUAGE: &str = ".bar nav button[lang]";
/// An input to try.
pub const EXAMPLE: &str = ".chips button";
/// Everything that is said about a text.
pub const ANSWER: &str = "#answer";
/// What happened, in one sentence.
pub const VERDICT: &str = "#answer .verdict h1";
/// What a few words can mean.
pub const QUESTION: &str = "#answer > section.block h1";
/// One thing to do.
pub const STEP: &str = "#answer .steps .step";
/// A document that says so.
pub const SOURCE: &str = "#answer .sources a";
/// What is folded away.
pub const FOLD: &str = "#answer details";
/// The report, once it is open.
pub const REPORT: &str = "#report .preview";
/// What opens the report.
pub const REPORT_OPENS: &str = "#report > summary";
/// A kind of value that the report masks or not.
pub const MASK: &str = "#report .ticks input";
/// The report's format, then its language.
pub const REPORT_CHOICE: &str = "#report select";
/// The messages of several files.
pub const FILES: &str = "#answer .list .many";
/// A row of the list of findings.
pub const ROW: &str = "#answer .scroll:not(.list) .many tbody tr:not(.group)";
/// The field that filters the list of findings.
pub const FILTER: &str = "#answer .filter";
/// What sorts the list of findings.
pub const SORT: &str = "#answer .many .sort";
/// Causes that the catalogue has for a code or words.
pub const CAUSE: &str = ".maybe > li";
/// A page that is no text and answer.
pub const READING: &str = "main.reading";
/// The session, line by line.
pub const CONVERSATION: &str = "#answer .talk";
/// What says that a new version waits.
pub const UPDATE: &str = ".update";
