import type { Suite } from '../suite.ts';
import { api } from './api/suite.ts';
import { cost } from './cost/suite.ts';
import { cycle } from './cycle/suite.ts';
import { directory } from './directory/suite.ts';
import { scale } from './scale/suite.ts';
import { startUp } from './start-up/suite.ts';
import { throughput } from './throughput/suite.ts';

/** All there are, in the order in which they run and are told. */
export const suites: readonly Suite[] = [cycle, throughput, startUp, directory, api, scale, cost];
