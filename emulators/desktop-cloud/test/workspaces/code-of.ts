import { AwsFault } from '../../src/kernel.ts';

/** The code that a call is refused with, or `done`. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AwsFault) return error.code;
    throw error;
  }
  return 'done';
}
