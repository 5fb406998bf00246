import { describe, expect, it, vi } from "vitest";
import { log } from "#lib/log.ts";
import { clientAddress } from "#lib/reports/client-address.ts";
import { roomWatch } from "#lib/reports/room-watch.ts";
import { type Submission, submitReport } from "#lib/reports/submit-report.ts";

const read = vi.hoisted(() => ({ service: vi.fn() }));
vi.mock("#lib/catalog/read-catalog.ts", () => ({ readCatalog: vi.fn(), readService: read.service }));

const client = clientAddress("203.0.113.9", undefined, []);
if (client === null) throw new Error("no address");
const submission: Submission = {
  input: { service: "x", kind: "problem" },
  form: null,
  key: null,
  address: client.address,
  userAgent: "",
  acceptLanguage: "",
  country: null,
};

describe("a report that nothing is known for, because the database is away", () => {
  it("is surely not stored: it was never sent. The log tells the first within a minute", async () => {
    const written = vi.spyOn(log, "error").mockReturnValue();
    for (let report = 0; report < 3; report += 1) {
      read.service.mockRejectedValueOnce(new Error("no connection"));
      expect(await submitReport(submission)).toEqual({ kind: "unavailable-database" });
    }
    expect(written).toHaveBeenCalledTimes(1);
  });
});

it("a report that is refused because the disk is full is noticed by the ingest and the health", async () => {
  vi.spyOn(log, "error").mockReturnValue();
  const refused = vi.spyOn(roomWatch, "refused");
  read.service.mockRejectedValueOnce(Object.assign(new Error("could not extend file"), { code: "53100" }));
  expect(await submitReport(submission)).toEqual({ kind: "disk-full" });
  expect(refused).toHaveBeenCalledTimes(1);
});
