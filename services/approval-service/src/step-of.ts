import * as z from 'zod';
import type { Step } from './app/steps.ts';

const input = z.strictObject({
  step: z.enum(['record', 'ask', 'remind', 'expire', 'act', 'overdue', 'giveUp', 'tell']),
  requestId: z.string().min(1).max(64),
  token: z.string().min(1).max(2048).exactOptional(),
});

/** What the state machine says. @throws a ZodError: then definition and code do not fit. */
export const stepOf = (raw: unknown): Step => input.parse(raw);
