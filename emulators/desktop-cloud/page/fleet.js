/**
 * @typedef {{ id: string, userName: string, directoryId: string, region: string, accountId: string, state: string, runningMode: string, session: 'none' | 'connected' | 'dropped' }} Row
 * @typedef {{ total: number, connected: number, states: Record<string, number>, found: number, desktops: Row[] }} Fleet
 */

/** How a state looks: well, under way, waiting for somebody, at rest, bad. @type {Record<string, string>} */
const tones = {
  AVAILABLE: 'good',
  PENDING: 'busy',
  STARTING: 'busy',
  STOPPING: 'busy',
  REBOOTING: 'busy',
  REBUILDING: 'busy',
  RESTORING: 'busy',
  UPDATING: 'busy',
  TERMINATING: 'busy',
  SUSPENDED: 'wait',
  MAINTENANCE: 'wait',
  ADMIN_MAINTENANCE: 'wait',
  STOPPED: 'rest',
  TERMINATED: 'rest',
  IMPAIRED: 'bad',
  UNHEALTHY: 'bad',
  ERROR: 'bad',
};

/** @param {string} state */
export const toneOf = (state) => `tone-${tones[state] ?? 'rest'}`;

/** More tiles than this nobody reads. */
export const mostTiles = 1000;

/** @param {string} name @param {string} [className] @param {string} [text] */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The tiles on the page. Each is kept as long as its desktop is shown, so that focus and clicks are not lost. */
export class Tiles {
  /** @param {HTMLElement} list @param {(id: string) => void} onPick */
  constructor(list, onPick) {
    this.list = list;
    this.onPick = onPick;
    /** @type {Map<string, HTMLLIElement>} */
    this.byId = new Map();
    /** @type {string | undefined} */
    this.picked = undefined;
  }

  /** @param {readonly Row[]} rows */
  show(rows) {
    const wanted = new Set(rows.map((row) => row.id));
    for (const id of this.byId.keys()) if (!wanted.has(id)) this.remove(id);
    let place = this.list.firstElementChild;
    for (const row of rows) {
      const item = this.put(row);
      if (item === place) place = place.nextElementSibling;
      else this.list.insertBefore(item, place);
    }
  }

  /** @param {Row} row @returns {HTMLLIElement} */
  put(row) {
    let item = this.byId.get(row.id);
    if (item === undefined) {
      item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => this.onPick(row.id));
      item.append(button);
      this.byId.set(row.id, item);
    }
    const [button] = item.children;
    if (!(button instanceof HTMLButtonElement)) return item;
    button.className = toneOf(row.state);
    button.title = `${row.id} · ${row.directoryId} · ${row.region} · ${row.runningMode}`;
    button.setAttribute('aria-current', String(row.id === this.picked));
    const what = element('span', 'what', row.state);
    if (row.session !== 'none') {
      const session = element('span', 'session', row.session);
      session.dataset.session = row.session;
      what.append(session);
    }
    button.replaceChildren(element('span', 'who', row.userName), what);
    return item;
  }

  /** @param {string} id */
  remove(id) {
    this.byId.get(id)?.remove();
    this.byId.delete(id);
  }

  /** @param {string | undefined} id */
  pick(id) {
    this.picked = id;
    for (const [one, item] of this.byId) {
      item.firstElementChild?.setAttribute('aria-current', String(one === id));
    }
  }
}
