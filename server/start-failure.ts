import { ConfigError } from "#lib/config.ts";
import { errorCode } from "#lib/describe-error.ts";

/** What keeps an instance from running, in a sentence for the operator: not a mistake of ours, so no stack is told. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** What no restart mends: the operator has to change something first. */
export class SetupError extends StartError {}

/** A child gave up for good. It has said why. */
export class ChildGaveUpError extends Error {}

/** Exit code of a process that must not be started again as it is: its mistake would repeat (EX_CONFIG of sysexits). */
export const EXIT_CONFIG = 78;

const LISTEN: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there already: stop it, or set PORT",
  EACCES: "this account may not listen there: set PORT to one above 1023",
  EADDRNOTAVAIL: "this machine has no such address: set HOST",
};

const FILES: Readonly<Record<string, string>> = {
  EACCES: "this account may not write there",
  EPERM: "this account may not write there",
  EROFS: "it is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full for this account",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "there is a file of this name",
  ENOENT: "there is no such folder, and none could be made",
};

/** Codes of Node and of PostgreSQL (SQLSTATE). */
const DATABASE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "it ended the connection",
  ENOTFOUND: "its host is not known",
  EAI_AGAIN: "its host cannot be looked up now",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "its host cannot be reached",
  ENETUNREACH: "its network cannot be reached",
  "28P01": "it refuses the password",
  "28000": "it refuses the user",
  "3D000": "there is no database of this name",
  "42501": "the user lacks a right",
  "53100": "its disk is full",
  "53300": "it has no connection left",
  "57P03": "it is still starting",
};

/** An error of the system as Node gives it, or one of PostgreSQL. */
interface Coded extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
}

function isCoded(error: Error): error is Coded {
  return errorCode(error) !== undefined;
}

function sentenceOf(error: Coded): string | null {
  const { code, message, syscall, path, address, port } = error;
  if (syscall === "listen")
    return LISTEN[code] === undefined
      ? null
      : `${address ?? "HOST"}:${port ?? ""} cannot be listened on: ${LISTEN[code]}`;
  if (path !== undefined) return FILES[code] === undefined ? null : `${path} cannot be used: ${FILES[code]}`;
  // A stream that is written tells no path.
  if (code === "ENOSPC" || code === "EDQUOT") return FILES[code] ?? null;
  return DATABASE[code] === undefined ? null : `the database cannot be used: ${DATABASE[code]} (${message})`;
}

/** What pg says without a code. */
const NO_ANSWER = /timeout expired|connection timeout/;
const NO_TLS = /server does not support SSL/;

const MAX_CAUSES = 5;

/** The sentence for an error that an operator can mend, or for what caused it. Null for every other: that is told with its stack. */
export function startSentence(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > MAX_CAUSES) return null;
  if (error instanceof StartError)
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  if (isCoded(error)) return sentenceOf(error);
  if (NO_ANSWER.test(error.message)) return `the database cannot be used: ${DATABASE.ETIMEDOUT} (${error.message})`;
  if (NO_TLS.test(error.message)) return `the database cannot be used: sslmode asks for TLS (${error.message})`;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return startSentence(inner, depth + 1);
}

/**
 * With what a process ends that failed with an error. Of a child of the supervisor EXIT_CONFIG means that another start would end as this one did;
 * who starts all of them may try again, unless the operator has to change something first.
 */
export function exitCodeOf(error: unknown, isChild: boolean): number {
  return isChild || error instanceof ConfigError || error instanceof SetupError ? EXIT_CONFIG : 1;
}
