import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { LaunchOptions } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"] as const;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The machine's own Chromium: Playwright's download is on a server that many machines cannot reach. */
function findChromium(searchPath = process.env.PATH ?? ""): string {
  const folders = ["/usr/bin", ...searchPath.split(delimiter)];
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
  if (found === undefined) throw new Error("no Chromium: install it, for example with `apt-get install chromium`");
  return found;
}

/** How the tests start it. Chromium's sandbox refuses to run as root, as it does in most containers. */
export function chromiumLaunch(): LaunchOptions {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return {
    executablePath: findChromium(),
    args: [...sandbox, "--disable-background-networking", "--disable-component-update", "--no-first-run"],
  };
}
