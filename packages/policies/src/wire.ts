import type * as z from 'zod';

/** `null` is how Terraform writes an optional that nobody set. */
export const given = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const second = 1000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;

/** 30 days in seconds. Above it stand milliseconds that somebody took for seconds. */
export const longest = 2_592_000;
