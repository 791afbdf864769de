import * as z from 'zod';

/** An EventBridge rule pattern for one event type: what Terraform's rules are made of. */
export type RulePattern = {
  source: string[];
  'detail-type': string[];
  detail?: Record<string, unknown>;
};

/** The envelope that EventBridge puts around every detail. Fields that nobody here reads are left out. */
export const envelope = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  'detail-type': z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  account: z.string().optional(),
  region: z.string().optional(),
  'replay-name': z.string().optional(),
  detail: z.unknown(),
});
export type Envelope = z.infer<typeof envelope>;

/** One event type: its names, its validator and the rule that lets it through come from this one value. */
export type EventContract<Detail extends z.ZodType = z.ZodType> = {
  /** Who may say it. More than one for requests, which a portal, a sync and an operator can all make. */
  sources: readonly [string, ...string[]];
  detailType: string;
  detail: Detail;
  pattern: RulePattern;
  /** One sentence for `docs/events.md`. */
  summary: string;
};

export type DetailOf<C extends EventContract> = z.output<C['detail']>;
/** The detail as it is published: the same shape before defaults are filled in. */
export type DetailInput<C extends EventContract> = z.input<C['detail']>;

/** An event that is ready to leave: published now, or handed to a timer that publishes it later. `detail` fits its contract. */
export type OutgoingEvent = {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/**
 * An event of ours. The version is part of `detailType`: an optional new field stays `.v1`, anything else is `.v2`.
 * Every detail carries the correlation id of the signal that led to it, so that one search finds the whole story.
 */
export function defineEvent<Shape extends z.ZodRawShape>(event: {
  source: string | readonly [string, ...string[]];
  detailType: `${string}.v${number}`;
  summary: string;
  detail: () => z.ZodObject<Shape>;
}) {
  const sources = typeof event.source === 'string' ? ([event.source] as const) : event.source;
  const detail = once(() => event.detail().extend({ correlationId: z.string().min(1).max(128).optional() }));
  return {
    sources,
    detailType: event.detailType,
    get detail() {
      return detail();
    },
    summary: event.summary,
    pattern: { source: [...sources], 'detail-type': [event.detailType] },
  } satisfies EventContract;
}

/** An event of AWS's, as far as we read it; `only` narrows the rule to the details that concern us. */
export function defineAwsEvent<Detail extends z.ZodType>(event: {
  source: string;
  detailType: string;
  summary: string;
  detail: () => Detail;
  only?: Record<string, unknown>;
}) {
  const detail = once(event.detail);
  return {
    sources: [event.source] as const,
    detailType: event.detailType,
    get detail() {
      return detail();
    },
    summary: event.summary,
    pattern: {
      source: [event.source],
      'detail-type': [event.detailType],
      ...(event.only ? { detail: event.only } : {}),
    },
  } satisfies EventContract;
}

/** A function knows dozens of events and meets few: a schema is built when the first one of its kind is read or said. */
function once<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => {
    built ??= build();
    return built;
  };
}
