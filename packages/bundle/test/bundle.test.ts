import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { bundleHandler } from '../src/bundle-handler.ts';
import { runBundle } from '../src/run.ts';
import { sandbox } from './sandbox.ts';

const silent = () => undefined;

afterEach(() => vi.unstubAllEnvs());

describe('bundling a service', () => {
  it('makes files that Lambda can load, in a zip that holds just those', async () => {
    await using box = await sandbox();
    await runBundle({ folder: box.service, generated: box.generated, check: false, limitKb: 600 }, silent);

    const zip = unzipSync(await readFile(join(box.service, 'dist/open.zip')));
    expect(Object.keys(zip)).toEqual([
      'index.mjs',
      expect.stringMatching(/^parts\/chunk-\w{8}\.mjs$/),
      expect.stringMatching(/^parts\/paint-\w{8}\.mjs$/),
    ]);
    expect(await readdir(join(box.service, 'dist/open'))).toEqual(['index.mjs', 'index.mjs.map', 'parts']);
    const unpacked = join(box.service, 'unpacked');
    for (const [name, content] of Object.entries(zip)) {
      await mkdir(dirname(join(unpacked, name)), { recursive: true });
      await writeFile(join(unpacked, name), content);
    }
    const loaded: unknown = await import(pathToFileURL(join(unpacked, 'index.mjs')).href);
    const { handler } = z
      .object({ handler: z.function({ input: [z.unknown()], output: z.promise(z.unknown()) }) })
      .parse(loaded);
    vi.stubEnv('EVENT_BUS_NAME', 'cleandesk');
    expect(await handler({ door: '/front/door' })).toEqual({ opened: 'door', bus: 'cleandesk' });
    expect(await handler({ door: 'door', paint: true })).toMatchObject({ coats: 2 });
  });

  it('reads at the start only what is imported at the start', async () => {
    await using box = await sandbox();
    const entry = join(box.service, 'src/handlers/open.ts');
    const bundle = await bundleHandler({ entry, folder: join(box.service, 'dist/open') });
    const sizes = [...bundle.files].map(([name, { byteLength }]) => ({ name, byteLength }));
    const later = sizes.filter(({ name }) => name.startsWith('parts/paint-'));
    expect(later.map(({ byteLength }) => byteLength)).toEqual([bundle.atFirstUse]);
    expect(sizes.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(
      bundle.atStart + bundle.atFirstUse,
    );
    const whole = await bundleHandler({ entry, folder: join(box.service, 'dist/whole'), wholeSdk: true });
    expect([...whole.files.keys()]).toEqual(['index.mjs']);
    expect(whole.atFirstUse).toBe(0);
    expect(whole.atStart).toBeGreaterThan(bundle.atStart + 15_000);
  });

  it('lets zod compile no schema, since most are used once', async () => {
    await using box = await sandbox();
    const entry = join(box.service, 'src/handlers/tell.ts');
    await writeFile(
      entry,
      "import * as z from 'zod';\nconst early = z.config().jitless;\nexport const handler = () => early;\n",
    );
    const folder = join(box.service, 'dist/tell');
    await bundleHandler({ entry, folder });
    const { handler } = z
      .object({ handler: z.function({ input: [], output: z.unknown() }) })
      .parse(await import(pathToFileURL(join(folder, 'index.mjs')).href));
    expect(handler()).toBe(true);
  });

  it('leaves out how a schema is told as JSON Schema, and says so to whoever asks', async () => {
    await using box = await sandbox();
    const entry = join(box.service, 'src/handlers/tell.ts');
    await writeFile(
      entry,
      "import * as z from 'zod';\nexport const handler = () => z.object({ a: z.string().min(1) }).toJSONSchema();\n",
    );
    const folder = join(box.service, 'dist/tell');
    await bundleHandler({ entry, folder });
    const { handler } = z
      .object({ handler: z.function({ input: [], output: z.unknown() }) })
      .parse(await import(pathToFileURL(join(folder, 'index.mjs')).href));
    expect(() => handler()).toThrow('JSON Schema is left out of functions');
  });

  it('makes the same bytes again, in another time zone too', async () => {
    await using first = await sandbox();
    await using second = await sandbox();
    await runBundle(
      { folder: first.service, generated: first.generated, check: false, limitKb: 600 },
      silent,
    );
    vi.stubEnv('TZ', 'Pacific/Auckland');
    await runBundle(
      { folder: second.service, generated: second.generated, check: false, limitKb: 600 },
      silent,
    );

    const [one, other] = await Promise.all(
      [first, second].map((box) => readFile(join(box.service, 'dist/open.zip'))),
    );
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
  });

  it('says how big each function is, and refuses one above the limit with what it is made of', async () => {
    await using box = await sandbox();
    const printed: string[] = [];
    const run = { folder: box.service, generated: box.generated, check: false };
    await runBundle({ ...run, limitKb: 600 }, (line) => printed.push(line));
    expect(printed).toEqual([expect.stringMatching(/^door-service\/open: \d+ kB, \d+ kB at first use$/)]);
    await expect(runBundle({ ...run, limitKb: 10 }, silent)).rejects.toThrow(
      /^open has \d+ kB, at most 10 kB are allowed: zod \d+ kB/,
    );
  });
});

describe('what Terraform reads of the code', () => {
  it('has the rules, closed to replayed events, and the names of the variables', async () => {
    await using box = await sandbox();
    await runBundle({ folder: box.service, generated: box.generated, check: false, limitKb: 600 }, silent);
    expect(JSON.parse(await readFile(join(box.generated, 'open.json'), 'utf8'))).toEqual({
      function: 'open',
      listens: [
        { source: ['house.visitor'], 'detail-type': ['Knocked.v1'], 'replay-name': [{ exists: false }] },
        {
          source: ['house.bell'],
          'detail-type': ['Rang.v1'],
          detail: { loud: [true] },
          'replay-name': [{ exists: false }],
        },
        // Every function that hears anything hears these.
        {
          source: ['cleandesk.operator'],
          'detail-type': ['ProbeSent.v1'],
          'replay-name': [{ exists: false }],
        },
      ],
      environment: { required: ['EVENT_BUS_NAME'], optional: ['COLOUR', 'DOORS'] },
      measures: [{ name: 'Knocks', unit: 'Count', dimensions: [['service'], ['service', 'door']] }],
    });
  });

  it('is stale when it was edited, is missing, or belongs to a function that is gone', async () => {
    await using box = await sandbox();
    const run = { folder: box.service, generated: box.generated, limitKb: 600 };
    await expect(runBundle({ ...run, check: true }, silent)).rejects.toThrow(/Stale: .*open\.json/);
    await runBundle({ ...run, check: false }, silent);
    await runBundle({ ...run, check: true }, silent);

    await writeFile(join(box.generated, 'closed.json'), '{}\n');
    await expect(runBundle({ ...run, check: true }, silent)).rejects.toThrow(/Stale: .*closed\.json/);
    await runBundle({ ...run, check: false }, silent);
    await runBundle({ ...run, check: true }, silent);

    await writeFile(join(box.generated, 'open.json'), '{}\n');
    await expect(runBundle({ ...run, check: true }, silent)).rejects.toThrow(/Stale: .*open\.json/);
  });

  it('refuses a handler that nothing declares', async () => {
    await using box = await sandbox();
    const run = { folder: box.service, generated: box.generated, check: true, limitKb: 600 };
    await writeFile(join(box.service, 'src/handlers/close.ts'), 'export const handler = async () => {};\n');
    await expect(runBundle(run, silent)).rejects.toThrow('src/hears.ts says nothing of: close.');
    await rm(join(box.service, 'src/handlers/open.ts'));
    await rm(join(box.service, 'src/hears.ts'));
    await expect(runBundle(run, silent)).rejects.toThrow('hears.ts is missing: it must export `hears`.');
  });
});
