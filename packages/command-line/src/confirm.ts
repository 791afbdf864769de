import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError, Option } from 'commander';
import { Refused } from './refused.ts';

/** More desktops than this at once, and whoever asks types in how many. */
export const fewDesktops = 10;

/** What a command takes that changes something people would miss. */
export type Consent = { yes?: boolean; confirm?: number };

export const consent = {
  yes: (): Option => new Option('--yes', 'do it; without it, only what would be done is printed'),
  confirm: (): Option =>
    new Option(
      '--confirm <desktops>',
      `the number of desktops, where they are more than ${fewDesktops} and nobody can be asked`,
    ).argParser(wholeNumber),
} as const;

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
}

/** What is shown to whoever types the number. */
export type Asked = {
  /** The deployment, its account and Region: the same names stand elsewhere, too. */
  place: string;
  /** Which desktops. */
  list?: () => string;
};

/**
 * Whether it is to be done. Above a few desktops their number has to be typed: who reads it stops at a number that is not
 * the one they meant.
 * @throws {Refused} when the number is another one, or nobody can be asked
 */
export async function isMeant(
  { yes, confirm }: Consent,
  desktops: number,
  { place, list = () => '' }: Asked,
  ask: ((question: string) => Promise<string>) | undefined = terminal(),
): Promise<boolean> {
  if (yes !== true) return false;
  if (desktops <= fewDesktops) return true;
  const question = `${place}: ${desktops} desktops. Type their number to go on: `;
  if (confirm === undefined && ask === undefined)
    throw new Refused(`These are ${desktops} desktops of ${place}. Say so with --confirm ${desktops}.`);
  if (confirm === undefined) console.error(list());
  const typed = confirm === undefined && ask !== undefined ? (await ask(question)).trim() : String(confirm);
  if (typed === String(desktops)) return true;
  throw new Refused(
    `These are ${desktops} desktops of ${place}, not ${typed || 'nothing'}. Nothing was done.`,
  );
}

function terminal(): ((question: string) => Promise<string>) | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  };
}
