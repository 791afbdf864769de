export { changedSinceRelease, type KeptSample, keptSamples, releasedSchemas } from './kept-samples.ts';
export { narrowed } from './narrowed.ts';
export { type Node as SchemaNode, nodeOf as schemaNode } from './schema.ts';
export { unsampled } from './unsampled.ts';
