//! What reports are known by, as data: the programs that write them, their sentences, the marks that begin the returned message.
//!
//! A program or a sentence that is missing is added here, and nowhere else. Sentences are compared in lower case, with one space
//! between words and straight quotes.

use super::headers::HeaderBlock;
use crate::phrases::{Phrases, Table};

/// So much of a text is looked through for sentences.
const LIMIT: usize = 64 * 1024;

/// Words of reports, and the program that writes them. The first row that is found names it, so the most telling come first.
static PROGRAMS: Table<&str> = Table::new(&[
    ("this is the mail system at host", "postfix"),
    ("this is the postfix program at host", "postfix"),
    ("the postfix program", "postfix"),
    ("x-postfix-queue-id", "postfix"),
    ("qmail-send program", "qmail"),
    ("courier mail server", "courier"),
    ("dragonfly mail agent", "dma"),
    ("nullmailer delivery system", "nullmailer"),
    ("this is the mailer-daemon, please do not reply", "opensmtpd"),
    (
        "this message was created automatically by mail delivery software",
        "exim",
    ),
    (
        "a message that you sent contained one or more recipient addresses that were incorrectly constructed",
        "exim",
    ),
    ("diagnostic information for administrators", "exchange"),
    ("informations de diagnostic pour les administrateurs", "exchange"),
    ("informazioni di diagnostica per gli amministratori", "exchange"),
    ("diagnoseinformationen für administratoren", "exchange"),
    ("información de diagnóstico para administradores", "exchange"),
    ("información de diagnóstico para los administradores", "exchange"),
    ("informações de diagnóstico para administradores", "exchange"),
    ("diagnostische gegevens voor beheerders", "exchange"),
    ("管理者向けの診断情報", "exchange"),
    ("диагностические сведения для администраторов", "exchange"),
    ("msexch:", "exchange"),
    ("office 365", "exchange"),
    ("#smtp#", "exchange"),
    ("transcript of session follows", "sendmail"),
    ("had permanent fatal errors", "sendmail"),
    ("domino directory", "domino"),
    ("lotus smtp mta", "domino"),
    ("failure reasons ---", "domino"),
    ("public name & address book", "domino"),
    (
        "an error occurred while trying to deliver the mail to the following recipients",
        "amazon-ses",
    ),
    ("amazonses.com", "amazon-ses"),
    (
        "this report relates to a message you sent with the following header fields",
        "messaging-server",
    ),
    ("mdaemon", "mdaemon"),
    ("mailenable", "mailenable"),
    ("hmailserver", "hmailserver"),
    ("groupwise", "groupwise"),
    ("interscan messaging security", "trend-micro"),
    ("spam & virus firewall", "barracuda"),
    ("mailmarshal", "mailmarshal"),
    ("m-filter", "mfilter"),
    ("surfcontrol", "surfcontrol"),
    ("the number of attempts made:", "surfcontrol"),
    ("automatically generated message from sendgrid", "sendgrid"),
    ("powermta", "powermta"),
    ("smtpd32", "imailserver"),
    ("kerio", "kerio"),
    ("mimecast", "mimecast"),
    (
        "sorry, we were unable to deliver your message to the following address",
        "yahoo",
    ),
    ("delivery to the following recipient failed permanently", "gmail"),
    ("support.google.com/mail", "gmail"),
    ("groups.google.com/support", "google-groups"),
    ("mail.zoho.com", "zoho"),
]);

/// The program by the sender of its reports, in lower case.
const SENDERS: &[(&str, &str)] = &[
    ("googlemail.com", "gmail"),
    ("google.com", "gmail"),
    ("microsoftexchange", "exchange"),
    ("amazonses.com", "amazon-ses"),
    ("mdaemon@", "mdaemon"),
    ("mailer-daemon@yahoo", "yahoo"),
];

/// The program that writes reports with this sender.
pub fn program_of_sender(from: &str) -> Option<&'static str> {
    let from = from.to_ascii_lowercase();
    SENDERS.iter().find(|it| from.contains(it.0)).map(|it| it.1)
}

/// What a sentence tells of the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Only a report holds it: enough, even inside an ordinary mail.
    Sure,
    /// Enough for a text that was pasted, not for a mail that somebody wrote.
    Likely,
    /// A report holds it, and other texts do too.
    Usual,
    /// The mail waits and will be tried again.
    Delayed,
    /// It will not be tried again.
    GivenUp,
    /// A mail program says it while it sends: no report, whatever else the text says.
    Sending,
}

use Sign::{Delayed, GivenUp, Likely, Sending, Sure, Usual};

/// The sentences of reports with their language, as an IETF tag.
static SENTENCES: Table<(Sign, &str)> = Table::new(&[
    ("this is the mail system at host", (Sure, "en")),
    ("this is the postfix program at host", (Sure, "en")),
    ("i'm sorry to have to inform you that", (Likely, "en")),
    ("i'm sorry to have to tell you that your message", (Sure, "en")),
    ("delivery has failed to these recipients", (Sure, "en")),
    ("did not reach the following recipient", (Sure, "en")),
    ("did not reach some or all of the intended recipients", (Sure, "en")),
    (
        "this message was created automatically by mail delivery s",
        (Sure, "en"),
    ),
    ("qmail-send program", (Sure, "en")),
    ("i wasn't able to deliver your message", (Sure, "en")),
    ("had permanent fatal errors", (Sure, "en")),
    ("had permanent delivery errors", (Sure, "en")),
    ("had delivery problems", (Sure, "en")),
    ("had delivery errors", (Sure, "en")),
    ("had transient non-fatal errors", (Sure, "en")),
    ("permanent fatal delivery errors", (Sure, "en")),
    ("some or all of the intended recipients", (Likely, "en")),
    ("transcript of session follows", (Sure, "en")),
    ("message header follows", (Usual, "en")),
    ("diagnostic information for administrators", (Sure, "en")),
    ("this is the mailer-daemon", (Sure, "en")),
    ("there was an error delivering your mail", (Sure, "en")),
    (
        "an error occurred while trying to deliver the mail to the following recipients",
        (Sure, "en"),
    ),
    ("this is a delivery status notification", (Sure, "en")),
    ("automatically generated delivery status notification", (Sure, "en")),
    ("delivery to the following recipient", (Sure, "en")),
    ("undeliverable mail", (Likely, "en")),
    ("nullmailer delivery system", (Sure, "en")),
    (
        "this report relates to a message you sent with the following header fields",
        (Sure, "en"),
    ),
    ("a message that you sent could not be delivered to", (Sure, "en")),
    (
        "a message that you sent contained one or more recipient addresses",
        (Sure, "en"),
    ),
    ("a message that you sent has not yet been delivered", (Sure, "en")),
    (
        "each of the following recipients was rejected by a remote mail server",
        (Sure, "en"),
    ),
    ("message from interscan messaging security", (Sure, "en")),
    (
        "we were unable to deliver your message to the following address",
        (Sure, "en"),
    ),
    ("we had trouble delivering your message", (Sure, "en")),
    ("message not delivered **", (Sure, "en")),
    ("** address not found **", (Sure, "en")),
    ("** delivery incomplete **", (Sure, "en")),
    ("** message blocked **", (Sure, "en")),
    ("there was a problem delivering your message to", (Sure, "en")),
    ("there was a temporary problem delivering your message", (Sure, "en")),
    ("the response from the remote server was:", (Likely, "en")),
    ("the error that the other server returned was", (Sure, "en")),
    ("mailer-daemon", (Sure, "")),
    ("mail delivery subsystem", (Sure, "en")),
    ("mail delivery system", (Sure, "en")),
    ("final-recipient:", (Sure, "")),
    ("diagnostic-code:", (Sure, "")),
    ("remote host said:", (Sure, "en")),
    ("failure reasons ---", (Sure, "en")),
    ("failed addresses follow:", (Sure, "en")),
    ("a transcript of the attempts to send the message follows", (Sure, "en")),
    ("message non-deliverable", (Sure, "en")),
    ("delivery failure report", (Likely, "en")),
    ("generating server:", (Likely, "en")),
    ("message wasn't delivered to", (Likely, "en")),
    ("message was not delivered to", (Likely, "en")),
    ("was not delivered to", (Usual, "en")),
    ("couldn't be delivered", (Likely, "en")),
    ("message could not be delivered", (Likely, "en")),
    ("mail could not be delivered", (Likely, "en")),
    ("could not be delivered to:", (Likely, "en")),
    ("email could not be delivered", (Likely, "en")),
    ("was undeliverable", (Likely, "en")),
    ("message could not be sent", (Likely, "en")),
    ("message cannot be delivered", (Likely, "en")),
    ("message was not delivered", (Likely, "en")),
    ("message has not been delivered", (Likely, "en")),
    ("has not been delivered", (Usual, "en")),
    ("unable to deliver message to", (Likely, "en")),
    ("unable to deliver the message", (Likely, "en")),
    ("unable to deliver your message", (Likely, "en")),
    ("unable to deliver mail", (Likely, "en")),
    ("undelivered mail returned", (Likely, "en")),
    ("undeliverable message", (Likely, "en")),
    ("undeliverable:", (Likely, "en")),
    ("delivery of the email was stopped", (Likely, "en")),
    ("delivery status notification", (Likely, "en")),
    ("the following recipients", (Usual, "en")),
    ("the following recipient(s)", (Usual, "en")),
    ("following address(es) failed", (Sure, "en")),
    ("could not be delivered", (Usual, "en")),
    ("cannot be delivered", (Usual, "en")),
    ("not delivered", (Usual, "en")),
    ("unable to deliver", (Usual, "en")),
    ("is unable to deliver", (Usual, "en")),
    ("could not deliver", (Usual, "en")),
    ("failed to deliver", (Usual, "en")),
    ("failed permanently", (Usual, "en")),
    ("your message to", (Usual, "en")),
    ("original message follows", (Usual, "en")),
    ("rejected your message", (Usual, "en")),
    ("delivery error", (Usual, "en")),
    ("delivery failed", (Usual, "en")),
    ("unknown user:", (Likely, "en")),
    ("mailbox is full", (Usual, "en")),
    ("undeliverable", (Usual, "en")),
    ("smtp error from remote mail server after", (Usual, "en")),
    ("action: failed", (Usual, "")),
    ("sorry, i couldn't find", (Usual, "en")),
    ("not allowed to post to this mailing list", (Likely, "en")),
    ("the mail system", (Usual, "en")),
    ("could not be delivered to mobile", (Sure, "en")),
    ("was considered unsolicited bulk e-mail", (Likely, "en")),
    ("account is disabled", (Usual, "en")),
    ("not listed in domino directory", (Sure, "en")),
    ("domino directory entry", (Sure, "en")),
    ("la réponse du serveur distant", (Likely, "fr")),
    ("antwort des remote-servers", (Likely, "de")),
    ("antwort vom remote-server", (Likely, "de")),
    ("respuesta del servidor remoto", (Likely, "es")),
    ("risposta del server remoto", (Likely, "it")),
    ("resposta do servidor remoto", (Likely, "pt")),
    ("this is a delivery failure notification message", (Sure, "en")),
    // Delay warnings.
    ("a message is delayed for more than", (Delayed, "en")),
    ("this is a warning message only", (Delayed, "en")),
    ("this is a warning only", (Delayed, "en")),
    ("only a notification about a delay", (Delayed, "en")),
    ("has not yet been delivered", (Delayed, "en")),
    ("event: deferred", (Delayed, "en")),
    ("have not yet received your message", (Delayed, "en")),
    ("delivery temporarily suspended", (Delayed, "en")),
    ("delivery attempts will continue", (Delayed, "en")),
    ("will be retried", (Delayed, "en")),
    ("still being retried", (Delayed, "en")),
    ("will keep trying", (Delayed, "en")),
    ("will continue trying", (Delayed, "en")),
    ("will continue to try", (Delayed, "en")),
    ("will retry for", (Delayed, "en")),
    ("hasn't been delivered yet", (Delayed, "en")),
    ("is taking longer than expected", (Delayed, "en")),
    ("delivery is delayed to these recipients", (Delayed, "en")),
    ("warning: could not send", (Delayed, "en")),
    ("message still undelivered", (Delayed, "en")),
    ("la remise aux destinataires", (Usual, "fr")),
    ("remise incomplète", (Likely, "fr")),
    ("problème temporaire est survenu lors de la remise", (Delayed, "fr")),
    ("effectuera d'autres tentatives", (Delayed, "fr")),
    ("n'a pas encore été remis", (Delayed, "fr")),
    ("zustellung unvollständig", (Likely, "de")),
    ("ein vorübergehendes problem aufgetreten", (Delayed, "de")),
    ("wurde noch nicht zugestellt", (Delayed, "de")),
    ("wird weiterhin versucht", (Delayed, "de")),
    ("entrega incompleta", (Likely, "es")),
    ("se ha producido un problema temporal", (Delayed, "es")),
    ("volverá a intentarlo durante", (Delayed, "es")),
    // Outlook and Outlook Express, in every language.
    ("0x800ccc", (Sending, "")),
    ("0x8004021", (Sending, "")),
    ("giving up", (GivenUp, "en")),
    ("gave up", (GivenUp, "en")),
    ("given up", (GivenUp, "en")),
    ("permanent error", (GivenUp, "en")),
    ("permanent fatal", (GivenUp, "en")),
    ("failed permanently", (GivenUp, "en")),
    ("has been failed after", (GivenUp, "en")),
    // The other languages of Exchange, and of the large providers.
    ("informations de diagnostic pour les administrateurs", (Sure, "fr")),
    // Gmail's headings.
    ("adresse introuvable", (Likely, "fr")),
    ("n'est pas parvenu à", (Likely, "fr")),
    ("message bloqué", (Likely, "fr")),
    ("adresse nicht gefunden", (Likely, "de")),
    ("nachricht blockiert", (Likely, "de")),
    ("nachricht wurde nicht", (Likely, "de")),
    ("no se ha encontrado la dirección", (Likely, "es")),
    ("mensaje bloqueado", (Likely, "es")),
    ("mensaje no entregado", (Likely, "es")),
    ("no se ha entregado", (Likely, "es")),
    ("indirizzo non trovato", (Likely, "it")),
    ("messaggio bloccato", (Likely, "it")),
    ("non è stato recapitato", (Likely, "it")),
    ("endereço não encontrado", (Likely, "pt")),
    ("mensagem bloqueada", (Likely, "pt")),
    ("não foi entregue", (Likely, "pt")),
    ("adres niet gevonden", (Likely, "nl")),
    ("bericht geblokkeerd", (Likely, "nl")),
    ("is niet bezorgd", (Likely, "nl")),
    ("nie znaleziono adresu", (Likely, "pl")),
    ("échec de la remise", (Sure, "fr")),
    ("échec de remise", (Sure, "fr")),
    ("n'a pas pu être remis", (Likely, "fr")),
    ("n'a pas été remis", (Likely, "fr")),
    ("n'a pas pu être distribué", (Likely, "fr")),
    ("n'a pas pu être délivré", (Likely, "fr")),
    ("n'a pas pu être envoyé", (Likely, "fr")),
    ("n'a pas atteint", (Usual, "fr")),
    ("serveur de génération", (Likely, "fr")),
    ("message non remis", (Likely, "fr")),
    ("diagnoseinformationen für administratoren", (Sure, "de")),
    ("fehler bei der nachrichtenzustellung", (Sure, "de")),
    ("konnte nicht zugestellt werden", (Likely, "de")),
    ("nicht zugestellt werden", (Usual, "de")),
    ("empfänger nicht erreicht", (Likely, "de")),
    ("unzustellbar", (Likely, "de")),
    ("die folgende adresse ist fehlgeschlagen", (Likely, "de")),
    ("generierender server", (Likely, "de")),
    ("informazioni di diagnostica per gli amministratori", (Sure, "it")),
    ("il recapito non è riuscito", (Sure, "it")),
    ("non è stato possibile recapitare", (Likely, "it")),
    ("impossibile recapitare", (Likely, "it")),
    ("server di generazione", (Likely, "it")),
    ("información de diagnóstico para", (Sure, "es")),
    ("no se pudo entregar", (Likely, "es")),
    ("no se ha podido entregar", (Likely, "es")),
    ("error de entrega a estos destinatarios", (Sure, "es")),
    ("informações de diagnóstico para", (Sure, "pt")),
    ("falha na entrega", (Likely, "pt")),
    ("não pôde ser entregue", (Likely, "pt")),
    ("não foi possível entregar", (Likely, "pt")),
    ("diagnostische gegevens voor beheerders", (Sure, "nl")),
    ("bezorging is mislukt", (Sure, "nl")),
    ("kan niet worden bezorgd", (Likely, "nl")),
    ("kon niet worden afgeleverd", (Likely, "nl")),
    ("onbestelbaar", (Likely, "nl")),
    ("gick inte att leverera", (Likely, "sv")),
    ("kunde inte levereras", (Likely, "sv")),
    ("kunne ikke leveres", (Likely, "da")),
    ("eller gruppene mislyktes", (Sure, "nb")),
    ("ei voitu toimittaa", (Likely, "fi")),
    ("nie można dostarczyć", (Likely, "pl")),
    ("nie udało się dostarczyć", (Likely, "pl")),
    ("dostarczenie do następujących adresatów", (Sure, "pl")),
    ("nelze doručit", (Likely, "cs")),
    ("se nezdařilo", (Usual, "cs")),
    ("teslim edilemedi", (Likely, "tr")),
    ("nem sikerült kézbesíteni", (Likely, "hu")),
    ("диагностические сведения для администраторов", (Sure, "ru")),
    ("не может быть отправлено", (Likely, "ru")),
    ("не удалось доставить", (Likely, "ru")),
    ("не удалось выполнить доставку", (Sure, "ru")),
    ("не было доставлено", (Likely, "ru")),
    ("не доставлено", (Usual, "ru")),
    ("管理者向けの診断情報", (Sure, "ja")),
    ("配信できませんでした", (Likely, "ja")),
    ("配信に失敗", (Likely, "ja")),
    ("送信できませんでした", (Likely, "ja")),
    ("送信に失敗しました", (Likely, "ja")),
    ("配信できません", (Usual, "ja")),
    ("届けることができませんでした", (Likely, "ja")),
    ("メッセージを投稿する権限がない", (Likely, "ja")),
    ("このメールは", (Usual, "ja")),
    ("未能送达", (Likely, "zh")),
    ("无法传递", (Likely, "zh")),
    ("無法傳遞", (Likely, "zh")),
    ("退信", (Usual, "zh")),
    ("投递失败", (Likely, "zh")),
    ("배달되지 않았습니다", (Likely, "ko")),
    ("배달하지 못했습니다", (Likely, "ko")),
    ("전달되지 못했습니다", (Likely, "ko")),
    // Google Groups says in every language that a group does not exist or takes no mail from the sender.
    ("groups.google.com/support", (Likely, "")),
    (
        "you may not have permission to post messages to the group",
        (Likely, "en"),
    ),
    ("permisos necesarios para publicar", (Usual, "es")),
]);

/// What the sentences of a text tell.
#[derive(Debug, Default, Clone, Copy)]
pub struct Signs {
    /// Only reports hold them.
    pub sure: usize,
    /// Enough for a text that was pasted.
    pub likely: usize,
    /// Other texts hold them too.
    pub usual: usize,
    /// The mail waits.
    pub delayed: usize,
    /// It is tried no more.
    pub given_up: usize,
    /// A mail program was sending.
    pub sending: usize,
    /// The language that most of them are in.
    pub language: Option<&'static str>,
    /// The program that writes such words.
    pub program: Option<&'static str>,
}

impl Signs {
    /// The signs in a text.
    pub fn of(text: &str) -> Self {
        let mut it = Self::default();
        let mut languages: Vec<(&'static str, usize)> = Vec::new();
        let plain = plain(text);
        let mut first = usize::MAX;
        PROGRAMS.each(&plain, |index, name| {
            if index < first {
                first = index;
                it.program = Some(name);
            }
        });
        SENTENCES.each(&plain, |_, (sign, language)| {
            match sign {
                Sure => it.sure += 1,
                Likely => it.likely += 1,
                Usual => it.usual += 1,
                Delayed => it.delayed += 1,
                GivenUp => it.given_up += 1,
                Sending => it.sending += 1,
            }
            match languages.iter_mut().find(|it| it.0 == *language) {
                Some(have) => have.1 += 1,
                None if language.is_empty() => {}
                None => languages.push((language, 1)),
            }
        });
        // Programs say it in English beside the language of their readers: that one counts when it is there.
        let most = |it: &[(&'static str, usize)], english: bool| {
            it.iter()
                .filter(|it| (it.0 == "en") == english)
                .max_by_key(|it| it.1)
                .map(|it| it.0)
        };
        it.language = most(&languages, false).or_else(|| most(&languages, true));
        it
    }

    /// Whether the mail waits.
    pub fn waits(&self) -> bool {
        self.delayed > 0 && self.given_up == 0
    }
}

/// Lower case, one space between words, straight quotes.
fn plain(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LIMIT)];
    let mut it = String::with_capacity(text.len());
    let mut space = text.starts_with(|it: char| it.is_ascii_whitespace());
    for word in text.split_ascii_whitespace() {
        if word.is_ascii() {
            if space {
                it.push(' ');
            }
            let start = it.len();
            it.push_str(word);
            it[start..].make_ascii_lowercase();
        } else {
            for char in word.chars() {
                if !char.is_ascii() && char.is_whitespace() {
                    space = true;
                    continue;
                }
                if std::mem::take(&mut space) {
                    it.push(' ');
                }
                it.push(smtp_lens_catalog::small(char));
            }
        }
        space = true;
    }
    it
}

/// Words that begin the returned message: nothing after them is about the failure.
static RETURNED: Phrases = Phrases::new(&[
    "------ This is a copy of",
    "--- Below this line is a copy",
    "--- Enclosed is a copy",
    "----- Original message",
    "-----Original Message",
    "Original message headers:",
    "Original Message Headers",
    "----- Message header follows",
    "Message headers follow",
    "Message text follows",
    "----- Unsent message",
    "--- Original message",
    "The original message follows",
    "Original message follows",
    "Below is a copy of the original message",
    "   ----- Original message follows",
    "------ Original message",
    "----- Undelivered message",
    "Received: from ",
    "Received: by ",
    "Received:from ",
    "En-têtes de message d'origine",
    "En-têtes d'origine du message",
    "Ursprüngliche Nachrichtenkopf",
    "Intestazioni originali del messaggio",
    "Cabeçalhos originais",
    "Cabeçalhos de mensagem originais",
    "Encabezados de mensaje originales",
    "Encabezados originales del mensaje",
    "Oorspronkelijke berichtkoppen",
    "Oorspronkelijke berichtheaders",
    "Исходные заголовки сообщения",
    "元のメッセージ ヘッダー",
    "--- The header of the original",
    "--- The message cannot be delivered",
    "**** Original message",
    "----- Returned Message",
    "Original mail as follows",
    "--- Message non remis",
    "***** End of",
    "---- Original Message",
    "--- Undelivered message follows",
    "Your original message",
    "Content of the original message",
    "Original Message:",
    "-original mail info",
    "From MAILER-DAEMON ",
]);

/// Sentences of every report of its kind, in lower case: they say nothing of this one.
static ALWAYS: Table<()> = Table::new(&[
    ("do not reply", ()),
    ("not reply to this", ()),
    ("an unattended mailbox", ()),
    ("message is delayed for more than", ()),
    ("is only a temporary failure report", ()),
    ("the message is kept in the queue", ()),
]);

/// The text with blanks instead of such sentences; nothing when there are none.
pub fn without_always(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut it: Option<String> = None;
    ALWAYS.places(&lower, |start, end, ()| {
        it.get_or_insert_with(|| text.to_string())
            .replace_range(start..end, &" ".repeat(end - start));
    });
    it
}

/// Where the words end and the returned message begins: at its mark, or at the header section of a message in their middle.
/// `from` is where the words begin: what somebody forwarded begins with such a mark too.
pub fn end_of_words(source: &str, from: usize, headers: &[HeaderBlock]) -> usize {
    let from = source.floor_char_boundary(from.max(60));
    let mut end = source.len();
    RETURNED.starts(&source[from..], |at| end = end.min(from + at));
    let section = headers
        .iter()
        .find(|it| it.transport && it.from.is_some() && it.range.0 >= from);
    section.map_or(end, |it| end.min(it.range.0))
}

/// Senders of reports, in lower case.
static DAEMONS: Phrases = Phrases::new(&[
    "mailer-daemon",
    "postmaster",
    "mail delivery",
    "mailer daemon",
    "mdaemon@",
    "mail-daemon",
    "<>",
    "mailerdaemon",
    "mailer_daemon",
    "mail administrator",
    "mail system",
    "mailadmin",
    "smtpd@",
    "system administrator",
    "microsoftexchange",
    "mmdf",
    "mailsystem",
    "mailmaster",
    "bounce-notification",
    "mail-noreply@google",
]);

/// Whether From names a mail system.
pub fn is_daemon(from: &str) -> bool {
    DAEMONS.any(&smtp_lens_catalog::lower(from))
}

/// Words of the subjects of reports, in lower case: 2 when no other subject holds them.
static SUBJECTS: Table<u8> = Table::new(&[
    ("undeliver", 2),
    ("delivery status", 2),
    ("returned mail", 2),
    ("failure notice", 2),
    ("delivery fail", 2),
    ("mail failure", 2),
    ("delivery report", 1),
    ("mail delivery", 2),
    ("could not be delivered", 2),
    ("not delivered", 2),
    ("non remis", 2),
    ("unzustellbar", 2),
    ("non recapitabile", 2),
    ("onbestelbaar", 2),
    ("no se pudo entregar", 2),
    ("não entregue", 2),
    ("nondeliverable", 2),
    ("non-deliverable", 2),
    ("delivery notification", 2),
    ("message status", 1),
    ("warning: could not send", 2),
    ("failed mail", 2),
    ("mail system error", 2),
    ("message delayed", 2),
    ("delayed mail", 2),
    ("delivery has failed", 2),
    ("unable to deliver", 2),
    ("returned to sender", 2),
    ("rejected", 1),
    ("mail could not", 2),
    ("failure delivery", 2),
    ("delivery problem", 2),
    ("delivery delayed", 2),
    ("message you sent blocked", 2),
    ("échec", 1),
    ("недоставлен", 2),
    ("配信不能", 2),
    ("配信エラー", 2),
    ("退信", 2),
    ("delivery error", 2),
    ("mail error", 2),
    ("message could not", 2),
    ("problème de remise", 2),
]);

/// How surely a subject is that of a report: 0 not at all, 2 surely.
pub fn subject(text: &str) -> u8 {
    let mut most = 0;
    SUBJECTS.each(&smtp_lens_catalog::lower(text), |_, weight| most = most.max(*weight));
    let text = text.trim_start();
    let forwarded = [
        "fw:", "fwd:", "re:", "tr:", "aw:", "wg:", "rv:", "r:", "ré:", "i:", "sv:", "antw:",
    ]
    .iter()
    .any(|it| text.get(..it.len()).is_some_and(|have| have.eq_ignore_ascii_case(it)));
    if forwarded { most / 2 } else { most }
}
