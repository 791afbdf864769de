import { isPlain, type WireAnswer, type WireRequest } from '../protocol/wire.ts';
import { type Control, ControlFault } from './control.ts';

/** `/_control/…`: JSON in, JSON out, faults as `{error}`. */
export function controlAnswer(control: Control, request: WireRequest): WireAnswer {
  try {
    return json(200, routed(control, request));
  } catch (error) {
    if (error instanceof ControlFault) return json(error.status, { error: error.message });
    throw error;
  }
}

function routed(control: Control, request: WireRequest): unknown {
  const [, , resource = '', id, ...rest] = request.path.split('/');
  const route = `${request.method} ${resource}${id === undefined ? '' : '/{id}'}`;
  if (rest.length > 0) throw new ControlFault(404, `There is no ${request.method} ${request.path}.`);
  switch (route) {
    case 'GET health':
      return { status: 'ok' };
    case 'GET state':
      return control.state({ ledger: request.query.get('ledger') !== '0' });
    case 'GET fleet':
      return control.fleet(Object.fromEntries(request.query));
    case 'GET desktops/{id}':
      return control.oneDesktop(id ?? '');
    case 'GET operations':
      return control.operations();
    case 'GET moves':
      return control.moves(after(request));
    case 'GET calls':
      return control.calls(after(request));
    case 'POST sessions':
      return control.session(body(request));
    case 'POST clock':
      return control.clock(body(request));
    case 'POST faults':
      return control.addFault(body(request));
    case 'DELETE faults':
      return control.clearFaults(request.query.get('userName') ?? undefined);
    case 'POST settings':
      return control.settings(body(request));
    case 'POST snapshots':
      return control.snapshots(body(request));
    case 'POST users':
      return control.user(body(request));
    case 'POST directories/{id}':
      return control.directory(id ?? '', body(request));
    case 'POST bundles/{id}':
      return control.bundle(id ?? '', body(request));
    case 'POST desktops/{id}':
      return control.desktop(id ?? '', body(request));
    case 'POST reset':
      return control.reset(body(request));
    default:
      throw new ControlFault(404, `There is no ${request.method} ${request.path}.`);
  }
}

function after({ query }: WireRequest): number {
  const count = Number(query.get('after') ?? 0);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new ControlFault(400, 'after: is not a count.');
}

function body(request: WireRequest): unknown {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8') || '{}');
    if (isPlain(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
  }
  throw new ControlFault(400, 'The body is not a JSON object.');
}

const json = (status: number, value: unknown): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
