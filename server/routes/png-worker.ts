import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import { palettePng } from "#lib/publish/palette-png.ts";

/** An SVG of ours to be written as PNG. */
export interface PngTask {
  readonly id: number;
  readonly svg: string;
  /** Pixels of the PNG per pixel of the SVG. */
  readonly scale: number;
}

export type PngResult =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string };

/** Fonts of our own: what a picture looks like must not depend on the machine. Inter, cut to Latin, Greek and Cyrillic. */
export const PNG_FONT = {
  loadSystemFonts: false,
  fontFiles: ["inter-regular.ttf", "inter-semibold.ttf"].map((file) =>
    fileURLToPath(new URL(`../../lib/publish/fonts/${file}`, import.meta.url)),
  ),
  defaultFontFamily: "Inter",
  sansSerifFamily: "Inter",
};

function write({ id, svg, scale }: PngTask): PngResult {
  try {
    const image = new Resvg(svg, {
      font: PNG_FONT,
      fitTo: { mode: "zoom", value: scale },
      logLevel: "off",
    }).render();
    return { id, png: palettePng(image.pixels, image.width, image.height) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (task: PngTask) => parentPort?.postMessage(write(task)));
