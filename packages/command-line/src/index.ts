export { type Asked, type Consent, consent, fewDesktops, isMeant, wholeNumber } from './confirm.ts';
export {
  type Deployment,
  deploymentIn,
  deploymentNamed,
  deploymentOf,
  usualName,
  type Which,
} from './deployment.ts';
export { documents, where } from './documents.ts';
export { commandLine, enter, exitCodes } from './door.ts';
export { answering, type Reach, reaching } from './options.ts';
export { answer, type Cell, colours, count, plain, table } from './print.ts';
export { counting, progressOf } from './progress.ts';
export { NotAll, Refused } from './refused.ts';
export { since, until } from './since.ts';
export { isDenied, troubleWith } from './trouble.ts';
