import assert from 'node:assert/strict';
import test from 'node:test';
import { simplifiedText, traditionalOf } from '../../src/search/traditional.ts';

test('traditional characters become simplified ones, one for one', () => {
  assert.equal(simplifiedText('犍為縣的貨車司機之家'), '犍为县的货车司机之家');
});

test('a character in use in simplified Chinese stays, even where it is the traditional form of another', () => {
  assert.equal(simplifiedText('著名的乾坤'), '著名的乾坤');
});

test('the table holds only characters whose simplified form occurs', () => {
  const { traditional, simplified } = traditionalOf(['货车']);
  assert.equal(Array.from(traditional).length, Array.from(simplified).length);
  assert.ok(traditional.includes('貨') && traditional.includes('車'));
  assert.ok(!traditional.includes('機'));
});
