import { Stale } from '../ports.ts';

/** Writers of one request are few: approvers, its workflow, and what becomes of it. */
const attempts = 8;

/** Reads and decides anew for as long as somebody else was faster. @throws {Stale} when that never ends. */
export async function again<T>(once: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof Stale) || attempt === attempts) throw error;
    }
  }
}
