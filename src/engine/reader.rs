//! Reads what the worker says: postcard's format, by a reader that cannot fail.
//!
//! `postcard::from_bytes` gives every field of an answer its own way out for malformed bytes. The worker's bytes come from the same
//! build as the page, so there is no such case, and leaving those ways out makes the page's download 5 kB smaller (brotli). Bytes
//! that end early read as zeros; a choice that does not exist is a fault in this program and stops it.

use serde::de::{DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor};

/// The message that the bytes stand for.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
    match T::deserialize(&mut Reader { rest: bytes }) {
        Ok(message) => message,
        Err(never) => match never {},
    }
}

/// The error of a reader that cannot fail.
#[derive(Debug)]
enum Never {}

impl std::fmt::Display for Never {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl serde::de::Error for Never {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        panic!("the worker and the page are of different builds")
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => 0,
        }
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for group in 0..10 {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    /// A number of things that follow, each of which takes a byte at least.
    fn length(&mut self) -> usize {
        (self.number() as usize).min(self.rest.len())
    }

    fn bytes(&mut self) -> &'a [u8] {
        let length = self.length();
        let (bytes, rest) = self.rest.split_at(length);
        self.rest = rest;
        bytes
    }

    fn text(&mut self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}

/// What the messages hold is read; what they do not hold is not written here.
macro_rules! no {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
            panic!("the messages hold no such thing")
        })*
    };
}

macro_rules! numbers {
    ($($name:ident $visit:ident $type:ty;)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.number() as $type)
        })*
    };
}

impl<'de> serde::Deserializer<'de> for &mut Reader<'_> {
    type Error = Never;

    numbers! {
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    no! {
        deserialize_any deserialize_i8 deserialize_i16 deserialize_i32 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_map deserialize_identifier deserialize_ignored_any
    }

    /// The sign is in the lowest bit, so that small numbers of either are short.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let number = self.number();
        visitor.visit_i64((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.byte() != 0)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.byte() == 0 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.length();
        visitor.visit_seq(Several {
            reader: self,
            left: length,
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The fields of a struct: as many as are asked for.
struct Fields<'r, 'a>(&'r mut Reader<'a>);

impl<'de> SeqAccess<'de> for Fields<'_, '_> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// The elements of a list.
struct Several<'r, 'a> {
    reader: &'r mut Reader<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Several<'_, '_> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> EnumAccess<'de> for &mut Reader<'_> {
    type Error = Never;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Never> {
        let variant = self.number() as u32;
        seed.deserialize(variant.into_deserializer()).map(|it| (it, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'_> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::messages::{Answer, Opened, encode};
    use crate::locale::Language;
    use smtp_lens::*;

    fn answer() -> Answer {
        let exchange = Exchange {
            command: Some("EHLO example.org".into()),
            command_span: Some(Span(3, 300)),
            stage: Some(Stage::Helo),
            reply: Some(Reply {
                code: Some(250),
                text: "é".into(),
                ..Reply::default()
            }),
        };
        let session = Session {
            tls: true,
            exchanges: vec![exchange],
            milliseconds: Some(1 << 40),
            ..Session::default()
        };
        let line = Line {
            span: Span(1, 2),
            who: Who::Server,
            means: "m".into(),
            secret: true,
            refuses: false,
        };
        let way = vec![Stop {
            place: Place::Filter,
            name: None,
            state: StopState::Waiting,
        }];
        let finding = Finding {
            outcome: Outcome::Delayed,
            reason: Reason::VirusDetected,
            permanent: Some(false),
            way,
            ..Finding::default()
        };
        let analysis = Analysis {
            findings: vec![finding],
            sessions: vec![session],
            lines: vec![line],
            hops: [-3, 0, 1 << 40]
                .map(|after| Hop {
                    after: Some(after),
                    ..Hop::default()
                })
                .into(),
            ..Analysis::default()
        };
        Answer::Analysis {
            id: u32::MAX,
            analysis: Box::new(analysis),
            findings: 1,
            found: Vec::new(),
            titles: vec![("a".into(), "b".into())],
            groups: Vec::new(),
        }
    }

    #[test]
    fn reads_what_postcard_writes() {
        for message in [
            Answer::Awake,
            Answer::NoPack(Language::French),
            Answer::Example("550".into()),
            answer(),
            Answer::Shown {
                file: 1,
                name: "a".into(),
                size: 3,
                head: vec![0, 200, 7],
            },
            Answer::Files(vec![Opened {
                name: "a".into(),
                kind: Kind::Bounce,
                outcome: Outcome::Delayed,
                permanent: Some(false),
                verdict: "v".into(),
                findings: 2,
            }]),
        ] {
            assert_eq!(read::<Answer>(&encode(&message)), message);
        }
    }

    #[test]
    fn what_ends_early_is_read_to_its_end() {
        let bytes = encode(&answer());
        for length in 0..bytes.len() {
            read::<Answer>(&bytes[..length]);
        }
    }
}
