export { changedSinceRelease, type KeptSample, keptSamples, releasedSchemas } from './kept-samples.ts';
export { narrowed } from './narrowed.ts';
export { unsampled } from './unsampled.ts';
