import fc from 'fast-check';
import { isPlain } from '../../src/protocol/wire.ts';
import type { Model, Shape } from '../../src/service-model/shapes.ts';

/** One demand that a model makes on an input, and what breaks just that one. */
export type Breach = {
  /** As AWS names the member: `workspaces.1.member.userName`. */
  member: string;
  demand: 'required' | 'min' | 'max' | 'pattern' | 'enum' | 'type';
  input: unknown;
};

type Path = readonly (string | number)[];
type StringShape = Extract<Shape, { type: 'string' }>;

/** What goes into an operation: every member that it has, each as the model demands it. */
export function wholeInput(model: Model, operation: string): unknown {
  const input = model.operations[operation]?.input;
  return input === undefined ? {} : sampleOf(model, input.shape);
}

/** Every demand on the operation's input, at any depth, each broken once in an input that is right but for that. */
export function breachesOf(model: Model, operation: string): Breach[] {
  const input = model.operations[operation]?.input;
  if (input === undefined) return [];
  const whole = wholeInput(model, operation);
  return [...wrongs(model, input.shape, [])].map(({ path, demand, wrong }) => ({
    member: memberOf(path),
    demand,
    input: replaced(whole, path, wrong),
  }));
}

function shapeOf(model: Model, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape;
}

function sampleOf(model: Model, name: string): unknown {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members).map(([member, { shape: of }]) => [member, sampleOf(model, of)]),
      );
    case 'list':
      return Array.from({ length: Math.max(1, shape.min ?? 1) }, () => sampleOf(model, shape.member.shape));
    case 'map':
      return { [String(sampleOf(model, shape.key.shape))]: sampleOf(model, shape.value.shape) };
    case 'string':
      return textOf(shape);
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return Math.max(1, shape.min ?? 1);
    case 'boolean':
      return true;
    case 'timestamp':
      return 1_767_600_000;
    case 'blob':
      return Buffer.from('blob').toString('base64');
  }
}

function textOf(shape: StringShape): string {
  const { min = 0, max = 100, pattern } = shape;
  const [first] = shape.enum ?? [];
  if (first !== undefined) return first;
  if (pattern === undefined) return 'x'.repeat(Math.max(1, min));
  const texts = fc.sample(fc.stringMatching(whole(pattern)), { numRuns: 100, seed: 1 });
  const fitting = texts.find((text) => text.length >= Math.max(1, min) && text.length <= max);
  if (fitting === undefined)
    throw new Error(`no text of ${min} to ${max} characters was found for ${pattern}`);
  return fitting;
}

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const absent = Symbol('absent');

type Wrong = { path: Path; demand: Breach['demand']; wrong: unknown };

function* wrongs(model: Model, name: string, path: Path): Generator<Wrong> {
  const shape = shapeOf(model, name);
  // The input itself is a structure whatever its members are.
  if (path.length > 0) yield { path, demand: 'type', wrong: ofAnotherType(shape) };
  switch (shape.type) {
    case 'structure':
      for (const member of shape.required ?? []) {
        yield { path: [...path, member], demand: 'required', wrong: absent };
      }
      for (const [member, { shape: of }] of Object.entries(shape.members)) {
        yield* wrongs(model, of, [...path, member]);
      }
      return;
    case 'list': {
      const item = sampleOf(model, shape.member.shape);
      yield* lengths(shape, path, (length) => Array.from({ length }, () => item));
      yield* wrongs(model, shape.member.shape, [...path, 0]);
      return;
    }
    case 'map':
      yield* wrongs(model, shape.value.shape, [...path, String(sampleOf(model, shape.key.shape))]);
      return;
    case 'string':
      yield* wrongTexts(shape, path);
      return;
    case 'blob':
      yield* lengths(shape, path, (length) => Buffer.alloc(length).toString('base64'));
      return;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      if (shape.min !== undefined) yield { path, demand: 'min', wrong: shape.min - 1 };
      if (shape.max !== undefined) yield { path, demand: 'max', wrong: shape.max + 1 };
      return;
    case 'boolean':
    case 'timestamp':
      return;
  }
}

function* lengths(
  { min = 0, max }: { min?: number | undefined; max?: number | undefined },
  path: Path,
  ofLength: (length: number) => unknown,
): Generator<Wrong> {
  if (min > 0) yield { path, demand: 'min', wrong: ofLength(min - 1) };
  if (max !== undefined) yield { path, demand: 'max', wrong: ofLength(max + 1) };
}

function* wrongTexts(shape: StringShape, path: Path): Generator<Wrong> {
  yield* lengths(shape, path, (length) => 'a'.repeat(length));
  if (shape.enum !== undefined) yield { path, demand: 'enum', wrong: 'NONE_OF_THEM' };
  const { pattern, min = 0, max = Number.POSITIVE_INFINITY } = shape;
  if (pattern === undefined) return;
  const offending = ['§', '\n', 'A\nB', '§'.repeat(min), '\n'.repeat(min)];
  const wrong = offending.find(
    (text) => text.length >= min && text.length <= max && !whole(pattern).test(text),
  );
  if (wrong === undefined) throw new Error(`no text was found that ${pattern} refuses`);
  yield { path, demand: 'pattern', wrong };
}

function ofAnotherType(shape: Shape): unknown {
  switch (shape.type) {
    case 'string':
    case 'blob':
      return 7;
    case 'structure':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'boolean':
    case 'timestamp':
      return 'text';
    case 'list':
    case 'map':
      return 'text';
  }
}

/** A copy with another value at one place. */
function replaced(value: unknown, [first, ...rest]: Path, wrong: unknown): unknown {
  if (first === undefined) return wrong;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === first ? replaced(item, rest, wrong) : item));
  }
  if (!isPlain(value)) throw new Error(`there is no ${first} to replace`);
  if (rest.length === 0 && wrong === absent) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== first));
  }
  return { ...value, [first]: replaced(value[first], rest, wrong) };
}

/** AWS counts list members from 1 and starts names in lower case. */
const memberOf = (path: Path): string =>
  path
    .map((part) =>
      typeof part === 'number' ? `${part + 1}.member` : `${part.charAt(0).toLowerCase()}${part.slice(1)}`,
    )
    .join('.');
