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

/**
 * `facts`: `controller`, `address` of this page, `subject`, and `names`, what each service is called
 * and what it is for; `records` as gathered.
 */
export function consentRecords({ controller, address, subject, names }, records) {
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
    return [...event.granted, ...(event.refused ?? [])].map((id) => ({
      "@type": "dpv:Process",
      "dct:identifier": id,
      "dct:title": names(id),
      "dpv:hasPurpose": { "@type": "dpv:Purpose", "dct:title": names(id) },
      "dpv:hasLegalBasis": ["eu-gdpr:A6-1-a"],
      "dpv:hasConsentStatus": {
        "@type": status(id),
        "dpv:isIndicatedAtTime": event.at,
        "dpv:isIndicatedBy": who,
        "dpv:hasIndicationMethod": event.control,
      },
    }));
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
