export type { Watching } from './looking.ts';
export { watchingOf } from './watching.ts';
