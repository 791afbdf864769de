export { documents, where } from './documents.ts';
export { commandLine, enter, exitCodes } from './door.ts';
export { progressOf } from './progress.ts';
export { Refused } from './refused.ts';
export { since } from './since.ts';
export { troubleWith } from './trouble.ts';
