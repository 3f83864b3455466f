"""Reads by rdflib what check.mjs read by jsonld.js: `check.py FOLDER TERMS`. Overviews and consent records must
say the same to both, use known terms only and conform to our shapes; an overview is the same in each language."""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, URIRef
from rdflib.compare import isomorphic

BASE = "https://consent.example/apollo/notice.jsonld"
DPV = "https://w3id.org/dpv#"
PREFIXES = {
    "dpv": DPV,
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "schema": "https://w3id.org/dpv/schema/",
}

folder, terms = map(Path, sys.argv[1:])
here = Path(__file__).parent


def known(file):
    split = (line.split(":") for line in file.read_text().split())
    return {PREFIXES[prefix] + name for prefix, name in split}


# Vocabularies whose terms rdflib knows: one that is not there is a mistake of ours.
CLOSED = (DCTERMS, SKOS, RDF, XSD)


def strangers(graph, terms):
    """What is no term of a vocabulary: of DPV, by its lists; of the others, by rdflib's."""
    used = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    used |= {term.datatype for triple in graph for term in triple if getattr(term, "datatype", None)}
    ours = {term for term in used if term.startswith("https://w3id.org/dpv") and str(term) not in terms}
    others = {term for term in used for space in CLOSED if term.startswith(str(space)) and term not in space}
    spaces = (DPV, *PREFIXES.values(), *map(str, CLOSED))
    homeless = {term for term in graph.predicates() if not str(term).startswith(spaces)}
    return ours | others | homeless


def conforms(graph, shapes):
    return validate(graph, shacl_graph=str(here / shapes), advanced=True)


def read(file, base, terms, shapes):
    """The statements of a file, once nothing is wrong with them."""
    graph = Graph().parse(file, format="json-ld", publicID=base)
    other = Graph().parse(Path(f"{file}.nq"), format="nt")
    assert isomorphic(graph, other), f"{file.name}: rdflib and jsonld.js read it differently"
    unknown = strangers(graph, terms)
    assert not unknown, f"{file.name}: {unknown} are no terms of their vocabularies"
    fine, _, report = conforms(graph, shapes)
    assert fine, f"{file.name}: {report}"
    return graph


def bases(graph):
    found = graph.subject_objects(URIRef(DPV + "hasLegalBasis"))
    return sorted((str(process), str(basis)) for process, basis in found)


spoken = {}
overview_terms = known(terms)
for file in sorted(folder.glob("notice.*.jsonld")):
    if file.name == "notice.jsonld":
        continue
    graph = read(file, BASE, overview_terms, "shapes.ttl")
    spoken[file.name] = bases(graph)
    print(f"{file.name}: {len(graph)} statements, {len(spoken[file.name])} legal bases")

assert len(spoken) == 6, spoken.keys()
first = next(iter(spoken.values()))
assert len(first) == 24, len(first)
assert all(bases == first for bases in spoken.values()), "languages differ in their legal bases"

# What must not conform: an activity that rests on legitimate interests and cannot be objected to.
broken = Graph().parse(folder / "notice.lv.jsonld", format="json-ld", publicID=BASE)
broken.remove((None, URIRef(DPV + "hasRight"), URIRef(PREFIXES["eu-gdpr"] + "A21")))
assert not conforms(broken, "shapes.ttl")[0], "the shapes let everything through"

records = read(folder / "records.jsonld", None, known(here / "record-terms.txt"), "record-shapes.ttl")
states = [str(kind).removeprefix(DPV) for kind in records.objects(None, RDF.type)]
counts = {state: states.count(f"Consent{state}") for state in ("Record", "Given", "Refused", "Withdrawn")}
assert counts == {"Record": 2, "Given": 1, "Refused": 2, "Withdrawn": 1}, counts
print(f"records.jsonld: {len(records)} statements, {counts}")

# What must be noticed: a term that Dublin Core does not have.
other = Graph().add((URIRef("urn:x"), URIRef(str(DCTERMS) + "headline"), URIRef("urn:y")))
assert len(strangers(other, set())) == 1, "an unknown term of Dublin Core passes"

# What must not conform: a service without its recipient where the policy is at hand.
whole = Graph() + records
whole.remove((None, URIRef(DPV + "hasRecipient"), None))
assert not conforms(whole, "record-shapes.ttl")[0], "the shapes let a recipient go missing"

# What must not conform: a record that says nothing of withdrawing.
records.remove((None, URIRef(DPV + "hasConsentControl"), None))
assert not conforms(records, "record-shapes.ttl")[0], "the shapes of records let everything through"
