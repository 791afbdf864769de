#!/usr/bin/env node
import colours from 'picocolors';
import { program } from './command.ts';
import { Interrupted } from './interruption.ts';
import { StackRefused } from './refusals.ts';

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof StackRefused)) throw error;
  console.error(colours.red(error.message));
  for (const line of error.tail) console.error(colours.dim(`  ${line}`));
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}
