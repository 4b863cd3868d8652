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
/// One thing to do.
pub const STEP: &str = "#answer .steps .step";
/// A document that says so.
pub const SOURCE: &str = "#answer .sources a";
/// What is folded away.
pub const FOLD: &str = "#answer details";
/// The session, line by line.
pub const CONVERSATION: &str = "#answer .talk";
/// What says that a new version waits.
pub const UPDATE: &str = ".update";
