/**
 * What the exploration uses of the package in `tests/explorer/package.json`, which is not installed with the project: its checks
 * of types and style read it from here. `npm run explore` installs the package.
 */

declare module '@antithesishq/bombadil' {
  export type JSON = string | number | boolean | null | JSON[] | { [key: string]: JSON };
  export interface Formula {
    within(time: number, unit: 'milliseconds' | 'seconds'): Formula;
  }
  export function always(holds: () => boolean | Formula): Formula;
  export function eventually(holds: () => boolean): Formula;
}

declare module '@antithesishq/bombadil/browser' {
  import type { JSON } from '@antithesishq/bombadil';
  type Range = number | [number, number];
  interface Point {
    x: number;
    y: number;
  }
  export interface Fingerprint {
    [key: string]: JSON;
    tag: string;
  }
  export type ActionTemplate =
    | 'Back'
    | 'Forward'
    | 'Reload'
    | 'Wait'
    | { Click: { fingerprint: Fingerprint; point: Point } }
    | { TypeText: { text: { Regexp: string }; delayMillis: Range } }
    | { PressKey: { code: number } }
    | { ScrollUp: { origin: Point; distance: Range } }
    | { ScrollDown: { origin: Point; distance: Range } }
    | { SetFileInputFiles: { selector: string; files: string[] } }
    | { SetViewport: { width: number; height: number } };
  export type Tree = { value: ActionTemplate } | { branches: readonly (readonly [weight: number, branch: Tree])[] };
  export interface ActionGenerator {
    generate: () => Tree;
  }
  interface State {
    document: Document;
    window: Window;
    navigationHistory: { back: { url: string }[] };
    errors: { uncaughtExceptions: { text: string; remote_object: { description: string | null } | null }[] };
  }
  export function extract<Value extends JSON>(query: (state: State) => Value): { readonly current: Value };
  export function actions(generate: () => Tree | ActionTemplate[]): ActionGenerator;
  export function weighted(parts: [number, ActionGenerator][]): ActionGenerator;
  export function getFingerprint(element: Element): Fingerprint;
}

declare module '@antithesishq/bombadil/browser/defaults' {
  export { noHttpErrorCodes } from '@antithesishq/bombadil/internal';
}

declare module '@antithesishq/bombadil/internal' {
  import type { Formula } from '@antithesishq/bombadil';
  export const noHttpErrorCodes: Formula;
}
