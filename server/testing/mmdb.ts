/** A leaf of the tree: an IPv4 block and its record. */
export interface MmdbBlock {
  readonly address: readonly [number, number, number, number];
  readonly bits: number;
  readonly record: Value;
}
type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

const RECORD_BYTES = 3;
const SEPARATOR_BYTES = 16;
const METADATA_MARKER = Buffer.from("abcdef4d61784d696e642e636f6d", "hex");

function head(type: number, size: number): Buffer {
  if (size > 28) throw new Error("this writer only knows short values");
  return type <= 7 ? Buffer.from([(type << 5) | size]) : Buffer.from([size, type - 7]);
}

function encode(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)])]);
}

type Node = [child: number | null, child: number | null];

/** Writes a database in MaxMind's DB format (version 2.0 of its specification), for tests of our own reading. */
export function writeMmdb(blocks: readonly MmdbBlock[]): Buffer {
  const nodes: Node[] = [[null, null]];
  const records = blocks.map((block) => encode(block.record));
  for (const [index, block] of blocks.entries()) {
    const offset = records.slice(0, index).reduce((sum, record) => sum + record.length, 0);
    let node = 0;
    for (let bit = 0; bit < block.bits; bit += 1) {
      const side = ((block.address[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
      const here = nodes[node];
      if (here === undefined) throw new Error("a node is missing");
      if (bit === block.bits - 1) here[side] = -1 - offset;
      else {
        here[side] ??= nodes.push([null, null]) - 1;
        node = here[side] ?? 0;
      }
    }
  }
  const tree = Buffer.alloc(nodes.length * 2 * RECORD_BYTES);
  for (const [index, children] of nodes.entries()) {
    for (const [side, child] of children.entries()) {
      const value = child === null ? nodes.length : child < 0 ? nodes.length + SEPARATOR_BYTES + (-1 - child) : child;
      tree.writeUIntBE(value, (index * 2 + side) * RECORD_BYTES, RECORD_BYTES);
    }
  }
  const metadata = {
    node_count: nodes.length,
    record_size: 24,
    ip_version: 4,
    database_type: "Test",
    languages: ["en"],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    description: { en: "Test" },
  };
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR_BYTES), ...records, METADATA_MARKER, encode(metadata)]);
}
