import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ways } from '../../src/domain/ways.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which each file of tests writes down the ways that seats went in it. */
    waysTaken: string;
  }
}

/** When all tests have run, each way of the diagram has been gone by a seat: one that none goes is a wish. */
export default function allTaken(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'cleandesk-ways-'));
  project.provide('waysTaken', folder);
  return () => {
    const lines = readdirSync(folder).flatMap((book) => readFileSync(join(folder, book), 'utf8').split('\n'));
    rmSync(folder, { recursive: true, force: true });
    const taken = new Set(lines);
    const ran = [...taken].filter((line) => line.startsWith('file ')).length;
    // Of some of the tests nothing follows.
    if (ran < globSync('test/**/*.test.ts', { cwd: project.config.root }).length) return;
    const never = ways.map(({ from, to }) => `${from} → ${to}`).filter((way) => !taken.has(way));
    if (never.length > 0) throw new Error(`src/domain/ways.ts has what no test goes: ${never.join(', ')}.`);
  };
}
