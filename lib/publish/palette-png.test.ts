import { inflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { palettePng } from "#lib/publish/palette-png.ts";

type Rgb = readonly [number, number, number];

function rgba(colours: readonly Rgb[]): Uint8Array {
  return Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
}

/** The chunks of a PNG by their names, and its pixels by its palette. */
function read(png: Uint8Array) {
  const file = Buffer.from(png);
  expect(file.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    chunks.set(file.toString("latin1", at + 4, at + 8), file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const part = (name: string) => chunks.get(name) ?? Buffer.alloc(0);
  const [header, palette, data] = [part("IHDR"), part("PLTE"), inflateSync(part("IDAT"))];
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixels = Array.from({ length: height }, (_, row) => row * (width + 1)).flatMap((start) => {
    expect(data[start]).toBe(0);
    return [...data.subarray(start + 1, start + 1 + width)].map((place) => [
      ...palette.subarray(place * 3, place * 3 + 3),
    ]);
  });
  return { names: [...chunks.keys()], width, height, colours: palette.length / 3, pixels };
}

const channel = fc.nat({ max: 255 });
const picture = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .array(fc.tuple(channel, channel, channel), { minLength: width * height, maxLength: width * height })
      .map((colours) => ({ width, height, colours })),
  );

describe("a picture as PNG with a palette", () => {
  it("has every pixel in its own colour", () => {
    fc.assert(
      fc.property(picture, ({ width, height, colours }) => {
        const { pixels, ...file } = read(palettePng(rgba(colours), width, height));
        expect(file).toMatchObject({ width, height, names: ["IHDR", "PLTE", "IDAT", "IEND"] });
        expect(pixels).toEqual(colours);
      }),
    );
  });

  it("of more than 256 colours keeps the commonest, and gives the others their nearest", () => {
    const common = Array.from({ length: 256 }, (_, index): Rgb => [index, 0, 0]);
    const rare = Array.from({ length: 100 }, (_, index): Rgb => [index * 2, 30, 7]);
    const { colours, pixels } = read(palettePng(rgba([...rare, ...common, ...common]), 4, 153));
    expect(colours).toBe(256);
    expect(pixels).toEqual([...rare.map(([red]) => [red, 0, 0]), ...common, ...common]);
  });

  it("is read by others as the same picture", () => {
    const png = palettePng(
      rgba([
        [247, 247, 244],
        [192, 49, 26],
        [23, 25, 28],
        [247, 247, 244],
      ]),
      2,
      2,
    );
    const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><image href="${href}" width="2" height="2" image-rendering="optimizeSpeed"/></svg>`;
    expect([...new Resvg(svg).render().pixels]).toEqual([
      ...rgba([
        [247, 247, 244],
        [192, 49, 26],
        [23, 25, 28],
        [247, 247, 244],
      ]),
    ]);
  });
});
