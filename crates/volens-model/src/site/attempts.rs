//! Keys that someone may try so as to make a banner unfair. None of them exists: this says why, by the
//! rule that the attempt would break, instead of "not known" (`docs/dark-patterns.md`).

/// What a key would have been for, and why there is no such thing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) rule: &'static str,
    pub(super) why: &'static str,
    pub(super) remedy: &'static str,
    /// Words as they stand in keys, joined by `_`; with `=` before it, the whole key.
    keys: &'static [&'static str],
}

/// In this order: `refuse_link` is about the link, `refuse` about refusing.
const ATTEMPTS: &[Attempt] = &[
    Attempt {
        rule: "L07",
        why: "the page works whatever the visitor decides, and before they do",
        remedy: "remove it; `[banner] layout = \"dialog\"` with `modal = true` is the most there is.",
        keys: &[
            "wall",
            "cookie_wall",
            "block",
            "blocking",
            "lock",
            "scroll_lock",
            "redirect",
            "paywall",
        ],
    },
    Attempt {
        rule: "L06",
        why: "only a button grants: no scrolling, waiting, closing or going on",
        remedy: "remove it.",
        keys: &[
            "scroll",
            "timeout",
            "implied",
            "implicit",
            "auto_accept",
            "autoaccept",
            "dismiss",
            "close_button",
            "on_close",
            "escape",
            "backdrop",
            "delay",
            "navigation",
            "countdown",
        ],
    },
    Attempt {
        rule: "L03",
        why: "refusing is a button like accepting, not a link",
        remedy: "remove it; there is one kind of button for both.",
        keys: &["link", "text_link", "href", "as_link"],
    },
    Attempt {
        rule: "L05",
        why: "Accept and Refuse are the same button: element, size, weight, colours, distance",
        remedy: "remove it; `accent` and `on_accent` in [theme.light] and [theme.dark] colour both.",
        keys: &[
            "style",
            "styles",
            "css",
            "class",
            "color",
            "colour",
            "background",
            "size",
            "weight",
            "emphasis",
            "primary",
            "secondary",
            "variant",
            "button",
            "buttons",
            "order",
            "prominent",
            "highlight",
            "opacity",
            "font_size",
            "accept",
            "border",
        ],
    },
    Attempt {
        rule: "stirring",
        why: "what the deciding buttons and the first layer say is Volens' own, and neutral",
        remedy: "remove it; texts/<language>.toml says what each category and service is for.",
        keys: &["label", "headline", "reward", "discount", "incentive", "nudge"],
    },
    Attempt {
        rule: "L02",
        why: "every layer that can accept can refuse",
        remedy: "remove it; refusing cannot be switched off, moved or hidden.",
        keys: &[
            "refuse",
            "reject",
            "decline",
            "deny",
            "refusal",
            "accept_only",
            "notice_only",
            "first_layer",
        ],
    },
    Attempt {
        rule: "L04",
        why: "nothing optional is on before the visitor switches it on",
        remedy: "remove it.",
        keys: &[
            "checked",
            "prechecked",
            "ticked",
            "preticked",
            "selected",
            "preselected",
            "=default",
            "default_on",
            "enabled",
            "on",
            "granted",
            "opt_out",
            "initial",
        ],
    },
    Attempt {
        rule: "L18",
        why: "storing on a device rests on consent or on necessity, never on legitimate interests",
        remedy: "remove it; what is optional is asked about, what is necessary says why.",
        keys: &[
            "legitimate_interest",
            "legitimate_interests",
            "legal_basis",
            "basis",
            "leg_int",
            "objection",
        ],
    },
    Attempt {
        rule: "L19",
        why: "what is necessary stands in the first category and says why, service by service",
        remedy: "move the service to the necessary category, with a `reason` in each texts file.",
        keys: &[
            "necessary",
            "essential",
            "strictly_necessary",
            "required",
            "mandatory",
            "exempt",
            "always_on",
        ],
    },
    Attempt {
        rule: "L11",
        why: "withdrawing is as easy as granting: one button in the settings, on every page",
        remedy: "remove it.",
        keys: &[
            "withdraw",
            "withdrawal",
            "confirm",
            "confirmation",
            "hide_settings",
            "hidden",
            "login",
            "captcha",
            "contact_us",
            "steps",
            "survey",
            "feedback",
        ],
    },
    Attempt {
        rule: "L14",
        why: "who has decided is asked again when the decision ends or what is asked changes",
        remedy: "remove it; `[lifetimes]` and `revision` say when.",
        keys: &["reprompt", "ask_again", "repeat", "reask", "every_page", "every_visit"],
    },
];

/// What an unknown key seems to have been tried for.
pub(super) fn attempt(key: &str) -> Option<&'static Attempt> {
    let key = format!("_{}_", snake(key));
    let is = |one: &&str| match one.strip_prefix('=') {
        Some(whole) => key == format!("_{whole}_"),
        None => key.contains(&format!("_{one}_")),
    };
    ATTEMPTS.iter().find(|attempt| attempt.keys.iter().any(is))
}

/// `acceptButton-color` as `accept_button_color`.
fn snake(key: &str) -> String {
    let mut snake = String::with_capacity(key.len() + 4);
    for character in key.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        match character {
            '-' | ' ' | '.' => snake.push('_'),
            other => snake.extend(other.to_lowercase()),
        }
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_words() {
        let rule = |key: &str| attempt(key).map(|attempt| attempt.rule);
        for (key, expected) in [
            ("refuse", Some("L02")),
            ("rejectAll", Some("L02")),
            ("refuse_link", Some("L03")),
            ("accept-button-color", Some("L05")),
            ("accept_on_scroll", Some("L06")),
            ("default", Some("L04")),
            ("default_langauge", None),
            ("legitimate_interests", Some("L18")),
            ("refused", None),
            ("only", None),
            ("flaoting", None),
            ("", None),
        ] {
            assert_eq!(rule(key), expected, "{key}");
        }
    }

    #[test]
    fn every_remedy_is_a_sentence() {
        assert!(ATTEMPTS.iter().all(|attempt| attempt.remedy.ends_with('.')));
    }
}
