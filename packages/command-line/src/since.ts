import { InvalidArgumentError } from 'commander';
import { DateTime, Duration } from 'luxon';

/**
 * Since when: an ISO 8601 duration before now, or a date.
 * @returns epoch ms
 */
export function since(text: string): number {
  const duration = Duration.fromISO(text);
  const at = duration.isValid ? DateTime.utc().minus(duration) : DateTime.fromISO(text, { zone: 'utc' });
  if (!at.isValid)
    throw new InvalidArgumentError(
      'It is neither an ISO 8601 duration (P30D, P4W, PT12H) nor a date (2026-08-01).',
    );
  if (at > DateTime.utc()) throw new InvalidArgumentError('It lies in the future.');
  return at.toMillis();
}

/**
 * Until when: an ISO 8601 duration from now, or a date.
 * @returns epoch ms
 */
export function until(text: string): number {
  const duration = Duration.fromISO(text);
  const at = duration.isValid ? DateTime.utc().plus(duration) : DateTime.fromISO(text, { zone: 'utc' });
  if (!at.isValid)
    throw new InvalidArgumentError('It is neither an ISO 8601 duration (PT4H, P7D) nor a date (2026-08-01).');
  if (at <= DateTime.utc()) throw new InvalidArgumentError('It lies in the past.');
  return at.toMillis();
}
