import type { TopLevelSpec } from 'vega-lite';
import type * as z from 'zod';

/** Says how far a measurement is, on stderr. */
export type Told = (line: string) => void;

/** What we want a figure to be, and whether it is. */
export type Goal = {
  what: string;
  figure: string;
  goal: string;
  isMet: boolean;
  /** Why it is not, and what would be the next step. A goal that is not met must have one. */
  because?: string;
};

/** Those that run beside. */
export type Others = { mayBegin(): void };

export type Row = Readonly<Record<string, string | number>>;

/** What it shows of its part of the results: tables and plots by the names by which its page has them. */
export type Shown = {
  tables: Readonly<Record<string, readonly Row[]>>;
  plots?: Readonly<Record<string, TopLevelSpec>>;
};

type Given<Shape extends z.ZodRawShape> = {
  /** By which it is asked for. */
  name: string;
  title: string;
  /** Its part of the results, by top-level names that no other suite has. */
  shape: z.ZodObject<Shape>;
  /** Its section of docs/performance.md: Mustache, with `tables.…`, `plots.…` and all of its part. */
  page: URL;
  /** Whether it needs a local stack: while one stands, nothing else is timed. */
  needsStack?: boolean;
  /** Whether it keeps processors busy for minutes and compares no times: it runs beside the others, and gives way to them. */
  runsBeside?: boolean;
  /** Whether it compares what is billed: nothing runs beside it before it says so, or is over. */
  needsQuiet?: boolean;
  /**
   * Measures all of it, with the results of before at hand. Throws when something that it compares with can't run.
   * @param asked aborts when somebody ends it half way: it ends what it has started
   * @param others may begin from here on, where it needs quiet and needs it no more
   */
  measure(
    told: Told,
    results: unknown,
    asked: AbortSignal,
    others: Others,
  ): Promise<z.infer<z.ZodObject<Shape>>>;
  goals(part: z.infer<z.ZodObject<Shape>>): Goal[];
  shown(part: z.infer<z.ZodObject<Shape>>): Shown;
};

/** A part of the benchmark that can be run by itself. What it takes as results is all of them, of which it reads its own. */
export type Suite = {
  name: string;
  title: string;
  shape: z.ZodObject;
  page: URL;
  needsStack: boolean;
  runsBeside: boolean;
  needsQuiet: boolean;
  measure(told: Told, results: unknown, asked: AbortSignal, others: Others): Promise<object>;
  goals(results: unknown): Goal[];
  shown(results: unknown): Shown;
  /** Its part of the results, as its page reads it. */
  part(results: unknown): object;
};

export function suite<Shape extends z.ZodRawShape>(given: Given<Shape>): Suite {
  const { name, title, shape, page, needsStack = false, runsBeside = false, needsQuiet = false } = given;
  return {
    name,
    title,
    shape,
    page,
    needsStack,
    runsBeside,
    needsQuiet,
    measure: async (...asked) => shape.parse(await given.measure(...asked)),
    goals: (results) => given.goals(shape.parse(results)),
    shown: (results) => given.shown(shape.parse(results)),
    part: (results) => shape.parse(results),
  };
}
