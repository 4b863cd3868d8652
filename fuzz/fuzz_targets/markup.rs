//! HTML, quoting, escapes.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    smtp_lens_fuzz::read_behind("<html><body><p>Delivery has failed to these recipients:<br>", bytes);
    smtp_lens_fuzz::read_behind("> Delivery has failed to these recipients:\n> a@example.org\n> ", bytes);
});
