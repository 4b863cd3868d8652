/**
 * Reads a text or the bytes of a file and says what they mean.
 *
 * Nothing is fetched and nothing is kept; the same input gives the same answer. What the input says is never an error: what cannot be read
 * is of kind `unknown`, without findings.
 *
 * @throws {Error} when `input` is neither a string nor a `Uint8Array`, or an option cannot be used; the message says which and why.
 */
export function analyze(input: string | Uint8Array, options?: Options | null): Analysis;

export interface Options {
  /** The language of the words: `en` (when left out) or `fr`, with or without a region. */
  lang?: string | null;
  /** What to report as `input.name`. */
  name?: string | null;
  /** Causes of your own, as JSON text in the form of `smtp-lens/causes.schema.json`. They come before the built-in ones. */
  catalog?: string | null;
}

/** Bytes of the input (of its UTF-8 when it was a string), from the first up to but not including the second. */
export type Span = [start: number, end: number];

/** All that was understood of one input. This form is only ever added to; what the input does not hold is `null`. */
export interface Analysis {
  /** What was given. */
  input: Input;
  /** What it says about delivery, the decisive thing first. */
  findings: Finding[];
  /** The conversations that it shows. */
  sessions: Session[];
  /** What each line is; empty for kinds that are no conversation. */
  lines: Line[];
  /** Passwords, tokens and digests: mask them wherever you show the input. */
  secrets: Span[];
  /** Parts that look as if they meant something and were not understood. */
  not_understood: Span[];
  /** Oddities that did not stop the reading. */
  remarks: Remark[];
  /** The servers that passed the message on, the first one first (RFC 5321 section 4.4): of a report, those of the returned message. */
  hops: Hop[];
}

/** What the input is. */
export interface Input {
  /** The name that was given in the options. */
  name: string | null;
  /** Which sort of thing. */
  kind: Kind;
  /** Which layout of that sort: `rfc3464`, `exchange-ndr`, `swaks`, `postfix-log` … */
  format: string | null;
  /** The program that wrote it. */
  software: string | null;
  /** The language of its prose, as an IETF tag. */
  language: string | null;
  /** Size in bytes. */
  size: number;
  /** Of a message, its subject; of a bounce, the original message's when that is enclosed. */
  subject: string | null;
  /** The original message's sender. */
  from: string | null;
  /** The original message's Message-ID. */
  message_id: string | null;
}

export type Kind =
  /** A delivery report as a message (RFC 3464 or prose). */
  | "bounce"
  /** The words of a bounce, copied out of a mail program. */
  | "notice"
  /** A recorded SMTP session. */
  | "transcript"
  /** A client's or a library's error. */
  | "error"
  /** Lines of a mail server's log. */
  | "log"
  /** A bare reply or code. */
  | "reply"
  /** Header fields without a message. */
  | "headers"
  /** A spam complaint (RFC 5965). */
  | "complaint"
  /** An automatic reply (RFC 3834). */
  | "auto-reply"
  /** An ordinary mail: nothing failed. */
  | "message"
  /** None of these. */
  | "unknown";

/** One thing that the input says about delivery, for one recipient or one failed step. */
export interface Finding {
  /** What became of it. */
  outcome: Outcome;
  /** The address that it is about. */
  recipient: string | null;
  /** Who sent it (the envelope sender). */
  sender: string | null;
  /** Where in SMTP it happened. */
  stage: Stage | null;
  /** The coarse class of the failure. */
  reason: Reason;
  /** Whether trying again is useless; `null` when that is not known. */
  permanent: boolean | null;
  /** The enhanced status code (RFC 3463), as reported. */
  status: string | null;
  /** What the server answered. */
  reply: Reply | null;
  /** Who refused: a folder of the catalogue. */
  provider: string | null;
  /** That provider's name as people know it. */
  provider_name: string | null;
  /** The server that wrote the report. */
  reporting_mta: string | null;
  /** The server that refused. */
  remote_mta: string | null;
  /** When, as RFC 3339, or as the input has it when its date is incomplete. */
  at: string | null;
  /** What was refused, in one sentence of twenty words at most, in the language asked for. */
  verdict: string;
  /** The explanations, the best first. */
  causes: Cause[];
  /** The words of the input that prove it. */
  proof: Proof[];
  /** The way of the mail, and where it stopped. */
  way: Stop[];
  /** Whether this only follows from the finding before it (a 503 after a refused sign-in). */
  follows: boolean;
  /** The name under which the server's log keeps the message. */
  queue_id: string | null;
  /** How often the log shows a delivery to this recipient tried; 0 when the input is no log. */
  attempts: number;
  /** What the log tells of this message and recipient, in order: `received`, `deferred`, `bounced`, `delivered`, `refused-here` … */
  story: Remark[];
}

/** RFC 3464 action words and what else a report can say. */
export type Outcome = "failed" | "delayed" | "delivered" | "relayed" | "expanded" | "complaint" | "auto-reply";

/** Where in SMTP: `message` is after the final dot, `delivery` after acceptance, as a bounce tells it. */
export type Stage = "connect" | "tls" | "helo" | "auth" | "mail" | "rcpt" | "data" | "message" | "delivery";

/** The vocabulary of bounce handling (Sisimai's names). */
export type Reason =
  | "authfailure"
  | "badreputation"
  | "blocked"
  | "contenterror"
  | "delivered"
  | "exceedlimit"
  | "expired"
  | "failedstarttls"
  | "feedback"
  | "filtered"
  | "hasmoved"
  | "hostunknown"
  | "mailboxfull"
  | "mailererror"
  | "mesgtoobig"
  | "networkerror"
  | "norelaying"
  | "notaccept"
  | "notcompliantrfc"
  | "onhold"
  | "policyviolation"
  | "ratelimited"
  | "rejected"
  | "requireptr"
  | "securityerror"
  | "spamdetected"
  | "speeding"
  | "suppressed"
  | "suspend"
  | "syntaxerror"
  | "systemerror"
  | "systemfull"
  | "toomanyconn"
  | "undefined"
  | "userunknown"
  | "vacation"
  | "virusdetected";

/** Who has to act; `nobody` means wait, or ignore. */
export type Acts = "sender" | "sender-admin" | "recipient" | "recipient-admin" | "provider" | "nobody";

/** What a server answered. */
export interface Reply {
  /** The reply code (RFC 5321 section 4.2). */
  code: number | null;
  /** The enhanced status code (RFC 3463) inside the reply. */
  status: string | null;
  /** Its text, lines joined with a space, codes taken off. */
  text: string;
  /** Where it stands. */
  span: Span;
}

/** An explanation out of the catalogue. */
export interface Cause {
  /** Its public id, `gmail/user-unknown`: never changed or removed. */
  id: string;
  /** Why it is thought of: the documented words are there; the provider gives the code this meaning; the registry does; only the class is known. */
  match: "text" | "provider-code" | "code" | "class";
  /** Whether it is still to be verified: say so where you show it. */
  draft: boolean;
  /** What happened. */
  title: string;
  /** Who has to act. */
  acts: Acts;
  /** The coarse class of the failure. */
  reason: Reason;
  /** Why this stops the mail. */
  explanation: string;
  /** When it is not your case. */
  exceptions: string | null;
  /** What to do, in order. */
  steps: Step[];
  /** The documents that say so. */
  sources: Source[];
  /** The words of the input that match it. */
  evidence: Span[];
}

/** One thing to do. */
export interface Step {
  /** What, a sentence that begins with a verb. */
  do: string;
  /** Why, one line. */
  why: string | null;
  /** Who does it. */
  for: Acts;
  /** A menu path. */
  path: string | null;
  /** A command with the input's own values in it, safely quoted. */
  command: string | null;
  /** What the command is typed into, when that is not plain. */
  shell: string | null;
  /** The page that describes it. */
  url: string | null;
  /** Smaller steps, when it takes several. */
  details: string[];
}

/** A document. */
export interface Source {
  /** Its own title. */
  title: string;
  /** Who publishes it. */
  publisher: string;
  /** Its address. */
  url: string;
  /** Its language, as an IETF tag. */
  language: string;
  /** The day it was read, `2026-11-23`. */
  read: string;
  /** Whether it documents the cause, documents a step, is a standard, or is a place where the reply was met. */
  kind: "vendor" | "advice" | "standard" | "seen";
}

/** A claim and the words that prove it. */
export interface Proof {
  /** The words. */
  span: Span;
  /** What they say, in the language asked for. */
  says: string;
}

/** A station on the way of the mail. */
export interface Stop {
  /** Which station. */
  place: "you" | "your-server" | "filter" | "their-server" | "mailbox";
  /** The host, program or address there, when the input names it. */
  name: string | null;
  /** How far the mail came: past here, it stopped here, it waits here, not so far. */
  state: "passed" | "here" | "waiting" | "after";
}

/** The exchanges of one connection. */
export interface Session {
  /** The name that the client gave (EHLO), or the program. */
  client: string | null;
  /** The server's name. */
  server: string | null;
  /** Whether the connection was encrypted at its end. */
  tls: boolean;
  /** The capabilities that the last EHLO offered, with their arguments. */
  capabilities: string[];
  /** The mechanisms that were tried. */
  mechanisms: string[];
  /** Commands and replies in order. */
  exchanges: Exchange[];
  /** The stage where it ended without success. */
  stopped: Stage | null;
  /** Milliseconds from its first line to its last, when it shows times. */
  milliseconds: number | null;
}

/** A command and its reply. */
export interface Exchange {
  /** The command as sent, secrets left out; `null` for the greeting. */
  command: string | null;
  /** Where the command stands. */
  command_span: Span | null;
  /** The stage it belongs to. */
  stage: Stage | null;
  /** The answer; `null` when none came. */
  reply: Reply | null;
}

/** What one line is. */
export interface Line {
  /** Where it stands, without its line end. */
  span: Span;
  /** Who speaks: the client, the server, the program that recorded it, the message itself. */
  who: "client" | "server" | "program" | "message";
  /** What it means, in the language asked for; empty when there is nothing to say. */
  means: string;
  /** Whether it holds a secret. */
  secret: boolean;
  /** Whether it refuses something. */
  refuses: boolean;
}

/** A server that took a message and passed it on. */
export interface Hop {
  /** Who handed it over, as it called itself. */
  from: string | null;
  /** Who took it. */
  by: string | null;
  /** How: `ESMTPS`, `HTTP` … */
  with: string | null;
  /** When, as RFC 3339, by this server's clock. */
  at: string | null;
  /** Seconds after the hop before it. Less than 0 when the clocks of the two servers differ. */
  after: number | null;
  /** Where its note stands. */
  span: Span;
}

/** Something odd that did not stop the reading. */
export interface Remark {
  /** Which oddity: a stable word. */
  kind: string;
  /** A sentence about it, in the language asked for. */
  says: string;
  /** Where. */
  span: Span | null;
}
