"""Reads what `volens build` wrote as linked data by rdflib: `check.py FOLDER SHAPES TERMS`. It must say
what jsonld.js read, use known terms only, conform to our shapes, and be the same in each language."""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

BASE = "https://consent.example/apollo/notice.jsonld"
DPV = "https://w3id.org/dpv#"
PREFIXES = {"dpv": DPV, "pd": "https://w3id.org/dpv/pd#", "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#"}

folder, shapes, terms = map(Path, sys.argv[1:])
known = set()
for line in terms.read_text().split():
    prefix, name = line.split(":")
    known.add(PREFIXES[prefix] + name)


def bases(graph):
    found = graph.subject_objects(URIRef(DPV + "hasLegalBasis"))
    return sorted((str(process), str(basis)) for process, basis in found)


spoken = {}
for file in sorted(folder.glob("notice.*.jsonld")):
    if file.name == "notice.jsonld":
        continue
    graph = Graph().parse(file, format="json-ld", publicID=BASE)
    other = Graph().parse(Path(f"{file}.nq"), format="nt")
    assert isomorphic(graph, other), f"{file.name}: rdflib and jsonld.js read it differently"
    used = {str(term) for triple in graph for term in triple if str(term).startswith("https://w3id.org/dpv")}
    assert used <= known, f"{file.name}: {used - known} are no terms of the vocabulary"
    conforms, _, report = validate(graph, shacl_graph=str(shapes), advanced=True)
    assert conforms, f"{file.name}: {report}"
    spoken[file.name] = bases(graph)
    print(f"{file.name}: {len(graph)} statements, {len(spoken[file.name])} legal bases")

assert len(spoken) == 6, spoken.keys()
first = next(iter(spoken.values()))
assert len(first) == 24, len(first)
assert all(bases == first for bases in spoken.values()), "languages differ in their legal bases"

# What must not conform: an activity that rests on legitimate interests and cannot be objected to.
broken = Graph().parse(folder / "notice.lv.jsonld", format="json-ld", publicID=BASE)
broken.remove((None, URIRef(DPV + "hasRight"), URIRef(PREFIXES["eu-gdpr"] + "A21")))
assert not validate(broken, shacl_graph=str(shapes), advanced=True)[0], "the shapes let everything through"
