/** The base of the site's custom elements. */

export abstract class PageElement extends HTMLElement {
  /**
   * The descendant that carries the attribute `data-<name>`.
   * @throws when there is none of that type: the markup beside the script always has it
   */
  protected partNamed(name: string): HTMLElement;
  protected partNamed<Type extends HTMLElement>(name: string, type: new () => Type): Type;
  protected partNamed(name: string, type = HTMLElement): HTMLElement {
    const part = this.querySelector(`[data-${name}]`);
    if (!(part instanceof type)) throw new Error(`No [data-${name}]`);
    return part;
  }
}
