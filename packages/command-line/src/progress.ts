/** Long reads say on stderr how far they are; short ones say nothing. */
export function progressOf(what: string): { tell: (count: number) => void; end: () => void } {
  const quietMs = 2000;
  let toldAt = Date.now();
  let told = false;
  return {
    tell(count) {
      const now = Date.now();
      if (now - toldAt < quietMs) return;
      toldAt = now;
      told = true;
      const line = `${count.toLocaleString('en')} ${what} ...`;
      process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (told && process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}
