/** The evaluator of opening hours agrees with an independent one. */
import test from 'node:test';
import { compareOpeningWithIndependentEvaluator } from '../opening-comparison.ts';

test('2,400 random hours at random moments: the evaluator agrees with an independent one', () => {
  // tests/exhaustive/ compares ten times as many.
  compareOpeningWithIndependentEvaluator(2_400);
});
