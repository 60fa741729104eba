/** Styles for old browsers: the order of layers, conditions around them, and what cannot be lowered. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { scriptTargets } from '../../src/integrations/browsers.ts';
import { lowerStyles } from '../../src/integrations/lower-styles.ts';

test('layers come in the order of their first mention, and what is in none comes last', () => {
  const styles = `
    @layer base, page;
    .outside { color: red }
    @layer page { .page { color: red } }
    @layer base { .base { color: red } }
    @layer later { .later { color: red } }
    @layer page { .page-too { color: red } }`;
  assert.equal(lowerStyles(styles), '.base,.page,.page-too,.later,.outside{color:red}');
});

test('a condition around layers goes into each of them, and a condition inside one stays there', () => {
  const styles = `
    @layer base, page;
    @media print { @layer page { a { color: red } } @layer base { b { color: red } } i { color: red } }
    @layer base { @media print { u { color: red } } p { margin: 0 } }`;
  assert.equal(lowerStyles(styles), '@media print{b,u{color:red}}p{margin:0}@media print{a,i{color:red}}');
});

test('a range of widths is written for browsers before Chrome 104', () => {
  assert.equal(lowerStyles('@media (width >= 48rem) { a { color: red } }'), '@media (min-width:48rem){a{color:red}}');
});

test('of two values the one that old browsers know stays before the one that they do not', () => {
  assert.equal(lowerStyles('a { height: 100vh; height: 100dvh }'), 'a{height:100vh;height:100dvh}');
});

test('styles without layers are only minified', () => {
  assert.equal(lowerStyles('a { color: red }\n\nb { margin: 0 }'), 'a{color:red}b{margin:0}');
});

test('a layer in a layer or in another rule is refused: its place in the order is not known', () => {
  assert.throws(() => lowerStyles('@layer a { @layer b { i { color: red } } }'), /A layer inside a layer/);
  assert.throws(() => lowerStyles('@container (width > 1rem) { @layer b { i { color: red } } }'), /inside this rule/);
});

test('scripts are written for the oldest browsers of the list', () => {
  assert.deepEqual(scriptTargets, ['chrome91', 'edge91', 'firefox91', 'ios14', 'safari14']);
});
