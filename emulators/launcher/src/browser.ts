import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebian } from './directory/debian-packages.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot } from './repository.ts';

/** A Chromium that can be started, wherever its parts lie. */
export type Browser = { program: string; env: Record<string, string> };

const installed = ['google-chrome-stable', 'google-chrome', 'chromium'].map((name) => join('/usr/bin', name));
const unpacked = {
  // A machine without a screen often has no font that people read on screens.
  packages: ['chromium', 'fonts-roboto-unhinted'],
  folder: join(repositoryRoot, '.local/chromium'),
  logFile: join(repositoryRoot, '.local/chromium.log'),
  otherwise: 'install a browser, on Debian: apt-get install chromium',
} as const;

/**
 * The machine's own Chrome or Chromium, or Debian's package unpacked into the checkout.
 * @throws {StackRefused} with what to install where neither can be had
 */
export async function findChromium(): Promise<Browser> {
  const program = installed.find((path) => existsSync(path));
  if (program) return { program, env: {} };
  await unpackDebian(unpacked);
  const made = join(unpacked.folder, 'usr/lib/chromium/chromium');
  if (existsSync(made)) return { program: made, env: surroundings(unpacked.folder) };
  throw new StackRefused(`${unpacked.folder} lacks the browser: remove it, or ${unpacked.otherwise}`);
}

/** Libraries and fonts beside the machine's own. */
function surroundings(root: string): Record<string, string> {
  const lib = join(root, 'usr/lib');
  const libraries = readdirSync(lib).filter((name) => name.includes('-linux-'));
  const paths = libraries.flatMap((name) => [join(lib, name), join(lib, name, 'pulseaudio')]);
  const fonts = join(root, 'fonts');
  const settings = join(fonts, 'fonts.conf');
  if (!existsSync(settings)) {
    mkdirSync(fonts, { recursive: true });
    const lines = [
      '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
      `<dir>${join(root, 'usr/share/fonts')}</dir><dir>/usr/share/fonts</dir>`,
      `<cachedir>${join(fonts, 'cache')}</cachedir>`,
      '<alias><family>sans-serif</family><prefer><family>Roboto</family></prefer></alias>',
      '</fontconfig>',
    ];
    writeFileSync(settings, lines.join('\n'));
  }
  return { LD_LIBRARY_PATH: paths.join(':'), FONTCONFIG_FILE: settings };
}
