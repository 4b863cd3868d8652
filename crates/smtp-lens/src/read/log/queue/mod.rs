//! What waits: the queue listings of mail servers (`mailq`, `exim -bp`, `postqueue -j`, `smtpctl show queue`, `qmail-qread`).

mod brackets;
mod plain;

use super::ledger::Ledger;

/// How many bytes of a text are looked at to know a listing.
const HEAD: usize = 4000;

/// The listings, by who prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// The reason in brackets, the recipients indented.
    Postfix,
    /// The same in other columns.
    Sendmail,
    /// An object a message.
    PostfixJson,
    /// Age, size, id, sender; the recipients indented.
    Exim,
    /// Sixteen cells with bars between them.
    OpenSmtpd,
    /// A field a line.
    Dma,
    /// Date, number, size, sender; the recipients indented.
    Qmail,
}

/// Which listing the text is.
fn listing(source: &str) -> Option<Listing> {
    let head = &source[..source.floor_char_boundary(HEAD)];
    if head.contains("-Queue ID-") {
        return Some(Listing::Postfix);
    }
    if head.contains("---Q-ID---") {
        return Some(Listing::Sendmail);
    }
    // A prompt or a greeting may stand before the first message.
    head.lines().take(8).find_map(|line| {
        if plain::piped(line).is_some() {
            Some(Listing::OpenSmtpd)
        } else if plain::exim(line).is_some() {
            Some(Listing::Exim)
        } else if plain::qmail(line).is_some() {
            Some(Listing::Qmail)
        } else if line.starts_with("ID\t: ") {
            Some(Listing::Dma)
        } else if line.starts_with('{') && line.contains("\"queue_id\"") && line.contains("\"recipients\"") {
            Some(Listing::PostfixJson)
        } else {
            None
        }
    })
}

/// Whether the text is such a listing.
pub fn is(source: &str) -> bool {
    listing(source).is_some()
}

/// Reads a listing; gives the name of the program that printed it.
pub fn read<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> Option<&'static str> {
    let listing = listing(source)?;
    match listing {
        Listing::Postfix | Listing::Sendmail => brackets::read(source, ledger),
        Listing::PostfixJson => plain::objects(source, ledger),
        Listing::Exim => plain::ages(source, ledger),
        Listing::OpenSmtpd => plain::bars(source, ledger),
        Listing::Dma => plain::fields(source, ledger),
        Listing::Qmail => plain::numbers(source, ledger),
    }
    Some(match listing {
        Listing::Postfix | Listing::PostfixJson => "postfix",
        Listing::Sendmail => "sendmail",
        Listing::Exim => "exim",
        Listing::OpenSmtpd => "opensmtpd",
        Listing::Dma => "dma",
        Listing::Qmail => "qmail",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ReadFinding;

    fn waiting(source: &str) -> (Option<&'static str>, Vec<ReadFinding>) {
        let mut ledger = Ledger::new(source, 0);
        let name = read(source, &mut ledger);
        (name, ledger.finish())
    }

    fn told(source: &str) -> Vec<(String, String, String)> {
        let text = |it: Option<String>| it.unwrap_or_default();
        waiting(source)
            .1
            .into_iter()
            .map(|it| (text(it.queue_id), text(it.sender), text(it.recipient)))
            .collect()
    }

    fn row(queue: &str, sender: &str, recipient: &str) -> (String, String, String) {
        (queue.into(), sender.into(), recipient.into())
    }

    #[test]
    fn exim_lists_who_still_waits() {
        let source = " 4h  1.2K 1xVTG5-0001HR-2J <ann@example.com>\n          bob@example.org\n        D done@example.org\n\n\
            26h  3.4K 1xVTG5-0001HS-2K <> *** frozen ***\n          ann@example.com\n\n\
            25m   985 1qSIsJ-000000003xY-0abc <www-data@web01.example.com>\n          zoe@example.net\n";
        assert_eq!(waiting(source).0, Some("exim"));
        assert_eq!(
            told(source),
            [
                row("1xVTG5-0001HR-2J", "ann@example.com", "bob@example.org"),
                row("1xVTG5-0001HS-2K", "", "ann@example.com"),
                row(
                    "1qSIsJ-000000003xY-0abc",
                    "www-data@web01.example.com",
                    "zoe@example.net"
                ),
            ]
        );
        let frozen = waiting(source).1[1].words;
        assert_eq!(frozen.map(|it| &source[it.0..it.1]), Some("<> *** frozen ***"));
    }

    #[test]
    fn the_small_listings() {
        let dma = "ID\t: 17c9e2.55d0c1a0\nFrom\t: root@host.example.com\nTo\t: ann@example.org\n--\nID\t: 17c9e3.55d0c1a1*\n\
            From\t: root@host.example.com\nTo\t: bob@example.org\n";
        assert_eq!(
            told(dma)[1],
            row("17c9e3.55d0c1a1", "root@host.example.com", "bob@example.org")
        );
        let qmail = "messages in queue: 1\n26 Aug 2026 09:14:02 GMT  #2318921  1274  <alerts@example.com>\n\tremote\ta@example.net\n\
            done\tremote\tb@example.net\n";
        assert_eq!(told(qmail), [row("2318921", "alerts@example.com", "a@example.net")]);
        let json = "{\"queue_name\": \"deferred\", \"queue_id\": \"4BWpvk1hXzz9vNT\", \"sender\": \"ann@example.com\", \"recipients\": \
            [{\"address\": \"bob@example.org\", \"delay_reason\": \"connect to mx.example.org[203.0.113.7]:25: Connection timed out\"}, \
            {\"address\": \"eve@example.org\"}]}\n";
        let found = waiting(json).1;
        assert_eq!(found[0].remote_mta.as_deref(), Some("mx.example.org"));
        assert_eq!(found[1].words, None);
        assert_eq!(
            told(json)[1],
            row("4BWpvk1hXzz9vNT", "ann@example.com", "eve@example.org")
        );
    }

    #[test]
    fn the_server_that_was_not_reached_is_named() {
        let postfix = "-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------\n\
            B1B2C3D4E5      2345 Mon Nov 23 09:00:00  ann@example.com\n\
            (connect to mx.example.com[203.0.113.7]:25: Connection timed out)\n                                         eve@example.com\n";
        assert_eq!(waiting(postfix).1[0].remote_mta.as_deref(), Some("mx.example.com"));
        let sendmail = "-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------\n\
            2BNA00Bx012345     1234 Mon Nov 23 15:11 <ann@example.com>\n                 (Deferred: Connection timed out with mx.example.org.)\n\
            \t\t\t\t\t <user@example.org>\n";
        assert_eq!(waiting(sendmail).1[0].remote_mta.as_deref(), Some("mx.example.org"));
    }
}
