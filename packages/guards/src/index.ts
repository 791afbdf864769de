export { dropGuard, guardsBelow, guardsIn } from './drop-guard.ts';
export { withoutGuard } from './without-guard.ts';
