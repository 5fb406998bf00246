import { type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { SendAnswer } from "#server/routes/reports.ts";
import { isReport, readWholeRequest, type WholeRequest } from "#server/whole-request.ts";

export interface LaneOptions {
  /** On every answer: name, value, name, value ... */
  readonly headers: readonly string[];
  /** A new connection on which nothing comes for so long is ended. */
  readonly firstMs: number;
  /** So long an answered connection is told to be of use, in whole seconds. */
  readonly keepAliveMs: number;
  /** Whether a new connection may be; one that may not has been ended. */
  readonly mayConnect: (socket: Socket) => boolean;
  /** Takes a report from who is connected, who may be gone already. Calls `send` once, or ends the connection. */
  readonly take: (request: WholeRequest, socket: Socket, send: SendAnswer) => void;
}

/** A connection is kept a little longer than was said, for what was sent in time. Node adds as much. */
const BUFFER_MS = 1_000;

let second = 0;
let dateLine = "";

/** The Date field, made once a second (RFC 9110, section 6.6.1). */
function date(): string {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    dateLine = `Date: ${new Date(now * 1_000).toUTCString()}\r\n`;
  }
  return dateLine;
}

/** A report that was read, and who waits for its answer. */
interface Waiting {
  readonly request: WholeRequest;
  readonly socket: Socket;
  readonly send: SendAnswer;
}

/** A connection from its first byte on, as long as nothing has come on it but whole requests for reports. */
class LaneConnection {
  readonly #socket: Socket;
  readonly #lane: ReportLane;
  /** A report was taken and is not answered. */
  #isBusy = false;
  /** Nothing but reports has come on it, one at least. */
  #isProven = false;
  /** More came meanwhile: it waits in the socket. */
  #isLeaving = false;
  /** The next answer is the last: the peer sends no more. */
  #isLast = false;

  constructor(socket: Socket, lane: ReportLane) {
    this.#socket = socket;
    this.#lane = lane;
    socket.on("data", this.#read).on("end", this.#end).on("timeout", this.cut);
    socket.on("error", this.cut).on("close", this.#forget);
    socket.setTimeout(lane.options.firstMs);
  }

  endIdle(): void {
    if (!this.#isBusy) this.#socket.destroy();
  }

  /** Also when nothing came or went for too long, whoever is at fault, and when the peer is gone. */
  readonly cut = (): void => {
    this.#socket.destroy();
  };

  readonly #read = (chunk: Buffer): void => {
    // What comes behind the last answer is not read.
    if (!this.#socket.writable) return;
    // Who does not take its answers is held up by Node, not here.
    const isOrderly = !this.#isBusy && this.#socket.writableLength === 0;
    const request = isOrderly ? readWholeRequest(chunk) : null;
    if (request === null) {
      if (isOrderly && this.#isProven && isReport(chunk)) this.#lane.strays.add(this.#socket);
      this.#socket.pause();
      this.#socket.unshift(chunk);
      if (this.#isBusy) this.#isLeaving = true;
      else this.#passOn();
      return;
    }
    this.#isBusy = true;
    this.#isProven = true;
    this.#lane.take({ request, socket: this.#socket, send: this.#send });
  };

  readonly #send: SendAnswer = (status, headers, body) => {
    this.#isBusy = false;
    if (this.#socket.destroyed) return;
    const { keepAliveMs } = this.#lane.options;
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${this.#lane.common}`;
    let isClosed = false;
    for (let i = 0; i < headers.length; i += 2) {
      isClosed ||= headers[i] === "connection";
      text += `${headers[i]}: ${headers[i + 1]}\r\n`;
    }
    text += date();
    const isLast = isClosed || this.#isLast || this.#lane.isEnding;
    if (!isLast) text += `Connection: keep-alive\r\nKeep-Alive: timeout=${keepAliveMs / 1_000}\r\n`;
    else if (!isClosed) text += "Connection: close\r\n";
    text += "\r\n";
    this.#socket.write(text + body);
    if (isLast) this.#socket.pause().destroySoon();
    else if (this.#isLeaving) this.#passOn();
    // Every byte that comes or goes begins it anew; to set it is to make another timer.
    else if (this.#socket.timeout !== keepAliveMs + BUFFER_MS) this.#socket.setTimeout(keepAliveMs + BUFFER_MS);
  };

  readonly #end = (): void => {
    this.#isLast = true;
    if (!this.#isBusy) this.#socket.end();
  };

  readonly #forget = (): void => {
    this.#lane.forget(this);
  };

  #passOn(): void {
    const socket = this.#socket;
    socket.off("data", this.#read).off("end", this.#end).off("timeout", this.cut);
    socket.off("error", this.cut).off("close", this.#forget);
    socket.setTimeout(0);
    this.#forget();
    this.#lane.passOn(socket);
    // What was put back is read after who took over has said how.
    process.nextTick(() => socket.resume());
  }
}

/**
 * Takes reports off the connections of an HTTP server before Node makes anything of them: its request, response and streams were a
 * quarter of what a report costs the front. Only what is as plain as a request can be is read here (`readWholeRequest`). At the first
 * byte of anything else the connection is passed on for good, and Node sees all of it as if it had come there.
 */
export class ReportLane {
  readonly options: LaneOptions;
  /** The fields of every answer, written out. */
  readonly common: string;
  /** Connections that were the lane's until a report came that is not plain. */
  readonly strays = new WeakSet<Socket>();
  readonly #connections = new Set<LaneConnection>();
  /** Read in this turn of the event loop. */
  #waiting: Waiting[] = [];
  readonly #server: Server;
  readonly #toNode: (socket: Socket) => void;
  #isEnding = false;

  /** Stands before the server's own listener for connections from now on. */
  constructor(server: Server, options: LaneOptions) {
    this.options = options;
    this.common = options.headers.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
    this.#server = server;
    const [toNode] = server.listeners("connection");
    if (toNode === undefined) throw new Error("the server does not listen to its connections");
    this.#toNode = toNode as (socket: Socket) => void;
    server.removeAllListeners("connection");
    server.on("connection", (socket: Socket) => {
      if (options.mayConnect(socket)) this.#connections.add(new LaneConnection(socket, this));
    });
  }

  /** Whether answers say that they are the last on their connection. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Connections that only reports came on, or nothing yet. */
  get size(): number {
    return this.#connections.size;
  }

  /**
   * Whether a connection brought reports to the lane until one came that is not plain: a proxy's, most likely, that would bring all further ones past the lane.
   * Ended behind its answer, it is replaced by a new one. Not one on which requests are sent ahead of their answers: the rest would be lost with it.
   */
  isStray(socket: Socket): boolean {
    return this.strays.has(socket);
  }

  /**
   * Takes a report when all that can be read now has been: one behind the other they find code and data of the one before still in the
   * processor's caches, and take a fifth less of the front's time than each by itself between two readings.
   */
  take(waiting: Waiting): void {
    if (this.#waiting.push(waiting) === 1) setImmediate(this.#takeAll);
  }

  readonly #takeAll = () => {
    const all = this.#waiting;
    this.#waiting = [];
    for (const { request, socket, send } of all) this.options.take(request, socket, send);
  };

  forget(connection: LaneConnection): void {
    this.#connections.delete(connection);
  }

  passOn(socket: Socket): void {
    this.#toNode.call(this.#server, socket);
  }

  /** From now on every answer is the last on its connection. */
  close(): void {
    this.#isEnding = true;
  }

  /** Ends the connections on which nobody waits for an answer. */
  closeIdleConnections(): void {
    for (const connection of this.#connections) connection.endIdle();
  }

  closeAllConnections(): void {
    for (const connection of this.#connections) connection.cut();
  }
}
