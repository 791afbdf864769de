import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, vi } from 'vitest';
import { ways } from '../../src/domain/ways.ts';

// Set up before each file of tests: every decision of each of them is watched, whatever it is made for.

const known = new Set(ways.map(({ from, to }) => `${from} → ${to}`));
const taken = vi.hoisted(() => new Set<string>());
const file = expect.getState().testPath ?? 'unknown';
const book = join(inject('waysTaken'), `${process.pid}-${file.replaceAll(/\W+/g, '-')}`);
note(`file ${file}`);

vi.mock('../../src/domain/decide.ts', async (original) => {
  const real = await original<typeof import('../../src/domain/decide.ts')>();
  const decide: typeof real.decide = (seat, signal, context) => {
    const decision = real.decide(seat, signal, context);
    go(seat.phase.status, decision.seat.phase.status);
    return decision;
  };
  return { ...real, decide };
});

function go(from: string, to: string): void {
  const way = `${from} → ${to}`;
  if (from === to || taken.has(way)) return;
  if (!known.has(way)) throw new Error(`A seat went ${way}, which src/domain/ways.ts does not have.`);
  taken.add(way);
  note(way);
}

function note(line: string): void {
  appendFileSync(book, `${line}\n`);
}
