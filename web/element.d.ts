import type { Kind, Outcome, Reason, Stage } from "./index.js";

/** `<smtp-lens lang="fr" theme="auto" catalog="our-causes.json">` */
export class SmtpLens extends HTMLElement {
  /** Reads a text, or the bytes of a file, as if the reader had pasted or dropped it. */
  analyze(input: string | Uint8Array | ArrayBuffer | File, options?: { name?: string }): void;
  /** Causes of the site's own, as an object or as JSON text; the attribute `catalog` names a file of them. */
  set catalog(causes: object | string | null);
}

/** What an answer is about; never a word of the text. */
export interface Summary {
  kind: Kind;
  findings: {
    outcome: Outcome;
    reason: Reason;
    stage: Stage | null;
    code: number | null;
    status: string | null;
    provider: string | null;
    /** Ids, the best first. */
    causes: string[];
  }[];
}

declare global {
  interface HTMLElementTagNameMap {
    "smtp-lens": SmtpLens;
  }
  interface HTMLElementEventMap {
    /** The page in the element can be used. */
    "smtp-lens-ready": CustomEvent<{ version: string }>;
    /** Something was analysed. */
    "smtp-lens-analysis": CustomEvent<Summary>;
    /** The site's own causes cannot be used. */
    "smtp-lens-error": CustomEvent<{ faults: string[] }>;
  }
}

