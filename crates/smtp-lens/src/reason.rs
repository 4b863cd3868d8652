//! The reason of a failure, in the vocabulary of the field.
//!
//! A cause has the reason that its words have in themselves. The field's own definitions (Sisimai's documentation of its reasons)
//! look further: at the moment at which a server refused, at the class of the enhanced status code, at whether the time had run
//! out. What the cause says and what is to be done stay as they are; only the name under which programs count a failure follows.

use crate::analysis::{Kind, Outcome};
use crate::phrases::Phrases;
use smtp_lens_catalog::{EnhancedStatus, Reason, Stage};

/// What is known of a failure besides its cause.
pub struct Known<'a> {
    /// What it was read from.
    pub kind: Kind,
    /// What became of the message.
    pub outcome: Outcome,
    /// Where in SMTP.
    pub stage: Option<Stage>,
    /// The enhanced status code.
    pub status: Option<EnhancedStatus>,
    /// Whether another server answered: otherwise the one that wrote the report speaks.
    pub answered: bool,
    /// Whether a program that takes mail in said it, no server: `Diagnostic-Code: x-unix; …`.
    pub by_program: bool,
    /// The words.
    pub said: &'a str,
    /// Whether the cause was found by words.
    pub by_words: bool,
    /// Whether a provider documents them: then they mean that and nothing else.
    pub documented: bool,
    /// Whether these say little ("rejected").
    pub vague: bool,
    /// Whether other words say that the time ran out.
    pub expired: bool,
}

/// A connection that nobody answered: it was tried until the time ran out.
static TIMED_OUT: Phrases = Phrases::new(&["timed out", "Timed out", "time out", "timeout", "Timeout", "TIMEOUT"]);
/// A name that could not be looked up: trouble of its own, however long it lasted.
static NAMES: Phrases = Phrases::new(&[
    "lookup", "Lookup", "look up", "ame serv", "ame Serv", "DNS", "MX", "resolv",
]);
/// An address that no rule of the server fits.
static ROUTES: Phrases = Phrases::new(&["nrouteable", "nroutable", "NROUTEABLE"]);

/// The reason of a failure whose cause has the reason `own`.
pub fn of(own: Reason, known: &Known<'_>) -> Reason {
    let report = matches!(known.kind, Kind::Bounce | Kind::Notice);
    let is = |subject: u16, details: &[u16]| {
        known
            .status
            .is_some_and(|it| it.subject == subject && details.contains(&it.detail))
    };
    // The registry's code for a mailbox that takes no messages, and no word of the server's having refused the address itself.
    let filtered = is(2, &[0, 1]) && known.stage.is_none_or(|it| it == Stage::Delivery);
    let general = known.by_words && !known.documented;
    match own {
        // Who is unknown only after the whole message came is known: a filter turned the message away.
        Reason::UserUnknown if general && matches!(known.stage, Some(Stage::Data | Stage::Message)) => Reason::Filtered,
        Reason::UserUnknown if general && report && filtered => Reason::Filtered,
        // A server that writes so about its own attempt found no way to the domain.
        Reason::UserUnknown if report && !known.answered && ROUTES.any(known.said) => Reason::HostUnknown,
        Reason::Rejected if known.vague => match known.stage {
            Some(Stage::Connect | Stage::Helo) => Reason::Blocked,
            Some(Stage::Mail) => Reason::Rejected,
            _ if is(2, &[0, 1]) => Reason::Filtered,
            _ if report && is(7, &[0, 1]) && known.stage == Some(Stage::Delivery) => Reason::SecurityError,
            _ => Reason::Rejected,
        },
        // 5.2.3 is the recipient's limit, 5.3.4 the system's.
        Reason::MesgTooBig if is(2, &[3]) => Reason::ExceedLimit,
        Reason::SystemError if known.by_program && !known.answered => Reason::MailerError,
        Reason::NetworkError if report && !NAMES.any(known.said) => {
            let waited = known.expired || is(4, &[7]) || TIMED_OUT.any(known.said);
            // A delay warning that says nothing else says that time passes.
            if waited || known.outcome == Outcome::Delayed && !known.by_words {
                Reason::Expired
            } else {
                Reason::NetworkError
            }
        }
        Reason::NotAccept | Reason::MailerError | Reason::Undefined
            if report && known.outcome == Outcome::Delayed && !known.by_words =>
        {
            Reason::Expired
        }
        own => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(own: Reason, text: &str, status: &str, stage: Stage) -> Reason {
        let known = Known {
            kind: Kind::Bounce,
            outcome: Outcome::Failed,
            stage: Some(stage),
            status: EnhancedStatus::parse(status),
            answered: true,
            by_program: false,
            said: text,
            by_words: true,
            documented: false,
            vague: own == Reason::Rejected,
            expired: false,
        };
        of(own, &known)
    }

    #[test]
    fn a_refused_address_is_told_from_a_filter_by_the_moment() {
        let unknown = |status, stage| told(Reason::UserUnknown, "User unknown", status, stage);
        assert_eq!(unknown("5.1.1", Stage::Rcpt), Reason::UserUnknown);
        assert_eq!(unknown("5.0.0", Stage::Message), Reason::Filtered);
        assert_eq!(unknown("5.2.1", Stage::Delivery), Reason::Filtered);
        assert_eq!(unknown("5.2.1", Stage::Rcpt), Reason::UserUnknown);
    }

    #[test]
    fn a_refusal_without_a_reason_is_named_by_the_moment() {
        let refused = |status, stage| told(Reason::Rejected, "Access denied", status, stage);
        assert_eq!(refused("5.0.0", Stage::Connect), Reason::Blocked);
        assert_eq!(refused("5.7.1", Stage::Mail), Reason::Rejected);
        assert_eq!(refused("5.7.1", Stage::Delivery), Reason::SecurityError);
        assert_eq!(refused("5.2.0", Stage::Delivery), Reason::Filtered);
    }

    #[test]
    fn time_that_ran_out_is_told_from_trouble_with_names() {
        let trouble = |text, status| told(Reason::NetworkError, text, status, Stage::Delivery);
        assert_eq!(trouble("Connection timed out", "4.4.1"), Reason::Expired);
        assert_eq!(trouble("No route to host", "4.4.1"), Reason::NetworkError);
        assert_eq!(trouble("Host name lookup failure", "4.4.7"), Reason::NetworkError);
        assert_eq!(
            told(Reason::MesgTooBig, "too big", "5.2.3", Stage::Rcpt),
            Reason::ExceedLimit
        );
        assert_eq!(
            told(Reason::MesgTooBig, "too big", "5.3.4", Stage::Rcpt),
            Reason::MesgTooBig
        );
    }
}
