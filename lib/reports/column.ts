/** `pg_type.oid` of the elements: PostgreSQL refuses an array of another type than the statement's. */
const types = { boolean: 16, bytea: 17, integer: 23, text: 25, uuid: 2950 } as const;

/** Dimensions, whether there may be nulls, type of the elements; length and lower bound of the one dimension. */
const HEADER_BYTES = 20;
/** Before each element. */
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** PostgreSQL looks for itself. */
const MAY_HOLD_NULL = 1;
const INTEGER_BYTES = 4;
const UUID_BYTES = 16;
/** UTF-16 to UTF-8. */
const MOST_BYTES_OF_UNIT = 3;
const ASCII = 0x7f;

const DASH = "-".charCodeAt(0);
/** What each character is worth as a hex digit. */
const DIGIT = new Uint8Array(ASCII + 1);
for (let value = 0; value < 16; value += 1)
  for (const digit of [value.toString(16), value.toString(16).toUpperCase()]) DIGIT[digit.charCodeAt(0)] = value;

/** An array in the making, in PostgreSQL's binary format (array_recv). */
class Column {
  readonly #target: Buffer;
  readonly #type: number;
  #count = 0;
  #at = HEADER_BYTES;

  /** `most`: bytes of all elements together, at most. */
  constructor(type: number, count: number, most: number) {
    this.#type = type;
    this.#target = Buffer.allocUnsafe(HEADER_BYTES + count * LENGTH_BYTES + most);
  }

  addInteger(value: number | null): void {
    if (value === null) return void this.#begin(NULL_LENGTH);
    if ((value | 0) !== value) throw new RangeError(`not an integer of 32 bits: ${value}`);
    this.#begin(INTEGER_BYTES);
    this.#put(this.#at, value);
    this.#at += INTEGER_BYTES;
  }

  addBoolean(value: boolean | null): void {
    if (value === null) return void this.#begin(NULL_LENGTH);
    this.#begin(1);
    this.#target[this.#at] = Number(value);
    this.#at += 1;
  }

  /** Of so many bytes, each two hex digits, with dashes between them or without. */
  addHex(hex: string | null, bytes: number): void {
    if (hex === null) return void this.#begin(NULL_LENGTH);
    this.#begin(bytes);
    const target = this.#target;
    let at = this.#at;
    this.#at += bytes;
    for (let i = 0; at < this.#at; i += 2) {
      if (hex.charCodeAt(i) === DASH) i += 1;
      target[at] = ((DIGIT[hex.charCodeAt(i)] ?? 0) << 4) | (DIGIT[hex.charCodeAt(i + 1)] ?? 0);
      at += 1;
    }
  }

  /** Nearly all texts are short and of ASCII: to ask the engine for each of them takes longer than they do. */
  addText(text: string | null): void {
    if (text === null) return void this.#begin(NULL_LENGTH);
    const target = this.#target;
    const start = this.#at + LENGTH_BYTES;
    let bytes = text.length;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > ASCII) {
        bytes = target.write(text, start);
        break;
      }
      target[start + i] = unit;
    }
    this.#begin(bytes);
    this.#at += bytes;
  }

  end(): Buffer {
    this.#put(0, 1);
    this.#put(4, MAY_HOLD_NULL);
    this.#put(8, this.#type);
    this.#put(12, this.#count);
    this.#put(16, 1);
    return this.#target.subarray(0, this.#at);
  }

  #begin(bytes: number): void {
    this.#count += 1;
    this.#put(this.#at, bytes);
    this.#at += LENGTH_BYTES;
  }

  /** The engine's own writeInt32BE checks more than it writes, twenty times a report. */
  #put(at: number, value: number): void {
    const target = this.#target;
    target[at] = value >> 24;
    target[at + 1] = value >> 16;
    target[at + 2] = value >> 8;
    target[at + 3] = value;
  }
}

function lengthOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** Takes from a row its value of a column. */
type Pick<Row, Value> = (row: Row) => Value | null;

/**
 * One column of a batch as one parameter of a statement (`${integers(rows, pick)}::integer[]`), in PostgreSQL's binary format. As
 * texts a batch's values were a seventh of PostgreSQL's time for it. RangeError for what is no integer of -2^31 to 2^31 - 1.
 */
export function integers<Row>(rows: readonly Row[], pick: Pick<Row, number>): Buffer {
  const column = new Column(types.integer, rows.length, rows.length * INTEGER_BYTES);
  for (const row of rows) column.addInteger(pick(row));
  return column.end();
}

/** The same for boolean[]. */
export function booleans<Row>(rows: readonly Row[], pick: Pick<Row, boolean>): Buffer {
  const column = new Column(types.boolean, rows.length, rows.length);
  for (const row of rows) column.addBoolean(pick(row));
  return column.end();
}

/** The same for uuid[], from 32 hex digits with dashes or without. */
export function uuids<Row>(rows: readonly Row[], pick: Pick<Row, string>): Buffer {
  const column = new Column(types.uuid, rows.length, rows.length * UUID_BYTES);
  for (const row of rows) column.addHex(pick(row), UUID_BYTES);
  return column.end();
}

/** The same for bytea[], from hex digits, two a byte. */
export function bytes<Row>(rows: readonly Row[], pick: Pick<Row, string>): Buffer {
  const values = rows.map(pick);
  const column = new Column(types.bytea, values.length, lengthOf(values) / 2);
  for (const value of values) column.addHex(value, (value?.length ?? 0) / 2);
  return column.end();
}

/** The same for text[]. PostgreSQL's text holds neither U+0000 nor lone surrogates. */
export function texts<Row>(rows: readonly Row[], pick: Pick<Row, string>): Buffer {
  const values = rows.map(pick);
  const column = new Column(types.text, values.length, lengthOf(values) * MOST_BYTES_OF_UNIT);
  for (const value of values) column.addText(value);
  return column.end();
}
