//! The words of bounces.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_lens_fuzz::read_behind(
    "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  a@example.org\n",
    bytes
));
