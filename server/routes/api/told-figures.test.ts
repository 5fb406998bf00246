import { expect, it } from "vitest";
import { z } from "zod";
import { createApi } from "#server/api.ts";

/** The shapes whose numbers are quoted. */
const FIGURES = [
  ...[
    "Home",
    "Services",
    "ServiceRow",
    "Service",
    "Series",
    "SeriesPoint",
    "FacetSeries",
    "Share",
    "Place",
    "Received",
  ],
  ...["Incident", "IncidentRecord", "Figures", "Revision", "Together", "TogetherService", "Companion"],
  ...["LiveFrame", "LiveSnapshot", "HomeFrame", "ReportAnswer", "ServiceFile", "IncidentFile"],
];

interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** The numbers in a shape of which nothing is said, by their place. */
function untoldNumbers(shape: Shape = {}, place: string): string[] {
  const { properties = {}, items, anyOf = [], type, description } = shape;
  const isNumber = [type, ...anyOf.map((one) => one.type)].flat().some((one) => one === "number" || one === "integer");
  const inner = [...anyOf, ...(items === undefined ? [] : [items])].filter((one) => one.properties !== undefined);
  return [
    ...(isNumber && description === undefined ? [place] : []),
    ...Object.entries(properties).flatMap(([name, field]) => untoldNumbers(field, `${place}.${name}`)),
    ...inner.flatMap((one) => untoldNumbers(one, place)),
  ];
}

it("the reference says of every number in the figures of services and incidents what it counts", async () => {
  const api = createApi(() => {
    throw new Error("the reference needs no database");
  });
  const openapi = z.looseObject({
    components: z.looseObject({ schemas: z.record(z.string(), z.custom<Shape>()) }),
  });
  const { schemas } = openapi.parse(await (await api.request("/api/v1/openapi.json")).json()).components;
  expect(FIGURES.filter((name) => schemas[name] === undefined)).toEqual([]);
  expect(FIGURES.flatMap((name) => untoldNumbers(schemas[name], name))).toEqual([]);
});
