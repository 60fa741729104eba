/** The base of the site's custom elements. */

export abstract class PageElement extends HTMLElement {
  #requests = 0;

  /**
   * The descendant that carries the attribute `data-<name>`.
   * @throws when there is none of that type: the markup beside the script always has it
   */
  protected partNamed(name: string): HTMLElement;
  protected partNamed<Type extends HTMLElement>(name: string, type: new () => Type): Type;
  protected partNamed(name: string, type = HTMLElement): HTMLElement {
    const part = this.querySelector(`[data-${name}]`);
    if (!(part instanceof type)) throw new Error(`No [data-${name}] in ${this.localName}`);
    return part;
  }

  /**
   * Starts a request whose answer replaces that of every request before it.
   * @returns a function that returns whether no later request has been started; otherwise the answer is stale
   */
  protected startRequest(): () => boolean {
    const request = ++this.#requests;
    return () => request === this.#requests;
  }
}
