import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { headersToFill } from './headers.ts';

const root = join(import.meta.dirname, '..');
export const dist = join(root, 'dist');

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** The name changes with the content. */
const forGood = 'public, max-age=31536000, immutable';
const askAgain = 'no-cache';

/**
 * Makes the site, and beside it what Terraform reads of it.
 * @param folder what was there is removed
 */
export async function buildPortal(folder = dist): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const entries = {
    script: 'src/main.tsx',
    theme: 'src/start/theme-first.ts',
    style: 'src/styles/portal.css',
  };
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ out, in: entry })),
    outdir: folder,
    entryNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    publicPath: '/',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'file' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const addressOf = (entry: string) => {
    const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry);
    if (!found) throw new Error(`${entry} was not built`);
    return `/${relative(folder, join(root, found[0]))}`;
  };
  const addresses: Record<string, string> = {
    ...Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, addressOf(entry)])),
    icon: copyIcon(folder),
  };
  const page = readFileSync(join(root, 'src/index.html'), 'utf8');
  const filled = page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => addresses[name] ?? '');
  writeFileSync(join(folder, 'index.html'), filled.replace(/>\s+</g, '><'));
  writeFileSync(join(folder, 'assets.json'), `${JSON.stringify(assets(folder), null, 2)}\n`);
  writeFileSync(join(folder, 'headers.json'), `${JSON.stringify(headersToFill, null, 2)}\n`);
}

/** Named by its content, as esbuild names the others. */
function copyIcon(folder: string): string {
  const picture = readFileSync(join(root, 'src/pictures/icon.svg'));
  const hash = createHash('sha256').update(picture).digest('hex').slice(0, 8).toUpperCase();
  writeFileSync(join(folder, `assets/icon-${hash}.svg`), picture);
  return `/assets/icon-${hash}.svg`;
}

export type Asset = { path: string; contentType: string; cacheControl: string };

/** Each file of the site, for `aws_s3_object`. `config.json` is not here: the deployment writes it. */
function assets(folder: string): Asset[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files
    .map((file) => relative(folder, join(file.parentPath, file.name)))
    .sort()
    .map((path) => {
      const contentType = contentTypes[extname(path)];
      if (contentType === undefined) throw new Error(`nobody has said what ${path} is`);
      return { path, contentType, cacheControl: path === 'index.html' ? askAgain : forGood };
    });
}

if (import.meta.main) await buildPortal();
