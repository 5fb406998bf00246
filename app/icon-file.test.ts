import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const PNG = [0x89, 0x50, 0x4e, 0x47];

/** The images of an icon file (ICONDIR and its ICONDIRENTRYs): their widths, and the first bytes of each. */
function imagesOf(file: Buffer) {
  return Array.from({ length: file.readUInt16LE(4) }, (_, i) => {
    const entry = 6 + 16 * i;
    const start = file.readUInt32LE(entry + 12);
    return {
      width: file.readUInt8(entry),
      size: file.readUInt32LE(entry + 8),
      start,
      head: [...file.subarray(start, start + 4)],
    };
  });
}

it("browsers that ask for /favicon.ico by themselves, beside a picture or a file, find three sizes of the mark", () => {
  const file = readFileSync("public/favicon.ico");
  expect(file.readUInt16LE(2)).toBe(1);
  const images = imagesOf(file);
  expect(images.map(({ width }) => width)).toEqual([16, 32, 48]);
  for (const { head } of images) expect(head).toEqual(PNG);
  const last = images.at(-1);
  expect((last?.start ?? 0) + (last?.size ?? 0)).toBe(file.length);
});
