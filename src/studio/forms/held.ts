/** A value of an open form that several of its fields look at. Keystatic tells each field of itself alone. */
import type { ClipView } from '../../domain/clips/clip-job.ts';

export class Held<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  readonly current = (): Value => this.#value;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  update(value: Value): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}

/** The clip that a form shows now, as far as it is known. */
export type HeldClip = Held<ClipView | undefined>;
