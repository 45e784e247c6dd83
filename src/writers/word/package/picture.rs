//! What every picture has in common, in the running text or afloat: the `DrawingML` that names, shows and sizes it
//! (ECMA-376 part 1, 20.2.2.5).

use super::xml::Element;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// A picture of the package.
pub(super) struct Picture<'a> {
    /// Drawings are numbered through the document.
    pub(super) number: String,
    pub(super) name: String,
    /// Its words for who cannot see it.
    pub(super) alternative: &'a str,
    /// The relationship of the part that leads to its file.
    pub(super) relationship: String,
    /// Its width and height in English metric units.
    pub(super) size: (u64, u64),
}

impl Picture<'_> {
    /// How large its place is, in the text or above it (20.4.2.7).
    pub(super) fn extent(&self) -> Element {
        self.sized("wp:extent")
    }

    /// What the end of every place holds: names, a frame whose proportions stay, and the picture itself.
    pub(super) fn content(&self) -> [Element; 3] {
        let still = main(Element::new("a:graphicFrameLocks")).with("noChangeAspect", "1");
        [self.named("wp:docPr"), Element::new("wp:cNvGraphicFramePr").holding(still), self.graphic()]
    }

    fn graphic(&self) -> Element {
        let names = Element::new("pic:nvPicPr")
            .holding(self.named("pic:cNvPr"))
            .holding(Element::new("pic:cNvPicPr"));
        let fill = Element::new("pic:blipFill")
            .holding(Element::new("a:blip").with("r:embed", &self.relationship))
            .holding(Element::new("a:stretch").holding(Element::new("a:fillRect")));
        let frame = Element::new("a:xfrm")
            .holding(Element::new("a:off").with("x", "0").with("y", "0"))
            .holding(self.sized("a:ext"));
        let shape = Element::new("pic:spPr")
            .holding(frame)
            .holding(Element::new("a:prstGeom").with("prst", "rect").holding(Element::new("a:avLst")));
        let uri = format!("{DRAWING}/picture");
        let picture =
            Element::new("pic:pic").with("xmlns:pic", &uri).holding(names).holding(fill).holding(shape);
        main(Element::new("a:graphic"))
            .holding(Element::new("a:graphicData").with("uri", &uri).holding(picture))
    }

    fn sized(&self, name: &str) -> Element {
        let (width, height) = self.size;
        Element::new(name).with("cx", &width.to_string()).with("cy", &height.to_string())
    }

    fn named(&self, name: &str) -> Element {
        Element::new(name).with("id", &self.number).with("name", &self.name).with("descr", self.alternative)
    }
}

fn main(element: Element) -> Element {
    element.with("xmlns:a", &format!("{DRAWING}/main"))
}
