import { type ActionDict, type Grammar, grammar, type MatchResult, type Node, type Semantics } from 'ohm-js';
import * as z from 'zod';
import { validationError } from '../refusals.ts';
import { type Query, queryFunctions } from './query.ts';

/**
 * The language of Metrics Insights. Source: CloudWatch User Guide, "Query components and syntax in CloudWatch Metrics
 * Insights": keywords in any case, names as they are written. A name with other characters than letters, digits and
 * underscores, or one that is a keyword, stands in double quotes, a value in single ones.
 */
const grammarText = String.raw`
  MetricsInsights {
    Query = select Aggregate from Source Where? Group? Order? Limit?
    Aggregate = word "(" name ")"
    Source = Schema | name
    Schema = schema "(" NonemptyListOf<name, ","> ")"
    Where = where NonemptyListOf<Term, and>
    Term = (Tag | Key) ("!=" | "=") text
    Tag = tag "." name
    Group = group by NonemptyListOf<Key, ",">
    Order = order by word "(" ")" (asc | desc)?
    Limit = limit digits
    Key = Owned | name
    Owned = word "." name

    name = quoted | plain
    plain = ~keyword word
    quoted = "\"" (escape | ~"\"" any)+ "\""
    text = "'" (escape | ~"'" any)* "'"
    escape = "\\" ("\\" | "\"" | "'")
    word = (letter | "_") (alnum | "_")*
    digits = digit+
    keyword = select | from | schema | where | and | group | by | order | asc | desc | limit
    select = caseInsensitive<"SELECT"> boundary
    from = caseInsensitive<"FROM"> boundary
    schema = caseInsensitive<"SCHEMA"> boundary
    where = caseInsensitive<"WHERE"> boundary
    and = caseInsensitive<"AND"> boundary
    group = caseInsensitive<"GROUP"> boundary
    by = caseInsensitive<"BY"> boundary
    order = caseInsensitive<"ORDER"> boundary
    asc = caseInsensitive<"ASC"> boundary
    desc = caseInsensitive<"DESC"> boundary
    limit = caseInsensitive<"LIMIT"> boundary
    tag = caseInsensitive<"tag"> boundary
    boundary = ~(alnum | "_")
  }
`;

/** What was written, before anybody asks whether it makes sense. */
const written = z.object({
  function: z.string(),
  metricName: z.string(),
  source: z.object({ namespace: z.string(), dimensions: z.array(z.string()).optional() }),
  where: z.array(
    z.object({ key: z.string(), isOfTag: z.boolean(), isEqual: z.boolean(), value: z.string() }),
  ),
  groupBy: z.array(z.string()),
  orderBy: z.object({ function: z.string(), isDescending: z.boolean() }).optional(),
  limit: z.number().optional(),
});

const subject = z.union([
  z.string().transform((key) => ({ key, isOfTag: false })),
  z.object({ key: z.string(), isOfTag: z.boolean() }),
]);

/** The one node of an optional clause. */
const clause = (node: Node): unknown => node.children[0]?.tree();
const listed = (list: Node): unknown[] => list.asIteration().children.map((node) => node.tree());
const unescaped = (node: Node): string => node.sourceString.slice(1, -1).replace(/\\(["'\\])/g, '$1');

const actions: ActionDict<unknown> = {
  Query(_select, aggregate, _from, source, where, group, order, limit) {
    const [name, metric] = aggregate.children.filter((_, index) => index % 2 === 0);
    return {
      function: name?.sourceString,
      metricName: metric?.tree(),
      source: source.tree(),
      where: clause(where) ?? [],
      groupBy: clause(group) ?? [],
      orderBy: clause(order),
      limit: clause(limit),
    };
  },
  Source(source) {
    const read: unknown = source.tree();
    return typeof read === 'string' ? { namespace: read } : read;
  },
  Schema(_schema, _open, names, _close) {
    const [namespace, ...dimensions] = listed(names);
    return { namespace, dimensions };
  },
  Where: (_where, terms) => listed(terms),
  Term: (key, operator, value) => ({
    ...subject.parse(key.tree()),
    isEqual: operator.sourceString === '=',
    value: unescaped(value),
  }),
  Tag: (_tag, _dot, name) => ({ key: name.tree(), isOfTag: true }),
  Group: (_group, _by, keys) => listed(keys),
  // In ascending order where none is named.
  Order: (_order, _by, name, _open, _close, direction) => ({
    function: name.sourceString,
    isDescending: /^desc/i.test(direction.sourceString),
  }),
  Limit: (_limit, digits) => Number(digits.sourceString),
  Owned: (owner, _dot, name) => {
    throw new NotHere(`${owner.sourceString}.${name.sourceString}`);
  },
  quoted(_open, _characters, _close) {
    return unescaped(this);
  },
  plain: (word) => word.sourceString,
};

let made: { language: Grammar; reader: Semantics } | undefined;

/** Made when it is first needed: most clouds never see a query. */
function parser(): { language: Grammar; reader: Semantics } {
  if (made !== undefined) return made;
  const language = grammar(grammarText);
  made = { language, reader: language.createSemantics().addOperation<unknown>('tree', actions) };
  return made;
}

/** Part of the language, and not done here. */
class NotHere extends Error {}

/** Whether an expression is a query, and not metric math. */
export const isQuery = (expression: string): boolean => /^\s*select\b/i.test(expression);

/**
 * Reads the query of an expression that is called `id`. The sentences are those of AWS.
 * @throws AwsFault ValidationError
 */
export function readQuery(expression: string, id: string): Query {
  const refused = (why: string): Error => validationError(`Error in expression '${id}': ${why}`);
  const match = parser().language.match(expression.trim());
  if (match.failed()) {
    throw refused(
      `Invalid syntax near '${beginning(match.input.slice(match.getRightmostFailurePosition()))}'`,
    );
  }
  const { source, limit, orderBy, where, ...query } = written.parse(treeOf(match, refused));
  const terms = (ofTags: boolean) =>
    where
      .filter(({ isOfTag }) => isOfTag === ofTags)
      .map(({ key, isEqual, value }) => ({ key, isEqual, value }));
  if (limit === 0) throw refused('Invalid syntax. LIMIT must be greater than 0');
  const functionOf = (name: string): Query['function'] => {
    const known = queryFunctions.find((one) => one === name.toUpperCase());
    if (known === undefined) throw refused(`Invalid syntax. '${name}' is not a valid aggregate function`);
    return known;
  };
  return {
    ...query,
    ...source,
    where: terms(false),
    tags: terms(true),
    function: functionOf(query.function),
    orderBy: orderBy && { ...orderBy, function: functionOf(orderBy.function) },
    limit,
  };
}

function treeOf(match: MatchResult, refused: (why: string) => Error): unknown {
  try {
    return parser().reader(match).tree();
  } catch (error) {
    if (error instanceof NotHere) throw refused(`${error.message} is not supported here`);
    throw error;
  }
}

/** AWS quotes 32 characters of what it could not read. */
const beginning = (text: string): string => (text.length > 32 ? `${text.slice(0, 29)}...` : text);
