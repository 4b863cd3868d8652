//! Mailboxes (RFC 4155).

/// The messages of a mailbox in order, or the whole when it is none.
///
/// ```
/// let mailbox = b"From a@example.org Mon Nov  2 10:00:00 2026\nSubject: 1\n\nx\n\nFrom b@example.org Mon Nov  2 10:00:01 2026\nSubject: 2\n\ny\n";
/// assert_eq!(smtp_lens::container::messages(mailbox).len(), 2);
/// ```
pub fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut starts = vec![0];
    for at in memchr::memmem::find_iter(bytes, b"\nFrom ") {
        let before = bytes[..at].strip_suffix(b"\r").unwrap_or(&bytes[..at]);
        let line = bytes[at + 1..].split(|it| *it == b'\n').next().unwrap_or_default();
        // "From sender weekday month day time year": a sentence that begins with "From" has no time in it.
        if before.ends_with(b"\n") && line.iter().take(200).filter(|it| **it == b':').count() >= 2 {
            starts.push(at + 1);
        }
    }
    starts.push(bytes.len());
    starts.windows(2).map(|it| &bytes[it[0]..it[1]]).collect()
}

/// Messages as one mailbox.
pub fn join<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut mailbox = Vec::new();
    for message in messages {
        mailbox.extend_from_slice(b"From - Thu Jan  1 00:00:00 1970\n");
        let message = match message.strip_prefix(b"From ") {
            Some(rest) => rest.splitn(2, |it| *it == b'\n').nth(1).unwrap_or_default(),
            None => message,
        };
        let mut kept = 0;
        for at in memchr::memmem::find_iter(message, b"\nFrom ") {
            mailbox.extend_from_slice(&message[kept..=at]);
            mailbox.push(b'>');
            kept = at + 1;
        }
        mailbox.extend_from_slice(&message[kept..]);
        mailbox.extend_from_slice(b"\n\n");
    }
    mailbox
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_parted_again() {
        let both: [&[u8]; 2] = [
            b"Subject: 1\n\nhello\n\nFrom here on: it is 10:00:00\n",
            b"Subject: 2\r\n\r\nx\r\n",
        ];
        let mailbox = join(both);
        let parts = messages(&mailbox);
        assert_eq!(parts.len(), 2);
        assert!(parts[1].ends_with(b"x\r\n\n\n"));
    }

    #[test]
    fn crlf() {
        let mailbox = b"From a Mon Nov  2 10:00:00 2026\r\nS: 1\r\n\r\nx\r\n\r\nFrom b Mon Nov  2 10:00:00 2026\r\nS: 2\r\n\r\ny\r\n";
        assert_eq!(messages(mailbox).len(), 2);
    }
}
