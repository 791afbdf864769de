import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';

// Not imported: its types bring those of a browser, in which Node's own are others.
const { parse } = z
  .object({
    parse: z.custom<(name: string, text: string) => Promise<unknown>>((one) => typeof one === 'function'),
  })
  .parse(createRequire(import.meta.url)('@cdktn/hcl2json'));

const blocks = <T extends z.ZodType>(block: T) => z.record(z.string(), z.tuple([block])).default({});

const variable = z.object({
  description: z.string(),
  type: z.string(),
  default: z.unknown().optional(),
});
const output = z.object({ description: z.string() });
const settings = z.object({
  required_version: z.string().optional(),
  required_providers: z
    .array(z.record(z.string(), z.object({ source: z.string(), version: z.string() })))
    .default([]),
});

/** One file, as hcl2json reads it. What is not told to people is left out. */
const file = z.object({
  variable: blocks(variable),
  output: blocks(output),
  resource: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  module: z.record(z.string(), z.unknown()).default({}),
  moved: z.array(z.object({ from: z.string() })).default([]),
  locals: z.array(z.record(z.string(), z.unknown())).default([]),
  terraform: z.array(settings).default([]),
});

export type Input = {
  name: string;
  description: string;
  type: string;
  /** As Terraform writes it; undefined: it has to be given. */
  standard: string | undefined;
};
/** A block; of arguments an expression is text in `${…}`. */
export type Part = { address: string; body: Record<string, unknown> };
export type Module = {
  inputs: Input[];
  outputs: { name: string; description: string }[];
  /** Types of what it makes. */
  makes: string[];
  /** Of what it makes and of the modules in it, and those that were moved. */
  addresses: string[];
  moved: string[];
  /** What it makes, with its arguments as they are written. */
  resources: (Part & { type: string })[];
  modules: Part[];
  /** Its own words. */
  locals: Record<string, unknown>;
  needs: { terraform: string; providers: { source: string; version: string }[] };
};

/** A Terraform module, as who uses it sees it: from all files of its folder. */
export async function readModule(folder: string): Promise<Module> {
  const files = await Promise.all(
    globSync('*.tf', { cwd: folder }).map(async (name) =>
      file.parse(await parse(name, readFileSync(join(folder, name), 'utf8'))),
    ),
  );
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  const all = files.flatMap(({ terraform }) => terraform);
  return {
    inputs: files
      .flatMap((one) => Object.entries(one.variable).map(([name, [is]]) => inputOf(name, is)))
      .sort(byName),
    outputs: files
      .flatMap((one) =>
        Object.entries(one.output).map(([name, [{ description }]]) => ({ name, description })),
      )
      .sort(byName),
    makes: [...new Set(files.flatMap(({ resource }) => Object.keys(resource)))].sort(),
    addresses: files.flatMap(({ resource, module }) => [
      ...Object.entries(resource).flatMap(([type, names]) =>
        Object.keys(names).map((name) => `${type}.${name}`),
      ),
      ...Object.keys(module).map((name) => `module.${name}`),
    ]),
    moved: files.flatMap((one) => one.moved.map(({ from }) => unquoted(from))),
    resources: files.flatMap(({ resource }) =>
      Object.entries(resource).flatMap(([type, named]) =>
        Object.entries(named).map(([name, is]) => ({ type, address: `${type}.${name}`, body: body(is) })),
      ),
    ),
    modules: files.flatMap(({ module }) =>
      Object.entries(module).map(([name, is]) => ({ address: `module.${name}`, body: body(is) })),
    ),
    locals: Object.assign({}, ...files.flatMap(({ locals }) => locals)),
    needs: {
      terraform: all.map(({ required_version }) => required_version).find((one) => one !== undefined) ?? '',
      providers: all.flatMap(({ required_providers }) =>
        required_providers.flatMap((one) => Object.values(one)),
      ),
    },
  };
}

const only = z.tuple([z.record(z.string(), z.unknown())]);
const body = (blocks: unknown): Record<string, unknown> => only.parse(blocks)[0];

const inputOf = (name: string, { description, type, ...rest }: z.output<typeof variable>): Input => ({
  name,
  description: description.trim(),
  type: unquoted(type),
  standard: 'default' in rest ? JSON.stringify(rest.default) : undefined,
});

/** An expression is text in `${…}` to hcl2json. */
const unquoted = (expression: string): string => expression.replace(/^\$\{|\}$/g, '');
