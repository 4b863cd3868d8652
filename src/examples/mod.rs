//! Texts to try. The page knows their names only; the words are compiled into the worker.

mod texts;
pub use texts::text;

use serde::{Deserialize, Serialize};

/// An example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Example {
    /// `5.7.57`, as a scanner prints it.
    Scanner,
    /// A swaks transcript that ends with `535 5.7.139`.
    Swaks,
    /// Gmail's bounce for an address that does not exist.
    Gmail,
    /// PHPMailer's debug output.
    PhpMailer,
    /// Lines of a Postfix log.
    Postfix,
    /// An Exchange report in French, as copied out of Outlook.
    Exchange,
}

impl Example {
    /// Every example, in the order in which they are offered.
    pub const ALL: &[Example] = &[
        Self::Scanner,
        Self::Swaks,
        Self::Gmail,
        Self::PhpMailer,
        Self::Postfix,
        Self::Exchange,
    ];
}
