import {
  type DetailOf,
  type Envelope,
  type EventContract,
  envelope,
  type RulePattern,
} from '@cleandesk/contracts';
import { faultsOf } from './faults.ts';

/** No retry helps: this is not an event that we know. The reason names fields and types, never values of a detail. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(`Unreadable event: ${reason}`, options);
    this.reason = reason;
  }
}

/** What is known of an event besides its detail. */
export type EventEnvelope = Omit<Envelope, 'detail'> & {
  /** `time` as epoch ms. AWS gives it in whole seconds. */
  at: number;
  /** Of the signal that began the story; an event that carries none begins one with its own id. */
  correlationId: string;
};

export type Route<T> = { contract: EventContract; read(raw: unknown, known: EventEnvelope): T };

export type Listener<T> = {
  /** For the rule that feeds this listener, one per contract. */
  patterns: RulePattern[];
  /**
   * From an EventBridge envelope, parsed from JSON, to what the routes make of it.
   * @throws {UnreadableEvent} for anything else than a known, valid and live event.
   */
  read(raw: unknown): T;
};

/** What to make of one event type. Validation happens once, here at the edge; inside, types are trusted. */
export function on<C extends EventContract, T>(
  contract: C,
  make: (detail: DetailOf<C>, known: EventEnvelope) => T,
): Route<T> {
  return {
    contract,
    read(raw, known) {
      // Here and not before: of all schemas that a function could need, it builds those that it does.
      const schema: C['detail'] = contract.detail;
      const result = schema.safeParse(raw);
      if (!result.success) throw new UnreadableEvent(`${contract.detailType}: ${faultsOf(result.error)}`);
      return make(result.data, known);
    },
  };
}

/**
 * Routes by source and detail-type, then validates: a detail that happens to fit another contract is no such event.
 * @throws {Error} at start when two routes claim the same event.
 */
export function listen<Ts extends readonly unknown[]>(
  routes: {
    readonly [K in keyof Ts]: Route<Ts[K]>;
  },
): Listener<Ts[number]>;
export function listen<T>(routes: readonly Route<T>[]): Listener<T> {
  const table = new Map<string, Route<T>>();
  for (const route of routes) {
    for (const source of route.contract.sources) {
      const key = keyOf(source, route.contract.detailType);
      if (table.has(key)) throw new Error(`Two routes listen to ${route.contract.detailType} from ${source}`);
      table.set(key, route);
    }
  }
  return {
    patterns: routes.map(({ contract }) => contract.pattern),
    read(raw) {
      const result = envelope.safeParse(raw);
      if (!result.success) throw new UnreadableEvent(`no EventBridge envelope: ${faultsOf(result.error)}`);
      const { detail, ...known } = result.data;
      // A replay of an archive tells of disconnects that are long over: it must not reset people.
      if (known['replay-name'] !== undefined) throw new UnreadableEvent('replayed from an archive');
      const route = table.get(keyOf(known.source, known['detail-type']));
      if (!route) throw new UnreadableEvent(`nobody listens to ${known['detail-type']} from ${known.source}`);
      return route.read(detail, {
        ...known,
        at: Date.parse(known.time),
        correlationId: correlationOf(detail) ?? known.id,
      });
    },
  };
}

const keyOf = (source: string, detailType: string) => JSON.stringify([source, detailType]);

const correlationOf = (detail: unknown): string | undefined =>
  typeof detail === 'object' &&
  detail !== null &&
  'correlationId' in detail &&
  typeof detail.correlationId === 'string'
    ? detail.correlationId
    : undefined;
