//! Dictionaries as the template takes them.

/// A dictionary of typst, from its keys and values.
macro_rules! dict {
    ($($key:literal => $value:expr),* $(,)?) => {{
        let mut dict = typst::foundations::Dict::new();
        $(dict.insert($key.into(), typst::foundations::IntoValue::into_value($value));)*
        dict
    }};
}

pub(super) use dict;
