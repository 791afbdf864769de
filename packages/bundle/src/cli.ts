#!/usr/bin/env node
import { parseArgs } from './command.ts';
import { BundleRefused } from './refusals.ts';
import { runBundle } from './run.ts';

try {
  await runBundle(parseArgs(process.argv));
} catch (error) {
  if (!(error instanceof BundleRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
