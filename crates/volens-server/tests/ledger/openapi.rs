//! The OpenAPI document is what is served: route by route, word by word, example by example.

use crate::support::{Ledger, SHOP, answer, header};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use volens_model::event::Action;

const DOCUMENT: &str = include_str!("../../../../docs/schema/openapi.json");

#[tokio::test]
async fn every_route_and_method_is_in_the_document_and_the_other_way_round() {
    let ledger = Ledger::start().await;
    let served: Value = ledger.get("/openapi.json").await.json().await.unwrap();
    assert_eq!(served, document(), "the reviewed document itself");
    let mut described = BTreeSet::new();
    for (path, item) in object(&served["paths"]) {
        described.insert(path.clone());
        let mut methods: BTreeSet<String> =
            object(item).keys().map(|method| method.to_uppercase()).collect();
        if methods.contains("GET") {
            methods.insert("HEAD".to_owned());
        }
        let address = path.replace("{site}", "apollo").replace(['{', '}'], "");
        let request = ledger.client.request("PATCH".parse().unwrap(), ledger.url(&address));
        let response = request.header("origin", SHOP).send().await.unwrap();
        assert_eq!(response.status(), 405, "{path}");
        let allowed = header(&response, "allow").split(',').map(str::to_owned).collect();
        assert_eq!(methods, allowed, "{path}");
    }
    let routed: BTreeSet<String> = routes().into_iter().filter(|path| path != "/metrics").collect();
    assert_eq!(described, routed);
}

#[test]
fn every_example_is_as_its_schema_says() {
    let mut seen = 0;
    for (name, schema) in object(&document()["components"]["schemas"]) {
        let validator = validator(name);
        for example in schema["examples"].as_array().into_iter().flatten() {
            let wrong: Vec<String> =
                validator.iter_errors(example).map(|error| error.to_string()).collect();
            assert_eq!(wrong, [""; 0], "{name}: {example}");
            seen += 1;
        }
        assert!(schema.get("examples").is_some() || name == "Events", "{name} has no example");
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn the_documents_event_is_the_ledgers() {
    let validator = validator("Event");
    let golden = include_str!("../../../volens-model/testdata/events.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    for case in golden["good"].as_array().unwrap() {
        assert!(validator.is_valid(&case["event"]), "{}", case["name"]);
    }
    let schema = &document()["components"]["schemas"]["Event"];
    let actions: Vec<&str> = Action::ALL.iter().map(|action| action.as_str()).collect();
    assert_eq!(schema["properties"]["action"]["enum"], json!(actions));
    // Every field is needed and none may be added, as the parser has it.
    let event = schema["examples"][0].clone();
    for field in object(&event).keys() {
        let mut less = event.clone();
        less.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&less), "without {field}");
        assert!(serde_json::from_value::<volens_model::event::Event>(less).is_err(), "{field}");
    }
    let mut more = event;
    more["more"] = json!(1);
    assert!(!validator.is_valid(&more));
}

#[tokio::test]
async fn answers_are_as_the_document_says() {
    let ledger = Ledger::start().await;
    let reply = validator("Reply");
    let (_, kept) = ledger.post(&[ledger.refusal(1), json!({"id": "x"})]).await;
    assert!(reply.is_valid(&kept), "{kept}");
    let problem = validator("Problem");
    for path in ["/nothing/here", "/v1/nowhere/subject", "/v1/apollo/subject"] {
        let (_, body) = answer(ledger.client.get(ledger.url(path))).await;
        assert!(problem.is_valid(&body), "{path}: {body}");
    }
}

/// The schema of this name, with all it refers to.
fn validator(name: &str) -> Validator {
    let document = document();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": document["components"],
    });
    jsonschema::validator_for(&schema).unwrap()
}

fn document() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

/// Every route in the ledger's code, in the document's form.
fn routes() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(file).unwrap();
        for call in text.split(".route(").skip(1) {
            let path = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            routes.insert(path.expect("a literal path").replace("{*", "{"));
        }
    }
    routes
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}
