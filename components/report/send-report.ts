import { type Answer, readAnswer } from "#components/report/report-answer.ts";
import { retryAfterMs } from "#components/report/retry-schedule.ts";
import type { ReportInput } from "#lib/reports/report-input.ts";

const ATTEMPT_TIMEOUT_MS = 10_000;

/** A random UUID. `crypto.randomUUID` is missing on plain http, where many self-hosted instances live; this is not. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** One attempt to send a report. Never throws: a network that fails or an answer that is cut is a reason to retry. */
export async function sendReport(body: ReportInput, key: string): Promise<Answer> {
  try {
    const response = await fetch("/api/v1/reports", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    const text = await response.text();
    return readAnswer(response.status, parsed(text), retryAfterMs(response.headers.get("retry-after")));
  } catch {
    return { outcome: "retry", afterMs: 0 };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Waits, but no longer than until the browser says that the network is back. */
export function sleepOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    addEventListener("online", wake);
  });
}
