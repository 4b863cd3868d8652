//! What the page explains at length: where the whole message is found, and why nothing leaves.
//!
//! Nobody needs it before the page is there, so that it is kept in the worker, which hands over one language's at a time.

mod en;
mod fr;

use super::Language;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Said {
    WhereLead,
    WherePrograms,
    ProofTitle,
    ProofLead,
    ProofChecksTitle,
    ProofChecks,
    ProofPolicy,
    ProofNoPolicy,
    ProofPolicyCannot,
    ProofLoaded,
    ProofLoadedToo,
    ProofKeptTitle,
    ProofKept,
    ProofBuildTitle,
    ProofBuild,
    ProofSource,
    ProofNoSource,
    /// A program, and what to do in it; there are several.
    Recipe,
}

/// All of a language: by the numbers of [`Said`], the recipes last. What has several parts has a line for each.
pub fn of(language: Language) -> Vec<String> {
    let words = match language {
        Language::English => en::HELP,
        Language::French => fr::HELP,
    };
    words.iter().map(|it| it.1.to_owned()).collect()
}

/// How the debug output of programs is switched on: the program and what to write. The same in every language.
pub const PROGRAMS: &[(&str, &str)] = &[
    ("PHPMailer", "$mail->SMTPDebug = SMTP::DEBUG_SERVER;"),
    ("Nodemailer", "createTransport({ …, logger: true, debug: true })"),
    ("Python smtplib", "server.set_debuglevel(1)"),
    ("Jakarta Mail", "mail.debug=true"),
    ("msmtp", "msmtp --debug …"),
    ("curl", "curl -v smtp://…"),
    ("swaks", "swaks --server … --to …"),
    ("Postfix", "grep QUEUEID /var/log/mail.log"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_stands_in_its_place() {
        for words in [en::HELP, fr::HELP] {
            for (place, (said, text)) in words.iter().enumerate() {
                assert_eq!(*said as usize, place.min(Said::Recipe as usize), "{text}");
                assert!(!text.is_empty());
            }
            assert!(words.len() > Said::Recipe as usize);
        }
    }
}
