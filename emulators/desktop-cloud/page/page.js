import { element, mostTiles, Tiles, toneOf } from './fleet.js';
import { Lines } from './stream.js';

/**
 * @typedef {import('./fleet.js').Row} Row
 * @typedef {import('./fleet.js').Fleet} Fleet
 */

/** @param {string} id */
function at(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found;
}
/** @template {HTMLElement} T @param {string} id @param {new () => T} kind @returns {T} */
function as(id, kind) {
  const found = at(id);
  if (found instanceof kind) return found;
  throw new Error(`${id} is none.`);
}

const find = as('find', HTMLInputElement);
const speed = as('speed', HTMLSelectElement);
/** @type {{ state: string | undefined, connected: boolean }} */
const filter = { state: undefined, connected: false };
/** @type {string | undefined} */
let picked;
let lastSpeed = 120;

const tiles = new Tiles(at('tiles'), (id) => void pick(id));
const lines = new Lines(at('lines'), at('quiet'), () => ({
  calls: as('calls', HTMLInputElement).checked,
  reads: as('reads', HTMLInputElement).checked,
  events: as('events', HTMLInputElement).checked,
}));

/** @param {string} path @param {unknown} [body] @returns {Promise<any>} */
async function ask(path, body) {
  const response = await fetch(
    `/_control/${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** One reading at a time; what changes meanwhile makes one more. */
let isReading = false;
let isStale = false;
async function readFleet() {
  if (isReading) {
    isStale = true;
    return;
  }
  isReading = true;
  try {
    const asked = new URLSearchParams({ limit: String(mostTiles) });
    if (filter.state !== undefined) asked.set('state', filter.state);
    if (filter.connected) asked.set('connected', 'yes');
    if (find.value.trim() !== '') asked.set('text', find.value.trim());
    showFleet(await ask(`fleet?${asked}`));
  } finally {
    isReading = false;
    if (isStale) {
      isStale = false;
      setTimeout(() => void readFleet(), 200);
    }
  }
}

/** @param {Fleet} fleet */
function showFleet(fleet) {
  at('totals').textContent =
    `${count(fleet.total)} ${fleet.total === 1 ? 'desktop' : 'desktops'}, ${count(fleet.connected)} connected`;
  at('none').hidden = fleet.total > 0;
  at('unmet').hidden = fleet.total === 0 || fleet.found > 0;
  const cut = at('cut');
  cut.hidden = fleet.found <= fleet.desktops.length;
  cut.textContent = `The first ${count(fleet.desktops.length)} of ${count(fleet.found)}. Pick a state or search to see others.`;
  // A filter keeps its button when nobody meets it any more: how else would it be taken away?
  const pressed = filter.state === undefined ? {} : { [filter.state]: 0 };
  const states = Object.entries({ ...pressed, ...fleet.states }).sort(([a], [b]) => a.localeCompare(b));
  at('states').replaceChildren(
    ...states.map(([state, number]) => stateButton(state, number)),
    ...(fleet.connected > 0 || filter.connected ? [connectedButton(fleet.connected)] : []),
  );
  tiles.show(fleet.desktops);
}

/** @param {number} number */
const count = (number) => number.toLocaleString('en');

/** @param {string} state @param {number} number */
function stateButton(state, number) {
  return filterButton(state, number, toneOf(state), filter.state === state, () => {
    filter.state = filter.state === state ? undefined : state;
  });
}
/** @param {number} number */
function connectedButton(number) {
  return filterButton('connected', number, 'tone-good', filter.connected, () => {
    filter.connected = !filter.connected;
  });
}
/** @param {string} name @param {number} number @param {string} tone @param {boolean} isOn @param {() => void} toggle */
function filterButton(name, number, tone, isOn, toggle) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = tone;
  button.setAttribute('aria-pressed', String(isOn));
  button.append(element('span', '', name), element('b', '', count(number)));
  button.addEventListener('click', () => {
    toggle();
    void readFleet();
  });
  item.append(button);
  return item;
}

/** @param {string | undefined} id */
async function pick(id) {
  picked = id;
  tiles.pick(id);
  at('desktop').hidden = id === undefined;
  at('refused').hidden = true;
  if (id !== undefined) await showDesktop(id);
}

/** @param {string} id */
async function showDesktop(id) {
  try {
    const one = await ask(`desktops/${id}`);
    if (picked !== id) return;
    at('desktop-title').textContent = `${one.UserName} · ${one.State}`;
    const facts = {
      WorkSpace: one.WorkspaceId,
      Directory: one.DirectoryId,
      Bundle: one.BundleId,
      Region: one.region,
      'Running mode': `${one.WorkspaceProperties.RunningMode}${one.WorkspaceProperties.RunningModeAutoStopTimeoutInMinutes === undefined ? '' : `, ${one.WorkspaceProperties.RunningModeAutoStopTimeoutInMinutes} min`}`,
      Computer: one.ComputerName ?? '–',
      Address: one.ipAddress ?? '–',
      Session:
        one.session === null
          ? 'nobody'
          : `since ${time(one.session.since)}${one.session.droppedAt === null ? '' : `, dropped ${time(one.session.droppedAt)}`}`,
      'As AWS tells it': `${one.connection.state}, looked at ${time(one.connection.checkedAt)}`,
      Snapshots: one.snapshots.map(time).join(', ') || 'none',
      Error: one.ErrorCode === undefined ? undefined : `${one.ErrorCode}: ${one.ErrorMessage}`,
      Tags:
        one.tags
          .map((/** @type {{ Key: string, Value: string }} */ tag) => `${tag.Key}=${tag.Value}`)
          .join(', ') || 'none',
    };
    at('facts').replaceChildren(
      ...Object.entries(facts).flatMap(([name, value]) =>
        value === undefined ? [] : [element('dt', '', name), element('dd', '', String(value))],
      ),
    );
    at('history').replaceChildren(
      ...one.history.toReversed().map((/** @type {{ at: string, state: string }} */ move) => {
        const item = document.createElement('li');
        item.append(element('span', '', time(move.at)), element('span', '', move.state));
        return item;
      }),
    );
  } catch (error) {
    if (picked === id) refuse(error);
  }
}

/** @param {string} iso */
const time = (iso) => new Date(iso).toLocaleTimeString();

/** @param {unknown} error */
function refuse(error) {
  const refused = at('refused');
  refused.textContent = error instanceof Error ? error.message : String(error);
  refused.hidden = false;
}

/** @param {string} path @param {object} body */
async function act(path, body) {
  at('refused').hidden = true;
  try {
    await ask(path, body);
    if (picked !== undefined) await showDesktop(picked);
  } catch (error) {
    refuse(error);
  }
}

/** @param {number} wanted */
async function setSpeed(wanted) {
  await ask('clock', { speed: wanted });
}

/** @param {{ now: string, speed: number, passed: number }} clock */
function showClock(clock) {
  at('now').textContent = time(clock.now);
  at('passed').textContent = duration(clock.passed);
  if (clock.speed > 0) lastSpeed = clock.speed;
  const pause = at('pause');
  pause.textContent = clock.speed === 0 ? 'Go on' : 'Pause';
  pause.setAttribute('aria-pressed', String(clock.speed === 0));
  if (document.activeElement === speed) return;
  const value = String(clock.speed);
  if (![...speed.options].some((option) => option.value === value)) {
    speed.append(new Option(`${count(clock.speed)} ×`, value));
  }
  speed.value = value;
}

/** @param {number} ms */
function duration(ms) {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return `${days > 0 ? `${days} d ` : ''}${days + hours > 0 ? `${hours} h ` : ''}${minutes % 60} min`;
}

function follow() {
  const link = at('link');
  const stream = new EventSource('/_control/stream');
  /** @param {string} name @param {(data: any) => void} take */
  const on = (name, take) => stream.addEventListener(name, (event) => take(JSON.parse(event.data)));
  stream.addEventListener('open', () => {
    link.textContent = 'Live';
    link.dataset.state = 'live';
    void readFleet();
  });
  stream.addEventListener('error', () => {
    link.textContent = 'Lost. Trying again …';
    link.dataset.state = 'lost';
  });
  on('clock', showClock);
  on('calls', (calls) => lines.addCalls(calls));
  on('events', (events) => lines.addEvents(events));
  on('reset', () => void readFleet());
  on('gone', (ids) => {
    if (ids.includes(picked)) void pick(undefined);
    void readFleet();
  });
  on('desktops', (/** @type {Row[]} */ rows) => {
    if (rows.some((row) => row.id === picked) && picked !== undefined) void showDesktop(picked);
    for (const row of rows) if (tiles.byId.has(row.id)) tiles.put(row);
    void readFleet();
  });
}

find.addEventListener('input', () => void readFleet());
speed.addEventListener('change', () => {
  speed.blur();
  void setSpeed(Number(speed.value));
});
at('pause').addEventListener('click', (event) => {
  const isPaused = event.currentTarget instanceof HTMLElement && event.currentTarget.ariaPressed === 'true';
  void setSpeed(isPaused ? lastSpeed : 0);
});
at('hold').addEventListener('click', () => {
  lines.isHeld = !lines.isHeld;
  at('hold').setAttribute('aria-pressed', String(lines.isHeld));
  at('hold').textContent = lines.isHeld ? 'Go on' : 'Hold';
});
at('close').addEventListener('click', () => void pick(undefined));
at('desktop').addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button === null || picked === undefined) return;
  const { session, force, snapshot } = button.dataset;
  if (session !== undefined) void act('sessions', { workspaceId: picked, action: session });
  if (force !== undefined) void act(`desktops/${picked}`, { state: force });
  if (snapshot !== undefined) {
    void act('snapshots', { workspaceId: picked, takenAt: snapshot === 'now' ? Date.now() : null });
  }
});
follow();
