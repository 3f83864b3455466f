// The visitor's decisions as consent records: ISO/IEC TS 27560 in the profile of the Data Privacy
// Vocabulary (https://w3id.org/dpv/schema/dpv-27560), as JSON-LD. Only terms of DPV 2.3.

const CONTEXT = {
  dpv: "https://w3id.org/dpv#",
  "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
  dct: "http://purl.org/dc/terms/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  // Otherwise their values would be texts.
  ...Object.fromEntries(
    [
      "dct:conformsTo",
      "dpv:hasLegalBasis",
      "dpv:hasConsentControl",
      "dpv:hasRight",
      "dpv:isIndicatedBy",
      "dpv:hasDataSubject",
    ].map((term) => [term, { "@type": "@id" }]),
  ),
  "dpv:isIndicatedAtTime": { "@type": "xsd:dateTime" },
  "dct:created": { "@type": "xsd:dateTime" },
};

const RIGHTS = ["A7-3", "A15", "A16", "A17", "A18", "A20"].map((right) => `eu-gdpr:${right}`);

/** A length of time, or until when: `P13M`, `session`, `persistent`. */
const duration = (length) =>
  length.startsWith("P")
    ? { "@type": "dpv:TemporalDuration", "rdf:value": length }
    : {
        "@type": length === "session" ? "dpv:UntilEventDuration" : "dpv:EndlessDuration",
        "dct:description": length,
      };

/**
 * What a kept policy says of a service, in the event's language: what for, who gets it, what is stored
 * on the device and for how long. Nothing where the policy is not at hand.
 */
function asked(policy, id, language) {
  const category = policy?.categories.find(({ services }) => services.some((one) => one.id === id));
  const service = category?.services.find((one) => one.id === id);
  if (!service) return null;
  const text = (texts) => {
    const spoken = Object.hasOwn(texts, language) ? language : Object.keys(texts)[0];
    return { "@value": texts[spoken], "@language": spoken };
  };
  return {
    title: service.name,
    purpose: { "dct:title": text(category.title), "dct:description": text(service.purpose) },
    more: {
      "dpv:hasRecipient": { "@type": "dpv:Recipient", "dct:title": service.provider },
      ...(service.trackers.length > 0 && {
        "dpv:hasStorageCondition": service.trackers.map((tracker) => ({
          "@type": "dpv:StorageCondition",
          "dct:title": tracker.name,
          "dct:description": text(tracker.purpose),
          "dpv:hasDuration": duration(tracker.duration),
        })),
      }),
    },
  };
}

/**
 * `facts`: `controller`, `address` of this page, `subject`, `names`, what each service is called, and
 * `policies`, what was asked by fingerprint; `records` as gathered.
 */
export function consentRecords({ controller, address, subject, names, policies }, records) {
  const who = `urn:volens:${subject}`;
  const byTime = records.map(({ event }) => event).sort((one, other) => (one.at < other.at ? -1 : 1));

  /** The services a decision names. Withdrawn is what the one before granted; without one, what a withdrawal names. */
  function services(event) {
    const before = byTime.filter(({ at }) => at < event.at).at(-1);
    const wasGiven = (id) => (before ? before.granted.includes(id) : event.action === "withdraw");
    const status = (id) => {
      if (event.granted.includes(id)) return "dpv:ConsentGiven";
      return wasGiven(id) ? "dpv:ConsentWithdrawn" : "dpv:ConsentRefused";
    };
    const policy = policies.get(event.fingerprint);
    const days = (id) => (event.granted.includes(id) ? policy?.grant_days : policy?.refuse_days);
    return [...event.granted, ...(event.refused ?? [])].map((id) => {
      const said = asked(policy, id, event.language);
      return {
        "@type": "dpv:Process",
        "dct:identifier": id,
        "dct:title": said?.title ?? names(id),
        "dpv:hasPurpose": { "@type": "dpv:Purpose", ...(said?.purpose ?? { "dct:title": names(id) }) },
        ...said?.more,
        "dpv:hasLegalBasis": ["eu-gdpr:A6-1-a"],
        "dpv:hasConsentStatus": {
          "@type": status(id),
          "dpv:isIndicatedAtTime": event.at,
          "dpv:isIndicatedBy": who,
          "dpv:hasIndicationMethod": event.control,
          ...(policy && { "dpv:hasDuration": duration(`P${days(id)}D`) }),
        },
      };
    });
  }

  return {
    "@context": CONTEXT,
    "@graph": records.map(({ event, received }) => ({
      "@id": `urn:uuid:${event.id}`,
      "@type": "dpv:ConsentRecord",
      "dct:conformsTo": ["https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"],
      "dct:identifier": event.id,
      ...(received && { "dct:created": received }),
      "dct:language": event.language,
      "dpv:hasDataSubject": who,
      "dpv:hasDataController": { "@type": "dpv:DataController", "dct:title": controller },
      "dpv:hasNotice": { "@type": "dpv:ConsentNotice", "dct:identifier": event.shown ?? event.notice },
      "dpv:hasProcess": services(event),
      "dpv:hasConsentControl": ["dpv:WithdrawConsent"],
      "dpv:hasRight": RIGHTS,
      "dct:source": address,
    })),
  };
}
