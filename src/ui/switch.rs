//! A native checkbox that looks like a switch.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Off,
    /// Some of what it stands for is on.
    Mixed,
    On,
}

impl From<bool> for Position {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub(crate) struct SwitchProps {
    pub(crate) id: AttrValue,
    /// One setting: `role="switch"` and a name. ARIA's switch has no mixed state, so what stands
    /// for several settings stays a checkbox.
    #[prop_or_default]
    pub(crate) name: Option<AttrValue>,
    /// The stable hook of a group, `data-category`.
    #[prop_or_default]
    pub(crate) category: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) described_by: Option<AttrValue>,
    pub(crate) position: Position,
    pub(crate) on_toggle: Callback<()>,
}

#[component]
pub(crate) fn Switch(props: &SwitchProps) -> Html {
    let node = use_node_ref();
    let mixed = props.position == Position::Mixed;
    // `indeterminate` is a property without an attribute, so markup cannot carry it.
    use_effect_with((node.clone(), mixed), |(node, mixed)| {
        if let Some(input) = node.cast::<HtmlInputElement>() {
            input.set_indeterminate(*mixed);
        }
    });
    html! {
        <input ref={node} type="checkbox" class="switch" id={props.id.clone()}
            role={props.name.as_ref().map(|_| "switch")} name={props.name.clone()}
            data-category={props.category.clone()} aria-describedby={props.described_by.clone()}
            checked={props.position == Position::On}
            onchange={props.on_toggle.reform(|_: Event| ())} />
    }
}
