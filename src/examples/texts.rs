//! The examples' words. Only the worker may reach this: whatever calls it carries all of them.

use super::Example;

/// An example's text.
pub fn text(example: Example) -> &'static str {
    match example {
        Example::Scanner => include_str!("scanner.txt"),
        Example::Swaks => include_str!("swaks.txt"),
        Example::Gmail => include_str!("gmail.eml"),
        Example::PhpMailer => include_str!("phpmailer.txt"),
        Example::Postfix => include_str!("postfix.log"),
        Example::Exchange => include_str!("exchange.fr.txt"),
    }
}
