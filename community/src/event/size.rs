//! How long a value is as JSON, without writing it: every event is measured before it is recorded.

use serde::{Serialize, ser};
use std::fmt::{self, Display};

/// The bytes of a value as compact JSON, which the order of keys does not change; as many as can be for what JSON cannot say.
pub(super) fn size(value: &impl Serialize) -> usize {
    let mut counted = Counted(0);
    value.serialize(&mut counted).map_or(usize::MAX, |()| counted.0)
}

/// What was counted so far.
struct Counted(usize);

/// What the wire types do not have: floats, bytes, keys that are no text.
#[derive(Debug)]
struct NotOurs;

impl Display for NotOurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a value of the record")
    }
}

impl std::error::Error for NotOurs {}

impl ser::Error for NotOurs {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// The bytes of a text in quotes, with what JSON escapes: quotes and backslashes, and control characters by their short
/// names or in six bytes.
fn text(text: &str) -> usize {
    let bytes = text.as_bytes();
    let escaped = bytes.iter().filter(|byte| **byte < 0x20 || **byte == b'"' || **byte == b'\\').count();
    if escaped == 0 {
        return bytes.len() + 2;
    }
    let more = |byte: &u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    bytes.len() + 2 + bytes.iter().map(more).sum::<usize>()
}

fn digits(number: u64) -> usize {
    number.checked_ilog10().map_or(1, |tens| usize::try_from(tens).unwrap_or(19) + 1)
}

/// A list or an object: its brackets, and a comma before each part but the first.
struct Parts<'c> {
    counted: &'c mut Counted,
    first: bool,
}

impl Parts<'_> {
    fn part(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), NotOurs> {
        self.counted.0 += usize::from(!std::mem::replace(&mut self.first, false));
        value.serialize(&mut *self.counted)
    }

    fn entry(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), NotOurs> {
        // Keys are names of fields, which have nothing to escape; two quotes, a colon, and a comma before all but the first.
        self.counted.0 += key.len() + 3 + usize::from(!std::mem::replace(&mut self.first, false));
        value.serialize(&mut *self.counted)
    }
}

impl<'c> Counted {
    fn add(&mut self, bytes: usize) -> Result<(), NotOurs> {
        self.0 += bytes;
        Ok(())
    }

    fn open(&'c mut self) -> Parts<'c> {
        self.0 += 2;
        Parts { counted: self, first: true }
    }

    /// `{"variant":`, and the bracket that closes it.
    fn named(&mut self, variant: &str) {
        self.0 += text(variant) + 3;
    }
}

macro_rules! numbers {
    ($($unsigned:ident $u:ty, $signed:ident $i:ty;)*) => {$(
        fn $unsigned(self, number: $u) -> Result<(), NotOurs> {
            self.add(digits(u64::from(number)))
        }
        fn $signed(self, number: $i) -> Result<(), NotOurs> {
            self.add(usize::from(number < 0) + digits(u64::from(number.unsigned_abs())))
        }
    )*};
}

impl<'c> ser::Serializer for &'c mut Counted {
    type Ok = ();
    type Error = NotOurs;
    type SerializeSeq = Parts<'c>;
    type SerializeTuple = Parts<'c>;
    type SerializeTupleStruct = Parts<'c>;
    type SerializeTupleVariant = Parts<'c>;
    type SerializeMap = Parts<'c>;
    type SerializeStruct = Parts<'c>;
    type SerializeStructVariant = Parts<'c>;

    numbers! {
        serialize_u8 u8, serialize_i8 i8;
        serialize_u16 u16, serialize_i16 i16;
        serialize_u32 u32, serialize_i32 i32;
        serialize_u64 u64, serialize_i64 i64;
    }

    fn serialize_bool(self, truth: bool) -> Result<(), NotOurs> {
        self.add(if truth { 4 } else { 5 })
    }
    fn serialize_str(self, value: &str) -> Result<(), NotOurs> {
        self.add(text(value))
    }
    fn serialize_char(self, letter: char) -> Result<(), NotOurs> {
        self.add(text(letter.encode_utf8(&mut [0; 4])))
    }
    fn serialize_none(self) -> Result<(), NotOurs> {
        self.add(4)
    }
    fn serialize_unit(self) -> Result<(), NotOurs> {
        self.add(4)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NotOurs> {
        self.add(4)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotOurs> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NotOurs> {
        self.add(text(variant))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotOurs> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), NotOurs> {
        self.named(variant);
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'c>, NotOurs> {
        Ok(self.open())
    }
    fn serialize_tuple(self, _: usize) -> Result<Parts<'c>, NotOurs> {
        Ok(self.open())
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'c>, NotOurs> {
        Ok(self.open())
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'c>, NotOurs> {
        Ok(self.open())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'c>, NotOurs> {
        Ok(self.open())
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'c>, NotOurs> {
        self.named(variant);
        Ok(self.open())
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'c>, NotOurs> {
        self.named(variant);
        Ok(self.open())
    }
    fn serialize_f32(self, _: f32) -> Result<(), NotOurs> {
        Err(NotOurs)
    }
    fn serialize_f64(self, _: f64) -> Result<(), NotOurs> {
        Err(NotOurs)
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), NotOurs> {
        Err(NotOurs)
    }
}

macro_rules! lists {
    ($($kind:ident $each:ident;)*) => {$(
        impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = NotOurs;
            fn $each<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotOurs> {
                self.part(value)
            }
            fn end(self) -> Result<(), NotOurs> {
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! objects {
    ($($kind:ident;)*) => {$(
        impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = NotOurs;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), NotOurs> {
                self.entry(key, value)
            }
            fn end(self) -> Result<(), NotOurs> {
                Ok(())
            }
        }
    )*};
}

objects! {
    SerializeStruct;
    SerializeStructVariant;
}

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = NotOurs;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NotOurs> {
        self.part(key)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotOurs> {
        self.counted.0 += 1;
        value.serialize(&mut *self.counted)
    }
    fn end(self) -> Result<(), NotOurs> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::size;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, serde::Serialize)]
    #[serde(tag = "kind", rename_all = "kebab-case")]
    enum Tagged {
        Unit {},
        Whole(Inner),
        Fields { text: String, other: Option<Box<Tagged>> },
    }

    #[derive(Clone, Debug, serde::Serialize)]
    struct Inner {
        numbers: Vec<i64>,
        pair: (u64, bool),
        names: BTreeMap<String, Plain>,
        letter: char,
    }

    #[derive(Clone, Debug, serde::Serialize)]
    enum Plain {
        Unit,
        One(u8),
        Two(i8, ()),
        Fields { deep: Vec<Plain> },
    }

    fn plain() -> impl Strategy<Value = Plain> {
        let leaf = prop_oneof![
            Just(Plain::Unit),
            any::<u8>().prop_map(Plain::One),
            any::<i8>().prop_map(|number| Plain::Two(number, ())),
        ];
        leaf.prop_recursive(2, 8, 3, |inner| {
            prop::collection::vec(inner, 0..3).prop_map(|deep| Plain::Fields { deep })
        })
    }

    fn tagged() -> impl Strategy<Value = Tagged> {
        let inner = (
            prop::collection::vec(any::<i64>(), 0..4),
            any::<(u64, bool)>(),
            prop::collection::btree_map(any::<String>(), plain(), 0..3),
            any::<char>(),
        );
        let inner = inner.prop_map(|(numbers, pair, names, letter)| Inner { numbers, pair, names, letter });
        let leaf = prop_oneof![Just(Tagged::Unit {}), inner.prop_map(Tagged::Whole)];
        leaf.prop_recursive(3, 8, 1, |other| {
            let text = prop_oneof![any::<String>(), "[\\x00-\\x30\\\\\"é]{0,20}"];
            (text, prop::option::of(other))
                .prop_map(|(text, other)| Tagged::Fields { text, other: other.map(Box::new) })
        })
    }

    proptest! {
        /// The size is that of what is written.
        #[test]
        fn the_size_is_that_of_the_text(value in tagged()) {
            prop_assert_eq!(size(&value), serde_json::to_string(&value).unwrap().len());
        }
    }

    #[test]
    fn what_the_record_cannot_hold_is_too_large() {
        assert_eq!(size(&[1.5]), usize::MAX);
        assert_eq!(size(&[u64::MAX, 0, 9, 10]), "[18446744073709551615,0,9,10]".len());
        assert_eq!(size(&i64::MIN), 20);
    }
}
