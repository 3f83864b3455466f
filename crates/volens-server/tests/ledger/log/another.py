"""A log as another implementation makes, signs and serves it: aics-tlog, from PyPI.

`another.py FOLDER NAME RECORD`: entries are 32 bytes each; the one in the middle is the SHA-256 of a
salt and RECORD, of which `receipt` is a tlog-proof. `saved` is an earlier checkpoint. Prints the
address and the key, one a line, and serves the folder until it is killed.
"""

import sys
from base64 import b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aics_tlog import Checkpoint, MerkleTree, TileWriter, sign_checkpoint, vkey_from_ed25519, format_vkey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

folder, name, record = Path(sys.argv[1]), sys.argv[2], sys.argv[3].encode()
key = Ed25519PrivateKey.generate()
salt = sha256(b"salt").digest()
entries = [sha256(b"entry %d" % number).digest() for number in range(600)]
middle = len(entries) // 2
entries[middle] = sha256(salt + record).digest()


def write(file, size):
    root = MerkleTree(entries[:size]).root()
    note = sign_checkpoint(Checkpoint(name, size, root), key, name).serialise()
    (folder / file).write_text(note)
    return note


TileWriter(entries).write_to(folder)
write("saved", 200)
checkpoint = write("checkpoint", len(entries))
proof = [b64encode(hash).decode() for hash in MerkleTree(entries).inclusion_proof(middle)]
extra = b64encode(salt + record).decode()
lines = ["c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {middle}", *proof, "", checkpoint]
(folder / "receipt").write_text("\n".join(lines))

server = ThreadingHTTPServer(
    ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)
)
print(f"http://127.0.0.1:{server.server_port}")
print(format_vkey(vkey_from_ed25519(name, key.public_key())), flush=True)
server.serve_forever()
