// Types of what a page that embeds Volens can use: `window.volens` and the document's events
// (docs/page-api.md). Copy this file, or name it in a `/// <reference path="…" />`.

declare namespace Volens {
  /** A category or a service of the site, or an activity of its overview. */
  type Id = string;

  type Action = "accept" | "refuse" | "save" | "withdraw" | "object" | "restore" | "import";

  /** What the visitor chose; a copy. */
  interface Decision {
    readonly action: Action;
    /** Unix seconds. */
    readonly at: number;
    /** Decisions on this device and origin, from 1. */
    readonly counter: number;
    /** Services, ascending. */
    readonly granted: readonly Id[];
    /** Activities, ascending. */
    readonly objected: readonly Id[];
  }

  type EventName = "ready" | "decision" | "open" | "close";

  interface Api {
    /** Resolved when the decision has been read. */
    readonly ready: Promise<void>;
    readonly decision: Decision | null;
    /** Whether a category (all its services) or a service is granted. */
    has(id: Id): boolean;
    /** Calls `work` at every such event; what it answers ends that. */
    on(event: EventName, work: (decision: Decision | null) => void): () => void;
    /** Opens the settings, or the banner where they cannot be had. */
    open(): Promise<void>;
    /** The five that decide answer whether the decision has been taken. */
    accept(): boolean;
    refuse(): boolean;
    withdraw(): boolean;
    /** Categories and services; what is left out stays. */
    save(choice: Readonly<Record<Id, boolean>>): boolean;
    object(activity: Id): boolean;
  }
}

interface Window {
  /** Missing until the gate has run, and on a prerendered page until it is activated. */
  readonly volens?: Readonly<Volens.Api>;
}

interface DocumentEventMap {
  "volens:ready": CustomEvent<Volens.Decision | null>;
  "volens:decision": CustomEvent<Volens.Decision | null>;
  "volens:open": CustomEvent<Volens.Decision | null>;
  "volens:close": CustomEvent<Volens.Decision | null>;
}
