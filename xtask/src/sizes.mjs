// Prints [[raw, gzip, brotli], …] in bytes for the files named, compressed as a careful host would.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const size = (file) => {
  const raw = readFileSync(file);
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  return [raw.length, gzipSync(raw, { level: 9 }).length, brotli.length];
};
console.log(JSON.stringify(process.argv.slice(2).map(size)));
