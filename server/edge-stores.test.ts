import { describe, expect, it } from "vitest";
import { canonicalTarget, parseTarget } from "#server/edge-policy.ts";
import { EdgeStores } from "#server/edge-stores.ts";

const stores = new EdgeStores();

/** The store of an address as the front asks for it. */
function storeOf(address: string) {
  const url = parseTarget(address);
  if (url === null) throw new Error(`${address} is no address`);
  return stores.of(canonicalTarget(url));
}

const page = storeOf("/");

describe("the place of a page, an embed and a service's figures", () => {
  it.each([
    "/status/chatgpt",
    "/status/chatgpt?range=7d",
    "/status/chatgpt?reported=counted",
    "/status/chatgpt?junk=1&range=1h",
    "/status/chatgpt.png",
    "/embed/chatgpt",
    "/embed/chatgpt?range=7d",
    "/api/v1/services/chatgpt?range=7d",
    "/incidents/2024-11-09-chatgpt",
  ])("%s is among the pages", (address) => {
    expect(storeOf(address)).toBe(page);
  });

  it.each([
    "/search?q=chat",
    "/api/v1/services?q=chat",
    "/incidents?service=chatgpt",
    "/incidents/2024-11-09-chatgpt?asof=2024-11-09T01:00Z",
    "/incidents/2024-11-09-chatgpt.png?asof=2024-11-09T01:00Z",
    "/embed/chatgpt?tz=Europe/Paris",
    "/embed/chatgpt?range=7d&tz=Europe/Paris",
    "/status/chatgpt.png?imType=og&theme=dark",
    "/api/oembed?url=https://a.example/status/chatgpt",
    "/api/v1/services/chatgpt/series?step=1",
  ])("is not taken by %s, of which there is no end", (address) => {
    expect(storeOf(address)).not.toBe(page);
  });

  it("large answers take no place of pictures and embeds with options either", () => {
    expect(storeOf("/status/chatgpt.csv?tz=Asia/Tokyo")).not.toBe(storeOf("/embed/chatgpt?tz=Asia/Tokyo"));
  });
});
