import { Books } from "#bench/fault-books.ts";
import type { FaultLine } from "#bench/fault-line.ts";
import { type Outage, SMALL_HEAP, throughOutage } from "#bench/fault-outage.ts";
import { signalParts } from "#bench/fault-processes.ts";
import { type Instance, startInstance } from "#bench/instance.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { createDatabaseLink, type DatabaseLink } from "#bench/tcp-proxy.ts";

/** Milliseconds by which each packet is late on a slow network. */
const SLOW_PACKET_MS = 300;

/** Holds every connection of the front's pool: all statements of ingest wait for this lock. */
function holdPool(instance: Instance): Pick<Outage, "begin" | "end"> {
  let release = () => {};
  let held: Promise<unknown> = Promise.resolve();
  return {
    begin: () =>
      new Promise<void>((locked, failed) => {
        held = instance.db
          .$transaction(
            async (transaction) => {
              await transaction.$executeRaw`lock table report, minute_bucket, minute_facet in access exclusive mode`;
              locked();
              await new Promise<void>((resolve) => {
                release = resolve;
              });
            },
            { timeout: 120_000, maxWait: 10_000 },
          )
          .catch(failed);
      }),
    end: async () => {
      release();
      await held;
    },
  };
}

function outagesOf(instance: Instance, link: DatabaseLink): Outage[] {
  return [
    { name: "PostgreSQL stopped", begin: () => instance.stopPostgres(), end: () => instance.startPostgres() },
    {
      name: "PostgreSQL stands still (SIGSTOP)",
      begin: () => void signalParts(instance, ["postgres"], "SIGSTOP"),
      end: () => void signalParts(instance, ["postgres"], "SIGCONT"),
    },
    { name: "PostgreSQL cannot be reached (connections cut)", begin: () => link.cut(), end: () => link.restore() },
    { name: "connections to PostgreSQL half open", begin: () => link.freeze(), end: () => link.restore() },
    {
      name: `slow database (+${SLOW_PACKET_MS} ms a packet)`,
      begin: () => link.slowDown(SLOW_PACKET_MS),
      end: () => link.restore(),
      isPartial: true,
    },
    { name: "pool held by locks", ...holdPool(instance) },
  ];
}

/** Every way in which the database can be away, one after the other on one instance that is never restarted. */
export async function runDatabaseFaults(ms: number): Promise<FaultLine[]> {
  const links: DatabaseLink[] = [];
  const instance = await startInstance({
    mode: "live",
    environment: SMALL_HEAP,
    linkDatabase: async (url) => {
      const link = await createDatabaseLink(url);
      links.push(link);
      return link.url;
    },
  });
  const books = new Books();
  const nextAddress = createAddresses();
  const lines: FaultLine[] = [];
  try {
    for (const link of links)
      for (const outage of outagesOf(instance, link))
        lines.push(await throughOutage(instance, books, nextAddress, outage, ms));
    return lines;
  } finally {
    for (const link of links) link.restore();
    await instance.stop();
    for (const link of links) await link.close();
  }
}
