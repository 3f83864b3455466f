//! The words that the overview brings along.

use super::Node;
use volens_model::words::{LegalWords, MeansWords, OverviewWords, RightsWords};

pub(super) fn words(node: &Node<'_>) -> OverviewWords {
    OverviewWords {
        lede: node.text("lede"),
        caption: node.text("caption"),
        version: node.text("version"),
        official: node.text("official"),
        translation: node.text("translation"),
        scope: node.text("scope"),
        condition: node.text("condition"),
        source: node.text("source"),
        inferred: node.text("inferred"),
        all_data: node.text("all_data"),
        unresolved: node.text("unresolved"),
        withdraw_settings: node.text("withdraw_settings"),
        withdraw_request: node.text("withdraw_request"),
        object_settings: node.text("object_settings"),
        object_request: node.text("object_request"),
        rights: node.text("rights"),
        rights_lede: node.text("rights_lede"),
        plain: node.text("plain"),
        follows: node.text("follows"),
        clause: node.text("clause"),
        find: node.text("find"),
        search: node.text("search"),
        basis: node.text("basis"),
        data: node.text("data"),
        any: node.text("any"),
        may_object: node.text("may_object"),
        may_withdraw: node.text("may_withdraw"),
        may_all: node.text("may_all"),
        shown: node.text("shown"),
        clear: node.text("clear"),
        bases: node.text("bases"),
        programs: node.text("programs"),
        objection: node.text("objection"),
        withdrawal: node.text("withdrawal"),
        who: node.text("who"),
        answer: node.text("answer"),
        mail: node.text("mail"),
        copy: node.text("copy"),
        copied: node.text("copied"),
        no_address: node.text("no_address"),
        object_now: node.text("object_now"),
        objected: node.text("objected"),
        undo: node.text("undo"),
        means: means(&node.get("means")),
    }
}

fn means(node: &Node<'_>) -> MeansWords {
    MeansWords {
        consent: node.text("consent"),
        contract: node.text("contract"),
        legal_obligation: node.text("legal_obligation"),
        vital_interests: node.text("vital_interests"),
        public_task: node.text("public_task"),
        legitimate_interests: node.text("legitimate_interests"),
    }
}

pub(super) fn legal(node: &Node<'_>) -> LegalWords {
    LegalWords {
        point: node.text("point"),
        article: node.text("article"),
        consent: node.text("consent"),
        contract: node.text("contract"),
        legal_obligation: node.text("legal_obligation"),
        vital_interests: node.text("vital_interests"),
        public_task: node.text("public_task"),
        legitimate_interests: node.text("legitimate_interests"),
        rights: rights(&node.get("rights")),
    }
}

fn rights(node: &Node<'_>) -> RightsWords {
    RightsWords {
        withdraw: node.text("withdraw"),
        access: node.text("access"),
        rectification: node.text("rectification"),
        erasure: node.text("erasure"),
        restriction: node.text("restriction"),
        portability: node.text("portability"),
        object: node.text("object"),
        complaint: node.text("complaint"),
    }
}
