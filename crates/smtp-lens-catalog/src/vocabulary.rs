//! The field's closed vocabularies: reasons, stages, who acts, how a cause was matched.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every word of the vocabulary, in order.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word as it stands in the catalogue and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The value that a word stands for; `None` when the vocabulary has no such word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// Where in SMTP something happened.
    Stage {
        /// Opening the connection and the greeting.
        Connect = "connect",
        /// STARTTLS and the TLS handshake.
        Tls = "tls",
        /// EHLO or HELO.
        Helo = "helo",
        /// AUTH (RFC 4954).
        Auth = "auth",
        /// MAIL FROM.
        Mail = "mail",
        /// RCPT TO.
        Rcpt = "rcpt",
        /// DATA, before the message.
        Data = "data",
        /// After the final dot.
        Message = "message",
        /// After acceptance, as a bounce tells it.
        Delivery = "delivery",
    }
}

words! {
    /// Who has to act.
    Acts {
        /// The person who sent the mail.
        Sender = "sender",
        /// Who runs the sender's mail system.
        SenderAdmin = "sender-admin",
        /// The person to whom it was sent.
        Recipient = "recipient",
        /// Who runs the recipient's mail system.
        RecipientAdmin = "recipient-admin",
        /// Who runs the filter, list or service that refused.
        Provider = "provider",
        /// Nobody: wait, or ignore.
        Nobody = "nobody",
    }
}

words! {
    /// Why a cause is thought of, from sure to vague.
    MatchKind {
        /// The documented words are there.
        Text = "text",
        /// The provider gives this code a meaning of its own; its words differ or are missing.
        ProviderCode = "provider-code",
        /// The meaning that the registry or an RFC gives the code.
        Code = "code",
        /// Only the class of the code is known.
        Class = "class",
    }
}

words! {
    /// The coarse class of a failure, in the vocabulary that bounce handling uses (Sisimai's names).
    Reason {
        /// SPF, DKIM, DMARC or a sign-in did not pass.
        AuthFailure = "authfailure",
        /// The sending address or host has a bad reputation.
        BadReputation = "badreputation",
        /// The sending host is blocked.
        Blocked = "blocked",
        /// The message's form was refused.
        ContentError = "contenterror",
        /// It was delivered.
        Delivered = "delivered",
        /// A limit of the message or of the mailbox.
        ExceedLimit = "exceedlimit",
        /// Tried too long.
        Expired = "expired",
        /// STARTTLS failed or is missing.
        FailedStartTls = "failedstarttls",
        /// A complaint.
        Feedback = "feedback",
        /// Refused for a reason of the recipient's filter or settings.
        Filtered = "filtered",
        /// The address has moved.
        HasMoved = "hasmoved",
        /// The recipient's domain or host does not exist.
        HostUnknown = "hostunknown",
        /// The mailbox is full.
        MailboxFull = "mailboxfull",
        /// A program that delivers failed.
        MailerError = "mailererror",
        /// The message is too big.
        MesgTooBig = "mesgtoobig",
        /// The network failed.
        NetworkError = "networkerror",
        /// The server does not relay for this sender.
        NoRelaying = "norelaying",
        /// The server or domain accepts no mail.
        NotAccept = "notaccept",
        /// The message breaks a standard.
        NotCompliantRfc = "notcompliantrfc",
        /// It could not be decided.
        OnHold = "onhold",
        /// A policy of the receiver.
        PolicyViolation = "policyviolation",
        /// Too many messages in too little time.
        RateLimited = "ratelimited",
        /// The sender's address was refused.
        Rejected = "rejected",
        /// The sending host has no or a wrong reverse DNS name.
        RequirePtr = "requireptr",
        /// Another security rule.
        SecurityError = "securityerror",
        /// Taken for spam.
        SpamDetected = "spamdetected",
        /// Faster than allowed (greylisting, synchronisation).
        Speeding = "speeding",
        /// The sending service does not send to this address.
        Suppressed = "suppressed",
        /// The mailbox is switched off.
        Suspend = "suspend",
        /// The server did not understand the command.
        SyntaxError = "syntaxerror",
        /// The system failed.
        SystemError = "systemerror",
        /// The system is full.
        SystemFull = "systemfull",
        /// Too many connections.
        TooManyConn = "toomanyconn",
        /// Not known.
        Undefined = "undefined",
        /// The address does not exist.
        UserUnknown = "userunknown",
        /// An absence note.
        Vacation = "vacation",
        /// A virus was found.
        VirusDetected = "virusdetected",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro writes the enum, and only this one has a default"
)]
impl Default for Reason {
    fn default() -> Self {
        Reason::Undefined
    }
}
