import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createDocument } from "zod-openapi";
import { canonicalTarget } from "#server/edge-policy.ts";
import { isNewsroomPath } from "#server/newsroom-addresses.ts";
import { newsroomPaths } from "#server/routes/api/newsroom-paths.ts";

const parameter = z.looseObject({
  in: z.string(),
  name: z.string(),
  description: z.string().optional(),
  schema: z.looseObject({ enum: z.array(z.string()).optional() }),
});
const operation = z.looseObject({ parameters: z.array(parameter).default([]) });
const { paths } = z
  .looseObject({ paths: z.record(z.string(), z.object({ get: operation })) })
  .parse(createDocument({ openapi: "3.1.1", info: { title: "Files", version: "1" }, paths: newsroomPaths }));

/** The addresses that a path of the reference stands for, with the options that it names. */
const addresses = Object.entries(paths).flatMap(([path, { get }]) => {
  const endings = get.parameters.find(({ name }) => name === "ending")?.schema.enum ?? [""];
  const names = get.parameters.flatMap((option) => (option.in === "query" ? [option.name] : []));
  return endings.map((ending) => ({
    address: path.replace(/\{(slug|id)\}/, "chatgpt").replace("{ending}", ending),
    names,
  }));
});

/** Of options that have a few values one that there is. */
const VALUES: Readonly<Record<string, string>> = { range: "7d", theme: "dark", imType: "og" };

describe("the reference of the newsroom", () => {
  it("names every kind of file", () => {
    expect(addresses).toHaveLength(4 + 5 + 3 + 3 + 1 + 1 + 1);
  });

  it.each(addresses)("names $address, which is answered by the front", ({ address }) => {
    expect(isNewsroomPath(address)).toBe(true);
  });

  it.each(addresses)("names of $address only options that reach it", ({ address, names }) => {
    const query = names.map((name) => `${name}=${VALUES[name] ?? 1}`).join("&");
    const { searchParams } = new URL(canonicalTarget(new URL(`http://front${address}?${query}`)), "http://front");
    expect([...searchParams.keys()].sort()).toEqual([...names].sort());
  });

  it("describes the sizes as they are written", () => {
    const options = paths["/status/{slug}.{ending}"]?.get.parameters;
    expect(options?.find(({ name }) => name === "imType")?.description).toContain("og 1200 x 630");
  });
});
