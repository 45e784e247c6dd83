//! The style sheet: the one of all files, after the values of the house template and the typefaces.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::project::look::{Family, Look, Size};

const SHEET: &str = include_str!("../../../assets/html/report.css");

/// The Latin letters of the shipped faces: regular, bold, italic, bold italic.
const SERIF: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/web/TertialSerif-Regular.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSerif-Bold.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSerif-Italic.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSerif-BoldItalic.woff2"),
];
const SANS: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/web/TertialSans-Regular.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSans-Bold.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSans-Italic.woff2"),
    include_bytes!("../../../assets/fonts/web/TertialSans-BoldItalic.woff2"),
];
const STYLES: [(&str, &str); 4] =
    [("normal", "400"), ("normal", "700"), ("italic", "400"), ("italic", "700")];

/// The style sheet of a look.
pub(super) fn sheet(look: &Look) -> String {
    let mut out = String::new();
    let used = [look.faces.body, look.faces.headings, look.faces.tables];
    for (family, name, files) in
        [(Family::Serif, "Tertial Serif", SERIF), (Family::Sans, "Tertial Sans", SANS)]
    {
        if !used.contains(&family) {
            continue;
        }
        for ((style, weight), file) in STYLES.iter().zip(files) {
            let _ = writeln!(
                out,
                "@font-face{{font-family:\"{name}\";font-style:{style};font-weight:{weight};\
                 src:url(data:font/woff2;base64,{})format(\"woff2\")}}",
                BASE64.encode(file)
            );
        }
    }
    let stack = |family| match family {
        Family::Serif => "\"Tertial Serif\",\"Liberation Serif\",\"Times New Roman\",serif",
        Family::Sans => "\"Tertial Sans\",\"Liberation Sans\",Arial,sans-serif",
    };
    let body = look.sizes.body.tenths();
    let size = |size: Size| format!("calc(1rem * {} / {body})", size.tenths());
    let _ = write!(
        out,
        ":root{{--body:{};--headings:{};--tables:{};--table:{};--table-head:{};--small:{};--heading:#{};--rule:#{};--hairline:#{};",
        stack(look.faces.body),
        stack(look.faces.headings),
        stack(look.faces.tables),
        size(look.sizes.table),
        size(look.sizes.table_head),
        size(look.sizes.small),
        look.colours.headings.hex(),
        look.colours.rules.hex(),
        look.colours.hairlines.hex(),
    );
    for (at, heading) in look.sizes.headings.iter().enumerate() {
        let _ = write!(out, "--h{}:{};", at + 1, size(*heading));
    }
    let margins = look.margins;
    let _ = writeln!(
        out,
        "}}\n@page{{size:A4;margin:{}mm {}mm {}mm {}mm}}",
        margins.top, margins.right, margins.bottom, margins.left
    );
    out.push_str(SHEET);
    out
}
