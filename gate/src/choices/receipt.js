// Checks a receipt (docs/proof.md, *Formats*) with nothing but the log's public key and WebCrypto: the
// same form, and as strict, as `volens verify receipt`. Nothing is asked of the network.

const FIRST = "c2sp.org/tlog-proof@v1";
/** More is not read: an event has at most 64 KiB. */
const LONGEST = 256 * 1024;

/**
 * Why a receipt proves nothing: `form`, `signature` (of no use, or by another key), `proof` (the record
 * does not stand there), `unsupported` (this browser has no Ed25519), `key` (the log's key is none).
 */
export class ReceiptError extends Error {
  constructor(code) {
    super(`receipt: ${code}`);
    this.code = code;
  }
}

const refuse = (code) => {
  throw new ReceiptError(code);
};

const utf8 = (text) => new TextEncoder().encode(text);

const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Standard base64, in its one form: padded, no spaces, no stray bits. */
function bytes(text, length, code = "form") {
  try {
    const raw = atob(text);
    if (btoa(raw) === text && (length === undefined || raw.length === length))
      return Uint8Array.from(raw, (char) => char.charCodeAt(0));
  } catch {
    // Not base64.
  }
  return refuse(code);
}

const decimal = (text) =>
  /^(0|[1-9]\d{0,15})$/.test(text ?? "") && Number.isSafeInteger(+text) ? +text : refuse("form");

const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
const leaf = async (entry) => sha256(join([0], entry));
const node = (left, right) => sha256(join([1], left, right));

/** A log's public key, `name+id+base64` (c2sp.org/signed-note). */
async function readKey(vkey) {
  const [, name, id, key] = /^([^\s+]+)\+([\da-f]{8})\+(\S+)$/.exec(vkey) ?? refuse("key");
  const [algorithm, ...rest] = bytes(key, 33, "key");
  if (algorithm !== 1) refuse("key");
  const hash = await sha256(join(utf8(`${name}\n`), [algorithm], rest));
  const wanted = Uint8Array.from(id.match(/../g), (byte) => parseInt(byte, 16));
  if (!equal(hash.subarray(0, 4), wanted)) refuse("key");
  return { name, id: wanted, key: Uint8Array.from(rest) };
}

async function isSigned(text, signature, key) {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  } catch {
    refuse("unsupported");
  }
  return crypto.subtle.verify("Ed25519", imported, signature, utf8(text));
}

/** The text of a signed note, at least one of whose signatures is by the key, and none of its are bad. */
async function openNote(note, { name, id, key }) {
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || /(?!\n)[^ -\u{10ffff}]/u.test(note) || !note.endsWith("\n")) refuse("form");
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2, -1).split("\n");
  if (lines.length > 64) refuse("form");
  let signed = false;
  for (const line of lines) {
    const [, signer, signature] = /^— ([^ +]+) (\S+)$/.exec(line) ?? refuse("form");
    const raw = bytes(signature);
    if (raw.length < 5) refuse("form");
    // Others', a witness's for instance, are left alone.
    if (signer !== name || !equal(raw.subarray(0, 4), id)) continue;
    if (!(await isSigned(text, raw.subarray(4), key))) refuse("signature");
    signed = true;
  }
  return signed ? text : refuse("signature");
}

/** Whether `hash` stands at `index` in the tree of that size and root (RFC 9162, section 2.1.3.2). */
async function includes(root, size, index, hash, proof) {
  if (index >= size) return false;
  let [at, last] = [index, size - 1];
  const half = (number) => Math.floor(number / 2);
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 || at === last) {
      hash = await node(sibling, hash);
      // Levels in which the path is the last node and has no sibling.
      while (at % 2 === 0 && at) [at, last] = [half(at), half(last)];
    } else hash = await node(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(hash, root);
}

/** What a receipt proves under the log's key: its record, where it stands, and in a tree of which size. */
export async function verifyReceipt(text, vkey) {
  if (!globalThis.crypto?.subtle) refuse("unsupported");
  const end = text.indexOf("\n\n");
  if (text.length > LONGEST || end < 0) refuse("form");
  const [first, extra, place, ...path] = text.slice(0, end).split("\n");
  if (first !== FIRST || !extra?.startsWith("extra ") || !place?.startsWith("index ")) refuse("form");
  const index = decimal(place.slice(6));
  // SHA-256(salt ‖ record).
  const kept = bytes(extra.slice(6));
  const proof = path.map((line) => bytes(line, 32));
  let record;
  try {
    record = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(kept.subarray(32)));
  } catch {
    refuse("form");
  }

  const key = await readKey(vkey.trim());
  const [origin, count, root] = (await openNote(text.slice(end + 2), key)).split("\n");
  const size = decimal(count);
  if (origin !== key.name) refuse("signature");
  const hash = await leaf(await sha256(kept));
  if (!(await includes(bytes(root ?? "", 32), size, index, hash, proof))) refuse("proof");
  return { record, index, size, log: origin };
}
