/** `unknown`: it could not be found out. That is not the same as well. */
export type State = 'ok' | 'warn' | 'fail' | 'unknown';

/** What a check saw, and what to do about it. */
export type Seen = { state: State; saw: string; advice?: string; about?: string };

export type Finding = Seen & { check: string };

export const ok = (saw: string): Seen => ({ state: 'ok', saw });
export const warn = (saw: string, advice: string, about?: string): Seen => seen('warn', saw, advice, about);
export const fail = (saw: string, advice: string, about?: string): Seen => seen('fail', saw, advice, about);
export const unknown = (saw: string, advice: string, about?: string): Seen =>
  seen('unknown', saw, advice, about);

const seen = (state: State, saw: string, advice: string, about: string | undefined): Seen => ({
  state,
  saw,
  advice,
  ...(about === undefined ? {} : { about }),
});

/** What mends most of what somebody changed, or what an apply left behind. */
export const applyAgain = {
  changed: 'Apply Terraform again: somebody changed it by hand.',
  halfWay: 'Apply Terraform again: the last apply ended half way.',
} as const;

/** What is wrong, or else that all is well. */
export const orWell = (wrong: readonly Seen[], well: string): Seen[] =>
  wrong.length === 0 ? [ok(well)] : [...wrong];

/** What was there and could not be read: a check that goes by it knows nothing. */
export class Unread extends Error {
  override readonly name = 'Unread';
  readonly advice: string;
  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}

/** Some of many, in a line. */
export function some(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
