import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execute } from '../command-line.ts';
import type { Fence } from './fences.ts';

/** A program that a page calls, as bash calls it: words are expanded, and `folder` is where, from the root of a checkout. */
export type Call = { at: string; program: string; args: string[]; folder: string };

/** Programs that are not run when a page is read: each only notes how it was called. Others (grep, cut, seq) are bash's own business. */
const standIns = [
  'aws',
  'cleandesk',
  'curl',
  'docker',
  'git',
  'ldapsearch',
  'node',
  'npm',
  'npx',
  'pnpm',
  'sleep',
  'terraform',
];
const scripts = ['demo', 'desktop-cloud', 'local', 'new-service', 'test'];

/** It notes its name, its folder and its words, and answers what lets a page's loops end. */
const standIn = `#!/bin/bash
{ printf '%s\\0' "$AT" "\${0##*/}" "$PWD" "$@"; printf '\\x01\\0'; } >>"$CALLS"
case "\${0##*/} $1" in
  'local env') echo 'export DESKTOP_CLOUD_URL=http://127.0.0.1:4600' ;;
  'aws workspaces') printf 'ws-0abc12345\\tAVAILABLE\\t10.0.0.4\\n' ;;
  'terraform output'|'terraform -chdir'*) echo cleandesk-made-up ;;
  'git mv') mkdir -p "$3" ;;
esac
`;

/**
 * All calls of a page's `bash` blocks, made by bash itself: one after the other in one shell, as somebody who follows the page
 * would, each beginning at the root of a checkout that has its folders and nothing in them.
 * @param folders of the checkout, from its root
 * @returns also what is wrong: what bash can't read, a program that nobody knows, a variable that nothing has set
 */
export async function callsOf(
  fences: readonly Fence[],
  folders: readonly string[],
): Promise<{ calls: Call[]; faults: string[] }> {
  const place = mkdtempSync(join(tmpdir(), 'cleandesk-documented-'));
  try {
    const bin = join(place, 'bin');
    const root = join(place, 'checkout');
    const noted = join(place, 'calls');
    for (const folder of ['', 'scripts', ...folders]) mkdirSync(join(root, folder), { recursive: true });
    mkdirSync(bin);
    writeFileSync(noted, '');
    for (const file of [
      ...standIns.map((name) => join(bin, name)),
      ...scripts.map((name) => join(root, 'scripts', name)),
    ]) {
      writeFileSync(file, standIn);
      chmodSync(file, 0o755);
    }
    const lines = fences.flatMap(({ page, line, text }) => [`AT=${page}:${line}; cd ${root}`, text]);
    const script = [
      'set -u',
      'export AT=',
      'command_not_found_handle() { echo "$AT: nobody knows $1" >&2; }',
      ...lines,
    ];
    const { code, output } = await execute(['timeout', '30', 'bash', '-c', script.join('\n')], {
      cwd: root,
      env: { PATH: `${bin}:/usr/bin:/bin`, CALLS: noted, HOME: place },
    });
    const page = fences[0]?.page ?? '';
    const faults = output
      .split('\n')
      .filter((line) => /nobody knows|: line \d+: |syntax error|unbound variable/.test(line))
      .map((line) => line.replace(/^bash: line \d+/, page));
    if (code === 124) faults.push(`${page}: its commands do not come to an end.`);
    return { calls: readCalls(readFileSync(noted, 'utf8'), root), faults };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function readCalls(noted: string, root: string): Call[] {
  return noted.split('\x01\0').flatMap((words) => {
    const [at, program, folder, ...args] = words.split('\0').slice(0, -1);
    if (at === undefined || program === undefined || folder === undefined) return [];
    return [{ at, program, args, folder: relative(root, folder) }];
  });
}

/** As one would type it, for people. */
export const told = ({ program, args }: Call): string =>
  [scripts.includes(program) ? `./scripts/${program}` : program, ...args]
    .map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
