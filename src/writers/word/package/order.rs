//! The order in which the schema wants the children of an element. docx-rs writes them in an order of its own, and
//! Word calls a file damaged for less.

use super::xml::{Element, Node};

/// Sorts the children of every element whose order is fixed; what a list does not name stays last, as it was.
pub(super) fn settle(element: &mut Element) {
    let Some(order) = order(&element.name) else { return };
    let place = |node: &Node| match node {
        Node::Element(child) => {
            let name = child.name.strip_prefix("w:").unwrap_or(&child.name);
            order.iter().position(|known| *known == name).unwrap_or(order.len())
        }
        Node::Text(_) => order.len(),
    };
    element.children.sort_by_key(place);
}

/// ECMA-376 part 1, annex A: the sequences of the complex types that docx-rs and this room write.
fn order(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "w:abstractNum" => {
            Some(&["nsid", "multiLevelType", "tmpl", "name", "styleLink", "numStyleLink", "lvl"])
        }
        "w:lvl" => Some(LEVEL),
        "w:lvlOverride" => Some(&["startOverride", "lvl"]),
        "w:numbering" => Some(&["numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"]),
        "w:numPr" => Some(&["ilvl", "numId", "numberingChange", "ins"]),
        "w:pBdr" => Some(&["top", "left", "bottom", "right", "between", "bar"]),
        "w:pPr" => Some(PARAGRAPH),
        "w:rPr" => Some(RUN),
        "w:sdtPr" => Some(CONTROL),
        "w:sectPr" => Some(SECTION),
        "w:style" => Some(STYLE),
        "w:styles" => Some(&["docDefaults", "latentStyles", "style"]),
        "w:tblBorders" | "w:tcBorders" => Some(BORDERS),
        "w:tblCellMar" | "w:tcMar" => Some(&["top", "left", "bottom", "right"]),
        "w:tblPr" => Some(TABLE),
        "w:tblStylePr" => Some(&["pPr", "rPr", "tblPr", "trPr", "tcPr"]),
        "w:tcPr" => Some(CELL),
        "w:trPr" => Some(ROW),
        _ => None,
    }
}

const BORDERS: &[&str] = &["top", "left", "bottom", "right", "insideH", "insideV", "tl2br", "tr2bl"];

const CELL: &[&str] = &[
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
];

const CONTROL: &[&str] = &[
    "rPr",
    "alias",
    "tag",
    "id",
    "lock",
    "placeholder",
    "temporary",
    "showingPlcHdr",
    "dataBinding",
    "label",
    "tabIndex",
    "docPartObj",
    "docPartList",
    "richText",
    "text",
];

const LEVEL: &[&str] = &[
    "start",
    "numFmt",
    "lvlRestart",
    "pStyle",
    "isLgl",
    "suff",
    "lvlText",
    "lvlPicBulletId",
    "legacy",
    "lvlJc",
    "pPr",
    "rPr",
];

const PARAGRAPH: &[&str] = &[
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
];

const ROW: &[&str] = &[
    "cnfStyle",
    "divId",
    "gridBefore",
    "gridAfter",
    "wBefore",
    "wAfter",
    "cantSplit",
    "trHeight",
    "tblHeader",
    "tblCellSpacing",
    "jc",
    "hidden",
    "ins",
    "del",
    "trPrChange",
];

const RUN: &[&str] = &[
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
];

const SECTION: &[&str] = &[
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
];

const STYLE: &[&str] = &[
    "name",
    "aliases",
    "basedOn",
    "next",
    "link",
    "autoRedefine",
    "hidden",
    "uiPriority",
    "semiHidden",
    "unhideWhenUsed",
    "qFormat",
    "locked",
    "personal",
    "personalCompose",
    "personalReply",
    "rsid",
    "pPr",
    "rPr",
    "tblPr",
    "trPr",
    "tcPr",
    "tblStylePr",
];

const TABLE: &[&str] = &[
    "tblStyle",
    "tblpPr",
    "tblOverlap",
    "bidiVisual",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
    "tblW",
    "jc",
    "tblCellSpacing",
    "tblInd",
    "tblBorders",
    "shd",
    "tblLayout",
    "tblCellMar",
    "tblLook",
    "tblCaption",
    "tblDescription",
    "tblPrChange",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_in_the_order_of_the_schema_and_unknown_ones_last() {
        let mut properties = Element::new("w:pPr");
        for name in ["w:rPr", "w14:x", "w:jc", "w:pStyle", "w:keepNext"] {
            properties.children.push(Node::Element(Element::new(name)));
        }
        settle(&mut properties);
        let names: Vec<&str> = properties.elements().map(|child| child.name.as_str()).collect();
        assert_eq!(names, ["w:pStyle", "w:keepNext", "w:jc", "w:rPr", "w14:x"]);
    }
}
