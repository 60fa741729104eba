/** The steps of forms fit the forms, and nothing that is needed is folded away. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { schemas } from '../../src/content-check/schemas.ts';
import { formSteps } from '../../src/domain/entries/form-steps.ts';
import { kindNames } from '../../src/kinds.ts';
import { forms } from '../../src/studio/forms/index.ts';

/** So many fields are looked through without steps. */
const mostFields = 13;

for (const kind of kindNames) {
  const names = Object.keys(forms[kind].schema);
  const steps = formSteps[kind] ?? [];

  test(`the form of ${kind} has ${steps.length === 0 ? 'few fields' : 'its fields in steps, in their order'}`, () => {
    if (steps.length === 0) assert.ok(names.length <= mostFields, String(names.length));
    else {
      const places = steps.map(({ first }) => names.indexOf(first));
      assert.equal(places[0], 0);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(places).size, steps.length);
      assert.equal(new Set(steps.map(({ label }) => label)).size, steps.length);
    }
  });

  if (steps.length > 0) {
    test(`nothing that ${kind} needs is in a step that is folded`, () => {
      const issues = schemas[kind].safeParse({}).error?.issues ?? [];
      const needed = new Set(issues.map(({ path: [name] }) => name));
      const stepOf = (name: string) => steps.findLast(({ first }) => names.indexOf(first) <= names.indexOf(name));
      const folded = names.filter((name) => stepOf(name)?.ifFolded !== undefined);
      assert.deepEqual(
        folded.filter((name) => needed.has(name)),
        [],
      );
    });
  }
}
