import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "#lib/config.ts";

function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env, () => {
      throw new Error("no file");
    });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe("the configuration", () => {
  it("needs no variable at all", () => {
    expect(parseConfig({})).toMatchObject({
      ROLE: "all",
      INSTANCE_MODE: "live",
      PORT: 3000,
      PUBLIC_URL: "http://localhost:3000",
      TRUSTED_PROXIES: [],
    });
  });

  it("has no operator token of its own", () => {
    expect(parseConfig({}).OPERATOR_TOKEN).toBeUndefined();
  });

  it("takes an empty variable as not set", () => {
    expect(parseConfig({ PORT: "" }).PORT).toBe(3000);
  });

  it("takes PUBLIC_URL without its last slash", () => {
    expect(parseConfig({ PUBLIC_URL: "https://outages.example.org/" }).PUBLIC_URL).toBe("https://outages.example.org");
  });

  it("reads a list of trusted proxies", () => {
    expect(parseConfig({ TRUSTED_PROXIES: "10.0.0.0/8, ::1/128" }).TRUSTED_PROXIES).toEqual(["10.0.0.0/8", "::1/128"]);
  });

  it("reads NAME_FILE as NAME, without the line's end", () => {
    const config = parseConfig({ DATABASE_URL_FILE: "/run/secrets/url" }, () => "postgresql://db/x\n");
    expect(config.DATABASE_URL).toBe("postgresql://db/x");
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "99999"],
    ["PORT", "three"],
    ["ROLE", "king"],
    ["DATABASE_URL", "mysql://db/x"],
    ["TRUSTED_PROXIES", "10.0.0.0"],
    ["PUBLIC_URL", "ftp://x"],
    ["PUBLIC_URL", "https://outages.example.org/sub/"],
    ["PUBLIC_URL", "https://outages.example.org/?x=1"],
    ["CLOCK_SPEED", "0"],
    ["RETENTION_DAYS", "1"],
    ["OPERATOR_TOKEN", "short"],
    ["OPERATOR_TOKEN", "a token of more than 32 characters with spaces in it"],
  ])("refuses %s=%s and names the variable", (name, value) => {
    const mistakes = mistakesOf({ INSTANCE_MODE: "replay", [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name}: must be `));
  });

  it("lists every mistake at once", () => {
    const mistakes = mistakesOf({ PORT: "x", ROLE: "y", DATABASE_URL_FILE: "/nowhere", CLOCK_SPEED: "60" });
    expect(mistakes.map((text) => text.split(":")[0])).toEqual([
      "DATABASE_URL_FILE",
      "ROLE",
      "PORT",
      "CLOCK_START, CLOCK_SPEED",
    ]);
  });

  it("never lets a live instance run on another clock", () => {
    expect(mistakesOf({ CLOCK_START: "2024-11-08T23:45:00Z" })).toHaveLength(1);
    expect(mistakesOf({ INSTANCE_MODE: "replay", CLOCK_START: "2024-11-08T23:45:00Z", CLOCK_SPEED: "60" })).toEqual([]);
  });

  it.each(["web", "worker"])("asks for a database where ROLE is %s", (role) => {
    expect(mistakesOf({ ROLE: role })).toEqual([expect.stringMatching(/^DATABASE_URL: must be set where ROLE is/)]);
    expect(mistakesOf({ ROLE: role, DATABASE_URL: "postgresql://db/x" })).toEqual([]);
  });

  it("refuses a secret given twice", () => {
    expect(mistakesOf({ DATABASE_URL: "postgresql://a/b", DATABASE_URL_FILE: "/f" })[0]).toMatch(/not both/);
  });
});
