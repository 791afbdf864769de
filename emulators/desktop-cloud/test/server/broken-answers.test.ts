import { expect, it } from 'vitest';
import { running } from './running.ts';

const { control, server } = running();

/** A raw call, so that nothing tries again. What came of the body, and whether it broke off. */
async function describeBundles() {
  const response = await fetch(server().url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'WorkspacesService.DescribeWorkspaceBundles',
    },
    body: JSON.stringify({ Owner: 'AMAZON' }),
  });
  const length = Number(response.headers.get('content-length'));
  let got = 0;
  try {
    for await (const chunk of response.body ?? []) got += chunk.length;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status: response.status, length, got, broke: true };
  }
  return { status: response.status, length, got, broke: false };
}

const fault = (kind: string, more: object = {}) =>
  control('faults', { operation: 'DescribeWorkspaceBundles', kind, ...more });

it.each(['cut', 'cutBefore'])('%s: the connection ends without a word', async (kind) => {
  await fault(kind);
  await expect(describeBundles()).rejects.toThrow('fetch failed');
  expect(await describeBundles()).toMatchObject({ status: 200, broke: false });
});

it('halfAnswer: the head and half of the body come, then the connection ends', async () => {
  await fault('halfAnswer');
  const half = await describeBundles();
  expect(half).toMatchObject({ status: 200, broke: true });
  expect(half.got).toBe(Math.floor(half.length / 2));
  expect(half.got).toBeGreaterThan(100);
});

it('halfAnswer of a refused call breaks its refusal', async () => {
  await fault('error', { code: 'InternalServerException' });
  await fault('halfAnswer');
  expect(await describeBundles()).toMatchObject({ status: 500, broke: true });
});
