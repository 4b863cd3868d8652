//! The form in which words are compared: lower case, no accents, single spaces, straight quotes.
//!
//! Accents go because servers and what stands between drop them: `boîte pleine` and `boite pleine` say the same.

/// For each byte of the compared form of `text`, and for its end, where in `text` it came from.
pub(crate) fn origins(text: &str, into: &mut Vec<u32>) {
    into.clear();
    fold(text, |at, folded| {
        into.extend(std::iter::repeat_n(at as u32, folded.len_utf8()))
    });
    into.push(text.len() as u32);
}

/// Appends the compared form of `text` to `into`.
///
/// ```
/// let mut it = String::new();
/// smtp_lens_catalog::normalize("Mailbox\u{a0} is\r\n  FULL, it’s", &mut it);
/// assert_eq!(it, "mailbox is full, it's");
/// it.clear();
/// smtp_lens_catalog::normalize("Boîte PLEINE, für Łukasz", &mut it);
/// assert_eq!(it, "boite pleine, fur lukasz");
/// ```
pub fn normalize(text: &str, into: &mut String) {
    if is_plain(text.as_bytes()) {
        let start = into.len();
        into.push_str(text);
        into[start..].make_ascii_lowercase();
        return;
    }
    into.reserve(text.len());
    fold(text, |_, folded| into.push(folded));
}

/// Whether the compared form differs by capitals only, as with most replies. No loop here stops early: a processor then takes many bytes
/// at a time.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    let ([first, ..], [.., last]) = (text, text) else {
        return true;
    };
    let odd = |it: u8| u8::from(it < b' ') | u8::from(it > b'~');
    let odds = text.iter().fold(0, |odds, &it| odds | odd(it));
    let gaps = text
        .iter()
        .zip(&text[1..])
        .fold(0, |gaps, (&a, &b)| gaps | (u8::from(a == b' ') & u8::from(b == b' ')));
    odds | gaps == 0 && *first != b' ' && *last != b' '
}

fn fold(text: &str, mut push: impl FnMut(usize, char)) {
    let mut gap = true;
    let mut pending = None;
    for (at, it) in text.char_indices() {
        let it = if it.is_ascii() {
            it.to_ascii_lowercase()
        } else {
            match it {
                '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}' => ' ',
                '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => '\'',
                '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
                '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' => '-',
                '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{300}'..='\u{36f}' => continue,
                it => without_accent(small(it)),
            }
        };
        if it.is_ascii_whitespace() {
            if !gap {
                pending = Some(at);
                gap = true;
            }
            continue;
        }
        if let Some(space) = pending.take() {
            push(space, ' ');
        }
        gap = false;
        if it == 'ß' {
            push(at, 's');
        }
        push(at, if it == 'ß' { 's' } else { it });
    }
}

/// The small letter of a capital of the Latin, Greek and Cyrillic alphabets; any other as it is.
///
/// The standard library knows the capitals of every script by a table that weighs 4 kB of download; in those that are left out, no mail
/// system speaks in capitals.
pub fn small(it: char) -> char {
    if it.is_ascii() {
        return it.to_ascii_lowercase();
    }
    let code = it as u32;
    let code = match code {
        0xc0..=0xde if code != 0xd7 => code + 0x20,
        // Capital and small letter by turns, beginning with an even number, and in a part with an odd one.
        0x100..=0x137
        | 0x14a..=0x177
        | 0x218..=0x21b
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148 | 0x179..=0x17e => code + (code & 1),
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 0x25,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 0x3f,
        0x391..=0x3ab if code != 0x3a2 => code + 0x20,
        0x400..=0x40f => code + 0x50,
        0x410..=0x42f => code + 0x20,
        _ => code,
    };
    char::from_u32(code).unwrap_or(it)
}

/// The letter below the accents of a small Latin letter.
fn without_accent(it: char) -> char {
    match it {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        it => it,
    }
}
/// A text in small letters, letter by letter as [`small`] has them.
///
/// ```
/// assert_eq!(smtp_lens_catalog::lower("Échec DE la Remise"), "échec de la remise");
/// ```
pub fn lower(text: &str) -> String {
    text.chars().map(small).collect()
}

/// Appends a text with its first letter as a capital, of those letters that [`small`] knows.
///
/// ```
/// let mut said = String::new();
/// smtp_lens_catalog::capitalized("à vous", &mut said);
/// assert_eq!(said, "À vous");
/// ```
pub fn capitalized(text: &str, into: &mut String) {
    let mut letters = text.chars();
    if let Some(first) = letters.next() {
        // A capital stands 32 before its small letter in the parts that words begin with, or just before it.
        let large = match first {
            'a'..='z' | '\u{e0}'..='\u{fe}' | '\u{3b1}'..='\u{3cb}' | '\u{430}'..='\u{44f}' => {
                char::from_u32(first as u32 - 0x20)
            }
            'œ' => Some('Œ'),
            _ => None,
        };
        into.push(large.unwrap_or(first));
    }
    into.push_str(letters.as_str());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_small_as_the_standard_library_has_it() {
        let letters = ('\u{c0}'..='\u{17f}')
            .chain('\u{386}'..='\u{3ce}')
            .chain('\u{400}'..='\u{481}')
            .chain('\u{1e00}'..='\u{1eff}');
        // The capitals of the dotted i and of ß become letters that accents are taken from, or two.
        for it in letters.filter(|it| !matches!(it, '\u{130}' | '\u{1e9e}')) {
            assert_eq!(Some(small(it)), it.to_lowercase().next(), "{it}");
        }
    }
}
