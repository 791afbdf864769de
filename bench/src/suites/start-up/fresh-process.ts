import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** What one process took: from before the module is read until it is loaded, then until its first event is answered. */
const taken = z.object({ initMs: z.number(), firstMs: z.number(), peakMb: z.number(), answer: z.unknown() });
export type Taken = z.infer<typeof taken>;

/** What is started. `event` is the first one that it gets; without one it is only loaded. */
export type Subject = { environment: Readonly<Record<string, string>>; event?: unknown } & (
  | { runtime: 'node'; bundle: string }
  | { runtime: 'python'; python: string; folder: string; module: string }
);

/**
 * As Lambda does it: load the module, then hand it an event. What it writes itself goes to stderr. The most memory that a process
 * had is asked of /proc: what `getrusage` says begins with that of the process that started it.
 */
const inNode = `
import { readFileSync } from 'node:fs';
const peakMb = () => process.platform === 'linux'
  ? Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
  : process.resourceUsage().maxRSS / 1024;
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
const event = JSON.parse(process.argv[2]);
let result;
try {
  const begun = performance.now();
  const { handler } = await import(process.argv[1]);
  const loaded = performance.now();
  if (typeof handler !== 'function') throw new Error('it exports no handler');
  let answer = null;
  if (event !== null) {
    const context = { functionName: 'bench', awsRequestId: '1', getRemainingTimeInMillis: () => 60_000 };
    // A refusal is an answer, too: whoever asks knows which one is right.
    answer = await handler(event, context).catch((error) => ({ thrown: error.name + ': ' + error.message.slice(0, 500) }));
  }
  const done = performance.now();
  result = { initMs: loaded - begun, firstMs: done - loaded, peakMb: peakMb(), answer: answer ?? null };
} catch (error) {
  // Not the stack: Node would print the line of the bundle, which is all of it.
  result = { failed: String(error).slice(0, 1000) };
}
say(JSON.stringify(result), () => process.exit(0));
`;

const inPython = `
import contextlib, importlib, json, re, resource, sys, time
event = json.loads(sys.argv[2])
with contextlib.redirect_stdout(sys.stderr):
    begun = time.perf_counter()
    handler = importlib.import_module(sys.argv[1]).handler
    loaded = time.perf_counter()
    answer = None if event is None else handler(event, None)
    done = time.perf_counter()
if sys.platform == "linux":
    with open("/proc/self/status") as status:
        peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read())[1]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
print(json.dumps({"initMs": (loaded - begun) * 1000, "firstMs": (done - loaded) * 1000, "peakMb": peak, "answer": answer}))
`;

/** Starts it in a process that has loaded nothing before. Throws with what it said when it can't be loaded. */
export async function startedFresh(subject: Subject): Promise<Taken> {
  const event = JSON.stringify(subject.event ?? null);
  const [command, args] =
    subject.runtime === 'node'
      ? ([
          process.execPath,
          ['--input-type=module', '-e', inNode, pathToFileURL(subject.bundle).href, event],
        ] as const)
      : ([subject.python, ['-c', inPython, subject.module, event]] as const);
  const child = spawn(command, args, {
    env: {
      ...subject.environment,
      PATH: process.env.PATH,
      // Lambda has none, and begins with a file that it has never read.
      NODE_DISABLE_COMPILE_CACHE: '1',
      ...(subject.runtime === 'python' ? { PYTHONPATH: subject.folder, PYTHONDONTWRITEBYTECODE: '1' } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const read = taken.safeParse(said === '' ? undefined : JSON.parse(said));
  if (read.success) return read.data;
  throw new Error(`It can't be started: ${said.slice(0, 1000)}\n${complained.slice(-1000)}`);
}
