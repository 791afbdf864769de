export { type Watching, watchingOf } from './watching.ts';
