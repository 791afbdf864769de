import type { ZodError } from 'zod';

/**
 * Which fields are wrong and how, without what stood in them: details name people, and this text ends in logs and
 * message attributes.
 */
export const faultsOf = (error: ZodError): string =>
  error.issues
    .map((issue) => `${issue.path.map(String).join('.') || 'the event'}: ${issue.message}`)
    .join('; ');
