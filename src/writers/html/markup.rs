//! HTML as it is written: names of elements and attributes are the program's, everything else is escaped on its way in.

/// HTML being written. There is no way to put text into it that a browser would read as markup.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
}

/// The attributes of an element: names of the program's own, values of any kind.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &'static str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Ends an element that stands on lines of its own.
    pub(super) fn close_line(&mut self, name: &'static str) {
        self.close(name);
        self.out.push('\n');
    }

    /// An element with text in it.
    pub(super) fn element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// Text. A character that HTML does not allow (13.2.3.5: controls, noncharacters) is left out.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(c),
                c if c.is_control() || is_noncharacter(c) => {}
                c => self.out.push(c),
            }
        }
    }

    /// What the program itself ships: a style sheet, a script, a comment.
    pub(super) fn own(&mut self, text: &'static str) {
        self.out.push_str(text);
    }

    /// A style sheet or script made by the program, or data in JSON; nothing in it can end the element, since no `<`
    /// stands in it.
    pub(super) fn raw(&mut self, text: &str) {
        assert!(!text.contains('<'), "a style sheet, script or JSON holds no `<`");
        self.out.push_str(text);
    }
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"><script>")], "</p><script>alert('x')</script>&\u{0}\u{fffe}");
        let expected = "<p title=\"&quot;&gt;&lt;script&gt;\">\
            &lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>";
        assert_eq!(markup.finish(), expected);
    }
}
