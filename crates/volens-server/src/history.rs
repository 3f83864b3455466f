//! Every policy a site has published. An event that names an earlier one is as good as another: its
//! page was open, or its script cached, when the newer one came.

use jiff::Timestamp;
use volens_model::base32;
use volens_model::event::EventTerms;
use volens_model::policy::Policy;
use volens_store::{Publication, Store, StoreError};

/// Keeps the policy, says so if it is new, and returns what events of the site are held against.
pub(crate) async fn record(store: &dyn Store, policy: &Policy) -> Result<EventTerms, StoreError> {
    let Policy { site, fingerprint, .. } = policy;
    // Strings, booleans and small integers always have a canonical form.
    let text = serde_json_canonicalizer::to_string(policy).unwrap_or_default();
    let publication = Publication {
        site: site.clone(),
        version: base32::hash(text.as_bytes()),
        fingerprint: fingerprint.clone(),
        published: format!("{:.3}", Timestamp::now()),
        policy: text,
    };
    let is_new = store.publish(&publication).await?;
    let publications = store.publications(site).await?;
    if is_new {
        let mut others = publications.iter().filter(|other| other.version != publication.version);
        let same = others.any(|other| other.fingerprint == *fingerprint);
        let asked = if same { "nobody is" } else { "visitors are" };
        tracing::info!(site, fingerprint, "a new policy: {asked} asked again");
    }
    Ok(terms(&publications))
}

/// What may be said under each fingerprint, in whichever of its versions.
fn terms(publications: &[Publication]) -> EventTerms {
    let mut terms = EventTerms::new();
    for Publication { site, fingerprint, policy, .. } in publications {
        match serde_json::from_str::<Policy>(policy) {
            Ok(policy) => terms.entry(fingerprint.clone()).or_default().extend(policy.terms()),
            Err(cause) => tracing::error!(site, fingerprint, %cause, "a kept policy is unreadable"),
        }
    }
    terms
}
