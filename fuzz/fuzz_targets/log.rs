//! Lines of mail servers' logs.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_lens_fuzz::read_behind("Nov 23 12:00:00 mail postfix/smtp[1]: ABCDEF1: to=<a@example.org>, ", bytes));
