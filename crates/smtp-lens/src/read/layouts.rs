//! The sentences by which bounces are known, and the marks that begin the returned message.

use crate::phrases::Phrases;

/// Words that begin the returned message: nothing after them is about the failure.
static RETURNED: Phrases = Phrases::new(&[
    "------ This is a copy of",
    "--- Below this line is a copy",
    "----- Original message",
    "-----Original Message",
    "Original message headers:",
    "Original Message Headers",
    "----- Message header follows",
    "Message headers follow",
    "----- Unsent message",
    "--- Original message",
    "The original message follows",
    "Below is a copy of the original message",
    "   ----- Original message follows",
    "------ Original message",
    "----- Undelivered message",
    "Received: from ",
    "En-têtes de message d'origine",
    "Ursprüngliche Nachrichtenkopf",
    "Intestazioni originali del messaggio",
    "Cabeçalhos originais",
    "Encabezados de mensaje originales",
    "Oorspronkelijke berichtkoppen",
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
]);

static SENTENCES: Phrases = Phrases::new(&[
    "This is the mail system at host",
    "Delivery has failed to these recipients",
    "did not reach the following recipient",
    "This message was created automatically by mail delivery software",
    "Hi. This is the qmail-send program",
    "I wasn't able to deliver your message",
    "could not be delivered",
    "couldn't be delivered",
    "permanent fatal errors",
    "Transcript of session follows",
    "Diagnostic information for administrators",
    "Informations de diagnostic pour les administrateurs",
    "Delivery to the following recipient",
    "Undeliverable message",
    "The following recipients",
    "was not delivered to",
    "wasn't delivered to",
    "Unable to deliver message to",
    "UNDELIVERABLE MAIL",
    "error delivering your mail",
    "Your message cannot be delivered",
    "Your message to",
    "is unable to deliver",
    "This is the MAILER-DAEMON",
    "Message could not be delivered",
    "Sorry, I couldn't find",
    "cannot be delivered",
    "Échec de la remise",
    "n'a pas pu être remis",
    "Unzustellbar",
    "konnte nicht zugestellt",
    "Delivery Status Notification",
    "failed permanently",
    "The mail system",
    "Final-Recipient:",
    "has not yet been delivered",
    "undeliverable",
    "Could not deliver",
    "unable to deliver",
    "failed to deliver",
    "Action: failed",
    "Unknown user",
    "Remote host said:",
    "not delivered",
    "rejected your message",
    "delivery error",
]);

pub fn says_bounce(text: &str) -> bool {
    SENTENCES.any(text)
}

/// Words that only a report holds: enough even inside an ordinary mail.
static SURE: Phrases = Phrases::new(&[
    "This is the mail system at host",
    "Delivery has failed to these recipients",
    "did not reach the following recipient",
    "This message was created automatically by mail delivery software",
    "Hi. This is the qmail-send program",
    "permanent fatal errors",
    "Transcript of session follows",
    "Diagnostic information for administrators",
    "Informations de diagnostic pour les administrateurs",
    "Final-Recipient:",
    "Diagnostic-Code:",
    "This is the MAILER-DAEMON",
    "There was an error delivering your mail",
    "This is a delivery status notification",
    "Delivery to the following recipient",
    "UNDELIVERABLE MAIL",
    "nullmailer delivery system",
    "MAILER-DAEMON",
    "Mail Delivery Subsystem",
    "Mail Delivery System",
    "Échec de la remise",
    "wasn't delivered to",
    "couldn't be delivered.",
    "Remote host said:",
]);

pub fn strongly_says_bounce(text: &str) -> bool {
    SURE.any(text)
}

/// Where the words end and the returned message begins.
pub fn end_of_words(source: &str) -> usize {
    let from = source.char_indices().nth(1).map_or(0, |it| it.0);
    let mut end = source.len();
    RETURNED.starts(&source[from..], |at| {
        if from + at > 60 {
            end = end.min(from + at);
        }
    });
    end
}
