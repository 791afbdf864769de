import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';

/** What somebody who follows a page fills in: lines of its commands like `policy=kiosks`. */
export type Filled = Readonly<Record<string, string>>;
export type Section = 'First look' | 'Do' | 'Healthy again';
export type Ended = { code: number; out: string };

/**
 * A page of the runbook as somebody follows it who was woken: its commands as they stand there, run by bash with the real programs,
 * each line that is to be filled in filled in, and ended by the first command that fails.
 */
export class Page {
  readonly #text: string;
  readonly #filled: Filled;
  readonly #env: NodeJS.ProcessEnv;

  /**
   * @param name as in docs/runbooks
   * @param filled every line that the page wants filled in, and no other
   * @param where variables of the stack, and the folder with the programs that `programs` makes
   */
  constructor(name: string, filled: Filled, where: { variables: Record<string, string>; bin: string }) {
    this.#text = readFileSync(join(repositoryRoot, 'docs/runbooks', `${name}.md`), 'utf8');
    this.#filled = filled;
    const PATH = [where.bin, process.env.PATH].join(delimiter);
    this.#env = { PATH, HOME: tmpdir(), NO_COLOR: '1', AWS_PAGER: '', ...where.variables };
  }

  /** Runs all blocks of a section, one after the other in one shell. */
  follow(section: Section): Promise<Ended> {
    const given = Object.entries(this.#filled).map(([name, value]) => `${name}='${value}'`);
    const commands = this.#blocks(section).map((block) => this.#fill(block));
    const script = ['set -euo pipefail', ...given, ...commands].join('\n');
    return new Promise((resolve) => {
      execFile('bash', ['-c', script], { env: this.#env, cwd: repositoryRoot }, (error, out, err) => {
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
          out: `${out}${err}`,
        });
      });
    });
  }

  #blocks(section: Section): string[] {
    const [, after = ''] = this.#text.split(`\n## ${section}\n`);
    const [within = ''] = after.split('\n## ');
    const blocks = [...within.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block = '']) => block);
    if (blocks.length === 0) throw new Error(`The page has no commands under ${section}.`);
    return blocks;
  }

  #fill(block: string): string {
    return block.replaceAll(/^([a-z]+)=.*$/gm, (_line, name: string) => {
      const value = this.#filled[name];
      if (value === undefined) throw new Error(`The page wants ${name} filled in.`);
      return `${name}='${value}'`;
    });
  }
}

/** `pnpm cleandesk` and `aws` as a reader calls them. @returns the folder that they are in */
export function programs(awsCli: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'cleandesk-runbook-'));
  const main = join(import.meta.dirname, '../../src/main.ts');
  const files = {
    pnpm: `[ "$1" = cleandesk ] || exit 127; shift; exec "${process.execPath}" "${main}" "$@"`,
    // Version 1 goes to an address of AWS for SQS, whatever the environment says.
    aws: `[ "$1" != sqs ] || set -- --endpoint-url "$AWS_ENDPOINT_URL" "$@"; exec "${join(dirname(awsCli), 'aws')}" "$@"`,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}
