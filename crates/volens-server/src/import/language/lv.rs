//! Latvian.

use super::{ALL, Citation, DataWords, Language, PointName, Term};
use volens_model::notice::Article;

pub(super) static LATVIAN: Language = Language {
    tag: "lv",
    citation: Citation {
        law: "VDAR",
        before: "(VDAR 6. panta 1. punkta ",
        after: &[(") daļa)", PointName::Unusual), (") apakšpunkts)", PointName::Usual)],
    },
    terms: &[
        term(Article::Consent, "piekrišana", &["piekrišan"]),
        term(Article::Contract, "līgums", &["līgum"]),
        term(Article::Contract, "līgums", &["nepieciešam", "lai", "noslēgt", "līgum"]),
        term(Article::Contract, "līgums", &["nepieciešam", "lai", "izpildīt", "līgum"]),
        // Not the stem "likum", which "likumīga interese" shares.
        term(Article::LegalObligation, "likums", &["likums"]),
        term(Article::LegalObligation, "likums", &["likuma"]),
        term(Article::LegalObligation, "likums", &["likumu"]),
        term(Article::LegalObligation, "juridisks pienākums", &["juridisk", "pienākum"]),
        term(Article::VitalInterests, "vitālas intereses", &["vitāl", "intere"]),
        term(Article::PublicTask, "sabiedrības intereses", &["sabiedrības", "intere"]),
        term(Article::LegitimateInterests, "leģitīma interese", &["leģitīm", "intere"]),
        term(Article::LegitimateInterests, "likumīga interese", &["likumīg", "intere"]),
    ],
    conditions: &["ja"],
    usually: &["parasti"],
    rests_on: &[&["balstīt", "uz"], &["balstās", "uz"], &["pamatojoties", "uz"]],
    and: &["un"],
    open_ended: &[
        "un", "vai", "kā", "arī", "ar", "par", "no", "uz", "pie", "pēc", "bez", "ja", "lai", "kas",
        "ko", "kur", "bet", "tostarp",
    ],
    anonymisation: &["Tiek izmantota arī anonimizācija", "Tiek izmantota anonimizācija"],
    clause: "punkt",
    data: DataWords {
        categories: &[
            ("general", &["vispārīg", "informācij"]),
            ("general", &["vispārēj", "dat"]),
            ("service_use", &["pakalpojum", "izmantošan", "informācij"]),
            ("service_use", &["pakalpojum", "lietošan", "informācij"]),
            ("service_use", &["pakalpojum", "produkt", "lietošan", "informācij"]),
            ("service_specific", &["konkrēt", "pakalpojum", "produkt", "informācij"]),
            ("contact", &["saziņ", "dat"]),
            ("contact", &["kontakt"]),
            ("payment", &["maksājum", "informācij"]),
            ("communications", &["saziņ"]),
            ("feedback", &["atsauksm"]),
            ("feedback", &["atsauksm", "cit"]),
            ("technical", &["tehnisk", "informācij"]),
            ("provided_by_subject", &["informācij", "ko", "sniedz", "pat", "datu", "subjekt"]),
            ("social_media", &["sociāl", "medij", "lietotāj", "informācij"]),
            ("name", &["vārd"]),
            ("email", &["e", "past"]),
            (
                "campaign_participation",
                &["informācij", "un", "rezultāt", "par", "dalīb", "spēl", "kampaņ"],
            ),
            ("cookies", &["sīkfail", "informācij"]),
            ("accounting", &["grāmatvedīb", "informācij"]),
            ("video", &["informācij", "par", "video", "ierakst"]),
            (ALL, &["visi", "personas", "dat"]),
            (ALL, &["visus", "personas", "dat"]),
            (ALL, &["visi", "dat"]),
            (ALL, &["visus", "dat"]),
        ],
        generic: &[&["personas", "dat"]],
        anonymous: &["anonīm", "anonimizēt", "nepersonalizēt"],
        processed: &[
            &["var", "tikt", "apstrādāt", "arī"],
            &["var", "tikt", "apstrādāt"],
            &["tiek", "apstrādāt", "arī"],
            &["tiek", "apstrādāt"],
        ],
        process: &["apstrādāt"],
        conditions: &["atkarībā", "ja"],
        example: &["piemēram"],
        contrast: &["bet", "taču", "tomēr"],
        relative: &["ko", "kas", "kuri", "kuras", "ja"],
        extent: &["apmērā", "apjomā"],
        see: &["skatīt", "skat"],
    },
};

const fn term(article: Article, name: &'static str, stems: &'static [&'static str]) -> Term {
    Term { article, name, stems }
}
