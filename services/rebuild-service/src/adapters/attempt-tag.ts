/** By this tag a desktop is known as the one that a certain attempt of ours has made. */
const key = 'cleandesk:attempt';

export const isAttemptTag = (tagKey: string): boolean => tagKey === key;

/** The tag as CreateWorkspaces takes it. */
export const attemptTag = (attempt: string) => ({ Key: key, Value: toTagValue(attempt) });

export const attemptOf = (tags: Readonly<Record<string, string>>): string | undefined =>
  Object.hasOwn(tags, key) ? fromTagValue(tags[key] ?? '') : undefined;

/**
 * Tag values hold letters, digits, spaces and `_.:/=+-@` (Tagging AWS Resources, "Tag naming limits and requirements").
 * A create with another character in a tag is refused, and that is after the terminate: so everything else is written as
 * `=` and four hex digits.
 */
const toTagValue = (text: string): string =>
  text.replace(/[^A-Za-z0-9 _.:/+@-]/g, (unit) => `=${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const fromTagValue = (value: string): string =>
  value.replace(/=([0-9a-f]{4})/g, (_escaped, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
