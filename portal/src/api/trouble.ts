/** Why a call came to nothing, so that it can be said beside what was tried. */
export type Trouble = {
  kind: 'unreachable' | 'busy' | 'signedOut' | 'forbidden' | 'missing' | 'refused' | 'broken';
  title: string;
  detail?: string;
  /** What to tell whoever runs this. */
  instance?: string;
  errors: { at: string; message: string }[];
};

/** Thrown by each call of the API that is not answered as asked. */
export class CallFailed extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.title);
    this.name = 'CallFailed';
    this.trouble = trouble;
  }
}

export const unreachable: Trouble = {
  kind: 'unreachable',
  title: 'The portal’s service can’t be reached',
  detail: 'Check your connection. It may also be a short disturbance: try again in a moment.',
  errors: [],
};

export const signedOut: Trouble = {
  kind: 'signedOut',
  title: 'You are signed out',
  detail: 'Your sign-in has ended. Sign in again to go on where you were; what you typed is kept.',
  errors: [],
};

/** Whether the same can go well a moment later. */
export const mayPass = ({ kind }: Trouble): boolean =>
  kind === 'unreachable' || kind === 'busy' || kind === 'broken';

/** What an answer outside 2xx says, also one that is no problem document. */
export function troubleOf(status: number, document: unknown): Trouble {
  if (status === 401) return signedOut;
  const said = isRecord(document) ? document : {};
  const { title, detail, instance } = said;
  return {
    ...inGeneral(status),
    ...(typeof title === 'string' && title !== '' && { title }),
    ...(typeof detail === 'string' && { detail }),
    ...(typeof instance === 'string' && { instance }),
    errors: Array.isArray(said.errors) ? said.errors.filter(isFault) : [],
  };
}

function inGeneral(status: number): Pick<Trouble, 'kind' | 'title'> {
  if (status === 403) return { kind: 'forbidden', title: 'You may not do this' };
  if (status === 404) return { kind: 'missing', title: 'There is nothing here' };
  if (status === 429) return { kind: 'busy', title: 'Too much at once: wait a moment and try again' };
  if (status >= 500) return { kind: 'broken', title: 'Something went wrong on our side' };
  return { kind: 'refused', title: 'This could not be done' };
}

/** The contract says where a fault is as a path of its own; forms know their fields by the last name. */
export function faultOf(trouble: Trouble | undefined, field: string): string | undefined {
  return trouble?.errors.find(({ at }) => at.split(/[./]/).at(-1) === field)?.message;
}

/** Of anything that was thrown. What is no failed call is a mistake of ours, and said to be one. */
export function troubleFrom(thrown: unknown): Trouble {
  if (thrown instanceof CallFailed) return thrown.trouble;
  return { kind: 'broken', title: 'Something went wrong in this page', detail: String(thrown), errors: [] };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFault = (value: unknown): value is { at: string; message: string } =>
  isRecord(value) && typeof value.at === 'string' && typeof value.message === 'string';
