/** Long reads say on stderr how far they are; short ones say nothing. */
export function progressOf(
  what: string,
  /** How many there are in all, where that is known. */
  total?: number,
): { tell: (count: number) => void; end: () => void } {
  const quietMs = 2000;
  let toldAt = Date.now();
  let told = false;
  return {
    tell(count) {
      const now = Date.now();
      if (now - toldAt < quietMs) return;
      toldAt = now;
      told = true;
      const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
      const line = `${barOf(count, total)}${count.toLocaleString('en')}${of} ${what} ...`;
      process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (told && process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}

const wide = 20;

function barOf(count: number, total: number | undefined): string {
  if (total === undefined || total === 0 || !process.stderr.isTTY) return '';
  const done = Math.min(wide, Math.round((count / total) * wide));
  return `[${'#'.repeat(done)}${'.'.repeat(wide - done)}] `;
}

/** Says how far a work is; also when it ends badly, what comes after begins on a line of its own. */
export async function counting<T>(
  what: string,
  work: (tell: (count: number) => void) => Promise<T>,
  total?: number,
): Promise<T> {
  const progress = progressOf(what, total);
  try {
    return await work(progress.tell);
  } finally {
    progress.end();
  }
}
