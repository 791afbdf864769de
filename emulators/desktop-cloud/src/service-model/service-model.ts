import * as z from 'zod';
import { validated } from '../validation.ts';
import { type Model, modelSchema, type Shape } from './shapes.ts';

type Direction = 'input' | 'output';

/**
 * An API's service model: it reads inputs as AWS does and says what is wrong with an answer. `Inputs` and
 * `Shapes` are the types generated from the same model. Shapes are compiled when they are first needed.
 */
export class ServiceModel<Inputs extends object, Shapes extends object> {
  private readonly model: Model;
  private readonly compiled = { input: new Map<string, z.ZodType>(), output: new Map<string, z.ZodType>() };

  private readonly members = new Map<'map' | 'blob', ReadonlySet<string>>();

  /** `source`: as `scripts/service-model.ts` writes it. */
  constructor(source: unknown) {
    this.model = modelSchema.parse(source);
  }

  /** Every operation that AWS has, in the model's order. */
  operations(): (keyof Inputs & string)[] {
    return Object.keys(this.model.operations).filter((name) => this.has(name));
  }

  has(name: string): name is keyof Inputs & string {
    return Object.hasOwn(this.model.operations, name);
  }

  /** @throws AwsFault SerializationException, ValidationException or what the API calls it */
  read<Name extends keyof Inputs & string>(name: Name, input: unknown, code?: string): Inputs[Name] {
    const value: unknown = validated(this.ofOperation(name, 'input'), input, code);
    if (this.isInput(name, value)) return value;
    throw new TypeError(`${name} has no input`);
  }

  /** What of an answer does not fit the model, in words; nothing when all does. */
  faultsOf(name: string, output: unknown): string[] {
    const read = this.ofOperation(name, 'output').safeParse(output ?? {});
    if (read.success) return [];
    return read.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
  }

  /** Names of members that are of a type, anywhere in the model. */
  membersOf(type: 'map' | 'blob'): ReadonlySet<string> {
    const ready = this.members.get(type) ?? this.findMembers(type);
    this.members.set(type, ready);
    return ready;
  }

  private findMembers(type: 'map' | 'blob'): Set<string> {
    const members = Object.values(this.model.shapes).flatMap((shape) =>
      shape.type === 'structure' ? Object.entries(shape.members) : [],
    );
    return new Set(members.filter(([, { shape }]) => this.shape(shape).type === type).map(([name]) => name));
  }

  /** For a protocol that carries no types. */
  schemaOfInput(name: keyof Inputs & string): z.ZodType {
    return this.ofOperation(name, 'input');
  }

  /** The schema of one shape, for whoever keeps or takes a part of an input. */
  schemaOf<Name extends keyof Shapes & string>(name: Name): z.ZodType<Shapes[Name], Shapes[Name]> {
    const schema = this.compile(name, 'input');
    return z.custom<Shapes[Name]>((value) => schema.safeParse(value).success, `is no ${name}`);
  }

  /** What the model's types promise of a value that its schema has let through. */
  private isInput<Name extends keyof Inputs & string>(name: Name, value: unknown): value is Inputs[Name] {
    return this.has(name) && typeof value === 'object';
  }

  private ofOperation(name: string, direction: Direction): z.ZodType {
    const reference = this.model.operations[name]?.[direction];
    return reference === undefined ? z.object({}) : this.compile(reference.shape, direction);
  }

  private shape(name: string): Shape {
    const shape = this.model.shapes[name];
    if (shape === undefined) throw new TypeError(`The service model has no shape ${name}`);
    return shape;
  }

  private compile(name: string, direction: Direction): z.ZodType {
    const ready = this.compiled[direction].get(name);
    if (ready !== undefined) return ready;
    const made = this.schema(this.shape(name), direction);
    this.compiled[direction].set(name, made);
    return made;
  }

  private schema(shape: Shape, direction: Direction): z.ZodType {
    const of = (reference: { shape: string }): z.ZodType => this.compile(reference.shape, direction);
    switch (shape.type) {
      case 'structure': {
        const members = Object.entries(shape.members).map(([name, reference]) => {
          const member = of(reference);
          return [name, shape.required?.includes(name) === true ? member : member.optional()] as const;
        });
        // Inputs may hold members of newer models, answers only what this one knows.
        return direction === 'input'
          ? z.object(Object.fromEntries(members))
          : z.strictObject(Object.fromEntries(members));
      }
      case 'list':
        return sized(z.array(of(shape.member)), shape);
      case 'map':
        return z.record(keyed(this.shape(shape.key.shape)), of(shape.value));
      case 'string':
        if (shape.enum !== undefined) return z.enum(shape.enum);
        return sized(
          shape.pattern === undefined ? z.string() : z.string().regex(whole(shape.pattern)),
          shape,
        );
      case 'integer':
      case 'long':
        return ranged(z.int(), shape);
      case 'float':
      case 'double':
        return ranged(z.number(), shape);
      case 'boolean':
        return z.boolean();
      case 'timestamp':
        return direction === 'output' ? z.date() : wireTime;
      case 'blob':
        return sized(direction === 'output' ? z.instanceof(Uint8Array) : wireBytes, shape);
    }
  }
}

/** JSON has times as epoch seconds, CBOR as dates. */
const wireTime = z.union([z.date(), z.number().transform((seconds) => new Date(seconds * 1000))]);

/** JSON has bytes as base64, CBOR as they are. */
const wireBytes = z.unknown().transform((value, context): Uint8Array => {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string' && base64.safeParse(value).success) {
    return new Uint8Array(Buffer.from(value, 'base64'));
  }
  context.addIssue({ code: 'invalid_type', expected: 'blob', input: value });
  return z.NEVER;
});
const base64 = z.base64();

type Bounds = { min?: number | undefined; max?: number | undefined };

/** Lengths of texts, bytes and lists. */
const sized = <Sized extends string | unknown[] | Uint8Array>(
  type: z.ZodType<Sized>,
  { min, max }: Bounds,
): z.ZodType =>
  type.check(
    ...(min === undefined ? [] : [z.minLength(min)]),
    ...(max === undefined ? [] : [z.maxLength(max)]),
  );
const ranged = (type: z.ZodType<number>, { min, max }: Bounds): z.ZodType =>
  type.check(...(min === undefined ? [] : [z.gte(min)]), ...(max === undefined ? [] : [z.lte(max)]));

/** Keys of a map are texts. */
function keyed(shape: Shape): z.ZodType<string> {
  if (shape.type !== 'string') return z.string();
  const { min = 0, max = Number.MAX_SAFE_INTEGER, pattern = '[^]*' } = shape;
  return z.string().regex(whole(pattern)).min(min).max(max);
}

/** AWS's patterns are for the whole text. */
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
