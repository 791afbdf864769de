import { StackRefused } from '@cleandesk/launcher';
import { describe, expect, it } from 'vitest';
import { atOnce, check, testRun, testRunWherePossible } from '../src/command-line.ts';
import { vitestCounts } from '../src/counts.ts';
import { runSteps } from '../src/run-steps.ts';
import type { Step } from '../src/step.ts';

const passing = (name: string): Step => ({
  name,
  title: name,
  run: async () => ({ passed: 2, failed: 0, output: 'well' }),
});

describe('running steps', () => {
  it('goes on after a failure and counts everything', async () => {
    const printed: string[] = [];
    const refusing: Step = {
      ...passing('stories'),
      run: async () => {
        throw new StackRefused('Terraform is missing: install it.', ['its last words']);
      },
    };
    const counts = await runSteps(
      [passing('one'), refusing, passing('two')],
      (line) => printed.push(line),
      () => 'a.log',
    );
    expect(counts).toEqual({ passed: 4, failed: 1 });
    expect(printed).toContain('Terraform is missing: install it.');
    expect(printed).toContain('its last words');
  });

  it('shows what the part said that failed, and not the last words of those that passed', async () => {
    const printed: string[] = [];
    const says = (code: string) => () => testRun([process.execPath, '-e', code], vitestCounts);
    const long = `for (let line = 0; line < 100; line++) console.log(line); console.log(' Tests  3 passed (3)')`;
    const stories: Step = {
      ...passing('stories'),
      run: () =>
        atOnce([says(`console.log('The stack could not be deployed'); process.exit(1)`), says(long)]),
    };
    const counts = await runSteps(
      [stories],
      (line) => printed.push(line),
      () => 'a.log',
    );
    expect(counts).toEqual({ passed: 3, failed: 1 });
    expect(printed).toContain('The stack could not be deployed');
    expect(printed).not.toContain('99');
  });

  it('tells why a step tested nothing, and counts it as nothing', async () => {
    const printed: string[] = [];
    const says = ['node', '-e', 'console.log("Skipped: the directory, since nobody is root.")'] as const;
    const missing: Step = { ...passing('samba'), run: () => testRunWherePossible(says, vitestCounts) };
    const counts = await runSteps(
      [missing],
      (line) => printed.push(line),
      () => 'a.log',
    );
    expect(counts).toEqual({ passed: 0, failed: 0 });
    expect(printed.join('\n')).toContain('skipped: the directory, since nobody is root.');
  });

  it('does not take for skipped what failed', async () => {
    const dies = ['node', '-e', 'console.log("Skipped: all of it."); process.exit(1)'] as const;
    expect(await testRunWherePossible(dies, vitestCounts)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('prepares a step while others run, and waits for that before it', async () => {
    const order: string[] = [];
    const saying = (name: string): Step => ({
      ...passing(name),
      run: async () => {
        order.push(name);
        return { passed: 1, failed: 0, output: '' };
      },
    });
    const preparation = Promise.withResolvers<void>();
    const stories: Step = {
      ...saying('stories'),
      prepare: {
        after: 'build',
        begin: () => {
          order.push('preparation begun');
          return preparation.promise;
        },
      },
    };
    const lint: Step = {
      ...saying('lint'),
      run: async () => {
        order.push('lint');
        setTimeout(() => {
          order.push('preparation ended');
          preparation.reject(new Error('no Terraform'));
        }, 5);
        return { passed: 1, failed: 0, output: '' };
      },
    };
    const printed: string[] = [];
    const counts = await runSteps(
      [saying('build'), lint, stories],
      (line) => printed.push(line),
      () => 'a.log',
    );
    expect(order).toEqual(['build', 'preparation begun', 'lint', 'preparation ended', 'stories']);
    expect(printed).toContain('   stories could not be prepared: no Terraform');
    expect(counts).toEqual({ passed: 3, failed: 0 });
  });

  it('counts a check as one test', async () => {
    expect(await check([process.execPath, '-e', 'console.log("fine")'])).toEqual({
      passed: 1,
      failed: 0,
      output: 'fine\n',
    });
    expect(await check([process.execPath, '-e', 'process.exit(3)'])).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a runner that broke, or that found no test, as a failure', async () => {
    const says = (code: string) => testRun([process.execPath, '-e', code], vitestCounts);
    expect(await says('console.log(" Tests  3 passed (3)"); process.exit(1)')).toMatchObject({
      passed: 3,
      failed: 1,
    });
    expect(await says('console.log("No test files found")')).toMatchObject({ passed: 0, failed: 1 });
    expect(await says('console.log(" Tests  3 passed (3)")')).toMatchObject({ passed: 3, failed: 0 });
  });
});
