//! The banner's HTML as a node tree: `["section",{"aria-label":"…"},child,…]`. The gate makes
//! elements from it and never parses HTML, so that it works under Trusted Types.

use scraper::{ElementRef, Html, Node};
use serde_json::{Map, Value};

/// Why the markup has no node tree. It is the widget's own, so this is a mistake in the widget.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    #[error("the markup has {0} elements at the top; it must have one")]
    Roots(usize),
    #[error("the markup has a <{0}>; it must not carry script, style or what is not HTML")]
    Element(String),
    #[error("the markup has the attribute `{0}`; it must not carry script or style")]
    Attribute(String),
}

/// The node tree of a fragment with one element at its top.
pub(crate) fn tree(html: &str) -> Result<Value, TreeError> {
    let fragment = Html::parse_fragment(html);
    let roots: Vec<ElementRef<'_>> = fragment.root_element().child_elements().collect();
    match roots.as_slice() {
        [root] => node(*root),
        roots => Err(TreeError::Roots(roots.len())),
    }
}

fn node(element: ElementRef<'_>) -> Result<Value, TreeError> {
    let name = element.value().name();
    if matches!(
        name,
        "script" | "style" | "svg" | "math" | "template" | "iframe" | "object" | "embed" | "base"
    ) {
        return Err(TreeError::Element(name.to_owned()));
    }
    let mut attributes = Map::new();
    for (attribute, value) in element.value().attrs() {
        // A strict CSP would drop inline styles; an event handler would be script.
        if attribute.starts_with("on") || attribute == "style" {
            return Err(TreeError::Attribute(attribute.to_owned()));
        }
        // A shadow root has no form, so a button in it submits none whatever its type.
        if (name, attribute) == ("button", "type") {
            continue;
        }
        // The consent origin is not known before the page that embeds the bundle: the gate fills it in.
        let path = attribute == "href" && value.starts_with('/');
        let value = if path { format!("{{base}}{value}") } else { value.to_owned() };
        attributes.insert(attribute.to_owned(), value.into());
    }
    let mut node_tree = vec![name.into(), Value::Object(attributes)];
    for child in element.children() {
        match child.value() {
            Node::Text(text) => node_tree.push((**text).into()),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    node_tree.push(node(child)?);
                }
            }
            // Comments are the renderer's notes to itself.
            _ => {}
        }
    }
    Ok(Value::Array(node_tree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn elements_attributes_and_text_in_order() {
        let html = "<section aria-label=\"A &quot;b&quot;\" class=\"x\"><!--note--><h2>Sīkdatnes &amp; \
                    citi</h2><button data-volens=\"refuse\" disabled type=\"button\">Nē</button>\
                    <a href=\"/apollo/notice\">Pārskats</a></section>";
        let expected = json!(["section", {"aria-label": "A \"b\"", "class": "x"},
            ["h2", {}, "Sīkdatnes & citi"],
            ["button", {"data-volens": "refuse", "disabled": ""}, "Nē"],
            ["a", {"href": "{base}/apollo/notice"}, "Pārskats"]]);
        assert_eq!(tree(html).unwrap(), expected);
    }

    #[test]
    fn nothing_that_runs() {
        assert_eq!(tree(""), Err(TreeError::Roots(0)));
        assert_eq!(tree("<p></p><p></p>"), Err(TreeError::Roots(2)));
        let inside = |html: &str| tree(&format!("<div>{html}</div>")).unwrap_err();
        assert_eq!(inside("<script>1</script>"), TreeError::Element("script".to_owned()));
        assert_eq!(inside("<b onclick=1></b>"), TreeError::Attribute("onclick".to_owned()));
        assert_eq!(inside("<b style=1></b>"), TreeError::Attribute("style".to_owned()));
    }
}
