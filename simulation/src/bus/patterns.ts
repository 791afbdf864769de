import type { RulePattern } from '@cleandesk/contracts';

/** An event on its way, as EventBridge wraps it. */
export type BusEvent = {
  id: string;
  source: string;
  'detail-type': string;
  /** ISO, in whole seconds. */
  time: string;
  account: string;
  region: string;
  resources: string[];
  detail: unknown;
};

/** Whether a rule with this pattern lets the event through (EventBridge User Guide, "Event patterns", as far as ours go). */
export const matches = (pattern: RulePattern, event: BusEvent): boolean =>
  pattern.source.includes(event.source) &&
  pattern['detail-type'].includes(event['detail-type']) &&
  (pattern.detail === undefined || fits(pattern.detail, event.detail));

function fits(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((one) => is(one, value));
  if (!isObject(pattern)) throw new Error('A pattern is made of objects and lists');
  if (!isObject(value)) return false;
  return Object.entries(pattern).every(([key, inner]) => fits(inner, value[key]));
}

function is(wanted: unknown, value: unknown): boolean {
  if (!isObject(wanted)) return wanted === value;
  const [first, ...more] = Object.entries(wanted);
  if (first === undefined || more.length > 0) throw new Error('A filter has one operator');
  const [filter, operand] = first;
  if (filter === 'prefix' && typeof operand === 'string')
    return typeof value === 'string' && value.startsWith(operand);
  if (filter === 'exists') return (value !== undefined) === operand;
  throw new Error(`The simulation's bus does not know the filter ${filter}`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
