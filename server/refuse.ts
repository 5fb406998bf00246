import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { READ_METHODS } from "#server/cross-origin.ts";
import { instanceOf, type ProblemKind, problemBody } from "#server/problem.ts";

/** Answers with a problem and ends the connection: what else is on its way on it is not read. */
export function refuse(res: ServerResponse, kind: ProblemKind): void {
  const problem = problemBody(kind, instanceOf(res.req.url));
  res.writeHead(problem.status, { ...problem.headers, connection: "close" }).end(problem.body);
}

/** Refuses a method at an address that can only be read. */
export function refuseMethod(res: ServerResponse): void {
  res.setHeader("allow", READ_METHODS);
  refuse(res, "method-not-allowed");
}

/** Refuses what never became a request: there is no response object yet, so the answer is written to the socket by hand. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  const kind: ProblemKind =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "headers-too-large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "request-timeout"
        : "malformed-request";
  const { status, body } = problemBody(kind);
  if (socket.writable)
    socket.end(
      `HTTP/1.1 ${status} \r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  else socket.destroy();
}
