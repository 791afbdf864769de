/** Thrown when an answer is none that AWS could give: a fault of the desktop cloud. */
export class WrongAnswer extends Error {
  constructor(operation: string, faults: readonly string[]) {
    super(`${operation} answered what AWS would not: ${faults.join('; ')}`);
  }
}
