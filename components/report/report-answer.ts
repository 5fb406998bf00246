/** What came of one attempt to send a report. */
export type Answer =
  | { readonly outcome: "received"; readonly repeat: boolean; readonly reports15: number | null }
  | { readonly outcome: "refused"; readonly detail: string }
  | { readonly outcome: "retry"; readonly afterMs: number };

const UNREADABLE = "The server did not take this report, and did not say why. It is not stored.";

function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

/**
 * Reads the server's answer to a report. At 408, 429 and everything from 500 on the same report may be sent again under the
 * same key: at some of these nobody knows whether it is stored. Other failures are final, and their problem document says what happened.
 */
export function readAnswer(status: number, body: unknown, afterMs: number): Answer {
  if (status >= 200 && status < 300) {
    const reports15 = field(body, "reports15");
    return {
      outcome: "received",
      repeat: field(body, "disposition") === "repeat",
      reports15: typeof reports15 === "number" ? reports15 : null,
    };
  }
  if (status === 408 || status === 429 || status >= 500) return { outcome: "retry", afterMs };
  const detail = field(body, "detail") ?? field(body, "title");
  return { outcome: "refused", detail: typeof detail === "string" && detail !== "" ? detail : UNREADABLE };
}
