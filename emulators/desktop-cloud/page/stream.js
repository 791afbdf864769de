import { element } from './fleet.js';

/**
 * @typedef {{ at: number, api: string, operation: string, region: string, caller: string, request: Record<string, string[]>, outcome: string, code?: string, tookMs?: number }} Call
 * @typedef {{ source: string, detailType: string, time: number, region: string, detail: Record<string, unknown> }} AwsEvent
 */

const mostLines = 300;
const onlyReads = /^(Describe|Get|List)/;

/** The newest first. What comes while they are held is left out. */
export class Lines {
  /** @param {HTMLElement} list @param {HTMLElement} quiet @param {() => { calls: boolean, reads: boolean, events: boolean }} wanted */
  constructor(list, quiet, wanted) {
    this.list = list;
    this.quiet = quiet;
    this.wanted = wanted;
    this.isHeld = false;
  }

  /** @param {readonly Call[]} calls */
  addCalls(calls) {
    const { calls: isWanted, reads } = this.wanted();
    if (!isWanted) return;
    for (const call of calls) {
      if (!reads && onlyReads.test(call.operation)) continue;
      const isRefused = call.outcome !== 'answered' || call.code !== undefined;
      this.add(
        call.at,
        'call',
        `${call.operation} ${aboutOf(call.request)}`,
        `${isRefused ? (call.code ?? call.outcome) : `${Math.round(call.tookMs ?? 0)} ms`}`,
        isRefused,
        `${call.api} · ${call.region} · ${call.caller}`,
      );
    }
  }

  /** @param {readonly AwsEvent[]} events */
  addEvents(events) {
    if (!this.wanted().events) return;
    for (const event of events) {
      this.add(
        event.time,
        'event',
        `${event.detailType} ${subjectOf(event.detail)}`,
        event.source,
        false,
        JSON.stringify(event.detail),
      );
    }
  }

  /** @param {number} at @param {string} kind @param {string} what @param {string} end @param {boolean} isRefused @param {string} more */
  add(at, kind, what, end, isRefused, more) {
    if (this.isHeld) return;
    this.quiet.hidden = true;
    const line = element('li', kind);
    line.title = more;
    line.append(
      element('span', 'kind', new Date(at).toLocaleTimeString()),
      element('span', 'kind', kind),
      element('span', '', what),
      element('span', isRefused ? 'refused' : 'kind', end),
    );
    this.list.prepend(line);
    while (this.list.childElementCount > mostLines) this.list.lastElementChild?.remove();
  }
}

/** @param {Record<string, string[]>} request */
const aboutOf = (request) => {
  const names = Object.values(request).flat();
  return names.length > 3 ? `${names.slice(0, 3).join(' ')} … ${names.length}` : names.join(' ');
};

/** @param {Record<string, unknown>} detail */
const subjectOf = (detail) => {
  const named = detail.alarmName ?? detail.workspaceId ?? detail.eventName;
  return typeof named === 'string' ? named : '';
};
