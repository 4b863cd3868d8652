//! Redaction.
#![no_main]
use smtp_lens::{Masks, Options};
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = smtp_lens_fuzz::lens().redact(bytes, &Options::default(), Masks::ALL);
});
