//! Outlook's files, archives, mailboxes.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = smtp_lens::container::open(bytes);
    smtp_lens_fuzz::read_behind("\u{0}", bytes);
    let cfb = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], bytes].concat();
    let _ = smtp_lens::container::open(&cfb);
    let zip = [b"PK\x03\x04", bytes].concat();
    let _ = smtp_lens::container::open(&zip);
    smtp_lens_fuzz::read_behind("From a@example.org Mon Nov  2 10:00:00 2026\n", bytes);
});
