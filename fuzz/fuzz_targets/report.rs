//! The fields of reports (RFC 3464), and complaints (RFC 5965).
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    smtp_lens_fuzz::read_behind("Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\n", bytes);
    smtp_lens_fuzz::read_behind("{\"bouncedRecipients\":[{\"emailAddress\":\"a@example.org\",", bytes);
});
