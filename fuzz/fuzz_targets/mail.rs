//! Messages: MIME, transfer encodings, character sets.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_lens_fuzz::read_behind(
    "Return-Path: <>\nFrom: MAILER-DAEMON@example.net\nSubject: Undelivered Mail\nMessage-ID: <1@example.net>\nMIME-Version: 1.0\n",
    bytes
));
