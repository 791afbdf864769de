import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Model, modelSchema, type Shape } from '../src/service-model/shapes.ts';
import { boto3, botocoreModel } from './boto3.ts';

/** The APIs whose shapes come from AWS's own models. */
export const services = [
  { service: 'workspaces', version: '2015-04-08' },
  { service: 'cloudwatch', version: '2010-08-01' },
] as const;

const directory = join(import.meta.dirname, '../src/service-model/generated');

/** What is generated for one service: file name → text. */
export async function generatedFiles({ service, version }: { service: string; version: string }) {
  const model = modelSchema.parse(await botocoreModel(service, version));
  return new Map([
    [join(directory, `${service}.json`), jsonOf(model)],
    [join(directory, `${service}.ts`), typesOf(model)],
  ]);
}

/** A shape on a line: what a newer model changes can be read. */
function jsonOf({ metadata, operations, shapes }: Model): string {
  const lines = (members: Record<string, unknown>): string =>
    Object.entries(members)
      .map(([name, member]) => `${JSON.stringify(name)}: ${JSON.stringify(member)}`)
      .join(',\n');
  return `{"metadata": ${JSON.stringify(metadata)},\n"operations": {\n${lines(operations)}\n},\n"shapes": {\n${lines(shapes)}\n}}\n`;
}

/** TypeScript types of each operation's input and output. */
function typesOf(model: Model): string {
  const operations = Object.entries(model.operations);
  const names = new Set<string>();
  for (const [, { input, output }] of operations) {
    for (const side of [input, output]) if (side !== undefined) collect(model, side.shape, names);
  }
  const side = (which: 'input' | 'output'): string =>
    operations
      .map(([name, operation]) => `  ${name}: ${operation[which]?.shape ?? 'Record<never, never>'};`)
      .join('\n');
  return [
    `// Generated from the service model of ${model.metadata.serviceId} ${model.metadata.apiVersion} in the botocore of ${boto3} (Apache-2.0).`,
    ...[...names].sort().map((name) => declaration(model, name)),
    `export type Inputs = {\n${side('input')}\n};`,
    `export type Outputs = {\n${side('output')}\n};`,
    `export type Shapes = {\n${[...names]
      .sort()
      .map((name) => `  ${name}: ${name};`)
      .join('\n')}\n};`,
    'export type OperationName = keyof Inputs;',
    '',
  ].join('\n\n');
}

/** Structures and enums have names of their own; all else is written where it is used. */
function collect(model: Model, name: string, names: Set<string>): void {
  const shape = shapeOf(model, name);
  if (names.has(name)) return;
  if (isNamed(shape)) names.add(name);
  for (const inner of innerOf(shape)) collect(model, inner, names);
}

const isNamed = (shape: Shape): boolean =>
  shape.type === 'structure' || (shape.type === 'string' && shape.enum !== undefined);

function innerOf(shape: Shape): string[] {
  switch (shape.type) {
    case 'structure':
      return Object.values(shape.members).map((member) => member.shape);
    case 'list':
      return [shape.member.shape];
    case 'map':
      return [shape.key.shape, shape.value.shape];
    case 'string':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'boolean':
    case 'timestamp':
    case 'blob':
      return [];
  }
}

function declaration(model: Model, name: string): string {
  const shape = shapeOf(model, name);
  if (shape.type === 'string') return `export type ${name} = ${(shape.enum ?? []).map(quoted).join(' | ')};`;
  if (shape.type !== 'structure') throw new Error(`${name} is a ${shape.type}`);
  const members = Object.entries(shape.members).map(([member, { shape: of }]) => {
    const type = typeOf(model, of);
    return shape.required?.includes(member) === true
      ? `  ${member}: ${type};`
      : `  ${member}?: ${type} | undefined;`;
  });
  return members.length === 0
    ? `export type ${name} = Record<never, never>;`
    : `export type ${name} = {\n${members.join('\n')}\n};`;
}

function typeOf(model: Model, name: string): string {
  const shape = shapeOf(model, name);
  if (isNamed(shape)) return name;
  switch (shape.type) {
    case 'list':
      return `readonly ${parenthesised(typeOf(model, shape.member.shape))}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(model, shape.value.shape)}>>`;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return 'number';
    case 'timestamp':
      return 'Date';
    case 'blob':
      return 'Uint8Array';
    case 'structure':
      return name;
    case 'string':
    case 'boolean':
      return shape.type;
  }
}

const parenthesised = (type: string): string => (type.startsWith('readonly ') ? `(${type})` : type);
const quoted = (text: string): string => `'${text}'`;

function shapeOf(model: Model, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`The model has no shape ${name}.`);
  return shape;
}

if (import.meta.main) {
  for (const service of services) {
    for (const [path, text] of await generatedFiles(service)) await writeFile(path, text);
  }
}
