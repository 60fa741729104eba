/** The evaluator of opening hours agrees with an independent one. */
import test from 'node:test';
import { compareOpeningWithIndependentEvaluator } from '../opening-comparison.ts';

test('24,000 random hours at random moments: the evaluator agrees with an independent one', () => {
  compareOpeningWithIndependentEvaluator(24_000);
});
