//! Sentences and commands with `{names}` in them.

use crate::capitalized;

/// `template` with each `{name}` replaced by what `put` writes for it, which sees what stands before; `{{` and `}}` are braces, and a brace
/// without its partner stays.
///
/// ```
/// let said = smtp_lens_catalog::fill("to {recipient}, {{as is}}", &mut |name, said| said.push_str(&name.to_uppercase()));
/// assert_eq!(said, "to RECIPIENT, {as is}");
/// ```
pub fn fill<'a>(template: &'a str, put: &mut dyn FnMut(&'a str, &mut String)) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(at) = memchr::memchr2(b'{', b'}', rest.as_bytes()) {
        filled.push_str(&rest[..at]);
        let (brace, after) = rest[at..].split_at(1);
        if let Some(doubled) = after.strip_prefix(brace) {
            filled.push_str(brace);
            rest = doubled;
        } else if let Some((name, next)) = after.split_once('}').filter(|_| brace == "{") {
            put(name, &mut filled);
            rest = next;
        } else {
            filled.push_str(brace);
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// Writes the ordinary words for a value that nothing gives: with a capital where a sentence begins.
///
/// ```
/// let mut said = String::from("Wait. ");
/// smtp_lens_catalog::stand_in("the recipient", &mut said);
/// assert_eq!(said, "Wait. The recipient");
/// ```
pub fn stand_in(words: &str, into: &mut String) {
    let before = into.trim_end();
    if before.is_empty() || before.ends_with(['.', '!', '?']) {
        capitalized(words, into);
    } else {
        into.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_without_a_partner_stay() {
        for text in ["open { only", "close } only", "a } b { c", "", "{", "é{é"] {
            assert_eq!(fill(text, &mut |_, _| {}), text);
        }
    }
}
