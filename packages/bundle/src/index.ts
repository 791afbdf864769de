export { type Bundle, bundleHandler } from './bundle-handler.ts';
export { limitKb } from './command.ts';
export { type Declaration, namesOf, readDeclarations } from './declarations.ts';
export { findFunctions } from './functions.ts';
export { BundleRefused } from './refusals.ts';
export { type BundleRun, runBundle } from './run.ts';
export { zipOf } from './zip.ts';
