//! JSON that knows on which line each of its values stands, so that whoever wrote it can be told.
//!
//! Not serde_json: its values have no place, and it weighs three times as much as all of a site's own causes.

use super::Fault;

/// Deeper than this nothing is nested that means anything; a stranger's file may not exhaust the stack.
const DEEPEST: u8 = 16;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Its first line, from 1.
    pub line: u32,
    /// What it is.
    pub what: What,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// `null`
    Null,
    /// `true` or `false`
    Truth(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Text(String),
    /// `[…]`
    List(Vec<Value>),
    /// `{…}`, in the order as written.
    Table(Vec<(String, Value)>),
}

/// Reads a JSON text (RFC 8259).
pub fn read(text: &str) -> Result<Value, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut it = Reader {
        text: text.as_bytes(),
        at: 0,
        line: 1,
    };
    let value = it.value(0)?;
    it.space();
    if it.at < it.text.len() {
        return Err(it.fault("nothing may come after the end of the value"));
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn fault(&self, says: &str) -> Fault {
        Fault {
            line: self.line,
            says: says.into(),
        }
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.line += u32::from(self.text[self.at] == b'\n');
            self.at += 1;
        }
    }

    fn next(&mut self) -> Option<u8> {
        self.space();
        self.text.get(self.at).copied()
    }

    fn value(&mut self, depth: u8) -> Result<Value, Fault> {
        let first = self.next();
        let line = self.line;
        if depth > DEEPEST {
            return Err(self.fault("this is nested too deeply"));
        }
        let what = match first {
            Some(b'{') => self.table(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => What::Text(self.text()?),
            _ => self.bare()?,
        };
        Ok(Value { line, what })
    }

    fn table(&mut self, depth: u8) -> Result<What, Fault> {
        self.at += 1;
        let mut entries: Vec<(String, Value)> = Vec::new();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(What::Table(entries));
        }
        loop {
            if self.next() != Some(b'"') {
                return Err(self.fault("a key in double quotes is expected here"));
            }
            let key = self.text()?;
            if entries.iter().any(|(it, _)| *it == key) {
                return Err(self.fault(&["the key \"", &key, "\" is here twice"].concat()));
            }
            if self.next() != Some(b':') {
                return Err(self.fault("a colon is expected here"));
            }
            self.at += 1;
            entries.push((key, self.value(depth + 1)?));
            match self.next() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(What::Table(entries));
                }
                _ => return Err(self.fault("a comma or } is expected here")),
            }
        }
    }

    fn list(&mut self, depth: u8) -> Result<What, Fault> {
        self.at += 1;
        let mut values = Vec::new();
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(What::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            match self.next() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(What::List(values));
                }
                _ => return Err(self.fault("a comma or ] is expected here")),
            }
        }
    }

    fn bare(&mut self) -> Result<What, Fault> {
        let start = self.at;
        while self
            .text
            .get(self.at)
            .is_some_and(|it| it.is_ascii_alphanumeric() || b"+-.".contains(it))
        {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        match word {
            b"null" => Ok(What::Null),
            b"true" => Ok(What::Truth(true)),
            b"false" => Ok(What::Truth(false)),
            [b'-' | b'0'..=b'9', ..] => Ok(What::Number(String::from_utf8_lossy(word).into_owned())),
            _ => Err(self.fault("a value is expected here")),
        }
    }

    fn text(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut text = Vec::new();
        loop {
            let Some(&it) = self.text.get(self.at) else {
                return Err(self.fault("this string does not end"));
            };
            self.at += 1;
            match it {
                b'"' => break,
                b'\\' => {
                    let it = self.escaped()?;
                    text.extend(it.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..b' ' => return Err(self.fault("a string goes on one line, with \\n for a new one")),
                it => text.push(it),
            }
        }
        // Whole characters of what was a `str` are put together.
        String::from_utf8(text).map_err(|_| self.fault("this string is no UTF-8"))
    }

    fn escaped(&mut self) -> Result<char, Fault> {
        let it = self.text.get(self.at).copied();
        self.at += 1;
        Ok(match it {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(it @ (b'"' | b'\\' | b'/')) => char::from(it),
            Some(b'u') => {
                let mut code = self.four()?;
                if (0xd800..0xdc00).contains(&code) && self.text.get(self.at..self.at + 2) == Some(b"\\u") {
                    self.at += 2;
                    code = 0x10000 + ((code - 0xd800) << 10) + (self.four()?.wrapping_sub(0xdc00) & 0x3ff);
                }
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            _ => return Err(self.fault("there is no such escape in a string")),
        })
    }

    fn four(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.text.get(self.at).and_then(|it| char::from(*it).to_digit(16));
            code = code << 4 | digit.ok_or_else(|| self.fault("four hexadecimal digits are expected after \\u"))?;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_its_line() {
        let it =
            read("\u{feff}{\n \"a\": [1,\n -2.5e3],\n\"b\" : \"\\u00e9\\ud83d\\ude00\\n\" }\n").expect("it is JSON");
        let What::Table(entries) = it.what else {
            panic!("it is a table")
        };
        assert_eq!((entries[0].1.line, entries[1].1.line), (2, 4));
        assert_eq!(entries[1].1.what, What::Text("é😀\n".into()));
        let What::List(values) = &entries[0].1.what else {
            panic!("it is a list")
        };
        assert_eq!((values[1].line, &values[1].what), (3, &What::Number("-2.5e3".into())));
    }

    #[test]
    fn a_fault_is_named_by_its_line() {
        for (text, line) in [
            ("", 1),
            ("{\n\"a\" 1}", 2),
            ("{\"a\": 1\n\n\"b\": 2}", 3),
            ("[1,\n]", 2),
            ("{\"a\":1,\"a\":2}", 1),
            ("\"a", 1),
            ("\"\\x\"", 1),
            ("\"\\u12\"", 1),
            ("1 1", 1),
            ("\n'a'", 2),
            ("\"a\nb\"", 1),
        ] {
            assert_eq!(read(text).map_err(|it| it.line), Err(line), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_err(), "it is nested too deeply");
    }
}
