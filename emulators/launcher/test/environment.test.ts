import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentOf, exportLines, outputVariables } from '../src/environment.ts';

describe('the environment of a stack', () => {
  it('sends the four APIs of the desktop cloud there and all others to the base', () => {
    const { variables } = environmentOf({ base: { kind: 'ministack', port: 1001 }, cloud: { port: 1002 } });
    const base = 'http://127.0.0.1:1001';
    const cloud = 'http://127.0.0.1:1002';
    expect(variables).toMatchObject({
      AWS_ENDPOINT_URL: base,
      AWS_ENDPOINT_URL_WORKSPACES: cloud,
      AWS_ENDPOINT_URL_SCHEDULER: cloud,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloud,
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: cloud,
      DESKTOP_CLOUD_URL: cloud,
      AWS_ACCESS_KEY_ID: 'test',
    });
  });

  it('says where the portal and its API are, of a stack that has them', () => {
    const portal = {
      url: 'http://127.0.0.1:1003',
      api_url: 'http://127.0.0.1:1001/api',
      config: {},
      connect_origins: [],
    };
    const { variables } = environmentOf({
      base: { kind: 'ministack', port: 1001 },
      cloud: { port: 1002 },
      portal: { port: 1003 },
      deployment: { fingerprint: 'f', outputs: { portal } },
    });
    expect(variables).toMatchObject({ PORTAL_URL: portal.url, API_URL: portal.api_url });
    expect(JSON.parse(variables.PORTAL_PASSWORDS ?? '')).toHaveProperty('requester');
  });

  it('names what to do when there is no stack', () => {
    expect(() => environmentOf({})).toThrow('No stack is up: run ./scripts/local up.');
  });

  it('makes a variable of each output, however deep', () => {
    expect(
      outputVariables({
        event_bus: 'cleandesk',
        queue_urls: { 'alarm-manager/watch': 'http://q' },
        list: ['a'],
        count: 3,
        none: null,
      }),
    ).toEqual({
      CLEANDESK_EVENT_BUS: 'cleandesk',
      CLEANDESK_QUEUE_URLS_ALARM_MANAGER_WATCH: 'http://q',
      CLEANDESK_LIST: '["a"]',
      CLEANDESK_COUNT: '3',
    });
  });

  it('exports every text so that a shell reads the same', () => {
    // A shell can't hold a NUL. One shell reads them all: starting one takes long on a busy machine.
    const text = fc
      .string({ unit: 'grapheme-ascii', maxLength: 30 })
      .filter((value) => !value.includes('\0'));
    const values = fc.sample(text, 300);
    const variables = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const reads = Object.keys(variables).map((name) => `printf '%s\\0' "$${name}"`);
    const shell = spawnSync('bash', ['-c', [...exportLines(variables), ...reads].join('\n')], {
      encoding: 'utf8',
    });
    expect(shell.stdout.split('\0').slice(0, -1)).toEqual(values);
  });
});
