/** The nearest stations are the nearest, of as many as a country may have. */
import test from 'node:test';
import { compareNearestWithBruteForce } from '../nearest-comparison.ts';

test('of 200,000 stations the ten nearest equal brute force in 6,000 random queries, ties included', async () => {
  await compareNearestWithBruteForce({
    stations: 200_000,
    queries: 6_000,
    leastAnswers: 50_000,
    leastTies: 400,
    leastLeaves: 100,
  });
});
