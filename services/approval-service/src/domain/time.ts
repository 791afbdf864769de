/** epoch ms */
export type Instant = number;

export const iso = (at: Instant): string => new Date(at).toISOString();

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
