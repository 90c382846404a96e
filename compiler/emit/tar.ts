/**
 * A tar archive in memory: POSIX ustar, with a pax header before a name that ustar cannot hold. Forty lines
 * of our own because the libraries for it stream: loading and running one takes a tenth of a cold compile.
 */
import type { BundleFile } from "./bundle-files.ts";

/** Files in their order; no times, owners or modes of this machine. */
export function tar(files: readonly BundleFile[]): Uint8Array {
  const parts = files.flatMap(({ path, bytes }) => {
    const name = Buffer.from(path);
    const isPlain = name.length <= longestName && name.length === path.length;
    const entry = [header(isPlain ? path : "pax", "0", bytes.length), ...padded(bytes)];
    if (isPlain) return entry;
    const record = paxRecord("path", path);
    return [header("pax", "x", record.length), ...padded(record), ...entry];
  });
  return Buffer.concat([...parts, new Uint8Array(2 * block)]);
}

const block = 512;
/** Bytes; longer ones could be split over two fields, but not all of them. */
const longestName = 100;

const padded = (bytes: Uint8Array): readonly Uint8Array[] => [
  bytes,
  new Uint8Array((block - (bytes.length % block)) % block),
];

/** Offset → text, as POSIX lays out a header; numbers are octal. */
function header(name: string, type: "0" | "x", size: number): Uint8Array {
  const bytes = Buffer.alloc(block);
  const put = (offset: number, text: string) => bytes.write(text, offset, "latin1");
  put(0, name);
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${octal(size, 11)}\0`);
  put(136, `${octal(0, 11)}\0`);
  put(148, "        ");
  put(156, type);
  put(257, "ustar\0");
  put(263, "00");
  // The sum of the header's bytes, its own field read as spaces.
  put(
    148,
    `${octal(
      bytes.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
  );
  return bytes;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** `27 path=…\n`: the length counts itself. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (`${length}`.length + rest.length !== length) length = `${length}`.length + rest.length;
  return Buffer.concat([Buffer.from(`${length}`), rest]);
}
