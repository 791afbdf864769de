import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveUpIfInterrupted } from './interruption.ts';
import { hasCode, isRunning, ownedProcess, startTokenOf } from './processes.ts';

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
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  const held = read(file);
  if (held !== undefined && !isOwned(held)) breakLock(file, held);
  return false;
}

/**
 * Takes away a lock that has been found dead, and no other: since it was read, somebody may have broken it and locked anew.
 * @param found what was read of it
 */
export function breakLock(file: string, found: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (read(aside) !== found) linkSync(aside, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** What is in a lock; undefined when there is none any more. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isOwned(content: string): boolean {
  try {
    const owner: unknown = JSON.parse(content);
    return isRunning(ownedProcess.parse(owner));
  } catch {
    return false; // Not ours.
  }
}
