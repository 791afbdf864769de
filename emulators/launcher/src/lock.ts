import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveUpIfInterrupted } from './interruption.ts';
import { isRunning, ownedProcess, startTokenOf } from './processes.ts';

/**
 * Runs `work` while no other run of ours holds the same lock; waits for it otherwise. A lock whose owner has died
 * counts for nothing. Two runs of `up` at once would otherwise start two stacks in one folder.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryLock(file)) {
    giveUpIfInterrupted();
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  // Written beside and linked: a lock is there with its owner's name in it, or not at all.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startToken: startTokenOf(process.pid) }));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  if (!isHeld(file)) rmSync(file, { force: true });
  return false;
}

function isHeld(file: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRunning(ownedProcess.parse(content));
  } catch {
    return false; // Gone since, or not ours.
  }
}
