import jsonata from 'jsonata';

const compiled = new Map<string, jsonata.Expression>();

/** `states` as `$states` in the expressions: input, result, errorOutput, context. */
export type States = Readonly<Record<string, unknown>>;

/** Evaluates every `{% … %}` in a value of the definition. @throws where one is nothing: Step Functions fails for it, too. */
export async function evaluated(value: unknown, states: States): Promise<unknown> {
  if (typeof value === 'string') {
    const [, expression] = /^\{%(.*)%\}$/s.exec(value) ?? [];
    return expression === undefined ? value : result(expression, states);
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => evaluated(item, states)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      async ([key, item]) => [key, await evaluated(item, states)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
  return value;
}

async function result(expression: string, states: States): Promise<unknown> {
  const known = compiled.get(expression) ?? jsonata(expression);
  compiled.set(expression, known);
  const found: unknown = await known.evaluate({}, { states });
  if (found === undefined) throw new Error(`States.QueryEvaluationError: nothing is ${expression}`);
  return found;
}
