import mustache from 'mustache';
import { type Notice, notices } from '../domain/notice.ts';
import { type View, variables } from '../domain/view.ts';
import type { Letter, Wording } from '../ports.ts';
import { defaultTemplates } from '../templates/default-templates.ts';

export type Part = keyof Letter;
/** Of the owner; what is not given is ours. */
export type OwnTemplates = {
  readonly [N in Notice]?: { readonly [P in Part]?: string | undefined } | undefined;
};

/** A template that can't be used. `fault` quotes nothing of a person: there is none in a template. */
export type Unusable = { notice: Notice; part: Part; fault: string };

const parts = ['subject', 'text', 'html', 'topic'] as const satisfies readonly Part[];
const known = new Set<string>(variables);
const asItIs = (value: unknown): string => String(value);

export type Worded = { letter: (notice: Notice, view: View) => Letter };

/**
 * Letters from Mustache templates: logic-less, so a template can't run code. HTML is escaped and nothing can switch that off.
 * @param onUnusable an own template is not used, ours is; called once for each.
 */
export function mustacheWording(own: OwnTemplates, onUnusable: (unusable: Unusable) => void): Worded {
  for (const notice of notices) {
    for (const part of parts) {
      const fault = faultOf(own[notice]?.[part]);
      if (fault !== undefined) onUnusable({ notice, part, fault });
    }
  }
  const written = (notice: Notice, part: Part, view: View): string => {
    const template = own[notice]?.[part];
    const text = template === undefined || faultOf(template) ? '' : rendered(template, part, view);
    // What comes out empty says nothing: perhaps all of it is a section that this reset leaves out.
    return text.trim() === '' ? rendered(defaultTemplates[notice][part], part, view) : text;
  };
  return {
    letter: (notice, view) => ({
      subject: oneLine(written(notice, 'subject', view)),
      text: written(notice, 'text', view),
      html: written(notice, 'html', view),
      topic: written(notice, 'topic', view),
    }),
  };
}

const rendered = (template: string, part: Part, view: View): string =>
  part === 'html' ? mustache.render(template, view) : mustache.render(template, view, {}, { escape: asItIs });

/** A line break in a subject would be another header. 200 characters are more than anybody reads. */
const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 200);

type Spans = ReturnType<typeof mustache.parse>;

/** What is wrong with a template; `undefined` for one that can be used, or that was not given. */
export function faultOf(template: string | undefined): string | undefined {
  if (template === undefined) return undefined;
  try {
    return faultIn(mustache.parse(template));
  } catch (error) {
    // Mustache throws for a section that is not closed, and says where.
    return error instanceof Error ? error.message.slice(0, 200) : 'it can not be read';
  }
}

function faultIn(spans: Spans): string | undefined {
  for (const [type, value, , , inner] of spans) {
    if (type === 'text') continue;
    if (type !== 'name' && type !== '#' && type !== '^') return `"${type}" is not for templates of ours`;
    if (!known.has(value)) return `there is no "${value}"`;
    const fault = Array.isArray(inner) ? faultIn(inner) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The same with templates that are read at their first use. A read that fails is tried again by the next letter. */
export const wordingOf = (load: () => Promise<Worded>): Wording => ({
  letter: async (notice, view) => (await load()).letter(notice, view),
});
