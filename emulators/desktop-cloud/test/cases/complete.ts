import * as z from 'zod';

const operationsDone = z.object({ WorkSpaces: z.array(z.string()).min(1) });
const count = z.object({ done: z.number(), refused: z.number(), pages: z.number() });
export const reportSchema = z.record(z.string(), count);

/** `operations`: the answer of `GET /_control/operations`. */
export const doneHere = (operations: unknown): string[] => operationsDone.parse(operations).WorkSpaces;

/**
 * What a client has not been shown of the operations that are done here: each once with success and once refused.
 * @param known whether the client has an operation at all
 */
export function missingIn(
  counts: z.output<typeof reportSchema>,
  operations: unknown,
  known: (operation: string) => boolean,
): string[] {
  return doneHere(operations)
    .filter(known)
    .flatMap((operation) => {
      const { done = 0, refused = 0 } = counts[operation] ?? {};
      return [
        ...(done === 0 ? [`${operation} was never done`] : []),
        ...(refused === 0 ? [`${operation} was never refused`] : []),
      ];
    });
}
