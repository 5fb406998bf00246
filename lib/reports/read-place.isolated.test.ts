import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clientAddress } from "#lib/reports/client-address.ts";
import { writeMmdb } from "#server/testing/mmdb.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

function address(text: string) {
  const client = clientAddress(text, undefined, []);
  if (client === null) throw new Error(text);
  return client.address;
}

async function openWith(files: Record<string, Buffer | string>) {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-mmdb-"));
  const fileOf = (variable: string) => join(folder, `${variable}.mmdb`);
  for (const [variable, content] of Object.entries(files)) {
    await writeFile(fileOf(variable), content);
    vi.stubEnv(variable, fileOf(variable));
  }
  vi.resetModules();
  const places = await import("#lib/reports/read-place.ts");
  await places.openPlaces(20);
  return { ...places, fileOf };
}

const asnOf = (asn: number) =>
  writeMmdb([{ address: [203, 0, 0, 0], bits: 16, record: { autonomous_system_number: asn } }]);

describe("places from the operator's databases", () => {
  it("are read per address block", async () => {
    const { readPlace } = await openWith({
      GEOIP_CITY_DB: writeMmdb([
        {
          address: [203, 0, 113, 0],
          bits: 24,
          record: { country: { iso_code: "US" }, subdivisions: [{ iso_code: "CA" }] },
        },
      ]),
      GEOIP_ASN_DB: writeMmdb([{ address: [203, 0, 0, 0], bits: 16, record: { autonomous_system_number: 64_500 } }]),
    });
    expect(readPlace(address("203.0.113.9"))).toEqual({ country: "US", region: "US-CA", asn: 64_500 });
    expect(readPlace(address("203.0.114.9"))).toEqual({ country: null, region: null, asn: 64_500 });
    expect(readPlace(address("198.51.100.1"))).toEqual({ country: null, region: null, asn: null });
  });

  it("are read again when a file has changed, and kept while it is half written", async () => {
    const { readPlace, fileOf } = await openWith({ GEOIP_ASN_DB: asnOf(64_500) });
    const { log } = await import("#lib/log.ts");
    const warned = vi.spyOn(log, "warn").mockReturnValue();
    const own = () => readPlace(address("203.0.113.9")).asn;
    await writeFile(fileOf("GEOIP_ASN_DB"), asnOf(64_501).subarray(0, 100));
    await expect.poll(() => warned.mock.calls.length).toBeGreaterThan(0);
    expect(own()).toBe(64_500);
    await writeFile(fileOf("GEOIP_ASN_DB"), asnOf(64_501));
    await expect.poll(own).toBe(64_501);
  });

  it("of IPv4 alone know nothing of an IPv6 address that begins with the same bits", async () => {
    const { readPlace } = await openWith({
      GEOIP_ASN_DB: writeMmdb([{ address: [32, 1, 0, 0], bits: 16, record: { autonomous_system_number: 64_500 } }]),
    });
    expect([readPlace(address("32.1.13.184")).asn, readPlace(address("2001:db8::1")).asn]).toEqual([64_500, null]);
  });

  it("are not needed", async () => {
    const { readPlace } = await openWith({});
    expect(readPlace(address("2001:db8::1"))).toEqual({ country: null, region: null, asn: null });
  });

  it("that cannot be read stop the start and name the variable", async () => {
    await expect(openWith({ GEOIP_ASN_DB: "no database" })).rejects.toThrow(/GEOIP_ASN_DB: /);
  });
});
