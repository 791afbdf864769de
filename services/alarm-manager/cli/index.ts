export type { ShardSeen, Watching } from './looking.ts';
export { watchingOf } from './watching.ts';
