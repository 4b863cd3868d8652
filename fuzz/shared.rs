//! What every target holds an answer to.

use smtp_lens::{Lens, Options, Span};
use std::sync::OnceLock;

/// The engine, made once.
pub fn lens() -> &'static Lens {
    static LENS: OnceLock<Lens> = OnceLock::new();
    LENS.get_or_init(|| Lens::for_language("en").expect("English is compiled in"))
}

/// Reads `bytes`: no panic, the same answer twice, every span inside.
pub fn read(bytes: &[u8]) {
    let said = lens().analyze(bytes, &Options::default());
    for Span(start, end) in said.spans() {
        assert!(start <= end && end as usize <= bytes.len(), "a span lies outside");
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize), "a span cuts a character");
        }
    }
    assert_eq!(said, lens().analyze(bytes, &Options::default()), "another answer to the same bytes");
}

/// Reads `bytes` behind words that lead to one reader.
pub fn read_behind(start: &str, bytes: &[u8]) {
    read(&[start.as_bytes(), bytes].concat());
}
