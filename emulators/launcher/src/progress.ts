/** Says what happens, one line a step. */
export type Progress = {
  /** Runs a step and says how long it took, in seconds. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  note(line: string): void;
};

/** @param print one finished line */
export function progress(print: (line: string) => void): Progress {
  return {
    async step(name, work) {
      const begun = performance.now();
      const result = await work();
      print(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${name}`);
      return result;
    },
    note: (line) => print(`${' '.repeat(10)}${line}`),
  };
}

export const silent: Progress = progress(() => undefined);
