/**
 * For what most invocations never need, and what a cold start should not read: `load` imports it by `await import(…)`,
 * which the bundler makes a file of its own. Loaded once; a failure is not remembered, so the next use tries again.
 */
export function atFirstUse<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return async () => {
    loaded ??= load();
    try {
      return await loaded;
    } catch (error) {
      loaded = undefined;
      throw error;
    }
  };
}
