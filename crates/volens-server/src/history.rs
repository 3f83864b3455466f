//! Every policy a site has published. An event that names an earlier one is as good as another: its
//! page was open, or its script cached, when the newer one came.

use jiff::Timestamp;
use volens_model::event::EventTerms;
use volens_model::policy::Policy;
use volens_store::{Publication, Store, StoreError};

/// Keeps the policy, says so if it is new, and returns what events of the site are held against.
pub(crate) async fn record(store: &dyn Store, policy: &Policy) -> Result<EventTerms, StoreError> {
    let Policy { site, fingerprint, .. } = policy;
    let publication = Publication {
        site: site.clone(),
        fingerprint: fingerprint.clone(),
        published: format!("{:.3}", Timestamp::now()),
        // Strings, booleans and small integers always have a canonical form.
        policy: serde_json_canonicalizer::to_string(policy).unwrap_or_default(),
    };
    if store.publish(&publication).await? {
        tracing::info!(site, fingerprint, "a new policy: visitors will be asked");
    }
    let mut terms = EventTerms::new();
    for earlier in store.publications(site).await? {
        match serde_json::from_str::<Policy>(&earlier.policy) {
            Ok(policy) => _ = terms.insert(earlier.fingerprint, policy.terms()),
            Err(cause) => {
                let fingerprint = &earlier.fingerprint;
                tracing::error!(site, fingerprint, %cause, "a kept policy cannot be read");
            }
        }
    }
    // The same fingerprint may by now speak more languages than when it was first published.
    terms.insert(fingerprint.clone(), policy.terms());
    Ok(terms)
}
